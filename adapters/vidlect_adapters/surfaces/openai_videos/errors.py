"""Refusals in this surface's envelope, in both directions.

Here lives the table of statuses, types and codes, total over ErrorKind. Never: the meaning of a vendor's code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vidlect_adapters import new_api
from vidlect_adapters.errors import TranslationError
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, JsonObject
from vidlect_adapters.nested_error import (
    envelope,
    explanation,
    param_of,
    pause_of,
    read_error,
    read_reply,
    sentence,
)
from vidlect_adapters.profile import Profile
from vidlect_adapters.refusals import retry_after

from . import wire

_CALLER = "invalid_request_error"
_SERVER = "server_error"


class Row(NamedTuple):
    """How a kind of error is answered; `code` None where the original has none."""

    status: int
    type: str
    code: str | None


ERRORS: Mapping[ErrorKind, Row] = {
    ErrorKind.INVALID_REQUEST: Row(400, _CALLER, wire.WRONG_VALUE),
    ErrorKind.INVALID_CREDENTIALS: Row(401, _CALLER, "invalid_api_key"),
    ErrorKind.PERMISSION_DENIED: Row(403, _CALLER, None),
    ErrorKind.NOT_FOUND: Row(404, _CALLER, None),
    ErrorKind.INPUT_REJECTED: Row(400, _CALLER, "moderation_blocked"),
    ErrorKind.OUTPUT_REJECTED: Row(400, _CALLER, "moderation_blocked"),
    ErrorKind.RATE_LIMITED: Row(429, "requests", "rate_limit_exceeded"),
    ErrorKind.CONCURRENCY_LIMITED: Row(429, "requests", "rate_limit_exceeded"),
    ErrorKind.QUOTA_EXHAUSTED: Row(429, "insufficient_quota", "insufficient_quota"),
    ErrorKind.EXPIRED: Row(404, _CALLER, "expired"),
    ErrorKind.CANCELLED: Row(400, _CALLER, "cancelled"),
    ErrorKind.VENDOR_CREDENTIALS: Row(502, _SERVER, "vendor_credentials"),
    ErrorKind.VENDOR_ERROR: Row(502, _SERVER, "vendor_error"),
    ErrorKind.VENDOR_UNAVAILABLE: Row(503, _SERVER, "vendor_unavailable"),
    ErrorKind.VENDOR_TIMEOUT: Row(504, _SERVER, "vendor_timeout"),
    ErrorKind.INTERNAL: Row(500, _SERVER, "internal_error"),
}
"""Statuses, types and codes of the original (facts 4) as far as it has them; behind a gateway more goes wrong
than the original knows, and has our words."""

KIND_OF_STATUS: Mapping[int, ErrorKind] = {
    400: ErrorKind.INVALID_REQUEST,
    401: ErrorKind.INVALID_CREDENTIALS,
    402: ErrorKind.QUOTA_EXHAUSTED,
    403: ErrorKind.PERMISSION_DENIED,
    404: ErrorKind.NOT_FOUND,
    429: ErrorKind.RATE_LIMITED,
    500: ErrorKind.INTERNAL,
    502: ErrorKind.VENDOR_ERROR,
    503: ErrorKind.VENDOR_UNAVAILABLE,
    504: ErrorKind.VENDOR_TIMEOUT,
}
"""How a refusal is read whose `code` is unknown or null."""

KIND_OF_CODE: Mapping[str, ErrorKind] = {
    **{kind.word: kind for kind in ErrorKind},
    **{row.code: kind for kind, row in reversed(list(ERRORS.items())) if row.code is not None},
    **dict.fromkeys((wire.MISSING, wire.WRONG_TYPE, wire.UNKNOWN), ErrorKind.INVALID_REQUEST),
    "model_not_found": ErrorKind.NOT_FOUND,
    "billing_hard_limit_reached": ErrorKind.QUOTA_EXHAUSTED,
    "processing_error": ErrorKind.VENDOR_ERROR,
    "video_generation_failed": ErrorKind.VENDOR_ERROR,
}
"""How a `code` is read; one that stands for several kinds, as the first of them."""

MEMBER_OF_FIELD: Mapping[str, str] = {
    "model": wire.MODEL,
    "prompt": wire.PROMPT,
    "inputs": wire.REFERENCE,
    "length": wire.SECONDS,
    "frame": wire.SIZE,
    "resolution": wire.SIZE,
    "characters": wire.CHARACTERS,
}
"""Canonical field → member, for what a vendor cannot express."""

_CODES_OF_MISTAKES = frozenset({wire.MISSING, wire.WRONG_TYPE, wire.WRONG_VALUE, wire.UNKNOWN})


def encode_error(error: VendorFailure | TranslationError, profile: Profile) -> HttpReply:
    """Any refusal. The vendor's words survive; raw JSON, links and keys in them do not."""
    if profile["errors"] == new_api.NEW_API:
        return new_api.encode_error(error, wire.NEW_API)
    if isinstance(error, VendorFailure):
        row = ERRORS[error.kind]
        return envelope(row.status, (row.type, row.code), sentence(error), None, pause_of(error))
    status, code = _told(error, profile)
    param = param_of(error, wire.NAME, MEMBER_OF_FIELD, wire.CREATE_MEMBERS)
    type_ = _CALLER if status < 500 else _SERVER
    return envelope(status, (type_, code), explanation(error), param)


def encode_content_refusal(error: VendorFailure | TranslationError, profile: Profile) -> HttpReply:
    """Any refusal of the content route, which only new-api words apart."""
    if profile["errors"] == new_api.NEW_API:
        return new_api.encode_content_refusal(error, wire.NEW_API)
    return encode_error(error, profile)


def _told(error: TranslationError, profile: Profile) -> tuple[int, str | None]:
    """Status and code of what could not be translated; the original has no code for most mistakes."""
    if error.code in _CODES_OF_MISTAKES or error.status >= 500:
        return error.status, error.code
    if error.code == "unsupported":
        return error.status, wire.WRONG_VALUE
    if error.code == "unknown_model":
        is_mistake = profile["unknown-model"] == "invalid-value"
        return (400, wire.WRONG_VALUE) if is_mistake else (404, "model_not_found")
    if error.code == "not_ready":
        return 404, None
    return error.status, None


def encode_failure(failure: VendorFailure) -> JsonObject:
    """Why a task failed, for the reply to a query."""
    return {"code": ERRORS[failure.kind].code or failure.kind.word, "message": sentence(failure)}


def decode_error(reply: HttpReply, profile: Profile) -> VendorFailure:
    """What a client reads from a refusal. Raises MalformedReply."""
    if profile["errors"] == new_api.NEW_API:
        return new_api.decode_error(reply, wire.NEW_API)
    return failure_of(read_reply(reply, wire.NAME), reply.status, retry_after(reply))


def failure_of(body: JsonObject, status: int, retry_after: int | None = None) -> VendorFailure:
    """The failure under `error`. Raises MalformedReply when it says nothing (RB-42)."""
    told = read_error(body, wire.NAME)
    kind = KIND_OF_CODE.get(told.word) or KIND_OF_STATUS.get(status, ErrorKind.VENDOR_ERROR)
    if kind is ErrorKind.INPUT_REJECTED and status < 300:
        # one code for both: in an object it is the film that was blocked, or found wanting later
        kind = ErrorKind.OUTPUT_REJECTED
    return VendorFailure(
        kind=kind,
        vendor_code=told.vendor_code or told.word or kind.word,
        message=told.message,
        retry_after=retry_after,
    )

"""Refusals in this surface's flat envelope `{"code": null, "message", "param", "type"}`, in both directions.

Here lives the table of statuses, types and a failed task's codes, total over ErrorKind. Never: the meaning of a
vendor's code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vidlect_adapters import new_api
from vidlect_adapters.errors import MalformedReply, TranslationError
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, JsonObject, JsonValue, Pairs, json_reply
from vidlect_adapters.nested_error import (
    explanation,
    option_of,
    param_of,
    pause_of,
    read_error,
    read_reply,
    read_told,
    sentence,
)
from vidlect_adapters.profile import Profile
from vidlect_adapters.refusals import retry_after

from . import wire

_CALLER = "invalid_request_error"
_SERVER = "server_error"


class Row(NamedTuple):
    """How a kind of error is answered; `code` is what a failed task has under `error`."""

    status: int
    type: str
    code: int


ERRORS: Mapping[ErrorKind, Row] = {
    ErrorKind.INVALID_REQUEST: Row(400, _CALLER, 400),
    ErrorKind.INVALID_CREDENTIALS: Row(401, "authentication_error", 401),
    ErrorKind.PERMISSION_DENIED: Row(403, "permission_error", 403),
    ErrorKind.NOT_FOUND: Row(404, "not_found_error", 404),
    ErrorKind.INPUT_REJECTED: Row(400, "input_rejected_error", 422),
    ErrorKind.OUTPUT_REJECTED: Row(400, "output_rejected_error", 451),
    ErrorKind.RATE_LIMITED: Row(429, "rate_limit_error", 429),
    ErrorKind.CONCURRENCY_LIMITED: Row(429, "concurrency_limit_error", 430),
    ErrorKind.QUOTA_EXHAUSTED: Row(403, "insufficient_quota", 402),
    ErrorKind.EXPIRED: Row(404, "expired_error", 410),
    ErrorKind.CANCELLED: Row(400, "cancelled_error", 409),
    ErrorKind.VENDOR_CREDENTIALS: Row(502, "vendor_credentials_error", 511),
    ErrorKind.VENDOR_ERROR: Row(502, "vendor_error", 502),
    ErrorKind.VENDOR_UNAVAILABLE: Row(503, "vendor_unavailable_error", 503),
    ErrorKind.VENDOR_TIMEOUT: Row(504, "vendor_timeout_error", 504),
    ErrorKind.INTERNAL: Row(500, _SERVER, 500),
}
"""400, 401, 403 and 500 are documented, without a value of `type` (facts 4.3); a spent quota is 403 in the lineage
(facts 5.7). That a failed task's code is an integer is documented, which one is not: ours look like HTTP statuses and
tell every kind apart."""

KIND_OF_CODE: Mapping[str, ErrorKind] = {str(row.code): kind for kind, row in ERRORS.items()}
"""How a failed task's code is read."""

KIND_OF_TYPE: Mapping[str, ErrorKind] = {
    row.type: kind for kind, row in ERRORS.items() if row.type not in {_CALLER, _SERVER}
}
"""How a refusal's `type` is read; the two common ones say no more than the status does."""

KIND_OF_STATUS: Mapping[int, ErrorKind] = {
    status: next(kind for kind, row in ERRORS.items() if row.status == status)
    for status in sorted({row.status for row in ERRORS.values()} - {502})
} | {402: ErrorKind.QUOTA_EXHAUSTED, 410: ErrorKind.EXPIRED, 502: ErrorKind.VENDOR_ERROR}
"""How a refusal is read whose `type` is none of ours."""

MEMBER_OF_FIELD: Mapping[str, str] = {
    "inputs": wire.IMAGE,
    "length": wire.DURATION,
    "frame": wire.SIZE,
    "count": wire.COUNT,
    "vendor_options": wire.METADATA,
    "negative_prompt": f"{wire.METADATA}.negative_prompt",
    "resolution": f"{wire.METADATA}.resolution",
    "aspect": f"{wire.METADATA}.aspect_ratio",
    "with_audio": f"{wire.METADATA}.generate_audio",
}
"""Canonical field → member, for what a vendor cannot express: the client knows its own names only."""

_STATUS_OF_CODE: Mapping[str, int] = {"unknown_model": 400, "not_ready": 400}
"""Our word → status, where the dialect's differs: 404 is not listed for a create (facts 4.3); a film that is not
there yet is 400 in the lineage (facts 5.7)."""

_NO_PARAM = ""
"""`param` is a string in every documented refusal, so it is empty where no member is at fault."""


def encode_error(error: VendorFailure | TranslationError, profile: Profile) -> HttpReply:
    """Any refusal. The vendor's words survive; raw JSON, links and keys in them do not."""
    if profile["errors"] == new_api.NEW_API:
        return new_api.encode_error(error, wire.NEW_API)
    if isinstance(error, VendorFailure):
        row = ERRORS[error.kind]
        return _flat(row.status, row.type, sentence(error), _NO_PARAM, pause_of(error))
    status = _STATUS_OF_CODE.get(error.code, error.status)
    by_status = KIND_OF_STATUS.get(status)
    type_ = (_CALLER if status < 500 else _SERVER) if by_status is None else ERRORS[by_status].type
    return _flat(status, type_, explanation(error), _param(error))


def encode_content_refusal(error: VendorFailure | TranslationError, profile: Profile) -> HttpReply:
    """Any refusal of the content route, which only new-api words apart."""
    if profile["errors"] == new_api.NEW_API:
        return new_api.encode_content_refusal(error, wire.NEW_API)
    return encode_error(error, profile)


def encode_failure(failure: VendorFailure) -> JsonObject:
    """Why a task failed, for the reply to a query."""
    return {"code": ERRORS[failure.kind].code, "message": sentence(failure)}


def decode_error(reply: HttpReply, profile: Profile) -> VendorFailure:
    """What a client reads from a refusal. Raises MalformedReply: another shape, or it says nothing (RB-42)."""
    if profile["errors"] == new_api.NEW_API:
        return new_api.decode_error(reply, wire.NEW_API)
    body = read_reply(reply, wire.NAME)
    type_: JsonValue = body.get("type")
    if profile["error-shape"] == "nested-too" and isinstance(nested := body.get("error"), dict):
        told, type_ = read_error(body, wire.NAME), nested.get("type")
    else:
        told = read_told(body, wire.NAME)
        _check_flat(body, profile)
    kind = KIND_OF_TYPE.get(type_) if isinstance(type_, str) else None
    kind = kind or KIND_OF_STATUS.get(reply.status, ErrorKind.VENDOR_ERROR)
    return VendorFailure(
        kind=kind,
        vendor_code=told.vendor_code or told.word or kind.word,
        message=told.message,
        retry_after=retry_after(reply),
    )


def failure_of(body: JsonObject) -> VendorFailure:
    """Why a task failed: what stands under `error` in the reply to a query. Raises MalformedReply."""
    told = read_error(body, wire.NAME)
    kind = KIND_OF_CODE.get(told.word)
    return VendorFailure(
        kind=kind or ErrorKind.VENDOR_ERROR,
        vendor_code=told.vendor_code or (kind.word if kind else told.word) or ErrorKind.VENDOR_ERROR.word,
        message=told.message,
    )


def _check_flat(body: JsonObject, profile: Profile) -> None:
    """The types of the other members (D-6). Raises MalformedReply."""
    code = body.get("code")
    if code is not None and (not isinstance(code, str) or profile["error-code"] == "null"):
        wanted = "null" if profile["error-code"] == "null" else "null or a string"
        raise MalformedReply(wire.NAME, f"code must be {wanted}", pointer="/code", value=code)
    for name in ("param", "type"):
        if not isinstance(body.get(name), str | None):
            raise MalformedReply(wire.NAME, f"{name} must be a string", pointer=f"/{name}", value=body[name])


def _flat(status: int, type_: str, message: str, param: str, headers: Pairs = ()) -> HttpReply:
    return json_reply(status, {"code": None, "message": message, "param": param, "type": type_}, *headers)


def _param(error: TranslationError) -> str:
    """The client's name of the member at fault."""
    option = option_of(error, wire.NAME, wire.METADATA)
    return option or param_of(error, wire.NAME, MEMBER_OF_FIELD, wire.CREATE_MEMBERS) or _NO_PARAM

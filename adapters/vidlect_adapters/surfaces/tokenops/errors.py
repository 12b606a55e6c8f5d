"""Refusals in this surface's envelope, in both directions.

Here lives the table of error types, total over ErrorKind, and the envelope
`{"error": {"message", "type", "param", "code"}}`. The surface documents no errors: the form is the one of
the interface that it calls itself compatible with (facts 3.6). Never: the meaning of a vendor's code.
"""

from __future__ import annotations

from collections.abc import Mapping

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

ERROR_TYPES: Mapping[ErrorKind, str] = {
    ErrorKind.INVALID_REQUEST: "invalid_request_error",
    ErrorKind.INVALID_CREDENTIALS: "authentication_error",
    ErrorKind.PERMISSION_DENIED: "permission_error",
    ErrorKind.NOT_FOUND: "invalid_request_error",
    ErrorKind.INPUT_REJECTED: "invalid_request_error",
    ErrorKind.OUTPUT_REJECTED: "invalid_request_error",
    ErrorKind.RATE_LIMITED: "rate_limit_error",
    ErrorKind.CONCURRENCY_LIMITED: "rate_limit_error",
    ErrorKind.QUOTA_EXHAUSTED: "insufficient_quota",
    ErrorKind.EXPIRED: "invalid_request_error",
    ErrorKind.CANCELLED: "invalid_request_error",
    ErrorKind.VENDOR_CREDENTIALS: "server_error",
    ErrorKind.VENDOR_ERROR: "server_error",
    ErrorKind.VENDOR_UNAVAILABLE: "server_error",
    ErrorKind.VENDOR_TIMEOUT: "server_error",
    ErrorKind.INTERNAL: "server_error",
}
"""Kind → `type`. HTTP status and `code` are the kind's own (`ErrorKind.status`, `ErrorKind.word`)."""

KIND_OF_STATUS: Mapping[int, ErrorKind] = {
    400: ErrorKind.INVALID_REQUEST,
    401: ErrorKind.INVALID_CREDENTIALS,
    402: ErrorKind.QUOTA_EXHAUSTED,
    403: ErrorKind.PERMISSION_DENIED,
    404: ErrorKind.NOT_FOUND,
    410: ErrorKind.EXPIRED,
    429: ErrorKind.RATE_LIMITED,
    500: ErrorKind.INTERNAL,
    502: ErrorKind.VENDOR_ERROR,
    503: ErrorKind.VENDOR_UNAVAILABLE,
    504: ErrorKind.VENDOR_TIMEOUT,
}
"""How a stranger's refusal is read when its `code` is none of ours."""

MEMBER_OF_FIELD: Mapping[str, str] = {
    "model": wire.MODEL,
    "prompt": wire.PROMPT,
    "inputs": wire.CONTENT,
    "length": wire.SECONDS,
    "frame": wire.ASPECT_RATIO,
    "resolution": wire.OUTPUT_RESOLUTION,
    "seed": wire.SEED,
    "picture": wire.IMAGE_URL,
}
"""Canonical field → member, for what a vendor cannot express: the client knows its own names only."""

_KINDS = {kind.word: kind for kind in ErrorKind}


def encode_error(error: VendorFailure | TranslationError, profile: Profile) -> HttpReply:
    """Any refusal. The vendor's words survive; raw JSON, links and keys in them do not."""
    del profile  # the envelope is the same in all
    if isinstance(error, VendorFailure):
        kind = error.kind
        return envelope(kind.status, (ERROR_TYPES[kind], kind.word), sentence(error), None, pause_of(error))
    kind = KIND_OF_STATUS.get(error.status, ErrorKind.INVALID_REQUEST)
    param = param_of(error, wire.NAME, MEMBER_OF_FIELD, wire.CREATE_MEMBERS)
    return envelope(error.status, (ERROR_TYPES[kind], error.code), explanation(error), param)


def encode_failure(failure: VendorFailure) -> JsonObject:
    """Why a task failed, for the reply to a query."""
    return {"code": failure.kind.word, "message": sentence(failure)}


def decode_error(reply: HttpReply, profile: Profile) -> VendorFailure:
    """What a client reads from a refusal. Raises MalformedReply."""
    del profile
    return failure_of(read_reply(reply, wire.NAME), reply.status, retry_after(reply))


def failure_of(body: JsonObject, status: int, retry_after: int | None = None) -> VendorFailure:
    """The failure under `error`. Raises MalformedReply when it says nothing (RB-42)."""
    told = read_error(body, wire.NAME)
    kind = _KINDS.get(told.word) or KIND_OF_STATUS.get(status, ErrorKind.VENDOR_ERROR)
    return VendorFailure(
        kind=kind,
        vendor_code=told.vendor_code or told.word or kind.word,
        message=told.message,
        retry_after=retry_after,
    )

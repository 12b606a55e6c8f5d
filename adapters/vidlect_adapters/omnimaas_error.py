"""Refusals as OmniMaaS words them, on both of its surfaces, written and read.

Here lives the table of statuses, types and codes, total over ErrorKind, and what is made of it. Never: a member
of a request, the meaning of a vendor's code.
Source: facts on dialect B, 2.5; dialect A documents no errors and is the same house (1.4).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from .errors import TranslationError
from .failure import ErrorKind, VendorFailure
from .message import HttpReply, JsonObject
from .nested_error import (
    envelope,
    explanation,
    option_of,
    param_of,
    pause_of,
    read_error,
    read_reply,
    sentence,
)
from .refusals import retry_after

_CALLER = "invalid_request_error"
_SERVER = "server_error"
_OPTIONS = "metadata"
"""The member of both surfaces in which a vendor's options stand."""
_MODEL_STATUS = 400
"""A model that nobody has is a bad parameter; 404 is documented for tasks alone."""


class Row(NamedTuple):
    """How a kind of error is answered."""

    status: int
    type: str
    code: str


ERRORS: Mapping[ErrorKind, Row] = {
    ErrorKind.INVALID_REQUEST: Row(400, _CALLER, "invalid_request"),
    ErrorKind.INVALID_CREDENTIALS: Row(401, _CALLER, "invalid_credentials"),
    ErrorKind.PERMISSION_DENIED: Row(403, _CALLER, "permission_denied"),
    ErrorKind.NOT_FOUND: Row(404, _CALLER, "not_found"),
    ErrorKind.INPUT_REJECTED: Row(400, _CALLER, "input_rejected"),
    ErrorKind.OUTPUT_REJECTED: Row(400, _CALLER, "output_rejected"),
    ErrorKind.RATE_LIMITED: Row(429, _CALLER, "rate_limited"),
    ErrorKind.CONCURRENCY_LIMITED: Row(429, _CALLER, "concurrency_limited"),
    ErrorKind.QUOTA_EXHAUSTED: Row(402, _CALLER, "quota_exhausted"),
    ErrorKind.EXPIRED: Row(410, _CALLER, "expired"),
    ErrorKind.CANCELLED: Row(409, _CALLER, "cancelled"),
    ErrorKind.VENDOR_CREDENTIALS: Row(502, _SERVER, "vendor_credentials"),
    ErrorKind.VENDOR_ERROR: Row(502, _SERVER, "vendor_error"),
    ErrorKind.VENDOR_UNAVAILABLE: Row(503, _SERVER, "vendor_unavailable"),
    ErrorKind.VENDOR_TIMEOUT: Row(504, _SERVER, "vendor_timeout"),
    ErrorKind.INTERNAL: Row(500, _SERVER, "internal"),
}
"""400, 401, 403, 404 and 500 are documented, with these two types; more goes wrong behind a gateway, and `code`,
which is allowed and not documented, tells it apart in our words."""

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
"""How a stranger's refusal is read whose `code` is none of ours."""

_KIND_OF_CODE = {row.code: kind for kind, row in ERRORS.items()}


def encode(
    error: VendorFailure | TranslationError,
    dialect: str,
    member_of_field: Mapping[str, str],
    members: Collection[str],
) -> HttpReply:
    """Any refusal. The vendor's words survive; raw JSON, links and keys in them do not.

    `member_of_field`: canonical field → member of `dialect`, whose members are `members`.
    """
    if isinstance(error, VendorFailure):
        row = ERRORS[error.kind]
        return envelope(row.status, (row.type, row.code), sentence(error), None, pause_of(error))
    status = _MODEL_STATUS if error.code == "unknown_model" else error.status
    type_ = _CALLER if status < 500 else _SERVER
    option = option_of(error, dialect, _OPTIONS)
    param = option or param_of(error, dialect, member_of_field, members)
    return envelope(status, (type_, error.code), explanation(error), param)


def encode_failure(failure: VendorFailure) -> JsonObject:
    """Why a task failed, for the reply to a query."""
    return {"code": ERRORS[failure.kind].code, "message": sentence(failure)}


def decode(reply: HttpReply, dialect: str) -> VendorFailure:
    """What a client reads from a refusal. Raises MalformedReply."""
    return failure_of(read_reply(reply, dialect), reply.status, dialect, retry_after(reply))


def failure_of(body: JsonObject, status: int, dialect: str, retry_after: int | None = None) -> VendorFailure:
    """The failure under `error`. Raises MalformedReply when it says nothing (RB-42)."""
    told = read_error(body, dialect)
    kind = _KIND_OF_CODE.get(told.word) or KIND_OF_STATUS.get(status, ErrorKind.VENDOR_ERROR)
    return VendorFailure(
        kind=kind,
        vendor_code=told.vendor_code or told.word or kind.word,
        message=told.message,
        retry_after=retry_after,
    )

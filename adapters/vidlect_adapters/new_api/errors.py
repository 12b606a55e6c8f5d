"""Refusals as new-api words them: three shapes, written and read.

Here live the tables that choose shape, status and code. Never: the meaning of a vendor's code.
Source: dialects' facts 5.7; what is not said there is marked as ours.

A task handler answers `{"code", "message", "data": null}`, the checks before it (key, model, quota)
`{"error": {"message", "type": "new_api_error", "code"}}`, the content route `{"error": {"message", "type"}}`. As built
the second's message ends with the request's id; there is none here, and none is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from vidlect_adapters.errors import MalformedReply, TranslationError
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, JsonObject, json_reply
from vidlect_adapters.nested_error import (
    Told,
    explanation,
    param_of,
    pause_of,
    read_error,
    read_reply,
    read_told,
    sentence,
)
from vidlect_adapters.refusals import retry_after

from . import wire

_CHECKED: Final = "new_api_error"
_CALLER: Final = "invalid_request_error"
_SERVER: Final = "server_error"
_FETCH: Final = "fail_to_fetch_task"
_REQUEST_ID: Final = re.compile(r"(?<=\S) \(request id: ([^()\s]+)\)$", re.IGNORECASE)
"""How the checks end their message."""


class Row(NamedTuple):
    """How something is refused; `checked`: before any task handler, in the nested shape."""

    status: int
    code: str
    checked: bool = False


OWN: Mapping[ErrorKind, Row] = {
    ErrorKind.INVALID_REQUEST: Row(400, wire.INVALID_REQUEST),
    ErrorKind.INVALID_CREDENTIALS: Row(401, "invalid_credentials", checked=True),
    ErrorKind.PERMISSION_DENIED: Row(403, "access_denied", checked=True),
    ErrorKind.NOT_FOUND: Row(400, "task_not_exist"),
    ErrorKind.INPUT_REJECTED: Row(400, "task_failed"),
    ErrorKind.OUTPUT_REJECTED: Row(400, "task_failed"),
    ErrorKind.RATE_LIMITED: Row(429, "rate_limited", checked=True),
    ErrorKind.CONCURRENCY_LIMITED: Row(429, "concurrency_limited", checked=True),
    ErrorKind.QUOTA_EXHAUSTED: Row(403, "insufficient_user_quota", checked=True),
    ErrorKind.EXPIRED: Row(400, "task_failed"),
    ErrorKind.CANCELLED: Row(400, "task_failed"),
    ErrorKind.VENDOR_CREDENTIALS: Row(500, "get_channel_failed"),
    ErrorKind.VENDOR_ERROR: Row(500, "invalid_response"),
    ErrorKind.VENDOR_UNAVAILABLE: Row(500, "do_request_failed"),
    ErrorKind.VENDOR_TIMEOUT: Row(500, "do_request_failed"),
    ErrorKind.INTERNAL: Row(500, "build_request_failed"),
}
"""What the gateway itself says. 400 for a task that does not exist and 500 for a vendor out of reach are as built;
codes of the checks are ours, save `insufficient_user_quota` and `model_not_found`."""

BROKEN: Mapping[str, Row] = {
    "unknown_model": Row(503, "model_not_found", checked=True),
    "unsupported": Row(400, wire.INVALID_REQUEST),
    "unknown_word": Row(500, "invalid_response"),
    "malformed_reply": Row(500, "unmarshal_response_body_failed"),
    "not_found": Row(404, "not_found", checked=True),
}
"""Code of an exception → how it is refused, where that is not its own status and code. No channel has an unknown model,
which is 503 as built: a client that repeats on 5xx will repeat."""

CODES: Final = frozenset(
    {
        wire.INVALID_REQUEST,
        wire.INVALID_JSON,
        wire.INVALID_FORM,
        wire.MISSING_MODEL,
        wire.INVALID_SECONDS,
        wire.INVALID_SIZE,
    }
)
_TOO_LARGE: Final = 413

KIND_OF_CODE: Mapping[str, ErrorKind] = {
    **{kind.word: kind for kind in ErrorKind},
    **dict.fromkeys(CODES, ErrorKind.INVALID_REQUEST),
    "task_not_exist": ErrorKind.NOT_FOUND,
    "model_not_found": ErrorKind.NOT_FOUND,
    "access_denied": ErrorKind.PERMISSION_DENIED,
    "insufficient_user_quota": ErrorKind.QUOTA_EXHAUSTED,
    "read_request_body_failed": ErrorKind.INVALID_REQUEST,
    "model_price_error": ErrorKind.INTERNAL,
    "build_request_failed": ErrorKind.INTERNAL,
    "get_channel_failed": ErrorKind.VENDOR_UNAVAILABLE,
    "do_request_failed": ErrorKind.VENDOR_UNAVAILABLE,
    "invalid_response": ErrorKind.VENDOR_ERROR,
    "unmarshal_response_body_failed": ErrorKind.VENDOR_ERROR,
}
"""How a code is read; any other (`fail_to_fetch_task`, `ali_api_error`, a vendor's number) by the status."""

KIND_OF_STATUS: Mapping[int, ErrorKind] = {
    400: ErrorKind.INVALID_REQUEST,
    401: ErrorKind.INVALID_CREDENTIALS,
    402: ErrorKind.QUOTA_EXHAUSTED,
    403: ErrorKind.PERMISSION_DENIED,
    404: ErrorKind.NOT_FOUND,
    409: ErrorKind.CANCELLED,
    410: ErrorKind.EXPIRED,
    413: ErrorKind.INVALID_REQUEST,
    429: ErrorKind.RATE_LIMITED,
    503: ErrorKind.VENDOR_UNAVAILABLE,
    504: ErrorKind.VENDOR_TIMEOUT,
}

CONTENT_STATUS: Mapping[ErrorKind, int] = {
    **dict.fromkeys(ErrorKind, 502),
    ErrorKind.INVALID_REQUEST: 400,
    ErrorKind.PERMISSION_DENIED: 403,
    ErrorKind.NOT_FOUND: 404,
    ErrorKind.INTERNAL: 500,
}
"""The content route knows no others; whatever goes wrong at the vendor is 502."""


def _members(route: wire.Route) -> Mapping[str, str]:
    """Canonical field → the client's member, for what a vendor cannot express."""
    return {
        "model": wire.MODEL,
        "prompt": wire.PROMPT,
        "inputs": wire.IMAGES if route.is_wrapped else wire.REFERENCE,
        "length": route.length,
        "frame": wire.SIZE,
        "resolution": wire.SIZE,
        "count": wire.COUNT,
        "with_audio": wire.GENERATE_AUDIO,
        "vendor_options": wire.METADATA,
    }


def encode_error(error: VendorFailure | TranslationError, route: wire.Route) -> HttpReply:
    """Any refusal but the content route's. The vendor's words survive; raw JSON, links and keys in them do not."""
    if isinstance(error, VendorFailure):
        row = Row(error.kind.status, _FETCH) if _is_of_vendor(error) else OWN[error.kind]
        return _reply(row, sentence(error), error)
    return _reply(_row_of(error), _explained(error, route))


def encode_content_refusal(error: VendorFailure | TranslationError, route: wire.Route) -> HttpReply:
    """Any refusal of the content route; the key is checked before it, in the checks' own shape."""
    if isinstance(error, VendorFailure):
        if error.kind is ErrorKind.INVALID_CREDENTIALS and not _is_of_vendor(error):
            return encode_error(error, route)
        status, message = CONTENT_STATUS[error.kind], sentence(error)
    else:
        status, message = error.status, _explained(error, route)
        if error.code == "not_ready":
            status = 400
    body: JsonObject = {"message": message, "type": _CALLER if status < 500 else _SERVER}
    pause = pause_of(error) if isinstance(error, VendorFailure) else ()
    return json_reply(status, {"error": body}, *pause)


def _is_of_vendor(failure: VendorFailure) -> bool:
    """Whether a vendor said so, by a code of its own; the gateway's own refusals have our word for the kind."""
    return failure.vendor_code != failure.kind.word


def _row_of(error: TranslationError) -> Row:
    if error.code in BROKEN:
        return BROKEN[error.code]
    if error.status == _TOO_LARGE:
        return Row(_TOO_LARGE, "read_request_body_failed")
    return Row(error.status, error.code if error.code in CODES else wire.INVALID_REQUEST)


def _explained(error: TranslationError, route: wire.Route) -> str:
    """What is wrong; there is no `param`, so the text names the member."""
    text = explanation(error)
    members = (*wire.MEMBERS, *wire.PUBLISHED)
    param = param_of(error, route.surface, _members(route), members)
    if param is None or re.search(rf"(?<!\w){re.escape(param)}(?!\w)", text):
        return text
    return f"{param}: {text}"


def _reply(row: Row, message: str, failure: VendorFailure | None = None) -> HttpReply:
    pause = () if failure is None else pause_of(failure)
    if row.checked:
        error: JsonObject = {"message": message, "type": _CHECKED, "code": row.code}
        return json_reply(row.status, {"error": error}, *pause)
    return json_reply(row.status, {"code": row.code, "message": message, "data": None}, *pause)


def decode_error(reply: HttpReply, route: wire.Route) -> VendorFailure:
    """What a client reads from a refusal, whichever shape it has. Raises MalformedReply."""
    return failure_of(read_reply(reply, route.surface), reply.status, route, retry_after(reply))


def failure_of(
    body: JsonObject, status: int, route: wire.Route, retry_after: int | None = None
) -> VendorFailure:
    """The failure that a body tells. Raises MalformedReply when it says nothing (RB-42)."""
    told = read_error(body, route.surface) if "error" in body else _flat(body, route.surface)
    numbered = _REQUEST_ID.search(told.message)
    kind = KIND_OF_CODE.get(told.word) or KIND_OF_STATUS.get(status, ErrorKind.VENDOR_ERROR)
    return VendorFailure(
        kind=kind,
        vendor_code=told.vendor_code or told.word or kind.word,
        message=told.message[: numbered.start()] if numbered else told.message,
        request_id=numbered[1] if numbered else None,
        retry_after=retry_after,
    )


def _flat(body: JsonObject, dialect: str) -> Told:
    """The shape of the task handlers. Raises MalformedReply."""
    if "code" not in body:
        text = "a refusal says error, or code and message"
        raise MalformedReply(dialect, text, pointer="/code")
    return read_told(body, dialect)

"""Refusals in this surface's envelope, in both directions.

Here lives the table of error types, total over ErrorKind, and the envelope
`{"error": {"message", "type", "param", "code"}}`. The surface documents no errors: the form is the one of
the interface that it calls itself compatible with (facts 3.6). Never: the meaning of a vendor's code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import orjson

from vidlect_adapters.errors import MalformedReply, TranslationError
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, JsonObject, JsonValue, json_reply
from vidlect_adapters.profile import Profile
from vidlect_adapters.scrubbing import scrub, shown

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
_VENDOR_CODE = re.compile(r" \(vendor code ([^()\s]+)\)$")


def encode_error(error: VendorFailure | TranslationError, profile: Profile) -> HttpReply:
    """Any refusal. The vendor's words survive; raw JSON, links and keys in them do not."""
    del profile  # the envelope is the same in all
    if isinstance(error, VendorFailure):
        kind = error.kind
        pause = () if error.retry_after is None else (("Retry-After", str(error.retry_after)),)
        return _envelope(kind.status, _sentence(error), ERROR_TYPES[kind], None, kind.word, *pause)
    kind = KIND_OF_STATUS.get(error.status, ErrorKind.INVALID_REQUEST)
    text = error.message
    if error.value is not None and error.status < 500:
        text += f"; got {shown(error.value)}"
    return _envelope(error.status, scrub(text), ERROR_TYPES[kind], _param(error), error.code)


def encode_failure(failure: VendorFailure) -> JsonObject:
    """Why a task failed, for the reply to a query."""
    return {"code": failure.kind.word, "message": _sentence(failure)}


def decode_error(reply: HttpReply, profile: Profile) -> VendorFailure:
    """What a client reads from a refusal. Raises MalformedReply."""
    del profile
    pause = reply.header("Retry-After")
    seconds = int(pause) if pause is not None and pause.isascii() and pause.isdigit() else None
    return failure_of(read_reply(reply), reply.status, seconds)


def failure_of(body: JsonObject, status: int, retry_after: int | None = None) -> VendorFailure:
    """The failure under `error`. Raises MalformedReply when it says nothing (RB-42)."""
    error = body.get("error")
    if not isinstance(error, dict):
        raise MalformedReply(wire.NAME, "error must be an object", pointer="/error", value=error)
    message = error.get("message")
    if not isinstance(message, str) or not message.strip():
        text = "error.message must be a string that is not empty"
        raise MalformedReply(wire.NAME, text, pointer="/error/message", value=message)
    code = error.get("code")
    word = str(code) if isinstance(code, str | int) and not isinstance(code, bool) and code != "" else ""
    kind = _KINDS.get(word) or KIND_OF_STATUS.get(status, ErrorKind.VENDOR_ERROR)
    named = _VENDOR_CODE.search(message)
    return VendorFailure(
        kind=kind,
        vendor_code=named[1] if named else word or kind.word,
        message=message[: named.start()] if named else message,
        retry_after=retry_after,
    )


def read_reply(reply: HttpReply) -> JsonObject:
    """The JSON object of a reply. Raises MalformedReply."""
    try:
        body: JsonValue = orjson.loads(reply.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise MalformedReply(wire.NAME, f"the body of the reply (HTTP {reply.status}) is not a JSON object")
    return body


def _sentence(failure: VendorFailure) -> str:
    """The vendor's words, and its code where it has one of its own."""
    words = scrub(failure.message) or failure.kind.word
    code = scrub(failure.vendor_code)
    return words if code == failure.kind.word else f"{words} (vendor code {code})"


def _param(error: TranslationError) -> str | None:
    """The client's name of the member at fault."""
    if error.dialect == wire.NAME:
        return error.field or None
    for part in reversed(error.pointer.split("/")):
        if part in MEMBER_OF_FIELD:
            return MEMBER_OF_FIELD[part]
        if part in wire.CREATE_MEMBERS:
            return part
    return None


def _envelope(
    status: int, message: str, type_: str, param: str | None, code: str, *headers: tuple[str, str]
) -> HttpReply:
    error: JsonObject = {"message": message, "type": type_, "param": param, "code": code}
    return json_reply(status, {"error": error}, *headers)

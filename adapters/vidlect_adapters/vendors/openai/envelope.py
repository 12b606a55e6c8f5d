"""The envelope of every reply: an object, a refusal, or a page of some machine in between.

Here lives what is the same for all calls. Never: what an object holds (`replies`), what a code means (`codes`).
"""

from __future__ import annotations

import re
from typing import Final

import orjson

from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpReply, JsonObject, JsonValue

from . import codes
from .wire import malformed_reply

_DIGITS: Final = re.compile(r"[0-9]{1,9}")


def opened(reply: HttpReply) -> JsonObject | VendorFailure:
    """The object of a success, or the refusal. Raises MalformedReply."""
    try:
        body: JsonValue = orjson.loads(reply.body)
    except orjson.JSONDecodeError:
        body = None
    if reply.status < 400:
        if not isinstance(body, dict):
            malformed_reply(f"HTTP {reply.status}, but the body is no JSON object", "", None)
        return body
    said = _error(body)
    code = _text(said.get("code"))
    return VendorFailure(
        kind=codes.kind_of(reply.status, code),
        vendor_code=code or _text(said.get("type")) or f"HTTP {reply.status}",
        message=human(said.get("message"), f"the vendor answered HTTP {reply.status} without saying why"),
        request_id=_text(reply.header("x-request-id")),
        retry_after=_retry_after(reply),
    )


def _error(body: JsonValue) -> JsonObject:
    """message, type, param and code: inside `error`, or flat as some gateways have them (facts 7)."""
    if not isinstance(body, dict):
        return {}
    inner = body.get("error", body)
    return inner if isinstance(inner, dict) else {"message": inner}


def _retry_after(reply: HttpReply) -> int | None:
    """Seconds to wait, milliseconds rounded up; the form with a date is left unread: there is no clock here."""
    in_ms = (reply.header("retry-after-ms") or "").strip()
    if _DIGITS.fullmatch(in_ms):
        return -(-int(in_ms) // 1000)
    text = (reply.header("retry-after") or "").strip()
    return int(text) if _DIGITS.fullmatch(text) else None


def human(message: JsonValue, otherwise: str) -> str:
    """The vendor's text for people; never a body pasted into it."""
    if not isinstance(message, str) or not message.strip():
        return otherwise
    text = message.strip()
    return otherwise if text[0] in "{[" or '{"' in text or '{\\"' in text else text


def _text(value: JsonValue) -> str | None:
    """A text that says something, or None for anything else."""
    return value if isinstance(value, str) and value.strip() else None

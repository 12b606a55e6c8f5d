"""The envelope of every reply: a JSON object, a refusal of the vendor, or a page of a machine in between.

Here lives what is the same for all calls. Never: what an accepted reply holds (`replies`, `listing`), what a
code means (`codes`).
"""

from __future__ import annotations

import re
from typing import Final

import orjson

from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpReply, JsonObject, JsonValue
from vidlect_adapters.refusals import by_status, human, retry_after

from . import codes
from .wire import malformed_reply

_REQUEST_ID: Final = re.compile(r"(?<![.\s])[.\s]*+\brequest id:\s*+(\S*+)\s*+\Z", re.IGNORECASE)
"""How every refusal ends (facts 1.1)."""


def opened(reply: HttpReply) -> JsonObject | VendorFailure:
    """The object of an accepted call, or why it was refused. Raises MalformedReply."""
    try:
        body: JsonValue = orjson.loads(reply.body)
    except orjson.JSONDecodeError:
        return _wordless(reply, "the body is not JSON")
    if not isinstance(body, dict):
        return _wordless(reply, "the body is not a JSON object")
    if reply.status >= 400:
        return _refused(reply, body)
    if isinstance(body.get("error"), dict) and "id" not in body and "status" not in body:
        malformed_reply(f"an error under HTTP {reply.status}", "/error", None)
    return body


def _refused(reply: HttpReply, body: JsonObject) -> VendorFailure:
    """Nested under `error`, or flat as third parties note; the official SDK reads both (facts 2)."""
    inner = body.get("error")
    error = inner if isinstance(inner, dict) else body
    code = error.get("code")
    if not isinstance(code, str) or not code:
        return _by_status(reply)
    text, request_id = said(error.get("message"), f"the vendor refused the call ({code})")
    return VendorFailure(
        kind=codes.kind_of(code, reply.status),
        vendor_code=code,
        message=text,
        request_id=reply.header("x-request-id") or request_id,
        retry_after=retry_after(reply),
    )


def said(message: JsonValue, otherwise: str) -> tuple[str, str | None]:
    """The vendor's text for people, without the request's id at its end, and that id; never a body pasted into it."""
    if not isinstance(message, str) or not message.strip():
        return otherwise, None
    text, request_id = message.strip(), None
    ending = _REQUEST_ID.search(text)
    if ending is not None:
        request_id = ending[1] or None
        dot = "." if ending[0].startswith(".") else ""
        text = text[: ending.start()] + dot
    return human(text if text.strip(". ") else "", otherwise), request_id


def _wordless(reply: HttpReply, reason: str) -> VendorFailure:
    """An error page is a refusal by its HTTP status; a success must speak the vendor's protocol."""
    if reply.status < 400:
        malformed_reply(f"HTTP {reply.status}, but {reason}", "", None)
    return _by_status(reply)


def _by_status(reply: HttpReply) -> VendorFailure:
    return by_status(reply, request_id=reply.header("x-request-id"))

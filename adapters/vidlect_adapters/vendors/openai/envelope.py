"""The envelope of every reply: an object, a refusal, or a page of some machine in between.

Here lives what is the same for all calls. Never: what an object holds (`replies`), what a code means (`codes`).
"""

from __future__ import annotations

import orjson

from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpReply, JsonObject, JsonValue
from vidlect_adapters.refusals import human, retry_after, text_or_none

from . import codes
from .wire import malformed_reply


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
    code = text_or_none(said.get("code"))
    return VendorFailure(
        kind=codes.kind_of(reply.status, code),
        vendor_code=code or text_or_none(said.get("type")) or f"HTTP {reply.status}",
        message=human(said.get("message"), f"the vendor answered HTTP {reply.status} without saying why"),
        request_id=text_or_none(reply.header("x-request-id")),
        retry_after=_retry_after(reply),
    )


def _error(body: JsonValue) -> JsonObject:
    """message, type, param and code: inside `error`, or flat as some gateways have them (facts 7)."""
    if not isinstance(body, dict):
        return {}
    inner = body.get("error", body)
    return inner if isinstance(inner, dict) else {"message": inner}


def _retry_after(reply: HttpReply) -> int | None:
    """Seconds to wait, milliseconds rounded up."""
    in_ms = retry_after(reply, "retry-after-ms")
    return retry_after(reply) if in_ms is None else -(-in_ms // 1000)

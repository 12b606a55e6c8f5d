"""The envelope of every reply: a bare object, a refusal of the vendor, or no envelope.

Here lives what is the same for all operations. Never: what an accepted reply holds (`replies`), what a reason
means (`codes`).
"""

from __future__ import annotations

import orjson

from vidlect_adapters.errors import UnknownWord
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpReply, JsonObject, JsonValue
from vidlect_adapters.refusals import by_status, human, retry_after, text_or_none

from . import codes, wire


def opened(reply: HttpReply) -> JsonObject | VendorFailure:
    """The object of an accepted reply, or the refusal. Raises UnknownWord, MalformedReply.

    A refusal is told by HTTP status or by `reason`; the vendor's own client also takes any `code` in a 200 for one.
    """
    try:
        body: JsonValue = orjson.loads(reply.body)
    except orjson.JSONDecodeError:
        return _wordless(reply, "the body is not JSON")
    if not isinstance(body, dict):
        return _wordless(reply, "the body is not a JSON object")
    if reply.status >= 400 or body.get("reason") is not None or body.get("code") is not None:
        return _refused(reply, body)
    return body


def _refused(reply: HttpReply, body: JsonObject) -> VendorFailure:
    word, pointer = body.get("reason"), "/reason"
    if word is None and isinstance(body.get("code"), str):
        word, pointer = body["code"], "/code"  # one captured 402 has its word there (facts 9)
    if not isinstance(word, str) or not word:
        return _wordless(reply, "the reply gives no reason")
    known = codes.REASONS.get(word)
    if known is None:
        raise UnknownWord(wire.NAME, f"unknown reason {word[:80]!r}", pointer=pointer, value=word)
    metadata = body.get("metadata")
    trace = metadata.get("trace_id") if isinstance(metadata, dict) else None
    return VendorFailure(
        kind=known.kind,
        vendor_code=word,
        message=human(body.get("message"), known.message),
        request_id=text_or_none(trace),
        retry_after=retry_after(reply),
    )


def _wordless(reply: HttpReply, problem: str) -> VendorFailure:
    """An error page is a refusal by its HTTP status; a success must speak the vendor's protocol."""
    if reply.status < 400:
        wire.malformed_reply(f"HTTP {reply.status}, but {problem}", "", None)
    return by_status(reply)

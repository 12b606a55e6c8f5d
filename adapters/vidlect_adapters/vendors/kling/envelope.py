"""The envelope of every reply: accepted, refused by the vendor, or no envelope at all.

Here lives what is the same for all calls of both APIs. Never: what an accepted reply holds (`replies`,
`tasks`, `account`), what a code means (`codes`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import orjson

from vidlect_adapters.errors import UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, JsonObject, JsonValue
from vidlect_adapters.refusals import by_status, human, retry_after, text_or_none

from . import codes, wire
from .wire import malformed_reply


class Accepted(NamedTuple):
    """A reply that is no refusal: what stands in `data`."""

    data: JsonValue
    request_id: str | None

    def object(self) -> JsonObject:
        """`data` as an object. Raises MalformedReply."""
        if not isinstance(self.data, dict):
            malformed_reply("expected an object", "/data", self.data)
        return self.data


def opened(reply: HttpReply) -> Accepted | VendorFailure:
    """The envelope of any reply. Raises UnknownWord, MalformedReply."""
    try:
        body: JsonValue = orjson.loads(reply.body)
    except orjson.JSONDecodeError:
        return _wordless(reply, "the body is not JSON")
    if not isinstance(body, dict):
        return _wordless(reply, "the body is not a JSON object")
    code = body.get("code")
    if code is None:
        return _wordless(reply, "the reply has no code")
    if type(code) is not int:
        malformed_reply("a code is a whole number", "/code", code)
    request_id = text_or_none(body.get("request_id"))
    if code != wire.SUCCESS:
        return _refused(reply, code, body.get("message"), request_id)
    if reply.status >= 400:
        malformed_reply(f"code {code} under HTTP {reply.status}", "/code", code)
    if body.get("data") is None:
        malformed_reply("a success carries data", "/data", None)
    return Accepted(body["data"], request_id)


def _refused(reply: HttpReply, code: int, message: JsonValue, request_id: str | None) -> VendorFailure:
    known = codes.CODES.get(code)
    if known is None:
        raise UnknownWord(wire.NAME, f"unknown code {code}", pointer="/code", value=code)
    failure = VendorFailure(
        kind=known.kind,
        vendor_code=str(code),
        message=human(message, known.message),
        request_id=request_id,
        retry_after=retry_after(reply),
    )
    if failure.message.startswith(codes.LOST):
        return replace(failure, kind=ErrorKind.NOT_FOUND)
    return failure


def _wordless(reply: HttpReply, reason: str) -> VendorFailure:
    """An error page is a refusal by its HTTP status; a success must speak the vendor's protocol."""
    if reply.status < 400:
        malformed_reply(f"HTTP {reply.status}, but {reason}", "", None)
    return by_status(reply, kind=codes.kind_of_status(reply.status))

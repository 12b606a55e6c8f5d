"""How an answer goes out: the platform's headers, and the envelope of errors.

Here live the frames. Never: which error is due, or what a video looks like.
"""

from __future__ import annotations

import orjson

from vidlect_mock.interface import Desk
from vidlect_mock.message import JSON_HEADERS, Answer, JsonObject, JsonValue

from .identity import request_id

_VERSION = b"2020-10-01"  # what the platform has sent for years [facts 1 names the header, not its value]
_ORGANIZATION = b"org-vidlect"

Headers = tuple[tuple[bytes, bytes], ...]


def platform_headers(desk: Desk) -> Headers:
    """What the platform adds to every answer [facts 1]."""
    return (
        (b"x-request-id", request_id(desk.number).encode()),
        (b"openai-processing-ms", b"%d" % (20 + desk.number % 200)),
        (b"openai-version", _VERSION),
        (b"openai-organization", _ORGANIZATION),
    )


def said(status: int, body: JsonValue, desk: Desk, extra: Headers = ()) -> Answer:
    """A JSON answer of the platform."""
    return Answer(status, (*JSON_HEADERS, *platform_headers(desk), *extra), orjson.dumps(body))


def error_body(error: JsonObject, desk: Desk) -> JsonObject:
    """`error` has message, type, param, code; the envelope is the profile's [facts 4, 7]."""
    match desk.profile.switches["envelope"]:
        case "seed-003":
            return {name: error[name] for name in ("code", "message", "param", "type")}
        case "seed-004":
            return {"error": {name: error[name] for name in ("message", "type")}}
        case _:
            return {"error": error}

"""Control requests read, and their answers made.

Here lives what every route needs of HTTP. Never: a route.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import cast

import orjson
from starlette.requests import Request
from starlette.responses import Response

from vidlect_mock.message import JsonValue
from vidlect_mock.sessions import checked_name

LARGEST_BODY = 1024 * 1024
"""Bytes of a control request; a scenario has some hundreds."""


class Refused(Exception):
    """A control request that is answered with an error. `field`: a JSON pointer, or a query parameter."""

    def __init__(self, status: int, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.field = field


def json_response(body: JsonValue, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer."""
    return Response(orjson.dumps(body), status, headers, "application/json")


def error(
    status: int, message: str, field: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """The shape of every refusal: what is wrong, and which field (a JSON pointer, or a parameter)."""
    return json_response({"error": {"message": message, "field": field}}, status, headers)


async def body_of(request: Request) -> JsonValue:
    """The request's JSON; an empty body is an empty object."""
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > LARGEST_BODY:
            raise Refused(400, f"a control request has at most {LARGEST_BODY} bytes")
    if not chunks:
        return {}
    try:
        return cast("JsonValue", orjson.loads(bytes(chunks)))
    except orjson.JSONDecodeError as error:
        raise Refused(400, f"the body is no JSON: {error}", "") from error


def query(request: Request, known: Collection[str]) -> dict[str, str]:
    """The query, each parameter once, none unknown."""
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in known:
            raise Refused(400, f"there is no parameter {name!r}; there is {', '.join(known)}", name)
        if name in found:
            raise Refused(400, f"{name} is given twice", name)
        found[name] = value
    return found


def number(query: Mapping[str, str], name: str, default: int, most: int) -> int:
    """A whole number of the query."""
    text = query.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdecimal() or len(text) > 16 or int(text) > most:
        raise Refused(400, f"{name} is an integer from 0 to {most}, not {text[:40]!r}", name)
    return int(text)


def checked(name: str, field: str) -> str:
    """A session's name."""
    try:
        return checked_name(name)
    except ValueError as error:
        raise Refused(400, str(error), field) from error

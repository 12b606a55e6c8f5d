"""HTTP as values: what is said and what is answered.

Here live the call, the reply, the part of a form and the JSON type. Never: a connection, a client, a server.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import orjson

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
JsonObject: TypeAlias = "dict[str, JsonValue]"

Pairs: TypeAlias = tuple[tuple[str, str], ...]


def _first(pairs: Pairs, name: str) -> str | None:
    wanted = name.lower()
    for key, value in pairs:
        if key.lower() == wanted:
            return value
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a form; `file_name` None: a text."""

    name: str
    content: bytes
    file_name: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpCall:
    """One request.

    `path` is as on the wire and starts with `/`; `query` and `headers` are decoded pairs in wire order
    (a name may repeat); `body` holds the exact bytes. The host, where it matters, is the header `Host`.
    `form`: the parts of a form that was read while it came in, `form_fault`: or why it could not be; `body` then
    holds its beginning only, so that nobody holds a large file twice (`forms.parts_of` reads every one of them).
    """

    method: str
    path: str
    query: Pairs = ()
    headers: Pairs = ()
    body: bytes = b""
    form: tuple[Part, ...] = ()
    form_fault: str = ""

    def header(self, name: str) -> str | None:
        """The first value of a header, whatever the letter case of its name."""
        return _first(self.headers, name)

    def with_headers(self, *headers: tuple[str, str]) -> HttpCall:
        """The same call with these headers set: each replaces all of its name."""
        replaced = {name.lower() for name, _ in headers}
        kept = [pair for pair in self.headers if pair[0].lower() not in replaced]
        return HttpCall(
            method=self.method,
            path=self.path,
            query=self.query,
            headers=(*kept, *headers),
            body=self.body,
            form=self.form,
            form_fault=self.form_fault,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpReply:
    """One response: status, headers in wire order, exact bytes."""

    status: int
    headers: Pairs = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The first value of a header, whatever the letter case of its name."""
        return _first(self.headers, name)


def json_reply(status: int, body: JsonValue, *headers: tuple[str, str]) -> HttpReply:
    """A reply with a JSON body, as UTF-8 without escapes."""
    return HttpReply(
        status=status, headers=(("Content-Type", "application/json"), *headers), body=orjson.dumps(body)
    )

"""What reaches the mock and what it answers, as values.

Here live the received request and the answer, as light as the hot path needs. Never: a socket.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import orjson

if TYPE_CHECKING:
    from .interface import Film

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
JsonObject: TypeAlias = "dict[str, JsonValue]"

JSON_HEADERS: tuple[tuple[bytes, bytes], ...] = ((b"content-type", b"application/json"),)


class Received(NamedTuple):
    """One request as it came: nothing decoded, nothing lost.

    `path` and `query` are the raw bytes of the target; `headers` are lower-case names and raw values in
    wire order (as ASGI gives them).
    """

    method: str
    path: bytes
    query: bytes
    headers: tuple[tuple[bytes, bytes], ...] | list[tuple[bytes, bytes]]
    body: bytes
    scheme: str = "http"

    def header(self, name: bytes) -> bytes | None:
        """The first value of a header; `name` in lower case."""
        for key, value in self.headers:
            if key == name:
                return value
        return None


class Answer(NamedTuple):
    """One response."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class WantedFile(NamedTuple):
    """A file that must be made before it can be answered with; `finish` turns the answer into its delivery."""

    film: Film | None
    task_id: str
    name: str
    finish: Callable[[Answer], Delivery]


class Delivery(NamedTuple):
    """An answer and what happens to it on the wire; the HTTP shell obeys it.

    `delay`: seconds to wait before the first byte. `truncate_after`: after so many bytes of the body the
    connection is closed, though the length promised all. `reset`: the connection is reset without a byte.
    `file`: the answer is a file that has yet to be made; `answer` is what stands for it without a server.
    """

    answer: Answer
    delay: float = 0.0
    truncate_after: int | None = None
    reset: bool = False
    file: WantedFile | None = None


def json_answer(status: int, body: JsonValue) -> Answer:
    """A JSON answer in UTF-8 without escapes."""
    return Answer(status, JSON_HEADERS, orjson.dumps(body))

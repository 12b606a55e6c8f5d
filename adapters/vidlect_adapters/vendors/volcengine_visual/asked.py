"""A JSON body that knows which of its fields have been read, and what was tolerated in reading them.

Here lives the typed reading of one request body. Never: a field's name or meaning (`decode`).
"""

from __future__ import annotations

from typing import NoReturn

from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.json_body import without_point
from vidlect_adapters.message import JsonObject, JsonValue

from . import wire


class Asked:
    """The body of a submit; every reader raises MalformedRequest with a pointer for a wrong type."""

    def __init__(self, body: JsonObject, notes: list[str]) -> None:
        self._body = body
        self._notes = notes
        self._read: set[str] = set()

    def value(self, name: str) -> JsonValue:
        """A field; null counts as absent, with a note."""
        self._read.add(name)
        found = self._body.get(name)
        if found is None and name in self._body:
            self._notes.append(f"/{name} is null; read as absent")
        return found

    def text(self, name: str) -> str | None:
        """A text that is not empty, or None."""
        found = self.value(name)
        if found is not None and (not isinstance(found, str) or not found):
            malformed("expected a text that is not empty", f"/{name}", found)
        return found

    def integer(self, name: str) -> int | None:
        """A whole number, also written as 5.0 (with a note), or None."""
        found = without_point(self.value(name), f"/{name}", self._notes)
        if found is not None and (not isinstance(found, int) or isinstance(found, bool)):
            malformed("expected a whole number", f"/{name}", found)
        return found

    def texts(self, name: str, *, array: bool) -> tuple[str, ...]:
        """One text or an array of them, whichever the field is; the other is read with a note."""
        found = self.value(name)
        if found is None:
            return ()
        if isinstance(found, list) != array:
            self._notes.append(f"/{name} is {'one text' if array else 'an array'}; the other is documented")
        given: list[JsonValue] = found if isinstance(found, list) else [found]
        texts: list[str] = []
        for index, one in enumerate(given):
            if not isinstance(one, str) or not one:
                at = f"/{name}/{index}" if isinstance(found, list) else f"/{name}"
                malformed("expected a text that is not empty", at, one)
            texts.append(one)
        return tuple(texts)

    def note(self, note: str) -> None:
        """Remark on something tolerated."""
        self._notes.append(note)

    def has(self, name: str) -> bool:
        """Whether a field is there at all, be it null."""
        return name in self._body

    def unread(self) -> list[str]:
        """The fields that nothing has asked for."""
        return [name for name in self._body if name not in self._read]


def malformed(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise MalformedRequest of this vendor."""
    raise MalformedRequest(wire.NAME, message, pointer=pointer, value=value)

"""A JSON body that knows which of its fields have been read, and what was tolerated in reading them.

Here lives the typed reading of one request body. Never: a field's name or meaning (`decode`).
"""

from __future__ import annotations

from vidlect_adapters.json_body import without_point
from vidlect_adapters.message import JsonObject, JsonValue

from .wire import malformed_request


class Asked:
    """The body of a submit; every reader raises MalformedRequest with a pointer for a wrong type."""

    def __init__(self, body: JsonObject) -> None:
        self._body = body
        self._read: set[str] = set()
        self.notes: list[str] = []

    def value(self, name: str) -> JsonValue:
        """A field; null counts as absent, with a note."""
        self._read.add(name)
        found = self._body.get(name)
        if found is None and name in self._body:
            self.notes.append(f"/{name} is null; read as absent")
        return found

    def text(self, name: str) -> str | None:
        """A text; an empty one counts as absent."""
        found = self.value(name)
        if found is not None and not isinstance(found, str):
            malformed_request("expected a text", f"/{name}", found)
        return found or None

    def truth(self, name: str) -> bool | None:
        """True, false or None."""
        found = self.value(name)
        if found is not None and not isinstance(found, bool):
            malformed_request("expected true or false", f"/{name}", found)
        return found

    def integer(self, name: str) -> int | None:
        """A whole number, also written as 5.0 (with a note), or None."""
        found = without_point(self.value(name), f"/{name}", self.notes)
        if found is not None and (not isinstance(found, int) or isinstance(found, bool)):
            malformed_request("expected a whole number", f"/{name}", found)
        return found

    def texts(self, name: str) -> list[str]:
        """An array of texts that are not empty; absent is empty."""
        found = self.value(name)
        given = [] if found is None else found
        if not isinstance(given, list):
            malformed_request("expected an array", f"/{name}", found)
        texts: list[str] = []
        for index, one in enumerate(given):
            if not isinstance(one, str) or not one:
                malformed_request("expected a text that is not empty", f"/{name}/{index}", one)
            texts.append(one)
        return texts

    def has(self, name: str) -> bool:
        """Whether a field is there at all, be it null."""
        return name in self._body

    def unread(self) -> list[str]:
        """The fields that nothing has asked for."""
        return [name for name in self._body if name not in self._read]

"""A JSON object of a request that knows which of its fields have been read, and what was tolerated in reading them.

Here lives the typed reading of one object. Never: a field's name or meaning (`decode`).
"""

from __future__ import annotations

from vidlect_adapters.json_body import json_type, without_point
from vidlect_adapters.message import JsonObject, JsonValue

from .wire import malformed_request


class Asked:
    """An object of a submit; every reader raises MalformedRequest with a pointer for a wrong type."""

    def __init__(self, body: JsonObject, root: str, notes: list[str]) -> None:
        self._body = body
        self._root = root
        self._notes = notes
        self._read: set[str] = set()

    def at(self, name: str) -> str:
        """The JSON pointer of a field."""
        return f"{self._root}/{name}"

    def value(self, name: str) -> JsonValue:
        """A field; null counts as absent, with a note (the official SDK sends `prompt: null`)."""
        self._read.add(name)
        found = self._body.get(name)
        if found is None and name in self._body:
            self.note(f"{self.at(name)} is null; read as absent")
        return found

    def child(self, name: str) -> Asked:
        """An object in it; empty where it is absent."""
        found = self.value(name)
        if found is None:
            found = {}
        if not isinstance(found, dict):
            malformed_request(f"expected an object, not {json_type(found)}", self.at(name), found)
        return Asked(found, self.at(name), self._notes)

    def text(self, name: str) -> str | None:
        """A text that is not empty, or None; an empty one counts as absent, with a note."""
        found = self.value(name)
        if found is not None and not isinstance(found, str):
            malformed_request(f"expected a text, not {json_type(found)}", self.at(name), found)
        if found == "":
            self.note(f"{self.at(name)} is empty; read as absent")
        return found or None

    def flag(self, name: str) -> bool | None:
        """True, false or None."""
        found = self.value(name)
        if found is not None and not isinstance(found, bool):
            malformed_request(f"expected true or false, not {json_type(found)}", self.at(name), found)
        return found

    def integer(self, name: str) -> int | None:
        """A whole number, also written as 5.0 (with a note), or None."""
        found = without_point(self.value(name), self.at(name), self._notes)
        if found is not None and (not isinstance(found, int) or isinstance(found, bool)):
            malformed_request(f"expected a whole number, not {json_type(found)}", self.at(name), found)
        return found

    def items(self, name: str) -> list[JsonValue]:
        """An array, or nothing."""
        found = self.value(name)
        if found is not None and not isinstance(found, list):
            malformed_request(f"expected an array, not {json_type(found)}", self.at(name), found)
        return found or []

    def note(self, note: str) -> None:
        """Remark on something tolerated."""
        self._notes.append(note)

    def has(self, name: str) -> bool:
        """Whether a field is there at all, be it null."""
        return name in self._body

    def unread(self) -> list[str]:
        """The pointers of the fields that nothing has asked for."""
        return [self.at(name) for name in self._body if name not in self._read]

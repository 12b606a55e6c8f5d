"""A create's body that knows which of its fields have been read.

Here lives the typed reading of fields. Never: a field's name or meaning (`decode`).
"""

from __future__ import annotations

from vidlect_adapters.json_body import without_point
from vidlect_adapters.message import JsonObject, JsonValue

from .wire import malformed_request


class Asked:
    """The body of a create. null means that a field is unset, as the official SDK sends it (facts 3.1)."""

    def __init__(self, body: JsonObject, notes: list[str]) -> None:
        self._body = {name: value for name, value in body.items() if value is not None}
        self._notes = notes
        self._read: set[str] = set()

    def value(self, name: str) -> JsonValue:
        """A field of any type; None: unset."""
        self._read.add(name)
        return self._body.get(name)

    def text(self, name: str) -> str | None:
        """A text that is not empty, or None. Raises MalformedRequest."""
        found = self.value(name)
        if found is not None and (not isinstance(found, str) or not found):
            malformed_request("expected a text that is not empty", f"/{name}", found)
        return found

    def boolean(self, name: str) -> bool | None:
        """True, false or None. Raises MalformedRequest."""
        found = self.value(name)
        if found is not None and not isinstance(found, bool):
            malformed_request("expected true or false", f"/{name}", found)
        return found

    def integer(self, name: str) -> int | None:
        """A whole number, also written as 5.0 (with a note), or None. Raises MalformedRequest."""
        found = without_point(self.value(name), f"/{name}", self._notes)
        if found is not None and (not isinstance(found, int) or isinstance(found, bool)):
            malformed_request("expected a whole number", f"/{name}", found)
        return found

    def unread(self) -> list[str]:
        """The fields that nothing has asked for."""
        return [name for name in self._body if name not in self._read]

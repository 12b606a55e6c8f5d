"""A client's JSON members, read by type, and the refusal of one that is wrong.

Here lives one reader per JSON type, for every surface. Never: a member's name, what a value means.
"""

from __future__ import annotations

from typing import NamedTuple

from .errors import MalformedRequest
from .json_body import json_type, without_point
from .message import JsonObject, JsonValue

_NAME_SHOWN = 60
"""Characters of a member's name that a client chose: longer ones are noise."""


def is_unsaid(value: JsonValue) -> bool:
    """Whether an optional member says nothing: missing, null or "" (RB-19)."""
    return value is None or value == ""


def pointer_to(name: str, within: str = "") -> str:
    """The JSON pointer of a member whose name a client chose: escaped, and cut where it is noise."""
    return f"{within}/" + name[:_NAME_SHOWN].replace("~", "~0").replace("/", "~1")


def refused(dialect: str, pointer: str, reason: str, value: JsonValue = None) -> MalformedRequest:
    """The refusal of a member: its name, why, what came."""
    error = MalformedRequest(dialect, reason, pointer=pointer, value=value)
    error.message = f"{error.field}: {reason}"
    return error


def wrong(dialect: str, pointer: str, expected: str, value: JsonValue = None) -> MalformedRequest:
    """The refusal of a value that is not the expected one."""
    return refused(dialect, pointer, f"must be {expected}", value)


class Members(NamedTuple):
    """The members of one object of a request; `within` is the object's own pointer.

    Every reader gives None for a member that says nothing, and raises MalformedRequest for one of a wrong type.
    """

    dialect: str
    body: JsonObject
    within: str = ""

    def wrong(self, name: str, expected: str, value: JsonValue = None) -> MalformedRequest:
        """The refusal of one of these members."""
        return wrong(self.dialect, pointer_to(name, self.within), expected, value)

    def refused(self, name: str, reason: str, value: JsonValue = None) -> MalformedRequest:
        """The refusal of one of these members for another reason than its value."""
        return refused(self.dialect, pointer_to(name, self.within), reason, value)

    def text(self, name: str) -> str | None:
        """A string."""
        value = self.body.get(name)
        if is_unsaid(value):
            return None
        if not isinstance(value, str):
            raise self.wrong(name, f"a string, not {json_type(value)}", value)
        return value

    def required_text(self, name: str) -> str:
        """A string that may not be left out and is not blank."""
        value = self.text(name)
        if value is None or not value.strip():
            raise self.wrong(name, "given, as a string that is not empty")
        return value

    def integer(self, name: str, notes: list[str]) -> int | None:
        """An integer; 5.0 is one, with a note, and a boolean is none."""
        value = self.body.get(name)
        if is_unsaid(value):
            return None
        value = without_point(value, pointer_to(name, self.within), notes)
        if not isinstance(value, int) or isinstance(value, bool):
            expected = "an integer" if isinstance(value, float) else f"an integer, not {json_type(value)}"
            raise self.wrong(name, expected, value)
        return value

    def boolean(self, name: str) -> bool | None:
        """A boolean."""
        value = self.body.get(name)
        if is_unsaid(value):
            return None
        if not isinstance(value, bool):
            raise self.wrong(name, f"true or false, not {json_type(value)}", value)
        return value

    def texts(self, name: str) -> tuple[tuple[str, str], ...]:
        """The strings of an array, each with its pointer; null and "" among them say nothing."""
        value = self.body.get(name)
        if is_unsaid(value):
            return ()
        if not isinstance(value, list):
            raise self.wrong(name, f"an array of strings, not {json_type(value)}", value)
        found: list[tuple[str, str]] = []
        for at, item in enumerate(value):
            if is_unsaid(item):
                continue
            pointer = f"{pointer_to(name, self.within)}/{at}"
            if not isinstance(item, str):
                raise wrong(self.dialect, pointer, f"a string, not {json_type(item)}", item)
            found.append((item, pointer))
        return tuple(found)

"""A JSON object that knows which of its fields have been read, and what was tolerated in reading them.

Here lives the typed reading of one object of a submit. Never: a field's name or meaning (`read_classic`,
`read_by_path`).
"""

from __future__ import annotations

import re
from typing import Final

from vidlect_adapters.addresses import is_web
from vidlect_adapters.canonical import Inline, Link, MediaSource
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_adapters.profile import Profile

from . import wire
from .wire import malformed_request

_SECONDS: Final = re.compile(r"[0-9]{1,4}")
_FLAGS: Final = {"true": True, "false": False}
_DATA: Final = "data:"


class Asked:
    """An object of a submit, at a JSON pointer; every reader raises MalformedRequest for a wrong type."""

    def __init__(self, body: JsonObject, notes: list[str], root: str = "") -> None:
        self._body = body
        self._notes = notes
        self._root = root
        self._read: set[str] = set()

    def at(self, name: str) -> str:
        """The JSON pointer of a field."""
        return f"{self._root}/{name}"

    def value(self, name: str) -> JsonValue:
        """A field; null, an empty text and an empty array count as absent, with a note (facts 7.2)."""
        self._read.add(name)
        found = self._body.get(name)
        if name in self._body and (found is None or found in ("", [])):
            self._notes.append(f"{self.at(name)} is empty; read as absent")
            return None
        return found

    def text(self, name: str) -> str | None:
        """A text, or None."""
        found = self.value(name)
        if found is not None and not isinstance(found, str):
            malformed_request("expected a text", self.at(name), found)
        return found

    def word(self, name: str, words: tuple[str, ...]) -> str | None:
        """One of some words, or None."""
        found = self.text(name)
        if found is not None and found not in words:
            malformed_request(f"expected one of {', '.join(words)}", self.at(name), found[:80])
        return found

    def flag(self, name: str) -> bool | None:
        """True or false, also as text (some samples send that, facts 13), or None."""
        found = self.value(name)
        if isinstance(found, str) and found in _FLAGS:
            self._notes.append(f"{self.at(name)} is a text; true or false is documented")
            return _FLAGS[found]
        if found is not None and not isinstance(found, bool):
            malformed_request("expected true or false", self.at(name), found)
        return found

    def seconds(self, name: str, *, as_text: bool, strict: bool) -> int | None:
        """A number of seconds, documented as a text or as a number; the other is read with a note."""
        found = self.value(name)
        if found is None:
            return None
        if isinstance(found, str) != as_text:
            kind = "a text" if as_text else "a number"
            if strict:
                malformed_request(f"expected {kind}", self.at(name), found)
            self._notes.append(f"{self.at(name)} is not {kind}, as is documented")
        if isinstance(found, str):
            found = int(found) if _SECONDS.fullmatch(found) else None
        elif isinstance(found, float) and found.is_integer():
            self._notes.append(f"{self.at(name)} is written with a decimal point")
            found = int(found)
        if type(found) is not int:
            malformed_request("expected whole seconds", self.at(name), self._body[name])
        return found

    def object(self, name: str) -> Asked | None:
        """An object, or None."""
        found = self.value(name)
        if found is None:
            return None
        if not isinstance(found, dict):
            malformed_request("expected an object", self.at(name), found)
        return Asked(found, self._notes, self.at(name))

    def objects(self, name: str) -> list[Asked]:
        """An array of objects, empty where there is none."""
        found = self.value(name)
        if found is None:
            return []
        if not isinstance(found, list):
            malformed_request("contents value type is invalid, expected array", self.at(name), found)
        members: list[Asked] = []
        for index, one in enumerate(found):
            if not isinstance(one, dict):
                malformed_request("expected an object", f"{self.at(name)}/{index}", one)
            members.append(Asked(one, self._notes, f"{self.at(name)}/{index}"))
        return members

    def picture(self, name: str, profile: Profile) -> MediaSource | None:
        """An address or plain base64, or None."""
        found = self.text(name)
        if found is None or is_web(found):
            return None if found is None else Link(url=found)
        if found.startswith(_DATA) and profile["data-urls"] == "accept":
            self._notes.append(f"{self.at(name)} has a data: prefix; plain base64 is documented")
            found = found.partition(",")[2]
        if not wire.is_base64(found):
            malformed_request("File is not in a valid base64 format", self.at(name), found[:40])
        return Inline(base64=found)

    def address(self, name: str) -> Link:
        """A public address, which must be there."""
        found = self.text(name)
        if found is None or not is_web(found):
            malformed_request("expected a public http(s) address", self.at(name), (found or "")[:80])
        return Link(url=found)

    def flagged(self, name: str, flag: str) -> bool | None:
        """A flag inside an object; anything but an object is overlooked, with a note (facts 13), as is null."""
        found = self.value(name)
        if found is None or isinstance(found, dict):
            return None if found is None else Asked(found, self._notes, self.at(name)).flag(flag)
        self._notes.append(f"{self.at(name)} is no object; the vendor overlooks it")
        return None

    def note(self, note: str) -> None:
        """Remark on something tolerated."""
        self._notes.append(note)

    def note_unread(self, what: str) -> None:
        """Remark on every field that nothing has asked for."""
        self._notes.extend(
            f"{self.at(name)} is no field of {what}; the vendor overlooks it"
            for name in self._body
            if name not in self._read
        )

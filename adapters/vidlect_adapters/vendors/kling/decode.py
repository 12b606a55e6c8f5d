"""What a submit call of any gateway asks for, by either API.

Here lives the step from path and body to the reader of that API. Never: a field (`read_classic`,
`read_by_path`), a reply (`replies`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote

from vidlect_adapters.json_body import read_object
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import Profile

from . import read_by_path, read_classic, wire
from .asked import Asked
from .said import decoded
from .wire import Way, malformed_request

_CLASSIC: Final[Mapping[str, Way]] = MappingProxyType({path: way for way, path in wire.CLASSIC.items()})
_BY_PATH: Final[Mapping[str, Way]] = MappingProxyType({path: way for way, path in wire.BY_PATH.items()})


def decode_submit(call: HttpCall, profile: Profile) -> Decoded:
    """What a submit asks for. Raises MalformedRequest with a pointer to what the dialect does not have.

    A value that is outside the vendor's tables is refused: it would be refused there. A field that the
    vendor does not know is noted: the vendor would overlook it.
    """
    if call.method.upper() != "POST":
        malformed_request("a film is asked for with POST", "", call.method[:20])
    notes: list[str] = []
    path = call.path.rstrip("/")
    if path.startswith(wire.RELAYED + "/"):
        path = path.removeprefix(wire.RELAYED)
        notes.append(f"{wire.RELAYED} is a relay's; the vendor's path is {path[:60]}")
    asked = Asked(read_object(call.body, wire.NAME), notes)
    start, _, name = path.rpartition("/")
    if path in _CLASSIC:
        said = read_classic.read(asked, _CLASSIC[path], profile)
    elif start in _BY_PATH:
        said = read_by_path.read(asked, _BY_PATH[start], unquote(name), profile)
    else:
        paths = ", ".join([*_CLASSIC, *(f"{one}/<model>" for one in _BY_PATH)])
        malformed_request(f"no film is asked for here; known are {paths}", "", call.path[:80])
    asked.note_unread(said.row.model)
    return decoded(said, notes, profile)

"""Markers: how a client behind any gateway tells the mock what should happen to its task.

Here lives the syntax. Never: what a scenario does.

In a prompt, at its front: `[[mock:SCENARIO #CASE age=13h]] the prompt itself`. In a media URL, where there
is no prompt: `https://media.mock.invalid/m/SCENARIO/CASE/name.png` (that host is never fetched).
"""

from __future__ import annotations

import re
from typing import NamedTuple

MEDIA_HOST = "media.mock.invalid"

_PROMPT = re.compile(
    r"\A\s*\[\[mock:(?P<scenario>[a-z0-9][a-z0-9_.-]*)?"
    r"(?:\s+#(?P<case>[A-Za-z0-9][A-Za-z0-9_./-]*))?"
    r"(?:\s+age=(?P<age>\d+(?:\.\d+)?)(?P<unit>[smhd]))?\s*\]\]\s?"
)
_URL = re.compile(
    r"\Ahttps?://"
    + re.escape(MEDIA_HOST)
    + r"/m/(?P<scenario>[a-z0-9][a-z0-9_.-]*|_)/(?P<case>[A-Za-z0-9_.~-]+)/"
)
_BEGUN = re.compile(r"\A\s*\[\[mock:", re.IGNORECASE)
SPOILT = "the prompt begins like a marker, but is none and counts as text; expected [[mock:SCENARIO #CASE age=13h]]"
_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


class Marker(NamedTuple):
    """What a marker says: the scenario's name, the case id, and how old the task shall be, in seconds."""

    scenario: str | None
    case: str | None
    age: float = 0.0


def cut(prompt: str) -> tuple[str, Marker | None]:
    """The prompt without its marker, and the marker."""
    if "[[mock:" not in prompt[:64]:
        return prompt, None
    found = _PROMPT.match(prompt)
    if found is None:
        return prompt, None
    age = float(found["age"]) * _UNITS[found["unit"]] if found["age"] else 0.0
    return prompt[found.end() :], Marker(found["scenario"], found["case"], age)


def is_spoilt(prompt: str) -> bool:
    """Whether a prompt without a marker begins as if it had one: a slip in its writing."""
    return "[[" in prompt[:64] and _BEGUN.match(prompt) is not None


def in_url(url: str) -> Marker | None:
    """The marker of a media URL; `_` stands for the default scenario, `~` in the case id for `/`."""
    found = _URL.match(url)
    if found is None:
        return None
    scenario = None if found["scenario"] == "_" else found["scenario"]
    return Marker(scenario, found["case"].replace("~", "/"))

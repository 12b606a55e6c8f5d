"""Legacy flags at the end of the text: `… --ratio 16:9 --dur 5`.

Here lives finding them and reading their values. Never: what a value must be for a model (`settings`).
Source: page 1520757 [facts 3.2].
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from vidlect_mock.message import JsonValue

FIELDS: Mapping[str, str] = {
    "resolution": "resolution",
    "rs": "resolution",
    "ratio": "ratio",
    "rt": "ratio",
    "duration": "duration",
    "dur": "duration",
    "frames": "frames",
    "seed": "seed",
    "camerafixed": "camera_fixed",
    "cf": "camera_fixed",
    "watermark": "watermark",
    "wm": "watermark",
    "framespersecond": "framespersecond",
    "fps": "framespersecond",
}
"""Flag → the field that means the same."""

_WHOLE = frozenset({"duration", "frames", "seed", "framespersecond"})
_BOOLEAN = frozenset({"camera_fixed", "watermark"})
_WORD = re.compile(r"\S+")
_NUMBER = re.compile(r"-?[0-9]{1,12}")


class Flags(NamedTuple):
    """A text without its flags, the values by field, and what was ignored."""

    text: str
    values: Mapping[str, JsonValue]
    remarks: tuple[str, ...] = ()


def read(text: str) -> Flags:
    """The flags at the end of a text; of two of the same, the last one counts."""
    if "--" not in text:
        return Flags(text, {})
    words = [(found.start(), found.group()) for found in _WORD.finditer(text)]
    first = len(words)
    while first:
        if _is_flag(words[first - 1][1]):
            first -= 1
        elif first > 1 and _is_flag(words[first - 2][1]):
            first -= 2
        else:
            break
    if first == len(words):
        return Flags(text, {})
    return _values(text[: words[first][0]].rstrip(), [word for _, word in words[first:]])


def _is_flag(word: str) -> bool:
    return len(word) > 2 and word.startswith("--")


def _values(text: str, words: list[str]) -> Flags:
    values: dict[str, JsonValue] = {}
    remarks: list[str] = []
    for at, word in enumerate(words):
        if not _is_flag(word):
            continue
        field = FIELDS.get(word[2:].lower())
        following = words[at + 1] if at + 1 < len(words) and not _is_flag(words[at + 1]) else ""
        value = None if field is None else _typed(field, following)
        if field is None:
            remarks.append(f"{word[:40]}: no flag, ignored")
        elif value is None:
            remarks.append(f"{word}: {following[:40]!r} is no value of it, ignored")
        else:
            values[field] = value
    return Flags(text, values, tuple(remarks))


def _typed(field: str, word: str) -> JsonValue:
    """The value that a word stands for; None: it is none."""
    if field in _WHOLE:
        return int(word) if _NUMBER.fullmatch(word) else None
    if field in _BOOLEAN:
        return {"true": True, "false": False}.get(word.lower())
    return word.lower() or None

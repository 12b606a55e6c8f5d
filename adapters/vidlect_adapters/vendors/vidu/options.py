"""Options that only this vendor has: which operation takes them, checked, written and read again.

Here lives what `vendor_options` may hold. Never: a field that the canonical request models; such a name is
refused, so that no option can change the film behind the request's back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeGuard

from vidlect_adapters.message import JsonObject, JsonValue

from .catalog import LONGEST_PAYLOAD, Row
from .wire import ENDS, IMAGE, REFERENCE, TEXT, inexpressible

SUBJECTS: Final = "subjects"
RECOMMENDED: Final = "is_rec"

_ALL: Final = (TEXT, IMAGE, ENDS, REFERENCE)
_MOST_SUBJECTS: Final = 7
_MOST_VIEWS: Final = 3
"""Pictures of one subject (facts 3.4)."""
_SUBJECT_FIELDS: Final = frozenset({"id", "name", "images", "voice_id", "videos"})


@dataclass(frozen=True, slots=True)
class Option:
    """One field: where it is taken, what it may be (in words too), its default, generations that overlook it."""

    operations: tuple[str, ...]
    fits: Callable[[JsonValue], bool]
    wanted: str
    default: JsonValue = None
    overlooked_by: frozenset[str] = frozenset()


def _one_of(*words: str) -> Callable[[JsonValue], bool]:
    return lambda value: isinstance(value, str) and value in words


def _is_bool(value: JsonValue) -> bool:
    return isinstance(value, bool)


def _is_text(value: JsonValue) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value)


def _is_payload(value: JsonValue) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_PAYLOAD


def _is_corner(value: JsonValue) -> bool:
    return type(value) is int and 1 <= value <= 4


def _are_subjects(value: JsonValue) -> bool:
    return isinstance(value, list) and 1 <= len(value) <= _MOST_SUBJECTS and all(map(_is_subject, value))


def _is_subject(value: JsonValue) -> bool:
    if not isinstance(value, dict) or not value.keys() <= _SUBJECT_FIELDS:
        return False
    images = value.get("images", [])
    lists = (images, value.get("videos", []))
    return (
        any(_is_text(value.get(name)) for name in ("id", "name"))
        and all(isinstance(one, list) and all(map(_is_text, one)) for one in lists)
        and isinstance(images, list)
        and len(images) <= _MOST_VIEWS
    )


_TRUTH: Final = "true or false"

OPTIONS: Final[Mapping[str, Option]] = {
    "style": Option(
        (TEXT,), _one_of("general", "anime"), "general or anime", "general", frozenset({"q2", "q3"})
    ),
    "movement_amplitude": Option(
        _ALL,
        _one_of("auto", "small", "medium", "large"),
        "auto, small, medium or large",
        "auto",
        frozenset({"q2", "q3"}),
    ),
    "bgm": Option(_ALL, _is_bool, _TRUTH, default=False, overlooked_by=frozenset({"q3"})),
    "payload": Option(_ALL, _is_payload, f"a text of at most {LONGEST_PAYLOAD} characters", ""),
    "off_peak": Option(_ALL, _is_bool, _TRUTH, default=False),
    "wm_position": Option(_ALL, _is_corner, "1 to 4: top left, top right, bottom right, bottom left"),
    "wm_url": Option(_ALL, _is_text, "the address of a picture"),
    "meta_data": Option(_ALL, _is_text, "a JSON text"),
    "audio_type": Option(
        (TEXT, IMAGE, ENDS, REFERENCE),
        _one_of("all", "speech_only", "sound_effect_only"),
        "all, speech_only or sound_effect_only",
        overlooked_by=frozenset({"q2", "q1", "2.0", "1.5"}),
    ),
    "voice_id": Option((IMAGE,), _is_text, "the id of a voice"),
    RECOMMENDED: Option((IMAGE,), _is_bool, _TRUTH, default=False),
    "auto_subjects": Option((REFERENCE,), _is_bool, _TRUTH, default=False),
    SUBJECTS: Option(
        (REFERENCE,),
        _are_subjects,
        f"1 to {_MOST_SUBJECTS} objects with an id or a name, and at most {_MOST_VIEWS} images each",
    ),
}
"""Name → option (facts 3 to 3.4)."""


NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    operation: tuple(name for name, option in OPTIONS.items() if operation in option.operations)
    for operation in _ALL
}
"""Operation → its options, in the table's order."""


def put(row: Row, given: Mapping[str, JsonValue], seconds: int, body: JsonObject) -> None:
    """Write the options of a request into a submit. Raises Inexpressible, which names what is allowed."""
    known = NAMES[row.operation]
    for name, value in given.items():
        pointer = f"/vendor_options/{name}"
        if name not in known:
            inexpressible(f"{name} is no option of {row.operation}; it has {', '.join(known)}", pointer, None)
        option = OPTIONS[name]
        if not option.fits(value):
            inexpressible(f"{name} is {option.wanted}", pointer, value)
        if is_overlooked(row, name, value, seconds):
            inexpressible(f"{name} has no effect on {row.model} at {seconds} s", pointer, value)
    for name in known:  # in the table's order, so that equal wishes make equal calls
        if name in given:
            body[name] = given[name]


def is_overlooked(row: Row, name: str, value: JsonValue, seconds: int) -> bool:
    """Whether the model takes an option without minding it; its default is harmless (facts 3)."""
    option = OPTIONS[name]
    if value == option.default:
        return False
    long_q2 = name == "bgm" and row.generation == "q2" and seconds > _LONGEST_Q2_MUSIC
    return row.generation in option.overlooked_by or long_q2


_LONGEST_Q2_MUSIC: Final = 8
"""Seconds; no music on q2 at nine and ten (facts 3)."""

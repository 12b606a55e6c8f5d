"""Options that only this vendor has: the form of each, and which exclude or need each other.

Here lives what `vendor_options` may hold. Never: a field that the canonical request models (such a name is
refused), the place of an option in a body (`classic`, `by_path`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NoReturn

from vidlect_adapters.canonical import Medium, Role
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.message import JsonObject, JsonValue

from . import wire
from .media import Written
from .row import Row
from .wire import Way

ELEMENTS: Final = ("element_list", "element")
_AXES: Final = ("horizontal", "vertical", "pan", "tilt", "roll", "zoom")
_MOST_SHOTS: Final = 6
_SHOT_PROMPT: Final = 512
_MOST_MASKS: Final = 6
_POINTS: Final = (2, 77)
"""Facts 7.1, 7.2."""


def taken(row: Row, way: Way, given: Mapping[str, JsonValue]) -> JsonObject:
    """The options of a request, in the table's order, so that equal wishes make equal calls.

    Raises Inexpressible for one that the model does not have, or not for films made in this way.
    """
    if not given:
        return {}
    known = [option.name for option in row.options if way in option.ways]
    for name, value in given.items():
        if name not in known:
            _refuse(
                name,
                f"is no option of {row.model} for {way.value}; there are {', '.join(known)}",
                name,
                value,
            )
    return {
        name: checked(row, name, given[name], f"/vendor_options/{name}") for name in known if name in given
    }


def checked(row: Row, name: str, value: JsonValue, pointer: str) -> JsonValue:
    """The value of an option, if it has the documented form. Raises Inexpressible."""
    problem = _camera(row, value) if name == "camera_control" else _FORMS[name](value)
    if problem is not None:
        raise Inexpressible(wire.NAME, f"{name} {problem}", pointer=pointer, value=_short(value))
    return value


def check_together(
    way: Way, given: JsonObject, shown: tuple[Written, ...], *, sound: bool | None, seconds: int
) -> None:
    """Refuse options that need what is not there, or exclude each other. Raises Inexpressible."""
    roles = {one.role for one in shown}
    if not given and Role.MASK not in roles:
        return
    movers = {
        "a last frame": Role.LAST_FRAME in roles,
        "masks": Role.MASK in roles or "dynamic_masks" in given,
        "camera_control": "camera_control" in given,
    }
    if sum(movers.values()) > 1:
        wire.inexpressible(f"{', '.join(movers)} exclude each other", "/vendor_options", None)
    if "voice_list" in given:
        if not sound:
            _refuse("voice_list", "needs sound", "voice_list", None)
        if "element_list" in given:
            _refuse("element_list", "and voice_list exclude each other", "element_list", None)
    if given.get("mode") == "pro" and "camera_control" in given:
        _refuse("camera_control", "needs the mode std", "mode", "pro")
    for name in ("keep_original_sound", "audio"):
        if name in given and not any(one.medium is Medium.VIDEO for one in shown):
            _refuse(name, "is about the sound of a video, and there is none", name, given[name])
    if way in (Way.TEXT, Way.PICTURE):
        _check_shots(given, seconds)


def tells_all_shots(given: Mapping[str, JsonValue]) -> bool:
    """Whether the shots have prompts of their own, so that the film needs none."""
    return given.get("multi_shot") is True and given.get("shot_type") == "customize"


def count(value: JsonValue) -> int:
    """How many things a list holds; none where it is no list."""
    return len(value) if isinstance(value, list) else 0


def _check_shots(given: JsonObject, seconds: int) -> None:
    shots = given.get("multi_prompt")
    if given.get("multi_shot") is not True:
        for name in ("shot_type", "multi_prompt"):
            if name in given:
                _refuse(name, "needs multi_shot", name, given[name])
        return
    if "shot_type" not in given and "multi_prompt" in given:
        _refuse("shot_type", "is needed with multi_prompt: customize", "shot_type", None)
    if tells_all_shots(given) != isinstance(shots, list):
        _refuse("multi_prompt", "is given exactly where shot_type is customize", "multi_prompt", None)
    if isinstance(shots, list):
        total = sum(int(str(one["duration"])) for one in shots if isinstance(one, dict))
        if total != seconds:
            _refuse("multi_prompt", f"has shots of {total} s in a film of {seconds} s", "multi_prompt", total)


def _one_of(*words: str) -> Callable[[JsonValue], str | None]:
    return lambda value: None if value in words else f"is one of {', '.join(words)}"


def _flag(value: JsonValue) -> str | None:
    return None if isinstance(value, bool) else "is true or false"


def _text(value: JsonValue) -> str | None:
    return None if isinstance(value, str) and value.strip() else "is a text that is not empty"


def _share(value: JsonValue) -> str | None:
    return None if _is_number(value, 0, 1) else "is a number from 0 to 1"


def _things(most: int, key: str, *kinds: type[int | str]) -> Callable[[JsonValue], str | None]:
    """A list of things that the vendor keeps, each named by its id."""
    words = " or ".join("a number" if kind is int else "a text" for kind in kinds)

    def check(value: JsonValue) -> str | None:
        fine = isinstance(value, list) and 1 <= len(value) <= most
        for one in value if isinstance(value, list) else []:
            fine = fine and isinstance(one, dict) and type(one.get(key)) in kinds and set(one) <= {key, "id"}
        return None if fine else f"is a list of 1 to {most} objects with {key}, {words}"

    return check


def _shots(value: JsonValue) -> str | None:
    what = f"is a list of 1 to {_MOST_SHOTS} shots: index (from 1, in order), prompt, duration (a text)"
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST_SHOTS:
        return what
    for number, one in enumerate(value, start=1):
        if not isinstance(one, dict) or set(one) != {"index", "prompt", "duration"}:
            return what
        prompt, duration = one["prompt"], one["duration"]
        if one["index"] != number or not isinstance(prompt, str) or not 0 < len(prompt) <= _SHOT_PROMPT:
            return what
        if not isinstance(duration, str) or not duration.isdecimal() or not 1 <= len(duration) <= 2:
            return what
    return None


def _camera(row: Row, value: JsonValue) -> str | None:
    what = f"is an object with type, one of {', '.join(row.camera_moves)}"
    if (
        not isinstance(value, dict)
        or value.get("type") not in row.camera_moves
        or set(value) - {"type", "config"}
    ):
        return what
    config = value.get("config")
    if value["type"] != "simple":
        return None if config is None and "config" not in value else "has a config only for the type simple"
    moves = config if isinstance(config, dict) else {}
    fine = set(moves) <= set(_AXES) and all(_is_number(one, -10, 10) for one in moves.values())
    if not fine or sum(one != 0 for one in moves.values()) != 1:
        return f"of type simple has a config with exactly one of {', '.join(_AXES)} from -10 to 10, not 0"
    return None


def _masks(value: JsonValue) -> str | None:
    what = f"is a list of 1 to {_MOST_MASKS} objects with mask and trajectories, {_POINTS[0]} to {_POINTS[1]} points"
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST_MASKS:
        return what
    for one in value:
        if (
            not isinstance(one, dict)
            or set(one) != {"mask", "trajectories"}
            or _text(one["mask"]) is not None
        ):
            return what
        points = one["trajectories"]
        if not isinstance(points, list) or not _POINTS[0] <= len(points) <= _POINTS[1]:
            return what
        if not all(isinstance(point, dict) and set(point) == {"x", "y"} for point in points):
            return what
    return None


_FORMS: Final[Mapping[str, Callable[[JsonValue], str | None]]] = MappingProxyType(
    {
        "external_task_id": _text,
        "cfg_scale": _share,
        "mode": _one_of("std", "pro"),
        "dynamic_masks": _masks,
        "voice_list": _things(2, "voice_id", str),
        "voice": _things(2, "voice_id", str),
        "element_list": _things(7, "element_id", int),
        "element": _things(3, "element_id", int, str),
        "multi_shot": _flag,
        "shot_type": _one_of("customize", "intelligence"),
        "multi_prompt": _shots,
        "keep_original_sound": _one_of("yes", "no"),
        "audio": _one_of("original"),
    }
)
"""Option → what is wrong with a value, or None (facts 7, 11.2)."""


def _is_number(value: JsonValue, least: int, most: int) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def _short(value: JsonValue) -> JsonValue:
    return value[:80] if isinstance(value, str) else None if isinstance(value, list | dict) else value


def _refuse(name: str, reason: str, field: str, value: JsonValue) -> NoReturn:
    wire.inexpressible(f"{name} {reason}", f"/vendor_options/{field}", _short(value))

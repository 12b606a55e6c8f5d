"""Options that only this vendor has: checked, written, and read again.

Here lives what `vendor_options` may hold. Never: a field that the canonical request models; such a name
is refused, so that no option can change the model or the film behind the request's back.
Source: facts 3.1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from vidlect_adapters.message import JsonObject, JsonValue

from .catalog import Row


def _boolean(value: JsonValue) -> bool:
    return isinstance(value, bool)


def _whole(least: int, most: int) -> Callable[[JsonValue], bool]:
    def fits(value: JsonValue) -> bool:
        return type(value) is int and least <= value <= most

    return fits


def _tier(value: JsonValue) -> bool:
    return value in ("default", "flex")


def _identifier(value: JsonValue) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 64


def _text(value: JsonValue) -> bool:
    return isinstance(value, str) and bool(value)


def _tools(value: JsonValue) -> bool:
    return isinstance(value, list) and all(one == {"type": "web_search"} for one in value)


@dataclass(frozen=True, slots=True)
class Option:
    """One option: what it holds, for people and for us; its documented default; whether every model has it."""

    expected: str
    fits: Callable[[JsonValue], bool]
    default: JsonValue = None
    everywhere: bool = False


OPTIONS: Final[Mapping[str, Option]] = MappingProxyType(
    {
        "return_last_frame": Option("true or false", _boolean, default=False, everywhere=True),
        "service_tier": Option("default or flex", _tier, "default"),
        "execution_expires_after": Option(
            "3600 to 259200 seconds", _whole(3600, 259_200), 172_800, everywhere=True
        ),
        "draft": Option("true or false", _boolean, default=False),
        "tools": Option('a list of {"type": "web_search"}', _tools, []),
        "safety_identifier": Option("a text of 1 to 64 characters", _identifier, everywhere=True),
        "priority": Option("0 to 9", _whole(0, 9), 0),
        "output_format": Option("a text", _text),
        "omni_reference_task_type": Option("a text", _text),
    }
)
"""Every option, in the order in which they are written."""


def known_to(row: Row) -> tuple[str, ...]:
    """The options that a model has."""
    return tuple(name for name, option in OPTIONS.items() if option.everywhere or name in row.options)


def fault(row: Row, given: Mapping[str, JsonValue], resolution: str | None) -> tuple[str, str] | None:
    """(option, why not) of the first that the model does not take; None: it takes them all."""
    known = known_to(row)
    for name, value in given.items():
        if name not in known:
            return name, f"{name} is no option of {row.model}; it has {', '.join(known)}"
        if not OPTIONS[name].fits(value):
            return name, f"{name} is {OPTIONS[name].expected}"
    if given.get("draft") is not True:
        return None
    if resolution not in (None, "480p"):
        return "draft", "a draft is 480p"
    if given.get("service_tier") == "flex":
        return "service_tier", "a draft is not made offline"
    if given.get("return_last_frame") is True:
        return "return_last_frame", "a draft has no last frame"
    return None


def asks_for_nothing(name: str, value: JsonValue) -> bool:
    """Whether the value of an option is its default, so that a model without it does as asked."""
    return OPTIONS[name].default is not None and value == OPTIONS[name].default


def defaults(row: Row) -> JsonObject:
    """The documented defaults of a model's options."""
    return {name: OPTIONS[name].default for name in known_to(row) if OPTIONS[name].default is not None}

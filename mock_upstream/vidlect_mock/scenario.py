"""What shall happen to a task: its pace, its outcome, and the faults on its way.

Here live scenarios as values, and their JSON. Never: how a fault looks on the wire, or which one is due.

    {"name": "two-503s", "pace": {"kind": "polls", "running_after": 1, "done_after": 2},
     "outcome": {"kind": "succeeds"}, "faults": [{"on": "poll", "kind": "status", "status": 503}]}

Pace, outcome and faults may be left out: a scenario without a pace has its session's, or the server's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

from . import reading
from .message import JsonObject, JsonValue
from .reading import Misshapen, Shape, under
from .trouble import Fault, code, fault_from_json, fault_to_json

LONGEST_PACE = 7 * 86400.0  # seconds; past every vendor's retention
MOST_POLLS = 1_000_000
MOST_FAULTS = 1000

_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")  # what a marker can carry


@dataclass(frozen=True, slots=True)
class Immediate:
    """Done when it is first looked at."""


@dataclass(frozen=True, slots=True)
class AfterPolls:
    """Running, done, as shown by the n-th poll: with 1 and 2 the first poll shows it running, the second done."""

    running_after: int
    done_after: int


@dataclass(frozen=True, slots=True)
class AfterSeconds:
    """Running, done, so many seconds after the submit."""

    running_after: float
    done_after: float


Pace: TypeAlias = Immediate | AfterPolls | AfterSeconds

DEFAULT_PACE: Pace = AfterSeconds(0.3, 1.0)  # design: quick enough for a test, slow enough to see each state
QUEUED_SHARE = 0.3
"""The part of a pace in seconds that a task waits, where only the end is given (as in the default)."""


@dataclass(frozen=True, slots=True)
class Succeeds:
    """There will be a film."""


@dataclass(frozen=True, slots=True)
class Breaks:
    """It fails with a vendor's code, or a neutral word that the vendor maps to one of its own."""

    code: str


@dataclass(frozen=True, slots=True)
class Lapses:
    """It expires when it should be done."""


@dataclass(frozen=True, slots=True)
class NeverEnds:
    """It runs until the vendor forgets it."""


Outcome: TypeAlias = Succeeds | Breaks | Lapses | NeverEnds


@dataclass(frozen=True, slots=True)
class Scenario:
    """One script. Faults on one kind of call are served in order, one per call, once each."""

    name: str
    pace: Pace | None = None
    outcome: Outcome = Succeeds()  # frozen and empty
    faults: tuple[Fault, ...] = ()
    about: str = ""


def parse_pace(option: str) -> Pace:
    """The pace of a command line: `instant`, `polls:N` (the N-th poll shows it done) or `seconds:S`.

    Raises:
        ValueError: anything else; the text says what was expected.
    """
    kind, colon, amount = option.partition(":")
    if kind == "instant" and not colon:
        return Immediate()
    if kind == "polls" and re.fullmatch(r"[1-9][0-9]{0,6}", amount) and int(amount) <= MOST_POLLS:
        return AfterPolls(max(1, int(amount) - 1), int(amount))
    if (
        kind == "seconds"
        and re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", amount)
        and float(amount) <= LONGEST_PACE
    ):
        return AfterSeconds(round(float(amount) * QUEUED_SHARE, 6), float(amount))
    raise ValueError(f"a pace is instant, polls:N with N from 1, or seconds:S; not {option!r}")


_seconds = reading.number(0.0, LONGEST_PACE)
_polls = reading.whole(0, MOST_POLLS)

PACES: Mapping[str, Shape] = {
    "instant": Shape(Immediate),
    "polls": Shape(AfterPolls, {"running_after": _polls, "done_after": _polls}),
    "seconds": Shape(AfterSeconds, {"running_after": _seconds, "done_after": _seconds}),
}
OUTCOMES: Mapping[str, Shape] = {
    "succeeds": Shape(Succeeds),
    "breaks": Shape(Breaks, {"code": code}),
    "lapses": Shape(Lapses),
    "never_ends": Shape(NeverEnds),
}


def pace_from_json(value: JsonValue, pointer: str = "") -> Pace:
    """A pace.

    Raises:
        Misshapen: (a ValueError) names the JSON pointer and what was expected there.
    """
    pace = cast("Pace", reading.kind_of(PACES, value, pointer))
    if not isinstance(pace, Immediate) and pace.done_after < pace.running_after:
        raise Misshapen(
            under(pointer, "done_after"), f"at least running_after, {pace.running_after}", pace.done_after
        )
    return pace


def from_json(obj: JsonValue, pointer: str = "") -> Scenario:
    """A scenario.

    Raises:
        Misshapen: (a ValueError) names the JSON pointer and what was expected there.
    """
    read = reading.record(obj, pointer, required=("name",), optional=("pace", "outcome", "faults", "about"))
    name = reading.text(read["name"], under(pointer, "name"))
    if not _NAME.fullmatch(name):
        raise Misshapen(under(pointer, "name"), f"a name that matches {_NAME.pattern}", name)
    outcome = read.get("outcome", {"kind": "succeeds"})
    faults = reading.array(read.get("faults", []), under(pointer, "faults"), fault_from_json)
    if len(faults) > MOST_FAULTS:
        raise Misshapen(under(pointer, "faults"), f"at most {MOST_FAULTS} faults", len(faults))
    return Scenario(
        name,
        reading.nullable(pace_from_json)(read.get("pace"), under(pointer, "pace")),
        cast("Outcome", reading.kind_of(OUTCOMES, outcome, under(pointer, "outcome"))),
        tuple(faults),
        reading.text(read.get("about", ""), under(pointer, "about")),
    )


def pace_to_json(pace: Pace) -> JsonObject:
    """The JSON of a pace."""
    return reading.kind_to_json(PACES, pace)


def to_json(scenario: Scenario) -> JsonObject:
    """The JSON that `from_json` reads back."""
    obj: JsonObject = {"name": scenario.name}
    if scenario.about:
        obj["about"] = scenario.about
    if scenario.pace is not None:
        obj["pace"] = pace_to_json(scenario.pace)
    obj["outcome"] = reading.kind_to_json(OUTCOMES, scenario.outcome)
    if scenario.faults:
        obj["faults"] = [fault_to_json(fault) for fault in scenario.faults]
    return obj

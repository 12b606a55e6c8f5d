"""A conformance case: one statement, what is given, what is expected, and who says so.

Here live the case as a value and how it is read from JSON. Never: a comparison, a verdict. The form of
`given` and `expect` is described in case.schema.json, for readers in any language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from vidlect_adapters.message import JsonObject, JsonValue


class Kind(Enum):
    """What a case says something about."""

    CREATE = "create"
    SUBMIT = "submit"
    SUBMITTED = "submitted"
    POLLED = "polled"
    REFUSE = "refuse"
    ACCEPT = "accept"
    SIGN = "sign"
    JOURNEY = "journey"


class Level(Enum):
    """How binding a case is."""

    MUST = "MUST"
    SHOULD = "SHOULD"


JUDGES_A_GATEWAY = frozenset({Kind.CREATE, Kind.REFUSE, Kind.JOURNEY, Kind.SUBMITTED, Kind.POLLED})
"""The kinds that `verify` runs: a gateway can be judged by them over HTTP."""

BINDING_CONFIDENCE = frozenset({"documented", "observed"})
"""Only these may break a stranger's build, and only in a MUST."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One statement. `given` and `expect` are as case.schema.json describes for `kind`."""

    id: str
    kind: Kind
    level: Level
    source: str
    confidence: str
    title: str
    given: JsonObject
    expect: JsonObject
    title_zh: str = ""
    surface: str | None = None
    vendor: str | None = None
    deliberate: bool = False
    requires: tuple[tuple[str, str], ...] = field(default=())

    @property
    def binding(self) -> bool:
        """Whether a failure of this case fails the run."""
        return self.level is Level.MUST and self.confidence in BINDING_CONFIDENCE

    def given_object(self, name: str) -> JsonObject:
        """A member of `given` that is an object; empty where absent."""
        return as_object(self.given.get(name))

    def expect_object(self, name: str) -> JsonObject:
        """A member of `expect` that is an object; empty where absent."""
        return as_object(self.expect.get(name))


def as_object(value: JsonValue) -> JsonObject:
    """The value if it is an object, else an empty one (the schema has refused anything else before)."""
    return value if isinstance(value, dict) else {}


def as_list(value: JsonValue) -> list[JsonValue]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def texts(value: JsonValue) -> tuple[str, ...]:
    """The texts of a list of texts."""
    return tuple(one for one in as_list(value) if isinstance(one, str))


def substituted(value: JsonValue, words: Mapping[str, str]) -> JsonValue:
    """A copy with every placeholder in every text replaced."""
    if isinstance(value, str):
        for word, meaning in words.items():
            value = value.replace(word, meaning)
        return value
    if isinstance(value, dict):
        return {name: substituted(one, words) for name, one in value.items()}
    if isinstance(value, list):
        return [substituted(one, words) for one in value]
    return value


def case_from_json(obj: JsonObject, *, surface: str | None, vendor: str | None) -> Case:
    """A case of a file that the schema has accepted."""
    return Case(
        id=str(obj["id"]),
        kind=Kind(obj["kind"]),
        level=Level(obj["level"]),
        source=str(obj["source"]),
        confidence=str(obj["confidence"]),
        title=str(obj["title"]),
        title_zh=str(obj.get("title_zh", "")),
        given=as_object(obj["given"]),
        expect=as_object(obj["expect"]),
        surface=surface,
        vendor=vendor,
        deliberate=obj.get("deliberate") is True,
        requires=tuple((name, str(choice)) for name, choice in as_object(obj.get("requires")).items()),
    )

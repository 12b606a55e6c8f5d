"""Profiles: named settings of a dialect's switches, one switch per contradiction or UNSURE fact.

Here lives the mechanism. Never: a switch of any dialect (those stand in its `vocabulary`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Confidence: TypeAlias = Literal["documented", "observed", "reported", "unsure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """One open question of a dialect: the choices, the recommended default first, and where it comes from."""

    name: str
    choices: tuple[str, ...]
    about: str
    source: str
    confidence: Confidence

    @property
    def default(self) -> str:
        """The recommended choice."""
        return self.choices[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A dialect's switches, all set. Built by `choose`; ask with `profile["switch"]`."""

    dialect: str
    name: str
    switches: Mapping[str, str]

    def __getitem__(self, switch: str) -> str:
        """The choice of a switch; an unknown switch is a programming error (KeyError)."""
        return self.switches[switch]


def choose(
    dialect: str,
    switches: tuple[Switch, ...],
    profiles: Mapping[str, Mapping[str, str]],
    name: str = "default",
    overrides: Mapping[str, str] | None = None,
) -> Profile:
    """The profile `name` of a dialect with single switches overridden.

    Raises:
        ValueError: unknown profile, switch or choice; the text lists what exists.
    """
    if name not in profiles:
        raise ValueError(f"{dialect} has no profile {name!r}; it has {', '.join(sorted(profiles))}")
    known = {switch.name: switch for switch in switches}
    chosen = {switch.name: switch.default for switch in switches}
    for switch_name, choice in {**profiles[name], **(overrides or {})}.items():
        if switch_name not in known:
            raise ValueError(
                f"{dialect} has no switch {switch_name!r}; it has {', '.join(sorted(known)) or 'none'}"
            )
        if choice not in known[switch_name].choices:
            choices = ", ".join(known[switch_name].choices)
            raise ValueError(f"{dialect} switch {switch_name} is one of {choices}, not {choice!r}")
        chosen[switch_name] = choice
    label = name if not overrides else name + "+" + ",".join(f"{k}={v}" for k, v in sorted(overrides.items()))
    return Profile(dialect=dialect, name=label, switches=chosen)

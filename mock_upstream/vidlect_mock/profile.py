"""Profiles of the mock: named settings of a vendor's switches.

Here lives the mechanism. Never: a switch of any vendor. (The adapters have their own; the two
readings of a vendor are independent on purpose.)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Switch(NamedTuple):
    """One contradiction or UNSURE fact: the choices, the recommended default first, and where it comes from."""

    name: str
    choices: tuple[str, ...]
    about: str
    source: str
    confidence: str


class Profile(NamedTuple):
    """A vendor's switches, all set."""

    name: str
    switches: Mapping[str, str]

    def is_set(self, switch: str, choice: str) -> bool:
        """Whether a switch has this choice; an unknown switch is a programming error (KeyError)."""
        return self.switches[switch] == choice


def choose(
    vendor: str,
    switches: tuple[Switch, ...],
    profiles: Mapping[str, Mapping[str, str]],
    name: str = "default",
    overrides: Mapping[str, str] | None = None,
) -> Profile:
    """The profile `name` with single switches overridden.

    Raises:
        ValueError: unknown profile, switch or choice; the text lists what exists.
    """
    if name not in profiles:
        raise ValueError(f"{vendor} has no profile {name!r}; it has {', '.join(sorted(profiles))}")
    chosen = {switch.name: switch.choices[0] for switch in switches}
    choices = {switch.name: switch.choices for switch in switches}
    for switch_name, choice in {**profiles[name], **(overrides or {})}.items():
        if switch_name not in choices:
            raise ValueError(
                f"{vendor} has no switch {switch_name!r}; it has {', '.join(sorted(choices)) or 'none'}"
            )
        if choice not in choices[switch_name]:
            raise ValueError(
                f"{vendor} switch {switch_name} is one of {', '.join(choices[switch_name])}, not {choice!r}"
            )
        chosen[switch_name] = choice
    label = name if not overrides else name + "+" + ",".join(f"{k}={v}" for k, v in sorted(overrides.items()))
    return Profile(label, chosen)


def parse_option(text: str) -> tuple[str, str, dict[str, str]]:
    """What `--profile DIALECT=NAME[,SWITCH=VALUE…]` says: dialect, profile name, overrides.

    `DIALECT=,SWITCH=VALUE` is not a spelling: the name is always given (`default` is one).

    Raises:
        ValueError: the text has another form; it says which part.
    """
    form = "DIALECT=NAME[,SWITCH=VALUE…]"
    dialect, separator, rest = text.partition("=")
    name, *settings = rest.split(",")
    if not separator or not dialect.strip() or not name.strip() or "=" in name:
        raise ValueError(f"{text!r} is no profile; expected {form}")
    overrides: dict[str, str] = {}
    for setting in settings:
        switch, separator, choice = (part.strip() for part in setting.partition("="))
        if not separator or not switch or not choice:
            raise ValueError(f"{setting!r} in {text!r} sets no switch; expected {form}")
        if switch in overrides:
            raise ValueError(f"{text!r} sets the switch {switch!r} twice")
        overrides[switch] = choice
    return dialect.strip(), name.strip(), overrides

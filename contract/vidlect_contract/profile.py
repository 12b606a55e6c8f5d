"""`--profile DIALECT=NAME[,SWITCH=VALUE…]`, read for both readings of every dialect at once.

Here lives the collecting of options. Never: a switch (dialects' vocabularies), the option's syntax
(`vidlect_mock.profile.parse_option`, which `vidlect mock` needs without us).

A vendor has two readings, the adapter's and the mock's, each with its own switches. A name or a switch
that one of them knows is valid; the other keeps its default for what it does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vidlect_adapters import profile as of_adapters
from vidlect_adapters.interface import Dialect
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_mock.interface import MockVendor
from vidlect_mock.profile import parse_option
from vidlect_mock.registry import VENDORS as MOCKED
from vidlect_mock.registry import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiles:
    """What options chose, by dialect; a dialect that no option names is not in it.

    `mock` has what `vidlect_mock.server.Settings` takes: profile name and overrides, both valid.
    """

    adapters: Mapping[str, of_adapters.Profile]
    mock: Mapping[str, tuple[str, Mapping[str, str]]]


def collect(options: Iterable[str]) -> Profiles:
    """What all `--profile` options of a command line say.

    Raises:
        ValueError: bad syntax, an unknown dialect, profile, switch or choice, or a dialect named twice;
            the text lists what exists.
    """
    adapters: dict[str, of_adapters.Profile] = {}
    mock: dict[str, tuple[str, Mapping[str, str]]] = {}
    named: set[str] = set()
    for option in options:
        dialect, name, overrides = parse_option(option)
        if dialect in named:
            raise ValueError(f"--profile names {dialect} twice")
        named.add(dialect)
        adapter = {**VENDORS, **SURFACES}.get(dialect)
        mocked = load(dialect) if dialect in MOCKED else None
        _refuse_unknown(dialect, name, overrides, [one for one in (adapter, mocked) if one is not None])
        if adapter is not None:
            part = _known_part(name, overrides, adapter)
            adapters[dialect] = of_adapters.choose(dialect, adapter.SWITCHES, adapter.PROFILES, *part)
        if mocked is not None:
            mock[dialect] = _known_part(name, overrides, mocked)
    return Profiles(adapters=adapters, mock=mock)


def _refuse_unknown(
    dialect: str, name: str, overrides: Mapping[str, str], readings: Sequence[Dialect | MockVendor]
) -> None:
    """Refuse what no reading of the dialect knows."""
    if not readings:
        known = ", ".join(sorted({*VENDORS, *SURFACES, *MOCKED}))
        raise ValueError(f"there is no dialect {dialect!r}; there are {known}")
    profiles = sorted({profile for reading in readings for profile in reading.PROFILES})
    if name not in profiles:
        raise ValueError(f"{dialect} has no profile {name!r}; it has {', '.join(profiles)}")
    choices: dict[str, list[str]] = {}
    for reading in readings:
        for switch in reading.SWITCHES:
            choices.setdefault(switch.name, []).extend(switch.choices)
    for switch_name, choice in overrides.items():
        if switch_name not in choices:
            known = ", ".join(sorted(choices)) or "none"
            raise ValueError(f"{dialect} has no switch {switch_name!r}; it has {known}")
        if choice not in choices[switch_name]:
            known = ", ".join(dict.fromkeys(choices[switch_name]))
            raise ValueError(f"{dialect} switch {switch_name} is one of {known}, not {choice!r}")


def _known_part(
    name: str, overrides: Mapping[str, str], reading: Dialect | MockVendor
) -> tuple[str, dict[str, str]]:
    """The part of a choice that one reading knows."""
    choices = {switch.name: switch.choices for switch in reading.SWITCHES}
    return (
        name if name in reading.PROFILES else "default",
        {switch: choice for switch, choice in overrides.items() if choice in choices.get(switch, ())},
    )

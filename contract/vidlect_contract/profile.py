"""`--profile DIALECT=NAME[,SWITCH=VALUE…]`, read for both readings of every dialect at once.

Here lives the collecting of options. Never: a switch (dialects' vocabularies), the option's syntax
(`vidlect_mock.profile.parse_option`, which `vidlect mock` needs without us).

A vendor has two readings, the adapter's and the mock's, each with its own switches. A name or a switch
that one of them knows is valid; the other keeps its default for what it does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vidlect_adapters import profile as of_adapters
from vidlect_adapters.interface import Dialect
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_mock import profile as of_mock
from vidlect_mock.interface import MockVendor
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
        dialect, name, overrides = of_mock.parse_option(option)
        if dialect in named:
            raise ValueError(f"--profile names {dialect} twice")
        named.add(dialect)
        adapter = {**VENDORS, **SURFACES}.get(dialect)
        mocked = load(dialect) if dialect in MOCKED else None
        _refuse_unknown(dialect, name, overrides, adapter, mocked)
        if adapter is not None:
            known = {switch.name for switch in adapter.SWITCHES}
            adapters[dialect] = of_adapters.choose(
                dialect, adapter.SWITCHES, adapter.PROFILES, *_known_part(name, overrides, adapter, known)
            )
        if mocked is not None:
            known = {switch.name for switch in mocked.SWITCHES}
            mock[dialect] = part = _known_part(name, overrides, mocked, known)
            of_mock.choose(dialect, mocked.SWITCHES, mocked.PROFILES, *part)
    return Profiles(adapters=adapters, mock=mock)


def _refuse_unknown(
    dialect: str,
    name: str,
    overrides: Mapping[str, str],
    adapter: Dialect | None,
    mocked: MockVendor | None,
) -> None:
    """Refuse what no reading of the dialect knows."""
    if adapter is None and mocked is None:
        known = ", ".join(sorted({*VENDORS, *SURFACES, *MOCKED}))
        raise ValueError(f"there is no dialect {dialect!r}; there are {known}")
    profiles = {*(adapter.PROFILES if adapter else ()), *(mocked.PROFILES if mocked else ())}
    if name not in profiles:
        raise ValueError(f"{dialect} has no profile {name!r}; it has {', '.join(sorted(profiles))}")
    switches = {switch.name for switch in adapter.SWITCHES} if adapter else set[str]()
    switches |= {switch.name for switch in mocked.SWITCHES} if mocked else set[str]()
    for switch in overrides:
        if switch not in switches:
            raise ValueError(
                f"{dialect} has no switch {switch!r}; it has {', '.join(sorted(switches)) or 'none'}"
            )


def _known_part(
    name: str, overrides: Mapping[str, str], reading: Dialect | MockVendor, known: set[str]
) -> tuple[str, dict[str, str]]:
    """The part of a choice that one reading knows."""
    return (
        name if name in reading.PROFILES else "default",
        {switch: choice for switch, choice in overrides.items() if switch in known},
    )

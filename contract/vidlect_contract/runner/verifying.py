"""The whole way of `vidlect verify`: mock, gateway, cases, verdicts, and everything stopped again.

Here lives the order of things. Never: options, output.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_hex

from vidlect_adapters.interface import Dialect, SurfaceAdapter, VendorAdapter
from vidlect_adapters.profile import Profile, choose
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_contract.case import Case
from vidlect_contract.judge.dialects import Dialects, SurfaceDocument
from vidlect_contract.known_failures import unmatched, unseen
from vidlect_contract.loading import load_cases
from vidlect_contract.profile import Profiles, collect
from vidlect_contract.surface_documents import document_of
from vidlect_contract.targets.description import Target, read_target
from vidlect_contract.targets.gateway import Gateway
from vidlect_contract.targets.mock import Mock
from vidlect_contract.targets.reference import reference
from vidlect_contract.targets.table import BadTarget

from .bench import Bench, carried, carrier_of
from .following import Follower
from .result import Result, Summary
from .run import run, selected

BY_HAND = 3600.0
"""Seconds to wait for a gateway that a person configures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is going to be judged, with what."""

    target: Target
    cases: tuple[Case, ...]
    everything: tuple[Case, ...]
    vendors: tuple[str, ...]
    profiles: Profiles
    concurrency: int
    patience: float
    print_env: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A finished (or interrupted) run, and what must be kept out of its reports."""

    summary: Summary
    secrets: tuple[str, ...] = field(repr=False)


def plan(  # noqa: PLR0913 # what the command's options say
    target: str,
    only: Sequence[str],
    profiles: Sequence[str],
    *,
    concurrency: int,
    patience: float,
    print_env: bool,
    surface: str = "tokenops",
) -> Plan:
    """Read everything that can be read before anything is started.

    `surface` is the one by which the reference gateway is judged; a target file names its own.

    Raises:
        BadTarget: the target file.
        UnreadableCases: a case file.
        ValueError: a profile.
    """
    chosen = collect(profiles)
    everything = load_cases()
    if target == "reference":
        described = reference(surface, carried(everything, surface), profiles)
    else:
        described = read_target(Path(target))
    reachable = carried(everything, described.surface)
    vendors = described.vendors or reachable[:1]
    for vendor in vendors:
        if vendor not in reachable:
            known = ", ".join(reachable)
            raise BadTarget(f"vendors.{vendor}: {described.surface} has cases over {known} only")
    return Plan(
        target=described,
        cases=selected(everything, described, vendors, only),
        everything=everything,
        vendors=vendors,
        profiles=chosen,
        concurrency=concurrency,
        patience=patience,
        print_env=print_env,
    )


async def verify_all(
    planned: Plan, on_result: Callable[[Result], None], print_env: Callable[[dict[str, str]], None]
) -> Verified:
    """Start what has to be started, judge, and stop it again.

    Raises:
        BadTarget: mock or gateway do not start.
    """
    target = planned.target
    with tempfile.TemporaryDirectory(prefix="vidlect-") as name:
        folder = Path(name)
        mock = await Mock.start(
            target.mock, _mock_options(planned.profiles), folder / "mock.log", planned.patience
        )
        try:
            if planned.print_env:
                print_env(mock.environment(target.sessions))
            gateway = await Gateway.start(
                target,
                mock.placeholders(target.sessions),
                folder,
                planned.patience,
                BY_HAND if planned.print_env else None,
            )
            try:
                summary, secrets = await _judge(planned, mock, gateway, on_result)
            finally:
                await asyncio.shield(gateway.stop())
        finally:
            await asyncio.shield(mock.stop())
    return Verified(summary=summary, secrets=secrets)


async def _judge(
    planned: Plan, mock: Mock, gateway: Gateway, on_result: Callable[[Result], None]
) -> tuple[Summary, tuple[str, ...]]:
    target, name = gateway.target, token_hex(3)
    await mock.attach(name)
    secrets = mock.secrets(target.sessions)
    document = SurfaceDocument(document_of(_profile(SURFACES[target.surface], planned.profiles)))
    benches = {
        vendor: Bench(
            gateway=gateway.client,
            target=target,
            mock=mock,
            follower=Follower(mock, vendor, target.session(vendor)),
            dialects=dialects_of(target, vendor, planned.profiles, document, secrets),
            vendor=vendor,
            carrier=carrier_of(planned.everything, target.surface, vendor),
            run=name,
            clock=time.monotonic,
            patience=planned.patience,
        )
        for vendor in planned.vendors
    }
    keys = (target.keys.default, target.keys.other, target.keys.limited)
    summary = await run(planned.cases, benches, planned.concurrency, on_result)
    # against all cases, lest `--only` make the rest of the list look stale
    stale = unmatched((case.id for case in planned.everything), target.known_failures)
    applicable = selected(planned.everything, target, planned.vendors, ())
    stale += unseen(
        (one.verdict for one in summary.results), (case.id for case in applicable), target.known_failures
    )
    return replace(summary, known=target.known_failures, stale=stale), (*secrets, *keys)


def dialects_of(
    target: Target, vendor: str, profiles: Profiles, document: SurfaceDocument, secrets: tuple[str, ...]
) -> Dialects:
    """How to read both ends of a target's crossing."""
    surface_adapter: SurfaceAdapter = SURFACES[target.surface]
    vendor_adapter: VendorAdapter = VENDORS[vendor]
    return Dialects(
        surface=surface_adapter,
        surface_profile=_profile(surface_adapter, profiles),
        vendor=vendor_adapter,
        vendor_profile=_profile(vendor_adapter, profiles),
        document=document,
        extra_words=target.words,
        secrets=secrets,
    )


def _profile(dialect: Dialect, profiles: Profiles) -> Profile:
    """The profile that options chose for a dialect, or its default."""
    chosen = profiles.adapters.get(dialect.NAME)
    return chosen or choose(dialect.NAME, dialect.SWITCHES, dialect.PROFILES)


def _mock_options(profiles: Profiles) -> list[str]:
    """`--profile` options for the mock: what its own reading of a vendor knows of what was chosen."""
    return [
        ",".join((f"{vendor}={name}", *(f"{switch}={choice}" for switch, choice in overrides.items())))
        for vendor, (name, overrides) in profiles.mock.items()
    ]

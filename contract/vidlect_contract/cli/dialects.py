"""`vidlect dialects`: vendors and surfaces, and what each supports.

Here lives the table and its printing. Never: a fact about a dialect: all are asked of the packages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
import orjson

from vidlect_adapters.interface import (
    Cancels,
    Deletes,
    Dialect,
    EncodesNative,
    FetchesContent,
    InspectsSubject,
    InspectsSubjectSurface,
    Lists,
    ReadsCallbacks,
    ReportsBalance,
    SurfaceAdapter,
    Uploads,
    VendorAdapter,
)
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_contract.matrix import crossings
from vidlect_contract.report import matrix as report
from vidlect_mock.interface import MockVendor
from vidlect_mock.registry import VENDORS as MOCKED
from vidlect_mock.registry import load

ABILITIES: Mapping[type, str] = {
    Cancels: "cancel",
    Deletes: "delete",
    Lists: "list",
    Uploads: "upload",
    FetchesContent: "content",
    ReadsCallbacks: "callbacks",
    ReportsBalance: "balance",
    EncodesNative: "native operations",
    InspectsSubject: "inspect subject",
}
"""What a vendor may offer beyond submit and poll, by the Protocol that it then satisfies."""


@click.command()
@click.option("--profiles", is_flag=True, help="Also list profiles and their switches.")
@click.option(
    "--matrix", is_flag=True, help="Print what can be said through which surface to which vendor instead."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def dialects(*, profiles: bool, matrix: bool, as_json: bool) -> None:
    """List vendors and surfaces and what each supports."""
    if matrix:
        found = tuple(crossings())
        click.echo(orjson.dumps(report.as_json(found)).decode() if as_json else report.markdown(found))
        return
    listed = described(with_profiles=profiles)
    if as_json:
        click.echo(orjson.dumps(listed).decode())
        return
    for kind, members in listed.items():
        for name, about in members.items():
            click.echo(f"{kind.removesuffix('s')} {name}: {', '.join(about['supports'])}")
            for line in _profile_lines(about.get("readings", {})):
                click.echo(f"  {line}")


def described(*, with_profiles: bool) -> dict[str, dict[str, dict[str, Any]]]:
    """`{"vendors": {name: {"supports": […], "models": […], "readings": {…}}}, "surfaces": {…}}`."""
    vendors: dict[str, dict[str, Any]] = {}
    for name in dict.fromkeys([*VENDORS, *MOCKED]):
        adapter, mocked = VENDORS.get(name), load(name) if name in MOCKED else None
        vendors[name] = {
            "supports": [*(_abilities_of_vendor(adapter) if adapter else ()), *(["mock"] if mocked else ())],
            "models": list(adapter.models()) if adapter else [],
        }
        if with_profiles:
            vendors[name]["readings"] = {
                side: _profiles(reading)
                for side, reading in (("adapter", adapter), ("mock", mocked))
                if reading is not None
            }
    surfaces: dict[str, dict[str, Any]] = {}
    for name, surface in SURFACES.items():
        surfaces[name] = {"supports": _abilities_of_surface(surface)}
        if with_profiles:
            surfaces[name]["readings"] = {"adapter": _profiles(surface)}
    return {"vendors": vendors, "surfaces": surfaces}


def _abilities_of_vendor(adapter: VendorAdapter) -> list[str]:
    return [
        "submit",
        "poll",
        *(word for protocol, word in ABILITIES.items() if isinstance(adapter, protocol)),
    ]


def _abilities_of_surface(surface: SurfaceAdapter) -> list[str]:
    inspects = ["inspect subject"] if isinstance(surface, InspectsSubjectSurface) else []
    return ["create", "query", "content", *inspects]


def _profiles(reading: Dialect | MockVendor) -> dict[str, Any]:
    return {
        "profiles": {name: dict(choices) for name, choices in reading.PROFILES.items()},
        "switches": {
            switch.name: {
                "choices": list(switch.choices),
                "about": switch.about,
                "source": switch.source,
                "confidence": switch.confidence,
            }
            for switch in reading.SWITCHES
        },
    }


def _profile_lines(readings: Mapping[str, Any]) -> list[str]:
    lines: list[str] = []
    for side, reading in readings.items():
        for name, choices in reading["profiles"].items():
            settings = ", ".join(f"{switch}={choice}" for switch, choice in choices.items()) or "all defaults"
            lines.append(f"{side} profile {name}: {settings}")
        for name, switch in reading["switches"].items():
            default, *others = switch["choices"]
            lines.append(
                f"{side} switch {name}={default} (or {', '.join(others)}; {switch['confidence']}):"
                f" {switch['about']}"
            )
    return lines

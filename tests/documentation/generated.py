"""The parts of the documentation that are made from tables: `python tests/documentation/generated.py`.

Here lives how each part is made. Never: a fact (those are in the tables).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import orjson

from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.interface import SurfaceAdapter
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES
from vidlect_contract.cli.dialects import described
from vidlect_contract.matrix import crossings
from vidlect_contract.report.matrix import markdown
from vidlect_mock.cli import DEFAULT_PORT
from vidlect_mock.lifecycle import TRANSITIONS, State
from vidlect_mock.registry import VENDORS
from vidlect_mock.scenario_table import BUILT_IN

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "README.zh-CN.md", "docs/guides/scenarios.md", "docs/errors.md")
PART = re.compile(r"(<!-- generated: (?P<name>\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def addresses() -> str:
    """Where `vidlect mock` serves each vendor, as its SDK is told."""
    rows = ["| vendor | base URL |", "|---|---|"]
    for name, entry in VENDORS.items():
        port = DEFAULT_PORT + entry.port_offset
        rows.append(f"| `{name}` | `http://127.0.0.1:{port}{entry.base_path}` |")
    return "\n".join(rows)


def dialects() -> str:
    """Vendors and surfaces, and what each supports."""
    rows = ["| dialect | kind | supports |", "|---|---|---|"]
    for kind, members in described(with_profiles=False).items():
        for name, about in members.items():
            rows.append(f"| `{name}` | {kind.removesuffix('s')} | {', '.join(about['supports'])} |")
    return "\n".join(rows)


def lifecycle() -> str:
    """The states and what leads from one to the next."""
    lines = ["```mermaid", "stateDiagram-v2", f"  [*] --> {State.QUEUED.value}"]
    lines += [
        f"  {start.value} --> {end.value}: {event.value}" for (start, event), end in TRANSITIONS.items()
    ]
    return "\n".join([*lines, "```"])


def scenarios() -> str:
    """The built-in scenarios."""
    rows = ["| name | what happens |", "|---|---|"]
    return "\n".join([*rows, *(f"| `{name}` | {scenario.about} |" for name, scenario in BUILT_IN.items())])


def matrix() -> str:
    """What can be said through which surface to which vendor."""
    return markdown(tuple(crossings()))


def refusals() -> str:
    """How each surface words each kind of failure."""
    rows = [
        "| kind | " + " | ".join(f"`{name}`" for name in SURFACES) + " |",
        "|---|" + "---|" * len(SURFACES),
    ]
    for kind in ErrorKind:
        told = [_refusal(surface, kind) for surface in SURFACES.values()]
        rows.append(f"| `{kind.word}` | {' | '.join(told)} |")
    return "\n".join(rows)


def _refusal(surface: SurfaceAdapter, kind: ErrorKind) -> str:
    profile = choose(surface.NAME, surface.SWITCHES, surface.PROFILES)
    failure = VendorFailure(kind=kind, vendor_code=kind.word, message="why")
    reply = surface.encode_error(failure, profile)
    body = orjson.loads(reply.body)
    error = body.get("error", body)
    return f"{reply.status} {error.get('type') or '−'} {error.get('code') or '−'}"


CODES = {
    "volcengine_visual": ("BUSINESS", "GATEWAY_BY_WORD"),
    "volcengine_ark": ("CODES",),
    "dashscope": ("CODES",),
    "kling": ("CODES",),
    "vidu": ("REASONS",),
    "openai": ("CODES",),
}
"""Vendor → the tables of its `codes`."""


def codes() -> str:
    """What each vendor's codes mean."""
    rows = ["| vendor | kind | codes |", "|---|---|---|"]
    for vendor, tables in CODES.items():
        house = import_module(f"vidlect_adapters.vendors.{vendor}.codes")
        known = {
            code: getattr(row, "kind", row) for table in tables for code, row in getattr(house, table).items()
        }
        for kind in ErrorKind:
            named = [f"`{code}`" for code, of in known.items() if of is kind]
            rows += [f"| `{vendor}` | `{kind.word}` | {' '.join(named)} |"] if named else []
    return "\n".join(rows)


PARTS: dict[str, Callable[[], str]] = {
    "addresses": addresses,
    "codes": codes,
    "dialects": dialects,
    "lifecycle": lifecycle,
    "matrix": matrix,
    "refusals": refusals,
    "scenarios": scenarios,
}


def regenerated(text: str) -> str:
    """The page with every generated part made anew."""
    return PART.sub(lambda found: f"{found[1]}{PARTS[found['name']]()}\n{found[3]}", text)


if __name__ == "__main__":
    for page in PAGES:
        path = ROOT / page
        path.write_text(regenerated(path.read_text(encoding="utf-8")), encoding="utf-8")
        sys.stdout.write(f"{page}\n")

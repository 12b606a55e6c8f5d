"""The page about clients is true: its versions are the locked ones, and it leaves out no client and no vendor."""

import json
import re
from pathlib import Path

import pytest

from vidlect_mock.registry import VENDORS

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ROOT / "requirements" / "clients"
STRANGERS = {file.parent.name for file in (ROOT / "tests" / "strangers").glob("*/target.toml")}
"""Gateways that are judged: they have an environment too, and are nobody's client."""
PAGE = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8")
# client, version, environment, vendor
ROWS = re.findall(r"^\| (PyPI|npm) (.+?) \| ([\w.]+) \| `([\w-]+)` \| `(\w+)` \|", PAGE, re.MULTILINE)


def _locked(registry, name, environment):
    if registry == "npm":
        lock = json.loads((REQUIREMENTS / environment / "package-lock.json").read_text(encoding="utf-8"))
        return lock["packages"][f"node_modules/{name}"]["version"]
    lock = (REQUIREMENTS / f"{environment}.lock").read_text(encoding="utf-8")
    return re.findall(rf"^{re.escape(name)}==(\S+)", lock, re.MULTILINE)[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[3]} {row[4]}")
def test_a_clients_version_is_the_locked_one(row):
    registry, names, version, environment, _ = row
    last = re.findall(r"`([^`]+)`", names)[-1]  # of "`ai` with `@ai-sdk/…`" the second

    assert _locked(registry, last.partition("[")[0], environment) == version


def test_every_locked_client_and_every_vendor_has_a_row():
    environments = {file.stem for file in REQUIREMENTS.glob("*.lock")}
    environments |= {file.name for file in REQUIREMENTS.glob("npm-*")}

    assert {row[3] for row in ROWS} == environments - STRANGERS
    assert environments >= STRANGERS != set()
    assert {row[4] for row in ROWS} == set(VENDORS)


def test_the_makefile_installs_every_locked_client_and_stranger():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    variables = " ".join(re.findall(r"^(?:AHEAD_|NPM_)?CLIENTS := (.*)$", makefile, re.MULTILINE))

    assert {row[3] for row in ROWS} | STRANGERS <= set(re.findall(r"[\w-]+", variables))

"""The LiteLLM proxy, judged over the OpenAI surface: it fails as its list says, and nowhere else."""

import re
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from vidlect_contract.targets.description import read_target

sys.path.insert(0, str(Path(__file__).parent))

import kept_report  # stands beside this file

ROOT = Path(__file__).parents[2]
TARGET = Path(__file__).parent / "litellm" / "target.toml"
REPORT = ROOT / "docs" / "reports" / "litellm.md"
A_CASE = 300
"""Seconds that one case may take: a loaded machine, and one process that answers them all at once."""


@pytest.mark.slow
@pytest.mark.foreign
def test_it_fails_as_its_list_says_and_the_kept_report_is_what_the_run_wrote(tmp_path):
    """One test, so that the proxy is started once, however tests are shared out."""
    options = ["--target", TARGET, "--report", tmp_path, "--timeout", A_CASE, "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "vidlect", "verify", *map(str, options)],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.stdout, done.stderr
    told = orjson.loads(done.stdout)
    assert (told["red"], told["stale_known_failures"]) == ([], []), (tmp_path / "summary.md").read_text()
    assert done.returncode == 0
    assert told["passed"] >= 40
    assert told["passed"] + told["known_failures"] >= 285
    assert told["untestable"] == told["harness_error"] == told["advisory"] == 0
    assert kept_report.kept_in(REPORT) == kept_report.written_by(tmp_path), (
        "write it anew: vidlect verify --target tests/strangers/litellm/target.toml --timeout 300 --report DIR; "
        "python tests/strangers/kept_report.py DIR docs/reports/litellm.md"
    )


def test_the_kept_report_is_about_the_locked_version():
    locked = re.search(r"(?m)^litellm==([0-9.]+)", (ROOT / "requirements/clients/litellm.lock").read_text())
    assert locked is not None
    assert read_target(TARGET).name == f"LiteLLM {locked[1]}"
    assert REPORT.read_text("utf-8").startswith(f"# LiteLLM {locked[1]} ")


def test_the_list_knows_no_fault_of_meaning():
    """What it asks the vendors for, and the film that it hands on, are right: no entry may excuse the contrary."""
    entries = read_target(TARGET).known_failures
    assert entries
    meaning = r"(model|prompt|length|frame|seed|input|option|meaning|wire)-differs|southbound-(malformed|refused)|content-mismatch|secret-leaked"
    for entry in entries:
        assert entry.findings, f"{entry.glob}: an entry for a whole case hides what else it shows"
        assert not re.match(meaning, entry.findings), entry.glob


def test_every_reason_repeats_what_was_seen():
    for entry in read_target(TARGET).known_failures:
        assert "`" in entry.reason or "(unsure" in entry.reason, entry.glob

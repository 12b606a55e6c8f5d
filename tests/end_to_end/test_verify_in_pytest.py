"""The pytest plugin, in somebody else's test suite."""

from __future__ import annotations

import subprocess
import sys

SUITE = """
def test_conformance(vidlect_result):
    assert vidlect_result.verdict.findings == ()

def test_all_at_once(vidlect_results):
    assert len(vidlect_results) == 2
"""


def test_a_suite_gets_one_test_a_case(tmp_path):
    (tmp_path / "test_gateway.py").write_text(SUITE)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "vidlect_contract.pytest_plugin"]
    only = ["--vidlect-only", "tokenops/models/pro-*"]
    done = subprocess.run(
        [*command, *only, "-rA"], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "test_conformance[tokenops/models/pro-first-frame]" in done.stdout
    assert "3 passed" in done.stdout

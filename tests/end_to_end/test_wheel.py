"""What is shipped works: the wheel alone, in an empty environment, outside the checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UV = ROOT / ".cache/tool/bin/uv"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("vidlect-*.whl"))


@pytest.mark.slow
def test_the_wheel_carries_documents_cases_and_nothing_generic(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "vidlect",
        "vidlect_adapters",
        "vidlect_contract",
        "vidlect_mock",
    }
    for part in ("vendors/volcengine_visual", "surfaces/tokenops", "control"):
        assert f"vidlect_mock/_documents/{part}.json" in names
    assert "vidlect_contract/cases/volcengine_visual/signing-vectors.json" in names
    for top in sorted(tops):
        assert top.endswith(".dist-info") or f"{top}/py.typed" in names


@pytest.mark.slow
def test_the_main_job_runs_from_the_wheel_in_an_empty_environment(wheel, tmp_path):
    environment = tmp_path / "environment"
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("VIRTUAL_ENV", "PYTHON", "COV"))
    }

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)

    locked = str(ROOT / "requirements/dev.lock")
    for made in (
        run(str(UV), "venv", "-q", "--python", sys.executable, str(environment)),
        run(
            str(UV),
            "pip",
            "install",
            "-q",
            "--python",
            str(environment / "bin/python"),
            "-c",
            locked,
            str(wheel),
        ),
    ):
        assert made.returncode == 0, made.stderr
    verified = run(str(environment / "bin/vidlect"), "verify", "--json", "--report", "reports")
    assert verified.returncode == 0, verified.stderr[-2000:]
    summary = json.loads(verified.stdout)
    assert summary["passed"] == summary["cases"] >= 120
    assert (tmp_path / "reports/junit.xml").exists()

"""A mock on real ports, and clients that somebody else wrote, each in its own environment."""

import json
import subprocess
from pathlib import Path

import pytest

from vidlect_mock.scenario import AfterPolls
from vidlect_mock.server import Settings, serve_in_thread

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(__file__).parent / "clients"


@pytest.fixture(scope="session")
def mock():
    """A running mock with small films; a task runs at its first poll and is done at the second."""
    with serve_in_thread(Settings(media="tiny", pace=AfterPolls(1, 2))) as running:
        yield running


@pytest.fixture
def visual(mock):
    """The address of the mocked Visual API."""
    return mock.vendor_urls["volcengine_visual"]


@pytest.fixture(scope="session")
def run_client():
    """Runs `clients/SCRIPT FLOW` in the environment of a foreign client; its one JSON document is returned."""

    def run(client, script, flow, **settings):
        python = ROOT / ".cache" / "clients" / client / "bin" / "python"
        if not python.exists():
            pytest.skip(f"the environment of {client} is not there: run `make clients`")
        done = subprocess.run(
            [python, SCRIPTS / script, flow],
            input=json.dumps(settings),
            env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

    return run

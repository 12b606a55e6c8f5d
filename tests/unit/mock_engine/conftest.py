"""The engine with a small vendor, for all tests of this area."""

import runpy
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from control_calls import Control

FAKE = runpy.run_path(str(Path(__file__).with_name("fake_vendor.py")))


@pytest.fixture
def make_bench():
    """Makes engines with the fake vendor; keywords are the engine's parts."""
    return FAKE["Bench"]


@pytest.fixture
def bench(make_bench):
    return make_bench()


@pytest.fixture
def film():
    return FAKE["FILM"]


@pytest.fixture
def control(bench):
    return Control(bench)

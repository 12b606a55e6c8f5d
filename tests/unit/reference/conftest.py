"""Fixtures of the reference gateway's unit tests."""

import logging
import sys
from pathlib import Path

import pytest

from vidlect_contract.reference.logs import LOG

sys.path.insert(0, str(Path(__file__).parent))

from callback_bench import Kept, receiving  # it stands beside this file


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    """Second and third attempts come at once."""
    monkeypatch.setattr("vidlect_contract.reference.sending.PAUSES", (0.0, 0.0))
    monkeypatch.setattr("vidlect_contract.reference.content.PAUSES", (0.0, 0.0))


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch):
    """Tasks with a callback are looked at, and told of again, at once."""
    monkeypatch.setattr("vidlect_contract.reference.announcing.TICK", 0.01)
    monkeypatch.setattr("vidlect_contract.reference.announcing.PAUSES", (0.01, 0.01, 0.01))


@pytest.fixture
def receiver():
    with receiving() as received:
        yield received


@pytest.fixture
def log():
    kept, level = Kept(), LOG.level
    LOG.addHandler(kept)
    LOG.setLevel(logging.INFO)
    yield kept
    LOG.removeHandler(kept)
    LOG.setLevel(level)

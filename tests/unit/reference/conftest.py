"""Fixtures of the reference gateway's unit tests."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    """Second and third attempts come at once."""
    monkeypatch.setattr("vidlect_contract.reference.sending.PAUSES", (0.0, 0.0))
    monkeypatch.setattr("vidlect_contract.reference.content.PAUSES", (0.0, 0.0))

"""Lets the contract tests share the run and the signing front, which stand in modules beside them."""

import sys
from pathlib import Path

import pytest

from vidlect_contract.reference.gateway import Gateway, GatewayConfiguration
from vidlect_contract.reference.ledger import MemoryLedger
from vidlect_contract.reference.upstream import ask_mock
from vidlect_mock.scenario import AfterPolls
from vidlect_mock.server import Settings, serve_in_thread

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def gateway(monkeypatch):
    """The reference gateway before a mock, every surface of it in process."""
    monkeypatch.setattr("vidlect_contract.reference.surface_app._INSPECTION_PAUSE", 0.0)
    with serve_in_thread(Settings(pace=AfterPolls(1, 2), media="tiny")) as mock:
        upstreams = ask_mock(mock.control_url)
        yield Gateway(GatewayConfiguration(upstreams=upstreams, shortest_pause=0.0), MemoryLedger())

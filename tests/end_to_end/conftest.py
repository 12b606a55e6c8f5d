"""A mock and a reference gateway on real ports, for the tests of this folder."""

import contextlib
import sys
from pathlib import Path

import httpx
import pytest

from vidlect_contract.reference.gateway import GatewayConfiguration
from vidlect_contract.reference.serving import serving
from vidlect_contract.reference.upstream import ask_mock
from vidlect_mock.server import Settings, serve_in_thread

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def mock():
    """A running mock with small films."""
    with serve_in_thread(Settings(media="tiny")) as running:
        yield running


@pytest.fixture(scope="session")
def control(mock):
    """A client of the mock's control API."""
    with httpx.Client(base_url=mock.control_url, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def gateway_with(mock):
    """Starts a gateway before the mock; a context manager."""

    @contextlib.contextmanager
    def start(**settings):
        with serving(GatewayConfiguration(upstreams=ask_mock(mock.control_url), **settings)) as running:
            yield running

    return start


@pytest.fixture(scope="session")
def gateway(gateway_with):
    """A gateway whose tasks are polled at every read."""
    with gateway_with(shortest_pause=0.0) as running:
        yield running


@pytest.fixture
def client(gateway):
    """A client of the gateway with the default key."""
    headers = {"Authorization": f"Bearer {gateway.key}"}
    with httpx.Client(base_url=gateway.url, headers=headers, trust_env=False, timeout=30) as opened:
        yield opened

"""A mock of this vendor alone, asked as a client asks."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from openai_client import Client


@pytest.fixture
def client():
    return Client()


@pytest.fixture(scope="session")
def client_of():
    return Client

"""The adapter and its profiles."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from openai_calls import profile_of


@pytest.fixture(scope="session")
def default():
    return profile_of()


@pytest.fixture(scope="session")
def as_json():
    return profile_of("json")

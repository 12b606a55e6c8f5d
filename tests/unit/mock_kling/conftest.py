"""What the tests of Kling's mock share."""

import sys
from pathlib import Path

import pytest

from vidlect_mock.scenario import Breaks, Lapses

sys.path.insert(0, str(Path(__file__).parent))

from kling_counter import Counter, token


@pytest.fixture
def counter():
    return Counter()


@pytest.fixture
def counter_with():
    return Counter


@pytest.fixture
def breaking():
    """A counter whose tasks fail with a code."""
    return lambda code, **more: Counter(outcome=Breaks(code), **more)


@pytest.fixture
def lapsing():
    return Counter(outcome=Lapses())


@pytest.fixture
def signed():
    return token

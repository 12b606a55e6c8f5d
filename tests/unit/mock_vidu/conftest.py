"""A mock of Vidu to ask, whole or one step at a time."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from vidu_mock import Mock


@pytest.fixture
def mock():
    return Mock()

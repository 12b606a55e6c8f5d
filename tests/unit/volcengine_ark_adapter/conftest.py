"""Profiles, and shortcuts to both directions."""

import sys
from pathlib import Path

import pytest

from vidlect_adapters.canonical import VideoRequest
from vidlect_adapters.errors import Inexpressible, MalformedRequest
from vidlect_adapters.profile import choose
from vidlect_adapters.vendors import volcengine_ark as ark

sys.path.insert(0, str(Path(__file__).parent))

from ark_words import PRO


class Adapter:
    """The adapter under one profile."""

    def __init__(self, name="default", **switches):
        self.profile = choose(ark.NAME, ark.SWITCHES, ark.PROFILES, name, switches)

    def film(self, **members):
        return VideoRequest(**{"model": PRO, "prompt": "雪落无声", **members})

    def says(self, **members):
        return ark.encode_submit(self.film(**members), self.profile)

    def refuses(self, **members):
        """Pointer and message of what cannot be said."""
        with pytest.raises(Inexpressible) as caught:
            self.says(**members)
        return caught.value.pointer, caught.value.message

    def reads(self, call):
        return ark.decode_submit(call, self.profile)

    def misreads(self, call):
        """Pointer and message of what is no create."""
        with pytest.raises(MalformedRequest) as caught:
            self.reads(call)
        return caught.value.pointer, caught.value.message


@pytest.fixture(scope="session")
def adapter():
    return Adapter()


@pytest.fixture(scope="session")
def adapter_with():
    return Adapter

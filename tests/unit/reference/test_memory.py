"""The one setting of the C library: made where that is glibc, and nowhere else."""

import ctypes
import platform
from types import SimpleNamespace

import pytest

from vidlect_contract.reference.memory import give_back_large_blocks


@pytest.mark.parametrize(("library", "told"), [("glibc", [(-3, 2**20)]), ("", []), ("musl", [])])
def test_large_blocks_are_given_back_where_the_library_can(monkeypatch, library, told):
    calls = []
    monkeypatch.setattr(platform, "libc_ver", lambda: (library, "2"))
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace(mallopt=lambda *given: calls.append(given)))
    give_back_large_blocks()
    assert calls == told

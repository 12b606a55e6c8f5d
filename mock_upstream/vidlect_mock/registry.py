"""Which vendors are mocked, each package imported only when it is served.

Here lives one line a vendor. Never: what a vendor does.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, cast

from .interface import MockVendor


class Entry(NamedTuple):
    """A vendor's package, and its port's fixed distance from the control port."""

    package: str
    port_offset: int


VENDORS: dict[str, Entry] = {
    "volcengine_visual": Entry("vidlect_mock.vendors.volcengine_visual", 1),
}


def load(name: str) -> MockVendor:
    """The vendor's package.

    Raises:
        KeyError: no such vendor.
    """
    # that each package fits the Protocol is checked by tests/unit/mock_shell/test_registry.py
    return cast("MockVendor", cast("object", import_module(VENDORS[name].package)))

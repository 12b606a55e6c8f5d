"""Which vendors are mocked, each package imported only when it is served.

Here lives one line a vendor. Never: what a vendor does.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from .interface import CallsBack, ListsTasks, MockVendor

if TYPE_CHECKING:
    from .vendors import kling, vidu, volcengine_visual

    # mypy holds each package against the Protocol here, which a late import would escape; pyright takes a
    # submodule for the function of its name
    FITTING: tuple[MockVendor, ...] = (volcengine_visual, kling, vidu)  # pyright: ignore[reportAssignmentType]
    LISTING: tuple[ListsTasks, ...] = (kling, vidu)
    CALLING: tuple[CallsBack, ...] = (kling, vidu)


class Entry(NamedTuple):
    """A vendor's package, and its port's fixed distance from the control port."""

    package: str
    port_offset: int


VENDORS: dict[str, Entry] = {
    "volcengine_visual": Entry("vidlect_mock.vendors.volcengine_visual", 1),
    "kling": Entry("vidlect_mock.vendors.kling", 4),
    "vidu": Entry("vidlect_mock.vendors.vidu", 5),
}


def load(name: str) -> MockVendor:
    """The vendor's package.

    Raises:
        KeyError: no such vendor.
    """
    return cast("MockVendor", cast("object", import_module(VENDORS[name].package)))

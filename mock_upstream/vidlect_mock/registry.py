"""Which vendors are mocked, each package imported only when it is served.

Here lives one line a vendor. Never: what a vendor does.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from .interface import CallsBack, ListsTasks, MockVendor, ServesContent

if TYPE_CHECKING:
    from .vendors import dashscope, kling, openai, vidu, volcengine_ark, volcengine_visual

    # mypy holds each package against the Protocol here, which a late import would escape; pyright takes a
    # submodule for the function of its name
    FITTING: tuple[MockVendor, ...] = (volcengine_visual, volcengine_ark, dashscope, kling, vidu, openai)  # pyright: ignore[reportAssignmentType]
    LISTING: tuple[ListsTasks, ...] = (volcengine_ark, dashscope, kling, vidu, openai)
    CALLING: tuple[CallsBack, ...] = (volcengine_ark, kling, vidu, openai)
    SERVING: tuple[ServesContent, ...] = (openai,)


class Entry(NamedTuple):
    """A vendor's package, and its port's fixed distance from the control port."""

    package: str
    port_offset: int
    base_path: str = ""
    """What its SDKs want at the end of a base URL."""


VENDORS: dict[str, Entry] = {
    "volcengine_visual": Entry("vidlect_mock.vendors.volcengine_visual", 1),
    "volcengine_ark": Entry("vidlect_mock.vendors.volcengine_ark", 2, "/api/v3"),
    "dashscope": Entry("vidlect_mock.vendors.dashscope", 3, "/api/v1"),
    "kling": Entry("vidlect_mock.vendors.kling", 4),
    "vidu": Entry("vidlect_mock.vendors.vidu", 5),
    "openai": Entry("vidlect_mock.vendors.openai", 6, "/v1"),
}


def load(name: str) -> MockVendor:
    """The vendor's package.

    Raises:
        KeyError: no such vendor.
    """
    return cast("MockVendor", cast("object", import_module(VENDORS[name].package)))

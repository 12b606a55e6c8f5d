"""How large a file may be that a client sends along: what vendors document, asked in one place.

Here lives the comparison. Never: a limit itself (each vendor's catalog has its own), the counting of bytes that arrive.
"""

from __future__ import annotations

from collections.abc import Mapping

from .canonical import Inline, Medium, VideoRequest
from .errors import Inexpressible
from .interface import VendorAdapter
from .routing import Routing

TOO_LARGE = 413
"""The status of a refusal for size, in every dialect (RFC 9110, 15.5.14)."""


def largest_file(model: str | None, routing: Routing, vendors: Mapping[str, VendorAdapter]) -> int:
    """Bytes of the largest file for a model; for one that is not known (yet), the largest of all vendors."""
    known = None if model is None else routing.routes.get(model)
    routes = routing.routes.values() if known is None else (known,)
    return max((vendors[route.vendor].largest_picture(route.model) for route in routes), default=0)


def too_large(largest: int, model: str) -> str:
    """What is said of a file beyond the limit."""
    return f"a file for {model} has at most {largest} bytes"


def check(request: VideoRequest, vendor: VendorAdapter) -> None:
    """Raises Inexpressible, with status 413: a picture inside the request is larger than the vendor takes."""
    for index, one in enumerate(request.inputs):
        if one.medium is Medium.IMAGE and isinstance(one.source, Inline):
            largest = vendor.largest_picture(request.model)
            if one.source.size > largest:
                raise Inexpressible(
                    vendor.NAME,
                    too_large(largest, request.model),
                    pointer=f"/inputs/{index}/source",
                    status=TOO_LARGE,
                )

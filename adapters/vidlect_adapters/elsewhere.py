"""Which other vendors could make a film that one vendor cannot.

Here lives the search, for the words of a refusal. Never: a decision to send a film elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .canonical import Inline, VideoRequest
from .errors import TranslationError
from .file_sizes import check
from .interface import VendorAdapter
from .profile import Profile

_STAND_IN = "AAAA"
"""For a file inside the request: of its bytes, a vendor looks at their number only, which is asked first."""


def expressible_elsewhere(
    request: VideoRequest, vendors: Mapping[str, tuple[VendorAdapter, Profile]]
) -> Iterator[tuple[str, str]]:
    """Vendors, each with the first of its models that can say the request as it is."""
    light = replace(
        request,
        inputs=tuple(
            replace(one, source=Inline(base64=_STAND_IN, media_type=one.source.media_type))
            if isinstance(one.source, Inline)
            else one
            for one in request.inputs
        ),
    )
    for name, (vendor, profile) in vendors.items():
        for model in vendor.models():
            try:
                check(replace(request, model=model), vendor)
                vendor.encode_submit(replace(light, model=model), profile)
            except TranslationError:
                continue
            yield name, model
            break

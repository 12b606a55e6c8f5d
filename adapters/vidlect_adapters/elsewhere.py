"""Which other vendors could make a film that one vendor cannot.

Here lives the search, for the words of a refusal. Never: a decision to send a film elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .canonical import Inline, VideoRequest
from .errors import TranslationError
from .interface import VendorAdapter
from .profile import Profile

_STAND_IN = "AAAA"
"""For a file inside the request: whether a vendor takes such a file does not hang on its bytes."""


def expressible_elsewhere(
    request: VideoRequest, vendors: Mapping[str, tuple[VendorAdapter, Profile]]
) -> Iterator[tuple[str, str]]:
    """Vendors, each with the first of its models that can say the request as it is."""
    light = replace(
        request,
        inputs=tuple(
            replace(one, source=replace(one.source, base64=_STAND_IN))
            if isinstance(one.source, Inline)
            else one
            for one in request.inputs
        ),
    )
    for name, (vendor, profile) in vendors.items():
        for model in vendor.models():
            try:
                vendor.encode_submit(replace(light, model=model), profile)
            except TranslationError:
                continue
            yield name, model
            break

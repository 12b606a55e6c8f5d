"""Refusals in this surface's envelope, in both directions.

Here lives what the shared envelope of OmniMaaS must know of this surface: its member names. Never: the table of
statuses, types and codes (`omnimaas_error` has it).
"""

from __future__ import annotations

from collections.abc import Mapping

from vidlect_adapters import new_api, omnimaas_error
from vidlect_adapters.errors import TranslationError
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpReply
from vidlect_adapters.omnimaas_error import ERRORS
from vidlect_adapters.profile import Profile

from . import wire

__all__ = ["ERRORS", "MEMBER_OF_FIELD", "decode_error", "encode_content_refusal", "encode_error"]

MEMBER_OF_FIELD: Mapping[str, str] = {
    "model": wire.MODEL,
    "prompt": wire.PROMPT,
    "inputs": wire.IMAGES,
    "length": wire.DURATION,
    "frame": wire.SIZE,
    "resolution": wire.RESOLUTION,
    "vendor_options": wire.METADATA,
    **{
        name: f"{wire.METADATA}.{name}"
        for name in ("seed", "camera_fixed", "watermark", "negative_prompt", "with_audio", "fps")
    },
}
"""Canonical field → member, for what a vendor cannot express: the client knows its own names only."""


def encode_error(error: VendorFailure | TranslationError, profile: Profile) -> HttpReply:
    """Any refusal. The vendor's words survive; raw JSON, links and keys in them do not."""
    if profile["errors"] == new_api.NEW_API:
        return new_api.encode_error(error, wire.NEW_API)
    return omnimaas_error.encode(error, wire.NAME, MEMBER_OF_FIELD, wire.CREATE_MEMBERS)


def encode_content_refusal(error: VendorFailure | TranslationError, profile: Profile) -> HttpReply:
    """Any refusal of the content route, which only new-api words apart."""
    if profile["errors"] == new_api.NEW_API:
        return new_api.encode_content_refusal(error, wire.NEW_API)
    return encode_error(error, profile)


def decode_error(reply: HttpReply, profile: Profile) -> VendorFailure:
    """What a client reads from a refusal. Raises MalformedReply."""
    if profile["errors"] == new_api.NEW_API:
        return new_api.decode_error(reply, wire.NEW_API)
    return omnimaas_error.decode(reply, wire.NAME)

"""Refusals in this surface's envelope, in both directions.

Here lives what is this surface's own about them: its members. Never: statuses, types and codes, which both surfaces
of the house share (`omnimaas_error`).
"""

from __future__ import annotations

from collections.abc import Mapping

from vidlect_adapters import omnimaas_error
from vidlect_adapters.errors import TranslationError
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpReply
from vidlect_adapters.omnimaas_error import ERRORS
from vidlect_adapters.profile import Profile

from . import wire

__all__ = ["ERRORS", "MEMBER_OF_FIELD", "decode_error", "encode_error"]

MEMBER_OF_FIELD: Mapping[str, str] = {
    "inputs": wire.REFERENCE,
    "length": wire.SECONDS,
    "frame": wire.SIZE,
    "aspect": wire.SIZE,
    "vendor_options": wire.METADATA,
    **{
        name: f"{wire.METADATA}.{name}"
        for name in ("seed", "negative_prompt", "watermark", "camera_fixed", "fps")
    },
    "with_audio": f"{wire.METADATA}.audio",
}
"""Canonical field → member, for what a vendor cannot express."""


def encode_error(error: VendorFailure | TranslationError, profile: Profile) -> HttpReply:
    """Any refusal. The vendor's words survive; raw JSON, links and keys in them do not."""
    del profile  # the envelope is the same in all
    return omnimaas_error.encode(error, wire.NAME, MEMBER_OF_FIELD, wire.CREATE_MEMBERS)


def decode_error(reply: HttpReply, profile: Profile) -> VendorFailure:
    """What a client reads from a refusal. Raises MalformedReply."""
    del profile
    return omnimaas_error.decode(reply, wire.NAME)

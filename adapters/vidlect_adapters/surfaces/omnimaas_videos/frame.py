"""Size and tier of a film as this surface says them.

Here lives the reading of `size` and `resolution`, and how they agree (B-1, B-3). Never: what a vendor's model can
do, except for the models that this surface documents itself.
"""

from __future__ import annotations

import re

from vidlect_adapters.canonical import Pixels, Shape
from vidlect_adapters.loss import LossKind
from vidlect_adapters.members import Members
from vidlect_adapters.profile import Profile
from vidlect_adapters.remarks import Remarks

from . import wire
from .vocabulary import MODELS, SIZES, TEXT_MODEL, TIER_OF_SIZE

_SIZE = re.compile(r"([1-9][0-9]{0,4})([*xX])([1-9][0-9]{0,4})", re.ASCII)
_TIER = re.compile(r"[1-9][0-9]{2,3}[pP]|[1-9][0-9]?[kK]", re.ASCII)


def read_frame(members: Members, model: str, profile: Profile, remarks: Remarks) -> Pixels | Shape | None:
    """The size, or the tier alone, None when nothing is said. Raises MalformedRequest."""
    documented = model in MODELS
    size = _size(members, profile, documented=documented)
    tier = _tier(members, documented=documented)
    if tier is None:
        return size
    said = members.body[wire.RESOLUTION]
    if model == TEXT_MODEL and profile["text-resolution"] == "refuse":
        raise wire.wrong(f"/{wire.RESOLUTION}", f"left out: a film of {model} has a size", said)
    if size is None:
        return Shape(resolution=tier)
    if tier.lower() != _tier_of(size):
        if profile["size-against-resolution"] == "refuse":
            raise wire.wrong(f"/{wire.RESOLUTION}", f"left out, or the tier of size {size}", said)
        remarks.lose(LossKind.MERGED, wire.RESOLUTION, said, "size comes before resolution", str(size))
    return size


def _size(members: Members, profile: Profile, *, documented: bool) -> Pixels | None:
    size = members.text(wire.SIZE)
    if size is None:
        return None
    allowed = (
        f"one of {', '.join(one.replace('x', '*') for one in TIER_OF_SIZE)}"
        if documented
        else "width*height in pixels, such as 1280*720"
    )
    parts = _SIZE.fullmatch(size)
    width, separator, height = parts.groups() if parts else ("", "", "")
    if not width or (separator == "X" and profile["size-separator"] != "any"):
        raise wire.wrong(f"/{wire.SIZE}", allowed, size)
    if documented and f"{width}x{height}" not in TIER_OF_SIZE:
        raise wire.wrong(f"/{wire.SIZE}", allowed, size)
    return Pixels(width=int(width), height=int(height))


def _tier(members: Members, *, documented: bool) -> str | None:
    """The tier; another vendor's in the letter case in which it came."""
    said = members.text(wire.RESOLUTION)
    if said is None:
        return None
    if not _TIER.fullmatch(said) or (documented and said.lower() not in SIZES):
        known = " or ".join(one.upper() for one in SIZES)
        expected = known if documented else f"a tier such as {known}"
        raise wire.wrong(f"/{wire.RESOLUTION}", expected, said)
    return said.lower() if documented else said


def _tier_of(size: Pixels) -> str:
    """The tier of a size; one that no table has is named by its lines."""
    return TIER_OF_SIZE.get(str(size)) or f"{min(size.width, size.height)}p"

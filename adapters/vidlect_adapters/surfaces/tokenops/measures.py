"""Length and shape of a film as this surface says them.

Here lives the reading of `seconds`, `frames`, `size` and `aspect_ratio`, and how they agree. Never: what
a vendor's model can do, except for the models that this surface documents itself.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from math import gcd

from vidlect_adapters.canonical import Frames, Length, Seconds
from vidlect_adapters.json_body import json_type
from vidlect_adapters.loss import LossKind
from vidlect_adapters.message import JsonObject
from vidlect_adapters.profile import Profile
from vidlect_adapters.ratios import is_ratio, near_ratio
from vidlect_adapters.remarks import Remarks

from . import wire
from .vocabulary import FPS, LENGTHS, LONGEST_SECONDS, RATIO_TOLERANCE, RATIOS

_SECONDS = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
_SIZE = re.compile(r"([1-9][0-9]{0,4})([x*X])([1-9][0-9]{0,4})", re.ASCII)
_SECONDS_OF_FRAMES = {frames: seconds for seconds, frames in LENGTHS.items()}


def read_length(body: JsonObject, *, documented: bool, profile: Profile, remarks: Remarks) -> Length | None:
    """The length, None when nothing is said (the documented default is the vendor's too: 121 frames).

    `documented`: the model is one of this surface's, so that its two lengths are the only ones.
    """
    frames = _frames(body, documented=documented)
    seconds = _seconds(body, documented=documented, profile=profile, remarks=remarks)
    if frames is None:
        return None if seconds is None else _whole(seconds)
    if seconds is not None and frames != LENGTHS.get(seconds, FPS * seconds + 1):
        if profile["frames-against-seconds"] == "refuse":
            raise wire.wrong("/seconds", f"left out, or the same length as frames {frames}", body["seconds"])
        reason = "frames come before seconds"
        remarks.lose(LossKind.MERGED, wire.SECONDS, body[wire.SECONDS], reason, f"frames {frames}")
    return Frames(count=frames, fps=FPS)


def read_aspect(body: JsonObject, *, documented: bool, profile: Profile, remarks: Remarks) -> str | None:
    """The aspect ratio, None when nothing is said."""
    ratio = wire.text_of(body, wire.ASPECT_RATIO)
    if ratio is not None and documented and ratio not in RATIOS:
        raise wire.wrong("/aspect_ratio", f"one of {', '.join(RATIOS)}", ratio)
    if ratio is not None and not is_ratio(ratio):
        raise wire.wrong("/aspect_ratio", "a ratio such as 16:9", ratio)
    of_size = _aspect_of_size(body, documented=documented, profile=profile, remarks=remarks)
    if ratio is None or of_size is None or ratio == of_size:
        return ratio or of_size
    if profile["ratio-against-size"] == "refuse":
        expected = f"left out, or of the same shape as aspect_ratio {ratio}"
        raise wire.wrong("/size", expected, body[wire.SIZE])
    remarks.lose(LossKind.MERGED, wire.SIZE, body[wire.SIZE], "aspect_ratio comes before size", ratio)
    return ratio


def _frames(body: JsonObject, *, documented: bool) -> int | None:
    frames = wire.integer_of(body, wire.FRAMES)
    if frames is None:
        return None
    if documented and frames not in _SECONDS_OF_FRAMES:
        raise wire.wrong("/frames", f"one of {', '.join(map(str, _SECONDS_OF_FRAMES))}", frames)
    if not 0 < frames <= FPS * LONGEST_SECONDS + 1:
        raise wire.wrong("/frames", f"from 1 to {FPS * LONGEST_SECONDS + 1}", frames)
    return frames


def _seconds(body: JsonObject, *, documented: bool, profile: Profile, remarks: Remarks) -> int | None:
    value = body.get(wire.SECONDS)
    if wire.is_unsaid(value):
        return None
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and profile["seconds-type"] == "number-too"
    ):
        if value != int(value):
            raise wire.wrong("/seconds", _allowed_seconds(documented=documented), value)
        remarks.note("seconds: a number was taken for a string")
        value = str(int(value))
    if not isinstance(value, str):
        expected = f"a string, {_allowed_seconds(documented=documented)}, not {json_type(value)}"
        raise wire.wrong("/seconds", expected, value)
    if not _SECONDS.fullmatch(value) or (documented and int(value) not in LENGTHS):
        raise wire.wrong("/seconds", _allowed_seconds(documented=documented), value)
    seconds = int(value)
    if seconds > LONGEST_SECONDS:
        raise wire.wrong("/seconds", f"at most {LONGEST_SECONDS}", value)
    return seconds


def _allowed_seconds(*, documented: bool) -> str:
    return " or ".join(f'"{seconds}"' for seconds in LENGTHS) if documented else 'whole seconds such as "5"'


@lru_cache(maxsize=64)
def _whole(seconds: int) -> Seconds:
    """Cached: exact fractions are dear to make, and films have few lengths."""
    return Seconds(Fraction(seconds))


def _aspect_of_size(body: JsonObject, *, documented: bool, profile: Profile, remarks: Remarks) -> str | None:
    size = wire.text_of(body, wire.SIZE)
    if size is None:
        return None
    parts = _SIZE.fullmatch(size)
    width, separator, height = parts.groups() if parts else ("", "", "")
    if not width or (separator != "x" and profile["size-separator"] == "x"):
        raise wire.wrong("/size", "width x height, such as 1280x720", size)
    if separator != "x":
        remarks.note(f"size: {separator} was taken for x")
    aspect = _aspect(int(width), int(height), documented=documented)
    if aspect is None:
        near = f"within {RATIO_TOLERANCE:.0%} of one of {', '.join(RATIOS)}"
        raise wire.wrong("/size", f"of a shape {near}", size)
    remarks.note(f"size: {size} means the aspect ratio {aspect}")
    return aspect


def _aspect(width: int, height: int, *, documented: bool) -> str | None:
    """The ratio of a size: a common one within the tolerance, else its own for models of other vendors."""
    near = near_ratio(width, height, RATIOS, RATIO_TOLERANCE)
    if near is not None or documented:
        return near
    common = gcd(width, height)
    return f"{width // common}:{height // common}"

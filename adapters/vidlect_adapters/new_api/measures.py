"""Length and frame of a create as new-api reads them.

Here lives how the members that say one thing agree, and what `metadata` lays over them. Never: a limit of a vendor's
model, another member's meaning.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TypeVar

from vidlect_adapters.canonical import Automatic, Frames, FrameSize, Length, Pixels, Seconds, Shape
from vidlect_adapters.json_body import json_type, without_point
from vidlect_adapters.loss import LossKind
from vidlect_adapters.members import Members, is_unsaid
from vidlect_adapters.message import JsonValue
from vidlect_adapters.ratios import has_ratio, has_tier, is_ratio
from vidlect_adapters.remarks import Remarks

from . import wire
from .vocabulary import AUTOMATIC, FRAMES_A_SECOND, LONGEST

_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_PIXELS = re.compile(r"([1-9][0-9]{0,4})([xX*])([1-9][0-9]{0,4})", re.ASCII)
_TIER = re.compile(r"[1-9][0-9]{0,4}[pPkK]", re.ASCII)
_FREE_ASPECT = "adaptive"
"""The vendors' word for the picture's own ratio."""

_Value = TypeVar("_Value")


def read_length(said: Members, remarks: Remarks) -> Length | None:
    """The length, None when nothing is said. Raises MalformedRequest."""
    given = {name: _seconds(said, name, remarks) for name in (wire.DURATION, wire.SECONDS)}
    length = _agreed(said, {name: value for name, value in given.items() if value}, remarks)
    frames = positive(said, wire.FRAMES, remarks)
    if frames is None:
        return length
    if length is not None and length not in {
        Seconds(Fraction(count, FRAMES_A_SECOND)) for count in (frames, frames - 1) if count
    }:
        raise wire.coded(said.refused(wire.FRAMES, "differs from the seconds", frames), wire.INVALID_SECONDS)
    if length is not None:
        remarks.note("frames: says what the seconds say")
    return Frames(count=frames, fps=FRAMES_A_SECOND)


def _seconds(said: Members, name: str, remarks: Remarks) -> Seconds | Automatic | None:
    value = said.body.get(name)
    if is_unsaid(value):
        return None
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        number: JsonValue = int(value)
    else:
        number = without_point(value, f"/{name}", remarks.notes)
        if name == wire.SECONDS and isinstance(number, int):
            remarks.note("seconds: a number was taken for a string")
    if number == AUTOMATIC and name == wire.DURATION:
        return Automatic()
    taken = int | float if name == wire.DURATION else int
    if isinstance(number, bool) or not isinstance(number, taken) or not 0 <= number <= LONGEST:
        expected = f"{'whole ' if name == wire.SECONDS else ''}seconds, at most {LONGEST}"
        unlike = "" if isinstance(value, str | int | float) else f", not {json_type(value)}"
        raise wire.coded(said.wrong(name, expected + unlike, value), wire.INVALID_SECONDS)
    if number == 0:
        remarks.note(f"{name}: 0 says nothing")
        return None
    return Seconds(Fraction(repr(number)))


def read_frame(said: Members, remarks: Remarks) -> FrameSize | None:
    """The size or shape, None when nothing is said. Raises MalformedRequest."""
    sized = _size(said, remarks)
    width, height = (positive(said, name, remarks) for name in (wire.WIDTH, wire.HEIGHT))
    if (width is None) is not (height is None):
        missing, other = (wire.WIDTH, wire.HEIGHT) if width is None else (wire.HEIGHT, wire.WIDTH)
        raise wire.coded(said.wrong(missing, f"given beside {other}"), wire.INVALID_SIZE)
    sizes: dict[str, Pixels] = {wire.SIZE: sized} if isinstance(sized, Pixels) else {}
    if width is not None and height is not None:
        sizes[wire.WIDTH] = Pixels(width=width, height=height)
    pixels = _agreed(said, sizes, remarks)
    shape = _shape(said, sized, remarks)
    if pixels is None or shape is None:
        return pixels or shape
    checks = ((wire.RESOLUTION, shape.resolution, has_tier), (wire.ASPECT_RATIO, shape.aspect, has_ratio))
    if all(fits(pixels, word) for _, word, fits in checks if word is not None):
        remarks.note(f"{' and '.join(name for name, word, _ in checks if word)}: said by the size already")
        return pixels
    reason = f"{wire.METADATA} says {shape}, which is laid over it"
    remarks.lose(LossKind.MERGED, next(iter(sizes)), str(pixels), reason)
    return shape


def _shape(said: Members, sized: FrameSize | None, remarks: Remarks) -> Shape | None:
    """Tier and ratio, as `metadata` says them or `size`."""
    lines = said.body.get(wire.RESOLUTION)
    if isinstance(lines, int) and not isinstance(lines, bool):
        remarks.note(f"resolution: {lines} was taken for {lines}p")
        resolution: str | None = f"{lines}p"
    else:
        resolution = said.text(wire.RESOLUTION)
    of_size = sized if isinstance(sized, Shape) else None
    tiers = {wire.RESOLUTION: resolution, wire.SIZE: None if of_size is None else of_size.resolution}
    ratios = {
        wire.ASPECT_RATIO: said.text(wire.ASPECT_RATIO),
        wire.SIZE: None if of_size is None else of_size.aspect,
    }
    tier, ratio = (
        _agreed(said, {name: word for name, word in words.items() if word is not None}, remarks)
        for words in (tiers, ratios)
    )
    return Shape(resolution=tier, aspect=ratio) if tier or ratio else None


def _size(said: Members, remarks: Remarks) -> FrameSize | None:
    text = said.text(wire.SIZE)
    if text is None:
        return None
    if parts := _PIXELS.fullmatch(text):
        if parts[2] != "x":
            remarks.note(f"size: {parts[2]} was taken for x")
        return Pixels(width=int(parts[1]), height=int(parts[3]))
    if is_ratio(text) or text == _FREE_ASPECT:
        return Shape(aspect=text)
    if _TIER.fullmatch(text):
        return Shape(resolution=text)
    expected = "width x height such as '1280x720', a ratio such as '16:9', or a tier such as '720p'"
    raise wire.coded(said.wrong(wire.SIZE, expected, text), wire.INVALID_SIZE)


def positive(said: Members, name: str, remarks: Remarks) -> int | None:
    """An integer above 0, None when nothing is said. Raises MalformedRequest."""
    number = said.integer(name, remarks.notes)
    if number is not None and number <= 0:
        raise said.wrong(name, "above 0", number)
    return number


def _agreed(said: Members, given: dict[str, _Value], remarks: Remarks) -> _Value | None:
    """The one value of members that stand for the same; None where none is given."""
    first = next(iter(given), None)
    if first is None:
        return None
    for name, value in given.items():
        if value != given[first]:
            error = said.refused(name, f"differs from {first}", said.body.get(name))
            raise wire.coded(error, wire.INVALID_SECONDS if first == wire.DURATION else error.code)
        if name != first:
            remarks.note(f"{name}: says what {first} says")
    return given[first]

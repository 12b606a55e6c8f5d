"""Length, frame rate, size and seed of a film as this surface says them.

Here lives their reading, from members and free options, and when two spellings mean one thing. Never: what a
vendor's model can do.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from vidlect_adapters.canonical import Automatic, Frames, FrameSize, Length, Pixels, Seconds, Shape
from vidlect_adapters.loss import LossKind
from vidlect_adapters.members import is_unsaid
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_adapters.profile import Profile
from vidlect_adapters.ratios import has_ratio, has_tier
from vidlect_adapters.remarks import Remarks

from . import options, wire
from .agreement import Found, differs, in_one_voice, settled
from .options import Options
from .vocabulary import (
    AUTOMATIC,
    FRAMES_A_SECOND,
    LARGEST_SIDE,
    LONGEST_SECONDS,
    RANDOM_SEED,
    Wish,
)

_SIZE = re.compile(r"([1-9][0-9]{0,4})([x*X])([1-9][0-9]{0,4})", re.ASCII)


class Asked(NamedTuple):
    """What a create is read from, and where its remarks go."""

    body: JsonObject
    options: Options
    profile: Profile
    remarks: Remarks


def read_length(asked: Asked) -> Length | None:
    """The length, None when nothing is said."""
    found = options.member_number(asked.body, wire.DURATION, asked.profile, asked.remarks)
    member: Found[Length] | None = None
    if found is not None:
        member = Found(_seconds(found.value, found.pointer, found.asked), found.pointer, found.asked)
    said = [
        *asked.options.read(Wish.LENGTH, _length),
        *asked.options.read(Wish.LENGTH_IN_FRAMES, _frames),
    ]
    return settled(
        member, in_one_voice(said, asked.remarks, same_length), asked.profile, asked.remarks, same_length
    )


def read_fps(asked: Asked) -> int | None:
    """Frames a second, None when nothing is said."""
    return _integer(asked, wire.FPS, Wish.FPS, 1)


def read_seed(asked: Asked) -> int | None:
    """The seed, None for a random one."""
    seed = _integer(asked, wire.SEED, Wish.SEED, RANDOM_SEED)
    if seed == RANDOM_SEED:
        asked.remarks.note(f"seed: {RANDOM_SEED} means a random one")
        return None
    return seed


def read_count(asked: Asked) -> int:
    """How many films."""
    found = _member(asked, wire.COUNT, 1)
    return 1 if found is None else found.value


def read_frame(asked: Asked) -> FrameSize | None:
    """The size, None when nothing is said: pixels where they are given, for they say tier and ratio too."""
    separators = "x" if asked.profile["size-separator"] == "x" else "x*X"
    pixels = _member_pixels(asked, separators)
    said = in_one_voice(asked.options.read(Wish.PIXELS, _size), asked.remarks)
    size = settled(pixels, said, asked.profile, asked.remarks)
    shape = [
        in_one_voice(asked.options.read(wish, reader), asked.remarks, _same_word)
        for wish, reader in ((Wish.RESOLUTION, _resolution), (Wish.ASPECT, _aspect))
    ]
    resolution, aspect = (None if one is None else one.value for one in shape)
    if size is None:
        return Shape(resolution=resolution, aspect=aspect) if resolution or aspect else None
    of_size = pixels or said
    for one, fits in zip(shape, (has_tier, has_ratio), strict=True):
        if one is None or of_size is None:
            continue
        if fits(size, one.value):
            asked.remarks.note(f"{one.name}: said by {of_size.name} already")
        elif of_size is said or asked.profile["metadata-against-members"] == "refuse":
            raise differs(one, Found(one.value, of_size.pointer, of_size.asked))
        else:
            reason = "metadata comes before the members"
            asked.remarks.lose(LossKind.MERGED, of_size.name, of_size.asked, reason, one.name)
            return Shape(resolution=resolution, aspect=aspect)
    return size


def same_length(one: Length, other: Length) -> bool:
    """Whether two lengths, of which the second may count frames, are one.

    A film of 5 s has 120 frames at 24 a second, or 121 (Visual 4.1).
    """
    if isinstance(one, Seconds) and isinstance(other, Frames):
        return (
            Fraction(other.count, other.fps) == one.value or Fraction(other.count - 1, other.fps) == one.value
        )
    return one == other


def _integer(asked: Asked, name: str, wish: Wish, least: int) -> int | None:
    said = [_bounded(one, least) for one in asked.options.read(wish, options.integer)]
    return settled(
        _member(asked, name, least), in_one_voice(said, asked.remarks), asked.profile, asked.remarks
    )


def _member(asked: Asked, name: str, least: int, most: int | None = None) -> Found[int] | None:
    found = options.member_integer(asked.body, name, asked.profile, asked.remarks)
    return None if found is None else _bounded(found, least, most)


def _bounded(found: Found[int], least: int, most: int | None = None) -> Found[int]:
    if found.value < least or (most is not None and found.value > most):
        raise wire.wrong(
            found.pointer, f"{least} or more" if most is None else f"from {least} to {most}", found.asked
        )
    return found


def _seconds(value: Fraction, pointer: str, asked: JsonValue) -> Seconds:
    if not 0 < value <= LONGEST_SECONDS:
        raise wire.wrong(pointer, f"more than 0 and at most {LONGEST_SECONDS}", asked)
    return Seconds(value)


def _length(value: JsonValue, pointer: str) -> Length:
    seconds = options.number(value, pointer)
    return Automatic() if seconds == AUTOMATIC else _seconds(seconds, pointer, value)


def _frames(value: JsonValue, pointer: str) -> Length:
    count, most = options.integer(value, pointer), FRAMES_A_SECOND * LONGEST_SECONDS + 1
    if not 0 < count <= most:
        raise wire.wrong(pointer, f"from 1 to {most}", value)
    return Frames(count=count, fps=FRAMES_A_SECOND)


def _member_pixels(asked: Asked, separators: str) -> Found[Pixels] | None:
    """`size`, or `width` and `height` (D-1)."""
    width, height = (_member(asked, name, 1, LARGEST_SIDE) for name in (wire.WIDTH, wire.HEIGHT))
    for one, other, missing in ((width, height, wire.HEIGHT), (height, width, wire.WIDTH)):
        if one is not None and other is None:
            raise wire.wrong(f"/{missing}", f"given beside {one.name}", None)
    of_sides = None
    if width is not None and height is not None:
        value = Pixels(width=width.value, height=height.value)
        of_sides = Found(value, width.pointer, str(value))
    text = asked.body.get(wire.SIZE)
    if is_unsaid(text):
        return of_sides
    of_size = Found(_size(text, f"/{wire.SIZE}", separators), f"/{wire.SIZE}", text)
    if "x" not in options.text(text, of_size.pointer):
        asked.remarks.note("size: another separator was taken for x")
    if of_sides is None:
        return of_size
    if of_sides.value == of_size.value:
        asked.remarks.note("size: the same as width and height")
    elif asked.profile["size-against-sides"] == "refuse":
        raise wire.wrong("/size", "left out, or the same as width and height", text)
    else:
        asked.remarks.lose(
            LossKind.MERGED, wire.SIZE, text, "width and height come first", str(of_sides.value)
        )
    return of_sides


def _size(value: JsonValue, pointer: str, separators: str = "x*X") -> Pixels:
    parts = _SIZE.fullmatch(options.text(value, pointer))
    if parts is None or parts[2] not in separators:
        raise wire.wrong(pointer, "width x height, such as 1280x720", value)
    return Pixels(width=int(parts[1]), height=int(parts[3]))


def _resolution(value: JsonValue, pointer: str) -> str:
    """A tier, in whatever letter case; a number of lines is one too."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"{value}p"
    return options.text(value, pointer)


def _aspect(value: JsonValue, pointer: str) -> str:
    return options.text(value, pointer)


def _same_word(one: str, other: str) -> bool:
    return one.lower() == other.lower()

"""What a length and a shape mean in no dialect's words, so that requests of two dialects can be compared."""

from fractions import Fraction

from vidlect_adapters.canonical import Frames, Pixels, Seconds, Shape

NEAR = 0.03
"""Vendors cut sizes to multiples of 8 or 16: 1248x704 is their 16:9."""


def seconds_of(length):
    """A length in seconds; a frame more than the seconds have is the vendor's habit (121 at 24 are 5 s)."""
    match length:
        case Seconds(value=value):
            return value
        case Frames(count=count, fps=fps):
            return Fraction(count - count % fps, fps)
        case _:
            return None


def aspect_of(frame):
    """Width by height; None where it is open."""
    match frame:
        case Pixels(width=width, height=height):
            return width / height
        case Shape(aspect=str(aspect)) if aspect[0].isdigit():
            width, height = map(int, aspect.split(":"))
            return width / height
        case _:
            return None


def agree(one, other):
    """Whether two meanings of a field are one."""
    return abs(one / other - 1) < NEAR if isinstance(one, float) else one == other

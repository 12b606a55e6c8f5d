"""The picture that every film shows: a card that names its shape, its length and its model.

Here lives the drawing, once for films and for stills. Never: a codec, a file (`encoder`, `stills`).
"""

from __future__ import annotations

from typing import TypedDict

from PIL import Image, ImageDraw, ImageFont

TASK_MARK = "vidlect-task:" + "_" * 64
"""Stands in a file's comment until a task's id is written over it, so that the length never changes."""

_BACKGROUND = (24, 32, 48)
_INK = (236, 240, 245)


class FilmShape(TypedDict):
    """What distinguishes one encoded file from another; the members of `interface.Film`."""

    width: int
    height: int
    seconds: float
    fps: int
    sound: bool
    label: str


def card(shape: FilmShape) -> Image.Image:
    """The picture, of the film's pixels."""
    drawn = Image.new("RGB", (shape["width"], shape["height"]), _BACKGROUND)
    draw = ImageDraw.Draw(drawn)
    lines = (
        "vidlect mock",
        shape["label"],
        f"{shape['width']}x{shape['height']}",
        f"{shape['seconds']:.2f} s @ {shape['fps']}",
    )
    size = max(6, min(shape["width"] // 18, shape["height"] // (2 * len(lines))))
    draw.multiline_text(
        (shape["width"] // 2, shape["height"] // 2),
        "\n".join(lines),
        fill=_INK,
        font=ImageFont.load_default(size),
        anchor="mm",
        align="center",
    )
    return drawn

"""Makes a still of a film, in a process of its own: `python -m vidlect_mock.stills SHAPE FILE NAME`.

Here lives how each still is cut from the picture, and where a task's id will stand in it. Never: a task, a
cache, the event loop (`media` calls this).

The film's picture does not move, so any frame is the last one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from .card import TASK_MARK, FilmShape, card

_WIDEST_THUMBNAIL = 640  # pixels
_SHEET = (5, 2)
"""Columns and rows of a spritesheet. No vendor's page tells the number of frames; ten fit any length."""
_WIDEST_SPRITE = 160  # pixels, so that a sheet is 800 wide
_QUALITY = 80


def _last_frame(picture: Image.Image, target: Path) -> None:
    comment = PngInfo()
    comment.add_text("Comment", TASK_MARK)
    picture.save(target, "PNG", pnginfo=comment)


def _cover(picture: Image.Image, target: Path) -> None:
    picture.save(target, "JPEG", quality=_QUALITY, comment=TASK_MARK)


def _thumbnail(picture: Image.Image, target: Path) -> None:
    # WebP has no comment; what a decoder does not know of XMP it passes over
    _scaled(picture, _WIDEST_THUMBNAIL).save(target, "WEBP", quality=_QUALITY, xmp=TASK_MARK.encode())


def _spritesheet(picture: Image.Image, target: Path) -> None:
    sprite = _scaled(picture, _WIDEST_SPRITE)
    columns, rows = _SHEET
    sheet = Image.new("RGB", (columns * sprite.width, rows * sprite.height))
    for place in range(columns * rows):
        row, column = divmod(place, columns)
        sheet.paste(sprite, (column * sprite.width, row * sprite.height))
    _cover(sheet, target)


def _scaled(picture: Image.Image, widest: int) -> Image.Image:
    """The picture at most so wide, its ratio kept; never enlarged."""
    if picture.width <= widest:
        return picture
    size = (widest, max(1, round(picture.height * widest / picture.width)))
    return picture.resize(size)  # pyright: ignore[reportUnknownMemberType] # Pillow types NumPy's arrays in part


_STILLS: Mapping[str, Callable[[Image.Image, Path], None]] = {
    "last-frame.png": _last_frame,
    "cover.jpg": _cover,
    "thumbnail.webp": _thumbnail,
    "spritesheet.jpg": _spritesheet,
}


def make(shape: FilmShape, target: Path, name: str) -> None:
    """Write a still of a film of this shape.

    Raises:
        KeyError: no film has a still of this name.
    """
    _STILLS[name](card(shape), target)


if __name__ == "__main__":
    make(json.loads(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])

"""Pictures that stand in a request: what their headers say.

Here lives a look at the first bytes. Never: a decoded picture, a download, or what a vendor takes.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import NamedTuple


class Look(NamedTuple):
    """What a picture's header says; `clear`: it has an alpha channel."""

    media_type: str
    size: tuple[int, int]
    clear: bool


def look(picture: bytes, formats: tuple[str, ...] = ("JPEG", "PNG", "WEBP")) -> Look | None:
    """Type and pixels of a picture of these formats (Pillow's names); None where they cannot be read."""
    from PIL import Image  # noqa: PLC0415 # 60 ms, for the first picture

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of pictures that are large to decode; none is decoded
        try:
            with Image.open(BytesIO(picture), formats=formats) as image:
                return Look(Image.MIME[image.format or ""], image.size, image.mode in {"RGBA", "LA"})
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return None

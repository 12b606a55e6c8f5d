"""Media as texts: web addresses and data URLs.

Here lives their reading; a ValueError says what was expected, so that a dialect can name the member. Never: a
dialect, a fetch.
"""

from __future__ import annotations

import binascii
import re
from urllib.parse import urlsplit

from .canonical import Inline, Link

_DATA_URL = re.compile(
    r"data:(?P<media_type>[a-z]+/[a-z0-9.+-]+);base64,(?P<base64>.*)", re.IGNORECASE | re.DOTALL
)
_NAMES = {"image": "an image", "audio": "an audio file", "video": "a video"}
_FORBIDDEN_IN_URL = re.compile(r"[\s\x00-\x1f\x7f]")


def is_web(text: str) -> bool:
    """Whether a text is meant as an http(s) address; a scheme is in any letter case (RFC 3986, 3.1)."""
    return text[:8].lower().startswith(("https://", "http://"))


def is_data_url(text: str) -> bool:
    """Whether a text is meant as a data URL."""
    return text[:5].lower() == "data:"


def read_link(text: str, media: str = "image") -> Link:
    """A medium (image, audio or video) given by its http(s) address. Raises ValueError."""
    check_address(text, f"the http(s) address of {_NAMES[media]}")
    return Link(url=text)


def check_address(text: str, expected: str = "an http(s) address") -> None:
    """Refuse what is no http(s) address with a host. Raises ValueError: `expected`, in whatever words."""
    if _FORBIDDEN_IN_URL.search(text):
        raise ValueError(f"{expected}, without blanks")
    try:
        parts = urlsplit(text)
        reachable = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        reachable = False
    if not reachable:
        raise ValueError(expected)


def read_data_url(text: str, media: str = "image") -> Inline:
    """A medium (image, audio or video) given by a data URL. Raises ValueError."""
    parts = _DATA_URL.fullmatch(text)
    if parts is None or not parts["media_type"].lower().startswith(f"{media}/"):
        raise ValueError(f"a data URL of an {media} file: data:{media}/…;base64,…")
    check_base64(parts["base64"])
    return Inline(base64=parts["base64"], media_type=parts["media_type"].lower())


def check_base64(text: str) -> None:
    """Refuse what is no base64. Raises ValueError."""
    try:
        decoded = binascii.a2b_base64(text.encode("ascii"), strict_mode=True)
    except ValueError:
        decoded = b""
    if not decoded:
        raise ValueError("base64 (standard alphabet, padded, on one line)")


def read_source(text: str, media: str = "image") -> Link | Inline:
    """A medium (image, audio or video) given by its address, by a data URL or in plain base64. Raises ValueError."""
    if is_data_url(text):
        return read_data_url(text, media)
    if is_web(text) or ":" in text:
        return read_link(text, media)
    try:
        check_base64(text)
    except ValueError as error:
        raise ValueError(f"the http(s) address of the {media}, a data URL, or {error}") from None
    return Inline(base64=text)

"""Pictures, videos and markers in a body: what the server sees of them without fetching anything.

Here live the forms of inputs. Never: a download, a decoder, nor which fields hold what.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator

from vidlect_mock.interface import Desk
from vidlect_mock.marker import MEDIA_HOST, Marker, cut, in_url
from vidlect_mock.message import JsonObject, JsonValue

from .errors import Wrong

MOST_BYTES = 10 * 1024 * 1024  # classic [facts 7.2]
MOST_BYTES_NEW = 50 * 1024 * 1024  # [facts 11.2]
NOT_BASE64 = "File is not in a valid base64 format"  # [facts 6.2]

_WEB = ("http://", "https://")


def is_link(text: str) -> bool:
    """Whether a text is a web address."""
    return text.lower().startswith(_WEB)


def picture_fault(name: str, text: str, desk: Desk, most: int, remarks: list[str]) -> Wrong | None:
    """What is wrong with a picture: a URL, or base64 without a `data:` prefix [facts 7.2]; None: nothing."""
    if is_link(text):
        return None
    prefixed = text[:5].lower() == "data:"
    if prefixed:
        if desk.profile.switches["data-url"] == "refused":
            expected = f"{name}: a URL, or base64 without the data: prefix"
            return Wrong(NOT_BASE64, expected, "a data: URL")
        text = text.partition(",")[2]
        remarks.append(f"{name}: a data: URL, base64 alone is documented")
    try:
        size = len(binascii.a2b_base64(text + "=" * (-len(text) % 4), strict_mode=True))
    except ValueError:
        return Wrong(NOT_BASE64, f"{name}: a URL or base64", "neither")
    if size > most:
        remarks.append(f"{name}: {size} bytes, the documented limit is {most}")
    return None


def prompt_and_marker(
    places: Iterator[tuple[JsonObject, str]], body: JsonObject
) -> tuple[str, Marker | None]:
    """The first text without its marker (in the body too), and the marker of a text or of a media URL.

    `places`: (object, member) of each text in which a client may say what it wants.
    """
    said: str | None = None
    marker: Marker | None = None
    for holder, member in places:
        text = holder.get(member)
        if isinstance(text, str):
            rest, found = cut(text)
            holder[member] = rest
            said = rest if said is None else said
            marker = marker or found
    return said or "", marker or _in_urls(body)


def _in_urls(body: JsonValue) -> Marker | None:
    """The marker of a media URL anywhere in a body, however deep."""
    waiting = [body]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(reversed(value.values()))
        elif isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, str) and MEDIA_HOST in value[:64]:
            found = in_url(value)
            if found is not None:
                return found
    return None

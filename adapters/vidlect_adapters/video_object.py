"""The members that every `"object": "video"` has, read: id, status, progress, and a film's address.

Here lives what the surfaces with this object have in common. Never: a dialect's words.
"""

from __future__ import annotations

from collections.abc import Mapping

from .addresses import check_address
from .errors import MalformedReply, UnknownWord
from .message import JsonObject


def id_of(body: JsonObject, dialect: str) -> str:
    """The task's id. Raises MalformedReply."""
    named = body.get("id")
    if not isinstance(named, str) or not named.strip():
        raise MalformedReply(dialect, "id must be a string that is not empty", pointer="/id", value=named)
    return named


def state_of(body: JsonObject, words: Mapping[str, str], dialect: str) -> str:
    """The state; `words`: state → word. Raises UnknownWord."""
    word = body.get("status")
    for state, known in words.items():
        if word == known:
            return state
    text = f"the status is one of {', '.join(words.values())}"
    raise UnknownWord(dialect, text, pointer="/status", value=word)


def progress_of(body: JsonObject, dialect: str) -> int | None:
    """The progress in percent, None where it is not said. Raises MalformedReply."""
    progress = body.get("progress")
    if progress is None:
        return None
    if isinstance(progress, bool) or not isinstance(progress, int) or not 0 <= progress <= 100:
        text = "progress is an integer from 0 to 100"
        raise MalformedReply(dialect, text, pointer="/progress", value=progress)
    return progress


def address_of(body: JsonObject, name: str, dialect: str, within: str = "") -> str | None:
    """The address of a film, None where there is none; `within` is the object's own pointer. Raises MalformedReply."""
    address = body.get(name)
    if address is None:
        return None
    try:
        if isinstance(address, str):
            check_address(address)
            return address
    except ValueError:
        pass
    pointer = f"{within}/{name}"
    text = f"{pointer.strip('/').replace('/', '.')} must be an http(s) address"
    raise MalformedReply(dialect, text, pointer=pointer)

"""Texts made fit for a client's eyes: no raw JSON, no address of a vendor, nothing that looks like a key.

Here live the patterns and the two functions that apply them. Never: a dialect's envelope.
"""

from __future__ import annotations

import re

import orjson

from .message import JsonValue

_LONGEST = 500
"""Characters of an error's message: a person reads one; more is a dump."""
_SHOWN = 60
"""Characters of an offending value that an error or a loss repeats."""

# No pattern may look far ahead from each of many places: a vendor's text of a megabyte would hold the event loop.
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{0,30}://[^\s\"'<>)\]}]+", re.IGNORECASE)
_JSON = re.compile(r"(?<!\[)\[*+\{\s*+\"")
# Only ASCII makes a word here: 密钥AKLT… has a key, though no blank stands before it.
_SECRETS = (
    re.compile(r"\b(?:AKLT|AKTP|AKIA|STS2)[A-Za-z0-9_\-+/=]{4,}", re.ASCII),
    re.compile(r"\beyJ[A-Za-z0-9_-]{1,500}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)?", re.ASCII),
    re.compile(r"\b(?:sk|vda)[-_][A-Za-z0-9._-]{6,}", re.ASCII),
    re.compile(r"\bBearer\s+\S+", re.IGNORECASE | re.ASCII),
    re.compile(
        r"\b(?:Signature|Credential|Authorization|X-Amz-[A-Za-z-]{1,40}|X-Security-Token|SecretKey|AccessKey\w*)"
        r"\s*[=:]\s*[^\s,;&\"]+",
        re.IGNORECASE | re.ASCII,
    ),
)
_HUMAN = ("message", "Message", "msg", "error_msg", "error", "Error", "ResponseMetadata", "reason")
"""Members under which vendors keep the text that a person is meant to read."""


def scrub(text: str) -> str:
    """A vendor's text as a client may see it: its human words, once, on one line."""
    if (json := _JSON.search(text)) is not None:
        text = _without_json(text, json.start())
    text = _hidden(_ADDRESS.sub("[link]", text))
    text = " ".join(text.split())
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def shown(value: JsonValue) -> str:
    """A short form of an offending value: never long, never a key, never JSON."""
    if isinstance(value, dict | list):
        return f"{'an object' if isinstance(value, dict) else 'an array'} of {len(value)}"
    text = _hidden(repr(value[:200]) if isinstance(value, str) else orjson.dumps(value).decode())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _hidden(text: str) -> str:
    for secret in _SECRETS:
        text = secret.sub("[hidden]", text)
    return text


def _without_json(text: str, start: int) -> str:
    """The text with the JSON in it replaced by the human words of that JSON."""
    end = max(text.rfind("}"), text.rfind("]")) + 1
    try:
        words = _human(orjson.loads(text[start:end]))
        after = text[end:]
    except ValueError:
        words, after = "", ""
    before = text[:start].rstrip(" :'\"")
    return " ".join(part for part in (before, words, after.strip(" '\"")) if part) or "no readable message"


def _human(value: JsonValue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        for name in _HUMAN:
            if words := _human(value.get(name)):
                return words
    return ""

"""A text as one segment of a path: a task's id, a model's name.

Here lives its encoding, and the refusal of what would lead elsewhere. Never: a path of any dialect.
"""

from __future__ import annotations

from urllib.parse import quote

from .errors import Inexpressible


def segment(text: str, dialect: str) -> str:
    """The text percent-encoded whole: it may hold a slash or a question mark.

    Raises:
        Inexpressible: nothing; dots alone, which clients resolve before they send (RFC 3986, 5.2.4), encoded
            or not; or a text that UTF-8 does not have.
    """
    if not text or text in {".", ".."}:
        raise Inexpressible(dialect, f"{text!r} cannot be written in a path", value=text)
    try:
        return quote(text, safe="")
    except UnicodeEncodeError as problem:
        raise Inexpressible(dialect, f"cannot be written in a path: {problem}") from problem

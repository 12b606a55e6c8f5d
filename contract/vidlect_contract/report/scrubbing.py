"""Takes keys and signatures out of everything that is written.

Here lives one function over text. Never: a decision what to report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

HIDDEN = "[hidden]"

_HEADERS = re.compile(r"(?i)((?:Bearer|HMAC-SHA256)\s+)[^\s\"\\,;]+(?:[^\"\\]*Signature=[0-9a-f]+)?")
_QUERY = re.compile(r"(?i)((?:X-)?(?:Signature|Security-Token|Credential)=)[^\s\"&\\]+")


def scrubber(secrets: Iterable[str]) -> Callable[[str], str]:
    """A function that hides these secrets, bearer keys and signatures in a text."""
    known = sorted({secret for secret in secrets if secret}, key=len, reverse=True)

    def scrub(text: str) -> str:
        for secret in known:
            text = text.replace(secret, HIDDEN)
        return _QUERY.sub(rf"\1{HIDDEN}", _HEADERS.sub(rf"\1{HIDDEN}", text))

    return scrub

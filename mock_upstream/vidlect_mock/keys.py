"""Keys that name a session: a prefix, the session's name, and a check, so that a stranger's key is unknown.

Here lives the rule that vendors' keys share; nothing is stored. Never: a vendor's prefix, or where a request
carries a key.
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import NamedTuple

SESSION_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
SESSION_RULE = f"Session names match {SESSION_NAME.pattern}."

_LONGEST_NAME = 43  # base64url of 32 characters
_CHECK = 8  # hex digits


class KeyShape(NamedTuple):
    """One kind of key of a vendor; `before_check` stands between the name and the check."""

    vendor: str
    prefix: str
    before_check: str = ""

    @property
    def rule(self) -> str:
        """How a key is made, for users."""
        before = f"'{self.before_check}' + " if self.before_check else ""
        check = f"hex(SHA-256('vidlect {self.vendor} ' + session))[:{_CHECK}]"
        return f"'{self.prefix}' + base64url(session) without '=' + {before}{check}"

    def key_of(self, session: str) -> str:
        """The key of a session."""
        name = urlsafe_b64encode(session.encode()).decode().rstrip("=")
        check = sha256(f"vidlect {self.vendor} {session}".encode()).hexdigest()[:_CHECK]
        return f"{self.prefix}{name}{self.before_check}{check}"

    def session_of(self, key: str) -> str | None:
        """The session that a key names; None for a key that is not ours."""
        name = key[len(self.prefix) : -_CHECK - len(self.before_check)]
        if len(name) > _LONGEST_NAME or not key.isascii():
            return None
        try:
            session = urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode("ascii")
        except ValueError:
            return None
        if SESSION_NAME.fullmatch(session) is None:
            return None
        return session if hmac.compare_digest(self.key_of(session), key) else None

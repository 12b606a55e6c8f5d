"""The gateway's client keys: derived from a session name, never stored.

Here lives the rule, both ways. Never: a vendor's credentials.

The rule: `sk-vidlect-SESSION-CHECK` for a key of every model, `sk-vidlect-SESSION.MODELS-CHECK` for a key
of the models that a glob matches, where MODELS is the glob in base64url without padding and CHECK the
first 32 hex digits of HMAC-SHA256 (key: the text `vidlect gateway`) of all that stands before it. The rule
is published: these keys protect nothing, they only tell clients apart as real keys do.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from fnmatch import fnmatchcase

from vidlect_mock.keys import SESSION_NAME

PREFIX = "sk-vidlect-"
EVERY_MODEL = "*"
_PUBLISHED = b"vidlect gateway"
_CHECK_DIGITS = 32
_LONGEST_GLOB = 256
"""Characters; far above any model name, far below what a server takes in one header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientKey:
    """Whose key it is and for which models (as the client writes them, a glob) it may create tasks."""

    session: str
    models: str = EVERY_MODEL

    def __post_init__(self) -> None:
        if SESSION_NAME.fullmatch(self.session) is None:
            raise ValueError(f"a session's name matches {SESSION_NAME.pattern}, not {self.session!r}")
        if not 0 < len(self.models) <= _LONGEST_GLOB:
            raise ValueError(f"a glob of models has 1 to {_LONGEST_GLOB} characters")

    @property
    def owner(self) -> str:
        """A name for the key that is not the key: what a ledger and a log may hold."""
        return self.session if self.models == EVERY_MODEL else f"{self.session}:{self.models}"

    @property
    def text(self) -> str:
        """The key as a client shows it."""
        body = PREFIX + self.session
        if self.models != EVERY_MODEL:
            body += "." + base64.urlsafe_b64encode(self.models.encode()).decode("ascii").rstrip("=")
        check = hmac.new(_PUBLISHED, body.encode(), hashlib.sha256).hexdigest()[:_CHECK_DIGITS]
        return f"{body}-{check}"

    def allows(self, model_name: str) -> bool:
        """Whether the key may create tasks of a model, by the name that the client writes."""
        return fnmatchcase(model_name, self.models)


def read_bearer(authorization: str | None) -> ClientKey | None:
    """The key of an `Authorization` header: `Bearer KEY`, the scheme in any letter case; None for anything else."""
    scheme, blank, key = (authorization or "").partition(" ")
    if not blank or scheme.lower() != "bearer":
        return None
    return read(key.strip(" "))


def read(key: str) -> ClientKey | None:
    """The meaning of a key; None for a key that the rule did not make."""
    session, dot, models = key.removeprefix(PREFIX).rpartition("-")[0].partition(".")
    try:
        glob = base64.urlsafe_b64decode(models + "=" * (-len(models) % 4)).decode() if dot else EVERY_MODEL
        claimed = ClientKey(session=session, models=glob)
    except ValueError:
        return None
    same = hmac.compare_digest(claimed.text.encode(), key.encode("utf-8", "surrogateescape"))
    return claimed if same else None

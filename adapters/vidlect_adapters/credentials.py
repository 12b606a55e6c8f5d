"""Keys of a vendor, as values that never print themselves.

Here live the kinds of credentials. Never: where they come from, how they sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from .errors import InvalidCredentials

_VISIBLE: Final = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """One bearer key."""

    api_key: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """An access key with its secret, and a session token for temporary keys."""

    access_key: str
    secret_key: str = field(repr=False)
    session_token: str | None = field(default=None, repr=False)


Credentials: TypeAlias = ApiKey | KeyPair


def api_key_of(credentials: Credentials, dialect: str) -> str:
    """A key that a header can hold.

    Raises:
        InvalidCredentials: no API key, or one with a blank, control or non-ASCII character; never shows it.
    """
    if not isinstance(credentials, ApiKey):
        raise InvalidCredentials(dialect, "expected an API key, not a key pair")
    if _VISIBLE.fullmatch(credentials.api_key) is None:
        wanted = "an API key is visible ASCII characters without blanks (is there a line end from a file?)"
        raise InvalidCredentials(dialect, wanted)
    return credentials.api_key

"""Keys of a vendor, as values that never print themselves.

Here live the kinds of credentials. Never: where they come from, how they sign.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


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

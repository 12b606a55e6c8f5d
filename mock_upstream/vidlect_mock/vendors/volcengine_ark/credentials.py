"""Keys that name a session of the mock (`CREDENTIAL_RULE` says it to users); the vendor's are opaque [facts 1].

Here live the keys. Never: where in a request they stand.
"""

from __future__ import annotations

from functools import lru_cache

from vidlect_mock.interface import CredentialKind
from vidlect_mock.keys import SESSION_RULE, KeyShape

_SHAPE = KeyShape("volcengine_ark", "ark-", "-")

CREDENTIAL_RULE = f"api_key = {_SHAPE.rule}. {SESSION_RULE}"

session_of = lru_cache(maxsize=1024)(_SHAPE.session_of)
"""The session that a key names; None for a key that is not ours."""


def credentials(session: str) -> tuple[CredentialKind, ...]:
    """The key of a session, with the variable name of the official SDK [facts 9]."""
    key = _SHAPE.key_of(session)
    return (CredentialKind({"api_key": key}, {"ARK_API_KEY": key}),)


def secret_of(key: str) -> None:
    """No key of this vendor has a secret."""
    del key

"""Keys that name a session of the mock, in the vendor's shape (`CREDENTIAL_RULE` says it to users).

Here live the keys. Never: how a request carries one (`auth`), or what is signed (`callbacks`).
"""

from __future__ import annotations

from functools import lru_cache

from vidlect_mock.interface import CredentialKind
from vidlect_mock.keys import SESSION_RULE, KeyShape

_SHAPE = KeyShape("vidu", "vda_")  # [facts 1]

CREDENTIAL_RULE = f"api_key = {_SHAPE.rule}; it also signs callbacks. {SESSION_RULE}"

api_key = _SHAPE.key_of
"""The key of a session."""
session_of = lru_cache(maxsize=1024)(_SHAPE.session_of)
"""The session that a key names; None for a key that is not ours."""


def credentials(session: str) -> tuple[CredentialKind, ...]:
    """The key of a session, with the variable name of the maker's own client (vidu-mcp)."""
    key = api_key(session)
    return (CredentialKind({"api_key": key}, {"VIDU_API_KEY": key}),)


def secret_of(key: str) -> str | None:  # noqa: ARG001 # part of the interface
    """No key of this vendor has a secret besides itself."""
    return None

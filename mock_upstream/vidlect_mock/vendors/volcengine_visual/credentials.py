"""Keys that name a session of the mock, in the vendor's shape, derived and never stored.

The rule (`CREDENTIAL_RULE` says it to users):

* access key: `AKLT` and what `vidlect_mock.keys` makes of the session's name.
* secret key = base64 of HMAC-SHA256(key "vidlect volcengine_visual secret key", access key).
* Temporary keys of the kind that AssumeRole gives: the same with `AKTP`, and as session token `nCg` + base64
  of HMAC-SHA256(key "vidlect volcengine_visual session token", access key). They never expire here.
* Temporary keys that the SDKs mint offline from the long-term key work too (`temporary_keys`).

Here live the keys. Never: how they sign.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from functools import lru_cache

from vidlect_mock.interface import CredentialKind
from vidlect_mock.keys import SESSION_RULE, KeyShape

LONG_TERM = "AKLT"  # [facts 2.6]
TEMPORARY = "AKTP"  # [facts 2.6]

_LONG_TERM, _TEMPORARY = (KeyShape("volcengine_visual", prefix) for prefix in (LONG_TERM, TEMPORARY))

CREDENTIAL_RULE = (
    f"access_key = {_LONG_TERM.rule}; "
    "secret_key = base64(HMAC-SHA256('vidlect volcengine_visual secret key', access_key)). "
    "Temporary keys: 'AKTP' in place of 'AKLT', with session_token = 'nCg' + "
    "base64(HMAC-SHA256('vidlect volcengine_visual session token', access_key)); "
    f"or minted offline by an SDK (STS2) from the long-term key. {SESSION_RULE}"
)


def _derived(purpose: bytes, key: str) -> str:
    return b64encode(hmac.digest(b"vidlect volcengine_visual " + purpose, key.encode(), "sha256")).decode()


def _key_pair(access_key: str) -> dict[str, str]:
    return {"access_key": access_key, "secret_key": _derived(b"secret key", access_key)}


def credentials(session: str) -> tuple[CredentialKind, ...]:
    """The long-term key of a session, with the variable names of the official SDKs."""
    keys = _key_pair(_LONG_TERM.key_of(session))
    env = {
        "VOLC_ACCESSKEY": keys["access_key"],  # py-volcengine and npm [facts 7]
        "VOLC_SECRETKEY": keys["secret_key"],
        "VOLCENGINE_ACCESS_KEY": keys["access_key"],  # py-core [facts 7]
        "VOLCENGINE_SECRET_KEY": keys["secret_key"],
    }
    return (CredentialKind(keys, env),)


def temporary_credentials(session: str) -> CredentialKind:
    """Temporary keys of a session with an opaque token, as AssumeRole would give them."""
    keys = _key_pair(_TEMPORARY.key_of(session))
    keys["session_token"] = opaque_token(keys["access_key"])
    env = {
        "VOLCENGINE_ACCESS_KEY": keys["access_key"],
        "VOLCENGINE_SECRET_KEY": keys["secret_key"],
        "VOLCENGINE_SESSION_TOKEN": keys["session_token"],
    }
    return CredentialKind(keys, env)


def opaque_token(access_key: str) -> str:
    """The token that belongs to a temporary access key of ours."""
    return "nCg" + _derived(b"session token", access_key)


@lru_cache(maxsize=1024)
def session_of(key: str) -> str | None:
    """The session that an access key names, long-term or temporary; None for a key that is not ours."""
    return _LONG_TERM.session_of(key) or _TEMPORARY.session_of(key)


@lru_cache(maxsize=1024)
def secret_of(key: str) -> str | None:
    """The secret of an access key of ours; None for others."""
    return None if session_of(key) is None else _derived(b"secret key", key)

"""Keys that name a session of the mock, in the vendor's shape, derived and never stored.

`CREDENTIAL_RULE` says the rule to users. A temporary key, as `POST /api/v1/tokens` gives it, is `st-` + the same hex + 8 hex digits of Unix seconds when it ends + 8 hex digits of
an HMAC-SHA256 over what stands before. What permits an upload is `LTAI` + the same hex, with a signature of the policy.

Here live the keys. Never: when one is asked for (`auth`).
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from functools import lru_cache
from hashlib import sha1, sha256
from typing import NamedTuple

from vidlect_mock.interface import CredentialKind
from vidlect_mock.keys import SESSION_NAME, SESSION_RULE

LONG_TERM = "sk-"  # [facts 1]
TEMPORARY = "st-"  # [facts 1]
UPLOAD = "LTAI"  # the prefix of every OSS access key id

CREDENTIAL_RULE = (
    "api_key = 'sk-' + hex(session) + hex(SHA-256('vidlect dashscope ' + session))[:8]. " + SESSION_RULE
)

_CHECK = 8  # hex digits
_LONGEST = 4 + 2 * 32 + 3 * _CHECK
_SECRET = b"vidlect dashscope"


class Owner(NamedTuple):
    """Whose key it is, and when it ends (Unix seconds); None: never."""

    session: str
    expires: int | None = None


def _named(session: str) -> str:
    return session.encode().hex() + sha256(b"vidlect dashscope " + session.encode()).hexdigest()[:_CHECK]


def _session(named: str) -> str | None:
    """The inverse of `_named`; None where the check does not hold."""
    try:
        session = bytes.fromhex(named[:-_CHECK]).decode("ascii")
    except ValueError:
        return None
    if SESSION_NAME.fullmatch(session) is None:
        return None
    return session if hmac.compare_digest(_named(session), named) else None


def _proof(text: str) -> str:
    return hmac.digest(_SECRET, text.encode(), "sha256").hex()[:_CHECK]


def credentials(session: str) -> tuple[CredentialKind, ...]:
    """The key of a session, with the variable names of the official SDK and of the AI SDK [facts 11]."""
    key = LONG_TERM + _named(session)
    return (CredentialKind({"api_key": key}, {"DASHSCOPE_API_KEY": key, "ALIBABA_API_KEY": key}),)


def temporary_key(session: str, expires: int) -> str:
    """A key that ends at `expires` (Unix seconds)."""
    said = f"{TEMPORARY}{_named(session)}{expires:08x}"
    return said + _proof(said)


@lru_cache(maxsize=1024)
def owner_of(key: str) -> Owner | None:
    """Whose key it is; None for a key that is not ours. A temporary one may have ended."""
    if len(key) > _LONGEST or not key.isascii():
        return None
    if key.startswith(LONG_TERM):
        session = _session(key[len(LONG_TERM) :])
        return None if session is None else Owner(session)
    said, proof = key[:-_CHECK], key[-_CHECK:]
    if not key.startswith(TEMPORARY) or not hmac.compare_digest(_proof(said), proof):
        return None
    session = _session(said[len(TEMPORARY) : -_CHECK])
    return None if session is None else Owner(session, int(said[-_CHECK:], 16))


def session_of(key: str) -> str | None:
    """The session that a key names; None for a key that is not ours."""
    owner = owner_of(key)
    return None if owner is None else owner.session


def secret_of(key: str) -> str | None:
    """A bearer key has no secret besides itself."""
    del key
    return None


def upload_key(session: str) -> str:
    """The OSS access key id that an upload policy of a session comes with."""
    return UPLOAD + _named(session)


def uploader_of(key: str) -> str | None:
    """The session that an OSS access key id names; None for a stranger's."""
    return _session(key[len(UPLOAD) :]) if key.startswith(UPLOAD) and len(key) <= _LONGEST else None


def policy_signature(key: str, policy: str) -> str:
    """The signature of a policy, as OSS signs one: base64 of an HMAC-SHA1."""
    secret = hmac.digest(_SECRET, key.encode(), "sha256")
    return b64encode(hmac.new(secret, policy.encode(), sha1).digest()).decode()

"""Keys that name a session of the mock, in the vendor's shape, derived and never stored.

The rule (`CREDENTIAL_RULE` says it to users): a key holds the session's name and, up to 43 characters, hex digits
of a SHA-256 of it, so a stranger's key is unknown rather than somebody's. API keys are 57 characters long, as those
that were seen [facts 2.2].

Here live the keys. Never: how they sign.
"""

from __future__ import annotations

import hmac
from functools import lru_cache
from hashlib import sha256

from vidlect_mock.interface import CredentialKind
from vidlect_mock.keys import SESSION_NAME, SESSION_RULE

API_KEY_PREFIX = "api-key-kling-"  # [facts 2.2]

CREDENTIAL_RULE = (
    "body(purpose) = (session + '_' + hex(SHA-256('vidlect kling ' + purpose + ' ' + session)))[:43]; "
    "api_key = 'api-key-kling-' + body('api key'); access_key = body('access key'); "
    "secret_key = hex(HMAC-SHA256('vidlect kling secret key', access_key))[:32]. "
    f"{SESSION_RULE}"
)

_BODY = 43  # of 57 characters [facts 2.2]; at least 10 of them are hex digits
_SECRET = 32  # characters; with fewer bytes HS256 would be weak (RFC 7518, 3.2)


def _body(purpose: str, session: str) -> str:
    digest = sha256(f"vidlect kling {purpose} {session}".encode()).hexdigest()
    return f"{session}_{digest}"[:_BODY]


def _api_key(session: str) -> str:
    return API_KEY_PREFIX + _body("api key", session)


def _secret(access_key: str) -> str:
    return hmac.digest(b"vidlect kling secret key", access_key.encode(), "sha256").hex()[:_SECRET]


def credentials(session: str) -> tuple[CredentialKind, ...]:
    """The API key of a session, which every path takes, and its key pair, which signs JWTs for classic paths."""
    api_key, access_key = _api_key(session), _body("access key", session)
    secret_key = _secret(access_key)
    pair = {"access_key": access_key, "secret_key": secret_key}
    # KLINGAI_*: the client of vercel/ai; KLING_*: scripts
    names = {
        "KLINGAI_ACCESS_KEY": access_key,
        "KLINGAI_SECRET_KEY": secret_key,
        "KLING_ACCESS_KEY": access_key,
        "KLING_SECRET_KEY": secret_key,
    }
    return (CredentialKind({"api_key": api_key}, {"KLINGAI_API_KEY": api_key}), CredentialKind(pair, names))


@lru_cache(maxsize=1024)
def session_of(key: str) -> str | None:
    """The session that an API key or an access key names; None for a key that is not ours."""
    body = key.removeprefix(API_KEY_PREFIX)
    session = body.partition("_")[0]
    if len(body) != _BODY or not key.isascii() or SESSION_NAME.fullmatch(session) is None:
        return None
    ours = _body("access key", session) if body == key else _api_key(session)
    return session if hmac.compare_digest(ours, key) else None


@lru_cache(maxsize=1024)
def secret_of(key: str) -> str | None:
    """The secret of an access key of ours; None for others, and for API keys, which have none."""
    return None if key.startswith(API_KEY_PREFIX) or session_of(key) is None else _secret(key)

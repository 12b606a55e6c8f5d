"""Keys that name a session of the mock, derived and never stored.

The rule (`CREDENTIAL_RULE` says it to users): API key = `ark-` + base64url of the session's name without `=`
+ `-` + 8 hex digits, the first of SHA-256("vidlect volcengine_ark " + session); so a stranger's key is
unknown rather than somebody's. The vendor's keys are opaque [facts 1].

Here live the keys. Never: where in a request they stand.
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256

from vidlect_mock.interface import CredentialKind

CREDENTIAL_RULE = (
    "api_key = 'ark-' + base64url(session) without '=' + '-' + "
    "hex(SHA-256('vidlect volcengine_ark ' + session))[:8]. Session names match [a-z0-9][a-z0-9-]{0,31}."
)

_PREFIX = "ark-"
_SESSION = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_CHECK = 9  # a hyphen and 8 hex digits
_LONGEST_KEY = len(_PREFIX) + 43 + _CHECK  # 32 bytes of session name


def _api_key(session: str) -> str:
    name = urlsafe_b64encode(session.encode()).decode().rstrip("=")
    check = sha256(b"vidlect volcengine_ark " + session.encode()).hexdigest()[: _CHECK - 1]
    return f"{_PREFIX}{name}-{check}"


def credentials(session: str) -> tuple[CredentialKind, ...]:
    """The key of a session, with the variable name of the official SDK [facts 9]."""
    key = _api_key(session)
    return (CredentialKind({"api_key": key}, {"ARK_API_KEY": key}),)


@lru_cache(maxsize=1024)
def session_of(key: str) -> str | None:
    """The session that a key names; None for a key that is not ours."""
    if len(key) > _LONGEST_KEY or not key.startswith(_PREFIX) or not key.isascii():
        return None
    name = key[len(_PREFIX) : -_CHECK]
    try:
        session = urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode("ascii")
    except ValueError:
        return None
    if _SESSION.fullmatch(session) is None:
        return None
    return session if hmac.compare_digest(_api_key(session), key) else None


def secret_of(key: str) -> None:
    """No key of this vendor has a secret."""
    del key

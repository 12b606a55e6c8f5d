"""Keys that name a session of the mock, in the vendor's shape, derived and never stored.

The rule (`CREDENTIAL_RULE` says it to users): `vda_` + base64url of the session's name without `=` + 8 hex
digits, the first of SHA-256("vidlect vidu " + session); so a stranger's key is unknown rather than somebody's.
The key also signs the callbacks of the tasks that were created with it.

Here live the keys. Never: how a request carries one (`auth`), or what is signed (`callbacks`).
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256

from vidlect_mock.interface import CredentialKind

START = "vda_"  # [facts 1]

CREDENTIAL_RULE = (
    "api_key = 'vda_' + base64url(session) without '=' + hex(SHA-256('vidlect vidu ' + session))[:8]; it also "
    "signs callbacks. Session names match [a-z0-9][a-z0-9-]{0,31}."
)

_SESSION = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_CHECK = 8  # hex digits
_LONGEST_KEY = len(START) + 43 + _CHECK  # 32 bytes of session name


def api_key(session: str) -> str:
    """The key of a session."""
    name = urlsafe_b64encode(session.encode()).decode().rstrip("=")
    return START + name + sha256(b"vidlect vidu " + session.encode()).hexdigest()[:_CHECK]


def credentials(session: str) -> tuple[CredentialKind, ...]:
    """The key of a session, with the variable name of the maker's own client (vidu-mcp)."""
    key = api_key(session)
    return (CredentialKind({"api_key": key}, {"VIDU_API_KEY": key}),)


@lru_cache(maxsize=1024)
def session_of(key: str) -> str | None:
    """The session that a key names; None for a key that is not ours."""
    if len(key) > _LONGEST_KEY or not key.startswith(START) or not key.isascii():
        return None
    name = key[len(START) : -_CHECK]
    try:
        session = urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode("ascii")
    except ValueError:
        return None
    if _SESSION.fullmatch(session) is None:
        return None
    return session if hmac.compare_digest(api_key(session), key) else None


def secret_of(key: str) -> str | None:  # noqa: ARG001 # part of the interface
    """No key of this vendor has a secret besides itself."""
    return None

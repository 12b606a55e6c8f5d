"""Keys that name a session of the mock, in the vendor's shape, derived and never stored.

The rule (`CREDENTIAL_RULE` says it to users):

* API key = `sk-proj-` + base64url of the session's name without `=` + 8 hex digits, the first of
  SHA-256("vidlect openai " + session); so a stranger's key is unknown rather than somebody's.
* Webhook secret of a session that has set none = `whsec_` + base64 of HMAC-SHA256(key "vidlect openai webhook
  secret", session); of a webhook endpoint the same of `session/endpoint id/number of rotations`.

Here live the keys. Never: how they are shown (`auth`) or sign (`webhooks`).
"""

from __future__ import annotations

import hmac
import re
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256

from vidlect_mock.interface import CredentialKind

PREFIX = "sk-proj-"
SECRET_PREFIX = "whsec_"  # noqa: S105 # a prefix [facts 5]

CREDENTIAL_RULE = (
    "api_key = 'sk-proj-' + base64url(session) without '=' + hex(SHA-256('vidlect openai ' + session))[:8]; "
    "webhook_secret = 'whsec_' + base64(HMAC-SHA256('vidlect openai webhook secret', session)). "
    "Session names match [a-z0-9][a-z0-9-]{0,31}."
)

_SESSION = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_CHECK = 8  # hex digits
_LONGEST_KEY = len(PREFIX) + 43 + _CHECK  # 32 bytes of session name


def _api_key(session: str) -> str:
    name = urlsafe_b64encode(session.encode()).decode().rstrip("=")
    return PREFIX + name + sha256(b"vidlect openai " + session.encode()).hexdigest()[:_CHECK]


def webhook_secret(owner: str) -> str:
    """The secret of a session, or of `session/endpoint id/rotations`."""
    key = hmac.digest(b"vidlect openai webhook secret", owner.encode(), "sha256")
    return SECRET_PREFIX + b64encode(key).decode()


def credentials(session: str) -> tuple[CredentialKind, ...]:
    """The key of a session and its webhook secret, with the variable names of the official SDKs."""
    values = {"api_key": _api_key(session), "webhook_secret": webhook_secret(session)}
    env = {"OPENAI_API_KEY": values["api_key"], "OPENAI_WEBHOOK_SECRET": values["webhook_secret"]}
    return (CredentialKind(values, env),)


@lru_cache(maxsize=1024)
def session_of(key: str) -> str | None:
    """The session that an API key names; None for a key that is not ours."""
    if len(key) > _LONGEST_KEY or not key.startswith(PREFIX) or not key.isascii():
        return None
    name = key[len(PREFIX) : -_CHECK]
    try:
        session = urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode("ascii")
    except ValueError:
        return None
    if _SESSION.fullmatch(session) is None:
        return None
    return session if hmac.compare_digest(_api_key(session), key) else None


def secret_of(key: str) -> str | None:
    """A bearer key has no secret besides itself."""
    del key
    return None  # the type says that there may be one

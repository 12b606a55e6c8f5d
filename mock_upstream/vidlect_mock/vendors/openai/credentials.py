"""Keys that name a session of the mock, in the vendor's shape, and webhook secrets; derived and never stored.

`CREDENTIAL_RULE` says the rule to users. The secret of a webhook endpoint is that of `session/endpoint id/number
of rotations`.

Here live the keys. Never: how they are shown (`auth`) or sign (`webhooks`).
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from functools import lru_cache

from vidlect_mock.interface import CredentialKind
from vidlect_mock.keys import SESSION_RULE, KeyShape

SECRET_PREFIX = "whsec_"  # noqa: S105 # a prefix [facts 5]

_SHAPE = KeyShape("openai", "sk-proj-")

CREDENTIAL_RULE = (
    f"api_key = {_SHAPE.rule}; "
    "webhook_secret = 'whsec_' + base64(HMAC-SHA256('vidlect openai webhook secret', session)). "
    f"{SESSION_RULE}"
)

session_of = lru_cache(maxsize=1024)(_SHAPE.session_of)
"""The session that a key names; None for a key that is not ours."""


def webhook_secret(owner: str) -> str:
    """The secret of a session, or of `session/endpoint id/rotations`."""
    key = hmac.digest(b"vidlect openai webhook secret", owner.encode(), "sha256")
    return SECRET_PREFIX + b64encode(key).decode()


def credentials(session: str) -> tuple[CredentialKind, ...]:
    """The key of a session and its webhook secret, with the variable names of the official SDKs."""
    values = {"api_key": _SHAPE.key_of(session), "webhook_secret": webhook_secret(session)}
    env = {"OPENAI_API_KEY": values["api_key"], "OPENAI_WEBHOOK_SECRET": values["webhook_secret"]}
    return (CredentialKind(values, env),)


def secret_of(key: str) -> str | None:
    """A bearer key has no secret besides itself."""
    del key
    return None  # the type says that there may be one

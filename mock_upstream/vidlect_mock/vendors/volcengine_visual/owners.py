"""Whose an access key is: by the mock's rule, or by a session token.

Here lives the judgement of access keys and tokens. Never: the rule of the keys (`credentials`), the token's
format (`temporary_keys`), the signature.
"""

from __future__ import annotations

import hmac

from vidlect_mock.interface import Desk

from . import temporary_keys
from .credentials import LONG_TERM, TEMPORARY, opaque_token
from .examination import Owner, Trouble


def published_owner(access_key: str, token: str | None, desk: Desk) -> Owner | Trouble:
    """Whose the key is by the mock's own rule, or by an `STS2` token minted from such a key."""
    if token is None:
        if access_key.startswith(TEMPORARY):
            return unknown_key(access_key, "a temporary key (AKTP…) needs its token in X-Security-Token")
        return _owner_of(access_key, desk)
    if token.startswith(temporary_keys.PREFIX):
        return _minted(access_key, token, desk)
    if access_key.startswith(TEMPORARY) and hmac.compare_digest(
        token.encode(), opaque_token(access_key).encode()
    ):
        return _owner_of(access_key, desk)
    return bad_token("the token is unknown")


def _owner_of(access_key: str, desk: Desk) -> Owner | Trouble:
    secret, session = desk.secret_of(access_key), desk.session_of(access_key)
    if secret is None or session is None:
        return unknown_key(access_key)
    return Owner(secret, session)


def _minted(access_key: str, token: str, desk: Desk) -> Owner | Trouble:
    """The owner of the long-term key that an `STS2` token was minted from, with the temporary secret."""
    envelope = temporary_keys.read(token)
    if isinstance(envelope, temporary_keys.Flaw):
        return bad_token(envelope.message)
    owner = _owner_of(envelope.long_term_key, desk)
    if isinstance(owner, Trouble) or not envelope.long_term_key.startswith(LONG_TERM):
        return bad_token("the token's long-term key is unknown")
    secret = temporary_keys.open_secret(envelope, owner.secret)
    if isinstance(secret, temporary_keys.Flaw):
        return bad_token(secret.message)
    if envelope.expires <= desk.wall:
        return bad_token("the token is expired")
    if envelope.access_key != access_key:
        return bad_token("the token belongs to another access key")
    return Owner(secret, owner.session)


def bad_token(message: str) -> Trouble:
    """A session token that does not hold."""
    return Trouble("token", "InvalidSecretToken", (message,), "a token of this access key", message, None)


def unknown_key(access_key: str, hint: str | None = None) -> Trouble:
    """An access key that names nobody."""
    return Trouble(
        "credential",
        "InvalidAccessKey",
        (access_key,),
        "a known access key",
        access_key,
        hint
        or "keys of the mock are derived from a session's name: see `vidlect credentials volcengine_visual`",
    )

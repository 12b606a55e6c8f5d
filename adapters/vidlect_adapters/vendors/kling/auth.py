"""Credentials on a Kling call: an API key as it is, or a JWT made of an access key and its secret.

Here lives the making of the token (RFC 7519, HS256; facts 2.1), by pure computation. Never: a clock, the
reading of a token.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from datetime import datetime
from typing import Final

import orjson

from vidlect_adapters.credentials import ApiKey, Credentials
from vidlect_adapters.errors import InvalidCredentials
from vidlect_adapters.message import HttpCall

from . import wire

LIFETIME: Final = 1800
"""Seconds that a token is good for: the documentation's sample (facts 2.1)."""
SKEW: Final = 60
"""Seconds that `nbf` lies back. The sample's 5 do not survive a clock that runs half a minute ahead (RB-64)."""


def authorize(call: HttpCall, credentials: Credentials, at: datetime) -> HttpCall:
    """The call with `Authorization: Bearer …`, instead of any that it had.

    Raises:
        InvalidCredentials: a key that a header cannot hold, a session token (the vendor has none), a key
            pair for the path API (which takes an API key only, facts 2.2), or a time without a zone.
    """
    if isinstance(credentials, ApiKey):
        _check("API key", credentials.api_key)
        return call.with_headers(("Authorization", f"Bearer {credentials.api_key}"))
    if not wire.is_classic(call.path) and call.path != wire.COSTS:
        raise InvalidCredentials(
            wire.NAME, f"{call.path[:60]} takes an API key; an access key with its secret works below /v1"
        )
    if credentials.session_token is not None:
        raise InvalidCredentials(wire.NAME, "the vendor has no session tokens")
    _check("access key", credentials.access_key)
    _check("secret key", credentials.secret_key)
    if at.tzinfo is None:
        raise InvalidCredentials(wire.NAME, "the time of signing needs a time zone")
    signed = token(credentials.access_key, credentials.secret_key, int(at.timestamp()))
    return call.with_headers(("Authorization", f"Bearer {signed}"))


def token(access_key: str, secret_key: str, now: int) -> str:
    """The JWT of a key pair, as of `now` in Unix seconds. The secret signs as its UTF-8 bytes, not decoded."""
    claims = {"iss": access_key, "exp": now + LIFETIME, "nbf": now - SKEW}
    signing_input = f"{_HEADER}.{_segment(orjson.dumps(claims))}"
    proof = hmac.digest(secret_key.encode(), signing_input.encode(), "sha256")
    return f"{signing_input}.{_segment(proof)}"


def _segment(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


_HEADER: Final = _segment(b'{"alg":"HS256","typ":"JWT"}')


def _check(what: str, value: str) -> None:
    """Never shows the value."""
    if not value:
        raise InvalidCredentials(wire.NAME, f"the {what} is empty")
    if not (value.isascii() and value.isprintable()):
        raise InvalidCredentials(
            wire.NAME, f"the {what} holds a control or non-ASCII character (a line end from a file?)"
        )
    if value != value.strip():
        raise InvalidCredentials(wire.NAME, f"the {what} has blanks at its ends")

"""The key on a Vidu call.

Here lives one header. Never: a signature (the vendor has none on requests; callbacks: `callbacks`).
"""

from __future__ import annotations

from datetime import datetime

from vidlect_adapters.credentials import ApiKey, Credentials
from vidlect_adapters.errors import InvalidCredentials
from vidlect_adapters.message import HttpCall

from . import wire


def authorize(call: HttpCall, credentials: Credentials, at: datetime) -> HttpCall:  # noqa: ARG001 # a key has no time
    """The call with `Authorization: Token <key>` (facts 1).

    Raises:
        InvalidCredentials: not an API key, or one that a header cannot hold.
    """
    return call.with_headers(("Authorization", f"Token {checked(credentials)}"))


def checked(credentials: Credentials) -> str:
    """The key as text. Raises InvalidCredentials, without the key in it."""
    if not isinstance(credentials, ApiKey):
        raise InvalidCredentials(wire.NAME, "expected an API key, not a key pair")
    key = credentials.api_key
    if not key or not all("!" <= character <= "~" for character in key):
        raise InvalidCredentials(wire.NAME, "an API key is text of visible ASCII characters without blanks")
    return key

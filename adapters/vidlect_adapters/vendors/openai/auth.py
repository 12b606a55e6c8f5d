"""The vendor's credentials on a call: one bearer key.

Here lives what is put where. Never: where keys come from.
"""

from __future__ import annotations

from datetime import datetime

from vidlect_adapters.credentials import ApiKey, Credentials
from vidlect_adapters.errors import InvalidCredentials
from vidlect_adapters.message import HttpCall

from . import wire


def authorize(call: HttpCall, credentials: Credentials, at: datetime) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call with its key. Raises InvalidCredentials, which never shows the key."""
    if not isinstance(credentials, ApiKey):
        raise InvalidCredentials(wire.NAME, "a call needs an API key, not a key pair")
    key = credentials.api_key
    if not key:
        raise InvalidCredentials(wire.NAME, "the API key is empty")
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise InvalidCredentials(
            wire.NAME, "the API key holds a blank, control or non-ASCII character (a line end from a file?)"
        )
    return call.with_headers(("Authorization", f"Bearer {key}"))

"""The key of a call, in its header.

Here lives authorisation. Never: where keys come from. The vendor takes no signatures on these calls (facts 1).
"""

from __future__ import annotations

from datetime import datetime

from vidlect_adapters.credentials import ApiKey, Credentials
from vidlect_adapters.errors import InvalidCredentials
from vidlect_adapters.message import HttpCall

from .wire import NAME


def authorize(call: HttpCall, credentials: Credentials, at: datetime) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The same call with the key as bearer token. Raises InvalidCredentials."""
    if not isinstance(credentials, ApiKey):
        raise InvalidCredentials(NAME, "an API key is needed; the vendor takes no signature here")
    key = credentials.api_key
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise InvalidCredentials(NAME, "an API key is printable ASCII without blanks")
    return call.with_headers(("Authorization", f"Bearer {key}"))

"""The key of a call, in its header.

Here lives authorisation. Never: where keys come from. The vendor takes no signatures on these calls (facts 1).
"""

from __future__ import annotations

from datetime import datetime

from vidlect_adapters.credentials import Credentials, api_key_of
from vidlect_adapters.message import HttpCall

from .wire import NAME


def authorize(call: HttpCall, credentials: Credentials, at: datetime) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The same call with the key as bearer token. Raises InvalidCredentials."""
    return call.with_headers(("Authorization", f"Bearer {api_key_of(credentials, NAME)}"))

"""The vendor's credentials on a call: one bearer key.

Here lives what is put where. Never: where keys come from.
"""

from __future__ import annotations

from datetime import datetime

from vidlect_adapters.credentials import Credentials, api_key_of
from vidlect_adapters.message import HttpCall

from . import wire


def authorize(call: HttpCall, credentials: Credentials, at: datetime) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call with its key. Raises InvalidCredentials, which never shows the key."""
    return call.with_headers(("Authorization", f"Bearer {api_key_of(credentials, wire.NAME)}"))

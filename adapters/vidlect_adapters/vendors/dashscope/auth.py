"""Credentials on a DashScope call: one bearer key.

Here lives what is put where. Never: where a key comes from, a clock.
"""

from __future__ import annotations

from datetime import datetime

from vidlect_adapters.credentials import ApiKey, Credentials
from vidlect_adapters.errors import InvalidCredentials
from vidlect_adapters.message import HttpCall

from . import wire


def authorize(call: HttpCall, credentials: Credentials, at: datetime) -> HttpCall:
    """The call with its key. `sk-…`, `sk-ws-…`, `sk-sp-…`, `st-…` are all sent alike (facts 1).

    Raises:
        InvalidCredentials: not an API key, or one that a header cannot hold.
    """
    del at
    if not isinstance(credentials, ApiKey):
        raise InvalidCredentials(wire.NAME, "needs an API key, not an access key with its secret")
    key = credentials.api_key
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise InvalidCredentials(wire.NAME, "an API key is printable ASCII without blanks")
    return call.with_headers(("Authorization", f"Bearer {key}"))

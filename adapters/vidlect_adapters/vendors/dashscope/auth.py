"""Credentials on a DashScope call: one bearer key.

Here lives what is put where. Never: where a key comes from, a clock.
"""

from __future__ import annotations

from datetime import datetime

from vidlect_adapters.credentials import Credentials, api_key_of
from vidlect_adapters.message import HttpCall

from . import wire


def authorize(call: HttpCall, credentials: Credentials, at: datetime) -> HttpCall:
    """The call with its key. `sk-…`, `sk-ws-…`, `sk-sp-…`, `st-…` are all sent alike (facts 1).

    Raises:
        InvalidCredentials: not an API key, or one that a header cannot hold.
    """
    del at
    return call.with_headers(("Authorization", f"Bearer {api_key_of(credentials, wire.NAME)}"))

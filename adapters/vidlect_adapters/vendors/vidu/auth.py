"""The key on a Vidu call.

Here lives one header. Never: a signature (the vendor has none on requests; callbacks: `callbacks`).
"""

from __future__ import annotations

from datetime import datetime

from vidlect_adapters.credentials import Credentials, api_key_of
from vidlect_adapters.message import HttpCall

from . import wire


def authorize(call: HttpCall, credentials: Credentials, at: datetime) -> HttpCall:  # noqa: ARG001 # a key has no time
    """The call with `Authorization: Token <key>` (facts 1).

    Raises:
        InvalidCredentials: not an API key, or one that a header cannot hold.
    """
    return call.with_headers(("Authorization", f"Token {api_key_of(credentials, wire.NAME)}"))

"""Keys that the mock takes, as the adapters use them.

Here lives the way from the mock's published rule to credentials. Never: a key of anybody else.
"""

from __future__ import annotations

from vidlect_adapters.credentials import ApiKey, Credentials, KeyPair
from vidlect_mock.registry import load


def mock_credentials(vendor: str, session: str = "default") -> Credentials:
    """The keys of a mocked vendor for a session: an API key where it has one, else a key pair.

    (Kling has both; its API key opens every path, its key pair the classic ones only.)

    Raises:
        ValueError: a name that no session can have.
    """
    values: dict[str, str] = {}
    for kind in load(vendor).credentials(session):
        values = {**kind.values, **values}
    if "api_key" in values:
        return ApiKey(api_key=values["api_key"])
    return KeyPair(access_key=values["access_key"], secret_key=values["secret_key"])

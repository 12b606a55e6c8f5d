"""Where the vendors are, and with which keys: the gateway's southbound configuration.

Here live the value and the question to a mock's control port. Never: a request to a vendor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from vidlect_adapters.credentials import Credentials
from vidlect_contract.mock_keys import mock_credentials
from vidlect_mock.cli import DEFAULT_PORT

DEFAULT_CONTROL_URL = f"http://127.0.0.1:{DEFAULT_PORT}"
"""Where `vidlect mock` has its control port by default."""
_CONTROL_SECONDS = 5.0
_DEFAULT_PORTS = {"http": 80, "https": 443}

Origin = tuple[str, int]
"""Host in lower case, port."""


class UnreachableUpstream(Exception):
    """No mock answers where one was expected; the text is one clear line."""


@dataclass(frozen=True, slots=True)
class BaseUrl:
    """An http(s) address, perhaps with a path prefix; a trailing slash means nothing."""

    text: str

    def __post_init__(self) -> None:
        origin_of(self.text)
        parts = urlsplit(self.text)
        if parts.query or parts.fragment or parts.username is not None:
            raise ValueError(f"a base URL has no query, fragment or user, not {self.text!r}")

    @property
    def origin(self) -> Origin:
        """Host and port."""
        return origin_of(self.text)

    @property
    def host_header(self) -> str:
        """The value of `Host`: without a port that the scheme implies."""
        parts = urlsplit(self.text)
        host, port = self.origin
        host = f"[{host}]" if ":" in host else host
        return host if port == _DEFAULT_PORTS[parts.scheme] else f"{host}:{port}"

    @property
    def prefix(self) -> str:
        """What stands before every path, without a trailing slash."""
        return urlsplit(self.text).path.rstrip("/")

    @property
    def root(self) -> str:
        """Scheme, host and port."""
        return f"{urlsplit(self.text).scheme}://{self.host_header}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream:
    """One vendor: its address and our keys there."""

    base_url: BaseUrl
    credentials: Credentials


def origin_of(url: str) -> Origin:
    """Host and port of an http(s) URL. Raises ValueError for anything else."""
    parts = urlsplit(url)
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError("the address is no http or https URL with a host")
    return parts.hostname, parts.port or _DEFAULT_PORTS[parts.scheme]


def ask_mock(control_url: str, token: str | None = None) -> Mapping[str, Upstream]:
    """The vendors that a running mock serves, with the keys of its default session.

    `token` is the one that its control port asks for, if it was started with one.

    Raises:
        UnreachableUpstream: nothing answers there, or something that is no mock.
    """
    try:
        base = BaseUrl(control_url)
        with httpx.Client(trust_env=False, timeout=_CONTROL_SECONDS) as client:
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            reply = client.get(f"{base.root}{base.prefix}/__mock__/", headers=headers)
            vendors = reply.raise_for_status().json()["vendors"]
        return {
            name: Upstream(base_url=BaseUrl(url), credentials=mock_credentials(name))
            for name, url in vendors.items()
        }
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise UnreachableUpstream(
            f"no mock answers at {control_url} ({reason}); start one with `vidlect mock`, or say --upstream"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreachableUpstream(f"what answers at {control_url} is no mock's control port") from error

"""Which addresses the mock may call, and how the address of a callback is read.

Here lives the guard between a client's word and our network. Never: a resolver, a socket (`outbound`).

Whoever may submit a task may name any address. So a callback goes to this machine only, unless the operator
allows hosts or networks; and it is the resolved address that counts, not the name.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias
from urllib.parse import quote, urlsplit

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

LONGEST_URL = 8192
"""Characters; what most servers take as a request's first line."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f\ud800-\udfff]")
_WRITTEN = "".join(map(chr, range(0x21, 0x7F)))
"""What goes out as it is written, for vendors sign it so: all of ASCII. Anything else is percent-encoded."""
_HOST_NAME = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*"
)


class ForbiddenDestination(Exception):
    """An address that must not be called; the text says why."""


class Destination(NamedTuple):
    """Where a callback goes. `host` is in ASCII, `authority` is the value of `Host`, `path` and `query` are as they go out."""

    scheme: str
    host: str
    port: int
    authority: str
    path: str
    query: str

    @property
    def target(self) -> str:
        """What stands in the request's first line."""
        return f"{self.path}?{self.query}" if self.query else self.path

    def framed(self, headers: Iterable[tuple[str, str]], body: bytes) -> tuple[tuple[str, str], ...]:
        """The headers of a request there as they go out: with host and length, on a connection of its own."""
        length = ("Content-Length", str(len(body)))
        return (("Host", self.authority), *headers, length, ("Connection", "close"))


class Allowed(NamedTuple):
    """What may be called besides this machine."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    def name(self, host: str) -> bool:
        """Whether the operator allowed this very name, whatever it resolves to."""
        return _plain(host) in self.hosts

    def address(self, address: str) -> bool:
        """Whether an IP address may be called."""
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        return found.is_loopback or any(found in network for network in self.networks)

    def as_written(self, host: str) -> bool:
        """Whether a host may be called as far as its text tells: a name that is no address may be anywhere."""
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return True
        return self.name(host) or self.address(host)


def allowed(options: Iterable[str]) -> Allowed:
    """What `--callback-allow` names: host names, addresses, networks.

    Raises:
        ValueError: it is none of these.
    """
    hosts: set[str] = set()
    networks: list[Network] = []
    for option in options:
        try:
            networks.append(ipaddress.ip_network(option, strict=False))
        except ValueError:
            host = _plain(option)
            if not _HOST_NAME.fullmatch(host) or host.rpartition(".")[2].isdecimal():
                raise ValueError(
                    f"expected a host name, an address or a network such as 10.0.0.0/8, not {option!r}"
                ) from None
            hosts.add(host)
    return Allowed(frozenset(hosts), tuple(networks))


def destination(url: str) -> Destination:
    """The parts of a callback's address.

    Raises:
        ForbiddenDestination: it is no plain http or https URL.
    """
    if len(url) > LONGEST_URL:
        raise ForbiddenDestination(f"the address has more than {LONGEST_URL} characters")
    if _UNPRINTABLE.search(url):
        raise ForbiddenDestination("the address holds a space or another character that no URL has")
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise ForbiddenDestination("the address is no URL") from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise ForbiddenDestination("the address is neither http nor https")
    if parts.username is not None or parts.password is not None:
        raise ForbiddenDestination("the address names a user")
    if host is not None and ":" not in host:
        host = _plain(host)
    if not host or port == 0:
        raise ForbiddenDestination("the address names no host, or none of its ports")
    if not host.isascii():
        raise ForbiddenDestination("the address has no valid host name")
    authority = f"[{host}]" if ":" in host else host
    if port is not None:
        authority = f"{authority}:{port}"
    return Destination(
        parts.scheme,
        host,
        port or _DEFAULT_PORTS[parts.scheme],
        authority,
        quote(parts.path, safe=_WRITTEN) or "/",
        quote(parts.query, safe=_WRITTEN),
    )


def _plain(host: str) -> str:
    """A host name as names are compared: lower case, in ASCII, without the root's dot."""
    try:
        return host.rstrip(".").lower().encode("idna").decode("ascii")
    except UnicodeError:
        return host.lower()

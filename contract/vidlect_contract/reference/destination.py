"""Which addresses a result file may be fetched from.

Here lives the guard between a vendor's word and our network. Never: the fetching.

A result link comes from outside. Before it is followed: its scheme is http or https, it names no user, and
every address that its host resolves to is public — unless host and port are those of a configured
upstream. The connection then goes to the very address that was checked, so that a name cannot resolve to
something else a moment later.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from vidlect_mock.posting import addresses_of

from .upstream import Origin, origin_of

Resolve = Callable[[str, int], Awaitable[Collection[str]]]
"""Host and port → the addresses of the host."""

_EMBEDS_IPV4 = ipaddress.ip_network("64:ff9b::/96")
"""NAT64 (RFC 6052): the last 32 bits are an IPv4 address."""


class ForbiddenDestination(Exception):
    """A link that must not be followed; the text names no address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where to connect: `url` with the checked address as host, `host` for the header `Host`."""

    url: str
    host: str
    extensions: dict[str, Any]
    """For httpx: the name that a certificate is checked against."""


async def checked(url: str, trusted: Collection[Origin], resolve: Resolve = addresses_of) -> Destination:
    """Where to fetch a result from.

    Raises:
        ForbiddenDestination: it must not be fetched.
        OSError: the host cannot be resolved.
    """
    try:
        host, port = origin = origin_of(url)
    except ValueError as error:
        raise ForbiddenDestination("the result's address is no http or https URL") from error
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        raise ForbiddenDestination("the result's address names a user")
    if origin in trusted:
        return Destination(url=url, host=parts.netloc, extensions={})
    try:
        addresses = await resolve(host, port)
    except UnicodeError as error:
        raise ForbiddenDestination("the result's address has no valid host name") from error
    if not addresses or not all(is_public(address) for address in addresses):
        raise ForbiddenDestination("the result's address is not a public one")
    address = next(iter(addresses))
    literal = f"[{address}]" if ":" in address else address
    pinned = urlunsplit((parts.scheme, f"{literal}:{port}", parts.path, parts.query, ""))
    return Destination(url=pinned, host=parts.netloc, extensions={"sni_hostname": host})


def is_public(address: str) -> bool:
    """Whether an IP address is a public one, seen through every way of wrapping IPv4 into IPv6."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        wrapped = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if wrapped is None and found in _EMBEDS_IPV4:
            wrapped = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return found.is_global and not found.is_multicast

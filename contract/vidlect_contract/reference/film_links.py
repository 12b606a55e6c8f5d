"""Addresses of finished films that need no key: the content route, signed for a time.

Here lives how such an address is written, signed and checked. Never: whether there is such a film. The vendor's
own link never goes to a client: its signature would let anybody fetch from the vendor in the gateway's name.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.types import Scope

from vidlect_adapters.canonical import Succeeded
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.relay import Relay

_HOUR = 3600
_HOURS = 25
"""A link lives 24 to 25 hours, as long as vendors' own links; rounded, so that two queries show one link."""
_HOST = re.compile(r"[A-Za-z0-9.\-]{1,255}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmLinks:
    """Writes and checks links. `public_url`: by what address clients reach the gateway; "": by the one they used."""

    public_url: str = ""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def base_url(self, scope: Scope) -> str:
        """By what address the client of a request reaches the gateway."""
        return self.public_url or _reached_at(scope)

    def link(self, base_url: str, path: str, task_id: str, now: int) -> str:
        """The address of a task's film; `path` is its content route."""
        expires = (now // _HOUR + _HOURS) * _HOUR
        return f"{base_url}{path}?expires={expires}&signature={self._signature(task_id, expires)}"

    def shown(self, relay: Relay, record: TaskRecord, base_url: str, now: int) -> TaskRecord:
        """The record as a reply shows it: with an address of the film, once it is there."""
        if not isinstance(record.last, Succeeded):
            return record
        path = relay.surface.encode_content(record.id, relay.profile).path
        return replace(record, film_url=self.link(base_url, path, record.id, now))

    def admits(self, task_id: str, query: Mapping[str, str], now: int) -> bool:
        """Whether a query proves the right to one task's film."""
        expires = query.get("expires", "")
        if not (expires.isascii() and expires.isdecimal() and len(expires) <= 12):
            return False
        same = hmac.compare_digest(
            query.get("signature", "").encode(), self._signature(task_id, int(expires)).encode()
        )
        return same and now < int(expires)

    def _signature(self, task_id: str, expires: int) -> str:
        return hmac.new(self.secret, f"{expires} {task_id}".encode(), hashlib.sha256).hexdigest()


def _reached_at(scope: Scope) -> str:
    """What the client calls us, where that is a host's name at all; else where we listen."""
    told = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
    if _HOST.fullmatch(told):
        return f"{scope['scheme']}://{told}"
    address, port = scope.get("server") or ("127.0.0.1", None)
    return f"{scope['scheme']}://{address}" + (f":{port}" if port else "")

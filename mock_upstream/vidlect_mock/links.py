"""Links to media: addresses that expire, and say whose film they lead to.

Here lives how such an address is written, signed and read. Never: the files, or whether a task is there.

`{base_url}/__media__/{vendor}/{token}/{file name}?Expires={Unix seconds}&sign={16 hex digits}`; the token is
`{session}.{task id}`, or `{session}.~{request number}` where an answer belongs to no task. The signature keeps a link
from being prolonged by hand, as a vendor's storage does. `Expires` is spelt as in OSS's links, where a client of
DashScope reads the end of one.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Literal, NamedTuple
from urllib.parse import parse_qs, quote, unquote

from .faults import MEDIA_PATH

FILM = "video.mp4"
_SIGN_BYTES = 8  # 16 hex digits: nobody guesses one in a test run, and the URL stays readable


class Address(NamedTuple):
    """What a token stands for: a task of a session, or (`instant`) a request of it by its number."""

    session: str
    name: str
    instant: bool


class LinkRefusal(NamedTuple):
    """A link that does not lead anywhere (any more)."""

    reason: Literal["unknown", "expired", "forged"]


def token(session: str, task_id: str) -> str:
    """The token of a task."""
    # most ids need no quoting, and quoting costs 2 µs
    return f"{session}.{task_id if task_id.isalnum() and task_id.isascii() else quote(task_id, safe='')}"


def instant_token(session: str, number: int) -> str:
    """The token of a request that made no task."""
    return f"{session}.~{number}"


def address(written: str) -> Address | None:
    """What a token stands for; None if it is none."""
    session, _, name = written.partition(".")
    if not session or not name:
        return None
    return Address(session, unquote(name).removeprefix("~"), instant=name.startswith("~"))


def link(secret: bytes, base_url: str, vendor: str, of: str, name: str, expires: int) -> str:  # noqa: PLR0913, PLR0917 # the parts of one address, in order
    """The address of a file, good until `expires`."""
    where = f"{vendor}/{of}"
    return f"{base_url}{MEDIA_PATH}{where}/{name}?Expires={expires}&sign={_sign(secret, where, expires)}"


def _sign(secret: bytes, where: str, expires: int) -> str:
    # keyed BLAKE2 is a MAC by design, in a third of the time of HMAC-SHA256: every poll of a done task signs
    return blake2b(f"{where}?{expires}".encode(), key=secret, digest_size=_SIGN_BYTES).hexdigest()


def check(secret: bytes, vendor: str, of: str, query: bytes, now: float) -> LinkRefusal | None:
    """Why a link's query is refused; None: it is good."""
    asked = parse_qs(query.decode("latin-1"), max_num_fields=100) if query.count(b"&") < 100 else {}
    expires, sign = asked.get("Expires", [""])[0], asked.get("sign", [""])[0]
    if not expires.isascii() or not expires.isdecimal() or len(expires) > 12:
        return LinkRefusal("forged")
    if not hmac.compare_digest(sign.encode(), _sign(secret, f"{vendor}/{of}", int(expires)).encode()):
        return LinkRefusal("forged")
    return LinkRefusal("expired") if now > int(expires) else None


class Links(Mapping[str, str]):
    """The files of one task, each linked when it is asked for: most answers ask for none.

    Any file name has a link; iterating yields those that every film has.
    """

    __slots__ = ("_base_url", "_expires", "_secret", "_token", "_vendor")

    def __init__(self, secret: bytes, base_url: str, vendor: str, of: str, expires: int) -> None:
        self._secret = secret
        self._base_url = base_url
        self._vendor = vendor
        self._token = of
        self._expires = expires

    def __getitem__(self, name: str) -> str:
        return link(self._secret, self._base_url, self._vendor, self._token, name, self._expires)

    def __iter__(self) -> Iterator[str]:
        return iter((FILM,))

    def __len__(self) -> int:
        return 1

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)

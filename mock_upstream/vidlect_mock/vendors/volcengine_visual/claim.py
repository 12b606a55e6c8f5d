"""What a request claims about who sent it: its query, its Authorization header or its presigned parameters.

Here lives the reading of it. Never: whether it is true (`signature`), or what is answered (`auth`).
What repeats from call to call is read once and kept: the same key, day and header set give the same
Authorization up to the signature.
"""

from __future__ import annotations

from calendar import timegm
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, TypeAlias
from urllib.parse import quote_from_bytes, unquote_to_bytes

ALGORITHM = b"HMAC-SHA256"
SCOPE_PARTS = 5  # access key / day / region / service / request
_KEPT = 1024  # readings
_LONGEST_KEPT = 512  # bytes of a text whose reading is kept

Pair: TypeAlias = tuple[bytes, bytes]


class Query(NamedTuple):
    """A query as a form reads it: `+` and `%20` are blanks. `action` and `version` are the first of their name."""

    raw: bytes
    pairs: tuple[Pair, ...]
    action: str
    version: str
    canonical: bytes
    """By the plain rule: sorted by decoded name, values of one name in their order."""

    def first(self, name: bytes) -> bytes | None:
        """The first value of a parameter."""
        for key, value in self.pairs:
            if key == name:
                return value
        return None


class Credential(NamedTuple):
    """A credential and its scope, and which headers it says are signed (lower case, sorted)."""

    access_key: str
    day: str
    region: str
    service: str
    scope: bytes
    """`day/region/service/request`, as sent."""
    names: tuple[bytes, ...]
    names_as_sent: bytes


class Claim(NamedTuple):
    """A credential with its signature; `listed` are the signed parameters of a presigned URL, else None."""

    credential: Credential
    signature: bytes
    listed: frozenset[bytes] | None = None


class Unreadable(NamedTuple):
    """Why there is no claim: the gateway's Code, and what is wrong for a person."""

    code: str
    why: str


def read_query(raw: bytes) -> Query:
    """The query of a request target."""
    return _kept_query(raw) if len(raw) <= _LONGEST_KEPT else _query(raw)


def _query(raw: bytes) -> Query:
    pairs: list[Pair] = []
    for part in raw.split(b"&"):
        if part:
            name, _, value = part.partition(b"=")
            pairs.append((_form_decoded(name), _form_decoded(value)))
    first: dict[bytes, bytes] = {}
    for name, value in pairs:
        first.setdefault(name, value)
    return Query(
        raw,
        tuple(pairs),
        first.get(b"Action", b"").decode("utf-8", "replace"),
        first.get(b"Version", b"").decode("utf-8", "replace"),
        encoded(sorted(pairs, key=_name)),
    )


_kept_query = lru_cache(maxsize=_KEPT)(_query)


def _name(pair: Pair) -> bytes:
    return pair[0]


def _form_decoded(text: bytes) -> bytes:
    return unquote_to_bytes(text.replace(b"+", b" "))


def encoded(pairs: Iterable[Pair]) -> bytes:
    """Pairs as a canonical query, in the order given: upper-case hex, `%20`, `=` for empty values too."""
    return "&".join(
        [
            f"{quote_from_bytes(name, safe='-_.~')}={quote_from_bytes(value, safe='-_.~')}"
            for name, value in pairs
        ]
    ).encode()


def read_authorization(value: bytes) -> Claim | Unreadable:
    """The claim of an Authorization header."""
    before, found, rest = value.partition(b"Signature=")
    signature, _, after = rest.partition(b",")
    stated = before + after
    credential = _kept_credential(stated) if len(stated) <= _LONGEST_KEPT else _credential(stated)
    if isinstance(credential, Unreadable):
        return credential
    if not found:
        return Unreadable("MissingSignature", "the Authorization header has no Signature= part")
    return Claim(credential, signature.strip())


def _credential(stated: bytes) -> Credential | Unreadable:
    algorithm, _, rest = stated.strip().partition(b" ")
    if algorithm.lower() == b"bearer":
        return Unreadable("InvalidCredential", "a bearer key; this vendor wants a signature")  # row 3b
    if algorithm != ALGORITHM:
        return Unreadable(
            "InvalidAuthorization", f"the algorithm is {_shown(algorithm)}, expected {ALGORITHM.decode()}"
        )
    parts: dict[bytes, bytes] = {}
    for part in rest.split(b","):
        name, _, value = part.strip().partition(b"=")
        parts.setdefault(name, value.strip())
    for name in (b"Credential", b"SignedHeaders"):
        if name not in parts:
            return Unreadable(
                "InvalidAuthorization", f"the Authorization header has no {name.decode()}= part"
            )
    return read_credential(parts[b"Credential"], parts[b"SignedHeaders"])


_kept_credential = lru_cache(maxsize=_KEPT)(_credential)


def read_credential(stated: bytes, signed_headers: bytes) -> Credential | Unreadable:
    """A credential of five parts, with the names of its signed headers (`;` between them)."""
    parts = stated.split(b"/")
    if len(parts) != SCOPE_PARTS:
        return Unreadable(
            "InvalidCredential",
            f"the Credential has {len(parts)} parts, expected {SCOPE_PARTS}: "
            "access key/YYYYMMDD/region/service/request",
        )
    if not all(parts):
        return Unreadable("InvalidCredential", "a part of the Credential is empty")
    access_key, day, region, service = [part.decode("latin-1") for part in parts[:4]]
    names = sorted({name.strip().lower() for name in signed_headers.split(b";")} - {b""})
    return Credential(access_key, day, region, service, b"/".join(parts[1:]), tuple(names), signed_headers)


def read_presigned(query: Query) -> Claim | Unreadable:
    """The claim of a presigned URL: a query that has X-Credential."""
    algorithm = query.first(b"X-Algorithm")
    if algorithm != ALGORITHM:
        return Unreadable(
            "InvalidAuthorization",
            f"X-Algorithm is {_shown(algorithm or b'')}, expected {ALGORITHM.decode()}",
        )
    credential = read_credential(query.first(b"X-Credential") or b"", query.first(b"X-SignedHeaders") or b"")
    if isinstance(credential, Unreadable):
        return credential
    signature = query.first(b"X-Signature")
    if not signature:
        return Unreadable("MissingSignature", "the query has no X-Signature")
    return Claim(credential, signature, frozenset((query.first(b"X-SignedQueries") or b"").split(b";")))


@lru_cache(maxsize=256)
def read_date(text: bytes) -> int | None:
    """Unix seconds of `YYYYMMDDTHHMMSSZ`; None for anything else."""
    if len(text) != 16 or text[8:9] != b"T" or text[15:] != b"Z":
        return None
    digits = text[:8] + text[9:15]
    if not digits.isdigit():
        return None
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:8])
    hour, minute, second = int(text[9:11]), int(text[11:13]), int(text[13:15])
    if not (year and 1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second < 61):
        return None
    return timegm((year, month, day, hour, minute, second))


def _shown(word: bytes) -> str:
    return repr(word[:40].decode("latin-1"))

"""The four stages of a Volcengine signature: canonical request, string to sign, key, signature.

Here live pure functions of text and bytes. Never: a clock, credentials' shape, where a header comes from.
Source of every rule: the vendor's signing pages 6369/67268 to 67270, and the official signers' code.
"""

from __future__ import annotations

import hmac
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote

from vidlect_adapters.message import Pairs

ALGORITHM = "HMAC-SHA256"
TERMINATOR = "request"
EMPTY_BODY_HASH = sha256(b"").hexdigest()


def body_hash(body: bytes) -> str:
    """Lower-case hex SHA-256 of the exact bytes that are sent."""
    return sha256(body).hexdigest()


@lru_cache(maxsize=256)
def canonical_query(query: Pairs) -> str:
    """Decoded pairs, encoded again and sorted by decoded name; values of one name keep their order.

    A space is `%20`, never `+`; `=` stands for empty values too. Cached, because a dialect has few queries.
    """
    return "&".join(
        f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}"
        for name, value in sorted(query, key=lambda pair: pair[0])
    )


def canonical_request(
    method: str, path: str, query: Pairs, headers: Pairs, hashed_body: str
) -> tuple[str, str]:
    """Stage 1: (canonical request, signed header names).

    `path` as on the wire ("" means `/`), `query` decoded pairs, `headers` exactly those to sign, each name
    once. An empty line parts the headers from their names; without headers their line is there, empty.
    """
    lines = sorted([(name.lower(), value.strip()) for name, value in headers])
    names = ";".join([name for name, _ in lines])
    block = "\n".join([f"{name}:{value}" for name, value in lines])
    request = f"{method}\n{path or '/'}\n{canonical_query(query)}\n{block}\n\n{names}\n{hashed_body}"
    return request, names


@lru_cache(maxsize=64)
def credential_scope(day: str, region: str, service: str) -> str:
    """`YYYYMMDD/region/service/request`."""
    return f"{day}/{region}/{service}/{TERMINATOR}"


def string_to_sign(date: str, scope: str, canonical: str) -> str:
    """Stage 2. `date` as in X-Date: `YYYYMMDDTHHMMSSZ`."""
    return f"{ALGORITHM}\n{date}\n{scope}\n{sha256(canonical.encode()).hexdigest()}"


@lru_cache(maxsize=64)
def signing_key(secret_key: str, day: str, region: str, service: str) -> bytes:
    """Stage 3: the HMAC chain. The secret is text: no prefix, no base64. 32 bytes, cached in memory."""
    key = secret_key.encode()
    for part in (day, region, service, TERMINATOR):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


def signature(key: bytes, text: str) -> str:
    """Stage 4: 64 lower-case hex digits."""
    proof = _keyed(key).copy()
    proof.update(text.encode())
    return proof.hexdigest()


@lru_cache(maxsize=64)
def _keyed(key: bytes) -> hmac.HMAC:
    """An HMAC that has taken in its key, only to be copied: for a short text that is half of the work."""
    return hmac.new(key, digestmod="sha256")

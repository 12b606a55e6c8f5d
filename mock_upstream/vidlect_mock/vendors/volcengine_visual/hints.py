"""Hints that need no signature: at the time, at the credential, at the body's hash.

Here live the likely reasons, in words. Never: a verdict.
"""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

import orjson

from .signature import EMPTY_HASH, hashed

_HALF_HOUR = 1800  # seconds: the steps in which local times differ from UTC
_UTC_OFFSETS = range(-12 * 3600, 14 * 3600 + 1, _HALF_HOUR)
_SLACK = 120  # seconds that a clock may be off besides
_LARGEST_BODY = 65_536  # bytes; writing a larger one anew in every way would hold up the server


def other_json(body: bytes) -> Iterator[tuple[str, bytes]]:
    """(how it is written, body): the same JSON value, as other serialisers write it."""
    if len(body) > _LARGEST_BODY:
        return
    if body.endswith(b"\n"):
        yield "the same text without the line end", body.rstrip(b"\r\n")
    try:
        value = orjson.loads(body)
    except ValueError:
        return
    import json  # noqa: PLC0415  # to serialise as other people's code does; only where a signature is wrong

    for separators, spaced in (((", ", ": "), "with blanks"), ((",", ":"), "without blanks")):
        for ascii_only, escaped in ((True, "with non-ASCII escaped"), (False, "with non-ASCII bare")):
            for sort in (False, True):
                text = json.dumps(value, separators=separators, ensure_ascii=ascii_only, sort_keys=sort)
                written = text.encode()
                if written != body:
                    yield f"JSON {spaced}, {escaped}{', keys sorted' if sort else ''}", written
    yield "JSON with an indent of 2", json.dumps(value, indent=2, ensure_ascii=False).encode()


def other_body(body: bytes, claimed: bytes) -> str:
    """Why X-Content-Sha256 is not the hash of the body that came."""
    if claimed.lower() == hashed(body):
        return "X-Content-Sha256 is upper-case hex; it is lower-case"
    if claimed == b64encode(sha256(body).digest()):
        return "X-Content-Sha256 is base64; it is lower-case hex"
    if claimed == EMPTY_HASH:
        return "X-Content-Sha256 is that of an empty body: the body was not hashed, or was added later"
    for what, other in other_json(body):
        if claimed == hashed(other):
            return f"the body was hashed as {what}, then serialised anew for sending: hash the bytes that are sent"
    if not body:
        return "the body is empty: it was lost on the way, or is missing from the capture"
    return "the body changed after hashing: hash the very bytes that are sent"


def as_date(moment: float) -> str:
    """Unix seconds as X-Date says them."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(moment))


def late(date: bytes, moment: int | None, wall: float) -> str:
    """Why X-Date does not hold."""
    if moment is None:
        if b"-" in date or b":" in date:
            return "X-Date has no dashes and no colons"
        return "X-Date is UTC as YYYYMMDDTHHMMSSZ, without milliseconds"
    off = moment - wall
    if any(offset and abs(off - offset) < _SLACK for offset in _UTC_OFFSETS):
        return f"X-Date is {off / 3600:+.1f} h off: local time instead of UTC?"
    direction = "in the future" if off > 0 else "old"
    return f"X-Date is {abs(off):.0f} s {direction}: a wrong clock, or the request was kept too long"


def unreadable(why: str) -> str | None:
    """What to do about a credential that cannot be read."""
    if "AWS4" in why:
        return "an AWS signer: this vendor's algorithm is HMAC-SHA256, its scope ends in request"
    if "has no Credential=" in why or "has no SignedHeaders=" in why:
        return "Credential, SignedHeaders and Signature are parted by commas"
    if "bearer" in why:
        return "sign with an access key and a secret key; a gateway's bearer key belongs to the gateway"
    return None

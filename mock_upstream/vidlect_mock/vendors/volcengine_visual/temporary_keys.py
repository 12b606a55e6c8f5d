"""Temporary keys that the official SDKs mint offline: `STS2` tokens [facts 2.6].

Here lives the reading of a token. Never: the minting, or which long-term keys exist.
"""

from __future__ import annotations

import binascii
import hmac
from base64 import b64decode
from collections.abc import Mapping
from functools import lru_cache
from hashlib import md5
from typing import Any, NamedTuple, cast

import orjson

from vidlect_mock.message import JsonObject

PREFIX = "STS2"
_LONGEST_TOKEN = 16_384  # a header of that size is refused by servers anyway
_BLOCK = 16


class Envelope(NamedTuple):
    """What a token says, not yet believed."""

    long_term_key: str
    access_key: str
    signed_secret: str
    expires: int
    policy: str
    signature: str


class Flaw(NamedTuple):
    """Why a token does not hold; `message` may be told to anyone."""

    message: str


_FIELDS: Mapping[str, type] = {
    "LTAccessKeyId": str,
    "AccessKeyId": str,
    "SignedSecretAccessKey": str,
    "ExpiredTime": int,
    "PolicyString": str,
    "Signature": str,
}
"""In the order of `Envelope`."""


def read(token: str) -> Envelope | Flaw:
    """The envelope of a token: `STS2` and base64 of a JSON object with six fields, in any order."""
    if not token.startswith(PREFIX) or len(token) > _LONGEST_TOKEN:
        return Flaw("the token is not of a known kind")
    try:
        said: Any = orjson.loads(b64decode(token[len(PREFIX) :], validate=True))
    except (binascii.Error, ValueError):
        return Flaw("the token is not base64 of JSON")
    if type(said) is not dict:
        return Flaw("the token is not base64 of a JSON object")
    fields = cast("JsonObject", said)
    for name, kind in _FIELDS.items():
        if type(fields.get(name)) is not kind:
            return Flaw(f"the token's {name} is missing or of the wrong type")
    return Envelope(*(said[name] for name in _FIELDS))


def open_secret(envelope: Envelope, long_term_secret: str) -> str | Flaw:
    """The temporary secret, if the envelope was signed with this long-term secret."""
    key = _key(long_term_secret)
    signed = "|".join(
        (
            envelope.long_term_key,
            envelope.access_key,
            str(envelope.expires),
            envelope.signed_secret,
            envelope.policy,
        )
    )
    expected = hmac.digest(key, signed.encode(), "sha256").hex()
    if not hmac.compare_digest(expected.encode(), envelope.signature.encode()):
        return Flaw("the token's signature does not match")
    return _decrypted(envelope.signed_secret, key)


@lru_cache(maxsize=64)
def _key(long_term_secret: str) -> bytes:
    return md5(long_term_secret.encode()).digest()  # noqa: S324  # the vendor's token format has MD5 as its key


@lru_cache(maxsize=256)
def _decrypted(signed_secret: str, key: bytes) -> str | Flaw:
    # 30 ms, and only clients with temporary keys need it
    from cryptography.hazmat.primitives.ciphers import (  # noqa: PLC0415  # loaded on first use, see above
        Cipher,
        algorithms,
        modes,
    )

    try:
        sealed = b64decode(signed_secret, validate=True)
    except binascii.Error:
        return Flaw("the token's secret is not base64")
    if not sealed or len(sealed) % _BLOCK:
        return Flaw("the token's secret has no whole number of blocks")
    decryptor = Cipher(algorithms.AES128(key), modes.CBC(key)).decryptor()
    opened = decryptor.update(sealed) + decryptor.finalize()
    try:
        return opened.rstrip(b"\0").decode("ascii")
    except UnicodeDecodeError:
        return Flaw("the token's secret is not text")

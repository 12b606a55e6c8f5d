"""The likely mistake behind a signature that does not verify.

Here live the usual mistakes of signing code and of hops that rewrite requests, each with the canonical
request, string to sign or key that it leads to: a mistake is named only when it reproduces the signature.
Never: the verdict itself (`signature`), and never on the way of a request that is right.
"""

from __future__ import annotations

import binascii
import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from .claim import Claim
from .misspellings import misspelt
from .signature import Signed, plain_request, signature, signing_key, string_to_sign


class Mistake(NamedTuple):
    """A mistake that reproduces the signature: the first stage that differs, both versions, and its name."""

    stage: str
    expected: str
    received: str
    hint: str


class _Guess(NamedTuple):
    """A mistake with the key and the string to sign that it leads to."""

    mistake: Mistake
    key: bytes
    text: bytes


def find(signed: Signed, claim: Claim, secret: str, body: bytes, *, thorough: bool = False) -> Mistake | None:
    """The mistake that reproduces the claimed signature, if it is a usual one.

    `thorough` tries pairs of a canonical request and a key too: milliseconds, for `explain`.
    """
    credential = claim.credential
    key = signing_key(secret, credential.day, credential.region, credential.service)
    right = plain_request(signed, claim)
    text = string_to_sign(signed.date, credential.scope, right)
    guesses = chain(
        _wrong_keys(signed.date, claim, secret, text),
        _wrong_texts(signed, claim, right, key),
        _wrong_requests(signed, claim, body, [(key, "")]),
    )
    if thorough:
        keys = [(guess.key, guess.mistake.hint) for guess in _wrong_keys(signed.date, claim, secret, text)]
        guesses = chain(guesses, _wrong_requests(signed, claim, body, keys))
    return _final_form(key, text, claim.signature) or next(
        (
            guess.mistake
            for guess in guesses
            if hmac.compare_digest(signature(guess.key, guess.text), claim.signature)
        ),
        None,
    )


def _wrong_keys(date: bytes, claim: Claim, secret: str, text: bytes) -> Iterator[_Guess]:
    right = "HMAC chain: secret text, day, region, service, request"
    for what, how, key in _keys(date, claim, secret):
        yield _Guess(Mistake("signing_key", right, how, what), key, text)


def _wrong_texts(signed: Signed, claim: Claim, right: bytes, key: bytes) -> Iterator[_Guess]:
    expected = _shown(string_to_sign(signed.date, claim.credential.scope, right))
    for what, text in _texts(signed, claim, right):
        yield _Guess(Mistake("string_to_sign", expected, _shown(text), what), key, text)


def _wrong_requests(
    signed: Signed, claim: Claim, body: bytes, keys: list[tuple[bytes, str]]
) -> Iterator[_Guess]:
    """For each key, with the mistake that made it."""
    expected = _shown(plain_request(signed, claim))
    for what, canonical in misspelt(signed, claim, body):
        text = string_to_sign(signed.date, claim.credential.scope, canonical)
        for key, also in keys:
            hint = f"{what}; and {also}" if also else what
            yield _Guess(Mistake("canonical_request", expected, _shown(canonical), hint), key, text)


def _shown(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def _final_form(key: bytes, text: bytes, claimed: bytes) -> Mistake | None:
    """The right signature, written otherwise. Its digits are not shown."""
    digest = hmac.digest(key, text, "sha256")
    for form, written in (
        ("upper-case hex", digest.hex().upper().encode()),
        ("base64", b64encode(digest)),
    ):
        if hmac.compare_digest(written, claimed):
            return Mistake(
                "signature", "lower-case hex", form, f"the signature is {form}; it is lower-case hex"
            )
    return None


# --- keys


def _chain(key: bytes, *parts: str) -> bytes:
    for part in parts:
        key = hmac.digest(key, part.encode("latin-1", "replace"), "sha256")
    return key


def _keys(date: bytes, claim: Claim, secret: str) -> Iterator[tuple[str, str, bytes]]:
    """(mistake, the chain in words, key)."""
    access_key, day, region, service, *_ = claim.credential
    steps = (day, region, service)
    text = secret.encode("utf-8", "surrogateescape")
    try:
        decoded = b64decode(secret, validate=True)
    except (binascii.Error, ValueError):
        decoded = b""
    yield (
        "the secret key was base64-decoded; it is used as text",
        "HMAC chain from the base64-decoded secret",
        _chain(decoded, *steps, "request"),
    )
    yield (
        "the secret key got the prefix AWS4; this vendor has none",
        "HMAC chain from AWS4 + secret",
        _chain(b"AWS4" + text, *steps, "request"),
    )
    yield (
        "the key chain ends in aws4_request; here it is request",
        "HMAC chain: secret text, day, region, service, aws4_request",
        _chain(text, *steps, "aws4_request"),
    )
    yield (
        "the key has the prefix AWS4 and ends in aws4_request: an AWS signer without changes",
        "HMAC chain from AWS4 + secret, ending in aws4_request",
        _chain(b"AWS4" + text, *steps, "aws4_request"),
    )
    yield (
        "the key chain lacks its last step, request",
        "HMAC chain: secret text, day, region, service",
        _chain(text, *steps),
    )
    yield (
        "region and service are swapped in the key chain",
        "HMAC chain: secret text, day, service, region, request",
        _chain(text, day, service, region, "request"),
    )
    yield "the secret key itself was used as the signing key", "the secret text", text
    for end in ("\n", "\r\n", " "):
        yield (
            "the secret key has a blank or a line end after it (read from a file?)",
            "HMAC chain from the secret with something after it",
            _chain(text + end.encode(), *steps, "request"),
        )
    yield (
        "the access key was used for the secret key",
        "HMAC chain from the access key",
        _chain(access_key.encode("latin-1"), *steps, "request"),
    )
    yield (
        "the secret key was base64-encoded once more; it is used as text",
        "HMAC chain from the secret in base64",
        _chain(b64encode(text), *steps, "request"),
    )
    yield (
        "the key chain starts with the whole X-Date; it wants the day",
        "HMAC chain: secret text, X-Date, region, service, request",
        _chain(text, date.decode("latin-1"), region, service, "request"),
    )
    hexed = text
    for step in (*steps, "request"):
        hexed = _chain(hexed, step).hex().encode()
    yield (
        "the steps of the key chain were passed on as hex; they are bytes",
        "HMAC chain of hex texts",
        hexed,
    )
    for other in ("cn-north-1", "cn-beijing"):
        yield (
            f"the key was made for the region {other}, the scope says {region}",
            f"HMAC chain: secret text, day, {other}, service, request",
            _chain(text, day, other, service, "request"),
        )


# --- strings to sign


def _texts(signed: Signed, claim: Claim, right: bytes) -> Iterator[tuple[str, bytes]]:
    """(mistake, string to sign)."""
    date, scope = signed.date, claim.credential.scope
    digest = sha256(right).hexdigest().encode()
    lines = (b"HMAC-SHA256", date, scope, digest)

    def joined(*parts: bytes) -> bytes:
        return b"\n".join(parts)

    yield (
        "the string to sign starts with AWS4-HMAC-SHA256; here it is HMAC-SHA256",
        joined(b"AWS4-HMAC-SHA256", *lines[1:]),
    )
    yield "the string to sign lacks its first line, HMAC-SHA256", joined(*lines[1:])
    yield (
        "the string to sign holds the canonical request itself; it wants its SHA-256",
        joined(*lines[:3], right),
    )
    yield (
        "the hash of the canonical request is upper-case hex; it is lower-case",
        joined(*lines[:3], digest.upper()),
    )
    yield (
        "the string to sign has the day for its date; it wants the whole X-Date",
        joined(lines[0], date[:8], scope, digest),
    )
    yield (
        "the string to sign lacks /request at the end of its scope",
        joined(lines[0], date, scope.rpartition(b"/")[0], digest),
    )
    yield "the string to sign ends in a newline", joined(*lines) + b"\n"
    access_key = claim.credential.access_key.encode("latin-1")
    yield (
        "the scope in the string to sign starts with the access key",
        joined(lines[0], date, access_key + b"/" + scope, digest),
    )

"""JSON Web Tokens: whether one can be read, what it claims, and whether its signature is right.

Here lives what follows from the token alone, so it can be kept. Never: the time, whose key it is, or what is
answered (`auth`).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, NamedTuple, cast

import orjson

LONGEST = 4096  # characters; the observed ones have some 200
_KEPT = 1024  # readings
_ALGORITHM = "HS256"  # [facts 2.1]


class Claims(NamedTuple):
    """What a token says, not yet believed. Times are Unix seconds; None: not said."""

    issuer: str
    expires: float | None
    not_before: float | None
    issued: float | None
    typ: str | None


class Flaw(NamedTuple):
    """Why a token cannot be read; `message` is what the vendor says."""

    stage: str
    message: str
    expected: str
    received: str


def _parts(token: str) -> Flaw | None:
    dots = token.count(".")
    if dots == 2:
        return None
    # the wording of java-jwt, which counts so; it was seen with 0, without a full stop [facts 2.1]
    said = {0: "0", 1: "2"}.get(dots, "> 3")
    message = f"The token was expected to have 3 parts, but got {said}"
    return Flaw("token", message, "three parts", f"{dots + 1} parts")


@lru_cache(maxsize=_KEPT)
def read(token: str) -> Claims | Flaw:
    """The claims of a token; its signature is not looked at."""
    import jwt  # noqa: PLC0415 # 60 ms, for the first JWT

    flaw = _parts(token)
    if flaw is not None:
        return flaw
    if len(token) > LONGEST:
        return Flaw("token", "The token is too long", f"at most {LONGEST} characters", f"{len(token)}")
    try:
        opened = jwt.PyJWS().decode_complete(token, options={"verify_signature": False})
        header = cast("dict[str, Any]", opened["header"])
        claims: Any = orjson.loads(opened["payload"])
    except (jwt.PyJWTError, ValueError, RecursionError):
        return _unreadable("base64url of JSON in each of the first two parts")
    if not isinstance(claims, dict):
        return _unreadable("a JSON object of claims")
    if header.get("alg") != _ALGORITHM:
        received = str(header.get("alg"))[:20]
        return Flaw(
            "algorithm", "The token's algorithm is not supported", f"alg {_ALGORITHM}", f"alg {received}"
        )
    return _claims(cast("dict[str, Any]", claims), header)


def _unreadable(expected: str) -> Flaw:
    return Flaw("token", "The token cannot be read", expected, "something else")


def _claims(claims: dict[str, Any], header: dict[str, Any]) -> Claims | Flaw:
    issuer, typ = claims.get("iss"), header.get("typ")
    if not isinstance(issuer, str):
        return Flaw("claims", "The token has no issuer", "iss: the access key", "none")
    times: list[float | None] = []
    for name in ("exp", "nbf", "iat"):
        moment = claims.get(name)
        good = isinstance(moment, int | float) and not isinstance(moment, bool) and math.isfinite(moment)
        if moment is not None and not good:
            return Flaw(
                "claims", f"The token's {name} is no time", f"{name}: Unix seconds", type(moment).__name__
            )
        times.append(None if moment is None else float(moment))
    return Claims(issuer, times[0], times[1], times[2], typ if isinstance(typ, str) else None)


@lru_cache(maxsize=_KEPT)
def is_signed(token: str, secret: str) -> bool:
    """Whether the signature is this secret's; compared in constant time, kept because clients repeat a token.

    The algorithm is asked itself: the reader in front of it warns of secrets below 32 bytes, which are not ours
    to judge.
    """
    from jwt.algorithms import HMACAlgorithm  # noqa: PLC0415 # as above
    from jwt.utils import base64url_decode  # noqa: PLC0415 # as above

    signed, _, signature = token.rpartition(".")
    try:
        given = base64url_decode(signature)
    except ValueError:
        return False
    key = secret.encode("utf-8", "surrogateescape")
    return HMACAlgorithm(HMACAlgorithm.SHA256).verify(signed.encode("utf-8", "surrogateescape"), key, given)

"""Credentials on a Volcengine Visual call: in its headers, or in its query (a presigned URL).

Here lives what is put where. Never: the stages of the signature (`signing`), a clock, the minting of tokens.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from vidlect_adapters.credentials import Credentials, KeyPair
from vidlect_adapters.errors import InvalidCredentials
from vidlect_adapters.message import HttpCall, Pairs

from . import signing

DIALECT = "volcengine_visual"


class Place(NamedTuple):
    """Region and service, as the credential scope says them."""

    region: str
    service: str


VISUAL = Place("cn-north-1", "cv")  # page 85621/1777001

_CREDENTIALS = frozenset({"authorization", "x-date", "x-content-sha256", "x-security-token"})
_SIGNED_TOO = frozenset(
    {"host", "content-type"}
)  # as the Python SDKs do; the gateway insists on x-date alone

_ACCESS_KEY_BREAKERS = frozenset("/, ;=")  # what parts the Authorization header


def authorize(call: HttpCall, credentials: Credentials, at: datetime) -> HttpCall:
    """The call signed in its headers, for this vendor's region and service.

    Signs `Host` (when the call has it), `Content-Type`, `X-Content-Sha256`, `X-Date` and `X-Security-Token`.

    Raises:
        InvalidCredentials: not a key pair, a key that a header cannot hold, or a time without a zone.
    """
    return sign(call, credentials, at)


def sign(call: HttpCall, credentials: Credentials, at: datetime, place: Place = VISUAL) -> HttpCall:
    """The same for any region and service. Raises InvalidCredentials as `authorize` does."""
    keys = _checked(credentials)
    date = _date(at)
    hashed = signing.body_hash(call.body)
    kept, signed = _sorted_out(call.headers)
    added = [("X-Date", date), ("X-Content-Sha256", hashed)]
    if keys.session_token is not None:
        added.append(("X-Security-Token", keys.session_token))
    canonical, names = signing.canonical_request(
        call.method, call.path, call.query, (*signed.items(), *added), hashed
    )
    scope = signing.credential_scope(date[:8], *place)
    key = signing.signing_key(keys.secret_key, date[:8], *place)
    proof = signing.signature(key, signing.string_to_sign(date, scope, canonical))
    credential = f"{signing.ALGORITHM} Credential={keys.access_key}/{scope}"
    authorization = f"{credential}, SignedHeaders={names}, Signature={proof}"
    return HttpCall(
        method=call.method,
        path=call.path,
        query=call.query,
        headers=(*kept, *added, ("Authorization", authorization)),
        body=call.body,
    )


def presign(
    call: HttpCall,
    credentials: Credentials,
    at: datetime,
    place: Place = VISUAL,
    *,
    expires: int | None = None,
) -> HttpCall:
    """The call with its credentials in the query: a link that works without headers. The body is not signed.

    `expires`: seconds from `at` that the link shall work; the gateway takes 900 where it is not given.
    Every parameter is listed in X-SignedQueries, that one and a session token included, so that it is
    authentic by any reading of the three official signers.

    Raises:
        InvalidCredentials: as `authorize`.
        ValueError: `expires` is not positive.
    """
    keys = _checked(credentials)
    date = _date(at)
    if expires is not None and expires <= 0:
        raise ValueError(f"expires is a positive number of seconds, not {expires}")
    scope = signing.credential_scope(date[:8], *place)
    query = [
        *call.query,
        ("X-Algorithm", signing.ALGORITHM),
        ("X-Credential", f"{keys.access_key}/{scope}"),
        ("X-Date", date),
        ("X-NotSignBody", ""),
        ("X-SignedHeaders", ""),
    ]
    if expires is not None:
        query.append(("X-Expires", str(expires)))
    if keys.session_token is not None:
        query.append(("X-Security-Token", keys.session_token))
    listed = ";".join(sorted({name for name, _ in query} | {"X-SignedQueries"}))
    query.append(("X-SignedQueries", listed))
    canonical, _ = signing.canonical_request(
        call.method, call.path, tuple(query), (), signing.EMPTY_BODY_HASH
    )
    key = signing.signing_key(keys.secret_key, date[:8], *place)
    proof = signing.signature(key, signing.string_to_sign(date, scope, canonical))
    return replace(call, query=(*query, ("X-Signature", proof)))


def _sorted_out(headers: Pairs) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """(headers that stay, those of them to sign): credentials of an earlier signing are dropped."""
    kept: list[tuple[str, str]] = []
    signed: dict[str, str] = {}
    for pair in headers:
        name = pair[0].lower()
        if name in _CREDENTIALS:
            continue
        kept.append(pair)
        if name in _SIGNED_TOO:
            # HTTP reads a repeated field as one list
            signed[name] = f"{signed[name]},{pair[1]}" if name in signed else pair[1]
    return kept, signed


def _date(at: datetime) -> str:
    if at.tzinfo is None:
        raise InvalidCredentials(DIALECT, "the time of signing needs a time zone; X-Date is UTC")
    moment = at if at.tzinfo is UTC else at.astimezone(UTC)
    return "%04d%02d%02dT%02d%02d%02dZ" % (  # noqa: UP031 # half the time of six fields in an f-string
        moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _checked(credentials: Credentials) -> KeyPair:
    if not isinstance(credentials, KeyPair):
        raise InvalidCredentials(DIALECT, "signing needs an access key with its secret key, not a bearer key")
    _check("access key", credentials.access_key)
    if not _ACCESS_KEY_BREAKERS.isdisjoint(credentials.access_key):
        raise InvalidCredentials(
            DIALECT, "the access key may not contain any of '/', ',', ';', '=' or a space"
        )
    _check("secret key", credentials.secret_key)
    if credentials.session_token is not None:
        _check("session token", credentials.session_token)
    return credentials


def _check(what: str, value: str) -> None:
    """Never shows the value."""
    if not value:
        raise InvalidCredentials(DIALECT, f"the {what} is empty")
    if not (value.isascii() and value.isprintable()):
        raise InvalidCredentials(
            DIALECT, f"the {what} holds a control or non-ASCII character (a line end from a file?)"
        )
    if value != value.strip():
        raise InvalidCredentials(DIALECT, f"the {what} has blanks at its ends")

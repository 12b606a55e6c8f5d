"""Callbacks: the signature of one, then what it says.

Here lives the reading of a call that the vendor makes. Never: a socket, nor what a state means (`replies`).

The signature is HMAC-SHA256 by the API key that created the task, over method, path, raw query, date and nonce; it
does not cover the body (facts 7). So a receiver that must be sure asks the vendor how the task is.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, NoReturn
from urllib.parse import quote, quote_plus, urlencode

from vidlect_adapters.canonical import TaskRef, VideoTask
from vidlect_adapters.errors import InvalidSignature
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.profile import Profile

from . import wire
from .envelope import opened
from .replies import task_id_in, task_in

_ALGORITHM: Final = "hmac-sha256"
_ACCESS_KEY: Final = "vidu"
_SIGNED: Final = frozenset({"date", "x-request-nonce"})
"""What a signature must cover beside method, path and query; others would say nothing of when."""
_WINDOW: Final = 300  # seconds to either side, as receivers have it (facts 7)


def read_callback(call: HttpCall, secret: str | None, at: datetime, profile: Profile) -> VideoTask:
    """What a callback says: verified in constant time first, then decoded.

    `secret` is the API key that created the task; None: unsigned callbacks are expected. The query may stand in
    `call.path` as it came (`/done?a=1`), which is safest; from decoded pairs the usual spellings are tried.
    Raises InvalidSignature, UnknownWord, MalformedReply.
    """
    if secret is not None:
        _verify(call, secret, at, profile)
    body = opened(HttpReply(status=200, headers=call.headers, body=call.body))
    if isinstance(body, VendorFailure):
        wire.malformed_reply("a callback tells of a task", "/reason", body.vendor_code)
    ref = TaskRef(task_id=task_id_in(body))
    # the structure's field is `state`; the prose says status
    return task_in(ref, body, field="status" if "state" not in body and "status" in body else "state")


def signature(secret: str, text: str) -> str:
    """Base64 of HMAC-SHA256 of a string to sign."""
    return b64encode(hmac.digest(secret.encode(), text.encode(), "sha256")).decode()


def string_to_sign(method: str, path: str, query: str, date: str, signed: tuple[tuple[str, str], ...]) -> str:
    """Method, path (`/` when empty), raw query, access key, date, each signed header: one line each, all ended."""
    lines = [method.upper(), path or "/", query, _ACCESS_KEY, date]
    lines += [f"{name}:{value}" for name, value in signed]
    return "".join(f"{line}\n" for line in lines)


def _verify(call: HttpCall, secret: str, at: datetime, profile: Profile) -> None:
    if not secret:  # anybody can sign by an empty key
        _refuse("the API key that created the task signs; this one is empty", "", None)
    for name, wanted in (("X-HMAC-ALGORITHM", _ALGORITHM), ("X-HMAC-ACCESS-KEY", _ACCESS_KEY)):
        said = _header(call, name)
        if said.lower() != wanted:
            _refuse(f"{name} is {wanted}", f"/headers/{name}", said)
    date, said = _header(call, "Date"), _header(call, "X-HMAC-SIGNATURE")
    names = [name for name in _header(call, "X-HMAC-SIGNED-HEADERS").split(";") if name]
    if not {name.lower() for name in names} >= _SIGNED:
        _refuse("Date and x-request-nonce are signed", "/headers/X-HMAC-SIGNED-HEADERS", ";".join(names))
    signed = tuple((name, _header(call, name)) for name in names)
    path, mark, raw = call.path.partition("?")
    queries = [raw] if mark else _spellings(call)
    right = False
    for query in queries:
        expected = signature(secret, string_to_sign(call.method, path, query, date, signed))
        right |= hmac.compare_digest(expected.encode(), said.encode())
    if not right:
        _refuse("the signature is of something else, or by another key", "/headers/X-HMAC-SIGNATURE", None)
    if profile["callback-age"] == "five-minutes":
        _check_age(date, at)


def _spellings(call: HttpCall) -> Iterator[str]:
    """The raw query that decoded pairs may have come from."""
    yield "&".join(f"{name}={value}" for name, value in call.query)
    yield urlencode(call.query, quote_via=quote, safe="")
    yield urlencode(call.query, quote_via=quote_plus)


def _check_age(date: str, at: datetime) -> None:
    try:
        sent = parsedate_to_datetime(date)
    except ValueError:
        _refuse("Date is a time such as Tue, 06 May 2025 12:09:42 GMT", "/headers/Date", date[:40])
    if sent.tzinfo is None:
        sent = sent.replace(tzinfo=UTC)
    if abs((at - sent).total_seconds()) > _WINDOW:
        _refuse(f"Date is at most {_WINDOW} s from now", "/headers/Date", date[:40])


def _header(call: HttpCall, name: str) -> str:
    value = call.header(name)
    if value is None:
        _refuse(f"a signed callback has the header {name}", f"/headers/{name}", None)
    return value


def _refuse(message: str, pointer: str, value: str | None) -> NoReturn:
    raise InvalidSignature(wire.NAME, message, pointer=pointer, value=value)

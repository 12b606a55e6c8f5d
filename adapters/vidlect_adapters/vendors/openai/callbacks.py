"""Notices that the vendor posts: verified per Standard Webhooks, then read.

Here lives the check of a signature and the reading of an event. Never: where notices arrive, a clock.
"""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from datetime import datetime
from typing import Final, NoReturn

import orjson

from vidlect_adapters.canonical import Failed, TaskRef, VideoTask
from vidlect_adapters.errors import InvalidSignature, UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpCall, JsonValue
from vidlect_adapters.profile import Profile

from . import replies, vocabulary, wire
from .vocabulary import Stage
from .wire import malformed_reply

TOLERANCE: Final = 300
"""Seconds either way (facts 5)."""

_SECRET_PREFIX: Final = "whsec_"  # noqa: S105 # a prefix, no secret
_VERSION: Final = "v1,"


def read_callback(call: HttpCall, secret: str | None, at: datetime, profile: Profile) -> VideoTask:
    """What a notice says of a job: that it is completed or has failed (why, only the job itself says).

    Raises InvalidSignature, UnknownWord, MalformedReply.
    """
    if secret is not None:
        _verify(call, secret, at)
    try:
        event: JsonValue = orjson.loads(call.body)
    except orjson.JSONDecodeError:
        event = None
    if not isinstance(event, dict):
        malformed_reply("a notice is a JSON object", "", None)
    kind, data = event.get("type"), event.get("data")
    if not isinstance(kind, str):
        malformed_reply("expected the event's type", "/type", None)
    stage = vocabulary.EVENTS.get(kind)
    if stage is None:
        known = ", ".join(vocabulary.EVENTS)
        raise UnknownWord(
            wire.NAME, f"unknown event {kind[:60]!r}; known are {known}", pointer="/type", value=kind
        )
    task_id = data.get("id") if isinstance(data, dict) else None
    if not isinstance(task_id, str) or not task_id.strip():
        malformed_reply("expected the job's id", "/data/id", None)
    ref = TaskRef(task_id=task_id)
    if stage is Stage.DONE:
        return replies.finished(ref, profile)
    reason = VendorFailure(kind=ErrorKind.VENDOR_ERROR, vendor_code=kind, message=vocabulary.NO_REASON_YET)
    return Failed(ref=ref, failure=reason)


def _verify(call: HttpCall, secret: str, at: datetime) -> None:
    """Raise InvalidSignature unless one of the signatures is right and the notice is new."""
    notice, written, given = (
        call.header(f"webhook-{name}") or "" for name in ("id", "timestamp", "signature")
    )
    for name, value in (("id", notice), ("timestamp", written), ("signature", given)):
        if not value:
            _refuse(f"the header webhook-{name} is missing")
    if not (written.isascii() and written.isdecimal() and len(written) <= 12):
        _refuse("webhook-timestamp is not a number of Unix seconds")
    age = int(at.timestamp()) - int(written)
    if abs(age) > TOLERANCE:
        _refuse(f"the notice is {age} s old; {TOLERANCE} s either way are tolerated")
    signed = f"{notice}.{written}.".encode() + call.body
    expected = b64encode(hmac.digest(_key(secret), signed, "sha256"))
    if not any(hmac.compare_digest(expected, one) for one in _signatures(given)):
        _refuse("no signature of the notice is right: another secret, or the body changed on the way")


def _key(secret: str) -> bytes:
    """The part behind `whsec_` is base64; a secret without that is a key as it is (facts 5)."""
    prefixed = secret.startswith(_SECRET_PREFIX)
    try:
        key = b64decode(secret.removeprefix(_SECRET_PREFIX) + "==") if prefixed else secret.encode()
    except ValueError:
        key = b""
    if not key:  # anybody can sign by an empty key
        _refuse("the secret is a text, or whsec_ and base64; this one is empty or not base64")
    return key


def _signatures(given: str) -> list[bytes]:
    return [one.removeprefix(_VERSION).encode() for one in given.split()]


def _refuse(reason: str) -> NoReturn:
    raise InvalidSignature(wire.NAME, reason)

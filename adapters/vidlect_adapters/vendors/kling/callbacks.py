"""News of a task that the vendor posts to the client: verified first, then read.

Here lives the signature of Standard Webhooks (facts 10) and the two shapes of body. Never: a clock, an
answer to the vendor.
"""

from __future__ import annotations

import binascii
import hmac
import re
from base64 import b64decode, b64encode
from datetime import datetime
from typing import Final

import orjson

from vidlect_adapters.canonical import TaskRef, VideoTask
from vidlect_adapters.errors import InvalidCredentials, InvalidSignature
from vidlect_adapters.message import HttpCall, JsonValue
from vidlect_adapters.profile import Profile

from . import encode, tasks, wire
from .wire import malformed_reply

TOLERANCE: Final = 300
"""Seconds that a callback may be old, or from the future (facts 10)."""

_PREFIX: Final = "whsec_"
_VERSION: Final = "v1"
_DIGITS: Final = re.compile(r"[0-9]{1,12}")


def read_callback(call: HttpCall, secret: str | None, at: datetime, profile: Profile) -> VideoTask:  # noqa: ARG001 # part of the interface
    """What a callback says of a task.

    `secret` as the console shows it (`whsec_…`), or None where none is set: then callbacks are unsigned.
    The vendor does not say by which path a classic task was made, so its reference has no locator.

    Raises:
        InvalidSignature: a missing, wrong or too old signature.
        InvalidCredentials: a secret that is none of this vendor.
        UnknownWord, MalformedReply: as for a poll.
    """
    if secret is not None:
        _verify(call, _key(secret), at)
    try:
        task: JsonValue = orjson.loads(call.body)
    except orjson.JSONDecodeError as problem:
        malformed_reply(f"the body is not JSON: {problem}", "", None)
    if not isinstance(task, dict):
        malformed_reply("a callback is a task, as an object", "", task)
    classic = tasks.shape_of(task) is tasks.CLASSIC
    locator = () if classic else ((encode.PATH, wire.TASKS),)
    return tasks.read(TaskRef(task_id=tasks.id_of(task, ""), locator=locator), task, "")


def signature(key: bytes, message_id: str, timestamp: str, body: bytes) -> str:
    """The signature of a callback, in base64, without its version."""
    signed = f"{message_id}.{timestamp}.".encode(errors="replace") + body
    return b64encode(hmac.digest(key, signed, "sha256")).decode()


def _verify(call: HttpCall, key: bytes, at: datetime) -> None:
    """Raises InvalidSignature. Two signatures stand there while a secret is being replaced; one is enough."""
    message_id, timestamp = call.header("webhook-id"), call.header("webhook-timestamp")
    said = call.header("webhook-signature")
    if not message_id or not timestamp or not said:
        raise InvalidSignature(
            wire.NAME, "expected the headers webhook-id, webhook-timestamp and webhook-signature"
        )
    if not _DIGITS.fullmatch(timestamp) or abs(at.timestamp() - int(timestamp)) > TOLERANCE:
        raise InvalidSignature(
            wire.NAME,
            f"webhook-timestamp is Unix seconds, at most {TOLERANCE} from now",
            value=timestamp[:20],
        )
    wanted = f"{_VERSION},{signature(key, message_id, timestamp, call.body)}".encode()
    found = [hmac.compare_digest(one.encode(errors="replace"), wanted) for one in said.split()]
    if not any(found):
        raise InvalidSignature(wire.NAME, "no signature in webhook-signature is of this body and secret")


def _key(secret: str) -> bytes:
    """The bytes that sign. Never shows the secret."""
    try:
        key = b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(_PREFIX) or not key:
        raise InvalidCredentials(wire.NAME, f"a callback secret is {_PREFIX} and base64")
    return key

"""Ids, seeds and times as the vendor writes them, drawn from numbers.

Here live their forms. Never: where the numbers come from, nor anything random: the same number draws the same text.
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b

# 18 decimal digits, the first no zero [facts 5.1].
_FIRST = 10**17
_SPAN = 9 * 10**17
# Without a common factor with the span, so that multiplying permutes it: different numbers below 9e17 draw
# different ids. Numbers of one session differ in 28 bits only, so they never meet either.
_STRIDE = 412_345_678_912_345_679
_CREATION = 288_000_000_000_000_123
"""Distance from a task's id to its creation's, so that either is found from the other."""
LARGEST_SEED = 2**31 - 1  # [facts 3]
_LAST_MOMENT = 253_402_300_799  # 9999-12-31T23:59:59Z, the last that RFC 3339 can write


def task_id(number: int) -> str:
    """The id of the number-th task."""
    return str(_FIRST + number * _STRIDE % _SPAN)


def creation_id(task: str) -> str:
    """The id of what a task made."""
    return _shifted(task, _CREATION)


def task_of(creation: str) -> str | None:
    """The id of the task that made a creation; None for what is no id."""
    if len(creation) != 18 or not creation.isascii() or not creation.isdecimal() or creation[0] == "0":
        return None
    return _shifted(creation, -_CREATION)


def _shifted(number: str, by: int) -> str:
    return str(_FIRST + (int(number) - _FIRST + by) % _SPAN)


def seed(number: int) -> int:
    """The seed that the server draws for a request that leaves it open: 1 to 2147483647."""
    return 1 + number * _STRIDE % LARGEST_SEED


def trace_id(wall: float, number: int) -> str:
    """32 hex digits. [facts 5.4]."""
    return _drawn(b"trace", wall, number).hex()


def nonce(wall: float, number: int) -> str:
    """Random-looking text in the form of a UUID, as the documents' example has. [facts 7]."""
    text = _drawn(b"nonce", wall, number).hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _drawn(purpose: bytes, wall: float, number: int) -> bytes:
    return blake2b(f"{wall!r} {number}".encode(), digest_size=16, person=purpose).digest()


def moment(at: float) -> str:
    """RFC 3339 in UTC with six digits of a second. [facts 5.1]."""
    clamped = min(max(at, 0.0), float(_LAST_MOMENT))
    return datetime.fromtimestamp(clamped, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

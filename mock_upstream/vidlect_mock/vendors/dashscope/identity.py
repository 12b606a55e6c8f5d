"""Ids and times as the vendor writes them, drawn from numbers.

Here live the forms of task ids, request ids and times. Never: where the numbers come from, nor anything random: the
same number draws the same text.
"""

from __future__ import annotations

import time
from functools import lru_cache

# An odd factor and a half-width shift permute the 122-bit numbers: different numbers, different ids.
_WIDTH = 122  # the bits of a UUID besides its version and variant (RFC 9562, 5.4)
_MASK = (1 << _WIDTH) - 1
_STRIDE, _SPREAD = 0x1E3779B97F4A7C15F39CC0605CEDC83, 0x2545F4914F6CDD1D9E3779B97F4A7C1
_TASKS, _REQUESTS, _LISTED = 0x1, 0x2, 0x3
_UTC_PLUS_8 = 8 * 3600.0  # the vendor's local time, without a zone mark [facts 3.2]


def _uuid(purpose: int, number: int) -> str:
    mixed = ((number << 2 | purpose) * _STRIDE) & _MASK
    mixed = ((mixed ^ mixed >> (_WIDTH // 2)) * _SPREAD) & _MASK
    digits = f"{mixed >> 2:030x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[12:15]}-{'89ab'[mixed & 3]}{digits[15:18]}-{digits[18:30]}"


def task_id(number: int) -> str:
    """The id of the number-th task: a UUID, version 4 by its form [facts 3.1]."""
    return _uuid(_TASKS, number)


def request_id(number: int) -> str:
    """The request id of the number-th answer: a UUID."""
    return _uuid(_REQUESTS, number)


def request_id_of(task: str) -> str:
    """The id of the request that submitted a task, for a list: the mock keeps none, so it is drawn from the task's."""
    return _uuid(_LISTED, int(task.replace("-", ""), 16))


def local_time(at: float) -> str:
    """`YYYY-MM-DD HH:mm:ss.SSS` in UTC+8, without any zone mark [facts 3.2]."""
    milliseconds = round(at * 1000)
    return f"{_second(milliseconds // 1000)}.{milliseconds % 1000:03d}"


@lru_cache(maxsize=64)
def _second(second: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(second + _UTC_PLUS_8))


def local_day(at: float) -> str:
    """`YYYY-MM-DD` in UTC+8."""
    return _second(int(at))[:10]


def read_local_time(text: str) -> float | None:
    """Unix seconds of a `YYYYMMDDhhmmss` in UTC+8; None where it is no time [facts 3.4]."""
    import calendar  # noqa: PLC0415 # only for lists with a window

    if len(text) != len("YYYYMMDDhhmmss") or not text.isascii() or not text.isdecimal():
        return None
    try:
        return calendar.timegm(time.strptime(text, "%Y%m%d%H%M%S")) - _UTC_PLUS_8
    except ValueError:
        return None

"""Task ids and request ids as the vendor writes them, drawn from numbers.

Here live their forms. Never: where the numbers come from, nor anything random: the same number draws the
same text.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_LETTERS = 5  # [facts 3]
_SPACE = len(_ALPHABET) ** _LETTERS
_STRIDE = 0x9E3779B1  # has no factor 2 or 3, so it permutes the 36**5 endings
_COUNTED_BITS = 28  # of the engine's number; the bits above them stand for the session
_FIRST_DAY = datetime(2026, 1, 1)  # noqa: DTZ001 # local time of the vendor, which writes no zone
_SECONDS = 31_536_000  # a year: ids of different sessions tell different times
_REQUEST_SPACE = 16**38  # [facts 1.1]
_REQUEST_STRIDE = 0x9E3779B97F4A7C15F39CC0605CEDC8341082277


def task_id(number: int) -> str:
    """The id of the number-th task: `cgt-` + 14 digits of time + `-` + 5 letters or digits [facts 3].

    The time follows from the number, for an id is drawn before anything is known of the task; so it is not
    that of the task. A session's ids are all different; so are those of two sessions, unless
    both its time and its ending meet (one pair in 10**15).
    """
    counted, session = number & ((1 << _COUNTED_BITS) - 1), number >> _COUNTED_BITS
    ending = (counted + session) * _STRIDE % _SPACE
    letters = ""
    for _ in range(_LETTERS):
        ending, digit = divmod(ending, len(_ALPHABET))
        letters += _ALPHABET[digit]
    return f"cgt-{_time((session + counted // _SPACE) % _SECONDS)}-{letters}"


@lru_cache(maxsize=256)
def _time(second: int) -> str:
    return (_FIRST_DAY + timedelta(seconds=second)).strftime("%Y%m%d%H%M%S")


def request_id(wall: float, number: int) -> str:
    """`02`, the Unix time in 13 digits of milliseconds, 38 hex digits; different for different numbers."""
    return f"02{int(wall * 1000):013d}{number * _REQUEST_STRIDE % _REQUEST_SPACE:038x}"

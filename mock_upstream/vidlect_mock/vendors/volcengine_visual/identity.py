"""Task ids and durations as the vendor writes them, drawn from numbers.

Here live the forms of task ids and elapsed times (request ids: `gateway_errors`). Never: where the numbers
come from, nor anything random: the same number draws the same text.
"""

from __future__ import annotations

# 20 digits, the first is 1, all above 2^63: the ids that a client must not keep as a number. [facts 3.1]
_FIRST_TASK_ID = 10**19
_WIDTH = 62
_MASK = (1 << _WIDTH) - 1
# Odd multipliers and a half-width shift permute the 62-bit numbers: different numbers, different ids.
_STRIDE, _SPREAD = 0x1E3779B97F4A7C15, 0x3F58476D1CE4E5B9
_MICROSECONDS_EVERY = 16
"""About one reply in so many took less than a millisecond and says `µs`. [facts 3.1]"""


def _mixed(number: int) -> int:
    mixed = (number + 1) * _STRIDE & _MASK
    mixed ^= mixed >> (_WIDTH // 2)
    return mixed * _SPREAD & _MASK


def task_id(number: int) -> str:
    """The id of the number-th task: 20 decimal digits; no two numbers below 2^62 share one."""
    return str(_FIRST_TASK_ID + _mixed(number))


def time_elapsed(number: int) -> str:
    """A Go duration: `104.852309ms`, now and then `84.448µs`."""
    drawn = _mixed(number)
    if number % _MICROSECONDS_EVERY == _MICROSECONDS_EVERY - 1:
        return f"{20 + drawn % 900}.{drawn % 999 + 1:03d}µs"
    return f"{20 + drawn % 200}.{drawn % 999_999 + 1:06d}ms"

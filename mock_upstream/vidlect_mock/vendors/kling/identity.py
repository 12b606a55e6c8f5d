"""Ids as the vendor writes them, drawn from numbers.

Here live the forms of task, video, session and request ids. Never: where the numbers come from, nor anything random.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Literal

Purpose = Literal[b"request", b"session", b"face", b"video", b"pack"]

# 18 decimal digits, later tasks have higher ones. [facts 3]
_FIRST = 10**17
_SPAN = 9 * 10**17


def task_id(number: int) -> str:
    """The id of the number-th task: 18 decimal digits; no two numbers closer than 9·10^17 share one."""
    return str(_FIRST + number % _SPAN)


def _uuid(digits: str) -> str:
    """32 hex digits written as a UUID of version 4; two of them make room for version and variant."""
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def drawn(purpose: Purpose, number: int) -> str:
    """A UUID for the number-th request, another one for each purpose."""
    return _uuid(blake2b(b"%d" % number, key=purpose, digest_size=16).hexdigest())


def video_id(of_task: str) -> str:
    """The id of a task's video. The task can be read from it, so nothing has to be kept."""
    number = f"{int(of_task):015x}"  # 18 decimal digits need 60 bits
    check = blake2b(of_task.encode(), key=b"video", digest_size=8).hexdigest()
    # places 12 and 16 are the UUID's own
    return _uuid(f"{number[:12]}0{number[12:]}0{check[:15]}")


def task_of(video: str) -> str | None:
    """The task whose video has this id; None for an id that is not of our making."""
    try:
        found = str(int(video[:8] + video[9:13] + video[15:18], 16))
    except ValueError:
        return None
    return found if video_id(found) == video else None

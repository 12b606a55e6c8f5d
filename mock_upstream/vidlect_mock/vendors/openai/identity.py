"""Ids as the vendor writes them, drawn from numbers.

Here live their forms. Never: where the numbers come from, nor anything random.
"""

from __future__ import annotations

from hashlib import blake2b


def drawn(purpose: str, seed: int | str, digits: int = 32) -> str:
    """So many hexadecimal digits, the same for the same purpose and seed."""
    return blake2b(f"{purpose} {seed}".encode(), digest_size=digits // 2).hexdigest()


def task_id(number: int) -> str:
    """`video_` and 48 hexadecimal digits, with `8190` where recorded ids have it [facts 2.4].

    In life the first eight are the time of creation; clients take an id as it is, and here an id is made
    of its number alone.
    """
    return f"video_68f6fc40{drawn('video', number, 4)}8190{drawn('video', number)}"


def request_id(number: int) -> str:
    """The value of `x-request-id`."""
    return f"req_{drawn('request', number)}"


def character_id(number: int) -> str:
    """`char_…` [facts 2.3]."""
    return f"char_{drawn('character', number)}"


def endpoint_id(number: int) -> str:
    """The id of a webhook endpoint; its form is not documented."""
    return f"we_{drawn('webhook endpoint', number)}"

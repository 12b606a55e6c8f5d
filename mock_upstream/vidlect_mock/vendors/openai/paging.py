"""Lists in pages: what a query asks for, and the page of it.

Here live cursors and limits. Never: what is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import dropwhile, islice
from typing import NamedTuple
from urllib.parse import parse_qsl

from vidlect_mock.message import JsonObject, JsonValue

from .errors import Trouble, wrong_type, wrong_value

DEFAULT_LIMIT = 20  # unsure [facts 2.5]
HIGHEST_LIMIT = 100  # [facts 2]
ORDERS = ("asc", "desc")


class Page(NamedTuple):
    """What is asked for; `order` None: not said."""

    after: str | None
    limit: int
    order: str | None


def parameters(query: bytes) -> dict[str, str]:
    """The parameters of a query; of a repeated one the last counts."""
    if not query or query.count(b"&") > 100:
        return {}
    return dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True, errors="replace"))


def read(query: bytes) -> Page | Trouble:
    """The page that a query asks for."""
    asked = parameters(query)
    written, order = asked.get("limit"), asked.get("order")
    limit = DEFAULT_LIMIT
    if written is not None:
        if not (written.isascii() and written.removeprefix("-").isdecimal()) or len(written) > 9:
            return wrong_type("limit", "an integer", "a string")
        limit = int(written)
        if limit > HIGHEST_LIMIT:
            return _beyond("maximum", f"<= {HIGHEST_LIMIT}", limit)
        if limit < 0:
            return _beyond("minimum", ">= 0", limit)
    if order is not None and order not in ORDERS:
        return wrong_value("order", order, ORDERS)
    return Page(asked.get("after") or None, limit, order)


def _beyond(which: str, bound: str, limit: int) -> Trouble:
    text = f"Invalid 'limit': integer beyond its {which} value. Expected a value {bound}, but got {limit} instead."
    return Trouble(
        400, text, f"integer_{'above' if which == 'maximum' else 'below'}_{which[:3]}_value", "limit"
    )


def page(objects: Iterable[JsonObject], asked: Page) -> JsonObject | None:
    """The page, made of no more objects than it takes; None if there is no object `after`."""
    rest: Iterator[JsonObject] = iter(objects)
    if asked.after is not None:
        rest = dropwhile(lambda one: one["id"] != asked.after, rest)
        if next(rest, None) is None:
            return None
    data: list[JsonValue] = [*islice(rest, asked.limit)]
    more = next(rest, None) is not None
    ids = [one["id"] for one in data if isinstance(one, dict)]
    return {
        "object": "list",
        "data": data,
        "first_id": ids[0] if ids else None,
        "has_more": more,
        "last_id": ids[-1] if ids else None,
    }

"""The list of an account's tasks, and what is left on the account.

Here live both calls and their replies. Never: how one task is told (`replies`).
"""

from __future__ import annotations

from decimal import Decimal

from vidlect_adapters.canonical import TaskRef, VideoTask
from vidlect_adapters.extras import Balance, TaskFilter, TaskPage
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpCall, HttpReply, JsonValue
from vidlect_adapters.profile import Profile

from . import wire
from .envelope import opened
from .replies import task_id_in, task_in
from .wire import inexpressible, malformed_reply

_MOST = 100  # tasks a page (facts 5.5)
_UNIT = "credits"


def encode_list(wanted: TaskFilter, profile: Profile) -> HttpCall:
    """The call that asks for a page; the vendor counts pages from 0. Raises Inexpressible."""
    pager = profile["pager"]
    query: list[tuple[str, str]] = [("task_ids", one) for one in wanted.task_ids]
    if wanted.model is not None:
        # `q2`, `2.0`: without the maker's name (facts 5.5)
        query.append(("model_versions", wanted.model.removeprefix("vidu")))
    if wanted.state is not None:
        query.append(("states", wanted.state))
    if wanted.size is not None:
        if not 1 <= wanted.size <= _MOST:
            inexpressible(f"a page has 1 to {_MOST} tasks", "/size", wanted.size)
        query.append((f"{pager}.pagesz", str(wanted.size)))
    if wanted.page is not None:
        if wanted.after is not None:
            inexpressible("a page by its number or behind a token, not both", "/page", wanted.page)
        if wanted.page < 1:
            inexpressible("pages count from 1", "/page", wanted.page)
        query.append((f"{pager}.page", str(wanted.page - 1)))
    if wanted.after is not None:
        query.append((f"{pager}.page_token", wanted.after))
    return wire.get(wire.TASKS, tuple(query))


def decode_listed(reply: HttpReply, profile: Profile) -> TaskPage | VendorFailure:  # noqa: ARG001 # part of the interface
    """The page; `next_after` is the token for the next. Raises UnknownWord, MalformedReply."""
    body = opened(reply)
    if isinstance(body, VendorFailure):
        return body
    items = body.get("tasks")
    if not isinstance(items, list):
        malformed_reply("expected an array", "/tasks", items)
    token = body.get("next_page_token")
    return TaskPage(
        tasks=tuple(_task(item, f"/tasks/{index}") for index, item in enumerate(items)),
        next_after=token if isinstance(token, str) and token else None,
    )


def _task(item: JsonValue, root: str) -> VideoTask:
    if not isinstance(item, dict):
        malformed_reply("expected an object", root, item)
    return task_in(TaskRef(task_id=task_id_in(item, root)), item, root)


def encode_balance(profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that asks what is left."""
    return wire.get(wire.CREDITS)


def decode_balance(reply: HttpReply, profile: Profile) -> tuple[Balance, ...] | VendorFailure:  # noqa: ARG001 # part of the interface
    """What is left, one entry a purse. Raises UnknownWord, MalformedReply.

    `remains` is what live replies have; `remaining_credits` is the prose's, and its absence is not zero (facts 5.6).
    """
    body = opened(reply)
    if isinstance(body, VendorFailure):
        return body
    purses = body.get("remains")
    if purses is None and "remaining_credits" in body:
        left = _amount(body["remaining_credits"], "/remaining_credits")
        return (Balance(name=_UNIT, left=left, unit=_UNIT),)
    if not isinstance(purses, list):
        malformed_reply("expected an array", "/remains", purses)
    return tuple(_purse(purse, f"/remains/{index}") for index, purse in enumerate(purses))


def _purse(purse: JsonValue, at: str) -> Balance:
    if not isinstance(purse, dict):
        malformed_reply("expected an object", at, purse)
    name = purse.get("type")
    if not isinstance(name, str) or not name:
        malformed_reply("expected a text that is not empty", f"{at}/type", name)
    return Balance(name=name, left=_amount(purse.get("credit_remain"), f"{at}/credit_remain"), unit=_UNIT)


def _amount(value: JsonValue, at: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float):
        malformed_reply("expected a number", at, value)
    return Decimal(str(value))

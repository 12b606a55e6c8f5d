"""Lists of tasks: the query that asks for a page, and the page.

Here lives the reading and writing of lists. Never: what one task says (`replies`). Source: facts 5.
"""

from __future__ import annotations

from typing import Final

from vidlect_adapters.canonical import TaskRef, VideoTask
from vidlect_adapters.extras import TaskFilter, TaskPage
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.profile import Profile

from . import wire
from .envelope import opened
from .replies import task_of
from .vocabulary import STATUSES, Stage
from .wire import inexpressible, malformed_reply

_MOST: Final = 500
"""The last page, and the most tasks on one."""


def encode_list(wanted: TaskFilter, profile: Profile) -> HttpCall:
    """The call that asks for a page. Raises Inexpressible: the vendor has numbered pages and no cursor."""
    if wanted.after is not None:
        inexpressible("the vendor numbers its pages; ask for a page", "/after", wanted.after)
    query: list[tuple[str, str]] = []
    for field, parameter, number in (
        ("page", "page_num", wanted.page),
        ("size", "page_size", wanted.size),
    ):
        if number is not None:
            if not 1 <= number <= _MOST:
                inexpressible(f"from 1 to {_MOST}", f"/{field}", number)
            query.append((parameter, str(number)))
    if wanted.state is not None:
        refused = {Stage.EXPIRED.value} if profile["list-expired"] == "refused" else set[str]()
        words = [word for word in STATUSES if word not in refused]
        if wanted.state not in words:
            inexpressible(f"one of {', '.join(words)}", "/state", wanted.state)
        query.append(("filter.status", wanted.state))
    if wanted.model is not None:
        query.append(("filter.model", wanted.model))
    query += [("filter.task_ids", task_id) for task_id in wanted.task_ids]
    return wire.tasks(tuple(query))


def decode_listed(reply: HttpReply, profile: Profile) -> TaskPage | VendorFailure:  # noqa: ARG001 # part of the interface
    """The page. Raises UnknownWord, MalformedReply."""
    body = opened(reply)
    if isinstance(body, VendorFailure):
        return body
    items, total = body.get("items"), body.get("total")
    if not isinstance(items, list):
        malformed_reply("expected an array", "/items", None)
    if type(total) is not int or total < 0:
        malformed_reply("expected a whole number", "/total", total)
    tasks: list[VideoTask] = []
    for index, record in enumerate(items):
        named = record.get("id") if isinstance(record, dict) else None
        if not isinstance(record, dict) or not isinstance(named, str) or not named.strip():
            malformed_reply("expected a task with its id", f"/items/{index}", None)
        tasks.append(task_of(TaskRef(task_id=named), record, f"/items/{index}"))
    return TaskPage(tasks=tuple(tasks), total=total)

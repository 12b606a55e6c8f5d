"""The vendor's HTTP: its paths and calls, and the exceptions that carry its name.

Here live words that stand on the wire around a body. Never: what a model accepts (`catalog`), what a
status or a code means (`vocabulary`, `codes`).
"""

from __future__ import annotations

import re
from typing import Final, NoReturn

from vidlect_adapters.errors import Inexpressible, MalformedReply, MalformedRequest
from vidlect_adapters.json_body import write_object
from vidlect_adapters.message import HttpCall, JsonObject, JsonValue, Pairs

NAME: str = "volcengine_ark"

TASKS: Final = "/api/v3/contents/generations/tasks"
"""`/api/v3` is a part of the address that clients are given (facts 1)."""

_TASK_ID: Final = re.compile(r"[A-Za-z0-9_.~-]+")
_JSON: Final[Pairs] = (("Content-Type", "application/json"),)


def create(body: JsonObject) -> HttpCall:
    """The call that makes a task. Raises Inexpressible for a text that UTF-8 does not have."""
    return HttpCall(method="POST", path=TASKS, headers=_JSON, body=write_object(body, NAME))


def task(method: str, task_id: str) -> HttpCall:
    """A call about one task. Raises Inexpressible for an id that would change the path."""
    if not _TASK_ID.fullmatch(task_id) or not task_id.strip("."):
        inexpressible("a task id holds letters, digits and hyphens", "/task_id", task_id[:80])
    return HttpCall(method=method, path=f"{TASKS}/{task_id}")


def tasks(query: Pairs) -> HttpCall:
    """The call that lists tasks."""
    return HttpCall(method="GET", path=TASKS, query=query)


def inexpressible(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise Inexpressible of this vendor."""
    raise Inexpressible(NAME, message, pointer=pointer, value=value)


def malformed_request(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise MalformedRequest of this vendor."""
    raise MalformedRequest(NAME, message, pointer=pointer, value=value)


def malformed_reply(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise MalformedReply of this vendor."""
    raise MalformedReply(NAME, message, pointer=pointer, value=value)

"""What Ark can be asked to do with films, as one table, and how a method and path name it.

Here live names, paths, effects and what a DELETE does to a task in which state. Never: what a body or a
reply looks like.

Sources: [facts N] is section N of the vendor's facts file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

from vidlect_mock.interface import Effect, Ending, Operation
from vidlect_mock.lifecycle import State

BASE = "/api/v3"  # part of the address that clients are given [facts 1]
TASKS = f"{BASE}/contents/generations/tasks"
MODELS_PATH = f"{BASE}/models"

CREATE = "CreateContentsGenerationsTasks"
GET = "GetContentsGenerationsTask"
LIST = "ListContentsGenerationsTasks"
DELETE = "DeleteContentsGenerationsTasks"
MODELS = "ListModels"

# One DELETE cancels what waits and removes what has ended. [facts 6]
_ENDINGS: Mapping[State, Ending] = {
    State.QUEUED: Ending.CANCELLED,
    State.SUCCEEDED: Ending.REMOVED,
    State.FAILED: Ending.REMOVED,
    State.EXPIRED: Ending.REMOVED,
}

OPERATIONS: Mapping[str, Operation] = {
    CREATE: Operation(CREATE, Effect.SUBMIT),
    GET: Operation(GET, Effect.POLL),
    LIST: Operation(LIST, Effect.LIST),
    DELETE: Operation(DELETE, Effect.CANCEL, _ENDINGS),
    MODELS: Operation(MODELS, Effect.INSTANT),
}

_TASK = re.compile(re.escape(TASKS) + r"/([^/]+)")


class Found(NamedTuple):
    """An operation, the task that the path names, and what is odd about the path."""

    operation: Operation
    task_id: str = ""
    remarks: tuple[str, ...] = ()


def find(method: str, raw_path: bytes) -> Found | None:
    """The operation of a method and path; None: the vendor has no such action.

    A POST anywhere below the tasks is taken for a create: there is no `/cancel`. [facts 6]
    """
    path = raw_path.decode("latin-1")
    if path == TASKS and method in {"POST", "GET"}:
        return Found(OPERATIONS[CREATE if method == "POST" else LIST])
    if method == "POST" and path.startswith(TASKS + "/"):
        return Found(OPERATIONS[CREATE], remarks=("a POST below the tasks is a create, whatever follows",))
    if path == MODELS_PATH and method == "GET":
        return Found(OPERATIONS[MODELS])
    named = _TASK.fullmatch(path)
    if named is None or method not in {"GET", "DELETE"}:
        return None
    return Found(OPERATIONS[GET if method == "GET" else DELETE], unquote(named[1]))

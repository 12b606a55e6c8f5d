"""What can be done with tasks besides asking for one: cancel it, list them.

Here live those calls and the reading of their replies. Never: a submit, a poll.
"""

from __future__ import annotations

from typing import Final

from vidlect_adapters.canonical import (
    Failed,
    FileKind,
    InProgress,
    Succeeded,
    TaskRef,
    VendorRoute,
    VideoFile,
    VideoTask,
)
from vidlect_adapters.extras import TaskFilter, TaskPage
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.json_body import json_type
from vidlect_adapters.message import HttpCall, HttpReply, JsonValue
from vidlect_adapters.profile import Profile

from . import vocabulary, wire
from .replies import ENDED, WAITING, opened, stage_of
from .vocabulary import Stage
from .wire import inexpressible, malformed_reply

_KEYS: Final = ("data", "tasks")
"""Where the tasks stand: documented, and where the new client of SDK 2 looks (facts 3.4)."""


def encode_cancel(ref: TaskRef, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that cancels a task that is still PENDING (facts 3.3)."""
    return HttpCall(method="POST", path=wire.task_path(ref.task_id, "/cancel"))


def decode_cancelled(reply: HttpReply, profile: Profile) -> VendorFailure | None:  # noqa: ARG001 # part of the interface
    """None when cancelled, or why not. Raises UnknownWord, MalformedReply."""
    body = opened(reply)
    return body if isinstance(body, VendorFailure) else None


def encode_list(wanted: TaskFilter, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that asks for a page of the last 24 hours.

    Raises:
        Inexpressible: the vendor has numbered pages and no cursor, and filters by one task id at most.
    """
    if wanted.after is not None:
        inexpressible("the vendor has numbered pages, no cursor", "/after", wanted.after)
    if len(wanted.task_ids) > 1:
        inexpressible("the vendor filters by one task id at most", "/task_ids", len(wanted.task_ids))
    query = [
        ("task_id", wanted.task_ids[0] if wanted.task_ids else None),
        ("model_name", wanted.model),
        ("status", wanted.state),
        ("page_no", wanted.page),
        ("page_size", wanted.size),
    ]
    return HttpCall(
        method="GET",
        path=wire.TASKS_PATH,
        query=tuple((name, str(value)) for name, value in query if value is not None),
    )


def decode_listed(reply: HttpReply, profile: Profile) -> TaskPage | VendorFailure:  # noqa: ARG001 # part of the interface
    """The page. Raises UnknownWord, MalformedReply.

    A list says neither where a film is nor why a task failed: the file of a finished one is the query that says so.
    """
    body = opened(reply)
    if isinstance(body, VendorFailure):
        return body
    key = next((key for key in _KEYS if key in body), _KEYS[0])
    found = body.get(key)
    if not isinstance(found, list):
        malformed_reply(f"expected an array, not {json_type(found)}", f"/{key}", found)
    total = body.get("total")
    return TaskPage(
        tasks=tuple(_task(one, f"/{key}/{index}") for index, one in enumerate(found)),
        total=total if type(total) is int else None,
    )


def _task(item: JsonValue, pointer: str) -> VideoTask:
    if not isinstance(item, dict):
        malformed_reply(f"expected an object, not {json_type(item)}", pointer, item)
    task_id = item.get("task_id")
    if not isinstance(task_id, str) or not task_id.strip():
        malformed_reply("expected a text that is not empty", f"{pointer}/task_id", task_id)
    ref = TaskRef(task_id=task_id)
    word = item.get("status")
    stage = stage_of(word, f"{pointer}/status")
    if stage in WAITING:
        return InProgress(ref=ref, state=WAITING[stage])
    if stage is Stage.DONE:
        route = VendorRoute(wire.poll(task_id))
        return Succeeded(ref=ref, files=(VideoFile(kind=FileKind.VIDEO, location=route),))
    kind, reason = ENDED.get(stage, (ErrorKind.VENDOR_ERROR, vocabulary.LISTED_MESSAGE))
    return Failed(ref=ref, failure=VendorFailure(kind=kind, vendor_code=str(word), message=reason))

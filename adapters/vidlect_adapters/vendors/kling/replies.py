"""What the vendor answered to submit, poll and list.

Here lives the step from an accepted reply to the task or tasks in it. Never: the envelope (`envelope`), a
task's members (`tasks`), a call.
"""

from __future__ import annotations

from typing import Final

from vidlect_adapters.canonical import Failed, TaskRef, VideoRequest, VideoTask
from vidlect_adapters.extras import TaskPage
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, JsonObject, JsonValue
from vidlect_adapters.profile import Profile
from vidlect_adapters.refusals import text_or_none

from . import encode, tasks, vocabulary, wire
from .envelope import Accepted, opened
from .wire import malformed_reply

_LOST: Final = "no task"
"""Our word for a task that the path API leaves out of its answer: it has no code for that (facts 11.1)."""


def decode_submitted(request: VideoRequest, reply: HttpReply, profile: Profile) -> TaskRef | VendorFailure:  # noqa: ARG001 # part of the interface
    """The task that a submit made, or why there is none. Raises UnknownWord, MalformedReply."""
    return made(reply, encode.path_of(request))


def made(reply: HttpReply, path: str) -> TaskRef | VendorFailure:
    """The task that a call to `path` made, or why there is none."""
    answer = opened(reply)
    if isinstance(answer, VendorFailure):
        return answer
    return TaskRef(task_id=tasks.id_of(answer.object(), "/data"), locator=((encode.PATH, path),))


def decode_polled(ref: TaskRef, reply: HttpReply, profile: Profile) -> VideoTask | VendorFailure:  # noqa: ARG001 # part of the interface
    """How a task is, or why this poll says nothing about it. Raises UnknownWord, MalformedReply.

    A task is read by its own shape, so that a reference without a locator is read as well.
    """
    answer = opened(reply)
    if isinstance(answer, VendorFailure):
        return Failed(ref=ref, failure=answer) if answer.kind is ErrorKind.NOT_FOUND else answer
    if isinstance(answer.data, dict):
        return _own(ref, answer.data, "/data", answer.request_id)
    found = _objects(answer.data, "/data")
    for index, task in enumerate(found):
        if _is_asked_for(ref, task, f"/data/{index}"):
            return _own(ref, task, f"/data/{index}", answer.request_id)
    if found:
        malformed_reply("the reply is about other tasks", "/data", len(found))
    lost = VendorFailure(
        kind=ErrorKind.NOT_FOUND,
        vendor_code=_LOST,
        message=vocabulary.LOST_MESSAGE,
        request_id=answer.request_id,
    )
    return Failed(ref=ref, failure=lost)


def decode_listed(reply: HttpReply, profile: Profile) -> TaskPage | VendorFailure:
    """The films of a page. Raises UnknownWord, MalformedReply.

    The vendor says no total of a list. A task that made something else than a film is left out.
    """
    answer = opened(reply)
    if isinstance(answer, VendorFailure):
        return answer
    found, at, after = _page(answer)
    path = encode.listed_path(profile)
    read: list[VideoTask] = []
    for index, task in enumerate(found):
        root = f"{at}/{index}"
        # A task of the path API is found again by its id alone, wherever it was made.
        where = path if tasks.shape_of(task) is tasks.CLASSIC else wire.TASKS
        ref = TaskRef(task_id=tasks.id_of(task, root), locator=((encode.PATH, where),))
        if not tasks.makes_no_film(task):
            read.append(tasks.read(ref, task, root, answer.request_id))
    return TaskPage(tasks=tuple(read), next_after=after)


def _page(answer: Accepted) -> tuple[list[JsonObject], str, str | None]:
    """(tasks, where they stand, cursor to the next page): classic and by id an array, else an object."""
    if isinstance(answer.data, list):
        return _objects(answer.data, "/data"), "/data", None
    page = answer.object()
    after = text_or_none(page.get("next_cursor")) if page.get("has_more") is True else None
    return _objects(page.get("result", []), "/data/result"), "/data/result", after


def _own(ref: TaskRef, task: JsonObject, root: str, request_id: str | None) -> VideoTask:
    if not _is_asked_for(ref, task, root):
        malformed_reply("the reply is about another task", root, tasks.id_of(task, root))
    return tasks.read(ref, task, root, request_id)


def _is_asked_for(ref: TaskRef, task: JsonObject, root: str) -> bool:
    if ref.located(encode.EXTERNAL) is not None:
        return tasks.external_id_of(task) == ref.task_id
    return tasks.id_of(task, root) == ref.task_id


def _objects(value: JsonValue, at: str) -> list[JsonObject]:
    if not isinstance(value, list):
        malformed_reply("expected an array of tasks", at, value)
    found: list[JsonObject] = []
    for index, one in enumerate(value):
        if not isinstance(one, dict):
            malformed_reply("expected an object", f"{at}/{index}", one)
        found.append(one)
    return found

"""What a client of new-api reads from the replies to a create and to a query.

Here lives their reading, of any gateway of that build. Never: their writing, the shape of a refusal (`errors`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from vidlect_adapters.addresses import is_data_url
from vidlect_adapters.canonical import (
    Failed,
    FileKind,
    InProgress,
    Link,
    RunState,
    Succeeded,
    TaskRef,
    VendorRoute,
    VideoFile,
    VideoTask,
)
from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.members import is_unsaid
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, JsonValue
from vidlect_adapters.nested_error import read_reply, read_told
from vidlect_adapters.video_object import address_of, id_of, progress_of

from . import wire
from .errors import decode_error, failure_of
from .vocabulary import FAILED, SUCCEEDED, VIDEO_STATES, WRAPPED_STATES

_PER_CENT = re.compile(r"(100|[1-9]?[0-9])(?:\.[0-9]+)?%", re.ASCII)
_DATA = "/data"


def decode_created(reply: HttpReply, route: wire.Route) -> TaskRef | VendorFailure:
    """The task, or the refusal. Raises UnknownWord, MalformedReply."""
    if not 200 <= reply.status < 300:
        return decode_error(reply, route)
    body = read_reply(reply, route.surface)
    _state_of(body, VIDEO_STATES, route.surface)
    named = id_of(body, route.surface)
    if body.get("task_id", named) != named:
        text = "task_id is the id of the same task"
        raise MalformedReply(route.surface, text, pointer="/task_id", value=body["task_id"])
    return TaskRef(task_id=named)


def decode_task(
    ref: TaskRef, reply: HttpReply, route: wire.Route, content: HttpCall
) -> VideoTask | VendorFailure:
    """The task, or the refusal; `content` fetches a film that is shown without an address.

    Raises UnknownWord, MalformedReply.
    """
    if not 200 <= reply.status < 300:
        return decode_error(reply, route)
    body = read_reply(reply, route.surface)
    if not route.is_wrapped:
        return _video(ref, body, route, content)
    if body.get("code") != "success":
        return failure_of(body, reply.status, route)
    return _row(ref, task_in(body), route, content)


def task_in(body: JsonObject) -> JsonObject:
    """The very object that holds a task's members: `data` where a body is an envelope, else the body."""
    data = body.get("data")
    return data if isinstance(data, dict) else body


def progress_shown(task: JsonObject) -> JsonValue:
    """The progress as a number where it is written as `30%`, else as it stands."""
    shown = task.get("progress")
    told = _PER_CENT.fullmatch(shown) if isinstance(shown, str) else None
    return shown if told is None else int(told[1])


def _state_of(task: JsonObject, states: Mapping[str, str], dialect: str, within: str = "") -> str:
    word = task.get("status")
    if not isinstance(word, str) or word not in states:
        text = f"the status is one of {', '.join(states)}"
        raise UnknownWord(dialect, text, pointer=f"{within}/status", value=word)
    return states[word]


def _succeeded(ref: TaskRef, place: Link | VendorRoute) -> Succeeded:
    return Succeeded(ref=ref, files=(VideoFile(kind=FileKind.VIDEO, location=place),))


def _film(holder: JsonObject, name: str, within: str, dialect: str, content: HttpCall) -> Link | VendorRoute:
    """Where a film is: at an address, or behind the content route, which decodes a data URL too (5.8).

    Raises MalformedReply.
    """
    said = holder.get(name)
    if said == "" or (isinstance(said, str) and is_data_url(said)):
        return VendorRoute(content)
    address = address_of(holder, name, dialect, within)
    return VendorRoute(content) if address is None else Link(url=address)


def _row(ref: TaskRef, row: JsonObject, route: wire.Route, content: HttpCall) -> VideoTask:
    dialect = route.surface
    named = row.get("task_id")
    if named != ref.task_id:
        text = "data.task_id names the task that was asked for"
        raise MalformedReply(dialect, text, pointer=f"{_DATA}/task_id", value=named)
    state = _state_of(row, WRAPPED_STATES, dialect, _DATA)
    progress = progress_shown(row)
    if not (is_unsaid(progress) or (type(progress) is int and 0 <= progress <= 100)):
        text = "progress is a text such as '30%'"
        raise MalformedReply(dialect, text, pointer=f"{_DATA}/progress", value=progress)
    if state not in {SUCCEEDED, FAILED}:
        shown = progress if isinstance(progress, int) else None
        return InProgress(ref=ref, state=RunState(state), progress=shown)
    if state == SUCCEEDED:
        return _succeeded(ref, _film(row, "result_url", _DATA, dialect, content))
    reason: JsonObject = {"message": row.get("fail_reason")}
    try:
        told = read_told(reason, dialect)
    except MalformedReply as error:
        text = "data.fail_reason must be a string that is not empty"
        raise MalformedReply(dialect, text, pointer=f"{_DATA}/fail_reason", value=error.value) from None
    kind = ErrorKind.VENDOR_ERROR
    failure = VendorFailure(kind=kind, vendor_code=told.vendor_code or kind.word, message=told.message)
    return Failed(ref=ref, failure=failure)


def _video(ref: TaskRef, video: JsonObject, route: wire.Route, content: HttpCall) -> VideoTask:
    dialect = route.surface
    if (named := id_of(video, dialect)) != ref.task_id:
        raise MalformedReply(dialect, "the reply is about another task", pointer="/id", value=named)
    state = _state_of(video, VIDEO_STATES, dialect)
    if state not in {SUCCEEDED, FAILED}:
        return InProgress(ref=ref, state=RunState(state), progress=progress_of(video, dialect))
    if state == FAILED:
        return Failed(ref=ref, failure=failure_of({"error": video.get("error")}, 200, route))
    metadata = video.get("metadata")
    holder = metadata if isinstance(metadata, dict) else {}
    return _succeeded(ref, _film(holder, "url", "/metadata", dialect, content))

"""The vendor's task, in its two shapes: the classic one and that of the path API.

Here lives the reading of one task, wherever it stands: in a reply, a list or a callback. Never: an
envelope, what a status word means (`vocabulary`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from vidlect_adapters.addresses import is_web
from vidlect_adapters.canonical import (
    Failed,
    FileKind,
    InProgress,
    Link,
    RunState,
    Succeeded,
    TaskRef,
    VideoFile,
    VideoTask,
)
from vidlect_adapters.errors import UnknownWord
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_adapters.refusals import human

from . import codes, vocabulary, wire
from .vocabulary import Stage
from .wire import malformed_reply

_KEPT: Final = 30 * 24 * 3600
"""Seconds that the vendor keeps a film from its creation (facts 3)."""
_LATEST: Final = 253402300800000
"""The year 10000 in milliseconds: a later time is none."""

_VIDEO: Final = "video"
_NO_FILMS: Final = ("image", "audio", "voice", "element")
"""Types of output (facts 11.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Where each API keeps what a task says."""

    id: str
    status: str
    message: str
    created: str
    words: Mapping[str, Stage]


CLASSIC: Final = Shape(
    id="task_id",
    status="task_status",
    message="task_status_msg",
    created="created_at",
    words=vocabulary.CLASSIC_STATUSES,
)
BY_PATH: Final = Shape(
    id="id", status="status", message="message", created="create_time", words=vocabulary.PATH_STATUSES
)


def shape_of(task: JsonObject) -> Shape:
    """The shape of a task, told by the name of its id."""
    return CLASSIC if CLASSIC.id in task else BY_PATH


def id_of(task: JsonObject, root: str) -> str:
    """The id of a task. Raises MalformedReply."""
    return _text(task, shape_of(task).id, root)


def external_id_of(task: JsonObject) -> JsonValue:
    """The id that the client gave, or None."""
    if shape_of(task) is BY_PATH:
        return task.get("external_id")
    info = task.get("task_info")
    return info.get("external_task_id") if isinstance(info, dict) else None


def read(ref: TaskRef, task: JsonObject, root: str, request_id: str | None = None) -> VideoTask:
    """What a task says: the status word first, the files last; `root` is its JSON pointer.

    Raises:
        UnknownWord: a status word that no document has.
        MalformedReply: no status, or a success without a film.
    """
    shape = shape_of(task)
    word = _text(task, shape.status, root)
    stage = shape.words.get(word)
    if stage is None:
        known = ", ".join(shape.words)
        raise UnknownWord(
            wire.NAME,
            f"unknown status {word!r}; known are {known}",
            pointer=f"{root}/{shape.status}",
            value=word,
        )
    if stage is Stage.DONE:
        return Succeeded(ref=ref, files=_films(task, shape, root))
    if stage is Stage.FAILED:
        message = human(task.get(shape.message), vocabulary.FAILED_MESSAGE)
        kind = codes.kind_of_task(message)
        return Failed(
            ref=ref,
            failure=VendorFailure(kind=kind, vendor_code=word, message=message, request_id=request_id),
        )
    return InProgress(ref=ref, state=RunState.QUEUED if stage is Stage.QUEUED else RunState.RUNNING)


def makes_no_film(task: JsonObject) -> bool:
    """Whether a task of the path API has made something, but no film: a picture, a voice, an element."""
    outputs = task.get("outputs")
    if not isinstance(outputs, list) or not outputs:
        return False
    return all(isinstance(one, dict) and one.get("type") in _NO_FILMS for one in outputs)


def _films(task: JsonObject, shape: Shape, root: str) -> tuple[VideoFile, ...]:
    """The films of a finished task, first things first; other outputs are not asked for."""
    if shape is CLASSIC:
        result = task.get("task_result")
        found = result.get("videos") if isinstance(result, dict) else None
        at = f"{root}/task_result/videos"
    else:
        found, at = task.get("outputs"), f"{root}/outputs"
    if not isinstance(found, list):
        malformed_reply("a finished task has films", at, found)
    created = task.get(shape.created)
    expires_at = created // 1000 + _KEPT if type(created) is int and 0 < created < _LATEST else None
    films: list[VideoFile] = []
    for index, one in enumerate(found):
        if not isinstance(one, dict):
            malformed_reply("expected an object", f"{at}/{index}", one)
        if shape is BY_PATH and one.get("type") != _VIDEO:
            continue
        url = _text(one, "url", f"{at}/{index}")
        if not is_web(url):
            malformed_reply("a film is at an http(s) address", f"{at}/{index}/url", url)
        films.append(VideoFile(kind=FileKind.VIDEO, location=Link(url=url, expires_at=expires_at)))
    if not films:
        malformed_reply("a finished task has a film", at, None)
    return tuple(films)


def _text(task: JsonObject, name: str, root: str) -> str:
    value = task.get(name)
    if not isinstance(value, str) or not value.strip():
        malformed_reply("expected a text that is not empty", f"{root}/{name}", value)
    return value

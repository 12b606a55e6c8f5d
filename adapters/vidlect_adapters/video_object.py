"""The members that every `"object": "video"` has, read: id, status, progress, a film's address; and the task they tell of.

Here lives what the surfaces with this object have in common. Never: a dialect's words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from .addresses import check_address
from .canonical import (
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
from .errors import MalformedReply, UnknownWord
from .failure import VendorFailure
from .message import JsonObject

FAILED: Final = "failed"
UNFINISHED: Final[Mapping[str, RunState]] = {"queued": RunState.QUEUED, "running": RunState.RUNNING}
"""How a dialect's table names the states of a task that goes on."""


def id_of(body: JsonObject, dialect: str) -> str:
    """The task's id. Raises MalformedReply."""
    named = body.get("id")
    if not isinstance(named, str) or not named.strip():
        raise MalformedReply(dialect, "id must be a string that is not empty", pointer="/id", value=named)
    return named


def state_of(body: JsonObject, words: Mapping[str, str], dialect: str) -> str:
    """The state; `words`: state → word. Raises UnknownWord."""
    word = body.get("status")
    for state, known in words.items():
        if word == known:
            return state
    text = f"the status is one of {', '.join(words.values())}"
    raise UnknownWord(dialect, text, pointer="/status", value=word)


def progress_of(body: JsonObject, dialect: str) -> int | None:
    """The progress in percent, None where it is not said. Raises MalformedReply."""
    progress = body.get("progress")
    if progress is None:
        return None
    if isinstance(progress, bool) or not isinstance(progress, int) or not 0 <= progress <= 100:
        text = "progress is an integer from 0 to 100"
        raise MalformedReply(dialect, text, pointer="/progress", value=progress)
    return progress


def address_of(body: JsonObject, name: str, dialect: str, within: str = "") -> str | None:
    """The address of a film, None where there is none; `within` is the object's own pointer. Raises MalformedReply."""
    address = body.get(name)
    if address is None:
        return None
    try:
        if isinstance(address, str):
            check_address(address)
            return address
    except ValueError:
        pass
    pointer = f"{within}/{name}"
    text = f"{pointer.strip('/').replace('/', '.')} must be an http(s) address"
    raise MalformedReply(dialect, text, pointer=pointer)


def read_task(  # noqa: PLR0913 # what the dialects differ in
    ref: TaskRef,
    body: JsonObject,
    *,
    named: str,
    words: Mapping[str, str],
    dialect: str,
    failure: Callable[[], VendorFailure],
    film: Callable[[], Link | VendorRoute],
) -> VideoTask:
    """The task that a reply tells of.

    Args:
        ref: the task that was asked for.
        body: the reply.
        named: the task that it names.
        words: state → the dialect's word.
        dialect: the surface.
        failure: reads why it failed.
        film: reads where its film is.

    Raises:
        UnknownWord, MalformedReply: about another task, or broken.
    """
    if named != ref.task_id:
        raise MalformedReply(dialect, "the reply is about another task", pointer="/id", value=named)
    state = state_of(body, words, dialect)
    if state in UNFINISHED:
        return InProgress(ref=ref, state=UNFINISHED[state], progress=progress_of(body, dialect))
    if state == FAILED:
        return Failed(ref=ref, failure=failure())
    return Succeeded(ref=ref, files=(VideoFile(kind=FileKind.VIDEO, location=film()),))

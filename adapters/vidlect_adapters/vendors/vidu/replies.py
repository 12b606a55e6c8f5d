"""What the vendor answered to submit, poll, cancel: the state word after the envelope, files last.

Here lives the reading of accepted replies about tasks. Never: the envelope itself (`envelope`), what a word means
(`vocabulary`), a call.
"""

from __future__ import annotations

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
    VideoRequest,
    VideoTask,
)
from vidlect_adapters.errors import UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, JsonObject, JsonValue
from vidlect_adapters.profile import Profile

from . import codes, vocabulary, wire
from .envelope import opened
from .vocabulary import Stage
from .wire import malformed_reply

_GONE: Final = "TaskNotFound"
_STATE: Final = "state"


def decode_submitted(
    request: VideoRequest,  # noqa: ARG001 # part of the interface
    reply: HttpReply,
    profile: Profile,  # noqa: ARG001 # part of the interface
) -> TaskRef | VendorFailure:
    """The task that a submit made, or why there is none. Raises UnknownWord, MalformedReply."""
    body = opened(reply)
    if isinstance(body, VendorFailure):
        return body
    ref = TaskRef(task_id=_task_id(body, "task_id"))
    if body.get(_STATE) is not None and _stage(body, "", _STATE) is Stage.FAILED:
        return _failure(body)
    return ref


def decode_polled(
    ref: TaskRef,
    reply: HttpReply,
    profile: Profile,  # noqa: ARG001 # part of the interface
) -> VideoTask | VendorFailure:
    """How a task is, or why this poll says nothing about it. Raises UnknownWord, MalformedReply."""
    body = opened(reply)
    if isinstance(body, VendorFailure):
        return Failed(ref=ref, failure=body) if body.vendor_code == _GONE else body
    named = body.get("id")
    if named is not None and named != ref.task_id:
        malformed_reply("the reply is about another task", "/id", named)
    return task_in(ref, body)


def decode_cancelled(reply: HttpReply, profile: Profile) -> VendorFailure | None:  # noqa: ARG001 # part of the interface
    """None when cancelled, or why not. Raises UnknownWord, MalformedReply."""
    if reply.status < 300 and reply.body.strip() in {b"", b"null"}:  # the table says null, the sample {}
        return None
    body = opened(reply)
    return body if isinstance(body, VendorFailure) else None


def task_in(ref: TaskRef, body: JsonObject, root: str = "", field: str = _STATE) -> VideoTask:
    """The task that an object tells of: a poll's, a list's item, a callback's. Raises UnknownWord, MalformedReply."""
    stage = _stage(body, root, field)
    if stage is Stage.DONE:
        return Succeeded(ref=ref, files=_files(body.get("creations"), f"{root}/creations"))
    if stage is Stage.FAILED:
        return Failed(ref=ref, failure=_failure(body))
    state = RunState.QUEUED if stage is Stage.QUEUED else RunState.RUNNING
    return InProgress(ref=ref, state=state, progress=_progress(body))


def task_id_in(body: JsonObject, root: str = "") -> str:
    """The id of the task that an object tells of. Raises MalformedReply."""
    return _task_id(body, "id", root)


def _task_id(body: JsonObject, field: str, root: str = "") -> str:
    """Ids have 18 digits, beyond what a number keeps in many a parser: they are texts."""
    named = body.get(field)
    if not isinstance(named, str) or not named.strip():
        malformed_reply("expected a text that is not empty", f"{root}/{field}", named)
    return named


def _stage(body: JsonObject, root: str, field: str) -> Stage:
    word = body.get(field)
    if not isinstance(word, str) or not word:
        malformed_reply("expected a text that is not empty", f"{root}/{field}", word)
    stage = vocabulary.STATES.get(word)
    if stage is None:
        known = ", ".join(vocabulary.STATES)
        raise UnknownWord(
            wire.NAME,
            f"unknown state {word[:80]!r}; known are {known}",
            pointer=f"{root}/{field}",
            value=word,
        )
    return stage


def _progress(body: JsonObject) -> int | None:
    """Percent, where the vendor says it; clients read a number with a point."""
    progress = body.get("progress")
    if isinstance(progress, bool) or not isinstance(progress, int | float) or not 0 <= progress <= 100:
        return None
    return int(progress)


def _failure(body: JsonObject) -> VendorFailure:
    """Why a task failed. An `err_code` that no document has is kept: that the task failed is certain."""
    word = body.get("err_code")
    if not isinstance(word, str) or not word.strip():
        return VendorFailure(
            kind=ErrorKind.VENDOR_ERROR, vendor_code="failed", message=vocabulary.FAILED_MESSAGE
        )
    known = codes.REASONS.get(word)
    if known is None:
        return VendorFailure(kind=ErrorKind.VENDOR_ERROR, vendor_code=word, message=word)
    return VendorFailure(kind=known.kind, vendor_code=word, message=known.message)


def _files(creations: JsonValue, pointer: str) -> tuple[VideoFile, ...]:
    if not isinstance(creations, list) or not creations:
        malformed_reply("a success has a creation", pointer, creations)
    files: list[VideoFile] = []
    for index, creation in enumerate(creations):
        at = f"{pointer}/{index}"
        if not isinstance(creation, dict):
            malformed_reply("expected an object", at, creation)
        url, cover = creation.get("url"), creation.get("cover_url")
        if not isinstance(url, str) or not is_web(url):
            malformed_reply("a film is at an http(s) address", f"{at}/url", url)
        files.append(VideoFile(kind=FileKind.VIDEO, location=Link(url=url)))
        if isinstance(cover, str) and is_web(cover):
            files.append(VideoFile(kind=FileKind.COVER, location=Link(url=cover)))
    return tuple(files)

"""What the vendor answered to create, get and delete: the status word after the envelope, files last.

Here lives the reading of tasks. Never: the envelope itself (`envelope`), what a word means (`vocabulary`), a call.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

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

from . import codes, vocabulary
from .envelope import opened, said
from .vocabulary import Stage
from .wire import NAME, malformed_reply

_PUBLIC: Final = ("https://", "http://")
_ENDS: Final[Mapping[Stage, tuple[ErrorKind, str]]] = MappingProxyType(
    {
        Stage.CANCELLED: (ErrorKind.CANCELLED, vocabulary.CANCELLED_MESSAGE),
        Stage.EXPIRED: (ErrorKind.EXPIRED, vocabulary.EXPIRED_MESSAGE),
    }
)


def decode_submitted(request: VideoRequest, reply: HttpReply, profile: Profile) -> TaskRef | VendorFailure:  # noqa: ARG001 # part of the interface
    """The task that a create made, or why there is none. Raises MalformedReply."""
    body = opened(reply)
    if isinstance(body, VendorFailure):
        return body
    return TaskRef(task_id=_text(body.get("id"), "/id"))


def decode_polled(ref: TaskRef, reply: HttpReply, profile: Profile) -> VideoTask | VendorFailure:
    """How a task is, or why this poll says nothing about it. Raises UnknownWord, MalformedReply."""
    body = opened(reply)
    if not isinstance(body, VendorFailure):
        named = body.get("id")
        if isinstance(named, str) and named not in ("", ref.task_id):
            malformed_reply("the reply is about another task", "/id", named)
        return task_of(ref, body, "")
    gone = codes.says_task_is_gone(body.vendor_code) and profile["unknown-task"] == "task"
    return Failed(ref=ref, failure=body) if gone else body


def decode_cancelled(reply: HttpReply, profile: Profile) -> VendorFailure | None:  # noqa: ARG001 # part of the interface
    """None when cancelled, or why not. Raises MalformedReply."""
    body = opened(reply)
    return body if isinstance(body, VendorFailure) else None


decode_deleted = decode_cancelled
"""One call does both (facts 6)."""


def task_of(ref: TaskRef, record: JsonObject, root: str) -> VideoTask:
    """A task as get, list and callback show it; `root` is its JSON pointer. Raises UnknownWord, MalformedReply."""
    word = _text(record.get("status"), f"{root}/status")
    stage = vocabulary.STATUSES.get(word)
    if stage is None:
        known = ", ".join(vocabulary.STATUSES)
        raise UnknownWord(
            NAME, f"unknown status {word!r}; known are {known}", pointer=f"{root}/status", value=word
        )
    if stage is Stage.SUCCEEDED:
        return Succeeded(ref=ref, files=_files(record, root))
    if stage is Stage.FAILED:
        return Failed(ref=ref, failure=_failure(record))
    if stage in _ENDS:
        kind, message = _ENDS[stage]
        return Failed(ref=ref, failure=VendorFailure(kind=kind, vendor_code=word, message=message))
    return InProgress(ref=ref, state=RunState.QUEUED if stage is Stage.QUEUED else RunState.RUNNING)


def _failure(record: JsonObject) -> VendorFailure:
    """The reason of a failed task: a code of the same table as those of refusals (facts 4.1)."""
    error = record.get("error")
    inner = error if isinstance(error, dict) else {}
    code = inner.get("code")
    text, request_id = said(inner.get("message"), vocabulary.FAILED_MESSAGE)
    named = code if isinstance(code, str) and code else "failed"
    kind = codes.known(named) or ErrorKind.VENDOR_ERROR
    return VendorFailure(kind=kind, vendor_code=named, message=text, request_id=request_id)


def _files(record: JsonObject, root: str) -> tuple[VideoFile, ...]:
    content = record.get("content")
    if not isinstance(content, dict):
        malformed_reply("a success has content", f"{root}/content", None)
    updated = record.get("updated_at")
    expires = updated + vocabulary.LINK_LIFE if type(updated) is int else None
    film = _link(content.get("video_url"), expires, f"{root}/content/video_url")
    files = [VideoFile(kind=FileKind.VIDEO, location=film)]
    still = content.get("last_frame_url")
    if still:
        link = _link(still, expires, f"{root}/content/last_frame_url")
        files.append(VideoFile(kind=FileKind.LAST_FRAME, location=link))
    return tuple(files)


def _link(value: JsonValue, expires: int | None, pointer: str) -> Link:
    address = _text(value, pointer)
    if not address[:8].lower().startswith(_PUBLIC):
        malformed_reply("a file is at an http(s) address", pointer, address[:80])
    return Link(url=address, expires_at=expires)


def _text(value: JsonValue, pointer: str) -> str:
    if not isinstance(value, str) or not value.strip():
        malformed_reply("expected a text that is not empty", pointer, value)
    return value

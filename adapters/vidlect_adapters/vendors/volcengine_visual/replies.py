"""What the vendor answered to submit, poll and cancel: status word after the envelope, files last.

Here lives the reading of accepted replies. Never: the envelope itself (`envelope`), what a word means
(`vocabulary`), a call.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
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
from vidlect_adapters.message import HttpReply
from vidlect_adapters.profile import Profile
from vidlect_adapters.refusals import human

from . import catalog, encode, vocabulary, wire
from .codes import About
from .envelope import Accepted, Refused, malformed, opened
from .vocabulary import Stage

_ENDS: Final[Mapping[Stage, tuple[ErrorKind, str]]] = MappingProxyType(
    {
        Stage.LOST: (ErrorKind.NOT_FOUND, vocabulary.LOST_MESSAGE),
        Stage.EXPIRED: (ErrorKind.EXPIRED, vocabulary.EXPIRED_MESSAGE),
        Stage.FAILED: (ErrorKind.VENDOR_ERROR, vocabulary.FAILED_MESSAGE),
    }
)


def decode_submitted(request: VideoRequest, reply: HttpReply, profile: Profile) -> TaskRef | VendorFailure:
    """The task that a submit made, or why there is none. Raises UnknownWord, MalformedReply."""
    read = opened(reply, profile)
    if isinstance(read, Refused):
        return read.failure
    return TaskRef(task_id=read.text("task_id"), locator=encode.locator(request, profile))


def decode_polled(ref: TaskRef, reply: HttpReply, profile: Profile) -> VideoTask | VendorFailure:
    """How a task is, or why this poll says nothing about it. Raises UnknownWord, MalformedReply."""
    read = polled(ref, reply, profile)
    if not isinstance(read, Accepted):
        return read
    address = read.text("video_url")
    if not is_web(address):
        malformed("a film is at an http(s) address", f"{read.root}/data/video_url", address)
    film = VideoFile(kind=FileKind.VIDEO, location=Link(url=address))
    return Succeeded(ref=ref, files=(film,))


def decode_cancelled(reply: HttpReply, profile: Profile) -> VendorFailure | None:
    """None when cancelled, or why not. Raises UnknownWord, MalformedReply."""
    read = opened(reply, profile)
    return read.failure if isinstance(read, Refused) else None


def polled(
    ref: TaskRef, reply: HttpReply, profile: Profile
) -> Accepted | InProgress | Failed | VendorFailure:
    """The reply to any poll: Accepted when the task is done, whatever its result is."""
    read = opened(reply, profile)
    if isinstance(read, Refused):
        return _refused_poll(ref, reply, read, profile)
    data = read.data()
    named = data.get("task_id")
    if isinstance(named, str) and named not in ("", ref.task_id):
        malformed("the reply is about another task", f"{read.root}/data/task_id", named)
    word = read.text("status")
    stage = vocabulary.STATUSES[profile["statuses"]].get(word)
    if stage is None:
        known = ", ".join(vocabulary.STATUSES[profile["statuses"]])
        raise UnknownWord(
            wire.NAME,
            f"unknown status {word!r}; known are {known}",
            pointer=f"{read.root}/data/status",
            value=word,
        )
    if stage is Stage.DONE:
        return read
    if stage is Stage.QUEUED or stage is Stage.RUNNING:
        state = RunState.QUEUED if stage is Stage.QUEUED else RunState.RUNNING
        return InProgress(ref=ref, state=state)
    kind, reason = _ENDS[stage]
    text = human(data.get("message"), reason)
    failure = VendorFailure(kind=kind, vendor_code=word, message=text, request_id=read.request_id)
    return Failed(ref=ref, failure=failure)


def _refused_poll(
    ref: TaskRef, reply: HttpReply, refused: Refused, profile: Profile
) -> Failed | VendorFailure:
    failure, about = refused.failure, refused.about
    if about is About.EITHER:
        # With HTTP 200 the poll itself went well, so the code is the task's.
        ended = reply.status < 400 or profile["internal-error-on-poll"] == "task"
        about = About.TASK if ended else About.CALL
    if about is About.CALL:
        return failure
    if failure.vendor_code == profile["unknown-task"] and not _hears(ref):
        failure = replace(failure, kind=ErrorKind.NOT_FOUND)
    return Failed(ref=ref, failure=failure)


def _hears(ref: TaskRef) -> bool:
    """Whether speech drives the film: then a poll says 50215 of speech that is too long (facts 4.4)."""
    row = catalog.BY_KEY.get(ref.located(encode.MODEL) or "")
    return row is not None and row.hears

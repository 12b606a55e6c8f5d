"""What the vendor answered to a create, a poll, a list, a deletion: status word first, files last.

Here lives the reading of accepted replies. Never: the envelope itself (`envelope`), what a word means
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
    VendorRoute,
    VideoFile,
    VideoRequest,
    VideoTask,
)
from vidlect_adapters.errors import UnknownWord
from vidlect_adapters.extras import TaskPage
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, JsonObject, JsonValue
from vidlect_adapters.profile import Profile
from vidlect_adapters.refusals import human

from . import codes, encode, vocabulary, wire
from .envelope import opened
from .vocabulary import Stage
from .wire import malformed_reply

_FILES: Final = (FileKind.VIDEO, FileKind.THUMBNAIL)


def decode_submitted(
    request: VideoRequest,  # noqa: ARG001 # part of the interface
    reply: HttpReply,
    profile: Profile,
) -> TaskRef | VendorFailure:
    """The job that a create (remix, edit, extension) made, or why there is none. Raises UnknownWord, MalformedReply."""
    read = opened(reply)
    if isinstance(read, VendorFailure):
        return read
    ref = TaskRef(task_id=_id(read, ""))
    if "status" in read:
        _stage(read, "", profile)
    return ref


def decode_polled(ref: TaskRef, reply: HttpReply, profile: Profile) -> VideoTask | VendorFailure:
    """How a job is, or why this poll says nothing about it. Raises UnknownWord, MalformedReply."""
    read = opened(reply)
    if isinstance(read, VendorFailure):
        gone = read.kind is ErrorKind.NOT_FOUND and read.vendor_code != f"HTTP {reply.status}"
        return Failed(ref=ref, failure=read) if gone else read
    if "id" in read and read["id"] != ref.task_id:
        malformed_reply("the reply is about another job", "/id", _shown(read["id"]))
    return _task(ref, read, "", profile)


def decode_listed(reply: HttpReply, profile: Profile) -> TaskPage | VendorFailure:
    """A page of jobs. Raises UnknownWord, MalformedReply."""
    read = opened(reply)
    if isinstance(read, VendorFailure):
        return read
    data = read.get("data")
    if not isinstance(data, list):
        malformed_reply("expected an array", "/data", None)
    tasks: list[VideoTask] = []
    for place, one in enumerate(data):
        at = f"/data/{place}"
        if not isinstance(one, dict):
            malformed_reply("expected an object", at, None)
        tasks.append(_task(TaskRef(task_id=_id(one, at)), one, at, profile))
    last = tasks[-1].ref.task_id if tasks and read.get("has_more") is True else None
    return TaskPage(tasks=tuple(tasks), next_after=last)


def decode_deleted(reply: HttpReply, profile: Profile) -> VendorFailure | None:  # noqa: ARG001 # part of the interface
    """None when deleted, or why not. Raises MalformedReply."""
    read = opened(reply)
    if isinstance(read, VendorFailure):
        return read
    if read.get("deleted") is not True:
        malformed_reply("a deletion says that it deleted", "/deleted", _shown(read.get("deleted")))
    return None


def finished(ref: TaskRef, profile: Profile) -> Succeeded:
    """A completed job: its files are fetched from the vendor, with its credentials."""
    routes = ((kind, VendorRoute(encode.encode_content(ref, kind, profile))) for kind in _FILES)
    return Succeeded(ref=ref, files=tuple(VideoFile(kind=kind, location=route) for kind, route in routes))


def _task(ref: TaskRef, read: JsonObject, at: str, profile: Profile) -> VideoTask:
    stage = _stage(read, at, profile)
    if stage is Stage.DONE:
        linked = profile["film"] == "url"
        return Succeeded(ref=ref, files=(_linked(read, at),)) if linked else finished(ref, profile)
    if stage is Stage.FAILED:
        return Failed(ref=ref, failure=_failure(read.get("error")))
    state = RunState.QUEUED if stage is Stage.QUEUED else RunState.RUNNING
    return InProgress(ref=ref, state=state, progress=_progress(read))


def _stage(read: JsonObject, at: str, profile: Profile) -> Stage:
    word, known = read.get("status"), vocabulary.STATUSES[profile["statuses"]]
    if not isinstance(word, str) or not word:
        malformed_reply("expected a status word", f"{at}/status", _shown(word))
    stage = known.get(word)
    if stage is None:
        raise UnknownWord(
            wire.NAME,
            f"unknown status {word[:60]!r}; known are {', '.join(known)}",
            pointer=f"{at}/status",
            value=word,
        )
    return stage


def _linked(read: JsonObject, at: str) -> VideoFile:
    address, expires_at = read.get("url"), read.get("expires_at")
    if not isinstance(address, str) or not is_web(address):
        malformed_reply("a film is at an http(s) address", f"{at}/url", _shown(address))
    until = expires_at if type(expires_at) is int else None
    return VideoFile(kind=FileKind.VIDEO, location=Link(url=address, expires_at=until))


def _failure(error: JsonValue) -> VendorFailure:
    said = error if isinstance(error, dict) else {}
    code = said.get("code")
    word = code if isinstance(code, str) and code.strip() else "failed"
    return VendorFailure(
        kind=codes.kind_of_job(word),
        vendor_code=word,
        message=human(said.get("message"), vocabulary.NO_REASON),
    )


def _progress(read: JsonObject) -> int | None:
    value = read.get("progress")
    return value if type(value) is int and 0 <= value <= 100 else None


def _id(read: JsonObject, at: str) -> str:
    value = read.get("id")
    if not isinstance(value, str) or not value.strip():
        malformed_reply("expected an id", f"{at}/id", _shown(value))
    return value


def _shown(value: JsonValue) -> JsonValue:
    return value[:80] if isinstance(value, str) else None

"""What the vendor answers: to a submit, to a poll, and the flat envelope of its errors.

Here lives the reading of replies: envelope first, status word second, files last. Never: a list or a cancellation
(`tasks`), an upload (`uploads`), a table of words (`vocabulary`, `codes`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import orjson

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
from vidlect_adapters.refusals import by_status, human, retry_after, text_or_none

from . import codes, vocabulary, wire
from .vocabulary import Stage
from .wire import malformed_reply

_EXPIRES: Final = re.compile(r"[?&]Expires=([0-9]{1,10})(?:[&#]|$)")

WAITING: Final[Mapping[Stage, RunState]] = MappingProxyType(
    {Stage.QUEUED: RunState.QUEUED, Stage.RUNNING: RunState.RUNNING}
)
ENDED: Final[Mapping[Stage, tuple[ErrorKind, str]]] = MappingProxyType(
    {
        Stage.CANCELLED: (ErrorKind.CANCELLED, vocabulary.CANCELLED_MESSAGE),
        # of an id that a submit has given: the vendor has it no longer
        Stage.GONE: (ErrorKind.EXPIRED, vocabulary.GONE_MESSAGE),
    }
)


def decode_submitted(
    request: VideoRequest,  # noqa: ARG001 # part of the interface
    reply: HttpReply,
    profile: Profile,  # noqa: ARG001 # part of the interface
) -> TaskRef | VendorFailure:
    """The task that a submit made, or why there is none. Raises UnknownWord, MalformedReply."""
    body = opened(reply)
    if isinstance(body, VendorFailure):
        return body
    output = _output(body)
    if "task_status" in output and stage_of(output["task_status"], "/output/task_status") is Stage.FAILED:
        return _reason(output, body)
    task_id = output.get("task_id")
    if not isinstance(task_id, str) or not task_id.strip():
        malformed_reply("expected a text that is not empty", "/output/task_id", task_id)
    return TaskRef(task_id=task_id)


def decode_polled(
    ref: TaskRef,
    reply: HttpReply,
    profile: Profile,  # noqa: ARG001 # part of the interface
) -> VideoTask | VendorFailure:
    """How a task is, or why this poll says nothing about it. Raises UnknownWord, MalformedReply."""
    body = opened(reply)
    if isinstance(body, VendorFailure):
        return body
    output = _output(body)
    named = output.get("task_id")
    if isinstance(named, str) and named not in ("", ref.task_id):
        malformed_reply("the reply is about another task", "/output/task_id", named)
    word = output.get("task_status")
    stage = stage_of(word, "/output/task_status")
    if stage in WAITING:
        return InProgress(ref=ref, state=WAITING[stage])
    if stage is Stage.DONE:
        return Succeeded(ref=ref, files=(_film(output.get("video_url")),))
    if stage is Stage.FAILED:
        return Failed(ref=ref, failure=_reason(output, body))
    kind, reason = ENDED[stage]
    failure = VendorFailure(
        kind=kind,
        vendor_code=str(word),
        message=human(output.get("message"), reason),
        request_id=text_or_none(body.get("request_id")),
    )
    return Failed(ref=ref, failure=failure)


def opened(reply: HttpReply) -> JsonObject | VendorFailure:
    """The object of a reply, or the refusal that it is. Raises UnknownWord, MalformedReply."""
    try:
        body: JsonValue = orjson.loads(reply.body)
    except orjson.JSONDecodeError:
        return _wordless(reply, "the body is not JSON")
    if not isinstance(body, dict):
        return _wordless(reply, "the body is not a JSON object")
    code = body.get("code")
    if isinstance(code, str) and code:  # with HTTP 200 too (facts 11)
        return _refusal(body, code, reply)
    if code not in (None, ""):
        malformed_reply("a code is a text", "/code", code)
    return body if reply.status < 400 else _wordless(reply, "the reply has no code")


def stage_of(word: JsonValue, pointer: str) -> Stage:
    """What a status word says. Raises UnknownWord, MalformedReply."""
    if not isinstance(word, str) or not word:
        malformed_reply("a task has a status", pointer, word)
    stage = vocabulary.STATUSES.get(word)
    if stage is None:
        known = wire.listed(tuple(vocabulary.STATUSES))
        raise UnknownWord(
            wire.NAME, f"unknown status {word!r}; known are {known}", pointer=pointer, value=word
        )
    return stage


def _output(body: JsonObject) -> JsonObject:
    output = body.get("output")
    if not isinstance(output, dict):
        malformed_reply("a task is described by an object", "/output", output)
    return output


def _film(address: JsonValue) -> VideoFile:
    if not isinstance(address, str) or not is_web(address):
        malformed_reply("a film is at an http(s) address", "/output/video_url", address)
    return VideoFile(kind=FileKind.VIDEO, location=Link(url=address, expires_at=_expiry(address)))


def _expiry(address: str) -> int | None:
    """When a signed address ends: `Expires` in its query, Unix seconds (facts 5)."""
    found = _EXPIRES.search(address)
    return int(found[1]) if found else None


def _reason(output: JsonObject, body: JsonObject) -> VendorFailure:
    """Why a task failed: in `output`, or at the top, where some relays put it."""
    request_id = text_or_none(body.get("request_id"))
    code = output.get("code")
    if not isinstance(code, str) or not code:
        message = human(output.get("message"), vocabulary.FAILED_MESSAGE)
        return VendorFailure(
            kind=ErrorKind.VENDOR_ERROR, vendor_code="FAILED", message=message, request_id=request_id
        )
    message = human(output.get("message"), vocabulary.FAILED_MESSAGE)
    kind = _kind(code, message, "/output/code")
    return VendorFailure(kind=kind, vendor_code=code, message=message, request_id=request_id)


def _refusal(body: JsonObject, code: str, reply: HttpReply) -> VendorFailure:
    message = human(body.get("message"), f"the vendor refused the call ({code})")
    return VendorFailure(
        kind=_kind(code, message, "/code"),
        vendor_code=code,
        message=message,
        request_id=text_or_none(body.get("request_id")),
        retry_after=retry_after(reply),
    )


def _kind(code: str, message: str, pointer: str) -> ErrorKind:
    kind = codes.kind_of(code, message)
    if kind is None:
        raise UnknownWord(wire.NAME, f"unknown code {code!r}", pointer=pointer, value=code)
    return kind


def _wordless(reply: HttpReply, reason: str) -> VendorFailure:
    """An error page is a refusal by its HTTP status; a success must speak the vendor's protocol."""
    if reply.status < 400:
        malformed_reply(f"HTTP {reply.status}, but {reason}", "", None)
    return by_status(reply)

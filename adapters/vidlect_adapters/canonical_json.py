"""The JSON form of canonical values: for case files, ledgers and reports.

Here lives one form, in both directions. Never: a dialect's JSON (surfaces and vendors have their own).

Absent optional members are left out; lengths are `{"seconds": "5"}` (an exact decimal or fraction as
text), `{"frames": 121, "fps": 24}` or `"automatic"`; a frame is `{"width", "height"}` or
`{"resolution", "aspect"}`; a media source is `{"url"}`, `{"base64"}` or `{"handle", "value"}`.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeVar

from .canonical import (
    Automatic,
    Failed,
    FileKind,
    Frames,
    FrameSize,
    Handle,
    Inline,
    InProgress,
    Length,
    Link,
    MediaInput,
    MediaSource,
    Medium,
    Pixels,
    Role,
    RunState,
    Seconds,
    Shape,
    Succeeded,
    TaskRef,
    VendorRoute,
    VideoFile,
    VideoRequest,
    VideoTask,
)
from .failure import ErrorKind, VendorFailure
from .message import HttpCall, JsonObject, JsonValue
from .record import TaskRecord

_KINDS = {kind.word: kind for kind in ErrorKind}
_SCALARS = (
    "negative_prompt",
    "fps",
    "seed",
    "watermark",
    "with_audio",
    "camera_fixed",
    "callback_url",
)
"""Members of VideoRequest that are a plain JSON scalar or absent."""

_Member = TypeVar("_Member", Role, Medium, FileKind, RunState)


def to_json(value: VideoRequest | VideoTask | VendorFailure | TaskRef | TaskRecord) -> JsonObject:
    """Any canonical value as JSON; the inverse of the `…_from_json` functions."""
    if isinstance(value, VideoRequest):
        return _request_to_json(value)
    if isinstance(value, TaskRef):
        return {"task_id": value.task_id, "locator": dict(value.locator)}
    if isinstance(value, VendorFailure):
        return _failure_to_json(value)
    if isinstance(value, TaskRecord):
        return _record_to_json(value)
    if isinstance(value, InProgress):
        return _present(state=value.state.value, ref=to_json(value.ref), progress=value.progress)
    if isinstance(value, Succeeded):
        files: JsonValue = [_file_to_json(one) for one in value.files]
        return {"state": "succeeded", "ref": to_json(value.ref), "files": files}
    return {"state": "failed", "ref": to_json(value.ref), "failure": to_json(value.failure)}


def request_from_json(obj: Mapping[str, JsonValue]) -> VideoRequest:
    """A VideoRequest. Raises ValueError naming the member that is wrong."""
    known = {"model", "prompt", "inputs", "length", "frame", "count", "vendor_options", *_SCALARS}
    _refuse_unknown(obj, known, "request")
    members: dict[str, Any] = {name: obj[name] for name in _SCALARS if name in obj}
    members["inputs"] = tuple(
        _input_from_json(_object(one, f"inputs[{index}]"), f"inputs[{index}]")
        for index, one in enumerate(_list(obj.get("inputs", []), "inputs"))
    )
    if "length" in obj:
        members["length"] = _length_from_json(obj["length"])
    if "frame" in obj:
        members["frame"] = _frame_from_json(_object(obj["frame"], "frame"))
    return VideoRequest(
        model=_text(obj.get("model"), "model"),
        prompt=_text(obj.get("prompt", ""), "prompt"),
        count=_integer(obj.get("count", 1), "count"),
        vendor_options=_object(obj.get("vendor_options", {}), "vendor_options"),
        **members,
    )


def ref_from_json(obj: Mapping[str, JsonValue]) -> TaskRef:
    """A TaskRef. Raises ValueError naming the member that is wrong."""
    locator = _object(obj.get("locator", {}), "locator")
    return TaskRef(
        task_id=_text(obj.get("task_id"), "task_id"),
        locator=tuple((name, _text(value, f"locator.{name}")) for name, value in locator.items()),
    )


def failure_from_json(obj: Mapping[str, JsonValue]) -> VendorFailure:
    """A VendorFailure. Raises ValueError naming the member that is wrong."""
    kind = _text(obj.get("kind"), "failure.kind")
    if kind not in _KINDS:
        raise ValueError(f"failure.kind is one of {', '.join(_KINDS)}, not {kind!r}")
    retry_after = obj.get("retry_after")
    request_id = obj.get("request_id")
    return VendorFailure(
        kind=_KINDS[kind],
        vendor_code=_text(obj.get("vendor_code"), "failure.vendor_code"),
        message=_text(obj.get("message"), "failure.message"),
        request_id=None if request_id is None else _text(request_id, "failure.request_id"),
        retry_after=None if retry_after is None else _integer(retry_after, "failure.retry_after"),
    )


def task_from_json(obj: Mapping[str, JsonValue]) -> VideoTask:
    """A VideoTask. Raises ValueError naming the member that is wrong."""
    ref = ref_from_json(_object(obj.get("ref"), "ref"))
    state = _text(obj.get("state"), "state")
    if state == "succeeded":
        files = _list(obj.get("files"), "files")
        return Succeeded(
            ref=ref,
            files=tuple(
                _file_from_json(_object(one, f"files[{index}]"), f"files[{index}]")
                for index, one in enumerate(files)
            ),
        )
    if state == "failed":
        return Failed(ref=ref, failure=failure_from_json(_object(obj.get("failure"), "failure")))
    progress = obj.get("progress")
    return InProgress(
        ref=ref,
        state=_member(RunState, state, "state"),
        progress=None if progress is None else _integer(progress, "progress"),
    )


def record_from_json(obj: Mapping[str, JsonValue]) -> TaskRecord:
    """A TaskRecord. Raises ValueError naming the member that is wrong."""
    ended_at, callback_url = obj.get("ended_at"), obj.get("callback_url")
    return TaskRecord(
        id=_text(obj.get("id"), "id"),
        owner=_text(obj.get("owner"), "owner"),
        surface=_text(obj.get("surface"), "surface"),
        vendor=_text(obj.get("vendor"), "vendor"),
        model_name=_text(obj.get("model_name"), "model_name"),
        ref=ref_from_json(_object(obj.get("ref"), "ref")),
        request=request_from_json(_object(obj.get("request"), "request")),
        created_at=_integer(obj.get("created_at"), "created_at"),
        last=task_from_json(_object(obj.get("last"), "last")),
        progress_shown=_integer(obj.get("progress_shown", 0), "progress_shown"),
        polls_refused=_integer(obj.get("polls_refused", 0), "polls_refused"),
        ended_at=None if ended_at is None else _integer(ended_at, "ended_at"),
        callback_url=None if callback_url is None else _text(callback_url, "callback_url"),
    )


def _record_to_json(record: TaskRecord) -> JsonObject:
    return {
        "id": record.id,
        "owner": record.owner,
        "surface": record.surface,
        "vendor": record.vendor,
        "model_name": record.model_name,
        "ref": to_json(record.ref),
        "request": to_json(record.request),
        "created_at": record.created_at,
        "last": to_json(record.last),
        "progress_shown": record.progress_shown,
        "polls_refused": record.polls_refused,
        **_present(ended_at=record.ended_at, callback_url=record.callback_url),
    }


def _request_to_json(request: VideoRequest) -> JsonObject:
    obj: JsonObject = {"model": request.model}
    if request.prompt:
        obj["prompt"] = request.prompt
    if request.inputs:
        obj["inputs"] = [
            {"role": one.role.value, "medium": one.medium.value, **_source_to_json(one.source)}
            for one in request.inputs
        ]
    if request.length is not None:
        obj["length"] = _length_to_json(request.length)
    if request.frame is not None:
        obj["frame"] = _frame_to_json(request.frame)
    if request.count != 1:
        obj["count"] = request.count
    if request.vendor_options:
        obj["vendor_options"] = dict(request.vendor_options)
    return {**obj, **_present(**{name: getattr(request, name) for name in _SCALARS})}


def _input_from_json(obj: JsonObject, name: str) -> MediaInput:
    return MediaInput(
        role=_member(Role, _text(obj.get("role"), f"{name}.role"), f"{name}.role"),
        medium=_member(Medium, _text(obj.get("medium"), f"{name}.medium"), f"{name}.medium"),
        source=_source_from_json(obj, name),
    )


def _source_to_json(source: MediaSource) -> JsonObject:
    if isinstance(source, Link):
        return _present(url=source.url, expires_at=source.expires_at)
    if isinstance(source, Inline):
        return _present(base64=source.base64, media_type=source.media_type)
    return {"handle": source.kind, "value": source.value}


def _source_from_json(obj: JsonObject, name: str) -> MediaSource:
    if "url" in obj:
        return _link_from_json(obj, name)
    if "base64" in obj:
        media_type = obj.get("media_type")
        return Inline(
            base64=_text(obj["base64"], f"{name}.base64"),
            media_type=None if media_type is None else _text(media_type, f"{name}.media_type"),
        )
    if "handle" in obj:
        return Handle(
            kind=_text(obj["handle"], f"{name}.handle"), value=_text(obj.get("value"), f"{name}.value")
        )
    raise ValueError(f"{name} has a url, base64 or handle")


def _link_from_json(obj: JsonObject, name: str) -> Link:
    expires_at = obj.get("expires_at")
    return Link(
        url=_text(obj["url"], f"{name}.url"),
        expires_at=None if expires_at is None else _integer(expires_at, f"{name}.expires_at"),
    )


def _length_to_json(length: Length) -> JsonValue:
    if isinstance(length, Seconds):
        return {"seconds": str(length.value)}
    if isinstance(length, Frames):
        return {"frames": length.count, "fps": length.fps}
    return "automatic"


def _length_from_json(value: JsonValue) -> Length:
    if value == "automatic":
        return Automatic()
    obj = _object(value, "length")
    if "seconds" in obj:
        return Seconds(Fraction(_text(obj["seconds"], "length.seconds")))
    return Frames(
        count=_integer(obj.get("frames"), "length.frames"), fps=_integer(obj.get("fps"), "length.fps")
    )


def _frame_to_json(frame: FrameSize) -> JsonObject:
    if isinstance(frame, Pixels):
        return {"width": frame.width, "height": frame.height}
    return _present(resolution=frame.resolution, aspect=frame.aspect)


def _frame_from_json(obj: JsonObject) -> FrameSize:
    if "width" in obj or "height" in obj:
        return Pixels(
            width=_integer(obj.get("width"), "frame.width"),
            height=_integer(obj.get("height"), "frame.height"),
        )
    resolution, aspect = obj.get("resolution"), obj.get("aspect")
    return Shape(
        resolution=None if resolution is None else _text(resolution, "frame.resolution"),
        aspect=None if aspect is None else _text(aspect, "frame.aspect"),
    )


def _failure_to_json(failure: VendorFailure) -> JsonObject:
    return {
        "kind": failure.kind.word,
        "vendor_code": failure.vendor_code,
        "message": failure.message,
        **_present(request_id=failure.request_id, retry_after=failure.retry_after),
    }


def _file_to_json(one: VideoFile) -> JsonObject:
    if isinstance(one.location, Link):
        return {"kind": one.kind.value, **_source_to_json(one.location)}
    call = one.location.call
    return {
        "kind": one.kind.value,
        "call": {
            "method": call.method,
            "path": call.path,
            "query": [list(pair) for pair in call.query],
            "headers": [list(pair) for pair in call.headers],
            "body": base64.b64encode(call.body).decode("ascii"),
        },
    }


def _file_from_json(obj: JsonObject, name: str) -> VideoFile:
    kind = _member(FileKind, _text(obj.get("kind"), f"{name}.kind"), f"{name}.kind")
    if "call" not in obj:
        if "url" not in obj:
            raise ValueError(f"{name} has a url or a call")
        return VideoFile(kind=kind, location=_link_from_json(obj, name))
    call = _object(obj["call"], f"{name}.call")
    return VideoFile(
        kind=kind,
        location=VendorRoute(
            HttpCall(
                method=_text(call.get("method"), f"{name}.call.method"),
                path=_text(call.get("path"), f"{name}.call.path"),
                query=_pairs(call.get("query", []), f"{name}.call.query"),
                headers=_pairs(call.get("headers", []), f"{name}.call.headers"),
                body=base64.b64decode(_text(call.get("body", ""), f"{name}.call.body")),
            )
        ),
    )


def _pairs(value: JsonValue, name: str) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for index, one in enumerate(_list(value, name)):
        pair = _list(one, f"{name}[{index}]")
        if len(pair) != 2:
            raise ValueError(f"{name}[{index}] is a pair of texts")
        pairs.append((_text(pair[0], f"{name}[{index}][0]"), _text(pair[1], f"{name}[{index}][1]")))
    return tuple(pairs)


def _present(**members: JsonValue) -> JsonObject:
    return {name: value for name, value in members.items() if value is not None}


def _refuse_unknown(obj: Mapping[str, JsonValue], known: set[str], what: str) -> None:
    unknown = sorted(set(obj) - known)
    if unknown:
        raise ValueError(f"{what} has no member {', '.join(unknown)}; it has {', '.join(sorted(known))}")


def _member(kind: type[_Member], word: str, name: str) -> _Member:
    try:
        return kind(word)
    except ValueError:
        raise ValueError(f"{name} is one of {', '.join(one.value for one in kind)}, not {word!r}") from None


def _text(value: JsonValue, name: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} is a text, not {value!r}")  # noqa: TRY004 # one error kind for bad JSON
    return value


def _integer(value: JsonValue, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{name} is an integer, not {value!r}")  # noqa: TRY004 # one error kind for bad JSON
    return value


def _object(value: JsonValue, name: str) -> JsonObject:
    if not isinstance(value, dict):
        raise ValueError(f"{name} is an object, not {value!r}")  # noqa: TRY004 # one error kind for bad JSON
    return value


def _list(value: JsonValue, name: str) -> list[JsonValue]:
    if not isinstance(value, list):
        raise ValueError(f"{name} is a list, not {value!r}")  # noqa: TRY004 # one error kind for bad JSON
    return value

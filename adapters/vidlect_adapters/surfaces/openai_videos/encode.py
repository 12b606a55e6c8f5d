"""From canonical values to this surface's messages: a client's calls, and a gateway's replies to them.

Here live the forms that our own client prefers: a form where there is a file, else JSON. Never: a task's
state machine, a decision what to remember.
"""

from __future__ import annotations

import orjson

from vidlect_adapters import forms, new_api
from vidlect_adapters.canonical import (
    Failed,
    Inline,
    InProgress,
    Link,
    Pixels,
    Role,
    Seconds,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.form_body import JSON, part_of
from vidlect_adapters.forms import Part
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, JsonValue, json_reply
from vidlect_adapters.profile import Profile
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.segment import segment

from . import pictures, wire
from .errors import encode_failure
from .vocabulary import DEFAULT_SECONDS, DEFAULT_SIZE, LIFETIME, MODELS, WORDS

_NO_MEMBER = ("negative_prompt", "fps", "seed", "watermark", "with_audio", "camera_fixed", "callback_url")


def new_id(number: int) -> str:
    """A task id: `video_` and 32 hexadecimal digits, as one host of the original makes them (facts 1)."""
    return f"video_{number:032x}"


def new_id_in(number: int, profile: Profile) -> str:
    """A task id as the profile has it."""
    return new_api.new_id(number) if profile["replies"] == new_api.NEW_API else new_id(number)


def encode_create(request: VideoRequest, model_name: str, profile: Profile) -> HttpCall:
    """The call by which a client asks for this film.

    Raises:
        Inexpressible: this surface has no member for it.
    """
    if profile["requests"] == new_api.NEW_API:
        return new_api.encode_create(request, model_name, wire.NEW_API)
    _refuse_unsaid(request)
    texts = {wire.PROMPT: request.prompt, wire.MODEL: model_name, **_length(request), **_size(request)}
    frame = request.first_frame
    if frame is not None and isinstance(frame.source, Inline):
        if request.vendor_options:
            raise _unsaid("/vendor_options", "beside a file there are texts only", None)
        parts = [Part(name=name, content=text.encode()) for name, text in texts.items()]
        return forms.form_call(
            "POST", wire.VIDEOS, (*parts, part_of(frame.source, wire.REFERENCE, wire.NAME))
        )
    body: JsonObject = {**texts, **request.vendor_options}
    if frame is not None:
        body[wire.REFERENCE] = pictures.as_object(frame.source)
    headers = (("Content-Type", JSON),)
    return HttpCall(method="POST", path=wire.VIDEOS, headers=headers, body=orjson.dumps(body))


def encode_query(task_id: str, profile: Profile) -> HttpCall:
    """The call by which a client asks how its task is."""
    del profile
    return HttpCall(method="GET", path=f"{wire.VIDEOS}/{segment(task_id, wire.NAME)}")


def encode_content(task_id: str, profile: Profile) -> HttpCall:
    """The call by which a client fetches the film."""
    del profile
    return HttpCall(method="GET", path=f"{wire.VIDEOS}/{segment(task_id, wire.NAME)}/content")


def encode_created(record: TaskRecord, profile: Profile) -> HttpReply:
    """The reply to a create."""
    if profile["replies"] == new_api.NEW_API:
        return new_api.encode_created(record)
    return json_reply(200, _video(record, WORDS["queued"], 0))


def encode_task(record: TaskRecord, profile: Profile) -> HttpReply:
    """The reply to a query."""
    if profile["replies"] == new_api.NEW_API:
        return new_api.encode_task(record, wire.NEW_API)
    last = record.last
    if isinstance(last, InProgress):
        return json_reply(200, _video(record, WORDS[last.state.value], record.progress_shown))
    if isinstance(last, Failed):
        body = _video(record, WORDS["failed"], record.progress_shown)
        body["error"] = encode_failure(last.failure)
        return json_reply(200, body)
    body = _video(record, WORDS["succeeded"], record.progress_shown)
    location = last.video.location
    until = location.expires_at if isinstance(location, Link) else None
    ended = record.ended_at
    body["completed_at"] = ended
    body["expires_at"] = until if until is not None or ended is None else ended + LIFETIME
    return json_reply(200, body)


def _video(record: TaskRecord, word: str, progress: int) -> JsonObject:
    """All 13 members, in the recorded order. What was not asked for and is not known is null."""
    request, documented = record.request, record.model_name in MODELS
    length = _length(request) if isinstance(request.length, Seconds) else {}
    size = _size(request) if isinstance(request.frame, Pixels) else {}
    return {
        "id": record.id,
        "object": "video",
        "created_at": record.created_at,
        "status": word,
        "completed_at": None,
        "error": None,
        "expires_at": None,
        "model": record.model_name,
        "progress": progress,
        "prompt": request.prompt,
        "remixed_from_video_id": None,
        "seconds": length.get(wire.SECONDS, DEFAULT_SECONDS if documented else None),
        "size": size.get(wire.SIZE, DEFAULT_SIZE if documented else None),
    }


def _refuse_unsaid(request: VideoRequest) -> None:
    for name in _NO_MEMBER:
        value: JsonValue = getattr(request, name)
        if value is not None:
            raise _unsaid(f"/{name}", f"there is no member for {name}", value)
    if request.count != 1:
        raise _unsaid("/count", "a task makes one film", request.count)
    if any(one.role is not Role.FIRST_FRAME for one in request.inputs):
        raise _unsaid("/inputs", "there is one picture, the first frame", None)
    for name in request.vendor_options:
        if name != wire.CHARACTERS:
            raise _unsaid(f"/vendor_options/{name}", "there is no member for this option", None)


def _length(request: VideoRequest) -> dict[str, str]:
    match request.length:
        case None:
            return {}
        case Seconds(value=seconds) if seconds.denominator == 1:
            return {wire.SECONDS: str(seconds.numerator)}
        case _:
            raise _unsaid("/length", "a length is whole seconds", str(request.length))


def _size(request: VideoRequest) -> dict[str, str]:
    if request.frame is None:
        return {}
    if isinstance(request.frame, Pixels):
        return {wire.SIZE: str(request.frame)}
    raise _unsaid("/frame", "a size is pixels", str(request.frame))


def _unsaid(pointer: str, text: str, value: JsonValue) -> Inexpressible:
    return Inexpressible(wire.NAME, text, pointer=pointer, value=value)

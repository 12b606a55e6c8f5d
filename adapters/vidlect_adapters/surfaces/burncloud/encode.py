"""From canonical values to this surface's messages: a client's calls, and a gateway's replies to them.

Here live the forms that our own client prefers: documented members first, `metadata` for the rest. Never: a task's
state machine, a decision what to remember.
"""

from __future__ import annotations

from fractions import Fraction

from vidlect_adapters import new_api
from vidlect_adapters.canonical import (
    Automatic,
    Failed,
    Frames,
    FrameSize,
    Inline,
    InProgress,
    Length,
    Link,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Seconds,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.json_body import write_object
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, JsonValue, json_reply
from vidlect_adapters.profile import Profile
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.segment import segment

from . import wire
from .errors import encode_failure
from .options import wish_of
from .vocabulary import AUTOMATIC, FILM_FORMAT, FRAMES_A_SECOND, NOT_AN_OPTION, WORDS

_JSON = (("Content-Type", "application/json"),)
_IN_METADATA = {
    "negative_prompt": "negative_prompt",
    "watermark": "watermark",
    "with_audio": "generate_audio",
    "camera_fixed": "camera_fixed",
    "callback_url": "callback_url",
}
"""Canonical field → free option, for what is written as it is."""
_MEDIA = {
    (Role.LAST_FRAME, Medium.IMAGE): ("image_tail", False),
    (Role.REFERENCE, Medium.IMAGE): ("reference_urls", True),
    (Role.SOURCE, Medium.AUDIO): ("audio_url", False),
    (Role.SOURCE, Medium.VIDEO): ("video_url", False),
    (Role.MASK, Medium.IMAGE): ("mask_url", True),
}
"""Media in `metadata`: the option, and whether it is a list."""


def new_id(number: int) -> str:
    """A task id: `task_` and 32 letters and digits, as the lineage has it (facts 5.3)."""
    return f"task_{number:032x}"


def encode_create(request: VideoRequest, model_name: str, profile: Profile) -> HttpCall:
    """The call by which a client asks for this film.

    Raises:
        Inexpressible: this surface has no member for it.
    """
    if profile["requests"] == new_api.NEW_API:
        return new_api.encode_create(request, model_name, wire.NEW_API)
    metadata = _options(request)
    body: JsonObject = {wire.MODEL: model_name, wire.PROMPT: request.prompt}
    _put_length(request.length, body, metadata)
    _put_frame(request.frame, body, metadata)
    for name, value in ((wire.FPS, request.fps), (wire.SEED, request.seed)):
        if value is not None:
            body[name] = value
    if request.count != 1:
        body[wire.COUNT] = request.count
    if request.first_frame is not None:
        body[wire.IMAGE] = _text(request.first_frame)
    metadata |= _media(request)
    for field, name in _IN_METADATA.items():
        if (wish := getattr(request, field)) is not None:
            metadata[name] = wish
    if metadata:
        body[wire.METADATA] = metadata
    written = write_object(body, wire.NAME)
    return HttpCall(method="POST", path=wire.GENERATIONS, headers=_JSON, body=written)


def encode_query(task_id: str, profile: Profile) -> HttpCall:
    """The call by which a client asks how its task is."""
    del profile
    return HttpCall(method="GET", path=f"{wire.GENERATIONS}/{segment(task_id, wire.NAME)}")


def encode_content(task_id: str, profile: Profile) -> HttpCall:
    """The call by which a client fetches the film, where a reply gives no `url`."""
    del profile
    return HttpCall(method="GET", path=f"{wire.VIDEOS}/{segment(task_id, wire.NAME)}/content")


def encode_created(record: TaskRecord, profile: Profile) -> HttpReply:
    """The reply to a create; `model` is what runs (D-3)."""
    if profile["replies"] == new_api.NEW_API:
        return new_api.encode_created(record)
    body: JsonObject = {wire.TASK_ID: record.id, wire.STATUS: WORDS["queued"]}
    if profile["created-members"] == "full":
        body |= {
            wire.ID: record.id,
            "object": "video",
            "model": record.model_name,
            "progress": 0,
            "created_at": record.created_at,
        }
    return json_reply(200, body)


def encode_task(record: TaskRecord, profile: Profile) -> HttpReply:
    """The reply to a query."""
    if profile["replies"] == new_api.NEW_API:
        return new_api.encode_task(record, wire.NEW_API)
    last = record.last
    body: JsonObject = {wire.TASK_ID: record.id}
    if isinstance(last, InProgress):
        body[wire.STATUS] = WORDS[last.state.value]
    elif isinstance(last, Failed):
        body |= {wire.STATUS: WORDS["failed"], wire.ERROR: encode_failure(last.failure)}
    else:
        body[wire.STATUS] = WORDS["succeeded"]
        if record.film_url is not None:
            body[wire.URL] = record.film_url
        body[wire.FORMAT] = FILM_FORMAT
    if known := _known(record.request):
        body[wire.METADATA] = known
    return json_reply(200, body)


def _known(request: VideoRequest) -> JsonObject:
    """What is known of the film: what was asked for, since vendors seldom say what they made."""
    known: JsonObject = {}
    match request.length:
        case Seconds(value=seconds):
            known["duration"] = _plain(seconds)
        case Frames(count=count, fps=fps):
            known |= {"duration": _plain(Fraction(round(1000 * count / fps), 1000)), "fps": fps}
        case _:
            pass
    if isinstance(request.frame, Pixels):
        known |= {"width": request.frame.width, "height": request.frame.height}
    for name, value in (("fps", request.fps), ("seed", request.seed)):
        if value is not None:
            known[name] = value
    return known


def _options(request: VideoRequest) -> JsonObject:
    """The vendor's own options, beside which no name of the surface's may stand."""
    for name, value in request.vendor_options.items():
        if name in {*NOT_AN_OPTION, wire.REQ_KEY} or wish_of(name, value) is not None or value is None:
            raise _unsaid(f"/vendor_options/{name}", f"{name} is no option of a vendor's own here", None)
    return dict(request.vendor_options)


def _put_length(length: Length | None, body: JsonObject, metadata: JsonObject) -> None:
    if isinstance(length, Automatic):
        metadata["duration"] = AUTOMATIC
    elif isinstance(length, Frames):
        if length.fps != FRAMES_A_SECOND:
            raise _unsaid("/length", f"a length in frames has {FRAMES_A_SECOND} a second", str(length))
        metadata["frames"] = length.count
    elif length is not None:
        plain = _plain(length.value)
        if Fraction(repr(plain)) != length.value:
            raise _unsaid("/length", "a length is a number that JSON can write", str(length))
        body[wire.DURATION] = plain


def _put_frame(frame: FrameSize | None, body: JsonObject, metadata: JsonObject) -> None:
    if isinstance(frame, Pixels):
        body |= {wire.WIDTH: frame.width, wire.HEIGHT: frame.height}
    elif frame is not None:
        said = {"resolution": frame.resolution, "aspect_ratio": frame.aspect}
        metadata |= {name: value for name, value in said.items() if value is not None}


def _plain(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)


def _media(request: VideoRequest) -> JsonObject:
    """The media besides the first frame."""
    said: JsonObject = {}
    for key, (name, is_list) in _MEDIA.items():
        texts: list[JsonValue] = [_text(one) for one in request.inputs if (one.role, one.medium) == key]
        if len(texts) > 1 and not is_list:
            raise _unsaid("/inputs", f"there is place for one {key[0].value} ({key[1].value})", len(texts))
        if texts:
            said[name] = texts if is_list else texts[0]
    for one in request.inputs:
        if one.role is not Role.FIRST_FRAME and (one.role, one.medium) not in _MEDIA:
            raise _unsaid(
                "/inputs", f"there is no place for this {one.role.value} ({one.medium.value})", None
            )
    return said


def _text(one: MediaInput) -> str:
    """A medium as an address, a data URL or plain base64."""
    match one.source:
        case Link(url=url):
            return url
        case Inline(base64=base64, media_type=None):
            return base64
        case Inline(base64=base64, media_type=str(kind)) if kind.startswith(f"{one.medium.value}/"):
            return f"data:{kind};base64,{base64}"
        case _:
            expected = f"an address, or a file of type {one.medium.value}/…"
            raise _unsaid("/inputs", f"this {one.role.value} must be {expected}", None)


def _unsaid(pointer: str, text: str, value: JsonValue) -> Inexpressible:
    return Inexpressible(wire.NAME, text, pointer=pointer, value=value)

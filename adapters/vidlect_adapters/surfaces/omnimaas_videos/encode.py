"""From canonical values to this surface's messages: a client's calls, and a gateway's replies to them.

Here live the forms that our own client prefers, and the objects of section 2.2 and 2.3. Never: a task's state
machine, a decision what to remember.
"""

from __future__ import annotations

from vidlect_adapters import forms
from vidlect_adapters.canonical import (
    Failed,
    Inline,
    InProgress,
    Link,
    Pixels,
    Role,
    Seconds,
    Shape,
    Succeeded,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.form_body import part_of
from vidlect_adapters.forms import Part
from vidlect_adapters.json_body import write_object
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, JsonValue, json_reply
from vidlect_adapters.omnimaas_error import encode_failure
from vidlect_adapters.profile import Profile
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.segment import segment

from . import wire
from .options import as_metadata
from .vocabulary import (
    DEFAULT_SECONDS,
    DEFAULT_SIZE,
    LIFETIME,
    MODELS,
    QUALITY,
    SIZES,
    STATUS_WORDS,
    TEXT_MODEL,
)


def new_id(number: int) -> str:
    """A task id: `video_` as in the examples, and 32 hexadecimal digits."""
    return f"video_{number:032x}"


def encode_create(request: VideoRequest, model_name: str, profile: Profile) -> HttpCall:
    """The call by which a client asks for this film: a form, as documented.

    Raises:
        Inexpressible: this surface has no member for it.
    """
    _refuse_unsaid(request)
    texts = {wire.MODEL: model_name, wire.PROMPT: request.prompt, **_length(request)}
    texts |= _frame(request, model_name, profile)
    options = as_metadata(request)
    files: tuple[Part, ...] = ()
    if (frame := request.first_frame) is not None:
        match frame.source:
            case Inline() as source:
                files = (part_of(source, wire.REFERENCE, wire.NAME),)
            case Link(url=url) if profile["metadata-picture"] == "img-url":
                options[wire.IMG_URL] = url
            case _:
                raise _unsaid("/inputs", "a picture is a file, or has an address", None)
    if options:
        texts[wire.METADATA] = write_object(options, wire.NAME).decode()
    parts = tuple(Part(name=name, content=text.encode()) for name, text in texts.items())
    return forms.form_call("POST", wire.VIDEOS, (*parts, *files))


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
    return json_reply(200, _video(record, STATUS_WORDS[profile["status-words"]]["queued"], 0))


def encode_task(record: TaskRecord, profile: Profile) -> HttpReply:
    """The reply to a query."""
    words, last = STATUS_WORDS[profile["status-words"]], record.last
    if isinstance(last, InProgress):
        word = words[last.state.value]
    else:
        word = words["failed" if isinstance(last, Failed) else "succeeded"]
    body = _video(record, word, record.progress_shown)
    body |= {
        "expires_at": _expiry(record, profile),
        "size": _size_shown(record),
        "seconds": _length(record.request).get(wire.SECONDS) or _default(record, DEFAULT_SECONDS),
        "quality": QUALITY,
        "remixed_from_video_id": None,
        "error": encode_failure(last.failure) if isinstance(last, Failed) else None,
    }
    if isinstance(last, Succeeded) and record.film_url is not None and profile["film-link"] == "url":
        body["url"] = record.film_url
    return json_reply(200, body)


def _video(record: TaskRecord, word: str, progress: int) -> JsonObject:
    return {
        "id": record.id,
        "object": "video",
        "model": record.model_name,
        "created_at": record.created_at,
        "status": word,
        "progress": progress,
    }


def _expiry(record: TaskRecord, profile: Profile) -> int | None:
    """Until when the film is there, in Unix seconds; what there is none of may expire a day after its create (B-6)."""
    if not isinstance(record.last, Succeeded):
        return record.created_at + LIFETIME if profile["unfinished-expiry"] == "day" else None
    location = record.last.video.location
    until = location.expires_at if isinstance(location, Link) else None
    ended = record.created_at if record.ended_at is None else record.ended_at
    return ended + LIFETIME if until is None else until


def _size_shown(record: TaskRecord) -> str | None:
    """With `x` (B-1); of a tier alone, its 16:9 size: what the picture makes of it is not known."""
    frame = record.request.frame
    if isinstance(frame, Pixels):
        return str(frame)
    tier = (frame.resolution or "").lower() if isinstance(frame, Shape) else ""
    return SIZES[tier][0] if tier in SIZES else _default(record, DEFAULT_SIZE)


def _default(record: TaskRecord, value: str) -> str | None:
    """A documented default; what another model makes of nothing is not invented."""
    return value if record.model_name in MODELS else None


def _refuse_unsaid(request: VideoRequest) -> None:
    if request.callback_url is not None:
        raise _unsaid("/callback_url", "there is no member for callback_url", request.callback_url)
    if request.count != 1:
        raise _unsaid("/count", "a task makes one film", request.count)
    if any(one.role is not Role.FIRST_FRAME for one in request.inputs):
        raise _unsaid("/inputs", "there is one picture, the first frame", None)


def _length(request: VideoRequest) -> dict[str, str]:
    match request.length:
        case None:
            return {}
        case Seconds(value=seconds) if seconds.denominator == 1:
            return {wire.SECONDS: str(seconds.numerator)}
        case _:
            raise _unsaid("/length", "a length is whole seconds", str(request.length))


def _frame(request: VideoRequest, model_name: str, profile: Profile) -> dict[str, str]:
    match request.frame:
        case None:
            return {}
        case Pixels(width=width, height=height):
            return {wire.SIZE: f"{width}*{height}"}
        case Shape(resolution=str(tier), aspect=None) if (
            model_name != TEXT_MODEL or profile["text-resolution"] == "accept"
        ):
            return {wire.RESOLUTION: tier.upper() if model_name in MODELS else tier}
        case _:
            raise _unsaid("/frame", "a size is pixels, or a tier beside a picture", str(request.frame))


def _unsaid(pointer: str, text: str, value: JsonValue) -> Inexpressible:
    return Inexpressible(wire.NAME, text, pointer=pointer, value=value)

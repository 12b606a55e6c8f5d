"""A film that is asked for, in the vendor's words: submit and poll.

Here lives the way from the canonical request to a call, with what is lost on it. Never: the table of what a model
accepts (`catalog`), media, size and options (rooms of their own), the reading of a reply (`replies`).
"""

from __future__ import annotations

from typing import Final

from vidlect_adapters.canonical import Automatic, Frames, Length, Seconds, TaskRef, VideoRequest
from vidlect_adapters.loss import Loss, LossKind, Translation
from vidlect_adapters.message import HttpCall, JsonObject
from vidlect_adapters.profile import Profile

from . import catalog, frame, media, older, options, wire
from .catalog import PromptRule, Row, Sound
from .wire import inexpressible

_OLDER_LENGTHS: Final = frozenset({"wan2.6-t2v", "wan2.6-i2v", "wan2.6-i2v-flash"})
_LONGEST_WITH_VIDEO: Final = 10  # seconds of wan2.7-r2v with a reference_video (facts 4)


def encode_submit(request: VideoRequest, profile: Profile) -> Translation:
    """The call that asks for this film. Raises Inexpressible, which names the field and what is allowed."""
    row = row_of(request)
    losses: list[Loss] = []
    said: JsonObject = {}
    asked: JsonObject = {}
    if request.count != 1:
        inexpressible("one call makes one film", "/count", request.count)
    _put_prompt(row, request, said, losses)
    _put_negative(row, request, said, losses, profile)
    resolves = media.put(row, request, said)
    resolves |= options.put(row, request.vendor_options, said, asked, profile)
    check_together(row, request)
    frame.put(row, request, asked, losses)
    _put_length(row, request, asked, profile)
    _put_seed(request, asked)
    if request.watermark is not None:
        asked["watermark"] = request.watermark
    _put_sound(row, request, asked, losses)
    _lose_knobs(request, losses)
    body: JsonObject = {"model": request.model, "input": said}
    if asked:
        body["parameters"] = asked
    path = wire.VIDEO_PATH if profile["kf2v-path"] == "video-generation" else row.path
    return Translation(call=wire.submit(path, body, resolves=resolves), losses=tuple(losses))


def encode_poll(ref: TaskRef, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that asks how a task is; its id is all that is needed."""
    return wire.poll(ref.task_id)


def row_of(request: VideoRequest) -> Row:
    """The row of a request's model; for video editing, as its function has it. Raises Inexpressible."""
    row = older.BY_NAME.get(request.model)
    if row is None:
        inexpressible(f"no such model; known are {wire.listed(older.models())}", "/model", request.model)
    if row.name != older.EDITOR:
        return row
    name = request.vendor_options.get(options.FUNCTION)
    function = older.FUNCTIONS.get(name) if isinstance(name, str) else None
    if function is None:
        known = wire.listed(tuple(older.FUNCTIONS))
        inexpressible(f"{row.name} needs a function: one of {known}", "/vendor_options/function", name)
    return older.fitted(row, function)


def lengths(row: Row, profile: Profile, *, video_reference: bool = False) -> tuple[int, ...]:
    """The durations of a model, in seconds."""
    if row.name in _OLDER_LENGTHS and profile["wan26-duration"] == "5-10-15":
        return (5, 10, 15)
    if video_reference and row.name == "wan2.7-r2v":
        return tuple(one for one in row.lengths if one <= _LONGEST_WITH_VIDEO)
    return row.lengths


def seconds_of(length: Length | None) -> int | None:
    """Whole seconds of a length; None where it is none. 150 frames at the vendor's rate are 5 seconds."""
    match length:
        case Seconds(value) if value.denominator == 1:
            return value.numerator
        case Frames(count=count, fps=catalog.FPS) if count % catalog.FPS == 0:
            return count // catalog.FPS
        case _:
            return None


def has_video_reference(request: VideoRequest) -> bool:
    """Whether a reference is a video, which shortens the film that can be had."""
    return any(one.medium.value == "video" for one in request.references)


def _put_prompt(row: Row, request: VideoRequest, said: JsonObject, losses: list[Loss]) -> None:
    if not request.prompt.strip():
        given = bool(request.inputs) or bool(request.vendor_options.keys() & {"file", "link"})
        if row.prompt is PromptRule.REQUIRED or (
            row.prompt is PromptRule.REQUIRED_WITHOUT_MEDIA and not given
        ):
            inexpressible(f"{request.model} needs a prompt", "/prompt", request.prompt)
        if request.prompt:
            losses.append(unsupported("prompt", "a blank prompt", "the vendor gets no prompt at all"))
        return
    said["prompt"] = request.prompt
    asked = f"{len(request.prompt)} characters"
    if "template" in request.vendor_options:
        losses.append(
            Loss(
                kind=LossKind.UNSUPPORTED,
                field="prompt",
                asked=asked,
                sent="all of them",
                reason="beside an effect the vendor ignores the prompt",
            )
        )
    elif len(request.prompt) > row.prompt_limit:
        losses.append(_clipped("prompt", asked, row.prompt_limit))


def _put_negative(
    row: Row, request: VideoRequest, said: JsonObject, losses: list[Loss], profile: Profile
) -> None:
    text = request.negative_prompt
    if not text:
        return
    if not row.negative and profile["wan3-negative-prompt"] == "lost":
        losses.append(unsupported("negative_prompt", text))
        return
    said["negative_prompt"] = text
    if len(text) > catalog.LONGEST_NEGATIVE:
        losses.append(_clipped("negative_prompt", f"{len(text)} characters", catalog.LONGEST_NEGATIVE))


def check_together(row: Row, request: VideoRequest) -> None:
    """What options and media need of each other. Raises Inexpressible."""
    given = request.vendor_options
    if "template" in given and request.last_frame is not None:
        inexpressible("an effect takes no last frame", "/vendor_options/template", given["template"])
    documents = tuple(sorted(given.keys() & {"file", "link"}))
    if documents:
        if len(documents) > 1 or media.FRAMES & frame.roles_of(request):
            inexpressible("one file or link, without frames", "/vendor_options", wire.listed(documents))
        if given.get("prompt_extend") is False:
            inexpressible("is true beside a file or a link", "/vendor_options/prompt_extend", value=False)
    function = older.FUNCTIONS.get(str(given.get(options.FUNCTION)))
    if function is None:
        return
    fields = {slot.field for slot in row.slots for one in request.inputs if slot.role is one.role}
    if function.one_of and not (fields | given.keys()) & set(function.one_of):
        inexpressible(f"needs one of {wire.listed(function.one_of)}", "/inputs", None)
    roles = given.get("obj_or_bg")
    if isinstance(roles, list) and len(roles) != len(request.references):
        inexpressible("has one word for each reference", "/vendor_options/obj_or_bg", len(roles))


def _put_length(row: Row, request: VideoRequest, asked: JsonObject, profile: Profile) -> None:
    length = request.length
    if length is None:
        return
    if isinstance(length, Automatic) and row.automatic is not None:
        asked["duration"] = row.automatic
        return
    seconds = seconds_of(length)
    allowed = lengths(row, profile, video_reference=has_video_reference(request))
    if seconds not in allowed:
        words = wire.listed(tuple(map(str, allowed)))
        inexpressible(f"a film of {request.model} has {words} seconds", "/length", str(length))
    asked["duration"] = seconds


def _put_seed(request: VideoRequest, asked: JsonObject) -> None:
    if request.seed is None:
        return
    if not 0 <= request.seed <= catalog.LARGEST_SEED:
        inexpressible(
            f"a seed is 0 to {catalog.LARGEST_SEED}; leave it open for a random one", "/seed", request.seed
        )
    asked["seed"] = request.seed


def _put_sound(row: Row, request: VideoRequest, asked: JsonObject, losses: list[Loss]) -> None:
    wish = request.with_audio
    if wish is None:
        return
    if row.sound is Sound.ASKED:
        asked["audio"] = wish
    elif wish is not (row.sound is Sound.ALWAYS):
        made = "always with" if row.sound is Sound.ALWAYS else "without"
        reason = f"{request.model} makes films {made} sound"
        losses.append(unsupported("with_audio", str(wish).lower(), reason))


def _lose_knobs(request: VideoRequest, losses: list[Loss]) -> None:
    if request.fps is not None and request.fps != catalog.FPS:
        losses.append(unsupported("fps", str(request.fps), f"the vendor makes {catalog.FPS} frames a second"))
    if request.camera_fixed is not None:
        losses.append(unsupported("camera_fixed", str(request.camera_fixed).lower()))
    if request.callback_url is not None:
        losses.append(unsupported("callback_url", request.callback_url))


def _clipped(field: str, asked: str, limit: int) -> Loss:
    reason = f"the vendor reads at most {limit} characters"
    return Loss(kind=LossKind.CLIPPED, field=field, asked=asked, sent="all of them", reason=reason)


def unsupported(field: str, asked: str, reason: str = "the vendor has no such field") -> Loss:
    """A wish that was left out."""
    return Loss(kind=LossKind.UNSUPPORTED, field=field, asked=asked, reason=reason)

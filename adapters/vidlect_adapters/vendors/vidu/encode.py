"""A film that is asked for, in the vendor's words: submit, poll, cancel, and operations as they are.

Here lives the way from the canonical request to a call, with what is lost on it. Never: the table of what a
model makes (`catalog`), the reading of a reply (`replies`).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Kind,
    Length,
    Pixels,
    Role,
    Seconds,
    TaskRef,
    VideoRequest,
)
from vidlect_adapters.loss import Loss, LossKind, Translation
from vidlect_adapters.message import HttpCall, JsonObject
from vidlect_adapters.profile import Profile
from vidlect_adapters.segment import segment

from . import catalog, media, options, wire
from .catalog import Row
from .wire import ENDS, IMAGE, REFERENCE, TEXT, inexpressible

NATIVE_OPERATIONS: tuple[str, ...] = tuple(wire.NATIVE_PATHS)
"""Operations that are no film from a neutral request."""

_OPERATIONS: Final[Mapping[Kind, str]] = {
    Kind.FIRST_FRAME: IMAGE,
    Kind.FIRST_AND_LAST_FRAME: ENDS,
    Kind.REFERENCE: REFERENCE,
}


def encode_submit(request: VideoRequest, profile: Profile) -> Translation:
    """The call that asks for this film. Raises Inexpressible, which names the field and what is allowed."""
    operation = operation_of(request)
    row = _row(operation, request.model, profile)
    losses: list[Loss] = []
    body: JsonObject = {"model": request.model}
    if request.count != 1:
        inexpressible("one call makes one film", "/count", request.count)
    if request.inputs:
        media.put(operation, request, body)
    _put_prompt(row, request, body, losses, profile)
    seconds = _put_length(row, request.length, body)
    _put_frame(row, request, seconds, body, losses, profile)
    _put_seed(request.seed, body, losses)
    _put_sound(row, request, body, losses)
    if request.watermark is not None:
        body["watermark"] = request.watermark
    if request.vendor_options:
        options.put(row, request.vendor_options, seconds, body)
    if request.callback_url is not None:
        body["callback_url"] = request.callback_url
    for name in ("negative_prompt", "fps", "camera_fixed"):
        wish = getattr(request, name)
        if wish is not None and wish != "":
            losses.append(_unsupported(name, str(wish).lower()))
    return Translation(call=wire.post(wire.FILM_PATHS[operation], body), losses=tuple(losses))


def encode_poll(ref: TaskRef, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that asks how a task is."""
    return wire.get(f"{wire.TASKS}/{segment(ref.task_id, wire.NAME)}/creations")


def encode_cancel(ref: TaskRef, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that cancels a task which does not run yet (facts 5.4)."""
    return wire.post(f"{wire.TASKS}/{segment(ref.task_id, wire.NAME)}/cancel", {"id": ref.task_id})


def encode_native(operation: str, body: JsonObject, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call of an operation without a neutral form, its body as given. Raises Inexpressible: no such operation."""
    path = wire.NATIVE_PATHS.get(operation)
    if path is None:
        inexpressible(f"no such operation; there are {', '.join(NATIVE_OPERATIONS)}", "/operation", operation)
    return wire.post(path, body)


def operation_of(request: VideoRequest) -> str:
    """The operation that makes this film, told by its media. Raises Inexpressible where there is none."""
    if options.SUBJECTS in request.vendor_options:
        if request.inputs:
            inexpressible("subjects hold their own pictures; give no inputs beside them", "/inputs", None)
        return REFERENCE
    if not request.inputs:
        return TEXT
    operation = _OPERATIONS.get(request.kind)
    roles = {one.role for one in request.inputs}
    mixed = Role.REFERENCE in roles and len(roles) > 1
    if operation is None or mixed or Role.MASK in roles:  # a kind does not tell of masks, nor of a mixture
        wanted = "nothing, a first frame, a first and a last frame, or references alone"
        inexpressible(f"a film is made of {wanted}", "/inputs", ", ".join(sorted(one.value for one in roles)))
    if operation == ENDS and request.first_frame is None:
        inexpressible("a last frame needs a first frame beside it", "/inputs", Role.LAST_FRAME.value)
    return operation


def seconds_of(length: Length | None) -> int | None:
    """A length in whole seconds; None where it is open, automatic, or not a whole number of seconds."""
    match length:
        case Seconds(value):
            exact = value
        case Frames(count=count, fps=fps):
            exact = Fraction(count, fps)
        case _:
            return None
    return exact.numerator if exact.denominator == 1 else None


def shape_of(row: Row, size: Pixels, profile: Profile) -> tuple[str | None, str | None]:
    """(resolution, ratio) of a size in pixels; where the picture decides the ratio only the shorter side counts."""
    if not catalog.ratios_of(row, profile):
        return catalog.TIER_OF_LINES.get(min(size.width, size.height)), None
    return catalog.SHAPE_OF_PIXELS.get((size.width, size.height), (None, None))


def _row(operation: str, model: str, profile: Profile) -> Row:
    row = catalog.row_of(operation, model, profile)
    if row is None:
        allowed = ", ".join(catalog.models_of(operation, profile))
        inexpressible(f"{operation} has the models {allowed}; not {model}", "/model", model)
    return row


def _put_prompt(
    row: Row, request: VideoRequest, body: JsonObject, losses: list[Loss], profile: Profile
) -> None:
    prompt, limit = request.prompt, int(profile["prompt-limit"])
    if row.operation in {TEXT, REFERENCE} and not prompt.strip():
        inexpressible(f"{row.operation} needs a prompt", "/prompt", prompt)
    if len(prompt) > limit:
        inexpressible(f"a prompt has at most {limit} characters", "/prompt", len(prompt))
    if prompt and request.vendor_options.get(options.RECOMMENDED) is True:
        losses.append(_unsupported("prompt", prompt, "is_rec: the vendor writes a prompt of its own"))
    elif prompt:
        body["prompt"] = prompt


def _put_length(row: Row, length: Length | None, body: JsonObject) -> int:
    """Write the length; it is given back in seconds, the usual one where it is open."""
    if length is None:
        return row.usual
    if isinstance(length, Automatic) and row.chooses:
        body["duration"] = 0
        return row.usual
    seconds = seconds_of(length)
    if seconds is None or seconds not in row.lengths:
        inexpressible(
            f"{row.model} makes films of {_list(row.lengths)} s by {row.operation}", "/length", str(length)
        )
    body["duration"] = seconds
    return seconds


def _put_frame(  # noqa: PLR0913, PLR0917 # the parts of one translation
    row: Row,
    request: VideoRequest,
    seconds: int,
    body: JsonObject,
    losses: list[Loss],
    profile: Profile,
) -> None:
    frame = request.frame
    if frame is None:
        return
    ratios = catalog.ratios_of(row, profile)
    if isinstance(frame, Pixels):
        asked = f"{frame.width}x{frame.height}"
        resolution, aspect = shape_of(row, frame, profile)
        if resolution is None:
            inexpressible(f"{asked} is none of the sizes of {_list(row.tiers(seconds))}", "/frame", asked)
        if not ratios:
            reason = "the picture gives the ratio"
            losses.append(_loss(LossKind.ADJUSTED, "frame", asked, resolution, reason))
    else:
        asked = frame.resolution or ""
        resolution = None if frame.resolution is None else frame.resolution.lower()
        aspect = frame.aspect
        if aspect is not None and not ratios:
            losses.append(_unsupported("frame.aspect", aspect, "the picture gives the ratio"))
            aspect = None
    if aspect is not None:
        if aspect not in ratios:
            inexpressible(f"{row.model} makes the ratios {_list(ratios)}", "/frame/aspect", aspect)
        body["aspect_ratio"] = aspect
    if resolution is not None:
        tiers = row.tiers(seconds)
        if resolution not in tiers:
            inexpressible(f"{row.model} makes {_list(tiers)} at {seconds} s", "/frame/resolution", asked)
        body["resolution"] = resolution


def _put_seed(seed: int | None, body: JsonObject, losses: list[Loss]) -> None:
    if seed is None:
        return
    if not 0 <= seed <= catalog.LARGEST_SEED:
        wanted = f"a seed is 1 to {catalog.LARGEST_SEED}; leave it open for a random one"
        inexpressible(wanted, "/seed", seed)
    if seed == 0:
        losses.append(_unsupported("seed", "0", "the vendor takes 0 for random"))
        return
    body["seed"] = seed


def _put_sound(row: Row, request: VideoRequest, body: JsonObject, losses: list[Loss]) -> None:
    if request.with_audio is None:
        return
    if row.hears:
        body["audio"] = request.with_audio
    elif request.with_audio:
        losses.append(_unsupported("with_audio", "true", f"{row.model} makes no sound"))


def _loss(kind: LossKind, field: str, asked: str, sent: str | None, reason: str) -> Loss:
    return Loss(kind=kind, field=field, asked=asked, sent=sent, reason=reason)


def _unsupported(field: str, asked: str, reason: str = "the vendor has no such field") -> Loss:
    return _loss(LossKind.UNSUPPORTED, field, asked, None, reason)


def _list(values: tuple[str, ...] | tuple[int, ...]) -> str:
    return ", ".join(map(str, values))

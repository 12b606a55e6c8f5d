"""A film that is asked for, in the vendor's words: submit, poll and cancel.

Here lives the way from the canonical request to a call, with what is lost on it. Never: the table of
what a model accepts (`catalog`), the reading of a reply (`replies`).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import gcd
from typing import Final

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Length,
    MediaInput,
    Pixels,
    Seconds,
    TaskRef,
    VideoRequest,
)
from vidlect_adapters.loss import Loss, LossKind, Translation
from vidlect_adapters.message import HttpCall, JsonObject
from vidlect_adapters.profile import Profile

from . import catalog, media, options, wire
from .catalog import PromptRule, Row
from .wire import inexpressible

MODEL: Final = "req_key"
FAMILY: Final = "actions"
MARKING: Final = "req_json"
"""The names in a task's locator."""

_LARGEST_SEED: Final = 2**63 - 1
"""The vendor gives no bound; its numbers are signed 64-bit (unsure)."""


def encode_submit(request: VideoRequest, profile: Profile) -> Translation:
    """The call that asks for this film. Raises Inexpressible, which names the field and what is allowed."""
    row = _row(request.model)
    losses: list[Loss] = []
    body: JsonObject = {}
    family, actions = _family(row, profile)
    if family != wire.PER_MODEL:
        body["req_key"] = _sent_key(request, profile)
    if request.model != row.req_key and (family == wire.PER_MODEL or profile["aliases"] == "translate"):
        reason = "an unofficial name of the same model"
        losses.append(_loss(LossKind.ADJUSTED, "model", request.model, row.req_key, reason))
    if request.count != 1:
        inexpressible("one call makes one film", "/count", request.count)
    _put_prompt(row, request, body, losses)
    media.put(row, request, body)
    _put_length(row, request.length, body)
    _put_frame(row, request, body, losses)
    _put_seed(row, request, body, losses)
    options.put(row, request.vendor_options, body, profile)
    if request.callback_url is not None:
        if row.callback:
            body["callback_url"] = request.callback_url
        else:
            losses.append(_unsupported("callback_url", request.callback_url))
    _lose_knobs(row, request, losses)
    call = wire.call(actions.submit, actions.version, body)
    return Translation(call=call, losses=tuple(losses))


def encode_poll(ref: TaskRef, profile: Profile) -> HttpCall:
    """The call that asks how a task is: by the pair of actions and the key that it was submitted with.

    A locator without a family (a task that another program submitted) is polled as the profile submits.
    """
    key = _key_of(ref)
    row = catalog.BY_KEY.get(key)
    family = ref.located(FAMILY)
    if family == wire.PER_MODEL and row is not None and row.stem is not None:
        actions = wire.actions_of_model(row.stem)
    elif family is not None and family in wire.CLASSIC:
        actions = wire.CLASSIC[family]
    elif row is not None:
        family, actions = _family(row, profile)
    else:
        family, actions = wire.CVSUBMIT, wire.CLASSIC[wire.CVSUBMIT]
    body: JsonObject = {"task_id": ref.task_id}
    if family != wire.PER_MODEL:
        body = {"req_key": key, "task_id": ref.task_id}
    marking = ref.located(MARKING)
    if marking is not None:
        body["req_json"] = marking
    return wire.call(actions.poll, actions.version, body)


def encode_cancel(ref: TaskRef, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that cancels a task that is still in the queue (facts 3.4)."""
    body: JsonObject = {"req_key": _key_of(ref), "task_id": ref.task_id}
    return wire.call(wire.CANCEL_ACTION, wire.NEWER_VERSION, body)


def locator(request: VideoRequest, profile: Profile) -> tuple[tuple[str, str], ...]:
    """What a later poll needs: the key as sent, the family of actions, and the marking where one is wanted."""
    family, _ = _family(_row(request.model), profile)
    pairs = ((MODEL, _sent_key(request, profile)), (FAMILY, family))
    marking = options.marking(request.vendor_options)
    return pairs if marking is None else (*pairs, (MARKING, marking))


def aspect_of(size: Pixels) -> str | None:
    """The documented ratio of a pixel size: exact, or as the vendor's own pixel table has it."""
    width, height = size.width, size.height
    divisor = gcd(width, height)
    exact = _RATIO_OF_SIDES.get((width // divisor, height // divisor))
    return exact or _RATIO_OF_PIXELS.get((width, height))


def ratio_counts(row: Row, inputs: tuple[MediaInput, ...]) -> bool:
    """Whether the model takes a ratio, given these media (beside a picture the picture's own counts)."""
    return bool(row.ratios) and (row.ratio_with_picture or not inputs)


def frames_of(length: Length | None) -> int | None:
    """The vendor's number of frames for a length; None where it has none. 5 s and 121 frames are one."""
    match length:
        case Seconds(value) if value.denominator == 1:
            return catalog.FRAMES_OF_SECONDS.get(value.numerator)
        case Frames(count=count, fps=catalog.FPS) if count in _FRAMES:
            return count
        case _:
            return None


def _lowest(ratio: str) -> tuple[int, int]:
    """The two sides in lowest terms: 7 and 3 of `21:9`."""
    width, height = map(int, ratio.split(":"))
    divisor = gcd(width, height)
    return width // divisor, height // divisor


_FRAMES: Final = frozenset(catalog.FRAMES_OF_SECONDS.values())
_RATIO_OF_SIDES: Final[Mapping[tuple[int, int], str]] = {
    _lowest(ratio): ratio for row in catalog.ROWS for ratio in row.ratios
}
_RATIO_OF_PIXELS: Final[Mapping[tuple[int, int], str]] = {
    pixels: ratio for ratio, pixels in catalog.PRO_PIXELS.items()
}


def _row(model: str) -> Row:
    row = catalog.BY_KEY.get(model)
    if row is None:
        reason = catalog.UNTRANSLATED.get(model)
        known = f"known are {', '.join(catalog.models())}"
        inexpressible(f"{model}: {reason}" if reason else f"no such model; {known}", "/model", model)
    return row


def _sent_key(request: VideoRequest, profile: Profile) -> str:
    return request.model if profile["aliases"] == "keep" else catalog.BY_KEY[request.model].req_key


def _family(row: Row, profile: Profile) -> tuple[str, wire.Actions]:
    if profile["api"] == "per-model" and row.stem is not None:
        return wire.PER_MODEL, wire.actions_of_model(row.stem)
    family = wire.SYNC2ASYNC if profile["submit-pair"] == "sync2async" else row.actions
    return family, wire.CLASSIC[family]


def _key_of(ref: TaskRef) -> str:
    key = ref.located(MODEL)
    if key is None:
        inexpressible("the vendor finds a task only together with its req_key", f"/locator/{MODEL}", None)
    return key


def _put_prompt(row: Row, request: VideoRequest, body: JsonObject, losses: list[Loss]) -> None:
    if not request.prompt.strip():
        wanted = row.prompt is PromptRule.REQUIRED or (
            row.prompt is PromptRule.REQUIRED_WITHOUT_PICTURE and not request.inputs
        )
        if wanted:
            inexpressible(f"{row.req_key} needs a prompt", "/prompt", request.prompt)
        if request.prompt:
            losses.append(_unsupported("prompt", "a blank prompt", "the vendor gets no prompt at all"))
        return
    if row.prompt is PromptRule.NONE:
        inexpressible(f"{row.req_key} takes no prompt", "/prompt", request.prompt)
    if len(request.prompt) > row.prompt_limit:
        reason = f"the vendor reads at most {row.prompt_limit} characters; what follows may be ignored"
        losses.append(
            _loss(LossKind.CLIPPED, "prompt", f"{len(request.prompt)} characters", "all of them", reason)
        )
    body["prompt"] = request.prompt


def _put_length(row: Row, length: Length | None, body: JsonObject) -> None:
    if length is None:
        return
    if not row.lengths:
        if not isinstance(length, Automatic):
            inexpressible(f"{row.req_key} has no field for a length; leave it open", "/length", None)
        return
    frames = frames_of(length)
    if frames is None:
        allowed = " or ".join(f"{s} s ({f} frames)" for s, f in catalog.FRAMES_OF_SECONDS.items())
        inexpressible(f"a film has {allowed} at {catalog.FPS} frames a second", "/length", str(length))
    body["frames"] = frames


def _put_frame(row: Row, request: VideoRequest, body: JsonObject, losses: list[Loss]) -> None:
    frame = request.frame
    if isinstance(frame, Pixels):
        _put_pixels(row, request, frame, body, losses)
    elif frame is not None:
        if frame.resolution is not None:
            _put_resolution(row, frame.resolution, body, losses)
        if frame.aspect is not None:
            _put_aspect(row, request, frame.aspect, body, losses)


def _put_aspect(row: Row, request: VideoRequest, aspect: str, body: JsonObject, losses: list[Loss]) -> None:
    if not ratio_counts(row, request.inputs):
        losses.append(_unsupported("frame.aspect", aspect, "the picture gives the ratio"))
        return
    if aspect not in row.ratios:
        inexpressible(f"the ratio is one of {_list(row.ratios)}", "/frame/aspect", aspect)
    body["aspect_ratio"] = aspect


def _put_pixels(row: Row, request: VideoRequest, size: Pixels, body: JsonObject, losses: list[Loss]) -> None:
    asked = f"{size.width}x{size.height}"
    if not ratio_counts(row, request.inputs):
        losses.append(_unsupported("frame", asked, "the picture gives the ratio, the model the size"))
        return
    aspect = aspect_of(size)
    if aspect is None or aspect not in row.ratios:
        inexpressible(f"{asked} has none of the ratios {_list(row.ratios)}", "/frame", asked)
    body["aspect_ratio"] = aspect
    if row.pixels.get(aspect) != (size.width, size.height):
        reason = "the vendor takes a ratio and chooses the pixels"
        losses.append(_loss(LossKind.ADJUSTED, "frame", asked, aspect, reason))


def _put_resolution(row: Row, resolution: str, body: JsonObject, losses: list[Loss]) -> None:
    tier = resolution.lower()
    if not row.resolutions:
        losses.append(
            _unsupported("frame.resolution", resolution, f"{row.req_key} names no size of its films")
        )
    elif tier not in row.resolutions:
        inexpressible(
            f"{row.req_key} makes films of {_list(row.resolutions)}", "/frame/resolution", resolution
        )
    elif row.resolution_field is not None:
        body[row.resolution_field] = int(tier.removesuffix("p"))


def _put_seed(row: Row, request: VideoRequest, body: JsonObject, losses: list[Loss]) -> None:
    if request.seed is None:
        return
    if not row.seed:
        losses.append(_unsupported("seed", str(request.seed)))
        return
    if not 0 <= request.seed <= _LARGEST_SEED:
        inexpressible(
            f"a seed is 0 to {_LARGEST_SEED}; leave it open for a random one", "/seed", request.seed
        )
    body["seed"] = request.seed


def _lose_knobs(row: Row, request: VideoRequest, losses: list[Loss]) -> None:
    if request.negative_prompt:
        losses.append(_unsupported("negative_prompt", request.negative_prompt))
    if request.fps is not None and request.fps != row.fps:
        made = "at a rate of its own" if row.fps is None else f"{row.fps} frames a second"
        losses.append(_unsupported("fps", str(request.fps), f"the vendor makes films {made}"))
    for name, wish in (
        ("watermark", request.watermark),
        ("with_audio", request.with_audio),
        ("camera_fixed", request.camera_fixed),
    ):
        if wish is not None:
            losses.append(_unsupported(name, str(wish).lower()))


def _loss(kind: LossKind, field: str, asked: str, sent: str | None, reason: str) -> Loss:
    return Loss(kind=kind, field=field, asked=asked, sent=sent, reason=reason)


def _unsupported(field: str, asked: str, reason: str = "the vendor has no such field") -> Loss:
    return _loss(LossKind.UNSUPPORTED, field, asked, None, reason)


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(words)

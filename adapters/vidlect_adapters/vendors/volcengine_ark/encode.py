"""A film that is asked for, in the vendor's words: create, get, delete.

Here lives the way from the canonical request to a call, with what is lost on it. Never: the table of
what a model accepts (`catalog`), the reading of a reply (`replies`).
"""

from __future__ import annotations

from vidlect_adapters.canonical import Automatic, Pixels, TaskRef, VideoRequest
from vidlect_adapters.loss import Loss, LossKind, Translation
from vidlect_adapters.message import HttpCall, JsonObject
from vidlect_adapters.profile import Profile

from . import catalog, content, fields, options, wire
from .catalog import Row
from .sizes import RATIOS, named
from .wire import inexpressible


def encode_submit(request: VideoRequest, profile: Profile) -> Translation:
    """The call that asks for this film. Raises Inexpressible, which names the field and what is allowed."""
    row = catalog.find(request.model)
    if row is None:
        known = ", ".join(catalog.models())
        inexpressible(f"no such model; known are {known}, and endpoints ep-…", "/model", request.model)
    if request.count != 1:
        inexpressible("one call makes one film", "/count", request.count)
    losses: list[Loss] = []
    body: JsonObject = {
        "model": request.model,
        "content": content.items(row, request.prompt, request.inputs, profile),
    }
    _put_frame(row, request, body, losses)
    _put_length(row, request, body, losses)
    _put_seed(request, body)
    _put_knobs(row, request, body, losses)
    _put_options(row, request, body)
    if request.callback_url is not None:
        body["callback_url"] = request.callback_url
    return Translation(call=wire.create(body), losses=tuple(losses))


def encode_poll(ref: TaskRef, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that asks how a task is."""
    return wire.task("GET", ref.task_id)


def encode_cancel(ref: TaskRef, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that cancels a task that is still in the queue; one that has ended is forgotten by it (facts 6)."""
    return wire.task("DELETE", ref.task_id)


encode_delete = encode_cancel
"""One call does both: it deletes the record of a task that has ended (facts 6)."""


def _put_frame(row: Row, request: VideoRequest, body: JsonObject, losses: list[Loss]) -> None:
    frame = request.frame
    if isinstance(frame, Pixels):
        _put_pixels(row, request, frame, body, losses)
    elif frame is not None:
        tier = frame.resolution.lower() if frame.resolution else None
        _put_size(row, request, tier, frame.aspect, body)
        if frame.aspect is not None and "ratio" not in body:
            losses.append(_unsupported("frame.aspect", frame.aspect, "the first frame gives the ratio"))


def _put_pixels(row: Row, request: VideoRequest, size: Pixels, body: JsonObject, losses: list[Loss]) -> None:
    asked = f"{size.width}x{size.height}"
    found = named(size, row.sizes, row.resolutions)
    if found is None:
        allowed = f"{', '.join(RATIOS)} in {', '.join(row.resolutions)}"
        inexpressible(f"{asked} is no size of {row.model}, which has {allowed}", "/frame", asked)
    _put_size(row, request, found.tier, found.ratio, body)
    said = f"{found.tier} {found.ratio}" if "ratio" in body else found.tier
    if not found.exact or "ratio" not in body:
        reason = "the vendor takes a tier and a ratio and chooses the pixels"
        losses.append(_loss(LossKind.ADJUSTED, "frame", asked, reason, said))


def _put_size(
    row: Row, request: VideoRequest, tier: str | None, aspect: str | None, body: JsonObject
) -> None:
    """Write what is asked of tier and ratio; a ratio that may not be said is left out."""
    for field, why, value in (
        ("resolution", fields.size_fault(row, tier, None, request.inputs), tier),
        ("aspect", fields.size_fault(row, None, aspect, request.inputs), aspect),
    ):
        if why is not None:
            inexpressible(why, f"/frame/{field}", value)
    if tier is not None:
        body["resolution"] = tier
    if aspect is not None and fields.ratio_counts(row, request.inputs):
        body["ratio"] = aspect


def _put_length(row: Row, request: VideoRequest, body: JsonObject, losses: list[Loss]) -> None:
    length = request.length
    if length is None:
        return
    field = fields.length_field(row, length)
    if field is not None:
        body.update(field)
    elif isinstance(length, Automatic):
        reason = f"{row.model} chooses no length; it makes {catalog.DEFAULT_SECONDS} seconds"
        losses.append(_loss(LossKind.DEFAULTED, "length", "automatic", reason))
    else:
        inexpressible(f"{row.model} makes films of {fields.lengths(row)}", "/length", str(length))


def _put_seed(request: VideoRequest, body: JsonObject) -> None:
    if request.seed is None:
        return
    if not 0 <= request.seed <= catalog.LARGEST_SEED:
        inexpressible(f"a seed is 0 to {catalog.LARGEST_SEED}", "/seed", request.seed)
    body["seed"] = request.seed


def _put_knobs(row: Row, request: VideoRequest, body: JsonObject, losses: list[Loss]) -> None:
    if request.negative_prompt:
        losses.append(_unsupported("negative_prompt", request.negative_prompt))
    if request.fps is not None and request.fps != catalog.FPS:
        losses.append(_unsupported("fps", str(request.fps), f"every film has {catalog.FPS} frames a second"))
    if request.watermark is not None:
        body["watermark"] = request.watermark
    if request.with_audio is not None:
        if row.sound:
            body["generate_audio"] = request.with_audio
        elif request.with_audio:
            losses.append(_unsupported("with_audio", "true", f"films of {row.model} are silent"))
    if request.camera_fixed is not None:
        if fields.holds_camera(row, request.inputs):
            body["camera_fixed"] = request.camera_fixed
        elif request.camera_fixed:
            losses.append(_unsupported("camera_fixed", "true", "not with this model, or not with references"))


def _put_options(row: Row, request: VideoRequest, body: JsonObject) -> None:
    given = request.vendor_options
    sent = body.get("resolution")
    wrong = options.fault(row, given, sent if isinstance(sent, str) else None)
    if wrong is not None:
        name, why = wrong
        inexpressible(why, f"/vendor_options/{name}", given.get(name))
    # in the table's order, so that equal wishes make equal calls
    body.update({name: given[name] for name in options.OPTIONS if name in given})


def _loss(kind: LossKind, field: str, asked: str, reason: str, sent: str | None = None) -> Loss:
    return Loss(kind=kind, field=field, asked=asked, sent=sent, reason=reason)


def _unsupported(field: str, asked: str, reason: str = "the vendor has no such field") -> Loss:
    return _loss(LossKind.UNSUPPORTED, field, asked, reason)

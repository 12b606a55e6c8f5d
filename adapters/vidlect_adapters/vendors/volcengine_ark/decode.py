"""What a create of any gateway asks for: the way back from the vendor's words.

Here lives the reading of requests, tolerant of every spelling that the vendor takes, with a note on the odd ones.
Never: the writing of a call (`encode`), a reply (`replies`).
"""

from __future__ import annotations

from typing import Final

from vidlect_adapters.canonical import FrameSize, Length, MediaInput, Shape, VideoRequest
from vidlect_adapters.json_body import read_object
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import HttpCall, JsonObject
from vidlect_adapters.profile import Profile

from . import catalog, content, fields, flags, options, wire
from .asked import Asked
from .catalog import Row
from .wire import malformed_request

_RANDOM_SEED: Final = -1
_IDLE: Final = "framespersecond"
"""Taken without a look and without effect (facts 3.1)."""


def decode_submit(call: HttpCall, profile: Profile) -> Decoded:
    """What a create asks for. Raises MalformedRequest with a pointer to what the dialect does not have.

    A value that is outside the vendor's tables is refused: it would be refused there. A field that the
    vendor does not know is noted: the vendor would overlook it.
    """
    if (call.method.upper(), call.path) != ("POST", wire.TASKS):
        malformed_request(f"a task is made by POST {wire.TASKS}", "", f"{call.method} {call.path[:80]}")
    notes: list[str] = []
    asked = Asked(read_object(call.body, wire.NAME), notes)
    name = asked.text("model")
    if name is None:
        malformed_request("a create names its model", "/model", None)
    row = catalog.find(name)
    if row is None:
        known = ", ".join(catalog.models())
        malformed_request(f"no such model; known are {known}, and endpoints ep-…", "/model", name)
    prompt, inputs = content.read(asked.value("content"), notes)
    misfit = content.misfit(row, prompt, inputs, profile)
    if misfit is not None:
        malformed_request(misfit.reason, "/content", None)
    request = VideoRequest(
        model=name,
        prompt=prompt,
        inputs=inputs,
        length=_length(row, asked, notes),
        frame=_frame(row, asked, inputs),
        seed=_seed(asked),
        watermark=asked.boolean("watermark"),
        with_audio=_audio(row, asked, notes),
        camera_fixed=_camera(row, asked, inputs, notes),
        callback_url=asked.text("callback_url"),
        vendor_options=_options(row, asked, notes),
    )
    if asked.value(_IDLE) is not None:
        notes.append(f"/{_IDLE} is taken by the vendor and has no effect")
    request, flagged = flags.applied(request, row, random=asked.value("seed") == _RANDOM_SEED)
    notes.extend(flagged)
    notes.extend(f"/{one} is no field of a create; the vendor overlooks it" for one in asked.unread())
    return Decoded(request=request, model_name=name, notes=tuple(notes))


def _length(row: Row, asked: Asked, notes: list[str]) -> Length | None:
    frames, duration = asked.integer("frames"), asked.integer("duration")
    if frames is None and duration is None:
        return None
    if frames is not None and not row.frames:
        malformed_request(f"{row.model} has no frames", "/frames", frames)
    if frames is not None and duration is not None:
        notes.append("/duration does not count beside /frames")
    length = fields.length_of(row, frames, duration)
    if length is None:
        field, value = ("duration", duration) if frames is None else ("frames", frames)
        malformed_request(f"{row.model} makes films of {fields.lengths(row)}", f"/{field}", value)
    return length


def _frame(row: Row, asked: Asked, inputs: tuple[MediaInput, ...]) -> FrameSize | None:
    resolution, aspect = asked.text("resolution"), asked.text("ratio")
    for field, why in (
        ("resolution", fields.size_fault(row, resolution, None, inputs)),
        ("ratio", fields.size_fault(row, None, aspect, inputs)),
    ):
        if why is not None:
            malformed_request(why, f"/{field}", asked.value(field))
    if aspect is not None and not fields.ratio_counts(row, inputs):
        malformed_request(f"{row.model} takes no ratio beside a first frame", "/ratio", aspect)
    return None if resolution is None and aspect is None else Shape(resolution=resolution, aspect=aspect)


def _seed(asked: Asked) -> int | None:
    seed = asked.integer("seed")
    if seed is not None and not _RANDOM_SEED <= seed <= catalog.LARGEST_SEED:
        malformed_request(f"expected -1 (random) to {catalog.LARGEST_SEED}", "/seed", seed)
    return None if seed == _RANDOM_SEED else seed


def _audio(row: Row, asked: Asked, notes: list[str]) -> bool | None:
    audible = asked.boolean("generate_audio")
    if audible is None or row.sound:
        return audible
    if audible:
        malformed_request(f"films of {row.model} are silent", "/generate_audio", audible)
    notes.append(f"/generate_audio is no field of {row.model}")
    return None


def _camera(row: Row, asked: Asked, inputs: tuple[MediaInput, ...], notes: list[str]) -> bool | None:
    fixed = asked.boolean("camera_fixed")
    if fixed is None or fields.holds_camera(row, inputs):
        return fixed
    if fixed:
        malformed_request("not with this model, or not with references", "/camera_fixed", fixed)
    notes.append("/camera_fixed is no field of this model, or not beside references")
    return None


def _options(row: Row, asked: Asked, notes: list[str]) -> JsonObject:
    given: JsonObject = {}
    known = options.known_to(row)
    for name in options.OPTIONS:
        value = asked.value(name)
        if value is None:
            continue
        if name not in known and options.asks_for_nothing(name, value):
            notes.append(f"/{name} is no field of {row.model}; this value asks for nothing")
        else:
            given[name] = value
    resolution = asked.text("resolution")
    wrong = options.fault(row, given, resolution)
    if wrong is not None:
        name, why = wrong
        malformed_request(why, f"/{name}", given.get(name))
    return given

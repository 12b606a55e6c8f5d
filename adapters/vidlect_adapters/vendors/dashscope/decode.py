"""What a submit call of any gateway asks for: the way back from the vendor's words.

Here lives the reading of requests, tolerant of equivalent spellings, with a note on each. Never: the writing of a call
(`encode`), media (`given`), a reply (`replies`).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from vidlect_adapters.canonical import (
    Automatic,
    FrameSize,
    Length,
    MediaInput,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.json_body import read_object
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import HttpCall, JsonObject, JsonValue
from vidlect_adapters.profile import Profile

from . import catalog, encode, frame, older, options, wire
from .asked import Asked
from .catalog import PromptRule, Row, Shaping, Sound
from .given import inputs_of
from .wire import malformed_request

_PATHS: Final = (wire.VIDEO_PATH, wire.FRAMES_PATH)


def decode_submit(call: HttpCall, profile: Profile) -> Decoded:
    """What a submit asks for. Raises MalformedRequest with a pointer to what the dialect does not have.

    A value that is outside the vendor's tables is refused: it would be refused there, or its task would fail. A field
    that the vendor does not know is noted: the vendor would overlook it.
    """
    notes: list[str] = []
    _check_envelope(call)
    body = Asked(read_object(call.body, wire.NAME), "", notes)
    name = body.text("model")
    if name is None:
        malformed_request("a submit names its model", "/model", None)
    said, asked = body.child("input"), body.child("parameters")
    row = _row(name, said)
    _check_path(row, call, notes)
    given: JsonObject = {}
    with_audio = asked.flag("audio") if row.sound is Sound.ASKED else None
    inputs = inputs_of(row, said, given, with_audio=with_audio)
    _read_options(row, said, asked, given, profile)
    request = VideoRequest(
        model=name,
        prompt=_prompt(row, said, inputs, given),
        negative_prompt=said.text("negative_prompt"),
        inputs=inputs,
        length=_length(row, asked, inputs, profile),
        frame=_frame(row, asked, inputs, profile),
        seed=_seed(row, asked),
        watermark=asked.flag("watermark"),
        with_audio=with_audio,
        vendor_options=given,
    )
    _check_together(request, row)
    if _names_files(request) and (call.header(wire.RESOLVE) or "").lower() != wire.ENABLE:
        notes.append(f"{wire.RESOLVE}: enable is missing; the vendor will not load {wire.OSS} addresses")
    for one in (body, said, asked):
        notes.extend(f"{pointer} is no field of {name}; the vendor overlooks it" for pointer in one.unread())
    return Decoded(request=request, model_name=name, notes=tuple(notes))


def _check_envelope(call: HttpCall) -> None:
    if call.method.upper() != "POST":
        malformed_request("a submit is a POST", "", call.method)
    if call.path.rstrip("/") not in _PATHS:
        malformed_request(f"a submit goes to {' or '.join(_PATHS)}", "", call.path)
    if (call.header(wire.ASYNC) or "").strip().lower() != wire.ENABLE:
        malformed_request(f"films are made with {wire.ASYNC}: enable only", "", call.header(wire.ASYNC))


def _row(name: str, said: Asked) -> Row:
    row = older.BY_NAME.get(name)
    if row is None:
        malformed_request(f"no such model; known are {wire.listed(older.models())}", "/model", name)
    if row.name != older.EDITOR:
        return row
    word = said.text(options.FUNCTION)
    function = older.FUNCTIONS.get(word or "")
    if function is None:
        known = wire.listed(tuple(older.FUNCTIONS))
        malformed_request(f"expected one of {known}", said.at(options.FUNCTION), word)
    return older.fitted(row, function)


def _check_path(row: Row, call: HttpCall, notes: list[str]) -> None:
    path = call.path.rstrip("/")
    if path == row.path:
        return
    if row.path == wire.VIDEO_PATH:
        malformed_request(f"{row.name} is submitted to {row.path}", "/model", call.path)
    notes.append(f"{row.name} is documented for {row.path}")


def _prompt(row: Row, said: Asked, inputs: tuple[MediaInput, ...], given: JsonObject) -> str:
    prompt = said.text("prompt") or ""
    media = bool(inputs) or bool(given.keys() & {"file", "link"})
    wanted = row.prompt is PromptRule.REQUIRED or (
        row.prompt is PromptRule.REQUIRED_WITHOUT_MEDIA and not media
    )
    if wanted and not prompt.strip():
        malformed_request(f"{row.name} needs a prompt", said.at("prompt"), prompt)
    if len(prompt) > row.prompt_limit:
        said.note(f"{said.at('prompt')} has {len(prompt)} characters; the vendor reads {row.prompt_limit}")
    return prompt


def _length(row: Row, asked: Asked, inputs: tuple[MediaInput, ...], profile: Profile) -> Length | None:
    seconds = asked.integer("duration")
    if seconds is None:
        return None
    if seconds == row.automatic:
        return Automatic()
    video = any(one.role is Role.REFERENCE and one.medium.value == "video" for one in inputs)
    allowed = encode.lengths(row, profile, video_reference=video)
    if seconds not in allowed:
        malformed_request(
            f"expected one of {wire.listed(tuple(map(str, allowed)))}", asked.at("duration"), seconds
        )
    return Seconds(Fraction(seconds))


def _frame(row: Row, asked: Asked, inputs: tuple[MediaInput, ...], profile: Profile) -> FrameSize | None:
    if row.shaping is Shaping.SIZE:
        return _size(row, asked)
    tier = asked.text("resolution")
    if tier is not None and profile["tier-case"] == "any" and tier != tier.upper():
        asked.note(f"{asked.at('resolution')} {tier} is written in capitals")
        tier = tier.upper()
    if tier is not None and tier not in row.tiers:
        malformed_request(f"expected one of {wire.listed(row.tiers)}", asked.at("resolution"), tier)
    ratio = asked.text("ratio") if row.ratios else None
    if ratio is not None and ratio not in row.ratios:
        malformed_request(f"expected one of {wire.listed(row.ratios)}", asked.at("ratio"), ratio)
    if ratio is not None and not frame.ratio_counts(row, frozenset(one.role for one in inputs)):
        asked.note(f"{asked.at('ratio')} beside a first frame; the vendor overlooks it")
        ratio = None
    if tier is None and ratio is None:
        return None
    return Shape(resolution=tier.lower() if tier else None, aspect=ratio)


def _size(row: Row, asked: Asked) -> Pixels | None:
    text = asked.text("size")
    if text is None:
        return None
    allowed = {
        f"{width}*{height}": (width, height)
        for (tier, _), (width, height) in catalog.SIZES.items()
        if tier in row.tiers
    }
    found = allowed.get(text)
    if found is None:
        malformed_request(f"expected one of {', '.join(allowed)}", asked.at("size"), text)
    return Pixels(width=found[0], height=found[1])


def _seed(row: Row, asked: Asked) -> int | None:
    seed = asked.integer("seed")
    if seed == catalog.RANDOM_SEED and row.name == catalog.ROWS[0].name:
        return None
    if seed is not None and not 0 <= seed <= catalog.LARGEST_SEED:
        malformed_request(f"expected 0 to {catalog.LARGEST_SEED}", asked.at("seed"), seed)
    return seed


def _read_options(row: Row, said: Asked, asked: Asked, given: JsonObject, profile: Profile) -> None:
    for name in row.options:
        place = options.place_of(name, profile)
        if place == options.MEDIA:
            if name in given:
                _checked(name, given[name], said.at("media"))
            continue
        holder = said if place == options.INPUT else asked
        if name == "mask_frame_id" and not holder.has(name):  # either object will do (facts 4.3, 4.4)
            holder = asked if holder is said else said
        value = holder.value(name)
        if value is not None:
            _checked(name, value, holder.at(name))
            given[name] = value


def _checked(name: str, value: JsonValue, pointer: str) -> None:
    option = options.OPTIONS[name]
    if not option.suits(value):
        malformed_request(f"expected {option.wanted}", pointer, value)


def _check_together(request: VideoRequest, row: Row) -> None:
    """What options and media need of each other, as when writing."""
    try:
        encode.check_together(row, request)
    except Inexpressible as problem:
        malformed_request(problem.message, "/input", problem.value)


def _names_files(request: VideoRequest) -> bool:
    addresses = [getattr(one.source, "value", "") for one in request.inputs]
    addresses += [value for value in request.vendor_options.values() if isinstance(value, str)]
    return any(str(address).startswith(wire.OSS) for address in addresses)

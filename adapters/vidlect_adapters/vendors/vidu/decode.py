"""What a submit call of any gateway asks for: the way back from the vendor's words.

Here lives the reading of requests, tolerant of equivalent spellings, with a note on each. Never: the writing of a
call (`encode`), a reply (`replies`).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from vidlect_adapters.canonical import Automatic, Length, Seconds, Shape, VideoRequest
from vidlect_adapters.json_body import read_object
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import HttpCall, JsonObject
from vidlect_adapters.profile import Profile

from . import catalog, media, options, wire
from .asked import Asked
from .catalog import Row
from .wire import REFERENCE, TEXT, malformed_request

_OPERATIONS: Final[Mapping[str, str]] = {path: operation for operation, path in wire.FILM_PATHS.items()}


def decode_submit(call: HttpCall, profile: Profile) -> Decoded:
    """What a submit asks for. Raises MalformedRequest with a pointer to what the dialect does not have.

    A value that is outside the vendor's tables is refused: it would be refused there. A field that the vendor
    does not know, or does not mind on this model, is noted: the vendor would overlook it.
    """
    operation = _operation(call)
    asked = Asked(read_object(call.body, wire.NAME))
    row = _model(operation, asked, profile)
    pictures = asked.texts(media.PICTURES)
    videos = asked.texts(media.VIDEOS) if operation == REFERENCE else []
    if videos and row.model != "viduq2-pro":
        malformed_request("only viduq2-pro takes videos", f"/{media.VIDEOS}", row.model)
    if operation == TEXT and pictures:
        malformed_request("text to video takes no pictures", f"/{media.PICTURES}", len(pictures))
    inputs = media.read(operation, pictures, videos) if operation != TEXT else ()
    length = _length(row, asked)
    seconds = int(length.value) if isinstance(length, Seconds) else row.usual
    given = _options(row, asked, seconds)
    if operation == REFERENCE and not inputs and options.SUBJECTS not in given:
        malformed_request("expected pictures or subjects", f"/{media.PICTURES}", None)
    if inputs and options.SUBJECTS in given:
        malformed_request("pictures or subjects, not both", f"/{options.SUBJECTS}", None)
    audio = asked.truth("audio")
    if audio and not row.hears:
        asked.notes.append(f"/audio has no effect on {row.model}")
        audio = None
    request = VideoRequest(
        model=row.model,
        prompt=_prompt(row, asked, given, profile),
        inputs=inputs,
        length=length,
        frame=_frame(row, asked, seconds, profile),
        seed=_seed(asked),
        watermark=asked.truth("watermark"),
        with_audio=audio,
        callback_url=asked.text("callback_url"),
        vendor_options=given,
    )
    asked.notes.extend(
        f"/{name} is no field of {operation}; the vendor overlooks it" for name in asked.unread()
    )
    return Decoded(request=request, model_name=row.model, notes=tuple(asked.notes))


def _operation(call: HttpCall) -> str:
    operation = _OPERATIONS.get(call.path)
    if operation is None:
        malformed_request(f"a film is asked for at one of {', '.join(_OPERATIONS)}", "", call.path[:80])
    if call.method.upper() != "POST":
        malformed_request("a film is asked for with POST", "", call.method)
    return operation


def _model(operation: str, asked: Asked, profile: Profile) -> Row:
    model = asked.text("model")
    if model is None:
        malformed_request("a submit names its model", "/model", None)
    row = catalog.row_of(operation, model, profile)
    if row is None:
        known = ", ".join(catalog.models_of(operation, profile))
        malformed_request(f"{operation} has the models {known}", "/model", model)
    return row


def _prompt(row: Row, asked: Asked, given: JsonObject, profile: Profile) -> str:
    prompt = asked.text("prompt") or ""
    if row.operation in {TEXT, REFERENCE} and not prompt.strip():
        malformed_request(f"{row.operation} needs a prompt", "/prompt", prompt or None)
    if len(prompt) > int(profile["prompt-limit"]):
        malformed_request(f"expected at most {profile['prompt-limit']} characters", "/prompt", len(prompt))
    if prompt and given.get(options.RECOMMENDED) is True:
        asked.notes.append("/prompt beside is_rec; the vendor overlooks it")
        return ""
    return prompt


def _length(row: Row, asked: Asked) -> Length | None:
    duration = asked.integer("duration")
    if duration is None:
        return None
    if duration == 0 and row.chooses:
        return Automatic()
    if duration not in row.lengths:
        allowed = ", ".join(map(str, row.lengths))
        malformed_request(f"expected one of {allowed}", "/duration", duration)
    return Seconds(Fraction(duration))


def _frame(row: Row, asked: Asked, seconds: int, profile: Profile) -> Shape | None:
    resolution = asked.text("resolution")
    if resolution is not None and resolution not in row.tiers(seconds):
        allowed = ", ".join(row.tiers(seconds))
        malformed_request(f"expected one of {allowed} at {seconds} s", "/resolution", resolution)
    aspect = None
    ratios = catalog.ratios_of(row, profile)
    if ratios:
        aspect = asked.text("aspect_ratio")
        if aspect is not None and aspect not in ratios:
            malformed_request(f"expected one of {', '.join(ratios)}", "/aspect_ratio", aspect)
    return None if resolution is None and aspect is None else Shape(resolution=resolution, aspect=aspect)


def _seed(asked: Asked) -> int | None:
    """0 is random, as no seed is (facts 3)."""
    seed = asked.integer("seed")
    if seed is not None and not 0 <= seed <= catalog.LARGEST_SEED:
        malformed_request(f"expected 0 (random) to {catalog.LARGEST_SEED}", "/seed", seed)
    return seed or None


def _options(row: Row, asked: Asked, seconds: int) -> JsonObject:
    given: JsonObject = {}
    for name in options.NAMES[row.operation]:
        if not asked.has(name):
            continue
        option, value = options.OPTIONS[name], asked.value(name)
        if value is None or (value == "" and option.default != ""):
            continue
        if not option.fits(value):
            malformed_request(f"expected {option.wanted}", f"/{name}", value)
        if options.is_overlooked(row, name, value, seconds):
            asked.notes.append(f"/{name} has no effect on {row.model} at {seconds} s")
            continue
        given[name] = value
    return given

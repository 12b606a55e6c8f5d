"""A create as new-api reads it, as a film in neutral words.

Here lives what each member means. Never: a limit of a vendor's model, a member's place in a body (`bodies`).
Source: dialects' facts 5.2.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TypeVar

from vidlect_adapters.addresses import check_address
from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    FrameSize,
    Length,
    Pixels,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.json_body import json_type, without_point
from vidlect_adapters.loss import Decoded, LossKind
from vidlect_adapters.members import Members, is_unsaid
from vidlect_adapters.message import HttpCall, JsonObject, JsonValue
from vidlect_adapters.ratios import is_ratio
from vidlect_adapters.remarks import Remarks

from . import wire
from .bodies import read_body
from .media import read_media
from .vocabulary import AUTOMATIC, FLAGS, FRAMES_A_SECOND, LONGEST

_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_PIXELS = re.compile(r"([1-9][0-9]{0,4})([xX*])([1-9][0-9]{0,4})", re.ASCII)
_TIER = re.compile(r"[1-9][0-9]{0,4}[pPkK]", re.ASCII)
_FREE_ASPECT = "adaptive"
"""The vendors' word for the picture's own ratio."""

_Value = TypeVar("_Value")


def decode_create(call: HttpCall, route: wire.Route) -> Decoded:
    """What a client asks for.

    Raises:
        MalformedRequest: names the member and what was expected; its code is the dialect's.
    """
    remarks = Remarks()
    body = read_body(call, route.surface, remarks)
    said = Members(route.surface, body.members)
    model = _model(said)
    request = VideoRequest(
        model=model,
        prompt=said.required_text(wire.PROMPT),
        negative_prompt=said.text(wire.NEGATIVE_PROMPT),
        inputs=read_media(said, body.file, remarks),
        length=_length(said, remarks),
        frame=_frame(said, remarks),
        fps=_positive(said, wire.FPS, remarks),
        seed=_seed(said, remarks),
        count=_count(said, remarks),
        watermark=_flag(said, wire.WATERMARK, remarks),
        with_audio=_flag(said, wire.GENERATE_AUDIO, remarks),
        camera_fixed=_flag(said, wire.CAMERA_FIXED, remarks),
        callback_url=_callback(said, route, remarks),
        vendor_options=_options(said, body.options),
    )
    for name in (wire.RESPONSE_FORMAT, wire.USER):
        if not is_unsaid(said.body.get(name)):
            remarks.lose(LossKind.UNSUPPORTED, name, said.body[name], "nothing is made of it")
    return Decoded(
        request=request, model_name=model, losses=tuple(remarks.losses), notes=tuple(remarks.notes)
    )


def _model(said: Members) -> str:
    model = said.text(wire.MODEL)
    if model is None or not model.strip():
        raise wire.coded(said.wrong(wire.MODEL, "given"), wire.MISSING_MODEL)
    return model


def _length(said: Members, remarks: Remarks) -> Length | None:
    given = {name: _seconds(said, name, remarks) for name in (wire.DURATION, wire.SECONDS)}
    length = _agreed(said, {name: value for name, value in given.items() if value}, remarks)
    frames = _positive(said, wire.FRAMES, remarks)
    if frames is None:
        return length
    if length is not None and length not in {
        Seconds(Fraction(count, FRAMES_A_SECOND)) for count in (frames, frames - 1) if count
    }:
        raise wire.coded(said.refused(wire.FRAMES, "differs from the seconds", frames), wire.INVALID_SECONDS)
    if length is not None:
        remarks.note("frames: says what the seconds say")
    return Frames(count=frames, fps=FRAMES_A_SECOND)


def _seconds(said: Members, name: str, remarks: Remarks) -> Seconds | Automatic | None:
    value = said.body.get(name)
    if is_unsaid(value):
        return None
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        number: JsonValue = int(value)
    else:
        number = without_point(value, f"/{name}", remarks.notes)
        if name == wire.SECONDS and isinstance(number, int):
            remarks.note("seconds: a number was taken for a string")
    if number == AUTOMATIC and name == wire.DURATION:
        return Automatic()
    taken = int | float if name == wire.DURATION else int
    if isinstance(number, bool) or not isinstance(number, taken) or not 0 <= number <= LONGEST:
        expected = f"{'whole ' if name == wire.SECONDS else ''}seconds, at most {LONGEST}"
        unlike = "" if isinstance(value, str | int | float) else f", not {json_type(value)}"
        raise wire.coded(said.wrong(name, expected + unlike, value), wire.INVALID_SECONDS)
    if number == 0:
        remarks.note(f"{name}: 0 says nothing")
        return None
    return Seconds(Fraction(repr(number)))


def _frame(said: Members, remarks: Remarks) -> FrameSize | None:
    sized = _size(said, remarks)
    width, height = (_positive(said, name, remarks) for name in (wire.WIDTH, wire.HEIGHT))
    if (width is None) is not (height is None):
        missing, other = (wire.WIDTH, wire.HEIGHT) if width is None else (wire.HEIGHT, wire.WIDTH)
        raise wire.coded(said.wrong(missing, f"given beside {other}"), wire.INVALID_SIZE)
    pixels: dict[str, Pixels] = {wire.SIZE: sized} if isinstance(sized, Pixels) else {}
    if width is not None and height is not None:
        pixels[wire.WIDTH] = Pixels(width=width, height=height)
    shape = {name: text for name in (wire.ASPECT_RATIO, wire.RESOLUTION) if (text := said.text(name))}
    if pixels and shape:
        name = next(iter(shape))
        raise said.wrong(name, "left out beside a size in pixels", shape[name])
    if isinstance(sized, Shape):
        known = wire.ASPECT_RATIO if sized.resolution is None else wire.RESOLUTION
        word = sized.resolution or sized.aspect or ""
        if shape.setdefault(known, word) != word:
            raise wire.coded(said.refused(wire.SIZE, f"differs from {known}", word), wire.INVALID_SIZE)
    if not shape:
        return _agreed(said, pixels, remarks)
    return Shape(resolution=shape.get(wire.RESOLUTION), aspect=shape.get(wire.ASPECT_RATIO))


def _size(said: Members, remarks: Remarks) -> FrameSize | None:
    text = said.text(wire.SIZE)
    if text is None:
        return None
    if parts := _PIXELS.fullmatch(text):
        if parts[2] != "x":
            remarks.note(f"size: {parts[2]} was taken for x")
        return Pixels(width=int(parts[1]), height=int(parts[3]))
    if is_ratio(text) or text == _FREE_ASPECT:
        return Shape(aspect=text)
    if _TIER.fullmatch(text):
        return Shape(resolution=text)
    expected = "width x height such as '1280x720', a ratio such as '16:9', or a tier such as '720p'"
    raise wire.coded(said.wrong(wire.SIZE, expected, text), wire.INVALID_SIZE)


def _agreed(said: Members, given: dict[str, _Value], remarks: Remarks) -> _Value | None:
    """The one value of members that stand for the same; None where none is given."""
    first = next(iter(given), None)
    if first is None:
        return None
    for name, value in given.items():
        if value != given[first]:
            error = said.refused(name, f"differs from {first}", said.body.get(name))
            raise wire.coded(error, wire.INVALID_SECONDS if first == wire.DURATION else error.code)
        if name != first:
            remarks.note(f"{name}: says what {first} says")
    return given[first]


def _positive(said: Members, name: str, remarks: Remarks) -> int | None:
    number = said.integer(name, remarks.notes)
    if number is not None and number <= 0:
        raise said.wrong(name, "above 0", number)
    return number


def _seed(said: Members, remarks: Remarks) -> int | None:
    seed = said.integer(wire.SEED, remarks.notes)
    if seed == AUTOMATIC:
        remarks.note("seed: -1 is any")
        return None
    return seed


def _flag(said: Members, name: str, remarks: Remarks) -> bool | None:
    """A boolean, or a word for one."""
    value = said.body.get(name)
    if isinstance(value, str) and value in FLAGS:
        remarks.note(f"{name}: a text was taken for a boolean")
        return FLAGS[value]
    return said.boolean(name)


def _callback(said: Members, route: wire.Route, remarks: Remarks) -> str | None:
    address = said.text(wire.CALLBACK_URL)
    if address is None:
        return None
    try:
        check_address(address)
    except ValueError as error:
        raise said.wrong(wire.CALLBACK_URL, str(error), address) from None
    if route.announces:
        return address
    reason = "the end of a task is not announced here; ask for its status"
    remarks.lose(LossKind.UNSUPPORTED, wire.CALLBACK_URL, address, reason)
    return None


def _count(said: Members, remarks: Remarks) -> int:
    count = _positive(said, wire.COUNT, remarks)
    if count == 1:
        remarks.note("n: 1 is what a task makes")
    return count or 1


def _options(said: Members, given: JsonObject) -> JsonObject:
    mode = said.text(wire.MODE)
    return given if mode is None else {wire.MODE: mode, **given}

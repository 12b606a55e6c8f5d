"""What a submit call of any gateway asks for: the way back from the vendor's words.

Here lives the reading of requests, tolerant of equivalent spellings, with a note on each. Never: the
writing of a call (`encode`), a reply (`replies`).
"""

from __future__ import annotations

from typing import Final

from vidlect_adapters.addresses import is_web
from vidlect_adapters.canonical import (
    Frames,
    FrameSize,
    Inline,
    Link,
    MediaInput,
    MediaSource,
    Shape,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.json_body import read_object
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import HttpCall, JsonObject
from vidlect_adapters.profile import Profile

from . import catalog, encode, options, wire
from .asked import Asked, malformed
from .catalog import PromptRule, Row, Slot

_RANDOM_SEED: Final = -1


def decode_submit(call: HttpCall, profile: Profile) -> Decoded:
    """What a submit asks for. Raises MalformedRequest with a pointer to what the dialect does not have.

    A value that is outside the vendor's tables is refused: it would be refused there. A field that the
    vendor does not know is noted: the vendor would overlook it.
    """
    notes: list[str] = []
    action, stem = _action(call, notes)
    asked = Asked(read_object(call.body, wire.NAME), notes)
    row, name = _model(asked, stem)
    if stem is None and action != _documented(row):
        notes.append(f"{row.req_key} is documented for {_documented(row)}, not {action}")
    inputs = _media(row, asked)
    prompt = _prompt(row, asked, inputs)
    request = VideoRequest(
        model=row.req_key,
        prompt=prompt,
        inputs=inputs,
        length=_length(row, asked),
        frame=_frame(row, asked, inputs),
        seed=_seed(row, asked),
        callback_url=asked.text("callback_url") if row.callback else None,
        vendor_options=_options(row, asked, profile),
    )
    notes.extend(f"/{key} is no field of {row.req_key}; the vendor overlooks it" for key in asked.unread())
    return Decoded(request=request, model_name=name, notes=tuple(notes))


def _action(call: HttpCall, notes: list[str]) -> tuple[str, str | None]:
    """The action, and the stem of the model where the action names one."""
    if call.method.upper() != "POST":
        malformed("the vendor is called with POST", "", call.method)
    if call.path not in ("", "/"):
        malformed("the vendor has one path, /", "", call.path)
    said = {name: [v for k, v in call.query if k == name] for name in (wire.ACTION, wire.VERSION)}
    for name, values in said.items():
        if len(values) != 1:
            malformed(f"the query needs one {name}, it has {len(values)}", "", name)
    action, version = said[wire.ACTION][0], said[wire.VERSION][0]
    classic = next((one for one in wire.CLASSIC.values() if one.submit == action), None)
    stem = action.removesuffix("SubmitTask")
    if classic is None and stem not in catalog.BY_STEM:
        malformed(f"{action} submits no film that is known here", "", action)
    wanted = wire.NEWER_VERSION if classic is None else classic.version
    if version != wanted:
        notes.append(f"Version {version}; {wanted} is documented for {action}")
    return action, stem if classic is None else None


def _documented(row: Row) -> str:
    return wire.CLASSIC[row.actions].submit


def _model(asked: Asked, stem: str | None) -> tuple[Row, str]:
    """The model and its name as written."""
    if stem is not None:
        row = catalog.BY_STEM[stem]
        if asked.has("req_key"):
            asked.note("/req_key is not needed where the action names the model")
            named = asked.text("req_key") or row.req_key
            if catalog.BY_KEY.get(named) is not row:
                malformed(f"this action makes films by {row.req_key}", "/req_key", named)
        return row, row.req_key
    key = asked.text("req_key")
    if key is None:
        malformed("a submit names its model", "/req_key", None)
    found = catalog.BY_KEY.get(key)
    if found is None:
        reason = catalog.UNTRANSLATED.get(key, "no such req_key")
        malformed(f"{reason}; known are {', '.join(catalog.models())}", "/req_key", key)
    if key != found.req_key:
        asked.note(f"/req_key {key} is an unofficial name of {found.req_key}")
    return found, key


def _media(row: Row, asked: Asked) -> tuple[MediaInput, ...]:
    inputs: list[MediaInput] = []
    for slot in row.slots:
        if slot.inline:
            continue
        inputs += _single(slot, asked)
    return (*_pictures(row, asked), *inputs)


def _single(slot: Slot, asked: Asked) -> list[MediaInput]:
    name = slot.field
    if slot.field == "mask_url" and not asked.has(name) and asked.has("mask_urls"):
        name = "mask_urls"  # as a gateway's page has it; not what the vendor documents
        asked.note("/mask_urls is read as /mask_url")
    addresses = asked.texts(name, array=slot.array)
    if not slot.least <= len(addresses) <= slot.most:
        malformed(f"expected {wire.span(slot.least, slot.most)}", f"/{name}", len(addresses))
    return [
        MediaInput(role=slot.role, medium=slot.medium, source=_link(address, f"/{name}"))
        for address in addresses
    ]


def _pictures(row: Row, asked: Asked) -> list[MediaInput]:
    slots = [slot for slot in row.slots if slot.inline]
    if not slots:
        return []
    links = asked.texts(wire.PICTURE_LINKS, array=True)
    inline = asked.texts(wire.PICTURE_BYTES, array=True)
    if links and inline:
        malformed(f"not beside {wire.PICTURE_LINKS}", f"/{wire.PICTURE_BYTES}", len(inline))
    field = wire.PICTURE_BYTES if inline else wire.PICTURE_LINKS
    least, most, given = sum(slot.least for slot in slots), len(slots), len(inline or links)
    if not least <= given <= most:
        malformed(f"expected {wire.span(least, most)}", f"/{field}", given)
    sources: list[MediaSource] = [
        _inline(text, f"/{field}/{index}") if inline else _link(text, f"/{field}/{index}")
        for index, text in enumerate(inline or links)
    ]
    return [
        MediaInput(role=slot.role, medium=slot.medium, source=source)
        for slot, source in zip(slots, sources, strict=False)
    ]


def _link(text: str, pointer: str) -> Link:
    if not is_web(text):
        malformed("expected a public http(s) address", pointer, text[:80])
    return Link(url=text)


def _inline(text: str, pointer: str) -> Inline:
    if text.startswith("data:"):
        malformed("expected plain base64, without a data: prefix", pointer, text[:40])
    return Inline(base64=text)


def _prompt(row: Row, asked: Asked, inputs: tuple[MediaInput, ...]) -> str:
    if row.prompt is PromptRule.NONE:
        return ""
    found = asked.value("prompt")
    if found is not None and not isinstance(found, str):
        malformed("expected a text", "/prompt", found)
    prompt = found or ""
    wanted = row.prompt is PromptRule.REQUIRED or (
        row.prompt is PromptRule.REQUIRED_WITHOUT_PICTURE and not inputs
    )
    if wanted and not prompt.strip():
        malformed(f"{row.req_key} needs a prompt", "/prompt", found)
    if found == "":
        asked.note("/prompt is empty; read as absent")
    if len(prompt) > row.prompt_limit:
        asked.note(f"/prompt has {len(prompt)} characters; the vendor reads at most {row.prompt_limit}")
    return prompt


def _length(row: Row, asked: Asked) -> Frames | None:
    if not row.lengths:
        return None
    frames = asked.integer("frames")
    if frames is None:
        return None
    length = Frames(count=frames, fps=catalog.FPS) if frames > 0 else None
    if encode.frames_of(length) is None:
        allowed = " or ".join(map(str, catalog.FRAMES_OF_SECONDS.values()))
        malformed(f"expected {allowed}", "/frames", frames)
    return length


def _frame(row: Row, asked: Asked, inputs: tuple[MediaInput, ...]) -> FrameSize | None:
    resolution = aspect = None
    if row.resolution_field is not None:
        lines = asked.integer(row.resolution_field)
        if lines is not None:
            resolution = f"{lines}p"
            if resolution not in row.resolutions:
                allowed = " or ".join(tier.removesuffix("p") for tier in row.resolutions)
                malformed(f"expected {allowed}", f"/{row.resolution_field}", lines)
    if row.ratios:
        aspect = asked.text("aspect_ratio")
        if aspect is not None and aspect not in row.ratios:
            malformed(f"expected one of {', '.join(row.ratios)}", "/aspect_ratio", aspect)
        if aspect is not None and not encode.ratio_counts(row, inputs):
            asked.note("/aspect_ratio beside a picture; the vendor overlooks it")
            aspect = None
    return None if resolution is None and aspect is None else Shape(resolution=resolution, aspect=aspect)


def _seed(row: Row, asked: Asked) -> int | None:
    if not row.seed:
        return None
    seed = asked.integer("seed")
    if seed is not None and seed < _RANDOM_SEED:
        malformed("expected -1 (random) or a number from 0", "/seed", seed)
    return None if seed == _RANDOM_SEED else seed


def _options(row: Row, asked: Asked, profile: Profile) -> JsonObject:
    given: JsonObject = {}
    for option in row.options:
        value = asked.value(option.name)
        if value is not None:
            try:
                given[option.name] = options.checked(option, value, f"/{option.name}")
            except Inexpressible as problem:
                malformed(problem.message, problem.pointer, problem.value)
        elif option.required and profile["recamera-options"] == "required":
            malformed(f"expected one of {', '.join(option.choices)}", f"/{option.name}", None)
    return given

"""Requests for DashScope, drawn: any wish on any model, and the same request with one wish redrawn."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Handle,
    Inline,
    Link,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.message import json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.vendors import dashscope
from vidlect_adapters.vendors.dashscope import catalog, encode, frame, media, older, options

PROFILES = [
    choose(dashscope.NAME, dashscope.SWITCHES, dashscope.PROFILES, name, overrides)
    for name in dashscope.PROFILES
    for overrides in ({}, {"kf2v-path": "video-generation"}, {"mask-frame-id": "input"})
]
profiles = st.sampled_from(PROFILES)

PLAIN = VideoRequest(model="wan2.6-t2v", prompt="夜航")
REPLY = json_reply(
    200, {"output": {"task_status": "PENDING", "task_id": "0385dc79-5ff8-4d82-bcb6-1f2e3d4c5b6a"}}
)
"""A reply that accepts a submit."""


def mock_profile(profile):
    """Uploaded files are drawn that nobody has uploaded."""
    del profile
    return "default", {"unknown-file": "ignored"}


_texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)
_links = st.builds(
    Link, url=st.sampled_from(["https://a.example/1", "http://b.example/%2F?x=+", "https://c.example/图"])
)
_clips = st.builds(Link, url=st.sampled_from(["https://a.example/1.mp4", "https://b.example/2.MOV?x=1"]))
_uploads = st.builds(Handle, kind=st.just("oss"), value=st.sampled_from(["oss://a/1.png", "oss://a/2.png"]))
_pictures = st.builds(
    Inline,
    base64=st.sampled_from(["AAAA", "/9j/4A==", "+w=="]),
    media_type=st.sampled_from([None, "image/png", "image/webp"]),
)
_ADDRESSES = ["https://a.example/9.mp4", "https://b.example/8.pdf"]
_OPTIONS = {
    "template": st.sampled_from(["squish", "flying"]),
    "mask_frame_id": st.integers(1, 9),
    "strength": st.sampled_from([0, 0.5, 1.0]),
    "expand_ratio": st.sampled_from([0.05, 0.5, 1]),
    **dict.fromkeys(
        ("top_scale", "bottom_scale", "left_scale", "right_scale"), st.sampled_from([1.0, 1.5, 2])
    ),
    "shot_type": st.sampled_from(["single", "multi"]),
    "audio_setting": st.sampled_from(["auto", "origin"]),
    "control_condition": st.sampled_from(["posebodyface", "depth"]),
    "mask_type": st.sampled_from(["tracking", "fixed"]),
    "expand_mode": st.sampled_from(["hull", "bbox", "original"]),
    "prompt_extend": st.booleans(),
    "enable_thinking": st.booleans(),
}
_WITH_MEDIA = {
    "function",
    "obj_or_bg",
    "file",
    "link",
    "template",
    "mask_video_url",
    "last_clip_url",
    "video_url",
}
"""Options that need something of the media: drawn with them, or not at all."""
_SELDOM_SAID = (
    "negative_prompt",
    "frame",
    "fps",
    "watermark",
    "with_audio",
    "camera_fixed",
    "callback_url",
    "vendor_options",
)


def _one(slot):
    source = _links
    if slot.medium is Medium.IMAGE:
        source = _links | _pictures | _uploads
    elif slot.medium is Medium.VIDEO:
        source = _clips | _uploads
    return source.map(lambda drawn: MediaInput(role=slot.role, medium=slot.medium, source=drawn))


@st.composite
def _inputs(draw, row):
    """The right number for every slot; a voice follows its reference."""
    if row.sets:
        chosen = draw(st.sampled_from(row.sets))
        return tuple(draw(_one(slot)) for slot in row.slots if slot.field in chosen)
    slots = list(row.slots)
    if row.name == "wan3.0-video":
        framed = draw(st.booleans())
        slots = [slot for slot in slots if (slot.role in media.FRAMES) is framed]
    found = []
    room = row.total[1] if row.total else 9
    for slot in slots:
        if slot is catalog.VOICE:
            continue
        for _ in range(draw(st.integers(slot.least, min(slot.most, 2)))):
            if slot.role is Role.REFERENCE and not room:
                continue
            room -= slot.role is Role.REFERENCE
            found.append(draw(_one(slot)))
            if slot.role is Role.REFERENCE and catalog.VOICE in slots and draw(st.booleans()):
                found.append(draw(_one(catalog.VOICE)))
    references = [one for one in found if one.role is Role.REFERENCE]
    if row.total and not references:
        found.append(draw(_one(next(slot for slot in slots if slot.role is Role.REFERENCE))))
    return tuple(found)


@st.composite
def _functions(draw):
    """A function of the video editing model, its media and its needful options."""
    name = draw(st.sampled_from(sorted(older.FUNCTIONS)))
    function = older.FUNCTIONS[name]
    row = older.fitted(older.BY_NAME[older.EDITOR], function)
    inputs = draw(_inputs(row))
    chosen = {"function": name}
    fields = {slot.field for slot in function.slots for one in inputs if slot.role is one.role}
    for field in ("mask_video_url", "last_clip_url", "video_url"):
        lacking = function.one_of and not fields & set(function.one_of)
        if field in function.options and (lacking or draw(st.booleans())):
            chosen[field] = draw(st.sampled_from(_ADDRESSES))
            fields.add(field)
    if name == "image_reference" and draw(st.booleans()):
        chosen["obj_or_bg"] = ["obj"] * len(inputs)
    return row, inputs, chosen


def _lengths(row, inputs):
    shorter = any(one.role is Role.REFERENCE and one.medium is Medium.VIDEO for one in inputs)
    # what every profile has
    seconds = [
        one
        for one in encode.lengths(row, PROFILES[0], video_reference=shorter)
        if row.name not in {"wan2.6-t2v", "wan2.6-i2v", "wan2.6-i2v-flash"} or one in {5, 10, 15}
    ]
    drawn = [None, *(Seconds(Fraction(one)) for one in seconds)]
    drawn += [Frames(count=one * catalog.FPS, fps=catalog.FPS) for one in seconds]
    return st.sampled_from([*drawn, Automatic()] if row.automatic is not None else drawn)


def _frames(row, inputs):
    roles = frozenset(one.role for one in inputs)
    table = catalog.SIZES_27 if row.ratios else catalog.SIZES
    known = {key: size for key, size in table.items() if key[0] in row.tiers}
    pixels = st.sampled_from(sorted(known.values())).map(lambda size: Pixels(width=size[0], height=size[1]))
    spelled = st.sampled_from([*row.tiers, *(tier.lower() for tier in row.tiers)])
    if row.ratios and frame.ratio_counts(row, roles):
        aspects = st.sampled_from(row.ratios)
    else:
        aspects = st.sampled_from(["16:9", "9:16", "1:1"])
    shapes = st.builds(Shape, resolution=spelled, aspect=st.none() | aspects) | st.builds(
        Shape, aspect=aspects
    )
    return st.none() | pixels | shapes


def wishes(row, inputs, chosen):
    """Field → what may be asked in it. Every strategy draws something that can be asked."""
    audio = st.none() | st.booleans()
    if row.sound is catalog.Sound.ASKED and any(one.medium is Medium.AUDIO for one in inputs):
        audio = st.sampled_from([None, True])
    free = {name: _OPTIONS[name] for name in row.options if name in _OPTIONS and name not in _WITH_MEDIA}
    if "template" in row.options and not any(one.role is Role.LAST_FRAME for one in inputs):
        free["template"] = _OPTIONS["template"]
    if "file" in chosen or "link" in chosen:
        free["prompt_extend"] = st.just(value=True)
    needs = row.prompt is catalog.PromptRule.REQUIRED or not (inputs or chosen.keys() & {"file", "link"})
    prompts = st.sampled_from(["山", "水"]) | _texts.filter(str.strip)
    return {
        "model": st.sampled_from(row.names),
        "prompt": prompts if needs else st.just("") | prompts,
        "negative_prompt": st.none() | st.sampled_from(["", "模糊", "噪点"]),
        "length": _lengths(row, inputs),
        "frame": _frames(row, inputs),
        "fps": st.none() | st.sampled_from([24, 30]),
        "seed": st.none() | st.integers(0, catalog.LARGEST_SEED),
        "watermark": st.none() | st.booleans(),
        "with_audio": audio,
        "camera_fixed": st.none() | st.booleans(),
        "callback_url": st.none() | st.sampled_from(["https://h.example/1", "https://h.example/2"]),
        "vendor_options": st.fixed_dictionaries(
            {name: st.just(value) for name, value in chosen.items()}, optional=free
        ),
    }


_ROWS = (
    *older.ROWS,
    *(row for row in older.ROWS if row.media or row.name == older.EDITOR),
    *(row for row in older.ROWS if row.media),
)
"""What speaks the media protocol, and the editor, are more than one model each: drawn more often."""


@st.composite
def _drawn(draw):
    """A request, and how its fields were drawn."""
    row = draw(st.sampled_from(_ROWS))
    chosen = {}
    if row.name == older.EDITOR:
        row, inputs, chosen = draw(_functions())
    else:
        inputs = draw(_inputs(row))
        if (
            "file" in row.options
            and not any(one.role in media.FRAMES for one in inputs)
            and draw(st.booleans())
        ):
            chosen = {draw(st.sampled_from(["file", "link"])): draw(st.sampled_from(_ADDRESSES))}
    how = wishes(row, inputs, chosen)
    # every other request leaves alone what only some surfaces can say
    left_alone = draw(st.sampled_from([(), _SELDOM_SAID]))
    said = {name: draw(one) for name, one in how.items() if name not in left_alone}
    if left_alone:
        said |= {"vendor_options": chosen}
    return VideoRequest(inputs=inputs, **said), row, how


def requests():
    """Any request that the vendor can express, knobs that it lacks included."""
    return _drawn().map(lambda drawn: drawn[0])


@st.composite
def neighbours(draw):
    """Two requests that differ in one field at most."""
    one, row, how = draw(_drawn())
    name = draw(st.sampled_from(sorted([*how, "inputs"])))
    if name != "inputs":
        return one, replace(one, **{name: draw(how[name])})
    if not one.inputs:
        return one, one
    at = draw(st.integers(0, len(one.inputs) - 1))
    before = one.inputs[at]
    slot = next(slot for slot in row.slots if slot.role is before.role and slot.medium is before.medium)
    after = draw(_one(slot))
    return one, replace(one, inputs=(*one.inputs[:at], after, *one.inputs[at + 1 :]))


def without(request, losses):
    """What is left of a request when its losses are taken at their word."""
    left = request
    for loss in losses:
        match loss.field:
            case "frame.aspect":
                resolution = left.frame.resolution
                left = replace(left, frame=None if resolution is None else Shape(resolution=resolution))
            case "negative_prompt" | "fps" | "with_audio" | "camera_fixed" | "callback_url" as name:
                if loss.sent is None:
                    left = replace(left, **{name: None})
            case "frame" | "prompt":
                assert loss.sent is not None
            case other:
                raise AssertionError(other)
    return left


assert options.OPTIONS.keys() >= _OPTIONS.keys()

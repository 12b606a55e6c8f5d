"""Requests for Vidu, drawn: any wish on any model of any operation, and the same request with one wish redrawn."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
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
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.message import json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.vendors import vidu
from vidlect_adapters.vendors.vidu import catalog, options
from vidlect_adapters.vendors.vidu.wire import ENDS, IMAGE, REFERENCE, TEXT

PROFILES = [
    choose(vidu.NAME, vidu.SWITCHES, vidu.PROFILES, "default", overrides)
    for overrides in ({}, {"pager": "paper"}, {"q3-mix-durations": "1-16"})
]
"""Those that take whatever the default takes; the narrower ones have unit tests."""
profiles = st.sampled_from(PROFILES)

PLAIN = VideoRequest(model="viduq1", prompt="夜航")
REPLY = json_reply(200, {"task_id": "900539403250700288", "state": "created", "credits": 80})

_texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20)
_links = st.builds(
    Link, url=st.sampled_from(["https://a.example/1", "http://b.example/%2F?x=+", "https://c.example/图"])
)
_files = st.builds(
    Inline,
    base64=st.sampled_from(["AAAA", "/9j/4A==", "+w=="]),
    media_type=st.sampled_from([None, "image/png"]),
)
_pictures = _links | _files


def _inputs(role, source=_pictures, medium=Medium.IMAGE):
    return source.map(lambda one: MediaInput(role=role, medium=medium, source=one))


def _media_of(row):
    match row.operation:
        case operation if operation == TEXT:
            return st.just(())
        case operation if operation == IMAGE:
            return _inputs(Role.FIRST_FRAME).map(lambda one: (one,))
        case operation if operation == ENDS:
            return st.tuples(_inputs(Role.FIRST_FRAME), _inputs(Role.LAST_FRAME)).flatmap(st.permutations)
    pictures = st.lists(_inputs(Role.REFERENCE), min_size=1, max_size=4)
    videos = st.lists(_inputs(Role.REFERENCE, _links, Medium.VIDEO), max_size=2)
    if row.model != "viduq2-pro":
        return pictures.map(tuple)
    return st.tuples(pictures, videos).map(lambda two: (*two[0], *two[1]))


_VALUES = {
    "style": st.sampled_from(["general", "anime"]),
    "movement_amplitude": st.sampled_from(["auto", "small", "medium", "large"]),
    "payload": st.just("") | _texts,
    "wm_position": st.integers(1, 4),
    "wm_url": st.sampled_from(["https://a.example/logo.png", "https://b.example/logo.png"]),
    "meta_data": st.sampled_from(['{"a": 1}', "{}"]),
    "audio_type": st.sampled_from(["all", "speech_only", "sound_effect_only"]),
    "voice_id": st.sampled_from(["甲", "乙"]),
    "subjects": st.lists(
        st.fixed_dictionaries(
            {"name": st.sampled_from("甲乙丙")},
            optional={"images": st.lists(st.just("https://a.example/1"), min_size=1, max_size=3)},
        ),
        min_size=1,
        max_size=2,
    ),
}
"""Option → what it may be; the others are true or false."""


def _options_of(row, *, subjects):
    wanted = {
        name: _VALUES.get(name, st.booleans())
        for name, option in options.OPTIONS.items()
        if row.operation in option.operations and row.generation not in option.overlooked_by
    }
    named = wanted.pop("subjects", None)
    return st.fixed_dictionaries({"subjects": named} if subjects else {}, optional=wanted)


def _lengths_of(row):
    seconds = st.sampled_from(row.lengths)
    lengths = seconds.map(lambda one: Seconds(Fraction(one))) | seconds.map(
        lambda one: Frames(count=one * 24, fps=24)
    )
    return st.none() | (lengths | st.just(Automatic()) if row.chooses else lengths)


def _frames_of(row):
    tiers = row.short or row.resolutions
    ratios = catalog.ratios_of(row, PROFILES[0])
    pixels = [size for size, (tier, ratio) in catalog.SHAPE_OF_PIXELS.items() if tier in tiers]
    if ratios:
        pixels = [size for size in pixels if catalog.SHAPE_OF_PIXELS[size][1] in ratios]
    shapes = st.tuples(
        st.none() | st.sampled_from(tiers), st.none() | st.sampled_from(ratios or catalog.ALL_RATIOS)
    )
    return (
        st.none()
        | shapes.filter(any).map(lambda two: Shape(resolution=two[0], aspect=two[1]))
        | st.sampled_from(pixels).map(lambda size: Pixels(width=size[0], height=size[1]))
    )


def wishes(row, *, subjects=False):
    """Field → what may be asked in it, for one model in one operation."""
    alike = [
        one.model
        for one in catalog.ROWS.values()
        if (one.operation, one.lengths, one.resolutions, one.generation)
        == (row.operation, row.lengths, row.resolutions, row.generation)
    ]
    prompts = st.sampled_from("山水") | _texts.filter(str.strip)
    return {
        "model": st.sampled_from(alike),
        "prompt": prompts if row.operation in {TEXT, REFERENCE} else st.just("") | prompts,
        "negative_prompt": st.none() | st.sampled_from(["", "模糊", "噪点"]),
        "inputs": st.just(()) if subjects else _media_of(row),
        "length": _lengths_of(row),
        "frame": _frames_of(row),
        "fps": st.none() | st.sampled_from([24, 25, 30]),
        "seed": st.none() | st.integers(0, 2**31 - 1),
        "watermark": st.none() | st.booleans(),
        "with_audio": st.none() | st.booleans(),
        "camera_fixed": st.none() | st.booleans(),
        "callback_url": st.none() | st.sampled_from(["https://h.example/1", "https://h.example/2"]),
        "vendor_options": _options_of(row, subjects=subjects),
    }


def _expressible(request):
    """The request, unless two of its wishes do not go together (360p at 8 s, music at 10 s on q2 …)."""
    try:
        vidu.encode_submit(request, PROFILES[0])
    except Inexpressible:
        assume(condition=False)
    return request


@st.composite
def _drawn(draw):
    row = draw(st.sampled_from(list(catalog.ROWS.values())))
    if draw(st.booleans()):
        # with one knob at most, as a surface can say it; else hardly any request would be free of others
        whole = wishes(row)
        names = {"model", "prompt", "inputs", "length", "seed", draw(st.sampled_from(sorted(whole)))}
        strategies = {name: whole[name] for name in whole if name in names}
    else:
        strategies = wishes(row, subjects=row.operation == REFERENCE and draw(st.booleans()))
    return VideoRequest(**{name: draw(strategy) for name, strategy in strategies.items()}), strategies


@st.composite
def requests(draw):
    """Any request that the vendor can express, knobs that it lacks included."""
    return _expressible(draw(_drawn())[0])


@st.composite
def neighbours(draw):
    """Two requests that differ in one field at most."""
    one, strategies = draw(_drawn())
    name = draw(st.sampled_from(sorted(strategies)))
    return _expressible(one), _expressible(replace(one, **{name: draw(strategies[name])}))


def without(request, losses):
    """What is left of a request when its losses are taken at their word."""
    left = request
    for loss in losses:
        match loss.field:
            case "frame.aspect":
                resolution = left.frame.resolution
                left = replace(left, frame=None if resolution is None else Shape(resolution=resolution))
            case "frame":
                assert loss.sent is not None
            case "prompt":
                left = replace(left, prompt="")
            case "negative_prompt" | "fps" | "seed" | "with_audio" | "camera_fixed" as name:
                left = replace(left, **{name: None})
            case other:
                raise AssertionError(other)
    return left

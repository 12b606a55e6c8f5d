"""Requests for Kling, drawn: any wish on any model, and the same request with one wish redrawn."""

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
from vidlect_adapters.vendors import kling
from vidlect_adapters.vendors.kling import catalog
from vidlect_adapters.vendors.kling.wire import Way

PROFILES = [
    choose(kling.NAME, kling.SWITCHES, kling.PROFILES, "default", overrides)
    for overrides in ({}, {"omni-contents": "probed"}, {"integer-duration": "refuse"})
]
"""All of them take every model; `2026-09` refuses most of the classic ones."""
profiles = st.sampled_from(PROFILES)

PLAIN = VideoRequest(model="kling-v3", prompt="夜航")

REPLY = json_reply(
    200,
    {
        "code": 0,
        "message": "SUCCEED",
        "request_id": "6f1d2c9e-6a0e-4a3f-9f0b-0d9a1b6f2c11",
        "data": {
            "task_id": "831922345719271433",
            "id": "831922345719271433",
            "task_status": "submitted",
            "status": "submitted",
        },
    },
)
"""Accepts a submit, in the shapes of both APIs at once."""

_texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20)
"""No NUL: no surface lets one through, and the strict reader of bodies takes none."""
_links = st.builds(
    Link, url=st.sampled_from(["https://a.example/1", "http://b.example/%2F?x=+", "https://c.example/图"])
)
_files = st.builds(
    Inline,
    base64=st.sampled_from(["AAAA", "/9j/4A==", "+w=="]),
    media_type=st.sampled_from([None, "image/png"]),
)
_pictures = _links | _files
_OPTIONS = {
    "external_task_id": st.sampled_from(["雪-1", "a/b?c"]),
    "cfg_scale": st.sampled_from([0, 0.5, 0.7, 1]),
    "mode": st.sampled_from(["std", "pro"]),
    "camera_control": st.sampled_from(
        [{"type": "simple", "config": {"zoom": 5}}, {"type": "simple", "config": {"pan": -1.5, "tilt": 0}}]
    ),
    "dynamic_masks": st.sampled_from(
        [[{"mask": "https://m.example/1.png", "trajectories": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]}]]
    ),
    "voice_list": st.sampled_from([[{"voice_id": "v1"}], [{"voice_id": "v1"}, {"voice_id": "v2"}]]),
    "voice": st.sampled_from([[{"voice_id": "v1", "id": "voice_1"}], [{"voice_id": "v2"}]]),
    "element_list": st.sampled_from([[{"element_id": 7}], [{"element_id": 7}, {"element_id": 8}]]),
    "element": st.sampled_from([[{"element_id": 7, "id": "element_1"}], [{"element_id": "8"}]]),
    "multi_shot": st.booleans(),
    "shot_type": st.sampled_from(["customize", "intelligence"]),
    "multi_prompt": st.sampled_from(
        [
            [{"index": 1, "prompt": "雾", "duration": "5"}],
            [{"index": 1, "prompt": "雾", "duration": "3"}, {"index": 2, "prompt": "晴", "duration": "2"}],
        ]
    ),
    "keep_original_sound": st.sampled_from(["yes", "no"]),
    "audio": st.just("original"),
}


def _one(role, medium, sources):
    return st.builds(MediaInput, role=st.just(role), medium=st.just(medium), source=sources)


@st.composite
def _media_of(draw, row, way):
    """Media of a film made in this way, in any order."""
    first, last, mask, reference = (
        _one(role, Medium.IMAGE, _pictures)
        for role in (Role.FIRST_FRAME, Role.LAST_FRAME, Role.MASK, Role.REFERENCE)
    )
    inputs = []
    if way is Way.REFERENCES:
        inputs = draw(st.lists(reference, min_size=1, max_size=4))
    elif way is not Way.TEXT:
        optional = [last] if row.last_frame else []
        optional += [mask] if row.brush else []
        optional += [reference] if way is Way.OMNI else []
        if way is Way.OMNI:
            optional += [_one(role, Medium.VIDEO, _links) for role in (Role.REFERENCE, Role.SOURCE)]
        if way is Way.PICTURE or draw(st.booleans()):
            inputs.append(draw(first))
        inputs += [draw(one) for one in optional if draw(st.integers(0, 2)) == 0]
    return tuple(draw(st.permutations(inputs)))


def wishes(model, way):
    """Field → what may be asked in it, for one model and way. Not every choice goes with every other."""
    row = catalog.BY_MODEL[model]
    pixels = st.sampled_from(
        [(1280, 720), (720, 1280), (1920, 1080), (1440, 1440), (3840, 2160), (1600, 900)]
    )
    lengths = [Seconds(Fraction(one)) for one in (*row.lengths, 5)]
    lengths += [Frames(count=121, fps=24), Frames(count=150, fps=30), Automatic()]
    optional = {option.name: _OPTIONS[option.name] for option in row.options if way in option.ways}
    return {
        "prompt": st.sampled_from(["山水", "潮汐", " "]) | _texts,
        "negative_prompt": st.none() | st.sampled_from(["", "模糊", "噪点"]),
        "inputs": _media_of(row, way),
        "length": st.none() | st.sampled_from(lengths),
        "frame": st.none()
        | st.builds(
            Shape,
            aspect=st.sampled_from(catalog.RATIOS),
            resolution=st.none() | st.sampled_from(list(row.tiers)),
        )
        | pixels.map(lambda size: Pixels(width=size[0], height=size[1])),
        "fps": st.none() | st.sampled_from([24, 25, 30]),
        "seed": st.none() | st.integers(0, 2**63 - 1),
        "watermark": st.none() | st.booleans(),
        "with_audio": st.none() | st.booleans(),
        "camera_fixed": st.none() | st.booleans(),
        "callback_url": st.none() | st.sampled_from(["https://h.example/1", "https://h.example/2"]),
        "vendor_options": st.none().map(lambda _: {}) | st.fixed_dictionaries({}, optional=optional),
    }


def _is_expressible(request):
    try:
        kling.encode_submit(request, PROFILES[0])
    except Inexpressible:
        return False
    return True


_WAYS = [(row.model, way) for row in catalog.ROWS for way in row.ways]


_NEEDED = ("prompt", "inputs")


@st.composite
def _drawn(draw):
    """(request, its wishes): any that the vendor can express, plain ones often."""
    model, way = draw(st.sampled_from(_WAYS))
    drawn = wishes(model, way)
    optional = [name for name in drawn if name not in _NEEDED]
    wished = draw(
        st.lists(st.sampled_from(optional), unique=True, max_size=draw(st.sampled_from([0, 2, 12])))
    )
    request = VideoRequest(model=model, **{name: draw(drawn[name]) for name in (*_NEEDED, *wished)})
    if not _is_expressible(request):  # some wishes exclude each other
        request = replace(request, length=None, frame=None, vendor_options={})
    assume(_is_expressible(request))
    return request, drawn


def requests():
    """Any request that the vendor can express, knobs that it lacks included."""
    return _drawn().map(lambda drawn: drawn[0])


_OF_OPTION = {
    name: [(row.model, way) for row in catalog.ROWS for way in row.ways if row.option(name, way) is not None]
    for name in _OPTIONS
}
_COMPANY = {
    "voice_list": {"with_audio": True},
    "shot_type": {"multi_shot": True},
    "multi_prompt": {"multi_shot": True, "shot_type": "customize"},
}
"""What an option cannot go without: fields of the request, or other options."""


@st.composite
def _differing_in_an_option(draw):
    """Two films that differ in one option at most, on a model that has it."""
    name = draw(st.sampled_from(sorted(_OPTIONS)))
    model, way = draw(st.sampled_from(_OF_OPTION[name]))
    company = _COMPANY.get(name, {})
    options = {one: value for one, value in company.items() if one in _OPTIONS}
    inputs = tuple(one for one in draw(_media_of(catalog.BY_MODEL[model], way)) if one.role is not Role.MASK)
    sound = company.get("with_audio")
    one = VideoRequest(model=model, prompt="潮汐", inputs=inputs, with_audio=sound, vendor_options=options)
    values = draw(st.lists(_OPTIONS[name], min_size=1, max_size=2, unique_by=repr))
    pair = [replace(one, vendor_options={**options, name: value}) for value in values]
    pair = [film for film in (*pair, one) if _is_expressible(film)]
    assume(len(pair) > 1)
    return pair[0], pair[1]


@st.composite
def _differing_in_a_field(draw):
    """Two films that differ in one field at most."""
    one, drawn = draw(_drawn())
    name = draw(st.sampled_from([name for name in sorted(drawn) if one.inputs or name != "inputs"]))
    other = replace(one, **{name: draw(drawn[name].filter(lambda value: value != getattr(one, name)))})
    assume(_is_expressible(other))
    return one, other


def neighbours():
    """Two requests that differ in one field or option at most."""
    return _differing_in_a_field() | _differing_in_an_option()


def without(request, losses):
    """What is left of a request when its losses are taken at their word."""
    left = request
    for loss in losses:
        match loss.field:
            case "frame":
                left = replace(left, frame=_said(loss.sent))
            case "frame.aspect":
                left = replace(left, frame=_shape(_resolution(left), loss.sent))
            case "frame.resolution":
                left = replace(left, frame=_shape(loss.sent, _aspect(left)))
            case "prompt":
                left = replace(left, prompt="")
            case "negative_prompt" | "length" | "fps" | "seed" | "with_audio" | "camera_fixed" as name:
                assert loss.sent is None
                left = replace(left, **{name: None})
            case other:
                raise AssertionError(other)
    return left


def _said(sent):
    """A pixel size of which a tier or a ratio was sent."""
    if sent is None:
        return None
    return Shape(aspect=sent) if ":" in sent else Shape(resolution=sent)


def _resolution(request):
    return request.frame.resolution if isinstance(request.frame, Shape) else None


def _aspect(request):
    return request.frame.aspect if isinstance(request.frame, Shape) else None


def _shape(resolution, aspect):
    return None if resolution is None and aspect is None else Shape(resolution=resolution, aspect=aspect)

"""Requests for Volcengine Visual, drawn: any wish on any model, and the same request with one wish redrawn."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Inline,
    Link,
    MediaInput,
    Pixels,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.message import json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.vendors import volcengine_visual as visual
from vidlect_adapters.vendors.volcengine_visual import catalog

PROFILES = [
    choose(visual.NAME, visual.SWITCHES, visual.PROFILES, name, overrides)
    for name in visual.PROFILES
    for overrides in ({}, {"submit-pair": "sync2async"}, {"recamera-options": "optional"})
]
profiles = st.sampled_from(PROFILES)

_texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20)
_links = st.builds(
    Link, url=st.sampled_from(["https://a.example/1", "http://b.example/%2F?x=+", "https://c.example/图"])
)
_files = st.builds(
    Inline,
    base64=st.sampled_from(["AAAA", "/9j/4A==", "+w=="]),
    media_type=st.sampled_from([None, "image/png"]),
)
_producers = st.sampled_from([{"aigc_meta": {"producer_id": one}} for one in ("甲", "乙")])


def _media_of(row):
    """All by link or all inline, as a call has it; the right number for every slot."""

    def build(draw):
        source = draw(st.sampled_from([_links, _files]))
        inputs = []
        for slot in row.slots:
            number = draw(st.integers(slot.least, min(slot.most, 3)))
            one = source if slot.inline else _links
            inputs += [
                MediaInput(role=slot.role, medium=slot.medium, source=draw(one)) for _ in range(number)
            ]
        return tuple(inputs)

    return st.composite(build)()


def _options_of(row):
    wanted = {
        option.name: st.sampled_from(option.choices) if option.choices else st.booleans()
        for option in row.options
    }
    required = {option.name: wanted.pop(option.name) for option in row.options if option.required}
    return st.fixed_dictionaries(required, optional={**wanted, "req_json": _producers})


def wishes(model):
    """Field → what may be asked in it, for one model. Every strategy draws something that can be asked."""
    row = catalog.BY_KEY[model]
    ratios = row.ratios or catalog.RATIOS
    tiers = row.resolutions or ("480p", "720p")
    pixels = st.sampled_from([(1280, 720), (720, 1280), (1920, 1088), (1440, 1440), (1080, 1920)])
    lengths = [
        Seconds(Fraction(5)),
        Seconds(Fraction(10)),
        Frames(count=121, fps=24),
        Frames(count=241, fps=24),
    ]
    return {
        "model": st.sampled_from([key for key in visual.models() if catalog.BY_KEY[key] is row]),
        "prompt": st.just("")
        if row.prompt is catalog.PromptRule.NONE
        else st.sampled_from("山水") | _texts.filter(str.strip),
        "negative_prompt": st.none() | st.sampled_from(["", "模糊", "噪点"]),
        "inputs": _media_of(row),
        "length": st.sampled_from([None, *lengths] if row.lengths else [None, Automatic()]),
        "frame": st.none()
        | st.builds(Shape, aspect=st.sampled_from(ratios), resolution=st.none() | st.sampled_from(tiers))
        | pixels.map(lambda size: Pixels(width=size[0], height=size[1])),
        "fps": st.none() | st.sampled_from([24, 25, 30]),
        "seed": st.none() | st.integers(0, 2**63 - 1),
        "watermark": st.none() | st.booleans(),
        "with_audio": st.none() | st.booleans(),
        "camera_fixed": st.none() | st.booleans(),
        "callback_url": st.none() | st.sampled_from(["https://h.example/1", "https://h.example/2"]),
        "vendor_options": _options_of(row),
    }


@st.composite
def requests(draw):
    """Any request that the vendor can express, knobs that it lacks included."""
    drawn = wishes(draw(st.sampled_from([row.req_key for row in catalog.ROWS])))
    return VideoRequest(**{name: draw(strategy) for name, strategy in drawn.items()})


@st.composite
def neighbours(draw):
    """Two requests that differ in one field at most."""
    one = draw(requests())
    drawn = wishes(one.model)
    name = draw(st.sampled_from(sorted(drawn)))
    return one, replace(one, **{name: draw(drawn[name])})


def without(request, losses):
    """What is left of a request when its losses are taken at their word."""
    left = request
    for loss in losses:
        match loss.field:
            case "frame.aspect":
                left = replace(left, frame=_shape(left.frame.resolution, None))
            case "frame.resolution":
                left = replace(left, frame=_shape(None, left.frame.aspect if left.frame else None))
            case (
                "frame"
                | "negative_prompt"
                | "fps"
                | "seed"
                | "watermark"
                | "with_audio"
                | "camera_fixed"
                | "callback_url" as name
            ):
                if loss.sent is None:
                    left = replace(left, **{name: None})
            case "prompt" | "model":
                assert loss.sent is not None
            case other:
                raise AssertionError(other)
    return left


def _shape(resolution, aspect):
    return None if resolution is None and aspect is None else Shape(resolution=resolution, aspect=aspect)


PLAIN = VideoRequest(model="jimeng_t2v_v30", prompt="夜航")
REPLY = json_reply(200, {"code": 10000, "data": {"task_id": "10762451179911711518"}})
SPEAKERS = {
    f"{envelope}, failures by {form}": (adapter, mock, switches)
    for envelope, adapter, mock in (
        ("flat", "default", "default"),
        ("result", "per-model", "default"),
        ("seed", "seed-001", "seed-001"),
    )
    for form, switches in (("HTTP error", {}), ("HTTP 200", {"failed-task": "http-200"}))
}


def mock_profile(profile):
    """The same choice where both readings know the contradiction."""
    return ("seed-001" if profile["envelope"] == "seed-001" else "default"), {"aliases": "all"}


def sent_with_submit(request):
    """`req_json` travels with the polls."""
    options = {name: value for name, value in request.vendor_options.items() if name != "req_json"}
    return replace(request, vendor_options=options)

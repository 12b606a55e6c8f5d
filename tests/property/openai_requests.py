"""Requests for OpenAI videos, drawn: any wish on any model, and the same request with one wish redrawn."""

from base64 import b64encode
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

from hypothesis import strategies as st
from PIL import Image

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Handle,
    Inline,
    Link,
    MediaInput,
    Medium,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.message import json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.vendors import openai
from vidlect_adapters.vendors.openai import catalog

PLAIN = VideoRequest(model="sora-2", prompt="夜航")
REPLY = json_reply(200, {"id": "video_1", "object": "video", "status": "queued"})
# Label → the adapter's profile, the mock's profile and switches, where both know the contradiction.
SPEAKERS = {
    "default": ("default", "default", {}),
    "bare": ("json", "default", {"null-keys": "absent"}),
    "seed-004": ("seed-004", "seed-004", {}),
    "seed-002": ("seed-002", "seed-002", {}),
    "seed-000": ("seed-000", "seed-000", {"envelope": "seed-003"}),
}
# The extended lengths and the tall sizes, but no characters: a mock knows only those that were made.
PROFILES = [
    choose(openai.NAME, openai.SWITCHES, openai.PROFILES, "default", overrides)
    for overrides in ({}, {"body": "json"}, {"seconds": "classic"}, {"1080p": "none", "body": "json"})
]
profiles = st.sampled_from(PROFILES)


def mock_profile(profile):
    """The mock's profile for an adapter's."""
    return "default", {name: profile[name] for name in ("seconds", "1080p")}


def _picture(size, kind):
    file = BytesIO()
    Image.new("1", (size.width, size.height)).save(file, kind)
    return b64encode(file.getvalue()).decode()


# Every profile has these sizes and lengths, and a picture has the pixels of the film.
SIZES = {
    row.name: [size for size in catalog.SIZES if not size.newer and (row.pro or not size.pro)]
    for row in catalog.ROWS
}
PICTURES = {
    size.word: [
        Inline(base64=_picture(size, "PNG"), media_type="image/png"),
        Inline(base64=_picture(size, "PNG")),
        Inline(base64=_picture(size, "JPEG"), media_type="image/jpg"),
        Inline(base64=_picture(size, "WEBP"), media_type="image/webp"),
    ]
    for size in catalog.SIZES
}
LENGTHS = [
    None,
    Automatic(),
    *(Seconds(Fraction(seconds)) for seconds in (4, 8, 12)),
    Frames(count=120, fps=30),
    Frames(count=288, fps=24),
]

KNOBS = (
    "negative_prompt",
    "fps",
    "seed",
    "watermark",
    "with_audio",
    "camera_fixed",
    "callback_url",
)

_texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)
_elsewhere = st.sampled_from(
    [
        Link(url="https://a.example/1.png"),
        Link(url="HTTP://b.example/%2F?x=+"),
        Link(url="https://c.example/图", expires_at=2_000_000_000),
        Handle(kind="file_id", value="file-1"),
        Handle(kind="file_id", value="file-2"),
    ]
)


def _first_frames(word):
    one = _elsewhere | st.sampled_from(PICTURES[word])
    return st.just(()) | one.map(
        lambda source: (MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=source),)
    )


def _frames(size):
    """Ways to ask for a size; the default may be left open too."""
    spelled = [Shape(resolution=tier, aspect=size.aspect) for tier in (size.tier, size.tier.upper())]
    if size.tier == "720p":
        spelled.append(Shape(aspect=size.aspect))
    if size is catalog.SIZES[0]:
        spelled.append(None)
    return st.sampled_from([*spelled, size.pixels])


def wishes(model, size):
    """Field → what may be asked in it, for one model and size. Every strategy draws something that can be asked."""
    return {
        "model": st.just(model),
        "prompt": st.sampled_from("山水") | _texts,
        "negative_prompt": st.none() | st.sampled_from(["", "模糊", "噪点"]),
        "inputs": _first_frames(size.word),
        "length": st.sampled_from(LENGTHS),
        "frame": _frames(size),
        "fps": st.none() | st.sampled_from([24, 30]),
        "seed": st.none() | st.integers(0, 2**63 - 1),
        "watermark": st.none() | st.booleans(),
        "with_audio": st.none() | st.booleans(),
        "camera_fixed": st.none() | st.booleans(),
        "callback_url": st.none() | st.sampled_from(["https://h.example/1", "https://h.example/2"]),
    }


@st.composite
def _drawn(draw):
    model = draw(st.sampled_from(catalog.models()))
    size = draw(st.sampled_from(SIZES[model]))
    drawn = wishes(model, size)
    if draw(st.integers(0, 2)):  # most films are asked for without a knob, and few surfaces have these
        drawn = {name: wish for name, wish in drawn.items() if name not in KNOBS}
    return VideoRequest(**{name: draw(wish) for name, wish in drawn.items()}), size


def requests():
    """Any request that the vendor can express, knobs that it lacks included."""
    return _drawn().map(lambda drawn: drawn[0])


@st.composite
def neighbours(draw):
    """Two requests that differ in one field at most; where a picture leaves it open, also in the size."""
    one, size = draw(_drawn())
    drawn = wishes(one.model, size)
    name = draw(st.sampled_from(sorted(drawn)))
    if name == "model":
        others = [model for model in catalog.models() if size in SIZES[model]]
        return one, replace(one, model=draw(st.sampled_from(others)))
    if name == "frame" and not one.inputs:
        size = draw(st.sampled_from(SIZES[one.model]))
    return one, replace(one, **{name: draw(wishes(one.model, size)[name])})


def without(request, losses):
    """What is left of a request when its losses are taken at their word."""
    left = request
    for loss in losses:
        assert loss.field in {*KNOBS, "length"}
        left = replace(left, **{loss.field: None})
    return left

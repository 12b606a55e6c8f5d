"""Films that a client of OmniMaaS videos can ask for, drawn: the documented models with what they take, and any other."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import orjson
from hypothesis import strategies as st
from tokenops_films import ADDRESS, BYTES, TEXT

from vidlect_adapters.canonical import (
    FrameSize,
    Inline,
    MediaInput,
    MediaSource,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.forms import Part, form_call
from vidlect_adapters.message import HttpCall
from vidlect_adapters.surfaces.omnimaas_videos.vocabulary import (
    PICTURE_MODEL,
    PROFILES,
    SECONDS,
    SIZES,
    TEXT_MODEL,
    TIER_OF_SIZE,
)

FILE = st.builds(
    lambda text, kind: Inline(base64=text, media_type=kind),
    BYTES,
    st.sampled_from(["image/png", "image/jpeg", "image/webp", "image/bmp"]),
)
PIXELS = st.builds(lambda width, height: Pixels(width=width, height=height), *[st.integers(1, 9999)] * 2)
FLAG = st.sampled_from([None, False, True])
OPTIONS = st.dictionaries(
    st.sampled_from(["prompt_extend", "shot_type", "mode", "payload"]),
    st.booleans() | st.sampled_from(["", "multi", 0, 7]) | st.lists(st.integers(0, 9), max_size=2),
    max_size=2,
)


def _seconds(text: str) -> Seconds:
    return Seconds(Fraction(int(text)))


def _pixels(text: str) -> Pixels:
    width, _, height = text.partition("x")
    return Pixels(width=int(width), height=int(height))


def _tier(resolution: str) -> Shape:
    return Shape(resolution=resolution)


@st.composite
def films(draw: st.DrawFn) -> VideoRequest:
    """A film that every profile takes."""
    model = draw(st.sampled_from([TEXT_MODEL, PICTURE_MODEL, "kling-v1", "viduq3-pro", "a model"]))
    documented = st.sampled_from(list(TIER_OF_SIZE)).map(_pixels)
    lengths = st.sampled_from(SECONDS).map(_seconds)
    frame: st.SearchStrategy[FrameSize] = documented
    source: st.SearchStrategy[MediaSource | None] = ADDRESS | FILE
    if model == TEXT_MODEL:
        source = st.none()
    elif model == PICTURE_MODEL:
        frame = documented | st.sampled_from(list(SIZES)).map(_tier)
    else:
        lengths = st.integers(1, 3600).map(str).map(_seconds)
        frame = PIXELS | st.sampled_from(["480p", "720p", "2160p", "4k"]).map(_tier)
        source = st.none() | ADDRESS | FILE
    shown = draw(source)
    return VideoRequest(
        model=model,
        prompt=draw(TEXT),
        negative_prompt=draw(st.none() | TEXT),
        inputs=()
        if shown is None
        else (MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=shown),),
        length=draw(st.none() | lengths),
        frame=draw(st.none() | frame),
        fps=draw(st.none() | st.integers(1, 60)),
        seed=draw(st.none() | st.integers(0, 2**31 - 1)),
        watermark=draw(FLAG),
        with_audio=draw(FLAG),
        camera_fixed=draw(FLAG),
        vendor_options=draw(OPTIONS),
    )


_URL = "https://example.com/a.jpg"
BODIES: dict[str, dict[str, Any]] = {
    "text": {"model": TEXT_MODEL, "prompt": "雪山"},
    "whole": {
        "model": PICTURE_MODEL,
        "prompt": "雪山",
        "seconds": "10",
        "size": "1920*1080",
        "metadata": {"img_url": _URL, "seed": 7, "watermark": False, "shot_type": "multi"},
    },
    "other": {"model": "kling-v1", "prompt": "雪山", "seconds": "7", "size": "640x360"},
}
IN_VAIN: dict[str, list[tuple[str, Any]]] = {"resolution": [("whole", "1080P")]}
NEEDED_SOMEWHERE = ("input_reference", "metadata")
"""The picture model's films need a picture, which stands in either."""


def is_beyond_a_schema(body: dict[str, Any]) -> bool:
    """What a text in metadata holds."""
    return isinstance(body.get("metadata"), str)


def call_of(body: dict[str, Any], profile_name: str) -> HttpCall | None:
    """A form where a profile takes nothing else; the address of a picture is among its options there."""
    if PROFILES[profile_name].get("body") != "form":
        return None
    picture, options = body.get("input_reference"), body.get("metadata", {})
    if isinstance(picture, str) and isinstance(options, dict) and "img_url" not in options:
        body = {**body, "input_reference": "", "metadata": {**options, "img_url": picture}}
    texts = {name: one if isinstance(one, str) else orjson.dumps(one).decode() for name, one in body.items()}
    parts = tuple(Part(name=name, content=text.encode()) for name, text in texts.items())
    return form_call("POST", "/v1/videos", parts)

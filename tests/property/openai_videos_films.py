"""Films that a client of OpenAI videos can ask for, drawn: documented models with what they take, and any other."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from tokenops_films import ADDRESS, BYTES, TEXT

from vidlect_adapters.canonical import (
    Handle,
    Inline,
    MediaInput,
    MediaSource,
    Medium,
    Pixels,
    Role,
    Seconds,
    VideoRequest,
)
from vidlect_adapters.surfaces.openai_videos.vocabulary import MODELS, PICTURE_TYPES, SECONDS, SIZES

INLINE = st.builds(
    lambda text, kind: Inline(base64=text, media_type=kind), BYTES, st.sampled_from(PICTURE_TYPES)
)
FILE = st.text("abcdefghij-0123456789", min_size=1, max_size=20).map(
    lambda text: Handle(kind="file_id", value=text)
)


def _seconds(text: str) -> Seconds:
    return Seconds(Fraction(int(text)))


def _pixels(text: str) -> Pixels:
    width, _, height = text.partition("x")
    return Pixels(width=int(width), height=int(height))


@st.composite
def films(draw: st.DrawFn) -> VideoRequest:
    """A film that every profile takes."""
    documented = draw(st.booleans())
    source: MediaSource | None
    if documented:
        model = draw(st.sampled_from(MODELS))
        length = draw(st.none() | st.sampled_from(SECONDS["specification"]).map(_seconds))
        frame = draw(st.none() | st.sampled_from(SIZES["specification"][model]).map(_pixels))
        source = draw(st.none() | ADDRESS | INLINE | FILE)
    else:
        model = draw(st.sampled_from(["kling-v1", "wan2.7-t2v", "a model"]))
        length = draw(st.none() | st.integers(1, 3600).map(str).map(_seconds))
        pixels = st.builds(
            lambda width, height: Pixels(width=width, height=height), *[st.integers(1, 9999)] * 2
        )
        frame = draw(st.none() | pixels)
        source = draw(st.none() | ADDRESS | INLINE)
    inputs = (
        () if source is None else (MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=source),)
    )
    return VideoRequest(model=model, prompt=draw(TEXT), inputs=inputs, length=length, frame=frame)


_URL = "https://example.com/a.jpg"
BODIES: dict[str, dict[str, Any]] = {
    "text": {"model": "sora-2", "prompt": "雪山"},
    "whole": {
        "model": "sora-2-pro",
        "prompt": "雪山",
        "seconds": "8",
        "size": "1280x720",
        "input_reference": {"image_url": _URL},
    },
    "other": {"model": "kling-v1", "prompt": "雪山", "seconds": "7", "size": "640x360"},
}


def is_beyond_a_schema(body: dict[str, Any]) -> bool:
    """What characters look like is the vendor's rule; the document shows it."""
    return bool(body.get("characters"))

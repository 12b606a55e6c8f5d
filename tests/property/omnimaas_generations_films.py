"""Films that a client of OmniMaaS generations can ask for, drawn: documented models with what they take, and any other."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from tokenops_films import ADDRESS, BYTES, PICTURE, TEXT

from vidlect_adapters.canonical import (
    FrameSize,
    Inline,
    Length,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.surfaces.omnimaas_generations.vocabulary import MODELS, RATIOS, RESOLUTIONS

FRAMES = (Role.FIRST_FRAME, Role.LAST_FRAME)
SOURCE = ADDRESS | PICTURE | BYTES.map(lambda text: Inline(base64=text))
FLAG = st.none() | st.booleans()
SEED = st.none() | st.integers(0, 2**32 - 1)


def _inputs(sources: list[Any]) -> tuple[MediaInput, ...]:
    """Media whose number tells their roles."""
    roles = FRAMES[: len(sources)] if len(sources) <= len(FRAMES) else (Role.REFERENCE,) * len(sources)
    return tuple(
        MediaInput(role=role, medium=Medium.IMAGE, source=source)
        for role, source in zip(roles, sources, strict=True)
    )


def _seconds(number: int) -> Seconds:
    return Seconds(Fraction(number))


@st.composite
def films(draw: st.DrawFn) -> VideoRequest:
    """A film that every profile takes."""
    wishes: dict[str, Any] = {"seed": draw(SEED), "camera_fixed": draw(FLAG), "watermark": draw(FLAG)}
    length: Length | None
    frame: FrameSize | None
    if draw(st.booleans()):
        model = draw(st.sampled_from(list(MODELS)))
        row = MODELS[model]
        sources = draw(st.lists(SOURCE, min_size=not row.from_text, max_size=4 * row.from_pictures))
        length = _seconds(draw(st.integers(*row.seconds)))
        framed = 0 < len(sources) <= len(FRAMES)
        aspects = [*RATIOS, "adaptive"] if framed else list(RATIOS)
        frame = Shape(resolution=draw(st.sampled_from(RESOLUTIONS)), aspect=draw(st.sampled_from(aspects)))
    else:
        model = draw(st.sampled_from(["kling-v1", "wan2.7-t2v", "sora-2", "a model"]))
        sources = draw(st.lists(SOURCE, max_size=4))
        length = draw(st.none() | st.integers(1, 3600).map(_seconds))
        sides = st.integers(1, 9999)
        frame = draw(
            st.none()
            | st.builds(lambda width, height: Pixels(width=width, height=height), sides, sides)
            | st.builds(
                lambda resolution, aspect: Shape(resolution=resolution, aspect=aspect),
                st.sampled_from([None, "720p", "4k"]),
                st.sampled_from(["16:9", "2:1", "adaptive"]),
            )
            | st.just(Shape(resolution="1080p"))
        )
        wishes |= {
            "negative_prompt": draw(st.none() | TEXT),
            "with_audio": draw(FLAG),
            "fps": draw(st.none() | st.integers(1, 120)),
            "vendor_options": draw(
                st.sampled_from([{}, {"payload": ""}, {"audio": "original", "bgm": False}, {"mode": "pro"}])
            ),
        }
    return VideoRequest(
        model=model, prompt=draw(TEXT), inputs=_inputs(sources), length=length, frame=frame, **wishes
    )


_URL = "https://example.com/a.jpg"
BODIES: dict[str, dict[str, Any]] = {
    "text": {"model": "doubao-seedance-1-0-pro-250528", "prompt": "雪山"},
    "whole": {
        "model": "doubao-seedance-1-5-pro-251215",
        "prompt": "雪山",
        "images": [_URL],
        "duration": 8,
        "resolution": "480p",
        "size": "4:3",
        "metadata": {"seed": 7, "camera_fixed": False},
    },
    "other": {"model": "kling-v1", "prompt": "雪山", "duration": 7, "size": "640x360"},
}
IN_VAIN: dict[str, list[tuple[str, Any]]] = {
    "duration": [("text", 5)],
    "resolution": [("text", "720p")],
    "size": [("text", "16:9")],
}


def is_beyond_a_schema(body: dict[str, Any]) -> bool:
    """What a text in metadata holds."""
    return isinstance(body.get("metadata"), str)

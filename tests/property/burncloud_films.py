"""Films that a client of BurnCloud can ask for, drawn: models with what any profile can say of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from tokenops_films import ADDRESS, BYTES, PICTURE, TEXT

from vidlect_adapters.canonical import (
    Inline,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)

MODELS = ("kling-v1", "jimeng_vgfm_t2v_l20", "viduq1", "wan2.7-t2v", "sora-2", "a model")
SOURCE = PICTURE | BYTES.map(lambda text: Inline(base64=text))
FRAMES = (Role.FIRST_FRAME, Role.LAST_FRAME)
FLAG = st.none() | st.booleans()
SIDE = st.integers(1, 9999)
LENGTH = st.none() | st.integers(1, 3600).map(lambda seconds: Seconds(Fraction(seconds)))
FRAME = (
    st.none()
    | st.builds(lambda width, height: Pixels(width=width, height=height), SIDE, SIDE)
    | st.builds(
        lambda resolution, aspect: Shape(resolution=resolution, aspect=aspect),
        st.sampled_from([None, "720p", "1080p", "4k"]),
        st.sampled_from(["16:9", "9:21", "adaptive"]),
    )
    | st.just(Shape(resolution="540p"))
)
OPTIONS = st.sampled_from(
    [
        {},
        {"movement_amplitude": "auto", "bgm": False, "payload": ""},
        {"cfg_scale": 0.5, "mode": "std"},
        {"tools": [{"type": "web_search"}], "priority": 0},
    ]
)


@st.composite
def films(draw: st.DrawFn) -> VideoRequest:
    """A film that every profile takes; what only some can say is told in tests/unit/burncloud."""
    sources = draw(st.lists(SOURCE, max_size=4))
    roles = FRAMES[: len(sources)] if len(sources) <= len(FRAMES) else (Role.REFERENCE,) * len(sources)
    inputs = tuple(
        MediaInput(role=role, medium=Medium.IMAGE, source=source)
        for role, source in zip(roles, sources, strict=True)
    )
    return VideoRequest(
        model=draw(st.sampled_from(MODELS)),
        prompt=draw(TEXT),
        negative_prompt=draw(st.none() | TEXT),
        inputs=inputs,
        length=draw(LENGTH),
        frame=draw(FRAME),
        fps=draw(st.none() | st.integers(1, 120)),
        seed=draw(st.none() | st.integers(0, 2**63 - 1)),
        watermark=draw(FLAG),
        with_audio=draw(FLAG),
        camera_fixed=draw(FLAG),
        callback_url=draw(st.none() | ADDRESS.map(lambda link: link.url)),
        vendor_options=draw(OPTIONS),
    )


_URL = "https://example.com/a.jpg"
BODIES: dict[str, dict[str, Any]] = {
    "text": {"model": "viduq1", "prompt": "雪山"},
    "kling": {
        "model": "kling-v1",
        "prompt": "雪山",
        "size": "1920x1080",
        "image": _URL,
        "duration": 5,
        "metadata": {"seed": 7, "negative_prompt": "雨", "image_tail": _URL},
    },
    "vidu": {
        "model": "viduq1",
        "prompt": "雪山",
        "width": 1920,
        "height": 1080,
        "image": _URL,
        "duration": 5,
        "metadata": {"duration": 5, "seed": 0, "bgm": False, "payload": ""},
    },
    "jimeng": {
        "model": "jimeng_vgfm_i2v_l20",
        "prompt": "雪山",
        "metadata": {"image_urls": [_URL], "aspect_ratio": "16:9"},
    },
}
IN_VAIN: dict[str, list[tuple[str, Any]]] = {"n": [(label, 1) for label in BODIES]}
NEEDED_SOMEWHERE = ("image", "metadata")
"""Members that a film may need or not, by its model: beyond a schema."""

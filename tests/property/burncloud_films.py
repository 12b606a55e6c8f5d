"""Films that a client of BurnCloud can ask for, drawn: everything that a member or a free option can say."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from tokenops_films import ADDRESS, BYTES, PICTURE, TEXT

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
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
PLAIN = BYTES.map(lambda text: Inline(base64=text))
SPEECH = ADDRESS | BYTES.map(lambda text: Inline(base64=text, media_type="audio/mpeg"))
FLAG = st.none() | st.booleans()
SIDE = st.integers(1, 9999)
LENGTH = (
    st.none()
    | st.just(Automatic())
    | st.integers(1, 3600).map(lambda seconds: Seconds(Fraction(seconds)))
    | st.integers(1, 999).map(lambda tenths: Seconds(Fraction(tenths, 10)))
    | st.integers(1, 1000).map(lambda count: Frames(count=count, fps=24))
)
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
        {"audio": "original"},
        {"tools": [{"type": "web_search"}], "priority": 0},
    ]
)


@st.composite
def films(draw: st.DrawFn) -> VideoRequest:
    """A film that every profile takes."""
    picture = PICTURE | PLAIN
    media: list[tuple[Role, Medium, Any]] = [
        (Role.FIRST_FRAME, Medium.IMAGE, st.lists(picture, max_size=1)),
        (Role.LAST_FRAME, Medium.IMAGE, st.lists(picture, max_size=1)),
        (Role.REFERENCE, Medium.IMAGE, st.lists(picture, max_size=3)),
        (Role.SOURCE, Medium.AUDIO, st.lists(SPEECH, max_size=1)),
        (Role.SOURCE, Medium.VIDEO, st.lists(ADDRESS, max_size=1)),
        (Role.MASK, Medium.IMAGE, st.lists(picture, max_size=2)),
    ]
    wanted = draw(st.sets(st.sampled_from(range(len(media))), max_size=3))
    inputs = tuple(
        MediaInput(role=role, medium=medium, source=source)
        for at, (role, medium, sources) in enumerate(media)
        if at in wanted
        for source in draw(sources)
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
        count=draw(st.integers(1, 4)),
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
        "metadata": {"duration": 5, "seed": 0, "resolution": "1080p", "bgm": False, "payload": ""},
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

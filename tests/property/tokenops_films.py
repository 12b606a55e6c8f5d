"""Films that a client of TokenOps can ask for, drawn: every documented model with what it takes."""

from __future__ import annotations

import base64
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from vidlect_adapters.canonical import (
    Frames,
    Inline,
    Link,
    MediaInput,
    Medium,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.surfaces.tokenops.vocabulary import FILMS, RATIOS, Film, FilmKind

ADDRESS = st.from_regex(r"https?://[a-z]{1,8}\.example/[A-Za-z0-9%._~+&=?-]{0,20}", fullmatch=True).map(
    lambda url: Link(url=url)
)
BYTES = st.binary(min_size=1, max_size=24).map(lambda raw: base64.b64encode(raw).decode())
PICTURE = ADDRESS | st.builds(
    lambda text, kind: Inline(base64=text, media_type=kind),
    BYTES,
    st.sampled_from(["image/png", "image/jpeg"]),
)
TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60
).filter(str.strip)
LENGTH = st.sampled_from(
    [None, Seconds(Fraction(5)), Seconds(Fraction(10)), Frames(count=121, fps=24), Frames(count=241, fps=24)]
)
SEED = st.none() | st.integers(0, 2**63 - 1)


@st.composite
def films(draw: st.DrawFn) -> tuple[VideoRequest, str]:
    film: Film = draw(st.sampled_from(list(FILMS.values())))
    count = draw(st.integers(film.kind.least, film.kind.most))
    sources = [draw(PICTURE) for _ in range(count)]
    human = film.kind is FilmKind.DIGITAL_HUMAN
    roles = [Role.REFERENCE] if human else [Role.FIRST_FRAME, Role.LAST_FRAME]
    inputs = [
        MediaInput(role=role, medium=Medium.IMAGE, source=source)
        for role, source in zip(roles, sources, strict=False)
    ]
    options: dict[str, object] = {}
    if human:
        inputs.append(MediaInput(role=Role.SOURCE, medium=Medium.AUDIO, source=draw(ADDRESS)))
        masks = draw(st.lists(PICTURE, max_size=2))
        inputs += [MediaInput(role=Role.MASK, medium=Medium.IMAGE, source=one) for one in masks]
        options = draw(st.sampled_from([{}, {"pe_fast_mode": False}, {"pe_fast_mode": True}]))
    if film.kind is FilmKind.CAMERA_MOVE:
        options = {"template_id": draw(st.sampled_from(["handheld", "robo_arm"])), "camera_strength": "weak"}
    resolution = draw(st.sampled_from([None, "720p", "1080p"])) if human else None
    aspect = draw(st.none() | st.sampled_from(list(RATIOS)))
    request = VideoRequest(
        model=film.req_key,
        prompt=draw(TEXT),
        inputs=tuple(inputs),
        length=draw(LENGTH),
        frame=Shape(resolution=resolution, aspect=aspect) if resolution or aspect else None,
        seed=draw(SEED),
        vendor_options=options,  # type: ignore[arg-type] # JSON values
    )
    return request, film.model


_URL = "https://example.com/a.jpg"
_SPEECH = {"type": "audio_url", "audio_url": {"url": "https://example.com/a.mp3"}}
BODIES: dict[str, dict[str, Any]] = {
    "text": {"model": "jimeng-video-3.0-720P", "req_key": "jimeng_t2v_v30", "prompt": "雪山"},
    "pro": {
        "model": "jimeng-video-3.0-pro",
        "req_key": "jimeng_ti2v_v30_pro",
        "prompt": "雪山",
        "image_urls": [_URL],
        "frames": 241,
        "aspect_ratio": "4:3",
        "seed": 7,
    },
    "camera": {
        "model": "jimeng-video-3.0-720P",
        "req_key": "jimeng_i2v_recamera_v30",
        "prompt": "雪山",
        "image_urls": [_URL],
        "template_id": "handheld",
        "camera_strength": "weak",
    },
    "human": {
        "model": "OmniHuman_1.5",
        "req_key": "jimeng_realman_avatar_picture_omni_v15",
        "generation_type": "omni_human",
        "content": [{"type": "image_url", "image_url": {"url": _URL}}, _SPEECH],
    },
    "other": {"model": "kling-v1", "prompt": "雪山", "seconds": "7"},
}
IN_VAIN: dict[str, list[tuple[str, Any]]] = {
    "seed": [(label, -1) for label in ("text", "camera", "human", "other")],
    "image_urls": [("human", [_URL])],
    "seconds": [("pro", "10")],
}
NEEDED_SOMEWHERE = ("image_urls", "content")
"""Members that a film may need or not, by its `req_key`: beyond a schema."""

"""How our own client says a film, and what it cannot say."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import orjson
import pytest

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Handle,
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
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import choose
from vidlect_adapters.surfaces import tokenops

PRO = "jimeng_ti2v_v30_pro"
HUMAN = "jimeng_realman_avatar_picture_omni_v15"
URL = "https://example.com/a.jpg"


def picture(role: Role = Role.FIRST_FRAME, source: Any = None, medium: Medium = Medium.IMAGE) -> MediaInput:
    return MediaInput(role=role, medium=medium, source=source or Link(url=URL))


def call_of(request: VideoRequest, name: str = "default") -> HttpCall:
    profile = choose(tokenops.NAME, tokenops.SWITCHES, tokenops.PROFILES, name)
    return tokenops.encode_create(request, "the-model", profile)


def body_of(name: str = "default", **members: Any) -> dict[str, Any]:
    return orjson.loads(call_of(VideoRequest(**{"model": PRO, **members}), name).body)


def test_a_create_is_a_json_post():
    call = call_of(VideoRequest(model=PRO, prompt="雪"))
    assert (call.method, call.path, call.header("content-type")) == ("POST", "/v1/videos", "application/json")
    assert orjson.loads(call.body) == {"model": "the-model", "req_key": PRO, "prompt": "雪"}


def test_a_model_that_is_not_documented_has_no_req_key():
    assert body_of(model="kling-v1", prompt="雪") == {"model": "the-model", "prompt": "雪"}


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"length": Frames(count=121, fps=24)}, {"frames": 121}),
        ({"length": Seconds(Fraction(10))}, {"seconds": "10"}),
        ({"frame": Shape(aspect="16:9")}, {"aspect_ratio": "16:9"}),
        ({"frame": Shape(resolution="720p")}, {"output_resolution": 720}),
        ({"frame": Pixels(width=1280, height=720)}, {"size": "1280x720"}),
        ({"seed": 0}, {"seed": 0}),
        ({"vendor_options": {"pe_fast_mode": False}}, {"pe_fast_mode": False}),
        ({"inputs": (picture(),)}, {"image_urls": [URL]}),
        (
            {"inputs": (picture(source=Inline(base64="AAAA", media_type="image/png")),)},
            {"content": [{"type": "image_base64", "image_url": {"url": "data:image/png;base64,AAAA"}}]},
        ),
        (
            {"inputs": (picture(source=Inline(base64="AAAA")), picture(Role.LAST_FRAME))},
            {
                "content": [
                    {"type": "image_base64", "image_url": {"url": "AAAA"}},
                    {"type": "image_url", "image_url": {"url": URL}},
                ]
            },
        ),
        ({"inputs": (picture(Role.REFERENCE),) * 3}, {"image_urls": [URL] * 3}),
    ],
    ids=repr,
)
def test_every_canonical_member_has_its_form(members: dict[str, Any], expected: dict[str, Any]):
    assert body_of(**members) == {"model": "the-model", "req_key": PRO, **expected}


def test_a_digital_human_is_said_by_content():
    speech = picture(Role.SOURCE, Inline(base64="AAAA", media_type="audio/mpeg"), Medium.AUDIO)
    body = body_of(model=HUMAN, inputs=(picture(Role.REFERENCE), speech, picture(Role.MASK)))
    assert body == {
        "model": "the-model",
        "req_key": HUMAN,
        "generation_type": "omni_human",
        "content": [
            {"type": "image_url", "image_url": {"url": URL}},
            {"type": "audio_url", "audio_url": {"url": "data:audio/mpeg;base64,AAAA"}},
            {"type": "image_url", "image_url": {"url": URL}, "role": "mask_image"},
        ],
    }


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"negative_prompt": "x"}, "/negative_prompt"),
        ({"fps": 24}, "/fps"),
        ({"watermark": False}, "/watermark"),
        ({"with_audio": True}, "/with_audio"),
        ({"camera_fixed": True}, "/camera_fixed"),
        ({"callback_url": URL}, "/callback_url"),
        ({"count": 2}, "/count"),
        ({"vendor_options": {"req_json": "{}"}}, "/vendor_options/req_json"),
        ({"length": Automatic()}, "/length"),
        ({"length": Seconds(Fraction(5, 2))}, "/length"),
        ({"length": Frames(count=121, fps=25)}, "/length"),
        ({"frame": Shape(resolution="480p")}, "/frame"),
        ({"frame": Shape(aspect="adaptive")}, "/frame"),
        ({"inputs": (picture(Role.LAST_FRAME),)}, "/inputs"),
        ({"inputs": (picture(Role.REFERENCE),)}, "/inputs"),
        ({"inputs": (picture(), *(picture(Role.REFERENCE),) * 3)}, "/inputs"),
        ({"inputs": (picture(Role.REFERENCE, medium=Medium.VIDEO),)}, "/inputs"),
        ({"inputs": (picture(Role.SOURCE, medium=Medium.VIDEO),)}, "/inputs"),
        ({"inputs": (picture(source=Handle(kind="asset", value="1")),)}, "/inputs"),
        ({"inputs": (picture(Role.SOURCE, Inline(base64="AAAA"), Medium.AUDIO),)}, "/inputs"),
        ({"model": HUMAN, "inputs": (picture(),)}, "/inputs"),
    ],
    ids=repr,
)
def test_what_the_surface_cannot_say_is_refused(members: dict[str, Any], pointer: str):
    with pytest.raises(Inexpressible) as caught:
        body_of(**members)
    assert caught.value.pointer == pointer


def test_a_strict_surface_needs_a_media_type_for_its_data_url():
    with pytest.raises(Inexpressible) as caught:
        body_of("strict", inputs=(picture(source=Inline(base64="AAAA")),))
    assert caught.value.pointer == "/inputs"

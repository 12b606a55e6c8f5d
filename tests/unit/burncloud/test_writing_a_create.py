"""What a client of ours writes, and what it cannot say; what is said is what is read."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import orjson
import pytest
from burncloud_creates import PNG, A, B, C, medium, picture, profile_of, read

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Handle,
    Inline,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.surfaces import burncloud

PLAIN = VideoRequest(model="viduq2", prompt="雪")
FIRST, LAST, REFERENCE = Role.FIRST_FRAME, Role.LAST_FRAME, Role.REFERENCE
SPEECH = medium(Role.SOURCE, Medium.AUDIO, "https://example.com/a.mp3")
MOTION = medium(Role.SOURCE, Medium.VIDEO, "https://example.com/a.mp4")
TYPED = MediaInput(role=FIRST, medium=Medium.IMAGE, source=Inline(base64=PNG, media_type="image/png"))
WISHES: list[dict[str, Any]] = [
    {},
    {"length": Seconds(Fraction(5))},
    {"length": Seconds(Fraction(5, 2))},
    {"length": Automatic()},
    {"length": Frames(count=121, fps=24)},
    {"frame": Pixels(width=1280, height=720)},
    {"frame": Shape(resolution="720P")},
    {"frame": Shape(aspect="adaptive")},
    {"frame": Shape(resolution="4k", aspect="9:16")},
    {"fps": 24, "seed": 0, "count": 3},
    {"negative_prompt": ""},
    {"negative_prompt": "雨", "watermark": False, "with_audio": True, "camera_fixed": False},
    {"callback_url": "https://hooks.example.com/x"},
    {"inputs": (picture(FIRST, A),)},
    {"inputs": (picture(FIRST, PNG),)},
    {"inputs": (TYPED,)},
    {"inputs": (picture(FIRST, A), picture(LAST, A))},
    {"inputs": (picture(LAST, B),)},
    {"inputs": (picture(REFERENCE, A),)},
    {"inputs": (picture(FIRST, A), picture(REFERENCE, A), picture(REFERENCE, C))},
    {"inputs": (picture(REFERENCE, A), SPEECH, MOTION, picture(Role.MASK, B), picture(Role.MASK, C))},
    {"vendor_options": {"payload": "", "bgm": False, "style": {"a": [None]}, "audio": "original"}},
]


@pytest.mark.parametrize("name", ["default", "strict", "lenient"])
@pytest.mark.parametrize("wishes", WISHES, ids=repr)
def test_what_is_said_is_what_is_read(wishes: dict[str, Any], name: str):
    request, profile = replace(PLAIN, **wishes), profile_of(name)
    decoded = burncloud.decode_create(burncloud.encode_create(request, "viduq2", profile), profile)
    assert (decoded.request, decoded.model_name, decoded.losses, decoded.notes) == (request, "viduq2", (), ())


def body_of(request: VideoRequest) -> dict[str, Any]:
    call = burncloud.encode_create(request, request.model, profile_of())
    assert (call.method, call.path, call.header("Content-Type")) == (
        "POST",
        "/v1/video/generations",
        "application/json",
    )
    body: dict[str, Any] = orjson.loads(call.body)
    return body


def test_the_plainest_create_has_two_members():
    assert body_of(PLAIN) == {"model": "viduq2", "prompt": "雪"}


def test_documented_members_come_before_metadata():
    request = replace(
        PLAIN,
        length=Seconds(Fraction(5)),
        frame=Pixels(width=1280, height=720),
        fps=24,
        seed=7,
        count=2,
        inputs=(picture(FIRST, A), picture(LAST, B)),
        vendor_options={"bgm": False},
    )
    assert body_of(request) == {
        "model": "viduq2",
        "prompt": "雪",
        "duration": 5,
        "width": 1280,
        "height": 720,
        "fps": 24,
        "seed": 7,
        "n": 2,
        "image": A,
        "metadata": {"bgm": False, "image_tail": B},
    }


def test_other_pictures_go_where_their_number_says_nothing():
    request = replace(PLAIN, inputs=(picture(REFERENCE, A), picture(REFERENCE, PNG)))
    assert body_of(request)["metadata"] == {"reference_urls": [A, PNG]}


@pytest.mark.parametrize(
    ("wishes", "pointer"),
    [
        ({"length": Seconds(Fraction(1, 3))}, "/length"),
        ({"length": Frames(count=120, fps=30)}, "/length"),
        ({"inputs": (SPEECH, SPEECH)}, "/inputs"),
        ({"inputs": (medium(REFERENCE, Medium.VIDEO, A),)}, "/inputs"),
        ({"inputs": (medium(Role.SOURCE, Medium.IMAGE, A),)}, "/inputs"),
        (
            {
                "inputs": (
                    MediaInput(role=FIRST, medium=Medium.IMAGE, source=Handle(kind="file_id", value="1")),
                )
            },
            "/inputs",
        ),
        (
            {
                "inputs": (
                    MediaInput(
                        role=FIRST, medium=Medium.IMAGE, source=Inline(base64=PNG, media_type="application/x")
                    ),
                )
            },
            "/inputs",
        ),
        *(
            ({"vendor_options": {name: 1}}, f"/vendor_options/{name}")
            for name in ("seed", "model", "prompt", "req_key")
        ),
        ({"vendor_options": {"style": None}}, "/vendor_options/style"),
    ],
)
def test_what_has_no_place_here_cannot_be_said(wishes: dict[str, Any], pointer: str):
    with pytest.raises(Inexpressible) as caught:
        burncloud.encode_create(replace(PLAIN, **wishes), "viduq2", profile_of())
    assert (caught.value.pointer, caught.value.dialect) == (pointer, "burncloud")


def test_a_query_and_the_film_have_their_paths():
    assert burncloud.encode_query("task_1/x", profile_of()).path == "/v1/video/generations/task_1%2Fx"
    assert burncloud.encode_content("task_1", profile_of()).path == "/v1/videos/task_1/content"


def test_a_blank_prompt_can_be_written_but_is_not_taken():
    assert body_of(replace(PLAIN, prompt=""))["prompt"] == ""
    assert read({"model": "viduq2", "prompt": "雪"}).request == PLAIN

"""The calls of a client: a form where there is a file, else JSON; and what the surface has no member for."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import orjson
import pytest
from openai_creates import URL, profile_of, read

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
from vidlect_adapters.surfaces import openai_videos


def picture(source: Any, role: Role = Role.FIRST_FRAME) -> tuple[MediaInput, ...]:
    return (MediaInput(role=role, medium=Medium.IMAGE, source=source),)


def write(**members: Any) -> HttpCall:
    return openai_videos.encode_create(
        VideoRequest(model="sora-2", prompt="雪", **members), "sora-2", profile_of()
    )


def test_a_film_of_text_is_json():
    call = write(length=Seconds(Fraction(8)), frame=Pixels(width=1280, height=720))
    assert call.header("Content-Type") == "application/json"
    assert orjson.loads(call.body) == {"prompt": "雪", "model": "sora-2", "seconds": "8", "size": "1280x720"}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (Link(url=URL), {"image_url": URL}),
        (Handle(kind="file_id", value="file-1"), {"file_id": "file-1"}),
    ],
)
def test_a_picture_that_is_elsewhere_is_named_in_json(source: Any, said: dict[str, str]):
    assert orjson.loads(write(inputs=picture(source)).body)["input_reference"] == said


@pytest.mark.parametrize(
    ("kind", "name"), [("image/jpeg", "jpg"), ("image/png", "png"), ("image/webp", "webp")]
)
def test_a_picture_that_is_here_makes_it_a_form(kind: str, name: str):
    source = Inline(base64="AAAA", media_type=kind)
    call = write(inputs=picture(source))
    assert (call.header("Content-Type") or "").startswith("multipart/form-data; boundary=")
    assert f'filename="input_reference.{name}"'.encode() in call.body
    assert read(call).request.inputs == picture(source)


def test_a_picture_of_another_type_keeps_it():
    source = Inline(base64="AAAA", media_type="image/bmp")
    assert b'filename="input_reference.bmp"' in write(inputs=picture(source)).body


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"negative_prompt": "雨"}, "/negative_prompt"),
        ({"fps": 24}, "/fps"),
        ({"seed": 7}, "/seed"),
        ({"watermark": False}, "/watermark"),
        ({"with_audio": True}, "/with_audio"),
        ({"camera_fixed": True}, "/camera_fixed"),
        ({"callback_url": URL}, "/callback_url"),
        ({"count": 2}, "/count"),
        ({"length": Automatic()}, "/length"),
        ({"length": Frames(count=121, fps=24)}, "/length"),
        ({"length": Seconds(Fraction(9, 2))}, "/length"),
        ({"frame": Shape(aspect="16:9")}, "/frame"),
        ({"vendor_options": {"mode": "pro"}}, "/vendor_options/mode"),
        ({"inputs": picture(Link(url=URL), Role.REFERENCE)}, "/inputs"),
        ({"inputs": picture(Handle(kind="asset", value="a"))}, "/inputs"),
        ({"inputs": picture(Inline(base64="AAAA"))}, "/inputs"),
        ({"inputs": picture(Inline(base64="?", media_type="image/png"))}, "/inputs"),
        (
            {
                "inputs": picture(Inline(base64="AAAA", media_type="image/png")),
                "vendor_options": {"characters": [{"id": "c"}]},
            },
            "/vendor_options",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value}"[:150],
)
def test_what_has_no_member_is_inexpressible(members: dict[str, Any], pointer: str):
    with pytest.raises(Inexpressible) as caught:
        write(**members)
    assert caught.value.pointer == pointer


def test_characters_are_said_in_json():
    characters = [{"id": "char_1"}]
    assert orjson.loads(write(vendor_options={"characters": characters}).body)["characters"] == characters


def test_an_id_is_quoted_in_a_path():
    assert openai_videos.encode_query("a/b", profile_of()).path == "/v1/videos/a%2Fb"
    assert openai_videos.encode_content("a/b", profile_of()).path == "/v1/videos/a%2Fb/content"

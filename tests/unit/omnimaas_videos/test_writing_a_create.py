"""The calls of a client: a form, and what the surface has no member for."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from wan_creates import URL, profile_of, read

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
from vidlect_adapters.forms import Part, parts_of
from vidlect_adapters.message import HttpCall
from vidlect_adapters.surfaces import omnimaas_videos as surface


def picture(source: Any, role: Role = Role.FIRST_FRAME) -> tuple[MediaInput, ...]:
    return (MediaInput(role=role, medium=Medium.IMAGE, source=source),)


def write(model: str = "wan2.6-t2v", name: str = "default", **members: Any) -> HttpCall:
    switches = members.pop("switches", {})
    film = VideoRequest(model=model, prompt="雪", **members)
    return surface.encode_create(film, model, profile_of(name, **switches))


def said(call: HttpCall) -> dict[str, Part]:
    assert (call.method, call.path) == ("POST", "/v1/videos")
    parts = parts_of(call, surface.NAME)
    assert len({one.name for one in parts}) == len(parts)
    return {one.name: one for one in parts}


def texts(call: HttpCall) -> dict[str, str]:
    return {name: one.content.decode() for name, one in said(call).items() if one.file_name is None}


def test_a_film_of_text_is_a_form_of_texts():
    call = write(length=Seconds(Fraction(10)), frame=Pixels(width=1280, height=720))
    assert texts(call) == {"model": "wan2.6-t2v", "prompt": "雪", "seconds": "10", "size": "1280*720"}


def test_nothing_is_said_that_is_not_asked_for():
    assert texts(write()) == {"model": "wan2.6-t2v", "prompt": "雪"}


def test_free_options_are_a_json_text():
    call = write(
        negative_prompt="雨",
        seed=0,
        watermark=False,
        with_audio=True,
        camera_fixed=False,
        fps=24,
        vendor_options={"prompt_extend": False},
    )
    assert json.loads(texts(call)["metadata"]) == {
        "negative_prompt": "雨",
        "seed": 0,
        "watermark": False,
        "camera_fixed": False,
        "fps": 24,
        "audio": True,
        "prompt_extend": False,
    }


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png", "image/webp", "image/bmp"])
def test_a_picture_that_is_here_is_a_file(kind: str):
    call = write("wan2.6-i2v", inputs=picture(Inline(base64="AAAA", media_type=kind)))
    part = said(call)["input_reference"]
    assert (part.content, part.media_type) == (b"\0\0\0", kind)
    assert (part.file_name or "").startswith("input_reference.")


def test_a_picture_that_is_elsewhere_is_among_the_options():
    call = write("wan2.6-i2v", inputs=picture(Link(url=URL)), seed=7)
    assert json.loads(texts(call)["metadata"]) == {"seed": 7, "img_url": URL}


def test_a_tier_beside_a_picture_is_a_resolution():
    source = Inline(base64="AAAA", media_type="image/png")
    call = write("wan2.6-i2v", inputs=picture(source), frame=Shape(resolution="720p"))
    assert texts(call)["resolution"] == "720P"
    assert texts(write(frame=Shape(resolution="720p"), name="lenient"))["resolution"] == "720P"
    assert texts(write("kling-v1", frame=Shape(resolution="720p")))["resolution"] == "720p"


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"callback_url": URL}, "/callback_url"),
        ({"count": 2}, "/count"),
        ({"length": Automatic()}, "/length"),
        ({"length": Frames(count=121, fps=24)}, "/length"),
        ({"length": Seconds(Fraction(9, 2))}, "/length"),
        ({"frame": Shape(aspect="16:9")}, "/frame"),
        ({"frame": Shape(resolution="720p", aspect="16:9")}, "/frame"),
        ({"frame": Shape(resolution="720p")}, "/frame"),
        ({"vendor_options": {"seed": 7}}, "/vendor_options/seed"),
        ({"vendor_options": {"model": "wan2.7-t2v"}}, "/vendor_options/model"),
        ({"vendor_options": {"image_tail": URL}}, "/vendor_options/image_tail"),
        ({"vendor_options": {"img_url": URL}}, "/vendor_options/img_url"),
        ({"vendor_options": {"generate_audio": True}}, "/vendor_options/generate_audio"),
        ({"vendor_options": {"callback_url": URL}}, "/vendor_options/callback_url"),
        ({"vendor_options": {"bgm": None}}, "/vendor_options/bgm"),
        ({"inputs": picture(Link(url=URL), Role.REFERENCE)}, "/inputs"),
        ({"inputs": picture(Link(url=URL)) + picture(Link(url=URL), Role.LAST_FRAME)}, "/inputs"),
        ({"inputs": picture(Handle(kind="oss", value="oss://a"))}, "/inputs"),
        ({"inputs": picture(Inline(base64="AAAA"))}, "/inputs"),
        ({"inputs": picture(Inline(base64="?", media_type="image/png"))}, "/inputs"),
        ({"inputs": picture(Link(url=URL)), "switches": {"metadata_picture": "refuse"}}, "/inputs"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value}",
)
def test_what_has_no_member_is_inexpressible(members: dict[str, Any], pointer: str):
    with pytest.raises(Inexpressible) as caught:
        write(**members)
    assert caught.value.pointer == pointer


def test_a_speech_has_no_member():
    speech = MediaInput(role=Role.SOURCE, medium=Medium.AUDIO, source=Link(url=URL))
    with pytest.raises(Inexpressible):
        write(inputs=(speech,))


def test_the_model_is_said_as_the_client_calls_it():
    film = VideoRequest(model="jimeng_ti2v_v30_pro", prompt="雪")
    call = surface.encode_create(film, "jimeng-1.0", profile_of("seed-000"))
    assert read(call, "seed-000").request == film


def test_an_id_is_quoted_in_a_path():
    assert surface.encode_query("a/b", profile_of()).path == "/v1/videos/a%2Fb"
    assert surface.encode_content("a/b", profile_of()).path == "/v1/videos/a%2Fb/content"

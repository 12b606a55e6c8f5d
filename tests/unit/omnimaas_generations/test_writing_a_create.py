"""The calls of a client, and what the surface has no member for."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import orjson
import pytest
from generations_creates import PRO, URL, profile_of, read

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
from vidlect_adapters.surfaces import omnimaas_generations as surface


def pictures(*roles: Role, source: Any = None, medium: Medium = Medium.IMAGE) -> tuple[MediaInput, ...]:
    return tuple(MediaInput(role=role, medium=medium, source=source or Link(url=URL)) for role in roles)


def write(model: str = PRO, **members: Any) -> HttpCall:
    request = VideoRequest(**{"model": model, "prompt": "雪", **members})
    return surface.encode_create(request, model, profile_of())


def body(model: str = PRO, **members: Any) -> dict[str, Any]:
    call = write(model, **members)
    assert (call.method, call.path) == ("POST", "/v1/video/generations")
    assert call.header("Content-Type") == "application/json"
    said: dict[str, Any] = orjson.loads(call.body)
    assert said.pop("model") == model
    assert said.pop("prompt") == "雪"
    return said


def test_a_film_of_text_is_model_and_prompt():
    assert body() == {}


def test_length_and_shape_are_a_number_a_tier_and_a_ratio():
    said = body(length=Seconds(Fraction(7)), frame=Shape(resolution="480p", aspect="4:3"))
    assert said == {"duration": 7, "resolution": "480p", "size": "4:3"}


def test_pixels_of_another_model_are_its_size():
    assert body("sora-2", frame=Pixels(width=1280, height=720)) == {"size": "1280x720"}


@pytest.mark.parametrize("frame", [Shape(aspect="adaptive"), Shape(resolution="1080p")])
def test_half_a_shape_is_one_member(frame: Shape):
    assert list(body(frame=frame).values()) == [str(frame)]


def test_wishes_are_one_json_text_and_no_false_is_dropped():
    said = body(seed=0, camera_fixed=False, watermark=False)
    assert orjson.loads(said.pop("metadata")) == {"seed": 0, "camera_fixed": False, "watermark": False}
    assert said == {}


def test_wishes_and_options_of_another_model_are_its_metadata():
    said = body("kling-v1", negative_prompt="雨", with_audio=True, fps=24, vendor_options={"mode": "pro"})
    wishes = {"negative_prompt": "雨", "with_audio": True, "fps": 24, "mode": "pro"}
    assert orjson.loads(said["metadata"]) == wishes


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (Link(url=URL), URL),
        (Inline(base64="AAAA"), "AAAA"),
        (Inline(base64="AAAA", media_type="image/png"), "data:image/png;base64,AAAA"),
    ],
)
def test_a_picture_is_one_text(source: Any, text: str):
    call = write(inputs=pictures(Role.FIRST_FRAME, source=source))
    assert orjson.loads(call.body)["images"] == [text]
    assert read(call).request.inputs == pictures(Role.FIRST_FRAME, source=source)


def test_the_first_frame_stands_before_the_last():
    last, first = pictures(Role.LAST_FRAME), pictures(Role.FIRST_FRAME, source=Link(url=URL + "1"))
    assert body(inputs=(*last, *first))["images"] == [URL + "1", URL]


REFERENCES = (Role.REFERENCE,) * 3


def test_three_references_are_three_texts():
    assert body(inputs=pictures(*REFERENCES))["images"] == [URL] * 3


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"prompt": " "}, "/prompt"),
        ({"count": 2}, "/count"),
        ({"callback_url": URL}, "/callback_url"),
        ({"negative_prompt": "雨"}, "/negative_prompt"),
        ({"with_audio": False}, "/with_audio"),
        ({"fps": 24}, "/fps"),
        ({"vendor_options": {"mode": "pro"}}, "/vendor_options/mode"),
        ({"length": Automatic()}, "/length"),
        ({"length": Frames(count=121, fps=24)}, "/length"),
        ({"length": Seconds(Fraction(9, 2))}, "/length"),
        ({"frame": Pixels(width=1280, height=720)}, "/frame"),
        ({"frame": Shape(aspect="auto")}, "/frame"),
    ],
)
def test_what_has_no_member_is_inexpressible(members: dict[str, Any], pointer: str):
    with pytest.raises(Inexpressible) as caught:
        write(**members)
    assert caught.value.pointer == pointer


UNTOLD = {
    "a last frame alone": pictures(Role.LAST_FRAME),
    "one reference": pictures(Role.REFERENCE),
    "two references": pictures(Role.REFERENCE, Role.REFERENCE),
    "references beside a frame": pictures(Role.FIRST_FRAME, *REFERENCES),
    "a mask": pictures(Role.FIRST_FRAME, Role.MASK),
    "videos": pictures(*REFERENCES, medium=Medium.VIDEO),
    "a vendor's own file": pictures(Role.FIRST_FRAME, source=Handle(kind="asset", value="a")),
}


@pytest.mark.parametrize("inputs", UNTOLD)
def test_pictures_whose_number_does_not_tell_their_roles_are_inexpressible(inputs: str):
    with pytest.raises(Inexpressible) as caught:
        write(inputs=UNTOLD[inputs])
    assert caught.value.pointer == "/inputs"


@pytest.mark.parametrize(
    ("option", "value"),
    [("seed", 7), ("audio", True), ("duration", 5), ("callback_url", URL), ("mode", None)],
)
def test_an_option_that_would_be_read_as_another_thing_is_inexpressible(option: str, value: Any):
    with pytest.raises(Inexpressible) as caught:
        write("kling-v1", vendor_options={option: value})
    assert caught.value.pointer == f"/vendor_options/{option}"


def test_a_text_that_utf_8_does_not_have_is_inexpressible():
    with pytest.raises(Inexpressible):
        write(prompt="\ud800")


def test_an_id_is_quoted_in_a_path():
    assert surface.encode_query("a/b", profile_of()).path == "/v1/video/generations/a%2Fb"
    assert surface.encode_content("a/b", profile_of()).path == "/v1/videos/a%2Fb/content"

"""A film as a client of new-api asks for it, and read again."""

from fractions import Fraction

import orjson
import pytest
from new_api_creates import GENERATIONS, OTHER, THIRD, URL, VIDEOS, picture

from vidlect_adapters import new_api
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

ROUTES = pytest.mark.parametrize("route", [VIDEOS, GENERATIONS], ids=["videos", "generations"])


def wish(**members):
    return VideoRequest(**{"model": "kling-v1", "prompt": "雪山", **members})


def written(request, route=VIDEOS):
    call = new_api.encode_create(request, request.model, route)
    assert (call.method, call.path, call.header("Content-Type")) == ("POST", route.path, "application/json")
    return orjson.loads(call.body)


@ROUTES
def test_model_and_prompt_are_all_that_a_plain_film_says(route):
    assert written(wish(), route) == {"model": "kling-v1", "prompt": "雪山"}


def test_the_client_says_the_model_by_its_own_name():
    assert orjson.loads(new_api.encode_create(wish(), "mine", VIDEOS).body)["model"] == "mine"


def test_each_route_has_its_members_for_length_and_picture():
    request = wish(length=Seconds(Fraction(5)), inputs=(picture(URL),))
    assert written(request) == {**written(wish()), "seconds": "5", "input_reference": URL}
    assert written(request, GENERATIONS) == {**written(wish()), "duration": 5, "image": URL}


def test_wishes_go_to_metadata():
    request = wish(
        negative_prompt="人群", seed=0, fps=24, watermark=False, with_audio=True, camera_fixed=False, count=2,
        vendor_options={"mode": "pro", "audio": "original"},
    )  # fmt: skip
    assert written(request)["metadata"] == {
        "negative_prompt": "人群",
        "fps": 24,
        "seed": 0,
        "watermark": False,
        "generate_audio": True,
        "camera_fixed": False,
        "n": 2,
        "mode": "pro",
        "audio": "original",
    }


@ROUTES
@pytest.mark.parametrize(
    "members",
    [
        {"length": Seconds(Fraction(5, 2))},
        {"length": Frames(count=121, fps=24)},
        {"length": Automatic()},
        {"frame": Pixels(width=1280, height=720)},
        {"frame": Shape(resolution="720p")},
        {"frame": Shape(resolution="720p", aspect="16:9")},
        {"inputs": (picture(OTHER, Role.LAST_FRAME),)},
        {"inputs": (picture(URL), picture(OTHER, Role.LAST_FRAME))},
        {"inputs": (picture(URL, Role.REFERENCE),)},
        {"inputs": (picture(URL), *(picture(one, Role.REFERENCE) for one in (URL, OTHER, THIRD)))},
        {"inputs": (picture(URL, Role.SOURCE, Medium.AUDIO), picture(URL, Role.SOURCE, Medium.VIDEO))},
        {"inputs": (picture(URL, Role.MASK), picture(OTHER, Role.MASK))},
        {"inputs": (MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Inline(base64="AAAA")),)},
        {"inputs": (MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Inline(base64="AAAA", media_type="image/png")),)},
        {"inputs": (MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Handle(kind="file_id", value="f")),)},
        {"count": 3, "seed": 5, "vendor_options": {"cfg_scale": 0.5}},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_written_is_read_again(members, route):
    request = wish(**members)
    decoded = new_api.decode_create(new_api.encode_create(request, request.model, route), route)
    assert (decoded.request, decoded.losses) == (request, ())


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"callback_url": "https://example.com"}, "/callback_url"),
        ({"length": Seconds(Fraction(1, 3))}, "/length"),
        ({"length": Frames(count=121, fps=25)}, "/length"),
        ({"vendor_options": {"duration": 5}}, "/vendor_options/duration"),
        ({"vendor_options": {"model": "x"}}, "/vendor_options/model"),
        ({"vendor_options": {"audio": True}}, "/vendor_options/audio"),
        ({"inputs": (picture(URL, Role.REFERENCE, Medium.VIDEO),)}, "/inputs"),
        ({"inputs": (picture(URL, Role.SOURCE, Medium.AUDIO), picture(OTHER, Role.SOURCE, Medium.AUDIO))}, "/inputs"),
        ({"inputs": (MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Inline(base64="AAAA", media_type="video/mp4")),)}, "/inputs"),
        ({"inputs": (MediaInput(role=Role.LAST_FRAME, medium=Medium.IMAGE, source=Handle(kind="file_id", value="f")),)}, "/inputs"),
    ],
    ids=str,
)  # fmt: skip
def test_what_there_is_no_member_for_is_said_aloud(members, pointer):
    with pytest.raises(Inexpressible) as caught:
        written(wish(**members))
    assert caught.value.pointer == pointer


def test_a_callback_is_written_where_the_gateway_announces():
    request = wish(callback_url="https://example.com/done")
    assert written(request, GENERATIONS)["metadata"] == {"callback_url": "https://example.com/done"}

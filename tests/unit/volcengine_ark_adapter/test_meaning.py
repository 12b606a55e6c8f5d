import pytest
from ark_words import FIRST, LAST, LITE_IMAGE, P15, P20, P25, PICTURE, PRO, SOUND, VIDEO, medium, seconds

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Handle,
    Inline,
    Link,
    Pixels,
    Role,
    Shape,
    VideoRequest,
)
from vidlect_adapters.vendors.volcengine_ark import meaning


def film(**members):
    return VideoRequest(**{"model": PRO, "prompt": "雪落无声", **members})


def picture(source):
    return (medium(Role.FIRST_FRAME, source=source),)


SAME = [
    ({}, {"length": seconds(5)}),
    ({}, {"length": Automatic()}),
    ({}, {"frame": Shape(resolution="1080p", aspect="16:9")}),
    ({}, {"frame": Shape(resolution="1080P")}),
    ({}, {"watermark": False, "camera_fixed": False, "with_audio": False}),
    ({}, {"fps": 24, "negative_prompt": ""}),
    ({}, {"vendor_options": {"service_tier": "default", "execution_expires_after": 172_800}}),
    ({"frame": Pixels(width=1248, height=704)}, {"frame": Shape(resolution="720p", aspect="16:9")}),
    ({"frame": Pixels(width=1280, height=720)}, {"frame": Shape(resolution="720p", aspect="16:9")}),
    ({"inputs": (FIRST,)}, {"inputs": (FIRST,), "frame": Shape(aspect="adaptive")}),
    ({"inputs": (FIRST, LAST)}, {"inputs": (LAST, FIRST)}),
    ({"prompt": "", "inputs": (FIRST,)}, {"prompt": " \n", "inputs": (FIRST,)}),
    (
        {"model": P15},
        {"model": P15, "with_audio": True, "frame": Shape(resolution="720p", aspect="adaptive")},
    ),
    ({"model": P15, "length": seconds(5)}, {"model": P15, "length": Frames(count=121, fps=24)}),
    (
        {"model": P15, "vendor_options": {"draft": True}},
        {"model": P15, "vendor_options": {"draft": True}, "frame": Shape(resolution="480p")},
    ),
    ({"model": P20}, {"model": P20, "vendor_options": {"tools": [], "priority": 0}}),
    (
        {"model": P25, "inputs": (FIRST,)},
        {"model": P25, "inputs": (FIRST,), "frame": Shape(resolution="720p", aspect="1:1")},
    ),
    (
        {"model": P20, "inputs": (PICTURE, VIDEO)},
        {"model": P20, "inputs": (PICTURE, VIDEO), "camera_fixed": False},
    ),
    (
        {"inputs": picture(Link(url="https://a.example/1", expires_at=5))},
        {"inputs": picture(Link(url="https://a.example/1"))},
    ),
    (
        {"inputs": picture(Inline(base64="AAAA", media_type="image/png"))},
        {"inputs": picture(Inline(base64="AAAA"))},
    ),
    (
        {"prompt": "雪落无声 --rs 480p --dur 7 --seed 3 --wm true"},
        {"frame": Shape(resolution="480p"), "length": seconds(7), "seed": 3, "watermark": True},
    ),
    ({"prompt": "雪落无声 --dur 7", "length": seconds(3)}, {"length": seconds(3)}),
]
OTHER = [
    ({}, {"length": Frames(count=121, fps=24)}),
    ({}, {"length": seconds(6)}),
    ({}, {"seed": 0}),
    ({}, {"watermark": True}),
    ({}, {"frame": Shape(resolution="720p")}),
    ({}, {"frame": Shape(aspect="adaptive")}),
    ({}, {"fps": 30}),
    ({}, {"with_audio": True}),
    ({}, {"callback_url": "https://h.example"}),
    ({}, {"vendor_options": {"service_tier": "flex"}}),
    ({}, {"model": "seedance-1-0-pro-250528"}),
    (
        {"inputs": picture(Handle(kind="asset", value="1"))},
        {"inputs": picture(Handle(kind="asset", value="2"))},
    ),
    ({"model": P20}, {"model": P20, "camera_fixed": True}),
    ({"model": P15}, {"model": P15, "with_audio": False}),
    ({"model": P15}, {"model": P15, "length": Automatic()}),
    ({"model": LITE_IMAGE, "inputs": (PICTURE, PICTURE)}, {"model": LITE_IMAGE, "inputs": (PICTURE,)}),
    ({"model": P20, "inputs": (PICTURE, SOUND)}, {"model": P20, "inputs": (SOUND, PICTURE)}),
    ({"frame": Pixels(width=1, height=3)}, {}),
    ({"length": seconds(99)}, {}),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_requests_that_mean_the_same(one, other):
    assert meaning(film(**one)) == meaning(film(**other))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_requests_that_mean_something_else(one, other):
    assert meaning(film(**one)) != meaning(film(**other))


def test_a_model_of_another_vendor_keeps_its_words():
    request = film(model="wan2.5", prompt="雪 --rs 480p")
    assert meaning(request) is request


def test_what_cannot_be_said_stays():
    assert meaning(film(frame=Pixels(width=1, height=3))).frame == Pixels(width=1, height=3)
    assert meaning(film(length=seconds(99))).length == seconds(99)

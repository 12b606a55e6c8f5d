"""When two requests ask for the same film."""

from dataclasses import replace
from fractions import Fraction

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
from vidlect_adapters.vendors.dashscope import meaning

FIRST = ("first_frame", "image")
FIVE = Seconds(Fraction(5))


@pytest.mark.parametrize(
    ("model", "inputs", "one", "other"),
    [
        (
            "wan2.6-t2v",
            (),
            {"frame": Shape(resolution="720p", aspect="9:16")},
            {"frame": Pixels(width=720, height=1280)},
        ),
        ("wan2.6-t2v", (), {"frame": None}, {"frame": Pixels(width=1920, height=1080)}),
        ("wanx2.1-t2v-turbo", (), {"frame": None}, {"frame": Pixels(width=1280, height=720)}),
        ("wan2.7-t2v", (), {"frame": None}, {"frame": Shape(resolution="1080P", aspect="16:9")}),
        ("wan2.7-t2v", (), {"frame": Shape(aspect="4:3")}, {"frame": Pixels(width=1648, height=1248)}),
        ("wan2.6-i2v", (FIRST,), {"frame": None}, {"frame": Shape(resolution="1080p")}),
        ("wan3.0-video", (), {"frame": None}, {"frame": Shape(aspect="adaptive")}),
        ("wan2.6-t2v", (), {"length": None}, {"length": FIVE}),
        ("wan2.6-t2v", (), {"length": Frames(count=150, fps=30)}, {"length": FIVE}),
        ("wan2.7-videoedit", (("source", "video"),), {"length": None}, {"length": Automatic()}),
        ("wan2.6-t2v", (), {"watermark": None}, {"watermark": False}),
        ("wan2.6-t2v", (), {"with_audio": None}, {"with_audio": True}),
        ("wan2.2-t2v-plus", (), {"with_audio": None}, {"with_audio": False}),
        ("wan3.0-video", (), {"with_audio": None}, {"with_audio": True}),
        ("wan2.6-t2v", (), {"fps": None}, {"fps": 30}),
        ("wan2.6-t2v", (), {"negative_prompt": None}, {"negative_prompt": ""}),
        ("wan2.6-i2v", (FIRST,), {"prompt": " "}, {"prompt": ""}),
        ("wan2.6-t2v", (), {}, {"vendor_options": {"prompt_extend": True, "shot_type": "single"}}),
    ],
)
def test_spellings_and_defaults_mean_the_same(client, model, inputs, one, other):
    assert meaning(client.film(model, *inputs, **one)) == meaning(client.film(model, *inputs, **other))


@pytest.mark.parametrize(
    ("model", "inputs", "one", "other"),
    [
        ("wan2.6-t2v", (), {"frame": None}, {"frame": Pixels(width=1280, height=720)}),
        ("wan2.6-t2v", (), {"frame": Pixels(width=1, height=1)}, {"frame": Pixels(width=1280, height=720)}),
        ("wan2.7-t2v", (), {"frame": Pixels(width=1, height=1)}, {"frame": None}),
        ("wan2.6-t2v", (), {"length": Seconds(Fraction(11, 2))}, {"length": FIVE}),
        ("wan2.6-t2v", (), {"with_audio": False}, {"with_audio": None}),
        ("wan2.2-t2v-plus", (), {"with_audio": True}, {"with_audio": None}),
        ("wan3.0-video", (), {"with_audio": False}, {"with_audio": None}),
        ("wan2.6-t2v", (), {"watermark": True}, {"watermark": None}),
        ("wan2.6-t2v", (), {"seed": 0}, {"seed": None}),
        ("wan2.6-t2v", (), {"fps": 24}, {"fps": 30}),
        ("wan2.6-t2v", (), {"negative_prompt": "雨"}, {}),
        ("wan2.6-t2v", (), {}, {"vendor_options": {"prompt_extend": False}}),
    ],
)
def test_other_wishes_mean_another_film(client, model, inputs, one, other):
    assert meaning(client.film(model, *inputs, **one)) != meaning(client.film(model, *inputs, **other))


def test_a_size_in_pixels_means_a_tier_in_small_letters(client):
    film = client.film("wan2.7-t2v", frame=Pixels(width=1280, height=720))
    assert meaning(film).frame == Shape(resolution="720p", aspect="16:9")


def test_the_default_of_prompt_extend_is_unsure_for_video_editing(client):
    film = client.film(
        "wanx2.1-vace-plus", ("source", "video"), vendor_options={"function": "video_outpainting"}
    )
    said = replace(
        film, vendor_options={"function": "video_outpainting", "prompt_extend": True, "top_scale": 1.0}
    )
    assert meaning(film) != meaning(said)
    assert meaning(film).vendor_options["top_scale"] == 1.0


def test_a_source_is_what_it_says_not_how(client):
    def film(source, medium=Medium.IMAGE, role=Role.FIRST_FRAME, model="wan2.6-i2v"):
        return meaning(client.film(model, MediaInput(role=role, medium=medium, source=source)))

    assert film(Link(url="oss://a")) == film(Handle(kind="oss", value="oss://a"))
    assert film(Link(url="https://a/", expires_at=1)) == film(Link(url="https://a/"))
    assert film(Inline(base64="AAAA", media_type="image/png")) == film(Inline(base64="AAAA"))
    assert film(Link(url="https://a/")) != film(Link(url="https://b/"))
    reference = {"role": Role.REFERENCE, "model": "wan2.6-r2v"}
    assert film(Link(url="https://a/"), Medium.VIDEO, **reference) == film(
        Link(url="https://a/"), **reference
    )


@pytest.mark.parametrize("model", ["happyhorse-1.0", "wanx2.1-vace-plus"])
def test_what_is_not_of_this_vendor_stays(model):
    request = VideoRequest(model=model, prompt=" ")
    assert meaning(request) is request

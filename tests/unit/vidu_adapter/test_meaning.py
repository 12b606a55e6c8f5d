"""Two spellings of one film mean the same; two films never do."""

from dataclasses import replace

import pytest
from vidu_words import FIRST, LAST, REFERENCE, inline, picture, request, seconds, video

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Handle,
    Link,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Shape,
)
from vidlect_adapters.vendors.vidu import meaning

KEPT = MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Handle(kind="a", value="b"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (request(length=seconds(5)), request()),
        (request(length=Frames(count=120, fps=24)), request(length=Frames(count=150, fps=30))),
        (request(frame=Shape(resolution="1080P")), request()),
        (request(frame=Shape(aspect="16:9")), request()),
        (request(frame=Pixels(width=1920, height=1080)), request()),
        (request(with_audio=False), request()),
        (request("viduq3-pro", with_audio=True), request("viduq3-pro")),
        (request(watermark=False), request()),
        (request(negative_prompt=""), request()),
        (request(vendor_options={"style": "general", "payload": ""}), request()),
        (request(inputs=(LAST, FIRST)), request(inputs=(FIRST, LAST))),
        (
            request("viduq2-pro", inputs=(video(), REFERENCE)),
            request("viduq2-pro", inputs=(REFERENCE, video())),
        ),
        (
            request(inputs=(inline(Role.FIRST_FRAME, "image/png"),)),
            request(inputs=(inline(Role.FIRST_FRAME, None),)),
        ),
        (
            request(inputs=(replace(FIRST, source=Link(url=FIRST.source.url, expires_at=1)),)),
            request(inputs=(FIRST,)),
        ),
        (
            request(inputs=(FIRST,), frame=Pixels(width=1920, height=1080)),
            request(inputs=(FIRST,), frame=Shape(resolution="1080p")),
        ),
    ],
    ids=str,
)
def test_two_spellings_mean_the_same(one, other):
    assert meaning(one) == meaning(other)
    assert meaning(meaning(one)) == meaning(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (request("viduq2", length=seconds(6)), request("viduq2")),
        (
            request("viduq2-pro", inputs=(REFERENCE,), length=Automatic()),
            request("viduq2-pro", inputs=(REFERENCE,)),
        ),
        (request("viduq2", frame=Shape(resolution="540p")), request("viduq2")),
        (request("viduq2", frame=Pixels(width=1000, height=700)), request("viduq2")),
        (request(with_audio=True), request()),
        (
            request("viduq3-mix", inputs=(REFERENCE,), with_audio=True),
            request("viduq3-mix", inputs=(REFERENCE,)),
        ),
        (request(vendor_options={"bgm": True}), request()),
        (request(inputs=(KEPT,)), request(inputs=(FIRST,))),
        (request(inputs=(picture(Role.FIRST_FRAME, "https://a.example/2"),)), request(inputs=(FIRST,))),
        (request(seed=0), request()),
        (request(prompt="雨"), request()),
    ],
    ids=str,
)
def test_two_films_do_not(one, other):
    assert meaning(one) != meaning(other)


def test_the_usual_resolution_of_an_old_model_goes_by_its_length():
    assert meaning(request("vidu1.5", length=seconds(8))).frame.resolution == "720p"
    assert meaning(request("vidu1.5")).frame.resolution == "360p"


def test_no_watermark_is_written_out():
    assert meaning(request()).watermark is False


@pytest.mark.parametrize("wish", [request("wan2.6"), request(inputs=(LAST,))], ids=["model", "media"])
def test_what_is_not_of_this_vendor_stays(wish):
    assert meaning(wish) is wish

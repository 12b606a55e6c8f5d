"""Which requests ask for the same film of this vendor, and which do not."""

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
from vidlect_adapters.vendors.kling import meaning

FIRST = MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Link(url="https://m.example/1"))
LAST = MediaInput(role=Role.LAST_FRAME, medium=Medium.IMAGE, source=Inline(base64="AAAA"))
PICTURE = MediaInput(role=Role.REFERENCE, medium=Medium.IMAGE, source=Link(url="https://m.example/2"))
VIDEO = MediaInput(role=Role.REFERENCE, medium=Medium.VIDEO, source=Link(url="https://m.example/3"))
BASE = MediaInput(role=Role.SOURCE, medium=Medium.VIDEO, source=Link(url="https://m.example/3"))
HD = Shape(resolution="1080p")


def wish(model="kling-v3", *inputs, **fields):
    return VideoRequest(**{"model": model, "prompt": "雪", "inputs": inputs, **fields})


SAME = {
    "an open length is five seconds": (wish(), wish(length=Seconds(Fraction(5)))),
    "frames are seconds": (wish(length=Frames(count=121, fps=24)), wish(length=Seconds(Fraction(5)))),
    "the default tier and ratio": (wish(), wish(frame=Shape(resolution="720P", aspect="16:9"))),
    "the default tier of omni": (
        wish("kling-v3-omni", FIRST),
        wish("kling-v3-omni", FIRST, frame=HD),
    ),
    "a ratio that omni must say": (
        wish("kling-v3-omni"),
        wish("kling-v3-omni", frame=Shape(aspect="16:9")),
    ),
    "pixels are tier and ratio": (
        wish(frame=Pixels(width=1080, height=1920)),
        wish(frame=Shape(resolution="1080p", aspect="9:16")),
    ),
    "silence by default": (wish(), wish(with_audio=False)),
    "silence of the silent": (wish("kling-v1"), wish("kling-v1", with_audio=False)),
    "sound of what always has it": (wish("kling-3.0-turbo"), wish("kling-3.0-turbo", with_audio=True)),
    "the factor's default": (
        wish("kling-v1"),
        wish("kling-v1", vendor_options={"cfg_scale": 0.5, "mode": "std"}),
    ),
    "no negative prompt": (wish(negative_prompt=""), wish()),
    "a blank prompt beside a picture": (
        wish("kling-v3", FIRST, prompt=" "),
        wish("kling-v3", FIRST, prompt=""),
    ),
    "the models own rate": (wish("kling-v1", fps=30), wish("kling-v1")),
    "frames in any order": (wish("kling-v3", FIRST, LAST), wish("kling-v3", LAST, FIRST)),
    "videos and pictures are numbered apart": (
        wish("kling-v3-omni", VIDEO, PICTURE),
        wish("kling-v3-omni", PICTURE, VIDEO),
    ),
    "what only describes a file": (
        wish("kling-v3", FIRST, LAST),
        wish(
            "kling-v3",
            MediaInput(
                role=FIRST.role, medium=FIRST.medium, source=Link(url="https://m.example/1", expires_at=7)
            ),
            MediaInput(
                role=LAST.role, medium=LAST.medium, source=Inline(base64="AAAA", media_type="image/png")
            ),
        ),
    ),
    "as long as the edited video": (
        wish("kling-v3-omni", BASE, length=Automatic()),
        wish("kling-v3-omni", BASE),
    ),
}
DIFFERENT = {
    "another length": (wish(), wish(length=Seconds(Fraction(6)))),
    "another tier": (wish(), wish(frame=HD)),
    "another ratio": (wish(), wish(frame=Shape(aspect="1:1"))),
    "a size that is not the tier's": (wish(frame=Pixels(width=1600, height=900)), wish()),
    "a size beside a picture": (
        wish("kling-v3", FIRST, frame=Pixels(width=1920, height=1080)),
        wish("kling-v3", FIRST),
    ),
    "sound": (wish(), wish(with_audio=True)),
    "a tier that it does not have": (
        wish("kling-v1", frame=Pixels(width=1920, height=1080)),
        wish("kling-v1", frame=HD),
    ),
    "a size that has no tier": (
        wish(frame=Pixels(width=1000, height=700)),
        wish(frame=Shape(resolution="720p", aspect="16:9")),
    ),
    "silence of what always sounds": (wish("kling-3.0-turbo"), wish("kling-3.0-turbo", with_audio=False)),
    "sound of the silent": (wish("kling-v1"), wish("kling-v1", with_audio=True)),
    "silence without a documented default": (wish("kling-3.0"), wish("kling-3.0", with_audio=False)),
    "another rate": (wish(), wish(fps=30)),
    "a negative prompt": (wish(negative_prompt="雨"), wish()),
    "pictures in another order": (
        wish("kling-v3-omni", FIRST, PICTURE),
        wish("kling-v3-omni", PICTURE, FIRST),
    ),
    "an edited video's length": (
        wish("kling-v3-omni", BASE, length=Seconds(Fraction(5))),
        wish("kling-v3-omni", BASE),
    ),
    "the other API": (wish("kling-v3"), wish("kling-3.0")),
    "a length that it does not have": (wish(length=Seconds(Fraction(11, 2))), wish()),
}


@pytest.mark.parametrize("case", SAME)
def test_these_are_one_film(case):
    one, other = SAME[case]
    assert meaning(one) == meaning(other)


@pytest.mark.parametrize("case", DIFFERENT)
def test_these_are_two(case):
    one, other = DIFFERENT[case]
    assert meaning(one) != meaning(other)


def test_the_meaning_of_a_plain_wish_is_written_out():
    plain = meaning(wish("kling-v1", prompt=" "))
    assert (plain.prompt, plain.negative_prompt) == ("", None)
    assert plain.vendor_options == {"cfg_scale": 0.5, "mode": "std"}
    assert meaning(wish("kling-v3-omni", FIRST)).frame == HD


def test_what_the_vendor_cannot_express_stays_as_it_is():
    handle = MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Handle(kind="asset", value="1"))
    for request in (wish("jimeng_t2v_v30"), wish("kling-v1-5"), wish("kling-v3", BASE)):
        assert meaning(request) is request
    assert meaning(wish("kling-v3", handle)).inputs == (handle,)

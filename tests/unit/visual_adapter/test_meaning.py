"""Which requests ask this vendor for the same film."""

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
from vidlect_adapters.vendors.volcengine_visual import meaning

PRO = "jimeng_ti2v_v30_pro"
HUMAN = "jimeng_realman_avatar_picture_omni_v15"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"length": Seconds(Fraction(5))}, {"length": Frames(count=121, fps=24)}),
        ({"length": Seconds(Fraction(10))}, {"length": Frames(count=241, fps=24)}),
        ({}, {"length": Seconds(Fraction(5))}),
        ({"frame": Pixels(width=1280, height=720)}, {"frame": Shape(aspect="16:9")}),
        ({"frame": Pixels(width=1088, height=1920)}, {"frame": Shape(aspect="9:16")}),
        ({}, {"frame": Shape(resolution="1080P", aspect="16:9")}),
        ({}, {"fps": 24}),
        ({"negative_prompt": ""}, {}),
        ({"model": "jimeng_t2v_v30_pro"}, {"model": PRO}),
    ],
)
def test_equal_wishes_mean_the_same(one, other):
    defaults = {"model": PRO, "prompt": "夜市"}
    assert meaning(VideoRequest(**{**defaults, **one})) == meaning(VideoRequest(**{**defaults, **other}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"length": Seconds(Fraction(5))}, {"length": Seconds(Fraction(10))}),
        ({"length": Frames(count=121, fps=24)}, {"length": Frames(count=121, fps=25)}),
        ({"length": Seconds(Fraction(7))}, {}),
        ({"length": Automatic()}, {}),
        ({"frame": Shape(aspect="9:16")}, {}),
        ({"frame": Pixels(width=1600, height=901)}, {}),
        ({"frame": Shape(resolution="720p")}, {}),
        ({"fps": 30}, {}),
        ({"seed": 0}, {}),
        ({"watermark": False}, {}),
        ({"prompt": "早市"}, {}),
    ],
)
def test_different_wishes_do_not(one, other):
    defaults = {"model": PRO, "prompt": "夜市"}
    assert meaning(VideoRequest(**{**defaults, **one})) != meaning(VideoRequest(**{**defaults, **other}))


def test_media_are_compared_in_the_order_of_their_roles_and_by_their_bytes():
    first = MediaInput(
        role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Inline(base64="AA", media_type="image/png")
    )
    last = MediaInput(role=Role.LAST_FRAME, medium=Medium.IMAGE, source=Link(url="https://a", expires_at=5))
    plain = (
        MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Inline(base64="AA")),
        MediaInput(role=Role.LAST_FRAME, medium=Medium.IMAGE, source=Link(url="https://a")),
    )
    request = VideoRequest(model="jimeng_i2v_first_tail_v30", prompt="夜", inputs=(last, first))
    assert meaning(request).inputs == plain
    handle = MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Handle(kind="asset", value="1"))
    assert meaning(VideoRequest(model=PRO, inputs=(handle,))).inputs == (handle,)


def test_the_defaults_of_a_digital_human_are_written_out():
    full = meaning(VideoRequest(model=HUMAN, prompt=" "))
    assert full.frame == Shape(resolution="1080p")
    assert full.vendor_options == {"pe_fast_mode": False}
    assert full.prompt == ""
    assert meaning(VideoRequest(model=HUMAN, length=Automatic())).length is None
    assert meaning(VideoRequest(model=HUMAN, length=Seconds(Fraction(5)))).length == Seconds(Fraction(5))


def test_models_without_sizes_and_foreign_models_stay_as_they_are():
    actor = VideoRequest(model="jimeng_dream_actor_m1_gen_video_cv")
    assert meaning(actor).frame is None
    sized = VideoRequest(model="jimeng_dream_actor_m1_gen_video_cv", frame=Pixels(width=1, height=1))
    assert meaning(sized).frame == Pixels(width=1, height=1)
    stranger = VideoRequest(model="kling-v1", prompt=" ")
    assert meaning(stranger) is stranger

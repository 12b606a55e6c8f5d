"""How large a file may be: each vendor's documented number, and where it is asked."""

from types import SimpleNamespace

import pytest

from vidlect_adapters.canonical import Inline, Link, MediaInput, Medium, Role, VideoRequest
from vidlect_adapters.elsewhere import expressible_elsewhere
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.file_sizes import check
from vidlect_adapters.forms import Part, form_call
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import relay_of

MIB = 1024 * 1024
DOCUMENTED = [
    ("volcengine_visual", "jimeng_ti2v_v30_pro", 4_928_307),
    ("volcengine_ark", "doubao-seedance-1-0-pro-250528", 29_999_999),
    ("dashscope", "wan2.6-i2v", 20 * MIB),
    ("dashscope", "wan2.5-i2v-preview", 20 * MIB),
    ("dashscope", "wan2.2-i2v-plus", 10 * MIB),
    ("dashscope", "wan2.2-kf2v-flash", 10 * MIB),
    ("kling", "kling-v1", 10 * MIB),
    ("kling", "kling-3.0-turbo", 50 * MIB),
    ("vidu", "viduq2-pro", 15_679_488),
    ("openai", "sora-2", 20_971_520),
]


def picture(size: int, *, text: bool = False) -> Inline:
    return (
        Inline(base64="A" * (size * 4 // 3)) if text else Inline(content=bytes(size), media_type="image/png")
    )


def taking(largest: int):
    return SimpleNamespace(NAME="openai", largest_picture=lambda model: {"sora-2": largest}[model])


def film(source: Inline | Link, model: str = "sora-2") -> VideoRequest:
    frame = MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=source)
    return VideoRequest(model=model, prompt="雪", inputs=(frame,))


@pytest.mark.parametrize(("vendor", "model", "largest"), DOCUMENTED)
def test_each_vendor_says_how_large_a_picture_may_be(vendor, model, largest):
    assert VENDORS[vendor].largest_picture(model) == largest


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_model_has_a_largest_picture(vendor):
    for model in VENDORS[vendor].models():
        assert MIB < VENDORS[vendor].largest_picture(model) <= 50 * MIB


@pytest.mark.parametrize("text", [False, True], ids=["bytes", "base64"])
def test_a_picture_may_have_exactly_the_largest_size(text):
    check(film(picture(3000, text=text)), taking(3000))
    with pytest.raises(Inexpressible, match="a file for sora-2 has at most 2999 bytes") as raised:
        check(film(picture(3000, text=text)), taking(2999))
    assert (raised.value.status, raised.value.pointer) == (413, "/inputs/0/source")


def test_a_link_has_no_size():
    check(film(Link(url="https://media.mock.invalid/x.png")), taking(0))


def test_a_relay_knows_the_largest_file_of_a_model_and_of_all():
    relay = relay_of(SURFACES["openai_videos"], VENDORS)
    assert relay.largest_file("sora-2") == 20_971_520
    assert relay.largest_file("jimeng_ti2v_v30_pro") == 4_928_307
    assert relay.largest_file(None) == relay.largest_file("no-such-model") == 50 * MIB
    only = relay_of(SURFACES["openai_videos"], {"vidu": VENDORS["vidu"]})
    assert only.largest_file(None) == only.largest_file("sora-2") == 15_679_488
    assert relay_of(SURFACES["openai_videos"], {}).largest_file(None) == 0


def test_a_picture_that_is_too_large_is_refused_and_the_vendors_that_could_are_named():
    relay = relay_of(SURFACES["openai_videos"], VENDORS)
    file = Part(name="input_reference", content=bytes(5 * MIB), file_name="x.png", media_type="image/png")
    model = Part(name="model", content=b"jimeng_ti2v_v30_pro")
    call = form_call("POST", "/v1/videos", (Part(name="prompt", content=b"x"), model, file))
    reply = relay.begin_create(call)
    assert reply.status == 413
    assert b"has at most 4928307 bytes" in reply.body
    assert b"openai (" in reply.body


def test_a_vendor_whose_pictures_are_smaller_could_not_make_the_film_either():
    others = {
        name: (VENDORS[name], choose(name, VENDORS[name].SWITCHES, VENDORS[name].PROFILES))
        for name in ("volcengine_ark", "vidu")
    }
    found = dict(expressible_elsewhere(film(picture(20 * MIB)), others))
    assert list(found) == ["volcengine_ark"]

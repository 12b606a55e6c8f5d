"""What a create asks for, and what is refused by which name."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from wan_creates import OTHER, PICTURE, TEXT, file, form, part, post, read, refused

from vidlect_adapters.canonical import Pixels, Seconds, Shape, VideoRequest
from vidlect_adapters.surfaces.omnimaas_videos.vocabulary import MISPLACED, PROFILES

# facts 2.1, written anew
LENGTHS = ("5", "10", "15")
TIERS = {
    "1080p": ("1920x1080", "1080x1920", "1440x1440", "1632x1248", "1248x1632"),
    "720p": ("1280x720", "720x1280", "960x960", "1088x832", "832x1088"),
}
SIZES = [size for sizes in TIERS.values() for size in sizes]
TIER_OF = {size: tier for tier, sizes in TIERS.items() for size in sizes}


def test_model_and_prompt_are_all_that_is_needed():
    decoded = read(form(**TEXT))
    assert decoded.request == VideoRequest(**TEXT)
    assert (decoded.model_name, decoded.losses, decoded.notes) == ("wan2.6-t2v", (), ())


def test_json_says_the_same_with_a_note():
    decoded = read(TEXT)
    assert decoded.request == read(form(**TEXT)).request
    assert (decoded.losses, decoded.notes) == ((), ("the body is JSON; a form is documented",))


def test_strictly_json_is_no_form():
    error = refused(TEXT, "strict")
    assert error.status == 415
    assert "multipart/form-data" in error.message


@pytest.mark.parametrize("raw", [b"", b"[1]", b"{", b"\xff", b'{"model": "a", "model": "b"}'])
def test_what_is_no_json_object_is_refused(raw: bytes):
    assert refused(post(raw)).status == 400


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary="])
def test_a_form_without_a_boundary_is_refused(kind: str):
    assert "boundary" in refused(post(b"--x\r\n", kind)).message


@pytest.mark.parametrize("member", ["model", "prompt"])
@pytest.mark.parametrize("value", [None, "", " \n", 7, ["a"]], ids=repr)
def test_model_and_prompt_are_required_texts(member: str, value: Any):
    assert refused({**TEXT, member: value}).field == member


def test_a_long_prompt_is_refused_and_not_repeated():
    assert read({**TEXT, "prompt": "雪" * 32_000})
    error = refused({**TEXT, "prompt": "雪" * 32_001})
    assert (error.field, error.value) == ("prompt", None)


@pytest.mark.parametrize("unsaid", [None, ""])
@pytest.mark.parametrize(
    "member", ["seconds", "size", "resolution", "metadata", "input_reference", "image", "callback_url"]
)
def test_a_null_or_empty_member_says_nothing(member: str, unsaid: Any):
    assert read({**TEXT, member: unsaid}) == read(TEXT)


@pytest.mark.parametrize("seconds", [str(number) for number in range(31)])
def test_documented_models_have_three_lengths(seconds: str):
    if seconds in LENGTHS:
        assert read(form(**TEXT, seconds=seconds)).request.length == Seconds(Fraction(int(seconds)))
    else:
        assert refused(form(**TEXT, seconds=seconds)).field == "seconds"


@pytest.mark.parametrize("seconds", ["7", "2", "600"])
def test_leniently_the_vendor_says_which_lengths_there_are(seconds: str):
    assert read(form(**TEXT, seconds=seconds), "lenient").request.length == Seconds(Fraction(int(seconds)))


@pytest.mark.parametrize(
    "value", ["05", "5.0", "-5", "5s", " 5", "٥", "3601", "99999", True, 5, 5.0, ["5"]], ids=repr
)
def test_seconds_are_a_text_of_digits(value: Any):
    error = refused({**OTHER, "seconds": value})
    assert error.field == "seconds"
    assert "must be" in error.message


@pytest.mark.parametrize("value", [5, 5.0, "5"], ids=repr)
def test_the_lenient_profile_takes_numbers_for_seconds(value: Any):
    decoded = read({**TEXT, "seconds": value}, "lenient")
    assert decoded.request.length == Seconds(Fraction(5))
    assert ("seconds: a number was taken for a string" in decoded.notes) == (value != "5")


@pytest.mark.parametrize("value", [5.5, 5.0000001, True, 1e9, -5])
def test_but_no_fraction_boolean_or_nonsense(value: Any):
    assert refused({**TEXT, "seconds": value}, "lenient").field == "seconds"


@pytest.mark.parametrize("separator", ["*", "x", "X"])
@pytest.mark.parametrize("size", SIZES)
def test_documented_models_have_the_sizes_of_two_tiers(size: str, separator: str):
    width, height = map(int, size.split("x"))
    decoded = read(form(**TEXT, size=size.replace("x", separator)))
    assert decoded.request.frame == Pixels(width=width, height=height)
    assert (decoded.losses, decoded.notes) == ((), ())


@pytest.mark.parametrize(
    "size", ["832*480", "999*333", "1920", "16:9", "1080P", "1920 * 1080", "1920*1080*1"]
)
def test_and_no_others(size: str):
    error = refused(form(**TEXT, size=size))
    assert error.field == "size"
    assert "1920*1080" in error.message


def test_strictly_an_upper_case_x_separates_nothing():
    assert refused(form(**TEXT, size="1280X720"), "strict").field == "size"
    assert read(form(**TEXT, size="1280x720"), "strict") == read(form(**TEXT, size="1280*720"), "strict")


def test_another_model_has_the_sizes_and_lengths_of_its_vendor():
    request = read(form(**OTHER, size="999*333", seconds="7")).request
    assert (request.frame, request.length) == (Pixels(width=999, height=333), Seconds(Fraction(7)))
    assert refused(form(**OTHER, size="0*333")).field == "size"


@pytest.mark.parametrize("said", ["720P", "1080P", "720p", "1080p"])
def test_beside_a_picture_a_tier_does(said: str):
    assert read(form(file(), **PICTURE, resolution=said)).request.frame == Shape(resolution=said.lower())


@pytest.mark.parametrize("said", ["480P", "720", "P720", "4K", "1280*720"])
def test_documented_models_have_two_tiers(said: str):
    error = refused(form(file(), **PICTURE, resolution=said))
    assert error.field == "resolution"
    assert "1080P or 720P" in error.message


@pytest.mark.parametrize("said", ["480p", "4K", "2160P", "720p"])
def test_another_model_has_the_tiers_of_its_vendor(said: str):
    assert read(form(**OTHER, resolution=said)).request.frame == Shape(resolution=said)
    assert refused(form(**OTHER, resolution=f"{said}x")).field == "resolution"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("tier", TIERS)
def test_a_size_and_a_tier_agree_or_are_refused(size: str, tier: str):
    call = form(file(), **PICTURE, size=size, resolution=tier.upper())
    if TIER_OF[size] == tier:
        assert read(call).request == read(form(file(), **PICTURE, size=size)).request
        assert read(call).losses == ()
    else:
        assert refused(call).field == "resolution"
        decoded = read(call, "lenient")
        assert str(decoded.request.frame) == size
        assert [loss.field for loss in decoded.losses] == ["resolution"]


@pytest.mark.parametrize(("size", "tier", "agree"), [("640x480", "480p", True), ("640x480", "720p", False)])
def test_a_size_of_no_table_has_the_tier_of_its_lines(size: str, tier: str, *, agree: bool):
    call = form(**OTHER, size=size, resolution=tier)
    assert str(read(call).request.frame) == size if agree else refused(call).field == "resolution"


def test_a_film_of_text_has_a_size_and_no_tier():
    call = form(**TEXT, resolution="720P")
    assert refused(call).field == "resolution"
    assert read(call, "lenient").request.frame == Shape(resolution="720p")


def test_jimeng_is_a_model_of_seed_000_alone():
    asked = {"model": "jimeng-1.0", "prompt": "海滩"}
    assert read(asked).request.model == "jimeng-1.0"
    decoded = read(asked, "seed-000")
    assert (decoded.request.model, decoded.model_name) == ("jimeng_ti2v_v30_pro", "jimeng-1.0")
    assert read(form(**asked), "seed-000").request == decoded.request
    assert read(TEXT, "seed-000") == read(TEXT)


@pytest.mark.parametrize("member", MISPLACED)
@pytest.mark.parametrize("name", PROFILES)
def test_content_of_sibling_dialects_is_refused_in_every_profile(member: str, name: str):
    error = refused(form(**TEXT, **{member: "https://example.com/a.png"}), name)
    assert (error.field, error.value) == (member, None)


@pytest.mark.parametrize("value", [[], {}])
def test_such_a_member_may_hold_nothing(value: Any):
    assert read({**TEXT, "images": value}).request == read(TEXT).request


def test_an_unknown_member_is_a_loss_or_refused():
    decoded = read(form(**TEXT, style="水墨"))
    assert [(loss.field, loss.asked) for loss in decoded.losses] == [("style", "'水墨'")]
    assert decoded.request == read(form(**TEXT)).request
    assert refused(form(**TEXT, style="水墨"), "strict").field == "style"


def test_a_task_makes_one_film():
    assert [loss.field for loss in read(form(**TEXT, n="1")).losses] == ["n"]
    assert refused(form(**TEXT, n="2")).field == "n"


def test_nobody_is_called_back():
    decoded = read(form(**TEXT, callback_url="https://example.com/told"))
    assert decoded.request.callback_url is None
    assert [(loss.field, loss.kind.value) for loss in decoded.losses] == [("callback_url", "unsupported")]


def test_a_strange_name_is_escaped_and_cut():
    error = refused(form(part("a/b~" + "c" * 100, "1"), **TEXT), "strict")
    assert error.pointer == "/a~1b~0" + "c" * 56

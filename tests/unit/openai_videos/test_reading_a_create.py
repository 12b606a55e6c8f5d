"""What a create in JSON asks for, and what is refused by which name."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from openai_creates import OTHER, TEXT, post, read, refused

from vidlect_adapters.canonical import Pixels, Seconds, VideoRequest
from vidlect_adapters.surfaces.openai_videos.vocabulary import FOREIGN_CONTENT, MODELS

# facts 2.1 and 2.2, written anew
LENGTHS = ("4", "8", "12", "16", "20")
SMALL = ((720, 1280), (1280, 720))
LARGE = ((1024, 1792), (1792, 1024))
FULL_HD = ((1080, 1920), (1920, 1080))


def test_model_and_prompt_are_all_that_is_needed():
    decoded = read(TEXT)
    assert decoded.request == VideoRequest(model="sora-2", prompt="雪山上的晨光")
    assert (decoded.model_name, decoded.losses, decoded.notes) == ("sora-2", (), ())


@pytest.mark.parametrize("model", [{}, {"model": None}, {"model": ""}])
def test_without_a_model_it_is_sora_2(model: dict[str, Any]):
    assert read({"prompt": "雪", **model}).model_name == "sora-2"


@pytest.mark.parametrize("unsaid", [None, ""])
@pytest.mark.parametrize("member", ["seconds", "size", "input_reference", "characters"])
def test_a_null_or_empty_member_says_nothing(member: str, unsaid: Any):
    assert read({**TEXT, member: unsaid}) == read(TEXT)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("seconds", [str(number) for number in range(1, 31)])
def test_documented_models_have_their_lengths_and_no_others(model: str, seconds: str):
    body = {**TEXT, "model": model, "seconds": seconds}
    if seconds in LENGTHS:
        assert read(body).request.length == Seconds(Fraction(int(seconds)))
    else:
        assert refused(body).code == "invalid_value"
    if seconds in LENGTHS[3:]:
        assert refused(body, "strict").field == "seconds"


@pytest.mark.parametrize(("width", "height"), [*SMALL, *LARGE, *FULL_HD, (640, 360)])
@pytest.mark.parametrize("model", MODELS)
def test_documented_models_have_their_sizes_and_no_others(model: str, width: int, height: int):
    body = {**TEXT, "model": model, "size": f"{width}x{height}"}
    if (width, height) in (SMALL if "pro" not in model else (*SMALL, *LARGE, *FULL_HD)):
        assert read(body).request.frame == Pixels(width=width, height=height)
    else:
        error = refused(body)
        assert (error.field, error.code) == ("size", "invalid_value")
        assert "720x1280" in error.message
    if (width, height) in FULL_HD:
        assert refused(body, "strict").field == "size"


@pytest.mark.parametrize(("seconds", "size"), [("7", "999x333"), ("1", "1x1"), ("3600", "99999x99999")])
def test_any_other_model_has_the_limits_of_its_vendor(seconds: str, size: str):
    request = read({**OTHER, "seconds": seconds, "size": size}).request
    assert request.length == Seconds(Fraction(int(seconds)))
    assert str(request.frame) == size


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("seconds", 8, "invalid_type"),
        ("seconds", True, "invalid_type"),
        ("seconds", ["8"], "invalid_type"),
        ("seconds", "5", "invalid_value"),
        ("seconds", "08", "invalid_value"),
        ("seconds", "4.0", "invalid_value"),
        ("seconds", "-4", "invalid_value"),
        ("size", 720, "invalid_type"),
        ("size", "1280*720", "invalid_value"),
        ("size", "1280X720", "invalid_value"),
        ("size", "16:9", "invalid_value"),
        ("size", "0x720", "invalid_value"),
        ("model", 7, "invalid_type"),
        ("prompt", 7, "invalid_type"),
        ("prompt", None, "missing_required_parameter"),
        ("prompt", "", "missing_required_parameter"),
        ("prompt", " \n", "missing_required_parameter"),
        ("prompt", "雪" * 32_001, "invalid_value"),
        ("width", 640, "unknown_parameter"),
        ("seed", None, "unknown_parameter"),
        ("characters", "char_1", "invalid_type"),
    ],
)
def test_a_wrong_member_is_named_with_the_dialects_word(member: str, value: Any, code: str):
    error = refused({**TEXT, member: value})
    assert (error.field, error.code, error.status) == (member, code, 400)


def test_more_than_an_hour_is_refused_for_every_model():
    assert "3600" in refused({**OTHER, "seconds": "3601"}).message


def test_a_long_prompt_is_not_repeated():
    assert len(refused({**TEXT, "prompt": "雪" * 40_000}).message) < 100


@pytest.mark.parametrize("value", [8, 8.0, "8"], ids=repr)
def test_the_lenient_profile_takes_numbers_for_seconds(value: Any):
    assert read({**TEXT, "seconds": value}, "lenient").request.length == Seconds(Fraction(8))


@pytest.mark.parametrize("value", [8.0000001, 8.5, True, 1e9, -8])
def test_but_no_fraction_boolean_or_nonsense(value: Any):
    assert refused({**TEXT, "seconds": value}, "lenient").field == "seconds"


@pytest.mark.parametrize("separator", ["x", "*", "X"])
def test_the_lenient_profile_takes_any_separator_and_notes_it(separator: str):
    decoded = read({**TEXT, "size": f"1280{separator}720"}, "lenient")
    assert decoded.request.frame == Pixels(width=1280, height=720)
    assert len(decoded.notes) == (separator != "x")


@pytest.mark.parametrize("member", FOREIGN_CONTENT)
@pytest.mark.parametrize("name", ["default", "strict", "lenient"])
def test_content_of_sibling_dialects_is_refused_in_every_profile(member: str, name: str):
    error = refused({**TEXT, member: "https://example.com/a.png"}, name)
    assert (error.field, error.code) == (member, "unknown_parameter")


def test_a_member_of_nobody_is_said_to_be_none():
    assert refused({**TEXT, "sound": 1}, "default").message.endswith(
        "must be left out: there is no such member"
    )


@pytest.mark.parametrize("value", [None, "", [], {}])
def test_the_lenient_profile_overlooks_such_a_member_where_it_says_nothing(value: Any):
    assert read({**TEXT, "images": value}, "lenient").request == read(TEXT).request


def test_the_lenient_profile_notes_an_unknown_member_as_a_loss():
    decoded = read({**TEXT, "seed": 7}, "lenient")
    assert [(loss.field, loss.asked) for loss in decoded.losses] == [("seed", "7")]
    assert decoded.request == read(TEXT).request


def test_the_lenient_profile_makes_one_film():
    assert [loss.field for loss in read({**TEXT, "n": 1}, "lenient").losses] == ["n"]
    assert refused({**TEXT, "n": 2}, "lenient").field == "n"


def test_characters_are_an_option_of_the_documented_models():
    characters = [{"id": "char_1"}]
    assert read({**TEXT, "characters": characters}).request.vendor_options == {"characters": characters}
    assert read({**TEXT, "characters": []}) == read(TEXT)
    assert "sora-2" in refused({**OTHER, "characters": characters}).message


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", None])
def test_json_is_read_without_a_remark(kind: str | None):
    assert read(post(b'{"prompt": "x"}', kind)).notes == ()


def test_another_content_type_is_read_as_json_and_noted():
    assert len(read(post(b'{"prompt": "x"}', "text/plain")).notes) == 1


@pytest.mark.parametrize("raw", [b"", b"[1]", b"{", b"\xff", b'{"prompt": "x", "prompt": "y"}'])
def test_what_is_no_json_object_is_refused(raw: bytes):
    assert refused(post(raw)).status == 400


def test_a_strange_name_is_escaped_and_cut():
    assert refused({**TEXT, "a/b~" + "c" * 100: 1}).pointer == "/a~1b~0" + "c" * 56

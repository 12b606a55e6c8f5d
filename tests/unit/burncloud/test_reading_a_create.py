"""What a create asks for, and what is refused by which name."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from burncloud_creates import TEXT, A, profile_of, read, refused, with_metadata

from vidlect_adapters.canonical import Seconds, VideoRequest
from vidlect_adapters.loss import LossKind
from vidlect_adapters.surfaces import burncloud
from vidlect_adapters.surfaces.burncloud.vocabulary import FOREIGN, OPTIONS

JIMENG = {"model": "jimeng_vgfm_t2v_l20", "prompt": "雪"}
OTHER_KEY = "jimeng_vgfm_i2v_l20"


def test_model_and_prompt_are_all_that_is_needed():
    decoded = read(TEXT)
    assert decoded.request == VideoRequest(model="viduq2", prompt="雪山上的晨光")
    assert (decoded.model_name, decoded.losses, decoded.notes) == ("viduq2", (), ())


@pytest.mark.parametrize("name", ["default", "strict", "lenient"])
@pytest.mark.parametrize("unsaid", [None, ""])
@pytest.mark.parametrize(
    "member",
    [
        "duration",
        "fps",
        "size",
        "image",
        "metadata",
        "n",
        "response_format",
        "seed",
        "user",
        "width",
        "height",
    ],
)
def test_a_null_or_empty_member_says_nothing(member: str, unsaid: Any, name: str):
    assert read({**TEXT, member: unsaid}, name) == read(TEXT, name)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"prompt": "雪"}, "model"),
        ({"model": " ", "prompt": "雪"}, "model"),
        ({"model": 7, "prompt": "雪"}, "model"),
        ({"model": "viduq2"}, "prompt"),
        ({"model": "viduq2", "prompt": " \n"}, "prompt"),
        ({"model": "viduq2", "prompt": ["雪"]}, "prompt"),
        ({**TEXT, "prompt": "雪" * 32_001}, "prompt"),
        ({**TEXT, "user": 7}, "user"),
        ({**TEXT, "response_format": 7}, "response_format"),
        ({**TEXT, "response_format": "b64_json"}, "response_format"),
        ({**TEXT, "metadata": [1]}, "metadata"),
        ({**TEXT, "metadata": 7}, "metadata"),
        ({**TEXT, "metadata": "{}"}, "metadata"),
        ({**TEXT, "metadata": "{"}, "metadata"),
        (b"", ""),
        (b"[]", ""),
    ],
)
def test_a_wrong_member_is_named(body: Any, field: str):
    error = refused(body)
    assert (error.field, error.status) == (field, 400)
    assert len(error.message) < 200


@pytest.mark.parametrize("name", FOREIGN)
def test_content_beside_the_members_is_refused_and_told_its_place(name: str):
    error = refused({**TEXT, name: A}, "lenient")
    assert error.field == name
    assert "goes in" in error.message
    if name in OPTIONS:
        assert f"metadata.{name}" in error.message
    assert read({**TEXT, name: None}) == read(TEXT)


def test_every_medium_of_the_options_is_content():
    assert {"image_tail", "image_urls", "audio_url", "mask_url", "video_url", "image_list"} <= FOREIGN.keys()
    assert "image" not in FOREIGN


def test_an_unknown_member_is_a_loss_or_refused_by_name():
    (loss,) = read({**TEXT, "cfg": 3}).losses
    assert (loss.kind, loss.field, loss.asked) == (LossKind.UNSUPPORTED, "cfg", "3")
    assert refused({**TEXT, "a/b~c": 3}, "strict").pointer == "/a~1b~0c"
    assert read({**TEXT, "cfg": []}, "strict") == read(TEXT, "strict")


def test_a_member_that_is_an_option_is_led_to_metadata():
    for name in ("callback_url", "negative_prompt", "watermark"):
        (loss,) = read({**TEXT, name: A}).losses
        assert loss.reason.endswith(f"{name} may stand in metadata")
        assert refused({**TEXT, name: A}, "strict").message.partition("; ")[2].startswith(f"{name} may stand")
    assert "metadata" not in read({**TEXT, "cfg": 3}).losses[0].reason


def test_a_clients_own_user_stays_here():
    (loss,) = read({**TEXT, "user": "user-17"}).losses
    assert (loss.kind, loss.field) == (LossKind.UNSUPPORTED, "user")


def test_a_film_comes_by_its_url():
    assert "response_format" in read({**TEXT, "response_format": "url"}).notes[0]
    (loss,) = read({**TEXT, "response_format": "b64_json"}, "lenient").losses
    assert (loss.kind, loss.field, loss.sent) == (LossKind.ADJUSTED, "response_format", "url")


def test_metadata_as_a_text_is_for_the_lenient():
    decoded = read({**TEXT, "metadata": '{"seed": 5}'}, "lenient")
    assert decoded.request.seed == 5
    assert "metadata" in decoded.notes[0]
    assert refused({**TEXT, "metadata": '{"seed": '}, "lenient").field == "metadata"


@pytest.mark.parametrize("name", ["model", "model_name", "prompt"])
def test_no_option_may_say_another_model_or_prompt(name: str):
    error = refused({**TEXT, "metadata": {name: "viduq1"}}, "lenient")
    assert error.field == f"metadata.{name}"
    same = TEXT["prompt"] if name == "prompt" else TEXT["model"]
    decoded = with_metadata(metadata={name: same})
    assert decoded.request == read(TEXT).request
    assert decoded.notes == (f"metadata.{name}: the same as {name.removesuffix('_name')}",)


def test_req_key_runs_another_key_of_the_family_and_the_reply_names_it():
    decoded = read({**JIMENG, "metadata": {"req_key": OTHER_KEY}})
    assert (decoded.request.model, decoded.model_name) == (OTHER_KEY, OTHER_KEY)
    (loss,) = decoded.losses
    assert (loss.kind, loss.field, loss.sent) == (LossKind.MERGED, "model", OTHER_KEY)
    assert "req_key" not in decoded.request.vendor_options


@pytest.mark.parametrize("unsaid", [None, ""])
def test_req_key_may_say_nothing_or_the_model(unsaid: Any):
    assert read({**JIMENG, "metadata": {"req_key": unsaid}}, "strict") == read(JIMENG, "strict")
    again = read({**JIMENG, "metadata": {"req_key": JIMENG["model"]}}, "strict")
    assert (again.request, again.losses) == (read(JIMENG).request, ())


@pytest.mark.parametrize(
    ("body", "profile"),
    [
        ({**TEXT, "metadata": {"req_key": OTHER_KEY}}, "lenient"),
        ({**JIMENG, "metadata": {"req_key": "kling-v1"}}, "lenient"),
        ({**JIMENG, "metadata": {"req_key": 7}}, "lenient"),
        ({**JIMENG, "metadata": {"req_key": OTHER_KEY}}, "strict"),
    ],
)
def test_req_key_leads_to_no_other_family(body: Any, profile: str):
    assert refused(body, profile).field == "metadata.req_key"


@pytest.mark.parametrize(
    "url", ["ftp://example.com/x", "example.com", "https://", "https://a b", 7, "http://[::"]
)
def test_a_callback_is_a_web_address(url: Any):
    assert refused({**TEXT, "metadata": {"callback_url": url}}).field == "metadata.callback_url"


def test_a_callback_is_kept_byte_for_byte():
    url = "HTTPS://hooks.example.com/a%2Fb?x=1"
    decoded = with_metadata(metadata={"callback_url": url})
    assert (decoded.request.callback_url, decoded.request.vendor_options) == (url, {})


def test_every_flag_and_text_of_the_options_has_its_field():
    request = with_metadata(
        metadata={
            "negative_prompt": "雨",
            "watermark": False,
            "generate_audio": True,
            "camera_fixed": False,
            "seed": "7",
            "fps": 24,
            "duration": "5",
        }
    ).request
    assert (request.negative_prompt, request.watermark, request.with_audio) == ("雨", False, True)
    assert (request.camera_fixed, request.seed, request.fps) == (False, 7, 24)
    assert request.length == Seconds(Fraction(5))
    assert request.vendor_options == {}


@pytest.mark.parametrize(
    ("name", "value", "meaning"),
    [
        ("sound", "on", True),
        ("sound", "off", False),
        ("sound", True, True),
        ("audio", False, False),
        ("generate_audio", True, True),
    ],
)
def test_sound_in_the_words_of_every_vendor(name: str, value: Any, meaning: bool):  # noqa: FBT001 # a row of a table
    assert with_metadata(metadata={name: value}).request.with_audio is meaning


def test_a_word_for_sound_that_is_no_flag_is_an_option_of_the_vendors():
    request = with_metadata(metadata={"audio": "original"}).request
    assert (request.with_audio, request.vendor_options) == (None, {"audio": "original"})


def test_klings_object_for_the_watermark():
    assert with_metadata(metadata={"watermark_info": {"enabled": False}}).request.watermark is False
    assert refused({**TEXT, "metadata": {"watermark_info": {"on": True}}}).field == "metadata.watermark_info"


@pytest.mark.parametrize(
    ("name", "value"), [("watermark", 1), ("camera_fixed", "yes"), ("audio", [True]), ("negative_prompt", 7)]
)
def test_a_wrong_option_is_named(name: str, value: Any):
    assert refused({**TEXT, "metadata": {name: value}}).field == f"metadata.{name}"


def test_two_options_for_one_wish_agree_or_are_refused_in_every_profile():
    decoded = with_metadata(metadata={"generate_audio": True, "audio": True})
    assert decoded.request.with_audio is True
    assert decoded.notes == ("metadata.audio: the same as metadata.generate_audio",)
    error = refused({**TEXT, "metadata": {"generate_audio": True, "audio": False}}, "lenient")
    assert (error.field, "generate_audio" in error.message) == ("metadata.audio", True)


def test_a_vendors_own_options_are_kept_as_they_are():
    given = {
        "bgm": False,
        "payload": "",
        "movement_amplitude": "auto",
        "off": None,
        "list": [],
        "style": {"a": [1]},
    }
    options = with_metadata(metadata=given).request.vendor_options
    assert options == {name: value for name, value in given.items() if value is not None}


def test_an_empty_negative_prompt_is_one_and_other_empty_wishes_say_nothing():
    request = with_metadata(
        metadata={"negative_prompt": "", "image_tail": "", "image_urls": [], "seed": "", "callback_url": ""}
    ).request
    assert request == VideoRequest(**{**_plain(), "negative_prompt": ""})


def _plain() -> dict[str, Any]:
    return {"model": TEXT["model"], "prompt": TEXT["prompt"]}


def test_every_profile_names_known_choices_only():
    for name in burncloud.PROFILES:
        assert profile_of(name).name == name

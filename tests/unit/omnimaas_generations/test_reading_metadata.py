"""The free options of a create: wishes with a neutral name, a vendor's own options, what is said elsewhere."""

from __future__ import annotations

import json
from typing import Any

import pytest
from generations_creates import NAMES, OTHER, TEXT, URL, read, refused

from vidlect_adapters.loss import LossKind
from vidlect_adapters.surfaces.omnimaas_generations.vocabulary import ELSEWHERE


def of(base: dict[str, Any], **options: Any) -> dict[str, Any]:
    return {**base, "metadata": options}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "options", [{"seed": 0, "camera_fixed": False, "watermark": False}, {"watermark": True}, {"seed": 7}]
)
@pytest.mark.parametrize("base", [TEXT, OTHER])
def test_an_object_and_its_json_text_mean_the_same(base: dict[str, Any], options: dict[str, Any], name: str):
    decoded = read(of(base, **options), name)
    request = decoded.request
    for member in ("seed", "camera_fixed", "watermark"):
        assert getattr(request, member) == options.get(member)
    assert (decoded.losses, decoded.notes) == ((), ())
    assert read({**base, "metadata": json.dumps(options, indent=4)}, name) == decoded


@pytest.mark.parametrize("base", [TEXT, OTHER])
@pytest.mark.parametrize("value", [{}, "{}", "", None, {"seed": None, "watermark": ""}, {"style": None}])
def test_empty_metadata_say_nothing(base: dict[str, Any], value: Any):
    assert read({**base, "metadata": value}, "strict") == read(base, "strict")


@pytest.mark.parametrize(
    "value", [7, True, [], ["seed"], "seed", "[1]", "{", '{"seed": 1, "seed": 2}', '"x"']
)
def test_what_is_no_object_is_refused(value: Any):
    error = refused({**TEXT, "metadata": value})
    assert error.field == "metadata"
    assert "an object" in error.message


@pytest.mark.parametrize("base", [TEXT, OTHER])
@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("seed", "7"),
        ("seed", 1.5),
        ("seed", True),
        ("seed", -2),
        ("camera_fixed", 1),
        ("camera_fixed", "true"),
        ("watermark", "false"),
        ("watermark", 0),
    ],
)
def test_a_wrong_wish_is_refused_by_name(base: dict[str, Any], member: str, value: Any):
    error = refused(of(base, **{member: value}))
    assert error.field == f"metadata.{member}"
    assert error.message.startswith(f"metadata.{member}: must be ")


@pytest.mark.parametrize("base", [TEXT, OTHER])
def test_a_random_seed_is_none_and_noted(base: dict[str, Any]):
    decoded = read(of(base, seed=-1))
    assert decoded.request == read(base).request
    assert decoded.notes == ("metadata.seed: -1 means random",)


def test_a_seed_with_a_decimal_point_is_noted():
    decoded = read(of(TEXT, seed=7.0))
    assert decoded.request.seed == 7
    assert decoded.notes == ("/metadata/seed is written with a decimal point",)


@pytest.mark.parametrize(
    ("option", "value", "field"),
    [
        ("negative_prompt", "雨", "negative_prompt"),
        ("negative_prompt", "", "negative_prompt"),
        ("with_audio", True, "with_audio"),
        ("generate_audio", False, "with_audio"),
        ("audio", True, "with_audio"),
        ("fps", 24, "fps"),
    ],
)
def test_a_wish_that_every_vendor_knows_gets_its_neutral_name(option: str, value: Any, field: str):
    decoded = read(of(OTHER, **{option: value}))
    assert getattr(decoded.request, field) == value
    assert decoded.request.vendor_options == {}
    assert (decoded.losses, decoded.notes) == ((), ())


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("negative_prompt", 7),
        ("with_audio", "yes"),
        ("fps", 0),
        ("fps", "24"),
    ],
)
def test_a_wrong_wish_of_another_model_is_refused_by_name(option: str, value: Any):
    assert refused(of(OTHER, **{option: value})).field == f"metadata.{option}"


def test_one_wish_under_two_names_must_agree():
    assert read(of(OTHER, with_audio=True, audio=True, generate_audio=None)).request.with_audio is True
    error = refused(of(OTHER, with_audio=True, audio=False))
    assert error.field == "metadata.audio"
    assert "with_audio" in error.message


@pytest.mark.parametrize(
    "options",
    [
        {"mode": "pro"},
        {"payload": "", "bgm": False},
        {"audio": "original"},
        {"camera_control": {"type": "x"}},
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_other_options_of_another_model_are_its_vendors(options: dict[str, Any], name: str):
    decoded = read(of(OTHER, **options), name)
    assert decoded.request.vendor_options == options
    assert (decoded.losses, decoded.notes) == ((), ())


@pytest.mark.parametrize(
    "options", [{"style": "anime"}, {"negative_prompt": "雨"}, {"audio": True}, {"a/b": 1}]
)
def test_other_options_of_a_documented_model_are_a_loss_or_a_refusal(options: dict[str, Any]):
    (name,) = options
    decoded = read(of(TEXT, **options))
    assert decoded.request == read(TEXT).request
    (loss,) = decoded.losses
    assert (loss.kind, loss.field) == (LossKind.UNSUPPORTED, f"metadata.{name}")
    assert refused(of(TEXT, **options), "strict").field == f"metadata.{name}"


@pytest.mark.parametrize("base", [TEXT, OTHER])
def test_an_address_to_call_back_is_a_loss_of_that_name_or_a_refusal(base: dict[str, Any]):
    body = of(base, callback_url=URL)
    decoded = read(body)
    assert decoded.request == read(base).request
    (loss,) = decoded.losses
    assert (loss.kind, loss.field) == (LossKind.UNSUPPORTED, "callback_url")
    assert refused(body, "strict").field == "metadata.callback_url"
    assert read(of(base, callback_url="")) == read(base)


@pytest.mark.parametrize("option", ["model", "model_name", "req_key", "prompt", "images", "image_tail"])
def test_no_option_changes_the_model_or_what_the_film_is_made_of(option: str):
    assert option in ELSEWHERE


@pytest.mark.parametrize("base", [TEXT, OTHER])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("option", ELSEWHERE)
def test_what_another_member_says_is_refused_in_metadata(option: str, name: str, base: dict[str, Any]):
    error = refused(of(base, **{option: "kling-v1-6"}), name)
    assert error.field == f"metadata.{option}"
    assert f"the member {ELSEWHERE[option]} of the request" in error.message
    assert read(of(base, **{option: ""}), name) == read(base, name)

"""`metadata`: canonical fields, the vendor's own options, and what it does not say."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from wan_creates import OTHER, TEXT, file, form, part, read, refused

from vidlect_adapters.canonical import VideoRequest
from vidlect_adapters.surfaces.omnimaas_videos.vocabulary import (
    FOREIGN_CONTENT,
    MISPLACED,
    PROFILES,
    SAID_ELSEWHERE,
)

PLAIN = VideoRequest(**TEXT)
OPTIONS = {"prompt_extend": False, "shot_type": "multi", "watermark": False}


def request_of(metadata: Any) -> VideoRequest:
    return read(form(**TEXT, metadata=metadata)).request


@pytest.mark.parametrize(
    "call",
    [
        form(**TEXT, metadata=json.dumps(OPTIONS)),
        form(part("metadata", json.dumps(OPTIONS), "application/json"), **TEXT),
        form(file(json.dumps(OPTIONS).encode(), "application/json", "metadata"), **TEXT),
        {**TEXT, "metadata": OPTIONS},
        {**TEXT, "metadata": json.dumps(OPTIONS)},
    ],
    ids=["text", "text of a type", "blob", "object in JSON", "text in JSON"],
)
def test_it_is_the_same_however_it_is_sent(call: Any):
    vendor = {"prompt_extend": False, "shot_type": "multi"}
    assert read(call).request == replace(PLAIN, watermark=False, vendor_options=vendor)


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ({"negative_prompt": "雨"}, "negative_prompt", "雨"),
        ({"negative_prompt": ""}, "negative_prompt", ""),
        ({"negative_prompt": None}, "negative_prompt", None),
        ({"seed": 0}, "seed", 0),
        ({"seed": 7.0}, "seed", 7),
        ({"seed": -1}, "seed", None),
        ({"watermark": False}, "watermark", False),
        ({"watermark": True}, "watermark", True),
        ({"camera_fixed": False}, "camera_fixed", False),
        ({"audio": False}, "with_audio", False),
        ({"generate_audio": True}, "with_audio", True),
        ({"audio": False, "generate_audio": False}, "with_audio", False),
        ({"fps": 24}, "fps", 24),
    ],
)
def test_what_vendors_call_alike_is_the_films_own(said: Any, field: str, value: Any):
    assert request_of(said) == replace(PLAIN, **{field: value})


@pytest.mark.parametrize(("seed", "notes"), [(-1, 1), (7.0, 1), (7, 0)])
def test_a_seed_of_its_own_kind_is_noted(seed: Any, notes: int):
    assert len(read(form(**TEXT, metadata={"seed": seed})).notes) == notes


@pytest.mark.parametrize("said", [{}, {"seed": None, "watermark": "", "sparkle": None, "images": ""}, ""])
def test_it_may_say_nothing(said: Any):
    assert request_of(said) == PLAIN


def test_any_other_name_is_its_vendors():
    options = {"movement_amplitude": "small", "payload": "", "list": [1], "off": False, "zero": 0}
    assert read(form(**OTHER, metadata=options)).request.vendor_options == options


@pytest.mark.parametrize("metadata", ["x", "[1]", '"a"', "{", '{"a": 1, "a": 2}', '{"a": "\\u0000"}', "null"])
def test_what_is_no_json_object_is_refused(metadata: str):
    error = refused(form(**TEXT, metadata=metadata))
    assert error.field == "metadata"
    assert "JSON text of an object" in error.message


@pytest.mark.parametrize("metadata", [[], 7, True, "\ud800"], ids=repr)
def test_nor_is_another_type(metadata: Any):
    assert refused({**TEXT, "metadata": metadata}).status == 400


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"seed": "7"}, "seed"),
        ({"seed": 7.5}, "seed"),
        ({"seed": True}, "seed"),
        ({"watermark": "false"}, "watermark"),
        ({"watermark": 0}, "watermark"),
        ({"negative_prompt": ["雨"]}, "negative_prompt"),
        ({"camera_fixed": 1}, "camera_fixed"),
        ({"fps": 0}, "fps"),
        ({"fps": "24"}, "fps"),
        ({"audio": "https://example.com/a.mp3"}, "audio"),
        ({"audio": True, "generate_audio": False}, "generate_audio"),
        ({"img_url": 7}, "img_url"),
    ],
)
def test_a_wrong_option_is_named(said: dict[str, Any], field: str):
    assert refused(form(**TEXT, metadata=said)).field == f"metadata.{field}"


# content in the words of the sibling dialects and of their vendors, written anew
CONTENT = {
    *("image", "images", "image_url", "image_urls", "content", "first_frame", "first_frame_url"),
    *("last_frame", "last_frame_url", "image_tail", "reference_images", "reference_urls"),
    *("video", "videos", "video_url", "video_urls", "audio_url", "audio_urls", "audio_file"),
    *("binary_data_base64", "mask", "mask_url", "mask_urls", "media"),
}


def test_the_words_for_content_are_known_in_both_places():
    assert set(FOREIGN_CONTENT) == CONTENT
    assert set(MISPLACED) == CONTENT | {"img_url", "audio"}


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("member", [*SAID_ELSEWHERE, *FOREIGN_CONTENT])
def test_it_says_neither_what_the_create_says_nor_content(member: str, name: str):
    error = refused(form(**TEXT, metadata={member: "x"}), name)
    assert error.field == f"metadata.{member}"
    assert "left out" in error.message


@pytest.mark.parametrize("member", ["model", "model_name", "req_key"])
def test_it_never_changes_the_model(member: str):
    assert "never changes the model" in refused(form(**TEXT, metadata={member: "wan2.7-t2v"})).message


def test_nobody_is_called_back():
    decoded = read(form(**TEXT, metadata={"callback_url": "https://example.com/told"}))
    assert decoded.request == PLAIN
    assert [loss.field for loss in decoded.losses] == ["callback_url"]
    assert read(form(**TEXT, metadata={"callback_url": ""})).losses == ()

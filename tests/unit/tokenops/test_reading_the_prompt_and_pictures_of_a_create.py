"""A create's prompt and pictures, which may stand in more than one place."""

from __future__ import annotations

from typing import Any

import pytest
from reading_creates import FACE, PRO, TALK, TEXT, read, refused

from vidlect_adapters.canonical import Inline, Link
from vidlect_adapters.loss import LossKind

JPEG = "/9j/4AAQSkZJRg=="


def test_the_text_of_content_comes_before_prompt_and_that_is_said():
    decoded = read({**TEXT, "content": [{"type": "text", "text": "夜里的海"}]})
    assert decoded.request.prompt == "夜里的海"
    assert [(loss.kind, loss.field) for loss in decoded.losses] == [(LossKind.MERGED, "prompt")]
    assert any("prompt" in note for note in decoded.notes)


@pytest.mark.parametrize("text", ["", None])
def test_an_empty_text_item_leaves_prompt_alone(text: str | None):
    assert read({**TEXT, "content": [{"type": "text", "text": text}]}) == read(TEXT)


def test_the_same_text_twice_is_one_text():
    assert read({**TEXT, "content": [{"type": "text", "text": "雪山上的晨光"}]}) == read(TEXT)


def test_several_text_items_become_one_text_and_that_is_said():
    decoded = read({**PRO, "content": [{"type": "text", "text": "一"}, {"type": "text", "text": "二"}]})
    assert decoded.request.prompt == "一\n二"
    assert [(loss.kind, loss.field, loss.asked) for loss in decoded.losses] == [
        (LossKind.MERGED, "content", "'二'")
    ]


@pytest.mark.parametrize(
    ("body", "fits"),
    [
        (PRO, {"accept"}),
        ({**PRO, "prompt": " \n"}, {"accept"}),
        ({**PRO, "image_urls": ["https://example.com/a.jpg"]}, {"accept", "by-model"}),
        ({**TALK, "prompt": ""}, {"accept", "by-model"}),
        ({"model": "kling-v1"}, {"accept", "by-model"}),
        (TEXT, {"accept", "by-model", "refuse"}),
    ],
)
@pytest.mark.parametrize("choice", ["accept", "by-model", "refuse"])
def test_who_needs_a_prompt(body: Any, fits: set[str], choice: str):
    if choice in fits:
        assert read(body, missing_prompt=choice).request.prompt == body.get("prompt", "")
    else:
        assert refused(body, missing_prompt=choice).field == "prompt"


@pytest.mark.parametrize(("base", "advised"), [(PRO, 400), (TALK, 300)])
def test_a_prompt_over_the_advised_length_is_noted_and_kept(base: dict[str, Any], advised: int):
    assert read({**base, "prompt": "雪" * advised}).notes == ()
    decoded = read({**base, "prompt": "雪" * (advised + 1)})
    assert decoded.request.prompt == "雪" * (advised + 1)
    assert decoded.notes == (f"prompt: {advised + 1} characters, {advised} are advised",)


@pytest.mark.parametrize("place", ["prompt", "content"])
def test_a_prompt_of_absurd_size_is_refused_by_name_and_not_repeated(place: str):
    def body(length: int) -> dict[str, Any]:
        said = "雪" * length
        return (
            {**PRO, "prompt": said}
            if place == "prompt"
            else {**PRO, "content": [{"type": "text", "text": said}]}
        )

    assert len(read(body(32_000)).request.prompt) == 32_000
    error = refused(body(32_001))
    assert (error.status, error.field) == (400, "prompt")
    assert "at most 32000 characters" in error.message
    assert len(str(error)) < 200
    assert len(read(body(32_001), **{"absurd-prompt": "accept"}).request.prompt) == 32_001


def test_pictures_in_both_places_must_be_the_same():
    body = {**TEXT, "image_urls": ["https://example.com/other.jpg"], "content": [FACE]}
    assert refused(body).field == "image_urls"
    decoded = read(body, pictures_against_content="content")
    assert [one.source for one in decoded.request.inputs] == [Link(url="https://example.com/face.jpg")]
    assert [loss.field for loss in decoded.losses] == ["image_urls"]
    same = {**TEXT, "image_urls": ["https://example.com/face.jpg"], "content": [FACE]}
    assert read(same).request == decoded.request
    assert read(same).losses == ()


@pytest.mark.parametrize(
    ("url", "media_type"), [(f"data:image/jpeg;base64,{JPEG}", "image/jpeg"), (JPEG, None)]
)
def test_a_base64_picture_loses_its_data_prefix(url: str, media_type: str | None):
    item = {"type": "image_base64", "image_url": {"url": url}}
    source = read({**TEXT, "content": [item]}).request.inputs[0].source
    assert source == Inline(base64=JPEG, media_type=media_type)


def test_a_strict_reader_wants_a_data_url():
    item = {"type": "image_base64", "image_url": {"url": JPEG}}
    assert refused({**TEXT, "content": [item]}, "strict").field == "content[0].image_url.url"


def test_a_data_url_among_addresses_is_a_picture_too():
    source = read({**TEXT, "image_urls": [f"DATA:image/PNG;base64,{JPEG}"]}).request.inputs[0].source
    assert source == Inline(base64=JPEG, media_type="image/png")

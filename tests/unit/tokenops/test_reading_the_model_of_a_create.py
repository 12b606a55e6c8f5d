"""What a create's model and key ask for: pictures, speech, masks and camera moves."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from reading_creates import FACE, HUMAN, MASK, SPEECH, TALK, read, refused

from vidlect_adapters.canonical import Frames, Inline, Link, Medium, Role, Seconds, Shape
from vidlect_adapters.loss import LossKind
from vidlect_adapters.surfaces.tokenops.vocabulary import FILMS, MODELS, FilmKind


@pytest.mark.parametrize("film", FILMS.values(), ids=lambda film: film.req_key)
@pytest.mark.parametrize("pictures", [0, 1, 2, 3])
def test_every_key_takes_the_pictures_of_its_mode(film: Any, pictures: int):
    urls = [f"https://example.com/{number}.jpg" for number in range(pictures)]
    body: dict[str, Any] = {"model": film.model, "req_key": film.req_key, "prompt": "雪"}
    if film.kind is FilmKind.CAMERA_MOVE:
        body |= {"template_id": "handheld", "camera_strength": "weak"}
    if film.kind is FilmKind.DIGITAL_HUMAN:
        items = [{"type": "image_url", "image_url": {"url": url}} for url in urls]
        body |= {"generation_type": "omni_human", "content": [*items, SPEECH]}
    else:
        body["image_urls"] = urls
    if not film.kind.least <= pictures <= film.kind.most:
        assert refused(body).field.split("[")[0] in {"image_urls", "content"}
        return
    roles = {
        FilmKind.DIGITAL_HUMAN: [Role.REFERENCE],
        FilmKind.FIRST_AND_LAST_FRAME: [Role.FIRST_FRAME, Role.LAST_FRAME],
    }.get(film.kind, [Role.FIRST_FRAME])
    found = [one for one in read(body).request.inputs if one.medium is Medium.IMAGE]
    assert [(one.role, one.source) for one in found] == [
        (role, Link(url=url)) for role, url in zip(roles, urls, strict=False)
    ]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("key", FILMS)
def test_model_and_key_belong_together_or_are_refused(model: str, key: str):
    film = FILMS[key]
    count = film.kind.least
    body: dict[str, Any] = {
        "model": model,
        "req_key": key,
        "prompt": "雪",
        "image_urls": [f"https://example.com/{number}.jpg" for number in range(count)],
    }
    if film.kind is FilmKind.DIGITAL_HUMAN:
        body |= {"generation_type": "omni_human", "content": [FACE, SPEECH], "image_urls": []}
    if film.kind is FilmKind.CAMERA_MOVE:
        body |= {"template_id": "handheld", "camera_strength": "weak"}
    if model == film.model:
        assert read(body).request.model == key
        return
    assert (refused(body).field, refused(body).value) == ("req_key", key)
    lenient = read(body, "lenient")
    assert (lenient.request.model, lenient.model_name) == (key, film.model)
    assert [(loss.kind, loss.field, loss.asked, loss.sent) for loss in lenient.losses] == [
        (LossKind.MERGED, "model", repr(model), film.model)
    ]


@pytest.mark.parametrize("said", [None, "omni", "OMNI_HUMAN"])
def test_a_digital_human_must_say_its_generation_type(said: str | None):
    assert refused({**TALK, "generation_type": said}).field == "generation_type"


def test_a_digital_human_has_a_face_a_voice_and_masks():
    body = {**TALK, "output_resolution": 720, "pe_fast_mode": False, "content": [FACE, SPEECH, MASK]}
    request = read(body).request
    assert [(one.role, one.medium) for one in request.inputs] == [
        (Role.REFERENCE, Medium.IMAGE),
        (Role.SOURCE, Medium.AUDIO),
        (Role.MASK, Medium.IMAGE),
    ]
    assert request.frame == Shape(resolution="720p")
    assert dict(request.vendor_options) == {"pe_fast_mode": False}
    with_list = {**body, "content": [FACE, SPEECH], "mask_urls": ["https://example.com/mask.png"]}
    assert read(with_list).request == request


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ([FACE], "content"),
        ([SPEECH], "content"),
        ([FACE, SPEECH, SPEECH], "content[2].audio_url.url"),
        ([], "content"),
    ],
)
def test_a_digital_human_needs_one_picture_and_one_speech(content: list[Any], field: str):
    assert refused({**HUMAN, "content": content}).field == field


def test_an_empty_audio_address_is_no_speech():
    assert (
        refused({**HUMAN, "content": [FACE, {"type": "audio_url", "audio_url": {"url": ""}}]}).field
        == "content"
    )


def test_speech_may_come_as_a_data_url():
    audio = {"type": "audio_url", "audio_url": {"url": "data:audio/mpeg;base64,AAAA"}}
    source = read({**HUMAN, "content": [FACE, audio]}).request.inputs[1].source
    assert source == Inline(base64="AAAA", media_type="audio/mpeg")


def test_an_address_of_speech_that_is_none_says_what_was_expected():
    audio = {"type": "audio_url", "audio_url": {"url": "speech.mp3"}}
    assert "an audio file" in refused({**HUMAN, "content": [FACE, audio]}).message


@pytest.mark.parametrize("choice", ["required", "optional"])
@pytest.mark.parametrize(
    "given", [(), ("template_id",), ("camera_strength",), ("template_id", "camera_strength")]
)
def test_a_camera_move_needs_both_options_unless_told_otherwise(given: tuple[str, ...], choice: str):
    body: dict[str, Any] = {
        "model": "jimeng-video-3.0-720P",
        "req_key": "jimeng_i2v_recamera_v30",
        "prompt": "雪",
        "image_urls": ["https://example.com/a.jpg"],
        **{name: "handheld" if name == "template_id" else "weak" for name in given},
    }
    if choice == "required" and len(given) < 2:
        assert refused(body, camera_options=choice).field in {"template_id", "camera_strength"} - set(given)
    else:
        assert set(read(body, camera_options=choice).request.vendor_options) == set(given)


@pytest.mark.parametrize(
    "member", ["req_key", "generation_type", "template_id", "camera_strength", "pe_fast_mode"]
)
def test_a_model_of_another_vendor_has_none_of_these_models_members(member: str):
    assert refused({"model": "kling-v1", "prompt": "雪", member: "x"}).field == member


def test_a_model_of_another_vendor_is_bound_by_its_vendors_limits_only():
    decoded = read(
        {"model": "kling-v1", "prompt": "雪", "seconds": "7", "aspect_ratio": "5:4", "output_resolution": 720}
    )
    assert (decoded.model_name, decoded.request.model) == ("kling-v1", "kling-v1")
    assert decoded.request.length == Seconds(Fraction(7))
    assert decoded.request.frame == Shape(resolution="720p", aspect="5:4")
    other = read({"model": "kling-v1", "prompt": "雪", "frames": 73, "seconds": "3", "size": "1000x800"})
    assert other.request.length == Frames(count=73, fps=24)
    assert other.request.frame == Shape(aspect="5:4")


def test_pictures_of_another_vendors_model_are_told_apart_by_their_number():
    def roles(count: int) -> list[Role]:
        urls = [f"https://example.com/{number}.jpg" for number in range(count)]
        return [one.role for one in read({"model": "kling-v1", "image_urls": urls}).request.inputs]

    assert roles(1) == [Role.FIRST_FRAME]
    assert roles(2) == [Role.FIRST_FRAME, Role.LAST_FRAME]
    assert roles(3) == [Role.REFERENCE] * 3

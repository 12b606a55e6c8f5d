"""The media of a film: their roles, and how `image` and the options agree (D-4)."""

from __future__ import annotations

from typing import Any

import pytest
from burncloud_creates import PNG, TEXT, A, B, C, medium, picture, read, refused, with_metadata

from vidlect_adapters.canonical import Inline, MediaInput, Medium, Role
from vidlect_adapters.loss import LossKind

FIRST, LAST, REFERENCE, MASK = Role.FIRST_FRAME, Role.LAST_FRAME, Role.REFERENCE, Role.MASK
SPEECH = "https://example.com/a.mp3"
LISTS = ("image_urls", "images", "binary_data_base64")


def inputs(**members: Any) -> tuple[MediaInput, ...]:
    return with_metadata(**members).request.inputs


def test_image_is_the_first_frame_in_every_form():
    assert inputs(image=A) == (picture(FIRST, A),)
    assert inputs(image=PNG) == (picture(FIRST, PNG),)
    (typed,) = inputs(image=f"data:image/PNG;base64,{PNG}")
    assert typed.source == Inline(base64=PNG, media_type="image/png")


@pytest.mark.parametrize(
    "value",
    [
        "ftp://a/b.png",
        "https://",
        "no base64!",
        "data:image/png;base64,iVBOR...",
        "data:audio/mpeg;base64,AA==",
    ],
)
def test_what_is_no_picture_is_refused_by_name_and_never_repeated(value: str):
    error = refused({**TEXT, "image": value})
    assert error.field == "image"
    assert error.value == (value if value.startswith("https:") else None)


@pytest.mark.parametrize("value", [7, True, [A], {"url": A}])
def test_another_type_is_no_picture(value: Any):
    assert refused({**TEXT, "image": value}).field == "image"


@pytest.mark.parametrize("name", LISTS)
def test_pictures_without_a_role_have_it_by_their_number(name: str):
    assert inputs(metadata={name: [A]}) == (picture(FIRST, A),)
    assert inputs(metadata={name: A}) == (picture(FIRST, A),)
    assert inputs(metadata={name: [A, B]}) == (picture(FIRST, A), picture(LAST, B))
    assert inputs(metadata={name: [A, None, "", B]}) == (picture(FIRST, A), picture(LAST, B))
    assert inputs(metadata={name: [A, B, C]}) == tuple(picture(REFERENCE, one) for one in (A, B, C))
    assert inputs(metadata={name: [None]}) == ()


def test_pictures_in_two_lists_are_one_list_or_refused():
    assert inputs(metadata={"image_urls": [A], "images": [A]}) == (picture(FIRST, A),)
    assert (
        refused({**TEXT, "metadata": {"image_urls": [A], "images": [B]}}, "lenient").field
        == "metadata.images"
    )
    assert refused({**TEXT, "metadata": {"image_urls": [A], "images": [A, B]}}).field == "metadata.images"


@pytest.mark.parametrize("listed", [[A], [A, B], [B, A], [A, B, C]])
def test_the_picture_that_is_given_twice_is_one(listed: list[str]):
    decoded = with_metadata(image=A, metadata={"image_urls": listed})
    assert decoded.request.inputs == inputs(metadata={"image_urls": listed})
    assert (decoded.losses, decoded.notes) == ((), ("image: one of the pictures of metadata.image_urls",))


def test_an_inline_picture_is_the_same_with_and_without_its_type():
    assert inputs(image=PNG, metadata={"images": [f"data:image/png;base64,{PNG}"]}) == (
        MediaInput(role=FIRST, medium=Medium.IMAGE, source=Inline(base64=PNG, media_type="image/png")),
    )


def test_another_picture_in_the_list_is_refused_or_metadata_wins():
    body = {**TEXT, "image": A, "metadata": {"image_urls": [B]}}
    for name in ("default", "strict"):
        error = refused(body, name)
        assert (error.field, "the same as image" in error.message) == ("metadata.image_urls", True)
    decoded = read(body, "lenient")
    assert decoded.request.inputs == (picture(FIRST, B),)
    assert [(loss.kind, loss.field, loss.sent) for loss in decoded.losses] == [
        (LossKind.MERGED, "image", "metadata.image_urls")
    ]


def test_image_beside_references_is_the_first_frame():
    wanted = (picture(FIRST, A), picture(REFERENCE, B), picture(REFERENCE, C))
    assert inputs(image=A, metadata={"reference_urls": [B, C]}) == wanted
    assert inputs(image=A, metadata={"reference_urls": [A, C]}) == (
        picture(FIRST, A),
        picture(REFERENCE, A),
        picture(REFERENCE, C),
    )
    assert inputs(image=A, metadata={"images": [B, C, B]})[0] == picture(FIRST, A)


@pytest.mark.parametrize("name", ["first_frame_url", "img_url", "image"])
def test_the_first_frame_in_the_words_of_every_vendor(name: str):
    assert inputs(metadata={name: A}) == (picture(FIRST, A),)
    decoded = with_metadata(image=A, metadata={name: A})
    assert (decoded.request.inputs, decoded.notes) == (
        (picture(FIRST, A),),
        (f"metadata.{name}: the same as image",),
    )
    assert refused({**TEXT, "image": A, "metadata": {name: B}}).field == f"metadata.{name}"


@pytest.mark.parametrize("name", ["image_tail", "last_frame_url"])
def test_the_last_frame_in_the_words_of_every_vendor(name: str):
    assert inputs(image=A, metadata={name: B}) == (picture(FIRST, A), picture(LAST, B))
    assert inputs(image=A, metadata={name: A}) == (picture(FIRST, A), picture(LAST, A))
    assert inputs(metadata={name: B}) == (picture(LAST, B),)


def test_one_file_with_and_without_its_media_type_is_one_picture():
    typed = f"data:image/png;base64,{PNG}"
    assert inputs(metadata={"img_url": PNG, "image": typed})[0].source.base64 == PNG
    assert len(inputs(metadata={"reference_urls": [PNG, A], "image_list": [typed, A]})) == 2
    assert len(inputs(metadata={"images": [PNG, A, B], "reference_urls": [typed, A, B]})) == 3


def test_a_last_frame_stands_beside_references():
    assert picture(LAST, C) in inputs(metadata={"images": [A, B, C], "image_tail": C})


def test_frames_by_name_and_by_number_agree_or_are_refused():
    assert inputs(metadata={"images": [A, B], "image_tail": B}) == (picture(FIRST, A), picture(LAST, B))
    assert inputs(metadata={"images": [A], "image_tail": B, "img_url": A}) == (
        picture(FIRST, A),
        picture(LAST, B),
    )
    assert refused({**TEXT, "metadata": {"images": [A, B], "image_tail": C}}).field == "metadata.images"
    assert refused({**TEXT, "metadata": {"images": [A], "img_url": C}}, "lenient").field == "metadata.images"
    assert refused({**TEXT, "metadata": {"img_url": A, "image": B}}, "lenient").field == "metadata.image"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reference_urls", [A, B]),
        ("ref_images_url", [A, B]),
        ("image_list", [{"image": A}, {"image_url": B}]),
        ("image_list", [A, {"image": B}]),
    ],
)
def test_references_in_the_words_of_every_vendor(name: str, value: Any):
    assert inputs(metadata={name: value}) == (picture(REFERENCE, A), picture(REFERENCE, B))


def test_references_by_name_and_by_number_agree_or_are_refused():
    three = tuple(picture(REFERENCE, one) for one in (A, B, C))
    assert inputs(metadata={"images": [A, B, C], "reference_urls": [A, B, C]}) == three
    body = {**TEXT, "metadata": {"images": [A, B, C], "reference_urls": [A, B]}}
    assert refused(body).field == "metadata.reference_urls"


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ([{"image": A, "type": "first_frame"}], "metadata.image_list[0]"),
        ([{"url": A}], "metadata.image_list[0]"),
        ([A, {"image": 7}], "metadata.image_list[1].image"),
        ([7], "metadata.image_list[0]"),
        (7, "metadata.image_list"),
    ],
)
def test_a_wrong_picture_in_a_list_is_named_by_its_place(value: Any, field: str):
    assert refused({**TEXT, "metadata": {"image_list": value}}).field == field


def test_a_portrait_and_a_speech_make_a_digital_human():
    said = inputs(metadata={"image_url": A, "audio_url": SPEECH, "mask_url": [B, C]})
    assert said == (
        picture(REFERENCE, A),
        medium(Role.SOURCE, Medium.AUDIO, SPEECH),
        picture(MASK, B),
        picture(MASK, C),
    )


def test_a_driving_video_and_the_masks_of_other_vendors():
    video = "https://example.com/a.mp4"
    assert inputs(metadata={"video_url": video}) == (medium(Role.SOURCE, Medium.VIDEO, video),)
    assert inputs(metadata={"mask_image_url": A}) == (picture(MASK, A),)
    assert inputs(metadata={"static_mask": A, "mask_url": [A]}) == (picture(MASK, A),)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("audio_url", "ftp://a/b", "an audio file"),
        ("video_url", "ftp://a/b", "a video"),
        ("audio_url", "data:image/png;base64,AA==", "audio file"),
        ("mask_url", [7], "a string"),
    ],
)
def test_a_wrong_medium_says_what_was_expected(name: str, value: Any, words: str):
    error = refused({**TEXT, "metadata": {name: value}})
    assert error.field.startswith(f"metadata.{name}")
    assert words in error.message

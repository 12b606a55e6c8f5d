"""What a create asks for, its defaults, and what is refused by which name."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from generations_creates import (
    FAST,
    NAMES,
    NEWER,
    OF_PICTURES,
    OF_TEXT,
    OTHER,
    PRO,
    TEXT,
    URL,
    post,
    read,
    refused,
)

from vidlect_adapters.canonical import Pixels, Seconds, Shape, VideoRequest
from vidlect_adapters.loss import LossKind
from vidlect_adapters.surfaces.omnimaas_generations.vocabulary import (
    FOREIGN_CONTENT,
    HINTS,
    MODELS,
)

# facts 1.1, written anew
LENGTHS = {PRO: (2, 12), FAST: (2, 12), OF_PICTURES: (2, 12), OF_TEXT: (2, 12), NEWER: (4, 12)}
RATIOS = ("16:9", "1:1", "4:3", "9:16", "3:4", "21:9")
PLAIN = {model: {"model": model, "prompt": "雪"} for model in LENGTHS} | {
    OF_PICTURES: {"model": OF_PICTURES, "prompt": "雪", "images": [URL]}
}


def seconds(number: int) -> Seconds:
    return Seconds(Fraction(number))


def test_the_documented_models_are_these():
    assert set(MODELS) == set(LENGTHS)


@pytest.mark.parametrize("name", NAMES)
def test_model_and_prompt_suffice_and_the_documented_defaults_are_said(name: str):
    decoded = read(TEXT, name)
    assert decoded.request == VideoRequest(
        model=PRO,
        prompt="雪山上的晨光",
        length=seconds(5),
        frame=Shape(resolution="720p", aspect="16:9"),
    )
    assert (decoded.model_name, decoded.losses, decoded.notes) == (PRO, (), ())


@pytest.mark.parametrize("name", NAMES)
def test_no_default_is_said_for_any_other_model(name: str):
    request = VideoRequest(model="kling-v1", prompt="雪山上的晨光")
    assert read(OTHER, name).request == request


@pytest.mark.parametrize("unsaid", [None, ""])
@pytest.mark.parametrize("member", ["duration", "resolution", "size", "images", "metadata", "image", "n"])
def test_a_null_or_empty_member_says_nothing(member: str, unsaid: Any):
    assert read({**TEXT, member: unsaid}, "strict") == read(TEXT, "strict")


@pytest.mark.parametrize("model", LENGTHS)
@pytest.mark.parametrize("number", range(-1, 15))
def test_documented_models_have_their_lengths_and_no_others(model: str, number: int):
    body = {**PLAIN[model], "duration": number}
    least, most = LENGTHS[model]
    if least <= number <= most:
        assert read(body).request.length == seconds(number)
    else:
        error = refused(body)
        assert (error.field, error.value) == ("duration", number)
        assert f"from {least} to {most}" in error.message


@pytest.mark.parametrize("resolution", ["480p", "720p", "1080p"])
@pytest.mark.parametrize("size", RATIOS)
@pytest.mark.parametrize("model", LENGTHS)
def test_documented_models_have_their_resolutions_and_ratios(model: str, size: str, resolution: str):
    decoded = read({**PLAIN[model], "resolution": resolution, "size": size}, "strict")
    assert decoded.request.frame == Shape(resolution=resolution, aspect=size)
    assert (decoded.losses, decoded.notes) == ((), ())


@pytest.mark.parametrize("resolution", ["4k", "720P", "540p", "720"])
def test_documented_models_have_no_other_resolution(resolution: str):
    error = refused({**TEXT, "resolution": resolution}, "lenient")
    assert error.field == "resolution"
    assert "480p, 720p, 1080p" in error.message


@pytest.mark.parametrize("size", ["2:1", "wide", "16：9", "16:9 ", "016:9"])
def test_documented_models_have_no_other_size(size: str):
    error = refused({**TEXT, "size": size}, "lenient")
    assert error.field == "size"
    assert "16:9, 1:1, 4:3, 9:16, 3:4, 21:9, adaptive" in error.message


@pytest.mark.parametrize("name", ["default", "strict", "lenient"])
@pytest.mark.parametrize("model", LENGTHS)
def test_adaptive_needs_a_first_frame_unless_the_model_has_it(model: str, name: str):
    doubted = model in {OF_TEXT, OF_PICTURES}
    pictures = [URL] * 3 if model == OF_PICTURES else []  # references, no first frame
    body = {**PLAIN[model], "images": pictures, "size": "adaptive"}
    if model == NEWER or (doubted and name != "strict"):
        assert read(body, name).request.frame == Shape(resolution="720p", aspect="adaptive")
    else:
        assert refused(body, name).field == "size"


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("model", [PRO, FAST, OF_PICTURES, NEWER])
def test_beside_a_first_frame_every_model_takes_adaptive(model: str, count: int):
    body = {**PLAIN[model], "images": [URL] * count, "size": "adaptive"}
    assert read(body, "strict").request.frame == Shape(resolution="720p", aspect="adaptive")


@pytest.mark.parametrize(
    ("count", "aspects"), [(0, ("16:9", "16:9")), (1, ("16:9", None)), (2, ("16:9", None))]
)
def test_the_default_ratio_beside_a_first_frame_is_a_switch(
    count: int, aspects: tuple[str | None, str | None]
):
    body = {**TEXT, "images": [URL] * count}
    assert read(body).request.frame == Shape(resolution="720p", aspect=aspects[0])
    assert read(body, "lenient").request.frame == Shape(resolution="720p", aspect=aspects[1])


def test_references_have_the_default_ratio_in_every_profile():
    body = {**PLAIN[OF_PICTURES], "images": [URL] * 3}
    assert read(body, "lenient").request.frame == Shape(resolution="720p", aspect="16:9")


@pytest.mark.parametrize(
    ("size", "ratio"),
    [
        ("1280x720", "16:9"),
        ("720x1280", "9:16"),
        ("1248*704", "16:9"),
        ("960X960", "1:1"),
        ("832x1120", "3:4"),
        ("1120x832", "4:3"),
        ("2176x928", "21:9"),
    ],
)
def test_pixels_are_refused_or_taken_for_their_ratio_with_a_loss(size: str, ratio: str):
    assert refused({**TEXT, "size": size}).field == "size"
    decoded = read({**TEXT, "size": size}, "lenient")
    assert decoded.request.frame == Shape(resolution="720p", aspect=ratio)
    (loss,) = decoded.losses
    assert (loss.kind, loss.field, loss.sent) == (LossKind.ADJUSTED, "size", ratio)


@pytest.mark.parametrize("size", ["1000x300", "0x720", "100000x100000"])
def test_pixels_of_no_documented_ratio_are_refused_in_every_profile(size: str):
    assert refused({**TEXT, "size": size}, "lenient").field == "size"


@pytest.mark.parametrize(
    ("body", "frame"),
    [
        ({"size": "1280x720"}, Pixels(width=1280, height=720)),
        ({"size": "1280*720"}, Pixels(width=1280, height=720)),
        ({"size": "2:1"}, Shape(aspect="2:1")),
        ({"size": "adaptive"}, Shape(aspect="adaptive")),
        ({"resolution": "4K"}, Shape(resolution="4K")),
        ({"resolution": "720p", "size": "1:1"}, Shape(resolution="720p", aspect="1:1")),
    ],
)
def test_any_other_model_has_ratios_and_pixels_and_the_limits_of_its_vendor(body: Any, frame: Any):
    decoded = read({**OTHER, **body})
    assert decoded.request.frame == frame
    assert bool(decoded.notes) == ("*" in str(body))


@pytest.mark.parametrize("size", ["wide", "16:09", "1280xx720", "0x1"])
def test_any_other_model_has_no_size_that_is_neither(size: str):
    assert refused({**OTHER, "size": size}).field == "size"


@pytest.mark.parametrize("resolution", ["720p", "720P"])
def test_a_resolution_may_repeat_what_pixels_say(resolution: str):
    decoded = read({**OTHER, "size": "1280x720", "resolution": resolution})
    assert decoded.request.frame == Pixels(width=1280, height=720)
    assert decoded.notes == (f"resolution: {resolution} is said by the size already",)


@pytest.mark.parametrize("resolution", ["1080p", "480p", "HD"])
def test_a_resolution_that_pixels_do_not_have_is_refused(resolution: str):
    error = refused({**OTHER, "size": "1280x720", "resolution": resolution}, "lenient")
    assert error.field == "resolution"
    assert "1280x720" in error.message


@pytest.mark.parametrize("number", [1, 3600])
def test_any_other_model_has_lengths_up_to_an_hour(number: int):
    assert read({**OTHER, "duration": number}).request.length == seconds(number)
    assert refused({**OTHER, "duration": 3601}).field == "duration"
    assert refused({**OTHER, "duration": 0}).field == "duration"


def test_a_whole_number_with_a_decimal_point_is_noted():
    decoded = read({**TEXT, "duration": 7.0})
    assert decoded.request.length == seconds(7)
    assert decoded.notes == ("/duration is written with a decimal point",)


def test_a_length_as_a_text_is_a_switch():
    body = {**TEXT, "duration": "7"}
    assert refused(body).field == "duration"
    decoded = read(body, "lenient")
    assert decoded.request.length == seconds(7)
    assert decoded.notes
    assert refused({**TEXT, "duration": "13"}, "lenient").field == "duration"
    assert refused({**TEXT, "duration": "seven"}, "lenient").field == "duration"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("model", None),
        ("model", " "),
        ("model", 7),
        ("prompt", None),
        ("prompt", " \n"),
        ("prompt", ["雪"]),
        ("duration", True),
        ("duration", 5.5),
        ("duration", "5"),
        ("duration", [5]),
        ("resolution", 720),
        ("size", {"width": 1}),
        ("n", 2),
        ("n", True),
    ],
)
def test_a_wrong_member_is_refused_by_name(member: str, value: Any):
    for base in (TEXT, OTHER):
        error = refused({**base, member: value})
        assert error.field == member
        assert error.status == 400
        assert error.message.startswith(f"{member}: must be ")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("member", FOREIGN_CONTENT)
def test_a_member_that_would_make_another_film_is_refused_in_every_profile(member: str, name: str):
    error = refused({**TEXT, member: URL}, name)
    assert error.field == member
    assert FOREIGN_CONTENT[member] in error.message


@pytest.mark.parametrize("member", [*HINTS, "user", "a/b", "n"])
def test_any_other_member_is_a_loss_or_a_refusal(member: str):
    body = {**TEXT, member: 1}
    decoded = read(body)
    assert decoded.request == read(TEXT).request
    (loss,) = decoded.losses
    assert (loss.kind, loss.field) == (LossKind.UNSUPPORTED, member)
    assert HINTS.get(member, "") in loss.reason
    assert len(decoded.notes) == 1
    error = refused(body, "strict")
    assert error.field == member
    assert HINTS.get(member, "no such member") in error.message


@pytest.mark.parametrize("kind", [None, "", "application/json; charset=utf-8", "Application/JSON"])
def test_a_body_is_json(kind: str | None):
    assert read(post(b'{"model": "kling-v1", "prompt": "x"}', kind)).notes == ()


def test_another_content_type_is_noted():
    (note,) = read(post(b'{"model": "kling-v1", "prompt": "x"}', "text/plain")).notes
    assert "text/plain" in note


def test_a_form_is_refused():
    error = refused(post(b"--b--\r\n", "multipart/form-data; boundary=b"))
    assert "Content-Type: must be application/json" in error.message


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"\xff", b'{"prompt": NaN}', b'{"model": 1, "model": 2}'])
def test_a_body_that_is_no_json_object_is_refused(raw: bytes):
    assert refused(post(raw)).status == 400

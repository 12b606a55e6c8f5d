"""What a create must hold, in the vendor's words."""

import pytest
from vidu_mock import (
    BODIES,
    EFFECT,
    FRAMES,
    IMAGE,
    LIPS,
    LONGER,
    NAMES,
    PAIR,
    PICTURE,
    TEXT,
    VALIDATORS,
    VIDEO,
    VIEWS,
    Mock,
    chosen,
    png,
)

from vidlect_mock.vendors.vidu.identity import creation_id
from vidlect_mock.vendors.vidu.models import OFFERS, offers

LACKING, INVALID, COUNT = "FieldLacking", "FieldInvalid", "FieldItemCountOutOfRange"
PATHS = {name: path for path, name in NAMES.items()}
LEAST = {
    "text2video": TEXT,
    "img2video": IMAGE,
    "startEnd2video": PAIR,
    "reference2video": VIEWS,
    "extend": LONGER,
}


@pytest.mark.parametrize("path", BODIES)
def test_the_least_is_taken(mock, path):
    answer = mock.created(path)
    assert answer["state"] == "created"
    assert mock.entry.remarks == ()


@pytest.mark.parametrize(
    ("path", "body", "reason", "named"),
    [
        ("text2video", {"model": "viduq1"}, LACKING, "prompt"),
        ("text2video", {"prompt": "雪"}, LACKING, "model"),
        ("text2video", {}, LACKING, "model, prompt"),
        ("text2video", {**TEXT, "prompt": ""}, LACKING, "prompt"),
        ("text2video", {**TEXT, "model": None}, LACKING, "model"),
        ("img2video", {"model": "viduq1"}, LACKING, "images"),
        ("img2video", {**IMAGE, "images": []}, LACKING, "images"),
        ("start-end2video", {"model": "viduq1"}, LACKING, "images"),
        ("reference2video", {"model": "viduq2", "prompt": "雪"}, LACKING, "images, subjects"),
        ("multiframe", {"model": "viduq2-pro"}, LACKING, "start_image, image_settings"),
        ("extend", {"model": "viduq2-pro"}, LACKING, "video_creation_id, video_url"),
        ("lip-sync", {"video_url": VIDEO}, LACKING, "audio_url, text"),
        ("template", {"template": "hugging"}, LACKING, "images"),
        ("img2video", {**IMAGE, "images": [PICTURE] * 2}, COUNT, "images"),
        ("start-end2video", {**PAIR, "images": [PICTURE]}, COUNT, "images"),
        ("reference2video", {**VIEWS, "images": [PICTURE] * 8}, COUNT, "images"),
        (
            "reference2video",
            {**VIEWS, "model": "viduq2-pro", "images": [PICTURE] * 5, "videos": [VIDEO]},
            COUNT,
            "images",
        ),
        ("reference2video", {**VIEWS, "model": "viduq2-pro", "videos": [VIDEO] * 3}, COUNT, "videos"),
        ("multiframe", {**FRAMES, "image_settings": [{"key_image": PICTURE}]}, COUNT, "image_settings"),
        ("multiframe", {**FRAMES, "image_settings": [{"key_image": PICTURE}] * 10}, COUNT, "image_settings"),
        ("extend", {**LONGER, "images": [PICTURE] * 2}, COUNT, "images"),
        ("text2video", {**TEXT, "images": [PICTURE]}, COUNT, "images"),
        ("text2video", {**TEXT, "prompt": 5}, INVALID, "prompt"),
        ("text2video", {**TEXT, "prompt": "山" * 5001}, INVALID, "prompt"),
        ("text2video", {**TEXT, "duration": 8}, INVALID, "duration"),
        ("text2video", {**TEXT, "duration": "5"}, INVALID, "duration"),
        ("text2video", {**TEXT, "duration": 0}, INVALID, "duration"),
        ("text2video", {**TEXT, "resolution": "720p"}, INVALID, "resolution"),
        ("text2video", {**TEXT, "resolution": "1920x1080"}, INVALID, "resolution"),
        ("text2video", {**TEXT, "aspect_ratio": "4:3"}, INVALID, "aspect_ratio"),
        ("text2video", {**TEXT, "seed": 2**31}, INVALID, "seed"),
        ("text2video", {**TEXT, "style": "watercolour"}, INVALID, "style"),
        ("text2video", {**TEXT, "movement_amplitude": "huge"}, INVALID, "movement_amplitude"),
        ("text2video", {**TEXT, "bgm": "yes"}, INVALID, "bgm"),
        ("text2video", {**TEXT, "wm_position": 5}, INVALID, "wm_position"),
        ("text2video", {**TEXT, "payload": 17}, INVALID, "payload"),
        ("text2video", {**TEXT, "callback_url": 17}, INVALID, "callback_url"),
        ("img2video", {**IMAGE, "images": PICTURE}, INVALID, "images"),
        ("img2video", {**IMAGE, "images": [5]}, INVALID, "images"),
        ("img2video", {**IMAGE, "images": ["AAAA"]}, INVALID, "images"),
        ("start-end2video", {**PAIR, "model": "viduq2-pro", "duration": 9}, INVALID, "duration"),
        ("reference2video", {**VIEWS, "videos": [VIDEO]}, INVALID, "videos"),
        ("reference2video", {**VIEWS, "model": "viduq3", "duration": 2}, INVALID, "duration"),
        ("extend", {**LONGER, "duration": 8}, INVALID, "duration"),
        ("reference2video", {**VIEWS, "subjects": [5]}, INVALID, "subjects"),
        ("extend", {**LONGER, "prompt": "山" * 2001}, INVALID, "prompt"),
        ("lip-sync", {**LIPS, "text": "三个字"}, INVALID, "text"),
        ("lip-sync", {**LIPS, "speed": 3}, INVALID, "speed"),
        ("template", {**EFFECT, "template": 5}, INVALID, "template"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_by_field(mock, path, body, reason, named):
    said = {
        LACKING: "field is missing or empty",
        COUNT: "field item count out of range",
        INVALID: "invalid field",
    }
    assert mock.refused(path, body) == (400, reason, f"{said[reason]}: {named}")
    assert mock.entry.refusal.stage == "body"
    assert mock.entry.refusal.expected


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"5", b"null", b'{"a":NaN}', b"\xff", b"[" * 5000])
def test_a_body_that_is_no_object_is_a_bad_request(mock, body):
    assert mock.refused("text2video", body) == (400, "BadRequest", "bad request")


@pytest.mark.parametrize("operation", OFFERS)
def test_the_document_and_the_table_know_the_same(operation):
    known = offers(operation, chosen())
    models = {model for table in OFFERS.values() for model in table} | {"viduq9"}
    least = {**LEAST.get(operation, FRAMES)}
    for model in sorted(models):
        body = {**least, "model": model}
        assert (not VALIDATORS.violations(operation, body)) == (model in known), (operation, model)
        if model not in known or operation == "multiframe":
            continue
        for length in range(-1, 18):
            fits = not VALIDATORS.violations(operation, {**body, "duration": length})
            assert fits == (length in known[model].lengths), (operation, model, length)
            if not fits:
                continue
            for tier in ("360p", "540p", "720p", "1080p", "4k"):
                fits = not VALIDATORS.violations(operation, {**body, "duration": length, "resolution": tier})
                assert fits == (tier in known[model].resolutions(length)), (operation, model, length, tier)


@pytest.mark.parametrize("operation", OFFERS)
def test_a_model_elsewhere_is_not_supported(mock, operation):
    path = PATHS.get(operation, operation)
    for model in ("viduq9", 5):
        refused = mock.refused(path, {**BODIES[path], "model": model})
        assert refused == (400, INVALID, "model is not supported")


def test_the_reason_of_a_wrong_model_is_a_switch():
    mock = Mock(wrong_model="ModelUnavailable")
    assert mock.refused("text2video", {**TEXT, "model": "viduq9"})[1] == "ModelUnavailable"


@pytest.mark.parametrize(
    ("switches", "path", "body", "taken"),
    [
        ({"prompt_limit": "2000"}, "text2video", {**TEXT, "prompt": "山" * 2001}, False),
        ({"prompt_limit": "2000"}, "text2video", {**TEXT, "prompt": "山" * 2000}, True),
        ({"prompt_limit": "1500"}, "text2video", {**TEXT, "prompt": "山" * 1501}, False),
        ({"q2_durations": "older"}, "img2video", {**IMAGE, "model": "viduq2-pro", "duration": 9}, False),
        ({"q2_durations": "newest"}, "img2video", {**IMAGE, "model": "viduq2-pro", "duration": 9}, True),
        (
            {"q3_mix_durations": "3-16"},
            "reference2video",
            {**VIEWS, "model": "viduq3-mix", "duration": 2},
            False,
        ),
        ({"q2_pro_reference": "taken"}, "reference2video", {**VIEWS, "model": "viduq2-pro"}, True),
        ({"q2_pro_reference": "refused"}, "reference2video", {**VIEWS, "model": "viduq2-pro"}, False),
        (
            {"portrait_ratios": "q2"},
            "reference2video",
            {**VIEWS, "model": "viduq3", "aspect_ratio": "3:4"},
            False,
        ),
        (
            {"portrait_ratios": "q2-and-q3"},
            "reference2video",
            {**VIEWS, "model": "viduq3", "aspect_ratio": "3:4"},
            True,
        ),
        ({"extend_source": "both"}, "extend", LONGER, False),
        ({"pixel_resolution": "taken"}, "text2video", {**TEXT, "resolution": "1920x1080"}, True),
    ],
    ids=str,
)
def test_a_switch_decides(switches, path, body, taken):
    mock = Mock(**switches)
    status, _ = mock.create(path, body)
    assert (status == 200) is taken


def test_a_switch_widens_the_lengths_of_viduq3_mix():
    assert offers("reference2video", chosen(q3_mix_durations="1-16"))["viduq3-mix"].lengths[0] == 1


@pytest.mark.parametrize(
    ("path", "body", "remark"),
    [
        ("text2video", {**TEXT, "images": None}, "images: null, taken as absent"),
        ("text2video", {**TEXT, "quality": "high"}, "quality: not a field of text2video, ignored"),
        ("img2video", {**IMAGE, "aspect_ratio": "9:16"}, "aspect_ratio: not a field of img2video, ignored"),
        ("text2video", {**TEXT, "style": ""}, "style: empty, taken as absent"),
        ("text2video", {**TEXT, "audio": True}, "audio: has no effect on q1 models"),
        ("text2video", {**TEXT, "model": "viduq3-pro", "bgm": True}, "bgm: has no effect on q3 models"),
        (
            "text2video",
            {**TEXT, "model": "viduq2", "movement_amplitude": "small"},
            "movement_amplitude: has no effect on q2 models",
        ),
        (
            "text2video",
            {**TEXT, "model": "viduq2", "bgm": True, "duration": 9},
            "bgm: has no effect on q2 models at 9 and 10 seconds",
        ),
    ],
    ids=str,
)
def test_what_a_careful_client_would_not_send_is_remarked(mock, path, body, remark):
    mock.created(path, body)
    assert mock.entry.remarks == (remark,)
    strict = Mock("strict")
    assert strict.refused(path, body)[1] == "FieldUnwanted"


@pytest.mark.parametrize("field", ["movement_amplitude", "style", "bgm", "audio"])
def test_what_new_api_always_says_is_harmless(mock, field):
    value = {"movement_amplitude": "auto", "style": "general", "bgm": False, "audio": False}[field]
    mock.created("text2video", {**TEXT, "model": "viduq2", field: value})
    assert mock.entry.remarks == ()


@pytest.mark.parametrize(
    ("path", "body", "fields"),
    [
        ("img2video", {**IMAGE, "aspect_ratio": "9:16"}, "aspect_ratio"),
        ("start-end2video", {**PAIR, "aspect_ratio": "9:16"}, "aspect_ratio"),
        ("multiframe", {**FRAMES, "prompt": "雪", "duration": 5}, "prompt, duration"),
        ("reference2video", {**VIEWS, "subjects": [{"name": "甲"}]}, "images"),
    ],
)
def test_a_switch_refuses_unwanted_fields(mock, path, body, fields):
    mock.created(path, body)
    refused = Mock(extra_fields="refused").refused(path, body)
    assert refused == (400, "FieldUnwanted", f"unwanted field: {fields}")


@pytest.mark.parametrize(("limit", "remarked"), [("20", False), ("10", True)])
def test_a_large_body_is_remarked_on(limit, remarked):
    mock = Mock(body_limit=limit)
    mock.created("text2video", {**TEXT, "meta_data": "a" * 10_000_000})
    assert any("10000" in remark for remark in mock.entry.remarks) is remarked


@pytest.mark.parametrize(
    ("path", "images", "reason"),
    [
        ("img2video", [png(400, 100)], None),
        ("img2video", [png(401, 100)], "PageSizeOutOfRange"),
        ("img2video", [png(100, 401)], "PageSizeOutOfRange"),
        ("img2video", ["data:image/png;base64,AAAA"], None),
        ("img2video", ["data:image/png;base64,AAA"], "ImageFormatInvalid"),
        ("img2video", [png(0, 0)], None),
        ("start-end2video", [png(0, 9), png(9, 9)], None),
        ("img2video", ["data:text/plain;base64,AAAA"], "FieldInvalid"),
        ("start-end2video", [png(100, 100), png(125, 100)], None),
        ("start-end2video", [png(100, 100), png(126, 100)], "PageSizeOutOfRange"),
        ("start-end2video", [png(100, 100), PICTURE], None),
        ("reference2video", [png(128, 128)], None),
        ("reference2video", [png(127, 128)], "PageSizeOutOfRange"),
    ],
    ids=str,
)
def test_a_picture_in_the_body_is_looked_at(mock, path, images, reason):
    body = {**BODIES[path], "images": images}
    if reason is None:
        answer = mock.created(path, body)
        shown = [one if one == PICTURE else "mask-1.png" for one in images]
        assert all(there in one for there, one in zip(shown, answer["images"], strict=True))
    else:
        assert mock.refused(path, body)[1] == reason


def test_nothing_is_asked_of_pictures_that_are_not_sent(mock):
    mock.created("reference2video", {**VIEWS, "images": [], "subjects": [{"name": "甲"}]})
    mock.created("reference2video", {**VIEWS, "subjects": []})


def test_pictures_deeper_in_a_body_are_looked_at(mock):
    flat = png(500, 100)
    for path, body in (
        ("multiframe", {**FRAMES, "start_image": flat}),
        ("multiframe", {**FRAMES, "image_settings": [{"key_image": PICTURE}, {"key_image": flat}]}),
        (
            "reference2video",
            {"model": "viduq2", "prompt": "雪", "subjects": [{"name": "甲", "images": [flat]}]},
        ),
    ):
        assert mock.refused(path, body)[1] == "PageSizeOutOfRange"


def test_a_creation_is_extended_and_a_task_is_not(mock):
    task_id = mock.created()["task_id"]
    while not (made := mock.task(task_id)["creations"]):
        assert mock.refused("extend", {"model": "viduq2-pro", "video_creation_id": "100000000000000000"})
    for unknown in (task_id, "1", "abc", "0" * 18):
        refused = mock.refused("extend", {"model": "viduq2-pro", "video_creation_id": unknown})
        assert refused == (404, "CreationNotFound", "creation not found")
    assert mock.created("extend", {"model": "viduq2-pro", "video_creation_id": made[0]["id"]})
    assert mock.created("extend", {**LONGER, "video_creation_id": "1"})


def test_a_creation_cannot_be_extended_before_it_is_there(mock):
    task_id = mock.created()["task_id"]
    early = creation_id(task_id)
    assert mock.refused("extend", {"model": "viduq2-pro", "video_creation_id": early})[0] == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("text2video", {**TEXT, "prompt": "[[mock:every-state #c1]] 雪"}),
        ("lip-sync", {**LIPS, "text": "[[mock:every-state #c1]] 你好世界"}),
        ("img2video", {**IMAGE, "images": ["https://media.mock.invalid/m/every-state/c1/a.png"]}),
        ("multiframe", {**FRAMES, "start_image": "https://media.mock.invalid/m/every-state/c1/a.png"}),
        (
            "reference2video",
            {
                "model": "viduq2",
                "prompt": "雪",
                "subjects": [{"name": "甲", "images": ["https://media.mock.invalid/m/every-state/c1/a.png"]}],
            },
        ),
    ],
    ids=["prompt", "text", "picture", "start", "subject"],
)
def test_a_marker_is_found_wherever_it_can_stand(mock, path, body):
    answer = mock.created(path, body)
    assert mock.entry.case == "c1"
    assert "mock:" not in answer.get("prompt", "")


def test_the_marker_is_no_part_of_the_prompts_length(mock):
    mock.created("text2video", {**TEXT, "prompt": "[[mock:succeed #c1]] " + "山" * 5000})

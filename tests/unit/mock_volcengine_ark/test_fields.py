import pytest
from ark_bodies import (
    EVERY_MODEL,
    FAST,
    LITE_IMAGE,
    P15,
    P20,
    P20_FAST,
    P20_MINI,
    P25,
    PRO,
    create,
    image,
    reference,
    text,
)

BAD = [
    ("duration", "5"),
    ("duration", 5.5),
    ("duration", True),
    ("duration", 0),
    ("duration", 99),
    ("frames", 28),
    ("frames", 30),
    ("frames", 31),
    ("frames", 293),
    ("frames", "121"),
    ("seed", -2),
    ("seed", 2**32),
    ("seed", "1"),
    ("resolution", "720P"),
    ("resolution", "8k"),
    ("resolution", []),
    ("ratio", "2:1"),
    ("ratio", {}),
    ("camera_fixed", "true"),
    ("watermark", 1),
    ("return_last_frame", "no"),
    ("service_tier", "fast"),
    ("execution_expires_after", 3599),
    ("execution_expires_after", 259_201),
    ("callback_url", 5),
    ("safety_identifier", "u" * 65),
]


@pytest.mark.parametrize(("field", "value"), BAD)
def test_a_bad_field_is_named(counter, field, value):
    asked = counter.post(create(**{field: value}))
    assert (asked.status, asked.refused) == (400, ("InvalidParameter", field))
    assert asked.error["message"].startswith(
        f"The parameter `{field}` specified in the request is not valid: "
    )
    assert asked.error["type"] == "BadRequest"


@pytest.mark.parametrize(("field", "value"), BAD)
def test_a_bad_field_may_be_named_in_the_code(counter_with, field, value):
    asked = counter_with("doc-codes").post(create(**{field: value}))
    assert asked.refused == (f"InvalidParameter.{field}", field)


@pytest.mark.parametrize("field", ["model", "content"])
@pytest.mark.parametrize("value", [None, "", []])
def test_model_and_content_are_required(counter, field, value):
    asked = counter.post({**create(), field: value})
    assert (asked.status, asked.refused) == (400, ("MissingParameter", field))
    assert "missing one or multiple required parameters" in asked.error["message"]


@pytest.mark.parametrize(("field", "value"), [("model", 5), ("content", "雪"), ("content", {"type": "text"})])
def test_model_and_content_of_another_type(counter, field, value):
    assert counter.post({**create(), field: value}).refused == ("InvalidParameter", field)


@pytest.mark.parametrize("model", ["seedance-9", "doubao-seedance-1-0-pro", "ep-1", "../x", "模型"])
def test_an_unknown_model_is_not_found(counter, model):
    asked = counter.post(create(model=model))
    assert (asked.status, asked.refused) == (404, ("InvalidEndpointOrModel.NotFound", ""))
    assert asked.error["message"].startswith(f"The model or endpoint {model} does not exist or you do not")


LENGTHS = {P25: (4, 30), P20: (4, 15), P20_FAST: (4, 15), P20_MINI: (4, 15), P15: (4, 12)}


@pytest.mark.parametrize("seconds", [-1, 1, 2, 3, 4, 12, 13, 15, 16, 30, 31])
@pytest.mark.parametrize("model", EVERY_MODEL)
def test_which_lengths_a_model_has(counter, model, seconds):
    items = [image()] if model == LITE_IMAGE else [text()]
    asked = counter.post(create(*items, model=model, duration=seconds))
    least, most = LENGTHS.get(model, (2, 12))
    if least <= seconds <= most or (seconds == -1 and model in LENGTHS):
        assert asked.status == 200
    else:
        assert asked.refused == ("InvalidParameter", "duration")


TIERS = {P20: {"480p", "720p", "1080p", "4k"}, P20_FAST: {"480p", "720p"}, P20_MINI: {"480p", "720p"}}


@pytest.mark.parametrize("tier", ["480p", "720p", "1080p", "4k"])
@pytest.mark.parametrize("model", EVERY_MODEL)
def test_which_tiers_a_model_has(counter, model, tier):
    items = [image()] if model == LITE_IMAGE else [text()]
    asked = counter.post(create(*items, model=model, resolution=tier))
    if tier in TIERS.get(model, {"480p", "720p", "1080p"}):
        assert asked.status == 200
    else:
        assert asked.refused == ("InvalidParameter", "resolution")


def test_lite_makes_no_1080p_from_references(counter):
    asked = counter.post(create(reference("image"), model=LITE_IMAGE, resolution="1080p"))
    assert asked.refused == ("InvalidParameter", "resolution")


def test_2_5_refuses_a_ratio_beside_a_first_frame(counter):
    assert counter.post(create(image(), model=P25, ratio="16:9")).refused == ("InvalidParameter", "ratio")
    assert counter.post(create(reference("image"), model=P25, ratio="16:9")).status == 200


SOME_HAVE = {
    "frames": ({PRO, FAST}, 121, None),
    "service_tier": ({PRO, FAST, P15, P25}, "flex", "default"),
    "camera_fixed": ({PRO, FAST, P15, P25}, True, False),
    "generate_audio": ({P15, P20, P25}, True, False),
    "draft": ({P15}, True, False),
    "tools": ({P20}, [{"type": "web_search"}], []),
    "priority": ({P20, P25}, 9, 0),
    "output_format": ({P25}, "mp4", None),
    "omni_reference_task_type": ({P25}, "edit", None),
}


@pytest.mark.parametrize("model", [PRO, FAST, P15, P20, P25])
@pytest.mark.parametrize("field", SOME_HAVE)
def test_fields_that_some_models_have(counter, model, field):
    models, value, harmless = SOME_HAVE[field]
    asked = counter.post(create(model=model, **{field: value}))
    if model in models:
        assert asked.status == 200
        return
    assert asked.refused == ("InvalidParameter", field)
    assert asked.error["message"].startswith(
        f"the parameter {field} specified in the request is not valid for model {model} in t2v."
    )
    asked = counter.post(create(model=model, **{field: harmless}))
    assert asked.status == 200
    if harmless is not None:
        assert "asks for nothing" in asked.entry.remarks[0]


def test_the_camera_is_not_fixed_with_references(counter):
    assert counter.post(create(reference("image"), model=LITE_IMAGE, camera_fixed=True)).refused == (
        "InvalidParameter",
        "camera_fixed",
    )
    assert counter.post(create(reference("image"), model=LITE_IMAGE, camera_fixed=False)).status == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [("resolution", "720p"), ("service_tier", "flex"), ("return_last_frame", True)],
)
def test_what_does_not_go_with_a_draft(counter, field, value):
    asked = counter.post(create(model=P15, draft=True, **{field: value}))
    assert asked.refused == ("InvalidParameter", field)


@pytest.mark.parametrize(
    ("field", "value"), [("priority", 10), ("tools", [{"type": "web"}]), ("tools", "web_search")]
)
def test_bad_values_of_what_2_0_has(counter, field, value):
    assert counter.post(create(model=P20, **{field: value})).refused == ("InvalidParameter", field)


def test_an_unknown_field_is_remarked_on_or_refused(counter, counter_with):
    body = create(aspect_ratio="16:9")
    asked = counter.post(body)
    assert asked.status == 200
    assert asked.entry.remarks == ("aspect_ratio: not a field of a create, ignored",)
    refused = counter_with(**{"unknown-field": "refused"}).post(body)
    assert refused.refused == ("InvalidParameter", "aspect_ratio")


def test_framespersecond_is_taken_without_a_look(counter):
    asked = counter.post(create(framespersecond="sixty"))
    assert asked.status == 200
    assert asked.entry.remarks == ("framespersecond: taken, without effect",)


def test_a_strict_counter_refuses_what_is_remarked_on(counter_with):
    asked = counter_with("strict").post(create(aspect_ratio="16:9"))
    assert asked.refused == ("InvalidParameter", "aspect_ratio")
    assert asked.entry.refusal.received == "aspect_ratio: not a field of a create, ignored"


def test_every_null_of_the_official_sdk_is_unset(counter):
    fields = ("callback_url", "draft", "duration", "frames", "generate_audio", "ratio", "resolution", "seed")
    asked = counter.post(create(**dict.fromkeys((*fields, "framespersecond", "tools"))))
    assert asked.status == 200
    assert asked.entry.remarks == ()


def test_a_whole_number_may_have_a_decimal_point(counter):
    assert counter.finished(create(duration=7.0))["duration"] == 7


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b'"x"', b"null", b'{"model": NaN}', b"\xff\xfe", b"[" * 100_000, b'{"a": "\\ud800"}'],
)
def test_a_body_that_cannot_be_read_names_no_parameter(counter, raw):
    asked = counter.post(raw)
    assert (asked.status, asked.refused) == (400, ("InvalidParameter", ""))


def test_a_body_beyond_64_mb(counter):
    assert counter.post(b" " * (64 * 1024 * 1024 + 1)).refused == ("RequestBodyTooLarge", "")

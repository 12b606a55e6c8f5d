"""What a classic create may say: taken, remarked, refused; every model's capabilities."""

import pytest
from kling_bodies import BODIES, CREATED, INLINE, NEW, PICTURE, PROMPT, SHOTS, VOICES

from vidlect_mock.vendors.kling.fields import FIELDS
from vidlect_mock.vendors.kling.models import MODELS

CLASSIC = [kind for kind in BODIES if kind in CREATED]
TEXT, IMAGE, OMNI = "text2video", "image2video", "omni-video"


def body_for(kind, name):
    """The least body for a model."""
    return {**BODIES[kind][0], "model_name": name}


@pytest.mark.parametrize("which", ["least", "most"])
@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("profile", ["default", "strict"])
def test_a_documented_body_is_taken_without_a_remark(counter_with, kind, which, profile):
    fields = BODIES[kind][which == "most"]
    # strict lists four scenes only
    if (kind, which, profile) == ("effects", "least", "strict"):
        fields = {**fields, "effect_scene": "fight"}
    asked = counter_with(profile).create(kind, fields)
    assert asked.data
    assert asked.remarks == []


@pytest.mark.parametrize(
    "kind", ["text2video", "image2video", "motion-control", "multi-image2video", "omni-video"]
)
@pytest.mark.parametrize("name", [*MODELS, "kling-v3-0", "kling-v2-5", "KLING-V1", "", 5, None], ids=repr)
def test_a_model_is_taken_where_it_can_do_that(counter, counter_with, kind, name):
    asked = counter.create(kind, body_for(kind, name))
    if name in {"", None} or (name in MODELS and kind in MODELS[name].kinds):
        assert asked.data
    else:
        assert asked.refused == (400, 1201, "model is not supported")
        refused = counter_with(unknown_model="1203").create(kind, body_for(kind, name)).refused
        assert refused[:2] == ((404, 1203))


@pytest.mark.parametrize("kind", [TEXT, IMAGE])
@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("duration", [str(seconds) for seconds in range(17)])
def test_a_length_is_the_models(counter, kind, name, duration):
    if kind not in MODELS[name].kinds:
        return
    asked = counter.create(kind, {**body_for(kind, name), "duration": duration})
    if int(duration) in MODELS[name].durations:
        assert asked.data
    else:
        assert asked.refused == (400, 1201, f"duration value '{duration}' is invalid")


@pytest.mark.parametrize("kind", [TEXT, IMAGE])
@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("mode", ["std", "pro", "4k", "ultra", "STD"])
def test_a_mode_is_the_models(counter, kind, name, mode):
    if kind not in MODELS[name].kinds:
        return
    asked = counter.create(kind, {**body_for(kind, name), "mode": mode})
    if mode in {"std", "pro", *MODELS[name].modes}:
        assert asked.data
    else:
        assert asked.refused == (400, 1201, f"mode value '{mode}' is invalid")


@pytest.mark.parametrize("ratio", ["16:9", "9:16", "1:1", "4:3", "adaptive", 5])
def test_a_ratio_is_one_of_three(counter, ratio):
    asked = counter.create(TEXT, {"prompt": PROMPT, "aspect_ratio": ratio})
    assert asked.status == (200 if ratio in ("16:9", "9:16", "1:1") else 400)


@pytest.mark.parametrize("kind", CLASSIC)
def test_unknown_fields_are_ignored_with_a_remark(counter, counter_with, kind):
    fields = {**BODIES[kind][0], "seed": 7}
    if kind == "effects":
        fields["effect_scene"] = "fight"  # strict lists four scenes only
    asked = counter.create(kind, fields)
    assert asked.data
    assert asked.remarks == [f"seed: not a field of {kind}, ignored"]
    assert counter_with("strict").create(kind, fields).refused[2] == asked.remarks[0]


@pytest.mark.parametrize("kind", CLASSIC)
@pytest.mark.parametrize("empty", [None, "", []])
def test_an_empty_field_counts_as_absent(counter, kind, empty):
    more = sorted(FIELDS[kind] - BODIES[kind][0].keys())
    asked = counter.create(kind, {**BODIES[kind][0], **dict.fromkeys(more, empty)})
    if kind == "avatar/image2video" or not more:
        assert asked.status == 200
    assert asked.data["task_info"] == {}
    assert len(asked.remarks) == len(more) - (
        2 if empty == "" else 0
    )  # the vendor's own samples send "" for two


@pytest.mark.parametrize("kind", CLASSIC)
def test_a_field_that_must_be_there_is_missed_in_every_way(counter, kind):
    for field in BODIES[kind][0]:
        others = {name: value for name, value in BODIES[kind][0].items() if name != field}
        for fields in (others, {**others, field: None}, {**others, field: ""}, {**others, field: []}):
            assert counter.create(kind, fields).refused[:2] == (400, 1201), (field, fields)


@pytest.mark.parametrize("kind", CLASSIC)
@pytest.mark.parametrize("wrong", [5, True, {"a": 1}, ["x"], 1e300, "\x00"])
def test_a_field_of_another_type_never_breaks_the_mock(counter, kind, wrong):
    for field in FIELDS[kind]:
        asked = counter.create(kind, {**BODIES[kind][1], field: wrong})
        assert asked.status in {200, 400}, (field, asked.body)


def test_a_body_like_new_apis_is_taken(counter):
    asked = counter.create(
        IMAGE,
        {
            "model_name": "kling-v2-6",
            "model": "kling-v2-6",
            "image": PICTURE,
            "image_tail": PICTURE,
            "negative_prompt": "模糊",
            "mode": "std",
            "duration": "5",
            "aspect_ratio": "16:9",
            "cfg_scale": 0.5,
        },
    )
    assert asked.data
    assert [remark.partition(":")[0] for remark in asked.remarks] == [
        "model",
        "aspect_ratio",
        "cfg_scale",
        "image_tail",
    ]


def test_model_alone_means_the_default_model(counter):
    asked = counter.create(TEXT, {"prompt": PROMPT, "model": "kling-v3", "duration": "3"})
    assert asked.refused == (400, 1201, "duration value '3' is invalid")


@pytest.mark.parametrize("duration", [5, 5.0, "5", 10], ids=repr)
def test_a_length_may_be_a_number(counter, counter_with, duration):
    asked = counter.create(TEXT, {"prompt": PROMPT, "duration": duration})
    assert asked.data
    assert len(asked.remarks) == (not isinstance(duration, str))
    documented = counter_with(duration_type="documented").create(
        TEXT, {"prompt": PROMPT, "duration": duration}
    )
    assert documented.status == (200 if isinstance(duration, str) else 400)
    assert counter.create(
        "effects", {"effect_scene": "a", "input": {"image": PICTURE, "duration": duration}}
    ).data


@pytest.mark.parametrize("watermark", [[], [{"enabled": True}], "yes", 1])
def test_a_watermark_that_is_no_object_is_ignored(counter, watermark):
    assert counter.create(TEXT, {"prompt": PROMPT, "watermark_info": watermark}).data


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("kling-v1", VOICES),
        ("kling-v2-5-turbo", {"sound": "on"}),
        ("kling-v2-6", SHOTS),
        ("kling-v2-master", {"cfg_scale": 0.5}),
    ],
)
def test_a_knob_that_the_model_lacks_is_ignored(counter, name, fields):
    asked = counter.create(TEXT, {"model_name": name, "prompt": PROMPT, **fields})
    assert asked.data
    assert all(name in remark for remark in asked.remarks)
    assert asked.remarks


def test_a_knob_at_rest_is_not_remarked(counter):
    assert counter.create(TEXT, {"prompt": PROMPT, "sound": "off", "multi_shot": False}).remarks == []


@pytest.mark.parametrize("name", ["kling-v2-6", "kling-v3"])
def test_sound_of_v2_6_is_in_pro_mode(counter, name):
    asked = counter.create(TEXT, {"model_name": name, "prompt": PROMPT, "mode": "std", "sound": "on"})
    assert bool(asked.remarks) == (name == "kling-v2-6")
    assert counter.create(TEXT, {"model_name": name, "prompt": PROMPT, "mode": "pro", **VOICES}).remarks == []
    silent = {"model_name": name, "prompt": PROMPT, "mode": "pro", "voice_list": VOICES["voice_list"]}
    assert "voice_list" in counter.create(TEXT, silent).remarks[0]


@pytest.mark.parametrize(("name", "sounds"), [("kling-v2-6", False), ("kling-v3", True)])
def test_v2_6_is_silent_with_a_last_frame(counter, name, sounds):
    asked = counter.create(
        IMAGE, {"model_name": name, "image": PICTURE, "image_tail": PICTURE, "mode": "pro", "sound": "on"}
    )
    task = counter.engine.task("kling", "default", asked.data["task_id"], counter.engine.clock.now())
    assert task.plan.film.sound == sounds
    assert bool(asked.remarks) != sounds


@pytest.mark.parametrize("field", ["prompt", "negative_prompt"])
@pytest.mark.parametrize(("length", "good"), [(2500, True), (2501, False)])
def test_a_text_has_2500_characters(counter, field, length, good):
    asked = counter.create(TEXT, {"prompt": PROMPT, field: "好" * length})
    assert asked.status == (200 if good else 400)
    if not good:
        assert asked.refused[2] == f"{field} length must be less than or equal to 2500"


def test_a_marker_does_not_count(counter):
    asked = counter.create(TEXT, {"prompt": "[[mock:succeed #a]] " + "好" * 2500})
    assert asked.data
    assert asked.entry.case == "a"
    assert counter.create(TEXT, {"prompt": "[[mock:succeed]]"}).refused[2] == "prompt is required"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (TEXT, {"model_name": "kling-v3", **SHOTS, "multi_prompt": [{"index": 1, "prompt": "[[mock:succeed #m/1]] 站", "duration": "5"}]}),
        (IMAGE, {"image": "https://media.mock.invalid/m/succeed/m~1/a.png"}),
        ("lip-sync", {"input": {"video_url": "https://a.b/c.mp4", "mode": "text2video", "text": "[[mock:succeed #m/1]] 早"}}),
        ("effects", {"effect_scene": "hug", "input": {"images": [PICTURE, "https://media.mock.invalid/m/_/m~1/a.png"]}}),
        ("new image-to-video", {"contents": [{"type": "first_frame", "url": PICTURE}, {"type": "prompt", "text": "[[mock:succeed #m/1]] 早"}]}),
        ("new text-to-video", {"prompt": "[[mock:succeed #m/1]] 早"}),
        ("new motion-control", {**BODIES["new motion-control"][0], "contents": [{"type": "image", "url": "https://media.mock.invalid/m/_/m~1/a.png"}, {"type": "video", "url": PICTURE}]}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_marker_is_found_wherever_a_client_can_put_it(counter, kind, body):
    asked = counter.create(kind, body)
    assert asked.data
    assert asked.entry.case == "m/1"


RETIRED = [name for name, row in MODELS.items() if row.retired]


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("kind", [TEXT, IMAGE])
def test_retired_models_are_taken_unless_switched_off(counter_with, kind, name):
    if kind not in MODELS[name].kinds:
        return
    live = f"The model '{name}' has been discontinued and is no longer available."
    for choice, refused in (("1201", (400, 1201, live)), ("1203", (404, 1203, "The model is discontinued"))):
        asked = counter_with(retired_models=choice).create(kind, body_for(kind, name))
        assert asked.data if name not in RETIRED else asked.refused == refused


def test_the_service_of_september_2026(counter_with):
    counter = counter_with("2026-09")
    assert "discontinued" in counter.create(TEXT, {"prompt": PROMPT}).refused[2]
    assert counter.create(TEXT, {"prompt": PROMPT, "model_name": "kling-v3"}).data
    asked = counter.create("multi-image2video", BODIES["multi-image2video"][0])
    assert asked.refused == (400, 1201, "This API is no longer available")


@pytest.mark.parametrize("kind", CLASSIC)
def test_an_error_may_come_with_http_200(counter_with, kind):
    assert counter_with("error-200").create(kind, {}).refused[:2] == (200, 1201)


def test_an_error_may_have_null_data(counter_with):
    assert counter_with(error_data="null").create(TEXT, {}).body["data"] is None


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_another_content_type_is_remarked(counter, content_type):
    asked = counter.create(TEXT, {"prompt": PROMPT}, content_type=content_type)
    assert asked.data
    assert asked.remarks[-1].startswith("content-type")


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"null", b"[]", b"5", b'"x"', b"\xff", b'{"prompt": NaN}', b'{"prompt": "\\ud800"}', b'{"a":1e999}',
     b'{"x":' + b"[" * 400 + b"]" * 400 + b"}", b"[" * 100_000],
    ids=range(12),
)  # fmt: skip
def test_what_cannot_be_read_is_1200(counter, kind, raw):
    assert counter.create(kind, raw).refused[:2] == (400, 1200)


@pytest.mark.parametrize("kind", NEW)
def test_deep_but_not_too_deep_is_kept(counter, kind):
    deep = b'{"x":' + b"[" * 200 + b"]" * 200 + b"," + b'"prompt":"a"}'
    assert counter.create(kind, deep).status in {200, 400}


def test_inline_pictures_are_taken_without_padding(counter):
    assert counter.create(IMAGE, {"image": INLINE.rstrip("=")}).data

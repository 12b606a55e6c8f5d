"""What a submit may say: taken, forgiven, refused, or taken and then failed."""

from base64 import b64encode
from io import BytesIO

import pytest
from dashscope_words import FRAMES, URL, VIDEO
from PIL import Image

from vidlect_mock import documents
from vidlect_mock.vendors.dashscope.models import MODELS, Kind

DOCUMENT = documents.load("vendors", "dashscope")
CLIP = "https://example.com/a.mp4"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

LEAST = {
    Kind.TEXT: {"prompt": "山"},
    Kind.PICTURE: {"img_url": URL},
    Kind.FRAMES: {"first_frame_url": URL},
    Kind.REFERENCES: {"prompt": "山", "reference_urls": [URL]},
    Kind.VACE: {"function": "image_reference", "prompt": "山", "ref_images_url": [URL]},
    Kind.TEXT_27: {"prompt": "山"},
    Kind.FRAMES_27: {"media": [{"type": "first_frame", "url": URL}]},
    Kind.REFERENCES_27: {"prompt": "山", "media": [{"type": "reference_image", "url": URL}]},
    Kind.EDIT_27: {"media": [{"type": "video", "url": CLIP}]},
    Kind.ANYTHING_30: {"prompt": "山"},
}


def least(model):
    return {"model": model, "input": dict(LEAST[MODELS[model].kind])}


def t2v(said=None, **asked):
    return {"model": "wan2.6-t2v", "input": {"prompt": "山", **(said or {})}, "parameters": asked}


def i2v(said=None, model="wan2.6-i2v", **asked):
    return {"model": model, "input": {"img_url": URL, **(said or {})}, "parameters": asked}


def media(model, *items):
    return {"model": model, "input": {"prompt": "山", "media": [{"type": one, "url": URL} for one in items]}}


def vace(function, asked=None, **said):
    return {
        "model": "wanx2.1-vace-plus",
        "input": {"function": function, "prompt": "山", **said},
        "parameters": asked or {},
    }


def path_of(model):
    return FRAMES if MODELS[model].kind is Kind.FRAMES else VIDEO


def test_the_document_has_every_model():
    schemas = DOCUMENT["components"]["schemas"]
    assert set(schemas["SubmitVideo"]["properties"]["model"]["enum"]) == set(MODELS)
    frames = {name for name, model in MODELS.items() if model.kind is Kind.FRAMES}
    assert set(schemas["SubmitVideoByFrames"]["properties"]["model"]["enum"]) == frames


@pytest.mark.parametrize("profile", ["default", "strict"])
@pytest.mark.parametrize("model", MODELS)
def test_the_least_of_every_model_is_taken_without_a_remark(vendor_with, model, profile):
    vendor = vendor_with(profile)
    vendor.takes(least(model), path_of(model))
    assert vendor.last().remarks == ()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("how", ["absent", "null", "empty"])
def test_what_a_model_needs_is_missed(vendor, model, how):
    whole = least(model)
    for field in whole["input"]:
        if field in {"media", "reference_urls"} and how == "empty":
            value = []
        else:
            value = None if how == "null" else ""
        said = {name: old for name, old in whole["input"].items() if name != field}
        if how != "absent":
            said[field] = value
        body = {**whole, "input": {**said, "extend_prompt": True}}
        answer = vendor.refuses(body, path_of(model))
        assert (answer.status, answer.json["code"]) == (400, "InvalidParameter")
        assert answer.json["message"] == f"Field required: input.{field}"


@pytest.mark.parametrize("name", [name for name in DOCUMENT["paths"] if "synthesis" in name])
def test_every_example_of_the_document_is_taken(vendor_with, name):
    content = DOCUMENT["paths"][name]["post"]["requestBody"]["content"]["application/json"]
    for example in content["examples"].values():
        vendor_with(unknown_file="ignored").takes(example["value"], name)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "InvalidParameter"),
        (b"{", "InvalidParameter"),
        (b"[]", "InvalidParameter"),
        (b"null", "InvalidParameter"),
        (b'{"model": NaN}', "InvalidParameter"),
        (b"\xff\xfe", "InvalidParameter"),
        (b"[" * 5000, "InvalidParameter"),
        ({}, "BadRequest.EmptyModel"),
        ({"model": ""}, "BadRequest.EmptyModel"),
        ({"model": "wan2.6-t2v"}, "BadRequest.EmptyInput"),
        ({"model": "wan2.6-t2v", "input": {}}, "BadRequest.EmptyInput"),
        ({"model": "wan2.6-t2v", "input": "山"}, "BadRequest.IllegalInput"),
        ({"model": "wan2.6-t2v", "input": {"prompt": "山"}, "parameters": [1]}, "InvalidParameter"),
        ({"model": 5, "input": {"prompt": "山"}}, "InvalidParameter"),
        ({"model": "wan9", "input": {"prompt": "山"}}, "InvalidParameter"),
        (t2v({"prompt": 5}), "InvalidParameter"),
        (i2v({"img_url": 5}), "InvalidParameter"),
        (i2v({"img_url": "boat"}), "InvalidURL"),
        (i2v({"img_url": "http://"}), "InvalidURL"),
        (i2v({"img_url": "data:image/png;base64,###"}), "InvalidURL"),
        (i2v({"img_url": "data:image/png,AAAA"}), "InvalidURL"),
        (i2v({"audio_url": "song"}), "InvalidURL"),
        (t2v(duration=1), "InvalidParameter"),
        (t2v(duration="5"), "InvalidParameter"),
        (t2v(duration=5.5), "InvalidParameter"),
        (t2v(seed=2**31), "InvalidParameter"),
        (t2v(watermark="yes"), "InvalidParameter"),
        (t2v({"negative_prompt": "水" * 501}), "InvalidParameter"),
        (i2v(resolution="720p"), "InvalidParameter"),
        (i2v(resolution="480P"), "InvalidParameter"),
        (vace("dub"), "InvalidParameter"),
        (vace("video_edit", video_url=CLIP), "InvalidParameter"),
        (vace("video_edit", mask_image_url=URL), "InvalidParameter"),
        (vace("video_extension"), "InvalidParameter"),
        (vace("image_reference", {"obj_or_bg": ["obj", "bg"]}, ref_images_url=[URL]), "InvalidParameter"),
        (vace("video_outpainting", {"top_scale": 3}, video_url=CLIP), "InvalidParameter"),
        ({"model": "wan2.7-i2v", "input": {"media": [1]}}, "InvalidParameter"),
        ({"model": "wan2.7-i2v", "input": {"media": {}}}, "InvalidParameter"),
    ],
)
def test_a_submit_that_is_refused(vendor, body, code):
    answer = vendor.refuses(body)
    assert (answer.status, answer.json["code"]) == (400, code)
    assert vendor.last().refusal.expected


@pytest.mark.parametrize(
    ("choice", "status", "code"),
    [
        ("400-InvalidParameter", 400, "InvalidParameter"),
        ("404-ModelNotFound", 404, "ModelNotFound"),
        ("404-InvalidParameter", 404, "InvalidParameter"),
        ("403-AccessDenied", 403, "AccessDenied"),
    ],
)
def test_the_answer_to_an_unknown_model_is_unsure(vendor_with, choice, status, code):
    answer = vendor_with(unknown_model=choice).refuses({"model": "wan9", "input": {"prompt": "山"}})
    assert (answer.status, answer.json["code"]) == (status, code)


def test_each_model_has_its_path(vendor, vendor_with):
    answer = vendor.refuses(t2v(), FRAMES)
    assert answer.json["message"] == "url error, please check url!"
    vendor.takes(least("wan2.2-kf2v-flash"))
    assert "image2video" in vendor.last().remarks[0]
    answer = vendor_with(kf2v_path="image2video").refuses(least("wan2.2-kf2v-flash"))
    assert answer.json["message"] == "url error, please check url!"


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON"])
def test_json_is_said_in_several_ways(vendor_with, kind):
    vendor_with("strict").takes(t2v(), content_type=kind)


@pytest.mark.parametrize("kind", [None, "text/plain"])
def test_another_content_type_is_unsure(vendor, vendor_with, kind):
    vendor.takes(t2v(), content_type=kind)
    assert "content-type" in vendor.last().remarks[0]
    answer = vendor_with(content_type="required").refuses(t2v(), content_type=kind)
    assert answer.json["message"].startswith("Required body invalid")


def test_the_habits_of_the_official_sdk_are_overlooked(vendor_with):
    body = i2v({"prompt": None, "extend_prompt": True, "function": "video-synthesis"})
    vendor = vendor_with("strict")
    vendor.takes(body)
    assert vendor.last().remarks == ("input.prompt: null, taken as absent",)


@pytest.mark.parametrize(
    ("body", "remark"),
    [
        (t2v({"mood": "calm"}), "input.mood"),
        (t2v(speed=2), "parameters.speed"),
        (t2v(size=None), "parameters.size"),
        (t2v({"negative_prompt": ""}), "input.negative_prompt"),
        ({**t2v(), "callback": "x"}, "callback"),
        ({**t2v(), "parameters": None}, "parameters: null"),
        (i2v(audio=False), "parameters.audio"),
    ],
)
def test_what_is_forgiven_is_remarked_and_refused_by_a_strict_session(vendor, vendor_with, body, remark):
    vendor.takes(body)
    assert vendor.last().remarks[0].startswith(remark)
    answer = vendor_with("strict").refuses(body)
    assert answer.json["code"] == "InvalidParameter"


def test_a_long_prompt_is_cut_not_refused(vendor_with):
    vendor = vendor_with("strict")
    vendor.takes(t2v({"prompt": "山" * 1501}))
    assert vendor.last().remarks == ("prompt: 1501 characters, cut after 1500",)


@pytest.mark.parametrize("size", ["1280x720", "1280X720", "720P", "16:9", "1280*768", "832*480"])
def test_a_size_outside_the_table_fails_the_task(vendor, vendor_with, size):
    output = vendor.end(t2v(size=size))["output"]
    assert output["task_status"] == "FAILED"
    assert (output["code"], output["message"]) == ("InvalidParameter", f"The size is not match {size}")
    answer = vendor_with(bad_size="refused").refuses(t2v(size=size))
    assert answer.json["message"] == f"The size is not match {size}"


@pytest.mark.parametrize("size", [5, True, ["1280*720"], {}])
def test_a_size_of_a_wrong_type_is_refused(vendor, size):
    assert vendor.refuses(t2v(size=size)).json["code"] == "InvalidParameter"


@pytest.mark.parametrize("body", [i2v(size="1280*720"), t2v(resolution="720P")])
def test_the_other_picture_parameter_is_overlooked(vendor, vendor_with, body):
    assert vendor.end(body)["output"]["task_status"] == "SUCCEEDED"
    vendor_with(other_picture_parameter="refused").refuses(body)


def test_a_tier_in_small_letters_is_unsure(vendor_with):
    assert vendor_with(tier_case="any").end(i2v(resolution="720p"))["usage"]["SR"] == 720


@pytest.mark.parametrize(("choice", "status"), [("failed-task", "FAILED"), ("ignored", "SUCCEEDED")])
def test_what_becomes_of_a_bad_parameter_is_unsure(vendor_with, choice, status):
    vendor = vendor_with(bad_parameter=choice)
    assert vendor.end(t2v(duration="5"))["output"]["task_status"] == status


@pytest.mark.parametrize("choice", ["refused", "failed-task", "ignored"])
@pytest.mark.parametrize("row", {row.kind: row for row in MODELS.values()}.values(), ids=lambda row: row.name)
def test_no_value_of_a_wrong_type_breaks_the_server(vendor_with, choice, row):
    vendor, path = vendor_with(bad_parameter=choice), FRAMES if row.kind is Kind.FRAMES else VIDEO
    fields = [("input", name) for name in row.inputs] + [("parameters", name) for name in row.parameters]
    for members, name in fields:
        for odd in (
            True,
            -1,
            1e308,
            "x",
            [[]],
            [None],
            {"a": 1},
            [{"type": []}],
            [{"type": "video", "url": {}}],
        ):
            body = {"parameters": {}, **least(row.name)}
            body[members] = {**body[members], name: odd}
            answer = vendor.submit(body, path)
            assert answer.status in {200, 400}, body
            if answer.status == 200:
                shown = [vendor.task(answer.json["output"]["task_id"]) for _ in range(2)]
                assert shown[-1]["output"]["task_status"] in {"SUCCEEDED", "FAILED"}


@pytest.mark.parametrize("seconds", range(1, 17))
def test_the_lengths_of_wan26_have_grown(vendor_with, seconds):
    older = vendor_with("seed-004").submit(t2v(duration=seconds)).status
    newer = vendor_with().submit(t2v(duration=seconds)).status
    assert (older, newer) == (200 if seconds in {5, 10, 15} else 400, 200 if 2 <= seconds <= 15 else 400)


@pytest.mark.parametrize(
    "body",
    [
        media("wan2.7-i2v", "last_frame"),
        media("wan2.7-i2v", "first_frame", "first_clip"),
        media("wan2.7-i2v", "first_frame", "first_frame"),
        media("wan2.7-r2v", "first_frame"),
        media("wan2.7-r2v", *["reference_image"] * 6),
        media("wan2.7-r2v", "reference_image", "first_frame", "first_frame"),
        media("wan2.7-videoedit", "reference_image"),
        media("wan2.7-videoedit", "video", *["reference_image"] * 5),
        media("wan3.0-video", "first_frame", "first_frame"),
        media("wan3.0-video", "file", "link"),
        media("wan3.0-video", *["reference_video"] * 6),
        {**media("wan3.0-video", "file"), "parameters": {"prompt_extend": False}},
        {"model": "wan2.6-r2v", "input": {"prompt": "山", "reference_urls": [CLIP] * 4}},
        {
            "model": "wan2.6-r2v",
            "input": {"prompt": "山", "reference_urls": [CLIP], "reference_video_urls": [CLIP] * 3},
        },
        vace("video_repainting", video_url=CLIP, ref_images_url=[URL, URL]),
        vace("image_reference", {"obj_or_bg": ["bg", "bg"]}, ref_images_url=[URL, URL]),
    ],
)
def test_media_that_do_not_go_together_fail_the_task(vendor, vendor_with, body):
    output = vendor.end(body)["output"]
    assert (output["task_status"], output["code"]) == ("FAILED", "InvalidParameter")
    assert "will fail" in vendor.engine.journal.find()[0].remarks[-1]
    vendor_with(bad_input="refused").refuses(body)


def test_frames_and_references_exclude_each_other_in_the_vendors_words(vendor):
    output = vendor.end(media("wan3.0-video", "first_frame", "reference_image"))["output"]
    assert output["message"].startswith("The two modes are mutually exclusive.")


def test_the_first_of_two_flaws_is_told(vendor):
    output = vendor.end(i2v({"img_url": "oss://nobody/a.png", "audio_url": "oss://nobody/a.mp3"}))["output"]
    assert output["code"] == "InvalidParameter.DataInspection"
    assert sum("will fail" in remark for remark in vendor.engine.journal.find()[0].remarks) == 2


def test_an_effect_takes_no_last_frame(vendor):
    said = {"first_frame_url": URL, "last_frame_url": URL, "template": "flying"}
    output = vendor.end({"model": "wan2.2-kf2v-flash", "input": said}, FRAMES)["output"]
    assert output["task_status"] == "FAILED"


def png(width, height, mode="RGB"):
    file = BytesIO()
    Image.new(mode, (width, height)).save(file, "PNG")
    return f"data:image/png;base64,{b64encode(file.getvalue()).decode()}"


@pytest.mark.parametrize(
    ("model", "address", "code"),
    [
        ("wan2.6-i2v", png(1, 1), "InvalidFile.Resolution"),
        ("wan2.6-i2v", png(240, 239), "InvalidFile.Resolution"),
        ("wan2.6-i2v", png(8001, 240), "InvalidFile.Resolution"),
        ("wan2.6-i2v", png(240, 240), None),
        ("wan2.6-i2v", png(240, 240, "RGBA"), "InvalidFile.Format"),
        ("wan2.2-i2v-plus", png(359, 400), "InvalidFile.Resolution"),
        ("wan2.2-i2v-plus", png(400, 2001), "InvalidFile.Resolution"),
        ("wan2.2-i2v-plus", png(360, 2000), None),
        ("wan2.6-i2v", "data:image/png;base64," + "A" * (28 * 1024 * 1024), "InvalidFile.Size"),
        ("wan2.6-i2v", "data:image/png;base64," + "A" * (14 * 1024 * 1024), None),
        ("wan2.2-i2v-plus", "data:image/png;base64," + "A" * (14 * 1024 * 1024), "InvalidFile.Size"),
        ("wan2.2-i2v-plus", "data:image/png;base64,AAAA", None),
    ],
    ids=[
        "tiny",
        "low",
        "wide",
        "least",
        "clear",
        "older narrow",
        "older high",
        "older most",
        "21 MB",
        "10 MB",
        "older 10 MB",
        "unreadable",
    ],
)
def test_a_picture_in_the_body_is_looked_at(vendor, model, address, code):
    output = vendor.end(i2v({"img_url": address}, model))["output"]
    assert output.get("code") == code


def test_a_picture_without_a_prefix_is_taken_as_the_ai_sdk_sends_it(vendor, vendor_with):
    vendor.takes(i2v({"img_url": "iVBORw0KGgo="}))
    assert "AI SDK" in vendor.last().remarks[0]
    assert vendor_with(bare_base64="refuse").refuses(i2v({"img_url": PNG})).json["code"] == "InvalidURL"


@pytest.mark.parametrize(
    ("body", "scenario", "case"),
    [
        (t2v({"prompt": "[[mock:never-ends #c-1]] 山"}), "山", "c-1"),
        (i2v({"img_url": "https://media.mock.invalid/m/never-ends/c-2/a.png"}), "", "c-2"),
        (
            {
                "model": "wan2.7-i2v",
                "input": {
                    "media": [
                        {"type": "first_frame", "url": "https://media.mock.invalid/m/never-ends/c-3/a.png"}
                    ]
                },
            },
            "",
            "c-3",
        ),
    ],
)
def test_a_marker_is_found_and_cut(vendor, body, scenario, case):
    task_id = vendor.takes(body)
    assert vendor.last().case == case
    task = vendor.engine.task("dashscope", "default", task_id, vendor.engine.clock.now())
    assert (task.prompt, task.plan.scenario) == (scenario, "never-ends")

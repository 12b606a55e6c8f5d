"""What a submit may say: which fields are taken, remarked or refused."""

import orjson
import pytest
from visual_bodies import BODIES, ONE, PER_MODEL, PICTURE, PNG, RATIOS, TEMPLATES, base64_of, png, submit

from vidlect_mock.interface import Intake, Refusal
from vidlect_mock.vendors.volcengine_visual.models import HOMES, MODELS
from vidlect_mock.vendors.volcengine_visual.pictures import MOST_BYTES


def test_every_req_key_has_its_bodies_here():
    assert set(BODIES) == set(MODELS)


@pytest.mark.parametrize("which", ["least", "most"])
@pytest.mark.parametrize("req_key", BODIES)
def test_a_documented_body_is_taken_without_a_remark(counter, req_key, which):
    fields = BODIES[req_key][which == "most"]
    asked = submit(counter, req_key, fields)
    assert isinstance(asked, Intake), asked
    assert asked.model == req_key
    assert asked.prompt == fields.get("prompt", "")
    careless = [remark for remark in asked.remarks if "not documented, none was checked" not in remark]
    assert careless == []
    assert isinstance(submit(counter, req_key, fields, counter.desk("strict")), Intake)


@pytest.mark.parametrize("which", ["least", "most"])
@pytest.mark.parametrize("req_key", PER_MODEL)
def test_the_per_model_actions_take_the_same_without_a_req_key(counter, req_key, which):
    fields = BODIES[req_key][which == "most"]
    action = PER_MODEL[req_key]
    assert counter.takes(action, fields).model == req_key
    assert counter.takes(action, {"req_key": req_key, **fields}).film == counter.takes(action, fields).film
    assert counter.refuses(action, {"req_key": "pippit_iv2v_cvtob", **fields}).code == "50215"


@pytest.mark.parametrize(
    ("req_key", "field"),
    [(key, field) for key, (least, _) in BODIES.items() for field in least if key in MODELS],
)
@pytest.mark.parametrize("how", ["absent", "null", "empty", "number", "object"])
def test_a_field_that_the_model_needs_is_missed(counter, req_key, field, how):
    fields = dict(BODIES[req_key][0])
    if how == "absent":
        del fields[field]
    else:
        fields[field] = {"null": None, "empty": "", "number": 5, "object": {"a": 1}}[how]
    refusal = submit(counter, req_key, fields)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.stage, refusal.answer.status) == ("50215", "body", 400)
    body = orjson.loads(refusal.answer.body)
    if HOMES[req_key] in PER_MODEL.values():
        assert body["ResponseMetadata"]["Error"]["Code"] == "50215"
    else:
        assert (body["code"], body["data"]) == (50215, None)
    assert counter.fits(refusal.operation, 400, body) == []
    assert field in refusal.expected or "anyOf" in refusal.expected


WITH_FRAMES = [key for key, model in MODELS.items() if model.fields and "frames" in model.fields]
WITH_RATIO = [key for key, model in MODELS.items() if model.fields and "aspect_ratio" in model.fields]


@pytest.mark.parametrize("req_key", WITH_FRAMES)
@pytest.mark.parametrize(
    ("frames", "good"), [(121, True), (241, True), (120, False), (0, False), (145, False), ("121", False)]
)
def test_frames_are_121_or_241(counter, req_key, frames, good):
    asked = submit(counter, req_key, {**BODIES[req_key][0], "frames": frames})
    assert isinstance(asked, Intake if good else Refusal)
    if good:
        assert asked.film.seconds == frames / 24
        assert asked.film.fps == 24
    else:
        assert asked.expected.startswith("/frames")


@pytest.mark.parametrize("req_key", WITH_RATIO)
@pytest.mark.parametrize("ratio", [*RATIOS, "9:21", "16x9", "adaptive", 5])
def test_only_documented_ratios_are_taken(counter, req_key, ratio):
    asked = submit(counter, req_key, {**BODIES[req_key][0], "aspect_ratio": ratio})
    good = ratio in RATIOS or (ratio == "9:21" and "vgfm" in req_key)
    assert isinstance(asked, Intake if good else Refusal)
    if not good:
        assert asked.expected.startswith("/aspect_ratio")


@pytest.mark.parametrize("field", ["template_id", "camera_strength"])
@pytest.mark.parametrize("value", ["", "none", "WEAK", None, 3])
def test_recamera_takes_only_its_own_words(counter, field, value):
    fields = {**BODIES["jimeng_i2v_recamera_v30"][0], field: value}
    refusal = submit(counter, "jimeng_i2v_recamera_v30", fields)
    assert isinstance(refusal, Refusal)
    assert field in refusal.expected


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("strength", ["weak", "medium", "strong"])
def test_recamera_takes_each_of_its_words(counter, template, strength):
    fields = {"prompt": "渡口", **ONE, "template_id": template, "camera_strength": strength}
    assert isinstance(submit(counter, "jimeng_i2v_recamera_v30", fields), Intake)


@pytest.mark.parametrize("req_key", [key for key, model in MODELS.items() if model.fields is not None])
@pytest.mark.parametrize("by_url", range(4))
@pytest.mark.parametrize("inline", range(4))
def test_the_number_of_pictures_is_the_models(counter, req_key, by_url, inline):
    fields = {k: v for k, v in BODIES[req_key][0].items() if k not in {"image_urls", "binary_data_base64"}}
    fields["prompt"] = "渡口"
    if by_url:
        fields["image_urls"] = [PICTURE] * by_url
    if inline:
        fields["binary_data_base64"] = [PNG] * inline
    least, most = MODELS[req_key].pictures
    # both fields at once is not "one of the two"
    good = least <= by_url + inline <= most and not (by_url and inline)
    asked = submit(counter, req_key, fields)
    assert isinstance(asked, Intake if good else Refusal), asked
    if not good:
        assert asked.code == "50215"


@pytest.mark.parametrize(
    "url",
    ["data:image/png;base64,AAAA", "ftp://example.com/a.png", "example.com/a.png", "https://", "/a.png"],
)
@pytest.mark.parametrize(
    ("req_key", "field", "many"),
    [
        ("jimeng_i2v_first_v30", "image_urls", True),
        ("jimeng_realman_avatar_picture_omni_v15", "image_url", False),
        ("jimeng_realman_avatar_picture_omni_v15", "audio_url", False),
        ("jimeng_realman_avatar_picture_omni_v15", "mask_url", True),
        ("jimeng_realman_avatar_object_detection", "image_url", False),
        ("jimeng_dream_actor_m1_gen_video_cv", "video_url", False),
        ("jimeng_dreamactor_m20_gen_video", "callback_url", False),
    ],
)
def test_a_media_url_is_http(counter, req_key, field, many, url):
    fields = {**BODIES[req_key][0], field: [url] if many else url}
    refusal = submit(counter, req_key, fields)
    assert isinstance(refusal, Refusal)
    assert refusal.expected.startswith(f"/{field}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("data:image/png;base64," + PNG, "data: prefix"),
        (PNG[:-1], "base64"),
        (PNG.replace("A", "_"), "base64"),
        (PNG + "\n", "base64"),
        ("图", "base64"),
        (5, "base64"),
    ],
)
def test_an_inline_picture_is_plain_base64(counter, text, said):
    refusal = submit(counter, "jimeng_i2v_first_v30", {"prompt": "渡口", "binary_data_base64": [text]})
    assert isinstance(refusal, Refusal)
    assert refusal.code == "50215"
    assert refusal.expected.startswith("/binary_data_base64/0")
    assert said in refusal.expected


@pytest.mark.parametrize(
    ("picture", "remark"),
    [
        (b"GIF89a" + bytes(30), "neither JPEG nor PNG"),
        (png(640, 640) + bytes(MOST_BYTES), "the documented limit is"),
    ],
)
def test_an_unusual_inline_picture_is_remarked_and_refused_when_strict(counter, picture, remark):
    fields = {"prompt": "渡口", "binary_data_base64": [base64_of(picture)]}
    asked = submit(counter, "jimeng_i2v_first_v30", fields)
    assert [said for said in asked.remarks if remark in said]
    assert remark in submit(counter, "jimeng_i2v_first_v30", fields, counter.desk("strict")).received


@pytest.mark.parametrize(
    ("req_key", "extra", "remark"),
    [
        ("jimeng_t2v_v30", {"duration": 5}, "duration: not a field"),
        ("jimeng_t2v_v30", {"aspect_ratio": ""}, "aspect_ratio: empty"),
        ("jimeng_t2v_v30", {"seed": None}, "seed: empty"),
        ("jimeng_t2v_v30", {"image_urls": []}, "image_urls: empty"),
        (
            "jimeng_t2v_v30",
            {"prompt": "长" * 801},
            "prompt: 801 characters, the end may be ignored after 800",
        ),
        ("jimeng_i2v_first_v30", {"aspect_ratio": "16:9"}, "aspect_ratio: not a field"),
        ("jimeng_ti2v_v30_pro", {**ONE, "aspect_ratio": "1:1"}, "aspect_ratio: ignored beside a picture"),
        ("jimeng_ti2v_v30_pro", {**ONE, "prompt": ""}, "prompt: empty"),
        ("jimeng_realman_avatar_picture_omni_v15", {"mask_url": PICTURE}, "mask_url: an array"),
        ("jimeng_realman_avatar_picture_omni_v15", {"mask_urls": [PICTURE]}, "mask_urls: not a field"),
        ("jimeng_realman_avatar_picture_omni_v15", {"prompt": "长" * 301}, "prompt: 301 characters"),
    ],
)
def test_carelessness_is_remarked_and_refused_only_when_strict(counter, req_key, extra, remark):
    fields = {**BODIES[req_key][0], **extra}
    asked = submit(counter, req_key, fields)
    assert isinstance(asked, Intake), asked
    assert [said for said in asked.remarks if said.startswith(remark)]
    assert asked.body == {"req_key": req_key, **fields}
    refusal = submit(counter, req_key, fields, counter.desk("strict"))
    assert isinstance(refusal, Refusal)
    assert remark in refusal.received


@pytest.mark.parametrize("length", [400, 401, 800])
def test_more_than_the_advised_prompt_is_only_advice(counter, length):
    asked = submit(counter, "jimeng_t2v_v30", {"prompt": "长" * length}, counter.desk("strict"))
    assert isinstance(asked, Intake)
    assert bool(asked.remarks) is (length > 400)


@pytest.mark.parametrize("req_key", [key for key, (_, most) in BODIES.items() if "prompt" in most])
def test_a_prompt_of_megabytes_is_refused_by_name(counter, req_key):
    _, fields = BODIES[req_key]
    assert isinstance(submit(counter, req_key, {**fields, "prompt": "长" * 100_000}), Intake)
    for length in (100_001, 10_000_000):
        refusal = submit(counter, req_key, {**fields, "prompt": "x" * length})
        assert (refusal.code, refusal.answer.status) == ("50215", 400)
        assert refusal.expected.startswith("/prompt: ")
        assert len(refusal.expected) < 200  # it does not quote the prompt


def test_a_field_given_twice_counts_the_last_time_and_is_remarked(counter):
    raw = b'{"req_key":"jimeng_t2v_v30","prompt":"a \\"prompt\\": b","frames":121,"frames" : 241}'
    asked = counter.takes("CVSync2AsyncSubmitTask", raw)
    assert asked.film.seconds == 241 / 24
    assert asked.remarks == ("frames: given more than once, the last one counts",)


def test_another_content_type_is_only_advice(counter):
    body = {"req_key": "jimeng_t2v_v30", "prompt": "渡口"}
    for kind in (b"text/plain", b""):
        asked = counter.ask("CVSync2AsyncSubmitTask", body, counter.desk("strict"), kind)
        assert asked.remarks[0].startswith("content-type: ")
    assert not counter.ask("CVSync2AsyncSubmitTask", body, None, b"Application/JSON; charset=utf-8").remarks

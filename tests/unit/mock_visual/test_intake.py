"""What is taken, what is remarked, what is refused, and with which code."""

import base64
import struct
import zlib

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vidlect_mock.interface import Effect, Intake, Refusal
from vidlect_mock.lifecycle import State
from vidlect_mock.vendors import volcengine_visual as visual
from vidlect_mock.vendors.volcengine_visual.films import nearest
from vidlect_mock.vendors.volcengine_visual.models import HOMES, MODELS
from vidlect_mock.vendors.volcengine_visual.operations import Family
from vidlect_mock.vendors.volcengine_visual.pictures import MOST_BYTES, size_of

TASK = "10762451179911711518"
PICTURE = "https://example.com/picture.png"
SOUND = "https://example.com/words.mp3"
FILM = "https://example.com/dance.mp4"
RATIOS = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9")
TEMPLATES = (
    "hitchcock_dolly_in", "hitchcock_dolly_out", "robo_arm", "dynamic_orbit", "central_orbit", "crane_push",
    "quick_pull_back", "counterclockwise_swivel", "clockwise_swivel", "handheld", "rapid_push_pull",
)  # fmt: skip


def png(width, height):
    head = struct.pack(">II", width, height) + b"\x08\x02\x00\x00\x00"
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def jpeg(width, height):
    application = b"\xff\xe0" + struct.pack(">H", 16) + bytes(14)
    return b"\xff\xd8" + application + b"\xff\xc0" + struct.pack(">HBHH", 17, 8, height, width) + bytes(10)


def base64_of(picture):
    return base64.b64encode(picture).decode()


PNG = base64_of(png(640, 640))
ONE = {"image_urls": [PICTURE]}
TWO = {"image_urls": [PICTURE, PICTURE]}
ALL_TEXT = {"prompt": "晨雾里的渡口", "seed": 42, "frames": 241, "aspect_ratio": "9:16"}
ALL_PICTURE = {"prompt": "晨雾里的渡口", "seed": 42, "frames": 241}
CAMERA = {"template_id": "robo_arm", "camera_strength": "weak"}
OMNI = {"image_url": PICTURE, "audio_url": SOUND}

# req_key → (least that the facts allow, most that they name)
BODIES = {
    "jimeng_t2v_v30": ({"prompt": "渡口"}, ALL_TEXT),
    "jimeng_t2v_v30_1080p": ({"prompt": "渡口"}, ALL_TEXT),
    "jimeng_i2v_first_v30": ({"prompt": "渡口", **ONE}, {**ALL_PICTURE, "binary_data_base64": [PNG]}),
    "jimeng_i2v_first_v30_1080": ({"prompt": "渡口", **ONE}, {**ALL_PICTURE, "binary_data_base64": [PNG]}),
    "jimeng_i2v_first_tail_v30": (
        {"prompt": "渡口", **TWO},
        {**ALL_PICTURE, "binary_data_base64": [PNG, PNG]},
    ),
    "jimeng_i2v_first_tail_v30_1080": (
        {"prompt": "渡口", **TWO},
        {**ALL_PICTURE, "binary_data_base64": [PNG, PNG]},
    ),
    "jimeng_i2v_recamera_v30": ({"prompt": "渡口", **ONE, **CAMERA}, {**ALL_PICTURE, **ONE, **CAMERA}),
    "jimeng_ti2v_v30_pro": ({"prompt": "渡口"}, {**ALL_PICTURE, **ONE}),
    "jimeng_dreamactor_m20_gen_video": (
        {**ONE, "video_url": FILM},
        {
            "binary_data_base64": [PNG],
            "video_url": FILM,
            "cut_result_first_second_switch": False,
            "callback_url": "https://example.com/done",
        },
    ),
    "pippit_iv2v_cvtob": ({}, {"prompt": "口红", "ratio": "9:16", "duration": "~15s", "language": "zh"}),
    "pippit_iv2v_v20_cvtob": ({}, {"img_url_list": [PICTURE], "enable_watermark": True, "duration": "~30s"}),
    "pippit_iv2v_v20_cvtob_with_vinput": ({}, {"anything": [1, {"goes": None}]}),
    "jimeng_realman_avatar_picture_create_role_omni_v15": ({"image_url": PICTURE}, {"image_url": PICTURE}),
    "jimeng_realman_avatar_picture_omni_v15": (
        OMNI,
        {
            **OMNI,
            "mask_url": [PICTURE],
            "seed": 1,
            "prompt": "点头",
            "output_resolution": 720,
            "pe_fast_mode": True,
        },
    ),
    "jimeng_dream_actor_m1_gen_video_cv": (
        {"image_url": PICTURE, "video_url": FILM},
        {"image_url": PICTURE, "video_url": FILM},
    ),
    "jimeng_vgfm_t2v_l20": ({"prompt": "渡口"}, {"prompt": "渡口", "seed": 3, "aspect_ratio": "9:21"}),
    "jimeng_vgfm_i2v_l20": (ONE, {"prompt": "渡口", "aspect_ratio": "9:21", "binary_data_base64": [PNG]}),
    "realman_avatar_creation_task": ({}, {"resource_id": "r", "audio_url": SOUND}),
    "realman_video_remake_tob": ({}, {"video_url": FILM}),
    "jimeng_realman_avatar_object_detection": ({"image_url": PICTURE}, {"image_url": PICTURE}),
    "jimeng_t2i_v31": ({"prompt": "青花瓷"}, {"prompt": "青花瓷", "width": 1024}),
}
PER_MODEL = {
    action.req_keys[0]: name
    for name, action in visual.ACTIONS.items()
    if action.family is Family.PER_MODEL and action.effect is Effect.SUBMIT
}
POLLS = [name for name, action in visual.ACTIONS.items() if action.effect is Effect.POLL]


def submit(counter, req_key, fields, desk=None, action=None):
    action = action or HOMES[req_key]
    body = fields if visual.ACTIONS[action].family is Family.PER_MODEL else {"req_key": req_key, **fields}
    return counter.ask(action, body, desk)


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


# ---- markers ----


def test_the_marker_is_cut_before_the_prompt_is_measured(counter):
    marked = "[[mock:two-503s #case-17 age=13h]] " + "长" * 400
    asked = submit(counter, "jimeng_t2v_v30", {"prompt": marked}, counter.desk("strict"))
    assert asked.prompt == "长" * 400
    assert asked.marker == ("two-503s", "case-17", 13 * 3600.0)
    assert asked.remarks == ()
    assert asked.body["prompt"] == marked


def test_a_marker_alone_is_no_prompt(counter):
    assert isinstance(submit(counter, "jimeng_t2v_v30", {"prompt": "[[mock:slow]]"}), Refusal)


@pytest.mark.parametrize(
    ("req_key", "field", "many"),
    [
        ("jimeng_ti2v_v30_pro", "image_urls", True),
        ("jimeng_realman_avatar_picture_omni_v15", "image_url", False),
        ("jimeng_realman_avatar_picture_omni_v15", "audio_url", False),
        ("jimeng_realman_avatar_object_detection", "image_url", False),
        ("jimeng_dream_actor_m1_gen_video_cv", "video_url", False),
    ],
)
def test_a_media_url_can_carry_the_marker(counter, req_key, field, many):
    url = "https://media.mock.invalid/m/slow/a~b/x.png"
    asked = submit(counter, req_key, {**BODIES[req_key][0], field: [url] if many else url})
    assert asked.marker == ("slow", "a/b", 0.0)


def test_the_prompts_marker_wins(counter):
    url = "https://media.mock.invalid/m/slow/case/x.png"
    asked = submit(counter, "jimeng_ti2v_v30_pro", {"prompt": "[[mock:fast]] 渡口", "image_urls": [url]})
    assert asked.marker.scenario == "fast"


# ---- req_keys and their places ----


@pytest.mark.parametrize(
    "req_key", [None, "", "jimeng_t2v_v30_1080", "jimeng_i2v_first_v30_1080p", 5, [], {}]
)
@pytest.mark.parametrize(
    "action", [name for name, row in visual.ACTIONS.items() if row.family is not Family.PER_MODEL]
)
@pytest.mark.parametrize("code", ["50200", "50400", "50204"])
def test_an_unknown_req_key_is_refused_everywhere(counter, action, req_key, code):
    desk = counter.desk(**{"unknown-key": code})
    refusal = counter.refuses(action, {"req_key": req_key, "prompt": "a", "task_id": TASK}, desk)
    assert refusal.code == code
    assert "req_key" in refusal.expected
    assert counter.fits(action, refusal.answer.status, orjson.loads(refusal.answer.body)) == []


def test_a_missing_req_key_is_refused_as_an_unknown_one(counter):
    assert counter.refuses("CVSync2AsyncSubmitTask", {"prompt": "a"}).received == "no req_key"
    shown = counter.refuses("CVSync2AsyncSubmitTask", {"req_key": "k" * 5000}).received
    assert len(shown) < 120


@pytest.mark.parametrize("req_key", BODIES)
def test_the_two_pairs_take_each_others_keys_unless_pairing_is_strict(counter, req_key):
    general = {"CVSubmitTask", "CVSync2AsyncSubmitTask"}
    home = HOMES[req_key]
    for action in general:
        asked = submit(counter, req_key, BODIES[req_key][0], action=action)
        strict = submit(counter, req_key, BODIES[req_key][0], counter.desk(pairing="strict"), action)
        if action == home:
            assert isinstance(asked, Intake)
            assert isinstance(strict, Intake)
        elif home in general:
            assert isinstance(asked, Intake)
            assert strict.code == "50215"
            assert home in strict.expected
        else:
            assert asked.code == strict.code == "50200"


@pytest.mark.parametrize("req_key", BODIES)
def test_an_instant_answer_is_for_detection_only(counter, req_key):
    asked = submit(counter, req_key, BODIES[req_key][0], action="CVProcess")
    assert isinstance(asked, Intake if req_key == "jimeng_realman_avatar_object_detection" else Refusal)


@pytest.mark.parametrize(
    ("alias", "means", "choices"),
    [
        ("jimeng_t2v_v30_pro", "jimeng_ti2v_v30_pro", {"seed-001", "all"}),
        ("jimeng_vgfm_t2v_l_v30", "jimeng_ti2v_v30_pro", {"all"}),
        ("jimeng_t2v_v30_720p", "jimeng_t2v_v30", {"all"}),
    ],
)
@pytest.mark.parametrize("choice", ["seed-001", "all", "none"])
def test_an_alias_is_taken_with_a_remark_where_its_switch_allows(counter, alias, means, choices, choice):
    desk = counter.desk(aliases=choice)
    body = {"req_key": alias, "prompt": "渡口"}
    if choice not in choices:
        assert counter.refuses("CVSync2AsyncSubmitTask", body, desk).code == "50200"
        return
    asked = counter.takes("CVSync2AsyncSubmitTask", body, desk)
    assert asked.model == alias
    assert asked.film.label == means
    assert means in asked.remarks[0]
    query = counter.takes("CVSync2AsyncGetResult", {"req_key": alias, "task_id": TASK}, desk)
    assert query.model == alias
    assert counter.takes("CVGetResult", {"req_key": alias, "task_id": TASK}, desk).model == alias


def test_a_task_submitted_under_an_alias_can_be_rendered(counter, a_task):
    done = a_task(State.SUCCEEDED, "jimeng_t2v_v30_pro")
    assert counter.answer("CVSync2AsyncGetResult", done)[1]["data"]["status"] == "done"


# ---- films ----


@pytest.mark.parametrize(
    ("ratio", "size"),
    [
        ("21:9", (2176, 928)),
        ("16:9", (1920, 1088)),
        ("4:3", (1664, 1248)),
        ("1:1", (1440, 1440)),
        ("3:4", (1248, 1664)),
        ("9:16", (1088, 1920)),
    ],
)
def test_pro_makes_the_documented_pixels(counter, ratio, size):
    film = submit(counter, "jimeng_ti2v_v30_pro", {"prompt": "渡口", "aspect_ratio": ratio}).film
    assert (film.width, film.height) == size
    assert (film.seconds, film.fps, film.sound) == (121 / 24, 24, False)


@pytest.mark.parametrize("req_key", [key for key in BODIES if MODELS[key].shape.value.startswith("a ratio")])
@pytest.mark.parametrize("ratio", RATIOS)
def test_pixels_have_the_asked_ratio_and_tier(counter, req_key, ratio):
    wide, high = map(int, ratio.split(":"))
    if "aspect_ratio" not in MODELS[req_key].fields:
        body = {**BODIES[req_key][0], "binary_data_base64": [base64_of(png(wide * 100, high * 100))]}
        body.pop("image_urls")
        body["binary_data_base64"] *= MODELS[req_key].pictures[0]
    else:
        body = {**BODIES[req_key][0], "aspect_ratio": ratio}
        if "image_urls" in body:
            body["binary_data_base64"] = [base64_of(png(wide * 100, high * 100))]
            del body["image_urls"]
    film = submit(counter, req_key, body).film
    assert abs(film.width / film.height / (wide / high) - 1) < 0.02
    pixels = film.width * film.height
    assert pixels > 1_900_000 if MODELS[req_key].shape.name == "TIER_1080" else 800_000 < pixels < 1_000_000


@pytest.mark.parametrize(
    ("req_key", "extra", "look"),
    [
        ("jimeng_realman_avatar_picture_omni_v15", {}, (1920, 1080, 5.0, 24, True)),
        ("jimeng_realman_avatar_picture_omni_v15", {"output_resolution": 1080}, (1920, 1080, 5.0, 24, True)),
        ("jimeng_realman_avatar_picture_omni_v15", {"output_resolution": 720}, (1280, 720, 5.0, 24, True)),
        ("jimeng_dreamactor_m20_gen_video", {}, (1280, 720, 4.0, 25, False)),
        (
            "jimeng_dreamactor_m20_gen_video",
            {"cut_result_first_second_switch": False},
            (1280, 720, 5.0, 25, False),
        ),
        ("jimeng_vgfm_t2v_l20", {"aspect_ratio": "9:21"}, (640, 1504, 5.0, 24, False)),
        ("pippit_iv2v_cvtob", {}, (1248, 704, 15.0, 24, True)),
        ("pippit_iv2v_cvtob", {"ratio": "9:16", "duration": "~30s"}, (704, 1248, 30.0, 24, True)),
        ("pippit_iv2v_cvtob", {"ratio": "odd", "duration": "0"}, (1248, 704, 15.0, 24, True)),
        ("pippit_iv2v_v20_cvtob_with_vinput", {"ratio": 5, "duration": [30]}, (1248, 704, 30.0, 24, True)),
    ],
)
def test_a_film_looks_as_its_request_says(counter, req_key, extra, look):
    film = submit(counter, req_key, {**BODIES[req_key][0], **extra}).film
    assert (film.width, film.height, film.seconds, film.fps, film.sound) == look
    assert film.label == req_key


@pytest.mark.parametrize("bad", [0, 1081, "720"])
def test_omnihuman_makes_720_or_1080(counter, bad):
    fields = {**OMNI, "output_resolution": bad}
    refusal = submit(counter, "jimeng_realman_avatar_picture_omni_v15", fields)
    assert refusal.expected.startswith("/output_resolution")


@pytest.mark.parametrize("req_key", [key for key, model in MODELS.items() if model.shape.name == "NONE"])
def test_what_makes_no_film_has_none(counter, req_key):
    assert submit(counter, req_key, BODIES[req_key][0]).film is None


def test_a_callback_is_handed_on(counter):
    asked = submit(counter, "jimeng_dreamactor_m20_gen_video", BODIES["jimeng_dreamactor_m20_gen_video"][1])
    assert asked.callback_url == "https://example.com/done"


@pytest.mark.parametrize("make", [png, jpeg])
def test_the_size_of_a_picture_is_read_from_its_head(make):
    assert size_of(make(300, 200)) == (300, 200)
    for cut in range(len(make(300, 200)) - 12):
        assert size_of(make(300, 200)[:cut]) in {None, (300, 200)}


@pytest.mark.parametrize(
    "odd", [b"", b"GIF89a", b"\xff\xd8\xff\xc4\x00", b"\xff\xd8\xff\xe0\x00\x00" + bytes(9)]
)
def test_an_odd_picture_has_no_size(odd):
    assert size_of(odd) is None


def test_an_odd_inline_picture_gets_the_usual_ratio(counter):
    fields = {"prompt": "渡口", "binary_data_base64": [base64_of(b"GIF89a" + bytes(60))]}
    film = submit(counter, "jimeng_i2v_first_v30", fields).film
    assert (film.width, film.height) == (1248, 704)


def test_a_picture_without_height_has_a_ratio_all_the_same():
    assert nearest(100, 0, {"1:1": (1, 1), "21:9": (21, 9)}) == "21:9"


# ---- queries and cancellations ----


@pytest.mark.parametrize("action", [*POLLS, "CVCancelTask"])
@pytest.mark.parametrize("task_id", [None, "", 10762451179911711518, 7, ["7"], {}])
def test_a_query_needs_its_task_id_as_text(counter, action, task_id):
    key = visual.ACTIONS[action].req_keys[0]
    body = {"req_key": key, "task_id": task_id}
    refusal = counter.refuses(action, body)
    assert (refusal.code, refusal.answer.status) == ("50215", 400)
    assert "task_id" in refusal.expected
    assert counter.fits(action, 400, orjson.loads(refusal.answer.body)) == []


@pytest.mark.parametrize("action", [*POLLS, "CVCancelTask"])
def test_a_query_says_which_task_is_meant(counter, action):
    for key in visual.ACTIONS[action].req_keys:
        asked = counter.takes(action, {"req_key": key, "task_id": TASK})
        assert (asked.model, asked.task_id, asked.remarks, asked.film) == (key, TASK, (), None)
    if visual.ACTIONS[action].family is Family.PER_MODEL:
        assert counter.takes(action, {"task_id": TASK}).model == visual.ACTIONS[action].req_keys[0]
        assert counter.refuses(action, {"req_key": "pippit_iv2v_cvtob", "task_id": TASK}).code == "50215"


@pytest.mark.parametrize("req_key", BODIES)
def test_a_query_keeps_to_its_pair_when_pairing_is_strict(counter, req_key):
    body = {"req_key": req_key, "task_id": TASK}
    for action, submitted in (
        ("CVGetResult", "CVSubmitTask"),
        ("CVSync2AsyncGetResult", "CVSync2AsyncSubmitTask"),
    ):
        assert counter.takes(action, body).model == req_key
        strict = counter.ask(action, body, counter.desk(pairing="strict"))
        assert isinstance(strict, Intake if HOMES[req_key] == submitted else Refusal)
    assert isinstance(counter.ask("CVCancelTask", body, counter.desk(pairing="strict")), Intake)


@pytest.mark.parametrize(
    ("req_json", "good", "remarked"),
    [
        ('{"aigc_meta":{"producer_id":"p"}}', True, False),
        (
            '{"aigc_meta":{"content_producer":"c","producer_id":"p","content_propagator":"d","propagate_id":"e"}}',
            True,
            False,
        ),
        ('{"return_url":true}', True, False),
        (None, True, True),
        ("{not json", True, True),
        ("[]", True, True),
        ("", True, True),
        ('{"aigc_meta":{}}', False, False),
        ('{"aigc_meta":{"producer_id":""}}', False, False),
        ('{"aigc_meta":{"producer_id":7}}', False, False),
        ('{"aigc_meta":[]}', False, False),
        ('{"aigc_meta":{"producer_id":"' + "p" * 256 + '"}}', True, False),
        ('{"aigc_meta":{"producer_id":"' + "p" * 257 + '"}}', False, False),
        ('{"aigc_meta":{"producer_id":"p","propagate_id":5}}', False, False),
        ({"aigc_meta": {"producer_id": "p"}}, False, False),
    ],
)
def test_req_json_is_json_in_a_string(counter, req_json, good, remarked):
    body = {"req_key": "jimeng_t2v_v30", "task_id": TASK, "req_json": req_json}
    asked = counter.ask("CVSync2AsyncGetResult", body)
    if not good:
        assert asked.code == "50215"
        assert asked.expected.startswith("/req_json")
        return
    assert bool(asked.remarks) is remarked
    assert isinstance(
        counter.ask("CVSync2AsyncGetResult", body, counter.desk("strict")), Refusal if remarked else Intake
    )


def test_an_unknown_field_of_a_query_is_remarked_and_refused_when_strict(counter):
    body = {"req_key": "jimeng_t2v_v30", "task_id": TASK, "prompt": "渡口"}
    assert counter.takes("CVSync2AsyncGetResult", body).remarks == (
        "prompt: not a field of CVSync2AsyncGetResult, ignored",
    )
    assert "prompt" in counter.refuses("CVSync2AsyncGetResult", body, counter.desk("strict")).received


# ---- bodies that cannot be read ----


@pytest.mark.parametrize("action", visual.ACTIONS)
@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"req_key":"jimeng_t2v_v30"',
        b"null",
        b"[]",
        b'"text"',
        b"7",
        b"{'req_key':1}",
        b'{"seed":NaN}',
        b'{"seed":Infinity}',
        b'{"prompt":"\xff\xfe"}',
        b"\xef\xbb\xbf{}",
        b'{"prompt":"\\ud800"}',
        b'{"a":' * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b"\x00",
        b"req_key=jimeng_t2v_v30&prompt=a",
    ],
    ids=lambda raw: repr(raw[:24]),
)
def test_an_unreadable_body_is_refused_in_the_vendors_words(counter, action, raw):
    refusal = counter.refuses(action, raw)
    assert (refusal.code, refusal.stage, refusal.answer.status) == ("50215", "body", 400)
    assert refusal.expected.startswith("a JSON object")
    assert counter.fits(action, 400, orjson.loads(refusal.answer.body)) == []


def test_nul_bytes_are_taken_as_they_are(counter):
    assert submit(counter, "jimeng_t2v_v30", {"prompt": "a\x00b"}).prompt == "a\x00b"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FIELDS = sorted(
    {field for model in MODELS.values() for field in model.fields or ()} | {"req_key", "task_id", "req_json"}
)


@settings(max_examples=400, deadline=None)
@given(
    action=st.sampled_from(sorted(visual.ACTIONS)),
    key=st.sampled_from(sorted(MODELS)) | ANYTHING,
    fields=st.dictionaries(st.sampled_from(FIELDS) | st.text(), ANYTHING, max_size=6),
    strict=st.booleans(),
)
def test_whatever_comes_is_taken_or_refused(counter, action, key, fields, strict):
    try:
        raw = orjson.dumps({**fields, "req_key": key})
    except TypeError:  # a number or text that JSON cannot hold
        raw = b"{}"
    asked = counter.ask(action, raw, counter.desk("strict" if strict else "default"))
    if isinstance(asked, Refusal):
        body = orjson.loads(asked.answer.body)
        assert counter.fits(action, asked.answer.status, body) == []
        assert asked.expected
    else:
        assert isinstance(asked, Intake)

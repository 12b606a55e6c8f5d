"""What a stranger's submit asks for: equivalent spellings, notes, and refusals that point."""

import orjson
import pytest

from vidlect_adapters.canonical import Frames, Inline, Link, Medium, Role, Shape
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.vendors import volcengine_visual as visual
from vidlect_adapters.vendors.volcengine_visual import catalog

PRO = "jimeng_ti2v_v30_pro"
HUMAN = "jimeng_realman_avatar_picture_omni_v15"
TEXT = {"req_key": PRO, "prompt": "海边的灯塔"}
PICTURE = {"req_key": "jimeng_i2v_first_v30", "prompt": "浪", "image_urls": ["https://m.example/a.png"]}
SPEECH = {
    "req_key": HUMAN,
    "image_url": "https://m.example/face.png",
    "audio_url": "https://m.example/voice.mp3",
}


@pytest.fixture
def read(submit, default):
    def decoded(body, **call):
        if isinstance(body, dict) and body.get("req_key") == HUMAN:
            call = {"action": "CVSubmitTask", **call}
        return visual.decode_submit(submit(body, **call), default)

    return decoded


@pytest.fixture
def refused(submit, default):
    def error(body, **call):
        with pytest.raises(MalformedRequest) as caught:
            visual.decode_submit(submit(body, **call), default)
        return caught.value

    return error


@pytest.mark.parametrize("model", visual.models())
@pytest.mark.parametrize("api", ["default", "seed-001", "per-model"])
def test_what_is_encoded_is_read_back_for_every_model(model, api, film, profile):
    request, chosen = film(model, seed=3), profile(api)
    decoded = visual.decode_submit(visual.encode_submit(request, chosen).call, chosen)
    expected = visual.meaning(request)
    if not catalog.BY_KEY[model].seed:
        assert decoded.request.seed is None
    else:
        assert visual.meaning(decoded.request) == expected


def test_a_text_film_is_read(read):
    decoded = read({**TEXT, "seed": -1, "frames": 241, "aspect_ratio": "9:16"})
    assert decoded.model_name == PRO
    assert decoded.request.seed is None
    assert decoded.request.length == Frames(count=241, fps=24)
    assert decoded.request.frame == Shape(aspect="9:16")
    assert decoded.notes == ()
    assert read(TEXT).request.length is None


def test_seed_zero_is_no_random_seed(read):
    assert read({**TEXT, "seed": 0}).request.seed == 0


def test_first_and_last_frame_are_read_in_order(read):
    urls = ["https://m.example/1.png", "https://m.example/2.png"]
    request = read({**TEXT, "req_key": "jimeng_i2v_first_tail_v30", "image_urls": urls}).request
    assert request.first_frame.source == Link(url=urls[0])
    assert request.last_frame.source == Link(url=urls[1])


def test_inline_pictures_are_read(read):
    decoded = read({"req_key": PRO, "prompt": "", "binary_data_base64": ["AAAA"]})
    assert decoded.request.first_frame.source == Inline(base64="AAAA")
    assert decoded.notes == ("/prompt is empty; read as absent",)


def test_a_data_prefix_is_refused_where_plain_base64_is_wanted(refused):
    error = refused({"req_key": PRO, "binary_data_base64": ["data:image/png;base64,AAAA"]})
    assert error.pointer == "/binary_data_base64/0"


def test_a_digital_human_is_read(read):
    body = {**SPEECH, "mask_url": ["https://m.example/m.png"], "output_resolution": 720, "pe_fast_mode": True}
    request = read(body).request
    assert [(one.role, one.medium) for one in request.inputs] == [
        (Role.REFERENCE, Medium.IMAGE),
        (Role.SOURCE, Medium.AUDIO),
        (Role.MASK, Medium.IMAGE),
    ]
    assert request.frame == Shape(resolution="720p")
    assert request.vendor_options == {"pe_fast_mode": True}


@pytest.mark.parametrize(
    ("body", "note"),
    [
        ({**TEXT, "frames": 121.0}, "/frames is written with a decimal point"),
        ({**TEXT, "seed": None}, "/seed is null; read as absent"),
        ({**TEXT, "watermark": False}, f"/watermark is no field of {PRO}; the vendor overlooks it"),
        (
            {**PICTURE, "aspect_ratio": "16:9"},
            "/aspect_ratio is no field of jimeng_i2v_first_v30; the vendor overlooks it",
        ),
        (
            {**TEXT, "image_urls": ["https://m.example/a"], "aspect_ratio": "16:9"},
            "/aspect_ratio beside a picture; the vendor overlooks it",
        ),
        (
            {**PICTURE, "image_urls": "https://m.example/a.png"},
            "/image_urls is one text; the other is documented",
        ),
        ({**SPEECH, "mask_url": "https://m.example/m"}, "/mask_url is one text; the other is documented"),
        ({**SPEECH, "mask_urls": ["https://m.example/m"]}, "/mask_urls is read as /mask_url"),
        (
            {**SPEECH, "image_url": ["https://m.example/face.png"]},
            "/image_url is an array; the other is documented",
        ),
        ({**TEXT, "prompt": "雨" * 801}, "/prompt has 801 characters; the vendor reads at most 800"),
        (
            {**TEXT, "req_key": "jimeng_t2v_v30_pro"},
            f"/req_key jimeng_t2v_v30_pro is an unofficial name of {PRO}",
        ),
        (
            {**TEXT, "callback_url": "https://c.example"},
            f"/callback_url is no field of {PRO}; the vendor overlooks it",
        ),
    ],
)
def test_what_is_tolerated_is_noted(body, note, read):
    assert read(body).notes == (note,)


def test_an_alias_keeps_its_name_and_means_the_official_model(read):
    decoded = read({**TEXT, "req_key": "jimeng_t2v_v30_720p"})
    assert (decoded.request.model, decoded.model_name) == ("jimeng_t2v_v30", "jimeng_t2v_v30_720p")


def test_the_other_pair_of_actions_and_another_version_are_noted(read):
    assert "CVSync2AsyncSubmitTask, not CVSubmitTask" in read(TEXT, action="CVSubmitTask").notes[0]
    assert "2022-08-31 is documented" in read(TEXT, version="2024-06-06").notes[0]


def test_a_callback_is_read_where_it_is_documented(read):
    body = {
        "req_key": "jimeng_dreamactor_m20_gen_video",
        "image_urls": ["https://m.example/a"],
        "video_url": "https://m.example/v",
        "callback_url": "https://c.example/hook",
        "prompt": "没有这一栏",
    }
    decoded = read(body)
    assert decoded.request.callback_url == "https://c.example/hook"
    assert decoded.request.prompt == ""
    assert decoded.notes == (
        "/prompt is no field of jimeng_dreamactor_m20_gen_video; the vendor overlooks it",
    )


def test_the_newer_family_needs_no_key_and_tolerates_the_right_one(read, refused):
    action = {"action": "JimengTI2VV30PROSubmitTask", "version": "2024-06-06"}
    assert read({"prompt": "雪"}, **action).request.model == PRO
    for key in (PRO, None, "jimeng_t2v_v30_pro"):
        decoded = read({"prompt": "雪", "req_key": key}, **action)
        assert decoded.request.model == PRO
        assert "/req_key is not needed" in decoded.notes[0]
    assert refused({"prompt": "雪", "req_key": "jimeng_t2v_v30"}, **action).pointer == "/req_key"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"prompt": "雪"}, "/req_key"),
        ({**TEXT, "req_key": ""}, "/req_key"),
        ({**TEXT, "req_key": 5}, "/req_key"),
        ({**TEXT, "req_key": "jimeng_i2v_first_v30_1080p"}, "/req_key"),
        ({**TEXT, "req_key": catalog.DETECTION}, "/req_key"),
        ({"req_key": PRO}, "/prompt"),
        ({"req_key": PRO, "prompt": " "}, "/prompt"),
        ({"req_key": PRO, "prompt": ["雪"]}, "/prompt"),
        ({**PICTURE, "prompt": ""}, "/prompt"),
        ({**TEXT, "frames": 120}, "/frames"),
        ({**TEXT, "frames": 0}, "/frames"),
        ({**TEXT, "frames": "121"}, "/frames"),
        ({**TEXT, "frames": True}, "/frames"),
        ({**TEXT, "frames": 121.5}, "/frames"),
        ({**TEXT, "seed": -2}, "/seed"),
        ({**TEXT, "seed": "1"}, "/seed"),
        ({**TEXT, "aspect_ratio": ""}, "/aspect_ratio"),
        ({**TEXT, "aspect_ratio": "9:21"}, "/aspect_ratio"),
        ({**TEXT, "aspect_ratio": 1.7}, "/aspect_ratio"),
        ({**TEXT, "image_urls": ["https://a.example", "https://b.example"]}, "/image_urls"),
        ({**TEXT, "image_urls": ["ftp://a.example"]}, "/image_urls/0"),
        ({**TEXT, "image_urls": [""]}, "/image_urls/0"),
        ({**TEXT, "image_urls": ""}, "/image_urls"),
        ({**TEXT, "image_urls": [5]}, "/image_urls/0"),
        (
            {**TEXT, "image_urls": ["https://a.example"], "binary_data_base64": ["AAAA"]},
            "/binary_data_base64",
        ),
        ({**PICTURE, "image_urls": []}, "/image_urls"),
        ({**SPEECH, "audio_url": None}, "/audio_url"),
        ({**SPEECH, "mask_url": ["https://m.example/m"] * 6}, "/mask_url"),
        ({**SPEECH, "output_resolution": 480}, "/output_resolution"),
        ({**SPEECH, "output_resolution": "720"}, "/output_resolution"),
        ({**SPEECH, "pe_fast_mode": "false"}, "/pe_fast_mode"),
        ({**PICTURE, "req_key": "jimeng_i2v_recamera_v30"}, "/template_id"),
        (
            {
                **PICTURE,
                "req_key": "jimeng_i2v_recamera_v30",
                "template_id": "spin",
                "camera_strength": "weak",
            },
            "/template_id",
        ),
        ([], ""),
        (b"{", ""),
        (b"", ""),
        (b"\xff\xfe", ""),
        (b"[" * 5000, ""),
        (b'{"req_key":NaN}', ""),
        (b'{"req_key":"jimeng_t2v_v30","prompt":"a","prompt":"b"}', ""),
    ],
)
def test_a_call_that_the_dialect_does_not_have_is_refused_with_a_pointer(body, pointer, refused):
    error = refused(body)
    assert error.pointer == pointer
    assert error.status == 400


def test_a_seed_beyond_every_integer_is_never_rounded(refused):
    raw = orjson.dumps(TEXT)[:-1] + b',"seed":107624511799117115180}'
    assert refused(raw).pointer == "/seed"


@pytest.mark.parametrize(
    "call",
    [
        {"method": "GET"},
        {"path": "/v1"},
        {"query": (("Version", "2022-08-31"),)},
        {"query": (("Action", "CVSubmitTask"),)},
        {"query": (("Action", "CVSubmitTask"), ("Action", "CVProcess"), ("Version", "2022-08-31"))},
        {"action": "CVProcess"},
        {"action": "CVSync2AsyncGetResult"},
        {"action": "SubmitTask"},
        {"action": "JimengT2IV31SubmitTask"},
    ],
    ids=str,
)
def test_a_call_of_another_action_or_shape_is_no_submit(call, refused):
    assert refused(TEXT, **call).pointer == ""


def test_the_camera_options_may_be_absent_where_the_profile_says_so(submit, profile):
    call = submit({**PICTURE, "req_key": "jimeng_i2v_recamera_v30"})
    decoded = visual.decode_submit(call, profile(recamera_options="optional"))
    assert decoded.request.vendor_options == {}


def test_a_ratio_beside_a_picture_is_no_wish(read):
    assert read({**TEXT, "image_urls": ["https://m.example/a"], "aspect_ratio": "16:9"}).request.frame is None


@pytest.mark.parametrize(
    ("body", "pointer", "value"),
    [
        (
            {**TEXT, "image_urls": ["https://a.example"], "binary_data_base64": ["AAAA"]},
            "/binary_data_base64",
            1,
        ),
        ({**TEXT, "image_urls": ["https://a.example", "https://b.example"]}, "/image_urls", 2),
        ({**TEXT, "req_key": "unheard_of"}, "/req_key", "unheard_of"),
    ],
)
def test_a_refusal_says_what_is_wrong_there(body, pointer, value, refused):
    error = refused(body)
    assert (error.pointer, error.value) == (pointer, value)


def test_a_key_of_nobody_is_told_which_there_are(refused):
    message = refused({**TEXT, "req_key": "unheard_of"}).message
    assert message.startswith("no such req_key; known are ")
    assert PRO in message

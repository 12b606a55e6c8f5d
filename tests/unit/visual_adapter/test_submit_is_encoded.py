"""Every model × kind × length × ratio: the call, or a refusal that names the field."""

from fractions import Fraction

import orjson
import pytest

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Handle,
    Kind,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.loss import LossKind
from vidlect_adapters.vendors import volcengine_visual as visual
from vidlect_adapters.vendors.volcengine_visual import catalog

OFFICIAL = [row.req_key for row in catalog.ROWS]
TIMED = [row.req_key for row in catalog.ROWS if row.lengths]
UNTIMED = [row.req_key for row in catalog.ROWS if not row.lengths]
PRO = "jimeng_ti2v_v30_pro"
HUMAN = "jimeng_realman_avatar_picture_omni_v15"
RATIOS = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "9:21", "2:3")
MEDIA_OF_KIND = {
    Kind.TEXT: (),
    Kind.FIRST_FRAME: ((Role.FIRST_FRAME, Medium.IMAGE),),
    Kind.FIRST_AND_LAST_FRAME: ((Role.FIRST_FRAME, Medium.IMAGE), (Role.LAST_FRAME, Medium.IMAGE)),
    Kind.REFERENCE: ((Role.REFERENCE, Medium.IMAGE),),
    "speech": ((Role.REFERENCE, Medium.IMAGE), (Role.SOURCE, Medium.AUDIO)),
    "motion": ((Role.REFERENCE, Medium.IMAGE), (Role.SOURCE, Medium.VIDEO)),
    "last frame alone": ((Role.LAST_FRAME, Medium.IMAGE),),
    "speech alone": ((Role.SOURCE, Medium.AUDIO),),
}
KINDS_OF_MODEL = {
    "jimeng_t2v_v30": {Kind.TEXT},
    "jimeng_t2v_v30_1080p": {Kind.TEXT},
    "jimeng_i2v_first_v30": {Kind.FIRST_FRAME},
    "jimeng_i2v_first_v30_1080": {Kind.FIRST_FRAME},
    "jimeng_i2v_first_tail_v30": {Kind.FIRST_AND_LAST_FRAME},
    "jimeng_i2v_first_tail_v30_1080": {Kind.FIRST_AND_LAST_FRAME},
    "jimeng_i2v_recamera_v30": {Kind.FIRST_FRAME},
    PRO: {Kind.TEXT, Kind.FIRST_FRAME},
    "jimeng_vgfm_t2v_l20": {Kind.TEXT},
    "jimeng_vgfm_i2v_l20": {Kind.FIRST_FRAME},
    HUMAN: {"speech"},
    "jimeng_dream_actor_m1_gen_video_cv": {"motion"},
    "jimeng_dreamactor_m20_gen_video": {"motion"},
}


def refusal(request, profile):
    with pytest.raises(Inexpressible) as caught:
        visual.encode_submit(request, profile)
    assert caught.value.dialect == "volcengine_visual"
    assert caught.value.status == 400
    return caught.value


def fields(losses):
    return [loss.field for loss in losses]


@pytest.mark.parametrize("model", OFFICIAL)
def test_a_minimal_request_says_nothing_that_was_not_asked(model, film, sent):
    body = sent(film(model))
    assert body["req_key"] == model
    assert not {"frames", "seed", "aspect_ratio", "output_resolution", "callback_url"} & set(body)
    assert not [name for name, value in body.items() if value in ("", None, [], {})]


@pytest.mark.parametrize("model", OFFICIAL)
def test_a_call_is_a_post_to_the_root_with_action_and_version_in_the_query(model, film, default):
    call = visual.encode_submit(film(model), default).call
    action = "CVSubmitTask" if catalog.BY_KEY[model].actions == "cvsubmit" else "CVSync2AsyncSubmitTask"
    assert (call.method, call.path) == ("POST", "/")
    assert call.query == (("Action", action), ("Version", "2022-08-31"))
    assert call.headers == (("Content-Type", "application/json"),)


@pytest.mark.parametrize("kind", MEDIA_OF_KIND, ids=str)
@pytest.mark.parametrize("model", OFFICIAL)
def test_a_model_takes_the_media_of_its_kind_and_no_other(model, kind, film, default, media):
    inputs = tuple(media(role, medium) for role, medium in MEDIA_OF_KIND[kind])
    request = film(model, inputs=inputs)
    if kind in KINDS_OF_MODEL[model]:
        assert visual.encode_submit(request, default).losses == ()
    else:
        assert refusal(request, default).pointer.startswith("/inputs")


@pytest.mark.parametrize("model", TIMED)
@pytest.mark.parametrize("seconds", range(1, 16))
def test_only_5_and_10_seconds_have_frames(model, seconds, film, default, sent):
    request = film(model, length=Seconds(Fraction(seconds)))
    if seconds in (5, 10):
        assert sent(request)["frames"] == 24 * seconds + 1
    else:
        error = refusal(request, default)
        assert error.pointer == "/length"
        assert "121" in error.message
        assert "241" in error.message


@pytest.mark.parametrize("model", TIMED)
@pytest.mark.parametrize("frames", [1, 120, 121, 122, 145, 240, 241, 242])
@pytest.mark.parametrize("fps", [16, 24, 25])
def test_frames_are_121_or_241_at_24_a_second(model, frames, fps, film, default, sent):
    request = film(model, length=Frames(count=frames, fps=fps))
    if frames in (121, 241) and fps == 24:
        assert sent(request)["frames"] == frames
    else:
        assert refusal(request, default).pointer == "/length"


@pytest.mark.parametrize("length", [Seconds(Fraction(11, 2)), Seconds(Fraction(10**6)), Automatic()], ids=str)
def test_no_other_length_is_rounded(length, film, default):
    assert refusal(film(PRO, length=length), default).pointer == "/length"


@pytest.mark.parametrize("model", UNTIMED)
def test_a_model_without_a_length_field_takes_none(model, film, default, sent):
    assert "frames" not in sent(film(model, length=Automatic()))
    assert refusal(film(model, length=Seconds(Fraction(5))), default).pointer == "/length"


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("model", OFFICIAL)
def test_a_ratio_is_sent_where_it_counts_and_lost_aloud_where_the_picture_gives_it(
    model, ratio, film, default
):
    row = catalog.BY_KEY[model]
    request = film(model, frame=Shape(aspect=ratio))
    counts = row.ratios and (row.ratio_with_picture or not request.inputs)
    if not counts:
        translation = visual.encode_submit(request, default)
        assert fields(translation.losses) == ["frame.aspect"]
        assert b"aspect_ratio" not in translation.call.body
    elif ratio in row.ratios:
        translation = visual.encode_submit(request, default)
        assert orjson.loads(translation.call.body)["aspect_ratio"] == ratio
        assert translation.losses == ()
    else:
        assert refusal(request, default).pointer == "/frame/aspect"


def test_9_21_belongs_to_the_older_models_only(film, default, sent):
    shape = Shape(aspect="9:21")
    assert sent(film("jimeng_vgfm_t2v_l20", frame=shape))["aspect_ratio"] == "9:21"
    assert sent(film("jimeng_vgfm_i2v_l20", frame=shape))["aspect_ratio"] == "9:21"
    assert refusal(film(PRO, frame=shape), default).pointer == "/frame/aspect"


@pytest.mark.parametrize(
    ("width", "height", "ratio"),
    [
        (1280, 720, "16:9"),
        (1920, 1080, "16:9"),
        (1920, 1088, "16:9"),
        (720, 1280, "9:16"),
        (1088, 1920, "9:16"),
        (1664, 1248, "4:3"),
        (1248, 1664, "3:4"),
        (1440, 1440, "1:1"),
        (2176, 928, "21:9"),
        (1680, 720, "21:9"),
    ],
)
def test_a_pixel_size_becomes_its_documented_ratio(width, height, ratio, film, default):
    request = film(PRO, frame=Pixels(width=width, height=height))
    translation = visual.encode_submit(request, default)
    assert orjson.loads(translation.call.body)["aspect_ratio"] == ratio
    made = catalog.PRO_PIXELS[ratio] == (width, height)
    assert [(loss.kind, loss.field, loss.sent) for loss in translation.losses] == (
        [] if made else [(LossKind.ADJUSTED, "frame", ratio)]
    )


@pytest.mark.parametrize(("width", "height"), [(1600, 901), (1080, 1350), (864, 480), (720, 1680), (1, 1000)])
def test_any_other_pixel_size_is_refused_and_never_becomes_a_square(width, height, film, default):
    error = refusal(film(PRO, frame=Pixels(width=width, height=height)), default)
    assert error.pointer == "/frame"
    assert error.value == f"{width}x{height}"


def test_a_pixel_size_beside_a_picture_is_lost_aloud(film, default):
    translation = visual.encode_submit(
        film("jimeng_i2v_first_v30", frame=Pixels(width=1280, height=720)), default
    )
    assert fields(translation.losses) == ["frame"]
    assert b"aspect" not in translation.call.body


@pytest.mark.parametrize("resolution", ["480p", "720p", "720P", "1080p", "4k"])
@pytest.mark.parametrize("model", OFFICIAL)
def test_a_resolution_is_the_models_own_or_refused(model, resolution, film, default):
    row = catalog.BY_KEY[model]
    request = film(model, frame=Shape(resolution=resolution))
    if not row.resolutions:
        assert fields(visual.encode_submit(request, default).losses) == ["frame.resolution"]
    elif resolution.lower() in row.resolutions:
        translation = visual.encode_submit(request, default)
        assert translation.losses == ()
        body = orjson.loads(translation.call.body)
        assert body.get("output_resolution") == (int(resolution[:-1]) if model == HUMAN else None)
    else:
        error = refusal(request, default)
        assert error.pointer == "/frame/resolution"
        assert row.resolutions[0] in error.message


def test_pro_without_a_picture_needs_a_prompt_and_with_one_does_not(film, default, sent, media):
    assert refusal(film(PRO, prompt=""), default).pointer == "/prompt"
    assert refusal(film(PRO, prompt="  \n"), default).pointer == "/prompt"
    body = sent(film(PRO, prompt="", inputs=(media(Role.FIRST_FRAME),)))
    assert "prompt" not in body


@pytest.mark.parametrize("model", [key for key in OFFICIAL if key.startswith("jimeng_i2v")])
def test_the_other_picture_models_need_a_prompt(model, film, default):
    assert refusal(film(model, prompt=""), default).pointer == "/prompt"


def test_a_blank_prompt_of_a_digital_human_is_left_out_aloud(film, default):
    translation = visual.encode_submit(film(HUMAN, prompt=" "), default)
    assert fields(translation.losses) == ["prompt"]
    assert b"prompt" not in translation.call.body
    assert visual.encode_submit(film(HUMAN, prompt=""), default).losses == ()


def test_motion_transfer_takes_no_prompt(film, default):
    for model in ("jimeng_dream_actor_m1_gen_video_cv", "jimeng_dreamactor_m20_gen_video"):
        assert refusal(film(model, prompt="跳舞"), default).pointer == "/prompt"


@pytest.mark.parametrize(("model", "limit"), [(PRO, 800), (HUMAN, 300)])
def test_a_prompt_beyond_the_limit_is_sent_whole_and_said_to_be_clipped(model, limit, film, default):
    assert visual.encode_submit(film(model, prompt="雨" * limit), default).losses == ()
    translation = visual.encode_submit(film(model, prompt="雨" * (limit + 1)), default)
    assert [(loss.kind, loss.field) for loss in translation.losses] == [(LossKind.CLIPPED, "prompt")]
    assert orjson.loads(translation.call.body)["prompt"] == "雨" * (limit + 1)


def test_a_prompt_is_kept_code_point_for_code_point_as_utf8(film, sent, default):
    prompt = '镜头一:「雾」\n</>&"\\ 👨‍👩‍👧 e\u0301 \x00'
    assert sent(film(PRO, prompt=prompt))["prompt"] == prompt
    assert "镜头一".encode() in visual.encode_submit(film(PRO, prompt=prompt), default).call.body


def test_half_a_surrogate_pair_is_refused(film, default):
    assert "JSON" in refusal(film(PRO, prompt="\ud800"), default).message


def test_links_go_into_image_urls_byte_for_byte(film, sent, media):
    body = sent(
        film("jimeng_i2v_first_v30", inputs=(media(Role.FIRST_FRAME, url="https://a.example/%2F+?b=c&d="),))
    )
    assert body["image_urls"] == ["https://a.example/%2F+?b=c&d="]
    assert "binary_data_base64" not in body


def test_a_base64_picture_goes_plain_into_its_own_field(film, sent, media):
    body = sent(film(PRO, inputs=(media(Role.FIRST_FRAME, base64="/9j/4AAQ", media_type="image/jpeg"),)))
    assert body["binary_data_base64"] == ["/9j/4AAQ"]
    assert "image_urls" not in body


def test_the_first_frame_comes_before_the_last_whatever_the_order(film, sent, media):
    first, last = media(Role.FIRST_FRAME), media(Role.LAST_FRAME)
    expected = [first.source.url, last.source.url]
    for inputs in ((first, last), (last, first)):
        assert sent(film("jimeng_i2v_first_tail_v30", inputs=inputs))["image_urls"] == expected


def test_a_link_and_an_inline_picture_do_not_go_together(film, default, media):
    inputs = (media(Role.FIRST_FRAME), media(Role.LAST_FRAME, base64="AAAA"))
    assert refusal(film("jimeng_i2v_first_tail_v30", inputs=inputs), default).pointer == "/inputs"


def test_a_handle_a_strange_scheme_and_a_strange_type_are_refused(film, default, media):
    handle = MediaInput(
        role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Handle(kind="asset", value="asset://1")
    )
    for one in (
        handle,
        media(Role.FIRST_FRAME, url="oss://bucket/a.png"),
        media(Role.FIRST_FRAME, base64="AAAA", media_type="image/webp"),
    ):
        assert refusal(film(PRO, inputs=(one,)), default).pointer == "/inputs/0/source"


def test_a_digital_human_takes_picture_speech_and_masks_by_link(film, sent, media):
    masks = tuple(media(Role.MASK, url=f"https://m.example/{n}") for n in range(5))
    request = film(
        HUMAN,
        inputs=(
            media(Role.REFERENCE, url="https://m.example/face"),
            media(Role.SOURCE, Medium.AUDIO, url="https://m.example/voice"),
            *masks,
        ),
        frame=Shape(resolution="720p"),
        seed=0,
        vendor_options={"pe_fast_mode": False},
    )
    assert sent(request) == {
        "req_key": HUMAN,
        "prompt": "雪后的松林里有一只红狐",
        "image_url": "https://m.example/face",
        "audio_url": "https://m.example/voice",
        "mask_url": [f"https://m.example/{n}" for n in range(5)],
        "output_resolution": 720,
        "seed": 0,
        "pe_fast_mode": False,
    }


def test_a_digital_human_takes_no_files_and_no_sixth_mask(film, default, media):
    face, voice = media(Role.REFERENCE), media(Role.SOURCE, Medium.AUDIO)
    inline = media(Role.REFERENCE, base64="AAAA")
    assert refusal(film(HUMAN, inputs=(inline, voice)), default).pointer == "/inputs/0/source"
    masks = tuple(media(Role.MASK) for _ in range(6))
    assert refusal(film(HUMAN, inputs=(face, voice, *masks)), default).pointer == "/inputs"


def test_motion_transfer_says_picture_and_video_in_the_fields_of_its_version(film, sent, media):
    inputs = (media(Role.SOURCE, Medium.VIDEO), media(Role.REFERENCE))
    picture, video = inputs[1].source.url, inputs[0].source.url
    assert sent(film("jimeng_dream_actor_m1_gen_video_cv", inputs=inputs)) == {
        "req_key": "jimeng_dream_actor_m1_gen_video_cv",
        "image_url": picture,
        "video_url": video,
    }
    assert sent(film("jimeng_dreamactor_m20_gen_video", inputs=inputs)) == {
        "req_key": "jimeng_dreamactor_m20_gen_video",
        "image_urls": [picture],
        "video_url": video,
    }


@pytest.mark.parametrize("seed", [0, 1, 2**31, 2**63 - 1])
def test_a_seed_is_sent_zero_too(seed, film, sent):
    assert sent(film(PRO, seed=seed))["seed"] == seed


@pytest.mark.parametrize("seed", [-1, -2, 2**63, 10**30])
def test_a_seed_out_of_range_is_refused(seed, film, default):
    assert refusal(film(PRO, seed=seed), default).pointer == "/seed"


def test_two_films_in_one_call_are_refused(film, default):
    assert refusal(film(PRO, count=2), default).pointer == "/count"


KNOBS = {
    "negative_prompt": "模糊",
    "fps": 30,
    "watermark": False,
    "with_audio": True,
    "camera_fixed": False,
    "callback_url": "https://client.example/hook",
}


@pytest.mark.parametrize("model", OFFICIAL)
@pytest.mark.parametrize("knob", KNOBS)
def test_a_knob_that_the_vendor_lacks_is_a_loss(model, knob, film, default):
    plain = visual.encode_submit(film(model), default)
    turned = visual.encode_submit(film(model, **{knob: KNOBS[knob]}), default)
    if knob == "callback_url" and model == "jimeng_dreamactor_m20_gen_video":
        assert orjson.loads(turned.call.body)["callback_url"] == KNOBS[knob]
        assert turned.losses == ()
    else:
        assert [(loss.kind, loss.field) for loss in turned.losses] == [(LossKind.UNSUPPORTED, knob)]
        assert turned.call == plain.call


def test_the_rate_that_the_vendor_has_anyway_is_no_loss(film, default):
    assert visual.encode_submit(film(PRO, fps=24), default).losses == ()
    assert fields(visual.encode_submit(film("jimeng_vgfm_t2v_l20", fps=24), default).losses) == ["fps"]


def test_a_seed_is_lost_where_there_is_no_field_for_it(film, default):
    losses = visual.encode_submit(film("jimeng_dream_actor_m1_gen_video_cv", seed=7), default).losses
    assert fields(losses) == ["seed"]


@pytest.mark.parametrize("move", catalog.CAMERA_MOVES)
@pytest.mark.parametrize("strength", ["weak", "medium", "strong"])
def test_every_camera_move_is_sent(move, strength, film, sent):
    options = {"template_id": move, "camera_strength": strength}
    body = sent(film("jimeng_i2v_recamera_v30", vendor_options=options))
    assert (body["template_id"], body["camera_strength"]) == (move, strength)


@pytest.mark.parametrize(
    ("model", "options", "field"),
    [
        ("jimeng_i2v_recamera_v30", {}, "template_id"),
        ("jimeng_i2v_recamera_v30", {"template_id": "handheld"}, "camera_strength"),
        ("jimeng_i2v_recamera_v30", {"template_id": "spin", "camera_strength": "weak"}, "template_id"),
        ("jimeng_i2v_recamera_v30", {"template_id": [], "camera_strength": "weak"}, "template_id"),
        (HUMAN, {"pe_fast_mode": "yes"}, "pe_fast_mode"),
        (HUMAN, {"pe_fast_mode": 1}, "pe_fast_mode"),
        (PRO, {"pe_fast_mode": True}, "pe_fast_mode"),
        (PRO, {"req_key": "jimeng_t2v_v30"}, "req_key"),
        (PRO, {"frames": 241}, "frames"),
        (PRO, {"seed": 1}, "seed"),
        (PRO, {"whatever": 1}, "whatever"),
        (PRO, {"req_json": "{"}, "req_json"),
        (PRO, {"req_json": "[]"}, "req_json"),
        (PRO, {"req_json": {"aigc_meta": {"content_producer": "甲"}}}, "req_json"),
        (PRO, {"req_json": {"aigc_meta": {"producer_id": "1", "more": "x"}}}, "req_json"),
        (PRO, {"req_json": {"aigc_meta": {"producer_id": "1" * 257}}}, "req_json"),
        (PRO, {"req_json": {"aigc_meta": {"producer_id": "1"}, "return_url": True}}, "req_json"),
    ],
)
def test_an_option_that_is_not_documented_is_refused_by_name(model, options, field, film, default):
    error = refusal(film(model, vendor_options=options), default)
    assert error.pointer == f"/vendor_options/{field}"
    assert field in error.message


def test_the_camera_options_may_be_left_out_where_the_profile_says_so(film, profile, sent):
    lenient = profile(recamera_options="optional")
    body = sent(film("jimeng_i2v_recamera_v30", vendor_options={}), lenient)
    assert not {"template_id", "camera_strength"} & set(body)


@pytest.mark.parametrize("model", catalog.UNTRANSLATED)
def test_a_key_that_makes_no_film_of_ours_is_refused_with_the_reason(model, default):
    error = refusal(VideoRequest(model=model, prompt="雨"), default)
    assert error.pointer == "/model"
    assert catalog.UNTRANSLATED[model] in error.message


def test_an_unknown_model_is_refused_with_the_models_that_exist(default):
    error = refusal(VideoRequest(model="jimeng_i2v_first_v30_1080p", prompt="雨"), default)
    assert "jimeng_i2v_first_v30_1080," in error.message


@pytest.mark.parametrize("alias", catalog.ALIASES)
def test_an_alias_is_sent_as_the_official_key_and_said_to_be(alias, film, default, profile, sent):
    translation = visual.encode_submit(film(alias), default)
    assert orjson.loads(translation.call.body)["req_key"] == catalog.ALIASES[alias]
    assert [(loss.kind, loss.field) for loss in translation.losses] == [(LossKind.ADJUSTED, "model")]
    assert sent(film(alias), profile("seed-001"))["req_key"] == alias
    assert visual.encode_submit(film(alias), profile("seed-001")).losses == ()


@pytest.mark.parametrize("model", OFFICIAL)
def test_the_newer_family_names_the_model_in_the_action(model, film, profile, sent):
    chosen = profile("per-model")
    call = visual.encode_submit(film(model), chosen).call
    stem = catalog.BY_KEY[model].stem
    if stem is None:
        assert "req_key" in sent(film(model), chosen)
        assert call.query[1] == ("Version", "2022-08-31")
    else:
        assert call.query == (("Action", stem + "SubmitTask"), ("Version", "2024-06-06"))
        assert "req_key" not in sent(film(model), chosen)


def test_the_newer_family_says_aloud_that_an_alias_is_another_name(film, profile):
    chosen = profile("per-model", aliases="keep")
    assert fields(visual.encode_submit(film("jimeng_t2v_v30_pro"), chosen).losses) == ["model"]


@pytest.mark.parametrize("model", OFFICIAL)
def test_one_pair_of_actions_serves_all_where_the_profile_says_so(model, film, profile):
    call = visual.encode_submit(film(model), profile(submit_pair="sync2async")).call
    assert call.query[0] == ("Action", "CVSync2AsyncSubmitTask")

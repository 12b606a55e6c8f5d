"""Every model × kind: prompts and media in their fields, or a refusal that points."""

import orjson
import pytest
from visual_submits import HUMAN, OFFICIAL, PRO, fields, refusal

from vidlect_adapters.canonical import Handle, Kind, MediaInput, Medium, Role, Shape
from vidlect_adapters.loss import LossKind
from vidlect_adapters.vendors import volcengine_visual as visual

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


@pytest.mark.parametrize("kind", MEDIA_OF_KIND, ids=str)
@pytest.mark.parametrize("model", OFFICIAL)
def test_a_model_takes_the_media_of_its_kind_and_no_other(model, kind, film, default, media):
    inputs = tuple(media(role, medium) for role, medium in MEDIA_OF_KIND[kind])
    request = film(model, inputs=inputs)
    if kind in KINDS_OF_MODEL[model]:
        assert visual.encode_submit(request, default).losses == ()
    else:
        assert refusal(request, default).pointer.startswith("/inputs")


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

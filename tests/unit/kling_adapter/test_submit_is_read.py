"""Submits of strangers: every spelling that the vendor takes is read, what it refuses is refused by name."""

from fractions import Fraction

import pytest
from kling_words import CLIP, PICTURE, given

from vidlect_adapters.canonical import Inline, MediaInput, Medium, Role, Seconds, Shape, VideoRequest


def test_what_new_api_makes_of_the_seeds_example_is_read(read):
    """The body of facts 12.1: all of it is taken, three fields are overlooked."""
    decoded = read(
        "image2video",
        {
            "prompt": "宇航员走过月面",
            "image": PICTURE,
            "image_tail": "https://m.example/2.png",
            "negative_prompt": "模糊",
            "mode": "std",
            "duration": "5",
            "aspect_ratio": "16:9",
            "model_name": "kling-v1",
            "model": "kling-v1",
            "cfg_scale": 0.5,
        },
    )
    assert decoded.request == VideoRequest(
        model="kling-v1",
        prompt="宇航员走过月面",
        negative_prompt="模糊",
        inputs=(given(Role.FIRST_FRAME), given(Role.LAST_FRAME, url="https://m.example/2.png")),
        length=Seconds(Fraction(5)),
        vendor_options={"mode": "std", "cfg_scale": 0.5},
    )
    assert decoded.model_name == "kling-v1"
    assert [note.split()[0] for note in decoded.notes] == ["/model", "/aspect_ratio"]


def test_a_factor_that_later_models_overlook_is_noted(read):
    decoded = read("text2video", {"model_name": "kling-v2-6", "prompt": "雪", "cfg_scale": 0.5})
    assert decoded.request == VideoRequest(model="kling-v2-6", prompt="雪")
    assert decoded.notes == ("/cfg_scale is no field of kling-v2-6; the vendor overlooks it",)


@pytest.mark.parametrize(
    ("kind", "body", "model"),
    [
        ("text2video", {"prompt": "雪"}, "kling-v1"),
        ("text2video", {"prompt": "雪", "model": "kling-v3"}, "kling-v1"),
        ("text2video", {"prompt": "雪", "model": 7}, "kling-v1"),
        ("text2video", {"prompt": "雪", "model_name": ""}, "kling-v1"),
        ("image2video", {"image": PICTURE}, "kling-v1"),
        ("multi-image2video", {"prompt": "雪", "image_list": [{"image": PICTURE}]}, "kling-v1-6"),
        ("omni-video", {"prompt": "雪", "aspect_ratio": "1:1"}, "kling-video-o1"),
    ],
)
def test_a_model_that_is_not_named_is_the_documented_one(kind, body, model, read):
    decoded = read(kind, body)
    assert decoded.request.model == model
    assert any("/model_name is not said" in note for note in decoded.notes)


def test_a_relays_prefix_and_a_trailing_slash_are_read(read):
    decoded = read("/kling/v1/videos/text2video/", {"model_name": "kling-v3", "prompt": "雪"})
    assert decoded.request.model == "kling-v3"
    assert "relay" in decoded.notes[0]


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        ("text2video", "GET"),
        ("lip-sync", "POST"),
        ("/", "POST"),
        ("/text-to-video", "POST"),
        ("/v1/videos", "POST"),
        ("/motion-control/kling-3.0", "POST"),
    ],
)
def test_another_call_asks_for_no_film(kind, method, refused):
    assert refused(kind, {"prompt": "雪"}, method=method) == ""


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"prompt": "1", "prompt": "2"}'])
def test_a_body_is_one_json_object(body, refused):
    assert refused("text2video", body) == ""


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"duration": "10"}, {"length": Seconds(Fraction(10))}),
        ({"duration": 10}, {"length": Seconds(Fraction(10))}),
        ({"duration": 10.0}, {"length": Seconds(Fraction(10))}),
        ({"mode": "pro"}, {"frame": Shape(resolution="1080p")}),
        ({"mode": "4k", "aspect_ratio": "9:16"}, {"frame": Shape(resolution="4k", aspect="9:16")}),
        ({"sound": "on"}, {"with_audio": True}),
        ({"sound": "off"}, {"with_audio": False}),
        ({"watermark_info": {"enabled": True}}, {"watermark": True}),
        ({"callback_url": "https://h.example"}, {"callback_url": "https://h.example"}),
        ({"callback_url": "", "external_task_id": ""}, {}),
        ({"external_task_id": "x"}, {"vendor_options": {"external_task_id": "x"}}),
        ({"negative_prompt": "糊"}, {"negative_prompt": "糊"}),
        ({"multi_shot": "true"}, {"vendor_options": {"multi_shot": True}}),
        ({"multi_shot": False}, {"vendor_options": {"multi_shot": False}}),
        ({"camera_control": None, "image_list": [], "voice_list": None, "aspect_ratio": []}, {}),
        ({"watermark_info": [{"enabled": True}]}, {}),
        ({"watermark_info": "true"}, {}),
        ({"seed": 7, "image": PICTURE}, {}),
    ],
    ids=str,
)
def test_a_field_is_read_or_overlooked_aloud(fields, kept, read):
    decoded = read("text2video", {"model_name": "kling-v3", "prompt": "雪", **fields})
    assert decoded.request == VideoRequest(model="kling-v3", prompt="雪", **kept)
    assert kept or decoded.notes


def test_a_watermark_that_says_nothing_is_none(read):
    decoded = read("text2video", {"model_name": "kling-v3", "prompt": "雪", "watermark_info": {}})
    assert (decoded.request.watermark, decoded.notes) == (None, ())


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"model_name": "kling-v3-0"}, "/model_name"),
        ({"model_name": "kling-3.0"}, "/model_name"),
        ({"model_name": "kling-v1-5"}, "/model_name"),
        ({"model_name": 7}, "/model_name"),
        ({"prompt": ""}, "/prompt"),
        ({"prompt": None}, "/prompt"),
        ({"prompt": 7}, "/prompt"),
        ({"duration": "7s"}, "/duration"),
        ({"duration": "99"}, "/duration"),
        ({"duration": "0"}, "/duration"),
        ({"duration": -5}, "/duration"),
        ({"duration": 5.5}, "/duration"),
        ({"duration": True}, "/duration"),
        ({"duration": "99999999999999999999"}, "/duration"),
        ({"mode": "ultra"}, "/mode"),
        ({"aspect_ratio": "4:3"}, "/aspect_ratio"),
        ({"sound": True}, "/sound"),
        ({"sound": "loud"}, "/sound"),
        ({"callback_url": {}}, "/callback_url"),
        ({"aspect_ratio": {}}, "/aspect_ratio"),
        ({"camera_control": {}}, "/camera_control"),
        ({"watermark_info": {"enabled": 1}}, "/watermark_info/enabled"),
        ({"camera_control": {"type": "simple"}}, "/camera_control"),
        ({"multi_shot": "yes"}, "/multi_shot"),
        ({"multi_shot": True, "shot_type": "x"}, "/shot_type"),
        ({"voice_list": [{"voice_id": "v"}]}, "/voice_list"),
        ({"callback_url": 7}, "/callback_url"),
    ],
    ids=str,
)
def test_what_the_vendor_refuses_is_refused_at_its_field(fields, pointer, refused):
    assert refused("text2video", {"model_name": "kling-v3", "prompt": "雪", **fields}) == pointer


@pytest.mark.parametrize(
    ("model", "mode", "pointer"),
    [
        ("kling-v1", "4k", "/mode"),
        ("kling-v2-6", "4k", "/mode"),
        ("kling-v2-master", "pro", None),
        ("kling-v2-1-master", "std", None),
    ],
)
def test_a_mode_that_a_model_lacks(model, mode, pointer, read, refused):
    body = {"model_name": model, "prompt": "雪", "mode": mode}
    if pointer:
        assert refused("text2video", body) == pointer
    else:
        assert read("text2video", body).notes == (f"/mode: {model} has one mode; the vendor overlooks it",)


@pytest.mark.parametrize("sound", ["on", "off", "loud", 7])
def test_sound_of_a_silent_model_is_overlooked_aloud(sound, read):
    decoded = read("text2video", {"model_name": "kling-v1", "prompt": "雪", "sound": sound})
    assert decoded.request.with_audio is None
    assert decoded.notes == ("/sound is no field of kling-v1; the vendor overlooks it",)


def test_a_camera_is_no_field_of_films_from_references(read):
    body = {"prompt": "雪", "image_list": [{"image": PICTURE}], "camera_control": {"type": "spin"}}
    assert any("/camera_control is no field" in note for note in read("multi-image2video", body).notes)


def test_what_a_combination_loses_is_noted(read):
    body = {"model_name": "kling-v2-6", "prompt": "雪", "sound": "on", "mode": "std"}
    assert [note.split(":")[0] for note in read("text2video", body).notes] == ["with_audio"]


def test_a_whole_number_of_seconds_is_refused_where_the_profile_says_so(profile, read, refused):
    body = {"model_name": "kling-v3", "prompt": "雪", "duration": 5}
    assert "/duration is not a text" in read("text2video", body).notes[0]
    assert refused("text2video", body, profile("strict")) == "/duration"


def test_a_decimal_point_that_says_nothing_is_noted(read):
    decoded = read("/text-to-video/kling-3.0", {"prompt": "雪", "settings": {"duration": 10.0}})
    assert decoded.request.length == Seconds(Fraction(10))
    assert decoded.notes == ("/settings/duration is written with a decimal point",)


def test_a_retired_model_is_refused_where_the_profile_says_so(profile, refused):
    assert (
        refused("text2video", {"model_name": "kling-v1", "prompt": "雪"}, profile("2026-09")) == "/model_name"
    )


@pytest.mark.parametrize(
    "text", ["data:image/png;base64,AAAA", "not base64!", "oss://bucket/1", "AAAA====", "AAAAA"]
)
def test_a_picture_is_an_address_or_plain_base64(text, refused):
    assert refused("image2video", {"model_name": "kling-v3", "image": text}) == "/image"


@pytest.mark.parametrize("text", ["AAAA", "AAA=", "AA==", "AAA", "AA", "+/A="])
def test_base64_may_lack_its_padding(text, read):
    decoded = read("image2video", {"model_name": "kling-v3", "image": text})
    assert decoded.request.first_frame.source == Inline(base64=text)


def test_a_data_url_is_read_where_the_profile_says_so(profile, read):
    body = {"model_name": "kling-v3", "image": "data:image/png;base64,AAAA"}
    decoded = read("image2video", body, profile(data_urls="accept"))
    assert decoded.request.first_frame.source == Inline(base64="AAAA")
    assert "data:" in decoded.notes[0]


@pytest.mark.parametrize(
    ("kind", "body", "pointer"),
    [
        ("image2video", {"model_name": "kling-v3", "prompt": "雪"}, "/image"),
        ("image2video", {"model_name": "kling-v3", "image": ""}, "/image"),
        ("image2video", {"model_name": "kling-v3", "image_tail": PICTURE}, "/image"),
        ("image2video", {"model_name": "kling-v2-master", "image": PICTURE, "image_tail": PICTURE}, "/image"),
        ("image2video", {"model_name": "kling-v3", "image": PICTURE, "static_mask": PICTURE}, "/image"),
        ("image2video", {"image": PICTURE, "camera_control": {"type": "down_back"}}, "/camera_control"),
        ("image2video", {"image": PICTURE, "image_tail": PICTURE, "duration": "10"}, "/duration"),
        (
            "image2video",
            {"model_name": "kling-v2-6", "image": PICTURE, "image_tail": PICTURE, "mode": "std"},
            "/mode",
        ),
        ("multi-image2video", {"prompt": "雪"}, "/image_list"),
        ("multi-image2video", {"prompt": "雪", "image_list": [{"image": PICTURE}] * 5}, "/image_list"),
        ("multi-image2video", {"prompt": "雪", "image_list": [{}]}, "/image_list/0/image"),
        ("multi-image2video", {"prompt": "雪", "image_list": [7]}, "/image_list/0"),
        ("multi-image2video", {"prompt": "雪", "image_list": "x"}, "/image_list"),
        (
            "multi-image2video",
            {"model_name": "kling-v3-omni", "image_list": [{"image": PICTURE}]},
            "/model_name",
        ),
        ("omni-video", {"prompt": "雪"}, "/aspect_ratio"),
        ("omni-video", {"aspect_ratio": "1:1"}, "/prompt"),
        (
            "omni-video",
            {"prompt": "雪", "image_list": [{"image_url": PICTURE, "type": "x"}]},
            "/image_list/0/type",
        ),
        (
            "omni-video",
            {"prompt": "雪", "image_list": [{"image_url": PICTURE, "type": "end_frame"}]},
            "/image_list",
        ),
        ("omni-video", {"prompt": "雪", "video_list": [{"video_url": "AAAA"}]}, "/video_list/0/video_url"),
        ("omni-video", {"prompt": "雪", "video_list": [{}]}, "/video_list/0/video_url"),
        ("omni-video", {"prompt": "雪", "video_list": [{"video_url": CLIP}] * 2}, "/image_list"),
        ("omni-video", {"prompt": "雪", "aspect_ratio": "1:1", "duration": "7"}, "/duration"),
        (
            "omni-video",
            {"prompt": "雪", "image_list": [{"image_url": PICTURE, "type": "first_frame"}] * 2},
            "/image_list",
        ),
    ],
    ids=str,
)
def test_media_that_the_vendor_refuses(kind, body, pointer, refused):
    assert refused(kind, body) == pointer


def test_a_tail_alone_is_read_for_the_models_that_take_it(read):
    decoded = read("image2video", {"model_name": "kling-v1-6", "image_tail": PICTURE, "mode": "pro"})
    assert decoded.request.inputs == (given(Role.LAST_FRAME),)


def test_an_omni_film_is_read(read):
    decoded = read(
        "omni-video",
        {
            "model_name": "kling-v3-omni",
            "prompt": "让 <<<image_1>>> 走进 <<<video_1>>>",
            "image_list": [{"image_url": PICTURE}, {"image_url": "AAAA", "type": "first_frame", "x": 1}],
            "video_list": [{"video_url": CLIP, "refer_type": "feature", "keep_original_sound": "no"}],
            "element_list": [{"element_id": 7}],
            "duration": "7",
        },
    )
    first = MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Inline(base64="AAAA"))
    assert decoded.request.inputs == (
        given(Role.REFERENCE),
        first,
        given(Role.REFERENCE, Medium.VIDEO, CLIP),
    )
    assert decoded.request.vendor_options == {
        "element_list": [{"element_id": 7}],
        "keep_original_sound": "no",
    }
    assert decoded.notes == ("/image_list/1/x is no field of a picture; the vendor overlooks it",)


def test_a_video_without_a_type_is_edited(read):
    decoded = read("omni-video", {"prompt": "雪", "video_list": [{"video_url": CLIP}], "duration": "99"})
    assert decoded.request.inputs == (given(Role.SOURCE, Medium.VIDEO, CLIP),)
    assert decoded.request.length == Seconds(Fraction(99))
    assert "length: the film is as long as the video" in decoded.notes


def test_too_many_words_are_noted(read):
    decoded = read("text2video", {"model_name": "kling-v3", "prompt": "雪" * 2501})
    assert decoded.request.prompt == "雪" * 2501
    assert "2501" in decoded.notes[0]

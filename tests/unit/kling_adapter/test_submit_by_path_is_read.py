"""Submits of strangers by the new paths: every spelling is read, what the vendor refuses is refused by name."""

from fractions import Fraction

import pytest
from kling_words import CLIP, PICTURE, given

from vidlect_adapters.canonical import Inline, MediaInput, Medium, Role, Seconds, Shape, VideoRequest


def test_a_film_by_path_is_read(read):
    decoded = read(
        "/text-to-video/kling-3.0",
        {
            "prompt": "雪",
            "settings": {
                "resolution": "4k",
                "aspect_ratio": "9:16",
                "duration": 15,
                "audio": "native",
                "multi_shot": False,
                "mode": "pro",
            },
            "options": {
                "callback_url": "https://h.example",
                "external_task_id": "x",
                "watermark_info": {"enabled": False},
                "y": 1,
            },
            "duration": 7,
        },
    )
    assert decoded.request == VideoRequest(
        model="kling-3.0",
        prompt="雪",
        length=Seconds(Fraction(15)),
        frame=Shape(resolution="4k", aspect="9:16"),
        with_audio=True,
        watermark=False,
        callback_url="https://h.example",
        vendor_options={"external_task_id": "x", "multi_shot": False},
    )
    assert [note.split()[0] for note in decoded.notes] == ["/settings/mode", "/options/y", "/duration"]


def test_contents_are_read_by_type(read):
    contents = [
        {"type": "first_frame", "url": PICTURE},
        {"type": "prompt", "text": "雪"},
        {"type": "last_frame", "url": "AAAA"},
        {"type": "element", "element_id": 7, "id": "element_1"},
        {"type": "element", "element_id": 8, "z": 1},
    ]
    decoded = read("/image-to-video/kling-3.0", {"contents": contents, "settings": {"aspect_ratio": "x"}})
    assert decoded.request == VideoRequest(
        model="kling-3.0",
        prompt="雪",
        inputs=(
            given(Role.FIRST_FRAME),
            MediaInput(role=Role.LAST_FRAME, medium=Medium.IMAGE, source=Inline(base64="AAAA")),
        ),
        vendor_options={"element": [{"element_id": 7, "id": "element_1"}, {"element_id": 8}]},
    )
    assert [note.split()[0] for note in decoded.notes] == ["/contents/4/z", "/settings/aspect_ratio"]


@pytest.mark.parametrize("words", [("refer_image", "feature_video"), ("image", "video")])
def test_documented_and_probed_types_mean_the_same(words, read):
    image, video = words
    contents = [
        {"type": "prompt", "text": "雪"},
        {"type": image, "url": PICTURE, "id": "image_1"},
        {"type": video, "url": CLIP},
    ]
    decoded = read("/omni-video/kling-3.0-omni", {"contents": contents})
    assert decoded.request.inputs == (given(Role.REFERENCE), given(Role.REFERENCE, Medium.VIDEO, CLIP))


def test_the_classic_name_of_the_omni_model_works_by_path(read):
    body = {"contents": [{"type": "prompt", "text": "雪"}], "settings": {"aspect_ratio": "1:1"}}
    decoded = read("/omni-video/kling-v3-omni", body)
    assert (decoded.request.model, decoded.model_name) == ("kling-3.0-omni", "kling-v3-omni")


@pytest.mark.parametrize(
    ("model", "word", "sound", "option"),
    [
        ("kling-3.0-omni", "native", True, None),
        ("kling-3.0-omni", "off", False, None),
        ("kling-3.0-omni", "original", None, "original"),
        ("kling-o1", "original", None, "original"),
        ("kling-o1", "off", False, None),
    ],
)
def test_a_word_of_sound(model, word, sound, option, read):
    contents = [{"type": "prompt", "text": "雪"}, {"type": "base_video", "url": CLIP}]
    request = read(f"/omni-video/{model}", {"contents": contents, "settings": {"audio": word}}).request
    assert (request.with_audio, request.vendor_options.get("audio")) == (sound, option)


@pytest.mark.parametrize("model", ["kling-3.0-turbo", "kling-2.5-turbo"])
def test_a_word_of_sound_for_a_model_without_the_field_is_overlooked_aloud(model, read):
    decoded = read(f"/text-to-video/{model}", {"prompt": "雪", "settings": {"audio": "native"}})
    assert decoded.request.with_audio is None
    assert "/settings/audio" in decoded.notes[0]
    assert read(f"/text-to-video/{model}", {"prompt": "雪"}).notes == ()


PROMPT = {"type": "prompt", "text": "雪"}
FRAME = {"type": "first_frame", "url": PICTURE}


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("text-to-video/kling-v3", {"prompt": "雪"}, "/model"),
        ("text-to-video/kling-3.0-omni", {"prompt": "雪"}, "/model"),
        ("omni-video/kling-v3-1-omni", {"contents": [PROMPT]}, "/model"),
        ("text-to-video/kling-3.0", {}, "/prompt"),
        ("text-to-video/kling-3.0", {"prompt": "雪", "settings": 7}, "/settings"),
        (
            "text-to-video/kling-3.0",
            {"prompt": "雪", "settings": {"resolution": "480p"}},
            "/settings/resolution",
        ),
        (
            "text-to-video/kling-3.0",
            {"prompt": "雪", "settings": {"resolution": "4K"}},
            "/settings/resolution",
        ),
        ("text-to-video/kling-3.0", {"prompt": "雪", "settings": {"duration": 99}}, "/settings/duration"),
        ("text-to-video/kling-3.0", {"prompt": "雪", "settings": {"duration": "x"}}, "/settings/duration"),
        ("text-to-video/kling-3.0", {"prompt": "雪", "settings": {"audio": "original"}}, "/settings/audio"),
        (
            "text-to-video/kling-3.0",
            {"prompt": "雪", "options": {"external_task_id": 7}},
            "/options/external_task_id",
        ),
        (
            "text-to-video/kling-3.0",
            {"prompt": "雪", "options": {"external_task_id": " "}},
            "/options/external_task_id",
        ),
        ("image-to-video/kling-3.0", {}, "/contents"),
        ("image-to-video/kling-3.0", {"contents": []}, "/contents"),
        ("image-to-video/kling-3.0", {"contents": {"type": "prompt"}}, "/contents"),
        ("image-to-video/kling-3.0", {"contents": [PROMPT]}, "/contents"),
        ("image-to-video/kling-3.0", {"contents": [FRAME, {}]}, "/contents/1/type"),
        ("image-to-video/kling-3.0", {"contents": [FRAME, {"type": "end_frame"}]}, "/contents/1/type"),
        ("image-to-video/kling-3.0", {"contents": [FRAME, {"type": "last_frame"}]}, "/contents/1/url"),
        ("image-to-video/kling-3.0", {"contents": [FRAME, FRAME]}, "/contents"),
        ("image-to-video/kling-3.0", {"contents": [FRAME, PROMPT, PROMPT]}, "/contents/2/text"),
        (
            "image-to-video/kling-3.0",
            {"contents": [FRAME, {"type": "prompt", "text": " "}]},
            "/contents/1/text",
        ),
        ("image-to-video/kling-3.0", {"contents": [FRAME, {"type": "prompt"}]}, "/contents/1/text"),
        ("image-to-video/kling-3.0", {"contents": [FRAME, {"type": "voice", "voice_id": "v"}]}, "/contents"),
        ("image-to-video/kling-3.0", {"contents": [FRAME, {"type": "element"}]}, "/contents"),
        (
            "image-to-video/kling-3.0-turbo",
            {"contents": [FRAME, {"type": "last_frame", "url": PICTURE}]},
            "/contents",
        ),
        (
            "image-to-video/kling-3.0",
            {"contents": [FRAME, {"type": "refer_image", "url": PICTURE}]},
            "/contents",
        ),
        ("omni-video/kling-o1", {"contents": [PROMPT]}, "/settings/aspect_ratio"),
        (
            "omni-video/kling-o1",
            {"contents": [PROMPT, {"type": "base_video", "url": "AAAA"}]},
            "/contents/1/url",
        ),
        (
            "omni-video/kling-o1",
            {"contents": [PROMPT], "settings": {"aspect_ratio": "1:1", "duration": 7}},
            "/settings/duration",
        ),
    ],
    ids=str,
)
def test_what_the_path_api_refuses_is_refused_at_its_field(path, body, pointer, refused):
    assert refused(f"/{path}", body) == pointer


def test_seconds_by_path_may_be_text(read):
    decoded = read("/text-to-video/kling-3.0", {"prompt": "雪", "settings": {"duration": "7"}})
    assert decoded.request.length == Seconds(Fraction(7))
    assert decoded.notes == ("/settings/duration is not a number, as is documented",)

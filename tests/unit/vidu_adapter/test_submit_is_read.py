"""A stranger's submit is read with its notes, or refused by a pointer."""

import pytest
from vidu_words import FIRST, LAST, OTHER, PICTURE, REFERENCE, profile, read, seconds, video

from vidlect_adapters.canonical import Automatic, Inline, Shape
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors import vidu

TEXT = {"model": "viduq1", "prompt": "雪"}
IMAGE = {"model": "viduq1", "images": [PICTURE]}
PAIR = {"model": "viduq1", "images": [PICTURE, OTHER]}
VIEWS = {"model": "viduq2-pro", "prompt": "雪", "images": [PICTURE]}


def refused(path, body, **switches):
    with pytest.raises(MalformedRequest) as found:
        read(path, body, profile(**switches))
    assert (found.value.dialect, found.value.status) == ("vidu", 400)
    return found.value


@pytest.mark.parametrize(
    ("path", "body", "inputs"),
    [
        ("text2video", TEXT, ()),
        ("img2video", IMAGE, (FIRST,)),
        ("start-end2video", PAIR, (FIRST, LAST)),
        ("reference2video", VIEWS, (REFERENCE,)),
        ("reference2video", {**VIEWS, "videos": ["https://a.example/run.mp4"]}, (REFERENCE, video())),
    ],
    ids=["text", "image", "both", "reference", "video"],
)
def test_each_operation_gives_its_media_their_roles(path, body, inputs):
    decoded = read(path, body)
    assert decoded.request.inputs == inputs
    assert decoded.model_name == decoded.request.model == body["model"]
    assert decoded.notes == ()


def test_what_new_api_sends_is_read_with_a_note():
    sent = {"model": "viduq1", "images": None, "prompt": "雪", "duration": 5, "resolution": "1080p"}
    decoded = read("text2video", {**sent, "movement_amplitude": "auto"})
    assert decoded.request.length == seconds(5)
    assert decoded.request.frame == Shape(resolution="1080p")
    assert decoded.request.vendor_options == {"movement_amplitude": "auto"}
    assert decoded.notes == ("/images is null; read as absent",)


def test_the_clients_zero_values_say_nothing():
    decoded = read("img2video", {**IMAGE, "prompt": "", "seed": 0, "bgm": False, "callback_url": ""})
    request = decoded.request
    assert (request.prompt, request.seed, request.callback_url) == ("", None, None)
    assert request.vendor_options == {"bgm": False}


def test_every_field_has_its_place():
    decoded = read(
        "text2video",
        {
            "model": "viduq3-pro",
            "prompt": "雪",
            "duration": 5.0,
            "seed": 7,
            "aspect_ratio": "9:16",
            "audio": False,
            "watermark": True,
            "callback_url": "https://h.example/1",
            "payload": "p",
        },
    )
    request = decoded.request
    assert request.frame == Shape(aspect="9:16")
    assert (request.seed, request.with_audio, request.watermark) == (7, False, True)
    assert request.callback_url == "https://h.example/1"
    assert request.vendor_options == {"payload": "p"}
    assert decoded.notes == ("/duration is written with a decimal point",)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        ("data:image/png;base64,AAAA", "image/png"),
        ("data:;base64,AAAA", None),
    ],
)
def test_base64_is_read_from_behind_its_prefix(data, media_type):
    (one,) = read("img2video", {**IMAGE, "images": [data]}).request.inputs
    assert one.source == Inline(base64="AAAA", media_type=media_type)


def test_subjects_are_an_option():
    subjects = [{"name": "甲", "images": [PICTURE]}]
    request = read("reference2video", {"model": "viduq2", "prompt": "@甲", "subjects": subjects}).request
    assert request.inputs == ()
    assert request.vendor_options == {"subjects": subjects}


def test_zero_seconds_let_viduq2_pro_choose():
    assert read("reference2video", {**VIEWS, "duration": 0}).request.length == Automatic()


@pytest.mark.parametrize(
    ("path", "body", "note"),
    [
        ("img2video", {**IMAGE, "aspect_ratio": "9:16"}, "/aspect_ratio is no field of img2video"),
        ("text2video", {**TEXT, "quality": 1}, "/quality is no field of text2video"),
        ("text2video", {**TEXT, "audio": True}, "/audio has no effect on viduq1"),
        ("text2video", {**TEXT, "model": "viduq2", "style": "anime"}, "/style has no effect on viduq2"),
        (
            "img2video",
            {**IMAGE, "model": "viduq2-pro", "is_rec": True, "prompt": "雪"},
            "/prompt beside is_rec",
        ),
        ("text2video", {**TEXT, "style": ""}, None),
    ],
    ids=["ratio", "unknown", "sound", "style", "recommended", "empty word"],
)
def test_what_the_vendor_overlooks_is_noted(path, body, note):
    decoded = read(path, body)
    assert [one.partition(";")[0].partition(" at ")[0] for one in decoded.notes] == ([note] if note else [])
    assert "style" not in decoded.request.vendor_options
    assert decoded.request.prompt == ("" if "is_rec" in body or path == "img2video" else "雪")


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("text2video", b"{", ""),
        ("text2video", b"[]", ""),
        ("text2video", b'{"model":"viduq1","prompt":"a","prompt":"b"}', ""),
        ("lip-sync", TEXT, ""),
        ("text2video", {"prompt": "雪"}, "/model"),
        ("text2video", {**TEXT, "model": 5}, "/model"),
        ("text2video", {**TEXT, "model": "viduq2-turbo"}, "/model"),
        ("text2video", {"model": "viduq1"}, "/prompt"),
        ("text2video", {**TEXT, "prompt": "山" * 5001}, "/prompt"),
        ("text2video", {**TEXT, "images": [PICTURE]}, "/images"),
        ("text2video", {**TEXT, "duration": 8}, "/duration"),
        ("text2video", {**TEXT, "duration": "5"}, "/duration"),
        ("text2video", {**TEXT, "duration": True}, "/duration"),
        ("text2video", {**TEXT, "duration": 0}, "/duration"),
        ("text2video", {**TEXT, "resolution": "1920x1080"}, "/resolution"),
        ("text2video", {**TEXT, "resolution": "720p"}, "/resolution"),
        ("text2video", {**TEXT, "aspect_ratio": "4:3"}, "/aspect_ratio"),
        ("text2video", {**TEXT, "seed": -1}, "/seed"),
        ("text2video", {**TEXT, "seed": 1.5}, "/seed"),
        ("text2video", {**TEXT, "bgm": "yes"}, "/bgm"),
        ("text2video", {**TEXT, "audio": "yes"}, "/audio"),
        ("text2video", {**TEXT, "callback_url": 1}, "/callback_url"),
        ("img2video", {"model": "viduq1"}, "/images"),
        ("img2video", {**IMAGE, "images": PICTURE}, "/images"),
        ("img2video", {**IMAGE, "images": [""]}, "/images/0"),
        ("img2video", {**IMAGE, "images": [PICTURE, PICTURE]}, "/images"),
        ("img2video", {**IMAGE, "images": ["AAAA"]}, "/images/0"),
        ("img2video", {**IMAGE, "images": ["data:image/png;base64,"]}, "/images/0"),
        ("start-end2video", {**PAIR, "images": [PICTURE]}, "/images"),
        ("reference2video", {"model": "viduq2", "prompt": "雪"}, "/images"),
        ("reference2video", {**VIEWS, "images": [PICTURE] * 8}, "/images"),
        ("reference2video", {**VIEWS, "images": [PICTURE] * 5, "videos": [PICTURE]}, "/images"),
        ("reference2video", {**VIEWS, "images": [], "videos": [PICTURE]}, "/images"),
        ("reference2video", {**VIEWS, "videos": [PICTURE] * 3}, "/videos"),
        ("reference2video", {**VIEWS, "videos": ["run.mp4"]}, "/videos/0"),
        ("reference2video", {**VIEWS, "model": "viduq2", "videos": [PICTURE]}, "/videos"),
        ("reference2video", {**VIEWS, "subjects": [{"name": "甲"}]}, "/subjects"),
    ],
    ids=str,
)
def test_what_the_dialect_does_not_have_is_refused_by_its_place(path, body, pointer):
    assert refused(path, body).pointer == pointer


@pytest.mark.parametrize(
    ("path", "body", "pointer", "value"),
    [
        ("img2video", {**IMAGE, "images": ["data:image/png;base64,"]}, "/images/0", "data:image/png;base64,"),
        ("img2video", {**IMAGE, "images": [PICTURE, PICTURE]}, "/images", 2),
        ("reference2video", {**VIEWS, "model": "viduq2", "videos": [PICTURE]}, "/videos", "viduq2"),
    ],
)
def test_a_refusal_says_what_is_wrong_there(path, body, pointer, value):
    error = refused(path, body)
    assert (error.pointer, error.value) == (pointer, value)


def test_a_film_is_asked_for_with_post():
    with pytest.raises(MalformedRequest, match="POST"):
        vidu.decode_submit(HttpCall(method="GET", path="/ent/v2/text2video"), profile())

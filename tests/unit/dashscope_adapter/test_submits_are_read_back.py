"""What a submit of any gateway asks for: every documented form, what is tolerated, what is refused."""

from fractions import Fraction

import pytest

from vidlect_adapters.canonical import (
    Automatic,
    Handle,
    Inline,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
)
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.vendors import dashscope

URL = "https://example.com/a.png"
FRAMES = "/api/v1/services/aigc/image2video/video-synthesis"


def t2v(model="wan2.6-t2v", said=None, **asked):
    return {"model": model, "input": {"prompt": "山", **(said or {})}, "parameters": asked}


def i2v(model="wan2.6-i2v", said=None, **asked):
    return {"model": model, "input": {"img_url": URL, **(said or {})}, "parameters": asked}


def media(model, *items, **said):
    found = [{"type": kind, "url": f"https://example.com/{kind}"} for kind in items]
    return {"model": model, "input": {"prompt": "山", "media": found, **said}}


def vace(function, asked=None, **said):
    return {
        "model": "wanx2.1-vace-plus",
        "input": {"function": function, "prompt": "山", **said},
        "parameters": asked or {},
    }


def test_a_text_film_is_read_whole(client):
    body = t2v(
        said={"negative_prompt": "模糊", "audio_url": "https://example.com/a.mp3"},
        size="1280*720",
        duration=7,
        seed=0,
        watermark=False,
        prompt_extend=False,
        shot_type="multi",
    )
    read = client.reads(body)
    film = read.request
    assert (read.model_name, film.model, film.prompt, film.negative_prompt) == (
        *["wan2.6-t2v"] * 2,
        "山",
        "模糊",
    )
    assert (film.frame, film.length) == (Pixels(width=1280, height=720), Seconds(Fraction(7)))
    assert (film.seed, film.watermark, film.with_audio) == (0, False, None)
    assert [(one.role, one.medium) for one in film.inputs] == [(Role.SOURCE, Medium.AUDIO)]
    assert dict(film.vendor_options) == {"prompt_extend": False, "shot_type": "multi"}
    assert read.notes == ()


def test_a_bare_text_film_has_no_wishes(client):
    film = client.reads({"model": "wan2.6-t2v", "input": {"prompt": "山"}}).request
    assert film == client.film("wan2.6-t2v")


@pytest.mark.parametrize(
    ("asked", "frame"),
    [
        ({"resolution": "720P", "ratio": "9:16"}, Shape(resolution="720p", aspect="9:16")),
        ({"ratio": "1:1"}, Shape(aspect="1:1")),
        ({"resolution": "1080P"}, Shape(resolution="1080p")),
        ({}, None),
    ],
)
def test_tier_and_ratio_are_a_shape(client, asked, frame):
    assert client.reads(t2v("wan2.7-t2v", **asked)).request.frame == frame


def test_a_tier_in_small_letters_is_unsure(client):
    assert client.misreads(i2v(resolution="720p")) == "/parameters/resolution"
    read = client.reads(i2v(resolution="720p"), tier_case="any")
    assert read.request.frame == Shape(resolution="720p")
    assert read.notes == ("/parameters/resolution 720p is written in capitals",)


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("data:image/png;base64,AAAA", Inline(base64="AAAA", media_type="image/png")),
        ("/9j/4A==", Inline(base64="/9j/4A==")),
        ("oss://a/b.png", Handle(kind="oss", value="oss://a/b.png")),
    ],
)
def test_a_picture_has_several_addresses(client, address, source):
    read = client.reads(i2v(said={"img_url": address}))
    assert read.request.inputs[0].source == source
    assert len(read.notes) == (0 if address.startswith("data:") else 1)


def test_frames_are_read_from_both_paths(client):
    body = {"model": "wan2.2-kf2v-flash", "input": {"first_frame_url": URL, "last_frame_url": URL}}
    read = client.reads(body, FRAMES + "/")
    assert [one.role for one in read.request.inputs] == [Role.FIRST_FRAME, Role.LAST_FRAME]
    assert read.notes == ()
    again = client.reads(body)
    assert again.request == read.request
    assert len(again.notes) == 1
    assert client.misreads(t2v(), FRAMES) == "/model"


def test_media_are_read_with_their_voices_and_documents(client):
    body = media("wan2.7-r2v", "reference_image", "reference_video", "first_frame")
    body["input"]["media"][0]["reference_voice"] = "https://example.com/v.mp3"
    body["parameters"] = {"ratio": "1:1"}
    read = client.reads(body)
    kinds = [(one.role.value, one.medium.value) for one in read.request.inputs]
    assert kinds == [
        ("reference", "image"),
        ("reference", "audio"),
        ("reference", "video"),
        ("first_frame", "image"),
    ]
    assert read.request.frame is None
    assert len(read.notes) == 1  # the ratio beside a first frame
    film = client.reads(media("wan3.0-video", "file", "reference_audio")).request
    assert dict(film.vendor_options) == {"file": "https://example.com/file"}
    assert [one.medium for one in film.inputs] == [Medium.AUDIO]


def test_references_are_told_apart_by_their_ending(client):
    urls = ["https://example.com/a.MP4?x=1", "https://example.com/b", "https://example.com/c.mov"]
    film = client.reads(t2v("wan2.6-r2v", {"reference_urls": urls})).request
    assert [one.medium for one in film.inputs] == [Medium.VIDEO, Medium.IMAGE, Medium.VIDEO]
    read = client.reads(t2v("wan2.6-r2v", {"reference_video_urls": ["https://example.com/b"]}))
    assert [one.medium for one in read.request.inputs] == [Medium.VIDEO]
    assert "deprecated" in read.notes[0]


@pytest.mark.parametrize(
    ("body", "length"),
    [
        (t2v("wan3.0-video", duration=-1), Automatic()),
        (media("wan2.7-videoedit", "video") | {"parameters": {"duration": 0}}, Automatic()),
        (t2v(duration=5.0), Seconds(Fraction(5))),
    ],
)
def test_a_length_may_be_left_to_the_model(client, body, length):
    assert client.reads(body).request.length == length


def test_a_random_seed_of_wan30_is_none(client):
    assert client.reads(t2v("wan3.0-video", seed=-1)).request.seed is None
    assert client.misreads(t2v(seed=-1)) == "/parameters/seed"


@pytest.mark.parametrize("wish", [True, False])
def test_sound_is_read_where_it_can_be_asked_for(client, wish):
    assert client.reads(i2v("wan2.6-i2v-flash", audio=wish)).request.with_audio is wish
    read = client.reads(i2v(audio=wish))
    assert read.request.with_audio is None
    assert read.notes == ("/parameters/audio is no field of wan2.6-i2v; the vendor overlooks it",)


@pytest.mark.parametrize("place", ["input", "parameters"])
@pytest.mark.parametrize("documented", ["input", "parameters"])
def test_a_masks_frame_is_read_from_either_object(client, place, documented):
    body = vace("video_edit", video_url=URL, mask_image_url=URL)
    body[place]["mask_frame_id"] = 3
    film = client.reads(body, mask_frame_id=documented).request
    assert dict(film.vendor_options) == {"function": "video_edit", "mask_frame_id": 3}
    assert [one.role for one in film.inputs] == [Role.SOURCE, Role.MASK]


def test_a_picture_may_stand_bare_or_behind_its_type(client):
    for start in ("iVBORw0K", "/9j/4AAQ", "UklGRg==", "Qk02"):
        assert client.reads(i2v(said={"img_url": start})).request.inputs[0].source == Inline(base64=start)
    assert client.misreads(i2v(said={"img_url": "Qk://a"})) == "/input/img_url"
    assert (
        client.misreads(i2v(said={"img_url": "data:image/png;base64,AAAA,BBBB"}, seed=-1))
        == "/parameters/seed"
    )


def test_a_document_alone_needs_no_prompt(client):
    body = t2v("wan3.0-video", {"prompt": "", "media": [{"type": "link", "url": URL}]})
    assert client.reads(body).request.prompt == ""


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_document_is_an_address(client, kind):
    body = t2v("wan3.0-video", {"media": [{"type": kind, "url": "?"}]})
    assert client.misreads(body) == "/input/media"


def test_a_silent_film_is_not_given_a_sound(client):
    body = i2v("wan2.6-i2v-flash", {"audio_url": URL}, audio=False)
    assert client.misreads(body).startswith("/input")
    assert client.reads(i2v("wan2.6-i2v-flash", {"audio_url": URL}, audio=True)).request.with_audio is True


def test_a_film_beside_a_video_is_no_longer_than_ten_seconds(client):
    long = media("wan2.7-r2v", "reference_video") | {"parameters": {"duration": 11}}
    assert client.misreads(long) == "/parameters/duration"
    picture = media("wan2.7-r2v", "reference_image") | {"parameters": {"duration": 11}}
    assert client.reads(picture).request.length == Seconds(Fraction(11))


def test_an_option_that_is_not_given_hides_none_behind_it(client):
    body = vace("video_edit", video_url=URL, mask_image_url=URL)
    body["parameters"] |= {"expand_mode": "bbox"}
    assert client.reads(body).request.vendor_options == {"function": "video_edit", "expand_mode": "bbox"}


def test_what_is_tolerated_is_noted(client):
    body = {
        "input": {"prompt": None, "extend_prompt": True, "img_url": URL, "negative_prompt": ""},
        "parameters": {"size": "1280*720", "duration": 5.0},
        "model": "wan2.6-i2v",
        "trace": 1,
    }
    notes = client.reads(body).notes
    assert len(notes) == 6
    for name in ("prompt", "extend_prompt", "negative_prompt", "size", "duration", "trace"):
        assert sum(f"/{name} " in note for note in notes) == 1, name


def test_a_long_prompt_is_noted(client):
    read = client.reads(t2v("wan2.2-t2v-plus", {"prompt": "山" * 801}))
    assert len(read.request.prompt) == 801
    assert "800" in read.notes[0]


def test_an_uploaded_file_wants_its_header(client):
    call = client.call(i2v(said={"img_url": "oss://a/b.png"}), X_DashScope_OssResourceResolve="enable")
    assert dashscope.decode_submit(call, client.profile()).notes == ()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        pytest.param(b"{", "", id="no JSON"),
        pytest.param(b"[]", "", id="no object"),
        pytest.param(b'{"model":"wan2.6-t2v","model":"wan2.6-t2v"}', "", id="twice"),
        pytest.param({}, "/model", id="no model"),
        pytest.param({"model": ""}, "/model", id="empty model"),
        pytest.param({"model": 5}, "/model", id="a number"),
        pytest.param({"model": "wan9"}, "/model", id="unknown"),
        pytest.param({"model": "wan2.6-t2v", "input": []}, "/input", id="input"),
        pytest.param(
            {"model": "wan2.6-t2v", "input": {"prompt": "山"}, "parameters": 1},
            "/parameters",
            id="parameters",
        ),
        pytest.param({"model": "wan2.6-t2v", "input": {}}, "/input/prompt", id="no prompt"),
        pytest.param({"model": "wan2.6-t2v", "input": {"prompt": 1}}, "/input/prompt", id="prompt"),
        pytest.param({"model": "wan3.0-video", "input": {}}, "/input/prompt", id="nothing"),
        pytest.param({"model": "wan2.6-i2v", "input": {"prompt": "山"}}, "/input", id="no picture"),
        pytest.param(t2v(size="1280x720"), "/parameters/size", id="x"),
        pytest.param(t2v(size="720P"), "/parameters/size", id="tier"),
        pytest.param(t2v(size="832*480"), "/parameters/size", id="other tier"),
        pytest.param(t2v(size=720), "/parameters/size", id="number"),
        pytest.param(t2v(duration=1), "/parameters/duration", id="too short"),
        pytest.param(t2v(duration="5"), "/parameters/duration", id="text"),
        pytest.param(t2v(duration=5.5), "/parameters/duration", id="half"),
        pytest.param(t2v(duration=True), "/parameters/duration", id="true"),
        pytest.param(t2v(duration=1e300), "/parameters/duration", id="huge"),
        pytest.param(t2v(seed=2**31), "/parameters/seed", id="seed"),
        pytest.param(t2v(watermark="true"), "/parameters/watermark", id="watermark"),
        pytest.param(t2v(shot_type="both"), "/parameters/shot_type", id="shot"),
        pytest.param(t2v("wan2.7-t2v", ratio="21:9"), "/parameters/ratio", id="ratio"),
        pytest.param(i2v(resolution="480P"), "/parameters/resolution", id="resolution"),
        pytest.param(i2v(said={"img_url": "boat"}), "/input/img_url", id="no address"),
        pytest.param(i2v(said={"img_url": "data:image/gif;base64,AAAA"}), "/input/img_url", id="gif"),
        pytest.param(i2v(said={"img_url": "data:image/png,AAAA"}), "/input/img_url", id="no base64"),
        pytest.param(i2v(said={"img_url": "data:image/png;base64,"}), "/input/img_url", id="empty data"),
        pytest.param(
            i2v(said={"audio_url": "data:audio/mp3;base64,AAAA"}), "/input/audio_url", id="inline sound"
        ),
        pytest.param(t2v("wan2.6-r2v", {"reference_urls": URL}), "/input/reference_urls", id="no array"),
        pytest.param(t2v("wan2.6-r2v", {"reference_urls": [1]}), "/input/reference_urls/0", id="no text"),
        pytest.param(t2v("wan2.6-r2v", {"reference_urls": []}), "/input", id="no references"),
        pytest.param(media("wan2.7-i2v", "first_clip", "first_frame"), "/input", id="combination"),
        pytest.param(media("wan2.7-i2v", "picture"), "/input/media/0/type", id="type"),
        pytest.param(media("wan2.7-r2v", "reference_voice"), "/input/media/0/type", id="voice"),
        pytest.param({"model": "wan2.7-i2v", "input": {"media": [1]}}, "/input/media/0", id="item"),
        pytest.param(
            {"model": "wan2.7-i2v", "input": {"media": [{"type": 1}]}}, "/input/media/0/type", id="no type"
        ),
        pytest.param(
            {"model": "wan2.7-i2v", "input": {"media": [{"type": "first_frame"}]}},
            "/input/media/0/url",
            id="no url",
        ),
        pytest.param(media("wan3.0-video", "file", "file"), "/input/media/1", id="two files"),
        pytest.param(media("wan3.0-video", "file", "link"), "/input", id="both documents"),
        pytest.param(media("wan3.0-video", "file", "first_frame"), "/input", id="file and frame"),
        pytest.param(
            {"model": "wan3.0-video", "input": {"media": [{"type": "file", "url": "talk"}]}},
            "/input/media",
            id="file",
        ),
        pytest.param(vace("dub"), "/input/function", id="function"),
        pytest.param(vace("video_edit", video_url=URL), "/input", id="no mask"),
        pytest.param(
            vace("image_reference", {"obj_or_bg": ["obj", "bg"]}, ref_images_url=[URL]), "/input", id="roles"
        ),
    ],
)
def test_a_body_that_the_vendor_would_not_take_is_refused(client, body, pointer):
    assert client.misreads(body) == pointer


@pytest.mark.parametrize(
    ("how", "word"),
    [
        ({"method": "GET"}, "POST"),
        ({"path": "/api/v1/tasks"}, "video-synthesis"),
        ({"X_DashScope_Async": "disable"}, "X-DashScope-Async"),
    ],
)
def test_a_call_that_is_no_submit_is_refused(client, how, word):
    with pytest.raises(MalformedRequest, match=word):
        dashscope.decode_submit(client.call(t2v(), **how), client.profile())

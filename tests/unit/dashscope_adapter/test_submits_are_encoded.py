"""From the neutral request to a submit: every model, size, length; what is lost and what is refused."""

from fractions import Fraction

import pytest

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Handle,
    Inline,
    Link,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
    TaskRef,
)
from vidlect_adapters.vendors import dashscope
from vidlect_adapters.vendors.dashscope import catalog, older

PATH = "/api/v1/services/aigc/"
FIRST = ("first_frame", "image")
LAST = ("last_frame", "image", "z.png")
SIZES = {
    "480P": {"832*480", "480*832", "624*624"},
    "720P": {"1280*720", "720*1280", "960*960", "1088*832", "832*1088"},
    "1080P": {"1920*1080", "1080*1920", "1440*1440", "1632*1248", "1248*1632"},
}
SIZED = {
    "wan2.6-t2v": ("720P", "1080P"),
    "wan2.6-t2v-us": ("720P", "1080P"),
    "wan2.5-t2v-preview": ("480P", "720P", "1080P"),
    "wan2.2-t2v-plus": ("480P", "1080P"),
    "wanx2.1-t2v-turbo": ("480P", "720P"),
    "wanx2.1-t2v-plus": ("720P",),
}
LENGTHS = {
    "wan2.6-t2v": range(2, 16),
    "wan2.6-t2v-us": (5, 10),
    "wan2.5-t2v-preview": (5, 10),
    "wan2.2-t2v-plus": (5,),
    "wan2.7-t2v": range(2, 16),
    "wan3.0-video": range(2, 31),
}
TIERED = {
    "wan2.6-i2v": ("720P", "1080P"),
    "wan2.6-i2v-us": ("720P", "1080P"),
    "wan2.6-i2v-flash": ("720P", "1080P"),
    "wan2.5-i2v-preview": ("480P", "720P", "1080P"),
    "wan2.2-i2v-flash": ("480P", "720P", "1080P"),
    "wan2.2-i2v-plus": ("480P", "1080P"),
    "wanx2.1-i2v-turbo": ("480P", "720P"),
    "wanx2.1-i2v-plus": ("720P",),
    "wan2.2-kf2v-flash": ("480P", "720P", "1080P"),
    "wanx2.1-kf2v-plus": ("720P",),
    "wan2.7-i2v": ("720P", "1080P"),
}


def pixels(text):
    width, height = map(int, text.split("*"))
    return Pixels(width=width, height=height)


@pytest.mark.parametrize("tier", SIZES)
@pytest.mark.parametrize("model", SIZED)
def test_a_size_is_a_product_of_the_models_tiers(client, model, tier):
    for size in SIZES[tier]:
        film = client.film(model, frame=pixels(size))
        if tier in SIZED[model]:
            assert client.asks(film) == {"size": size}
        else:
            assert client.refuses(film).pointer == "/frame"


@pytest.mark.parametrize("tier", SIZES)
@pytest.mark.parametrize("model", TIERED)
def test_a_picture_model_takes_a_tier_and_loses_the_ratio(client, model, tier):
    film = client.film(model, FIRST, frame=Shape(resolution=tier.lower(), aspect="16:9"))
    if tier in TIERED[model]:
        _, body, lost = client.says(film)
        assert body["parameters"] == {"resolution": tier}
        assert lost == ["frame.aspect"]
    else:
        assert client.refuses(film).pointer == "/frame/resolution"


@pytest.mark.parametrize("seconds", range(1, 32))
@pytest.mark.parametrize("model", LENGTHS)
def test_a_length_is_one_of_the_models(client, model, seconds):
    lengths = [Seconds(Fraction(seconds)), Frames(count=30 * seconds, fps=30)]
    for length in lengths:
        film = client.film(model, length=length)
        if seconds in LENGTHS[model]:
            assert client.asks(film) == {"duration": seconds}
        else:
            assert client.refuses(film).pointer == "/length"


@pytest.mark.parametrize(
    "length", [Seconds(Fraction(11, 2)), Frames(count=121, fps=24), Frames(count=151, fps=30)]
)
def test_a_length_is_whole_seconds_at_thirty_frames(client, length):
    assert client.refuses(client.film("wan2.6-t2v", length=length)).pointer == "/length"


@pytest.mark.parametrize("seconds", range(1, 17))
def test_seed_004_knows_three_lengths_of_wan26(client, seconds):
    film = client.film("wan2.6-t2v", length=Seconds(Fraction(seconds)))
    if seconds in {5, 10, 15}:
        assert client.asks(film, wan26_duration="5-10-15") == {"duration": seconds}
    else:
        client.refuses(film, wan26_duration="5-10-15")


@pytest.mark.parametrize(
    ("model", "inputs", "duration"),
    [("wan3.0-video", (), -1), ("wan2.7-videoedit", (("source", "video", "a.mp4"),), 0)],
)
def test_some_models_choose_the_length_themselves(client, model, inputs, duration):
    assert client.asks(client.film(model, *inputs, length=Automatic())) == {"duration": duration}


def test_a_video_reference_shortens_the_film(client):
    film = client.film("wan2.7-r2v", ("reference", "video", "a.mp4"), length=Seconds(Fraction(11)))
    assert client.refuses(film).pointer == "/length"
    film = client.film("wan2.7-r2v", ("reference", "image"), length=Seconds(Fraction(11)))
    assert client.asks(film) == {"duration": 11}


@pytest.mark.parametrize(
    ("frame", "asked", "lost"),
    [
        (Pixels(width=1648, height=1248), {"resolution": "1080P", "ratio": "4:3"}, []),
        (Pixels(width=720, height=1280), {"resolution": "720P", "ratio": "9:16"}, []),
        (Shape(aspect="1:1"), {"ratio": "1:1"}, []),
        (Shape(resolution="1080p"), {"resolution": "1080P"}, []),
        (None, {}, []),
    ],
)
def test_the_27_family_takes_tier_and_ratio(client, frame, asked, lost):
    _, body, losses = client.says(client.film("wan2.7-t2v", frame=frame))
    assert (body.get("parameters", {}), losses) == (asked, lost)


def test_pixels_of_wan30_are_only_near(client):
    _, body, lost = client.says(client.film("wan3.0-video", frame=Pixels(width=832, height=480)))
    assert body["parameters"] == {"resolution": "480P", "ratio": "16:9"}
    assert lost == ["frame"]


def test_the_first_frame_of_a_reference_film_gives_the_ratio(client):
    inputs = (FIRST, ("reference", "image", "b.png"))
    _, body, lost = client.says(
        client.film("wan2.7-r2v", *inputs, frame=Shape(resolution="720p", aspect="1:1"))
    )
    assert (body["parameters"], lost) == ({"resolution": "720P"}, ["frame.aspect"])
    _, body, lost = client.says(client.film("wan2.7-r2v", *inputs, frame=Pixels(width=1280, height=720)))
    assert (body["parameters"], lost) == ({"resolution": "720P"}, ["frame"])


@pytest.mark.parametrize(
    ("model", "frame"),
    [
        ("wan2.6-t2v", Pixels(width=1280, height=768)),
        ("wan2.6-t2v", Shape(resolution="480p")),
        ("wan2.6-t2v", Shape(aspect="21:9")),
        ("wan2.5-t2v-preview", Shape(resolution="480p", aspect="4:3")),
        ("wan2.7-t2v", Pixels(width=1632, height=1248)),
        ("wan2.7-t2v", Pixels(width=832, height=480)),
        ("wan2.7-t2v", Shape(aspect="21:9")),
        ("wan2.7-t2v", Shape(aspect="adaptive")),
    ],
)
def test_a_size_outside_the_table_is_refused(client, model, frame):
    assert client.refuses(client.film(model, frame=frame)).pointer.startswith("/frame")


@pytest.mark.parametrize("model", older.models())
def test_every_model_goes_to_its_path(client, model):
    row = older.BY_NAME[model]
    inputs, options = (), {}
    if row.name == older.EDITOR:
        inputs, options = (("source", "video", "a.mp4"),), {"function": "video_repainting"}
    elif row.total:
        inputs = (("reference", "image"),)
    else:
        chosen = row.sets[0] if row.sets else {slot.field for slot in row.slots if slot.least}
        inputs = [(slot.role.value, slot.medium.value) for slot in row.slots if slot.field in chosen]
    film = client.film(model, *inputs, vendor_options=options)
    path, body, lost = client.says(film)
    assert body["model"] == model
    assert lost == []
    assert path == PATH + ("image2video" if "kf2v" in model else "video-generation") + "/video-synthesis"
    assert client.says(film, kf2v_path="video-generation")[0] == PATH + "video-generation/video-synthesis"


def test_a_submit_is_asynchronous_json(client):
    call = dashscope.encode_submit(client.film("wan2.6-t2v"), client.profile()).call
    assert call.headers == (("Content-Type", "application/json"), ("X-DashScope-Async", "enable"))
    assert call.body == '{"model":"wan2.6-t2v","input":{"prompt":"山"}}'.encode()


@pytest.mark.parametrize(
    "source", [Handle(kind="oss", value="oss://a/b.png"), Link(url="oss://a/b.png")], ids=["handle", "link"]
)
def test_an_uploaded_file_is_to_be_resolved(client, source):
    one = MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=source)
    call = dashscope.encode_submit(client.film("wan2.6-i2v", one), client.profile()).call
    assert call.header("x-dashscope-ossresourceresolve") == "enable"
    assert b'"img_url":"oss://a/b.png"' in call.body


def test_one_uploaded_file_among_links_is_to_be_resolved(client):
    uploaded = MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Link(url="oss://a/b.png"))
    for inputs in ((uploaded, LAST), (LAST, uploaded)):
        call = dashscope.encode_submit(client.film("wan2.2-kf2v-flash", *inputs), client.profile()).call
        assert call.header("X-DashScope-OssResourceResolve") == "enable"


def test_an_uploaded_file_among_the_options_is_to_be_resolved_too(client):
    options = {"function": "video_edit", "mask_video_url": "oss://a/m.mp4"}
    film = client.film("wanx2.1-vace-plus", ("source", "video", "a.mp4"), vendor_options=options)
    call = dashscope.encode_submit(film, client.profile()).call
    assert call.header("X-DashScope-OssResourceResolve") == "enable"


@pytest.mark.parametrize(
    ("inline", "address"),
    [
        (Inline(base64="/9j/4A=="), "data:image/jpeg;base64,/9j/4A=="),
        (Inline(base64="UklGRg=="), "data:image/webp;base64,UklGRg=="),
        (Inline(base64="Qk0="), "data:image/bmp;base64,Qk0="),
        (Inline(base64="iVBORw=="), "data:image/png;base64,iVBORw=="),
        (Inline(base64="AAAA"), "data:image/png;base64,AAAA"),
        (Inline(base64="AAAA", media_type="image/webp"), "data:image/webp;base64,AAAA"),
    ],
)
def test_an_inline_picture_is_a_data_url(client, inline, address):
    one = MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=inline)
    assert client.says(client.film("wan2.6-i2v", one))[1]["input"]["img_url"] == address


@pytest.mark.parametrize(
    ("medium", "source"),
    [
        ("image", Inline(base64="AAAA", media_type="image/gif")),
        ("image", Link(url="ftp://example.com/a.png")),
        ("image", Handle(kind="asset", value="asset://1")),
        ("image", Handle(kind="oss", value="a.png")),
        ("audio", Inline(base64="AAAA")),
    ],
)
def test_a_source_that_the_vendor_cannot_load_is_refused(client, medium, source):
    role = Role.FIRST_FRAME if medium == "image" else Role.SOURCE
    one = MediaInput(role=role, medium=Medium(medium), source=source)
    inputs = (one,) if medium == "image" else (FIRST, one)
    assert client.refuses(client.film("wan2.6-i2v", *inputs)).pointer.endswith("/source")


@pytest.mark.parametrize(
    ("model", "inputs"),
    [
        ("wan2.6-t2v", (FIRST,)),
        ("wan2.6-i2v", ()),
        ("wan2.6-i2v", (FIRST, LAST)),
        ("wan2.2-i2v-plus", (FIRST, ("source", "audio"))),
        ("wan2.2-kf2v-flash", (LAST,)),
        ("wan2.6-r2v", ()),
        ("wan2.6-r2v", [("reference", "image")] * 6),
        ("wan2.6-r2v", [("reference", "video")] * 4),
        ("wan2.6-r2v", [("reference", "video")] * 3 + [("reference", "image")] * 3),
        ("wan2.7-i2v", ()),
        ("wan2.7-i2v", (LAST,)),
        ("wan2.7-i2v", (FIRST, ("source", "video"))),
        ("wan2.7-i2v", (("source", "video"), ("source", "audio"))),
        ("wan2.7-r2v", (FIRST,)),
        ("wan2.7-r2v", [("reference", "image")] * 3 + [("reference", "video")] * 3),
        ("wan2.7-r2v", (("reference", "audio"), ("reference", "image"))),
        ("wan2.7-r2v", (("reference", "image"), ("reference", "audio"), ("reference", "audio"))),
        ("wan2.7-r2v", (FIRST, ("reference", "audio"), ("reference", "image"))),
        ("wan2.7-videoedit", ()),
        ("wan2.7-videoedit", [("source", "video"), *[("reference", "image")] * 5]),
        ("wan3.0-video", (FIRST, ("reference", "image"))),
        ("wan3.0-video", [("reference", "image")] * 11),
    ],
)
def test_media_that_do_not_go_together_are_refused(client, model, inputs):
    assert client.refuses(client.film(model, *inputs)).pointer.startswith("/inputs")


def test_a_silent_film_has_no_use_for_a_sound(client):
    film = client.film("wan2.6-i2v-flash", FIRST, ("source", "audio"), with_audio=False)
    assert client.refuses(film).pointer == "/with_audio"


@pytest.mark.parametrize(
    ("model", "inputs", "wish", "asked", "lost"),
    [
        ("wan2.6-t2v", (), True, {}, []),
        ("wan2.6-t2v", (), False, {}, ["with_audio"]),
        ("wan2.2-t2v-plus", (), True, {}, ["with_audio"]),
        ("wan2.2-t2v-plus", (), False, {}, []),
        ("wan2.6-i2v-flash", (FIRST,), False, {"audio": False}, []),
        ("wan3.0-video", (), True, {"audio": True}, []),
    ],
)
def test_sound_is_given_asked_for_or_lost(client, model, inputs, wish, asked, lost):
    _, body, losses = client.says(client.film(model, *inputs, with_audio=wish))
    assert (body.get("parameters", {}), losses) == (asked, lost)


def test_what_the_vendor_lacks_is_lost_aloud(client):
    film = client.film("wan2.6-t2v", fps=24, camera_fixed=False, callback_url="https://h.example/")
    assert client.says(film)[2] == ["callback_url", "camera_fixed", "fps"]
    assert client.says(client.film("wan2.6-t2v", fps=30))[2] == []


def test_a_long_text_is_cut_by_the_vendor(client):
    _, body, lost = client.says(client.film("wan2.2-t2v-plus", prompt="山" * 801, negative_prompt="水" * 501))
    assert len(body["input"]["prompt"]) == 801
    assert lost == ["negative_prompt", "prompt"]
    cut = client.film("wan2.2-t2v-plus", prompt="山" * 801)
    (loss,) = dashscope.encode_submit(cut, client.profile()).losses
    assert (loss.asked, loss.sent, loss.reason) == (
        "801 characters",
        "all of them",
        "the vendor reads at most 800 characters",
    )
    assert client.says(client.film("wan2.2-t2v-plus", prompt="山" * 800, negative_prompt="水" * 500))[2] == []


def test_a_blank_prompt_is_none(client):
    _, body, lost = client.says(client.film("wan2.6-i2v", FIRST, prompt=" \n"))
    assert (body["input"], lost) == ({"img_url": "https://example.com/a.png"}, ["prompt"])


@pytest.mark.parametrize("model", ["wan2.6-t2v", "wan3.0-video"])
def test_a_film_of_nothing_needs_a_prompt(client, model):
    assert client.refuses(client.film(model, prompt="")).pointer == "/prompt"


def test_the_negative_prompt_of_wan30_is_unsure(client):
    film = client.film("wan3.0-video", negative_prompt="噪点")
    assert client.says(film)[1:] == (
        {"model": "wan3.0-video", "input": {"prompt": "山"}},
        ["negative_prompt"],
    )
    assert client.says(film, wan3_negative_prompt="sent")[1]["input"]["negative_prompt"] == "噪点"
    assert client.says(client.film("wan2.6-t2v", negative_prompt=""))[1]["input"] == {"prompt": "山"}


@pytest.mark.parametrize("seed", [0, 1, catalog.LARGEST_SEED])
def test_a_seed_is_said(client, seed):
    assert client.asks(client.film("wan2.6-t2v", seed=seed)) == {"seed": seed}


@pytest.mark.parametrize(
    ("wish", "pointer"),
    [
        ({"seed": -1}, "/seed"),
        ({"seed": catalog.LARGEST_SEED + 1}, "/seed"),
        ({"count": 2}, "/count"),
        ({"prompt": "\ud800"}, ""),
        ({"length": Automatic()}, "/length"),
        ({"vendor_options": {"size": "1280*720"}}, "/vendor_options/size"),
        ({"vendor_options": {"template": "x"}}, "/vendor_options/template"),
        ({"vendor_options": {"shot_type": "both"}}, "/vendor_options/shot_type"),
        ({"vendor_options": {"prompt_extend": "true"}}, "/vendor_options/prompt_extend"),
    ],
)
def test_a_wish_that_cannot_be_said_is_refused(client, wish, pointer):
    assert client.refuses(client.film("wan2.6-t2v", **wish)).pointer == pointer


def test_a_model_of_nobody_is_refused(client):
    assert "wan2.6-t2v" in client.refuses(client.film("wan9")).message


def test_a_watermark_is_said_either_way(client):
    for wish in (True, False):
        assert client.asks(client.film("wan2.6-t2v", watermark=wish)) == {"watermark": wish}


def test_a_poll_needs_the_id_alone(client):
    call = dashscope.encode_poll(TaskRef(task_id="a/b"), client.profile())
    assert (call.method, call.path, call.headers, call.body) == ("GET", "/api/v1/tasks/a%2Fb", (), b"")

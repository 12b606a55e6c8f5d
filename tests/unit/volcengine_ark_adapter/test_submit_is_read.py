import pytest
from ark_words import (
    DRAFT,
    ENDPOINT,
    FIRST,
    LAST,
    P15,
    P20,
    P25,
    PICTURE,
    PRO,
    SOUND,
    VIDEO,
    create,
    image,
    reference,
    seconds,
    text,
)

from vidlect_adapters.canonical import Automatic, Frames, Handle, Inline, Link, Shape
from vidlect_adapters.message import HttpCall


def test_the_plainest_create(adapter):
    decoded = adapter.reads(create())
    assert decoded.request == adapter.film()
    assert (decoded.model_name, decoded.notes, decoded.losses) == (PRO, (), ())


def test_a_full_create(adapter):
    decoded = adapter.reads(
        create(
            model=P15,
            resolution="720p",
            ratio="9:16",
            duration=7,
            seed=0,
            watermark=False,
            generate_audio=False,
            camera_fixed=True,
            callback_url="https://h.example/n",
            service_tier="flex",
            execution_expires_after=3600,
            return_last_frame=True,
        )
    )
    assert decoded.notes == ()
    assert decoded.request == adapter.film(
        model=P15,
        frame=Shape(resolution="720p", aspect="9:16"),
        length=seconds(7),
        seed=0,
        watermark=False,
        with_audio=False,
        camera_fixed=True,
        callback_url="https://h.example/n",
        vendor_options={"service_tier": "flex", "execution_expires_after": 3600, "return_last_frame": True},
    )


def test_nulls_of_the_official_sdk_are_unset(adapter):
    names = "callback_url draft duration frames generate_audio priority ratio resolution seed tools watermark"
    decoded = adapter.reads(create(**dict.fromkeys((*names.split(), "framespersecond", "unknown"))))
    assert decoded.request == adapter.film()
    assert decoded.notes == ()


@pytest.mark.parametrize(
    ("items", "model", "inputs"),
    [
        ([image()], PRO, (FIRST,)),
        ([{**image(), "role": None}], PRO, (FIRST,)),
        ([image("first_frame"), image("last_frame")], PRO, (FIRST, LAST)),
        ([image("last_frame"), image("first_frame")], PRO, (LAST, FIRST)),
        ([reference("image", "https://m.example/image")], P20, (PICTURE,)),
        (
            [reference("video", "https://m.example/video"), reference("audio", "https://m.example/audio")],
            P20,
            (VIDEO, SOUND),
        ),
        ([{"type": "draft_task", "draft_task": {"id": "cgt-1"}}], P15, (DRAFT,)),
    ],
)
def test_media_and_their_roles(adapter, items, model, inputs):
    assert adapter.reads(create(text(), *items, model=model)).request.inputs == inputs
    assert adapter.reads(create(*items, text(), model=model)).request.inputs == inputs


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://a.example/%2F", Link(url="https://a.example/%2F")),
        ("HTTP://a.example", Link(url="HTTP://a.example")),
        ("asset://a-1", Handle(kind="asset", value="a-1")),
        ("ASSET://a-1", Handle(kind="asset", value="a-1")),
        ("data:image/PNG;base64,AAAA", Inline(base64="AAAA", media_type="image/png")),
    ],
)
def test_addresses_of_pictures(adapter, url, source):
    assert adapter.reads(create(image(url=url))).request.inputs[0].source == source


@pytest.mark.parametrize(
    ("fields", "members"),
    [
        ({"frames": 57}, {"length": Frames(count=57, fps=24)}),
        ({"frames": 57, "duration": 5}, {"length": Frames(count=57, fps=24)}),
        ({"duration": 5.0}, {"length": seconds(5)}),
        ({"seed": -1}, {}),
        ({"ratio": "adaptive"}, {"frame": Shape(aspect="adaptive")}),
        ({"resolution": "480p"}, {"frame": Shape(resolution="480p")}),
        ({"model": P20, "duration": -1}, {"model": P20, "length": Automatic()}),
        ({"model": ENDPOINT, "priority": 3}, {"model": ENDPOINT, "vendor_options": {"priority": 3}}),
    ],
)
def test_spellings_that_the_vendor_takes(adapter, fields, members):
    assert adapter.reads(create(**fields)).request == adapter.film(**members)


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"aspect_ratio": "16:9"}, "/aspect_ratio is no field of a create"),
        ({"framespersecond": 60}, "/framespersecond is taken by the vendor and has no effect"),
        ({"frames": 57, "duration": 5}, "/duration does not count beside /frames"),
        ({"duration": 5.0}, "/duration is written with a decimal point"),
        ({"generate_audio": False}, "/generate_audio is no field of"),
        ({"model": P20, "camera_fixed": False}, "/camera_fixed is no field of this model"),
        ({"draft": False}, "/draft is no field of"),
        ({"model": P20, "service_tier": "default"}, "/service_tier is no field of"),
        ({"priority": 0}, "/priority is no field of"),
        ({"tools": []}, "/tools is no field of"),
    ],
)
def test_what_is_tolerated_is_noted(adapter, fields, note):
    decoded = adapter.reads(create(**fields))
    assert [one for one in decoded.notes if one.startswith(note)]
    assert not decoded.request.vendor_options


def test_an_empty_text_is_noted(adapter):
    decoded = adapter.reads(create(text(""), image()))
    assert decoded.request.prompt == ""
    assert decoded.notes == ("/content holds an empty text; read as absent",)


@pytest.mark.parametrize(
    ("call", "pointer"),
    [
        (create(method="PUT"), ""),
        (create(path="/v1/videos"), ""),
        (HttpCall(method="POST", path="/api/v3/contents/generations/tasks"), ""),
        (HttpCall(method="POST", path="/api/v3/contents/generations/tasks", body=b"[]"), ""),
        (
            HttpCall(
                method="POST", path="/api/v3/contents/generations/tasks", body=b'{"model":"a","model":"b"}'
            ),
            "",
        ),
        (create(model=None), "/model"),
        (create(model=""), "/model"),
        (create(model="seedance"), "/model"),
        (create(content=None), "/content"),
        (create(content=[]), "/content"),
        (create(content="雪"), "/content"),
        (create(content=["雪"]), "/content/0"),
        (create({"type": "text"}), "/content/0/text"),
        (create(text(), text()), "/content"),
        (create(text("  ")), "/content"),
        (create({"type": "gif"}), "/content/0/type"),
        (create({"type": []}), "/content/0/type"),
        (create({}), "/content/0/type"),
        (create({"type": "image_url", "image_url": "https://a.example"}), "/content/0/image_url"),
        (create({"type": "draft_task", "draft_task": {}}), "/content/0/draft_task/id"),
        (create(image(url=None)), "/content/0/image_url/url"),
        (create(image(url="a.png")), "/content/0/image_url/url"),
        (create(image(url="asset://")), "/content/0/image_url/url"),
        (create(image(url="data:image/png;base64,")), "/content/0/image_url/url"),
        (create(image(url="data:image/svg;base64,AA==")), "/content/0/image_url/url"),
        (create(image(url="data:audio/wav;base64,AA==")), "/content/0/image_url/url"),
        (create(reference("video", "data:video/mp4;base64,AA=="), model=P20), "/content/0/video_url/url"),
        (create(image(), image()), "/content/0/role"),
        (create(image("tail")), "/content/0/role"),
        (create({**reference("video"), "role": "first_frame"}, model=P20), "/content/0/role"),
        (create({**reference("audio"), "role": None}, model=P20), "/content/0/role"),
        (create(image("first_frame"), image("first_frame")), "/content"),
        (create(image("first_frame"), reference("image"), model=P20), "/content"),
        (create(reference("image")), "/content"),
        (create(duration=13), "/duration"),
        (create(duration=0), "/duration"),
        (create(duration=-1), "/duration"),
        (create(duration=-2, model=P20), "/duration"),
        (create(duration="5"), "/duration"),
        (create(duration=True), "/duration"),
        (create(duration=5.5), "/duration"),
        (create(frames=30), "/frames"),
        (create(frames=121, model=P20), "/frames"),
        (create(resolution="4k"), "/resolution"),
        (create(resolution=720), "/resolution"),
        (create(ratio="2:1"), "/ratio"),
        (create(image(), ratio="16:9", model=P25), "/ratio"),
        (create(seed=-2), "/seed"),
        (create(seed=2**32), "/seed"),
        (create(watermark="false"), "/watermark"),
        (create(generate_audio=True), "/generate_audio"),
        (create(camera_fixed=True, model=P20), "/camera_fixed"),
        (create(priority=1), "/priority"),
        (create(priority=10, model=P20), "/priority"),
        (create(draft=True, resolution="720p", model=P15), "/draft"),
        (create(callback_url=""), "/callback_url"),
    ],
)
def test_what_is_no_create_of_this_vendor(adapter, call, pointer):
    assert adapter.misreads(call)[0] == pointer


FLAGGED = [
    ("--rs 480p --rt 9:16", {"frame": Shape(resolution="480p", aspect="9:16")}),
    ("--ratio 9:16", {"frame": Shape(aspect="9:16")}),
    ("--resolution 480P", {"frame": Shape(resolution="480p")}),
    ("--dur 7 --seed 11", {"length": seconds(7), "seed": 11}),
    ("--dur 7 --frames 57", {"length": Frames(count=57, fps=24)}),
    ("--cf true --wm false", {"camera_fixed": True, "watermark": False}),
    ("--camerafixed FALSE --watermark true", {"camera_fixed": False, "watermark": True}),
    ("--dur 3 --dur 7", {"length": seconds(7)}),
    ("--rs 8k --dur 99 --rt 2:1 --seed -5 --cf maybe --frames 30 --wm 1", {}),
    ("--fps 30 --nothing 5 --rs", {}),
    ("--frames x --dur x --seed x --rt", {}),
]


@pytest.mark.parametrize(("flags", "members"), FLAGGED)
def test_flags_at_the_end_of_the_text_are_wishes(adapter, flags, members):
    decoded = adapter.reads(create(text(f"雪落无声 {flags}")))
    assert decoded.request == adapter.film(**members)
    assert decoded.notes[0].startswith("flags at the end of the text: ")


@pytest.mark.parametrize(
    ("fields", "members"),
    [
        (
            {"resolution": "720p", "ratio": "1:1"},
            {"frame": Shape(resolution="720p", aspect="1:1")},
        ),
        ({"resolution": "720p"}, {"frame": Shape(resolution="720p", aspect="9:16")}),
        ({"ratio": "1:1"}, {"frame": Shape(resolution="480p", aspect="1:1")}),
    ],
)
def test_fields_win_over_flags_of_size(adapter, fields, members):
    call = create(text("雪落无声 --rs 480p --rt 9:16"), **fields)
    assert adapter.reads(call).request == adapter.film(**members)


def test_fields_win_over_other_flags(adapter):
    fields = {"duration": 3, "seed": 1, "watermark": True, "camera_fixed": False}
    call = create(text("雪落无声 --dur 7 --frames 57 --seed 11 --wm false --cf true"), **fields)
    decoded = adapter.reads(call)
    assert decoded.request == adapter.film(length=seconds(3), seed=1, watermark=True, camera_fixed=False)
    assert sum("is ignored" in note for note in decoded.notes) == 5


def test_a_random_seed_wins_over_a_flag(adapter):
    decoded = adapter.reads(create(text("雪落无声 --seed 11"), seed=-1))
    assert decoded.request == adapter.film()
    assert "--seed 11 is ignored" in decoded.notes[1]


@pytest.mark.parametrize("words", ["雪 --rs 480p 落", "雪--rs", "雪 -- 落", "雪 --"])
def test_what_only_looks_like_flags_is_text(adapter, words):
    decoded = adapter.reads(create(text(words)))
    assert (decoded.request.prompt, decoded.notes) == (words, ())


def test_a_text_may_be_flags_alone(adapter):
    decoded = adapter.reads(create(text("--rs 480p"), image()))
    assert (decoded.request.prompt, decoded.request.frame) == ("", Shape(resolution="480p"))


def test_flags_that_the_model_cannot_have(adapter):
    words = text("雪落无声 --rs 720p")
    assert adapter.reads(create(words, model=P15, draft=True)).request.frame is None
    assert adapter.reads(create(text("雪落无声 --rt 1:1"), image(), model=P25)).request.frame is None
    assert adapter.reads(create(text("雪落无声 --cf true"), model=P20)).request.camera_fixed is None
    assert adapter.reads(create(text("雪落无声 --rs 480p"), model=P15, draft=True)).request.frame == Shape(
        resolution="480p"
    )


def test_text_of_flags_alone_needs_no_time(adapter):
    assert adapter.reads(create(text("雪" + " --x" * 100_000))).request.prompt == "雪"

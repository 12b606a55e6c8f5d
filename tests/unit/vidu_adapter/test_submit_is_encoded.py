"""A film that is asked for, in the vendor's words."""

import orjson
import pytest
from vidu_words import (
    FIRST,
    LAST,
    OTHER,
    PICTURE,
    REF,
    REFERENCE,
    TASK,
    inline,
    picture,
    profile,
    request,
    seconds,
    sent,
    video,
)

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Handle,
    Link,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Shape,
    TaskRef,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.loss import LossKind
from vidlect_adapters.vendors import vidu

SPEECH = MediaInput(role=Role.SOURCE, medium=Medium.AUDIO, source=Link(url="https://a.example/a.mp3"))
SONG = MediaInput(role=Role.REFERENCE, medium=Medium.AUDIO, source=Link(url="https://a.example/a.mp3"))
MASK = MediaInput(role=Role.MASK, medium=Medium.IMAGE, source=Link(url=PICTURE))
KEPT = MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Handle(kind="asset", value="1"))


def refused(wish, **switches):
    with pytest.raises(Inexpressible) as found:
        vidu.encode_submit(wish, profile(**switches))
    assert found.value.dialect == "vidu"
    return found.value


@pytest.mark.parametrize(
    ("inputs", "path", "images"),
    [
        ((), "text2video", None),
        ((FIRST,), "img2video", [PICTURE]),
        ((FIRST, LAST), "start-end2video", [PICTURE, OTHER]),
        ((LAST, FIRST), "start-end2video", [PICTURE, OTHER]),
        ((REFERENCE,) * 7, "reference2video", [PICTURE] * 7),
    ],
    ids=["text", "first", "both", "both in the other order", "seven references"],
)
def test_the_media_choose_the_operation(inputs, path, images):
    at, body, losses = sent(request(inputs=inputs))
    assert at == f"/ent/v2/{path}"
    assert body.get("images") == images
    assert not losses


@pytest.mark.parametrize(
    ("media_type", "label"),
    [("image/png", "image/png"), ("IMAGE/WebP", "IMAGE/WebP"), (None, "image/jpeg")],
    ids=["png", "letter case", "unsaid"],
)
def test_base64_goes_behind_its_prefix(media_type, label):
    _, body, _ = sent(request(inputs=(inline(Role.FIRST_FRAME, media_type),)))
    assert body["images"] == [f"data:{label};base64,iVBORw0KGgo="]


@pytest.mark.parametrize(
    "wish",
    [
        request(inputs=(LAST,)),
        request(inputs=(FIRST, REFERENCE)),
        request(inputs=(MASK,)),
        request(inputs=(SPEECH,)),
        request(inputs=(REFERENCE,) * 8),
        request(inputs=(inline(Role.FIRST_FRAME, "image/gif"),)),
        request(inputs=(KEPT,)),
        request(inputs=(picture(Role.FIRST_FRAME, "ftp://a.example/1"),)),
        request(inputs=(SONG,)),
        request(inputs=(REFERENCE, video())),
        request("viduq2-pro", inputs=(video(),)),
        request("viduq2-pro", inputs=(*(REFERENCE,) * 5, video())),
        request("viduq2-pro", inputs=(REFERENCE, video(), video(), video())),
        request(
            "viduq2-pro",
            inputs=(
                REFERENCE,
                MediaInput(role=Role.REFERENCE, medium=Medium.VIDEO, source=Handle(kind="video", value="1")),
            ),
        ),
        request("viduq2", inputs=(REFERENCE,), vendor_options={"subjects": [{"name": "甲"}]}),
    ],
    ids=[
        "last alone",
        "frame and reference",
        "mask",
        "speech",
        "eight references",
        "gif",
        "handle",
        "ftp",
        "song",
        "video on q1",
        "video alone",
        "five pictures and a video",
        "three videos",
        "video by handle",
        "subjects beside pictures",
    ],
)
def test_what_the_vendor_cannot_take_is_refused_by_its_place(wish):
    assert refused(wish).pointer.startswith("/inputs")


def test_videos_go_beside_pictures():
    _, body, _ = sent(request("viduq2-pro", inputs=(video(), REFERENCE, video())))
    assert body["images"] == [PICTURE]
    assert body["videos"] == ["https://a.example/run.mp4"] * 2


@pytest.mark.parametrize(
    ("length", "duration"),
    [
        (None, None),
        (seconds(7), 7),
        (Frames(count=168, fps=24), 7),
        (Automatic(), 0),
    ],
    ids=["open", "seconds", "frames", "automatic"],
)
def test_a_length_is_whole_seconds(length, duration):
    _, body, losses = sent(request("viduq2-pro", inputs=(REFERENCE,), length=length))
    assert body.get("duration") == duration
    assert not losses


@pytest.mark.parametrize(
    "length",
    [seconds(4), seconds("4.5"), Frames(count=121, fps=24), Automatic()],
    ids=["other", "half", "frames", "automatic"],
)
def test_another_length_is_refused_with_what_there_is(length):
    error = refused(request(length=length))
    assert error.pointer == "/length"
    assert "5" in error.message


@pytest.mark.parametrize(
    ("frame", "said", "losses"),
    [
        (Shape(resolution="1080P", aspect="9:16"), {"resolution": "1080p", "aspect_ratio": "9:16"}, set()),
        (Shape(resolution="540p"), {"resolution": "540p"}, set()),
        (Shape(aspect="4:3"), {"aspect_ratio": "4:3"}, set()),
        (Pixels(width=1280, height=720), {"resolution": "720p", "aspect_ratio": "16:9"}, set()),
        (Pixels(width=1080, height=1440), {"resolution": "1080p", "aspect_ratio": "3:4"}, set()),
    ],
    ids=["shape", "resolution", "ratio", "pixels", "upright pixels"],
)
def test_a_size_is_a_resolution_and_a_ratio(frame, said, losses):
    _, body, lost = sent(request("viduq2", frame=frame))
    assert {name: body[name] for name in body if name in {"resolution", "aspect_ratio"}} == said
    assert lost == losses


@pytest.mark.parametrize(
    ("frame", "resolution", "lost"),
    [
        (Pixels(width=1080, height=1920), "1080p", {"frame"}),
        (Shape(resolution="720p", aspect="1:1"), "720p", {"frame.aspect"}),
        (Shape(aspect="1:1"), None, {"frame.aspect"}),
    ],
    ids=["pixels", "shape", "ratio"],
)
def test_beside_a_picture_only_the_resolution_counts(frame, resolution, lost):
    _, body, losses = sent(request("viduq2-pro", inputs=(FIRST,), frame=frame))
    assert body.get("resolution") == resolution
    assert "aspect_ratio" not in body
    assert losses == lost


@pytest.mark.parametrize(
    ("wish", "pointer"),
    [
        (request(frame=Shape(resolution="540p")), "/frame/resolution"),
        (request(frame=Shape(aspect="4:3")), "/frame/aspect"),
        (request("viduq2", frame=Pixels(width=1000, height=700)), "/frame"),
        (request(frame=Pixels(width=1280, height=720)), "/frame/resolution"),
        (request(inputs=(FIRST,), frame=Pixels(width=1000, height=700)), "/frame"),
        (
            request("vidu2.0", inputs=(FIRST,), length=seconds(8), frame=Shape(resolution="360p")),
            "/frame/resolution",
        ),
    ],
    ids=["tier", "ratio", "pixels", "pixels of another tier", "pixels beside a picture", "360p at 8 s"],
)
def test_a_size_that_the_model_does_not_make_is_refused(wish, pointer):
    assert refused(wish).pointer == pointer


def test_an_adjusted_size_says_what_was_sent():
    (loss,) = vidu.encode_submit(
        request(inputs=(FIRST,), frame=Pixels(width=1920, height=1080)), profile()
    ).losses
    assert (loss.kind, loss.asked, loss.sent) == (LossKind.ADJUSTED, "1920x1080", "1080p")


@pytest.mark.parametrize(("seed", "said"), [(None, None), (0, None), (1, 1), (2**31 - 1, 2**31 - 1)])
def test_a_seed_is_said_unless_it_would_be_random(seed, said):
    _, body, losses = sent(request(seed=seed))
    assert body.get("seed") == said
    assert losses == ({"seed"} if seed == 0 else set())


@pytest.mark.parametrize("seed", [-1, 2**31])
def test_a_seed_out_of_range_is_refused(seed):
    assert refused(request(seed=seed)).pointer == "/seed"


@pytest.mark.parametrize(
    ("model", "wish", "said", "lost"),
    [
        ("viduq3-pro", True, True, set()),
        ("viduq3-pro", False, False, set()),
        ("viduq3-pro", None, None, set()),
        ("viduq1", True, None, {"with_audio"}),
        ("viduq1", False, None, set()),
    ],
)
def test_sound_is_for_models_that_make_it(model, wish, said, lost):
    _, body, losses = sent(request(model, with_audio=wish))
    assert body.get("audio") == said
    assert losses == lost


def test_knobs_that_the_vendor_has():
    _, body, losses = sent(request(watermark=False, callback_url="https://h.example/1"))
    assert (body["watermark"], body["callback_url"]) == (False, "https://h.example/1")
    assert not losses


def test_knobs_that_the_vendor_lacks_are_lost():
    _, body, losses = sent(request(negative_prompt="模糊", fps=30, camera_fixed=False))
    assert set(body) == {"model", "prompt"}
    assert losses == {"negative_prompt", "fps", "camera_fixed"}


def test_an_empty_negative_prompt_is_no_wish():
    assert sent(request(negative_prompt=""))[2] == set()


@pytest.mark.parametrize(
    ("options", "model", "inputs"),
    [
        ({"style": "anime", "bgm": True, "movement_amplitude": "large"}, "viduq1", ()),
        (
            {"payload": "", "off_peak": True, "wm_position": 4, "wm_url": PICTURE, "meta_data": "{}"},
            "viduq1",
            (),
        ),
        ({"audio_type": "speech_only"}, "viduq3-pro", ()),
        ({"voice_id": "甲", "is_rec": False}, "viduq2-pro", (FIRST,)),
        ({"auto_subjects": True}, "viduq2", (REFERENCE,)),
        ({"subjects": [{"id": "1", "voice_id": "2", "images": [PICTURE], "videos": []}]}, "viduq2", ()),
        ({"movement_amplitude": "auto", "style": "general", "bgm": False}, "viduq3-pro", ()),
    ],
    ids=["old", "any", "sound", "picture", "references", "subjects", "harmless"],
)
def test_the_vendors_own_options_go_as_they_are(options, model, inputs):
    _, body, losses = sent(request(model, inputs=inputs, vendor_options=options))
    assert {name: body[name] for name in options} == options
    assert not losses


def test_options_go_in_one_order():
    one, other = {"payload": "1", "bgm": True}, {"bgm": True, "payload": "1"}
    calls = [vidu.encode_submit(request(vendor_options=each), profile()).call for each in (one, other)]
    assert calls[0] == calls[1]


@pytest.mark.parametrize(
    ("options", "model"),
    [
        ({"moon": "full"}, "viduq1"),
        ({"prompt": "别的"}, "viduq1"),
        ({"voice_id": "甲"}, "viduq1"),
        ({"style": "watercolour"}, "viduq1"),
        ({"style": "anime"}, "viduq2"),
        ({"movement_amplitude": "small"}, "viduq3-pro"),
        ({"bgm": True}, "viduq3-pro"),
        ({"bgm": 1}, "viduq1"),
        ({"audio_type": "all"}, "viduq2"),
        ({"payload": "山" * 1_048_577}, "viduq1"),
        ({"wm_position": 5}, "viduq1"),
        ({"wm_position": True}, "viduq1"),
        ({"wm_url": ""}, "viduq1"),
        ({"subjects": []}, "viduq2"),
        ({"subjects": [{"images": [PICTURE]}]}, "viduq2"),
        ({"subjects": [{"name": "甲", "images": [PICTURE] * 4}]}, "viduq2"),
        ({"subjects": [{"name": "甲", "age": 3}]}, "viduq2"),
        ({"subjects": [{"name": "甲", "videos": "one"}]}, "viduq2"),
        ({"subjects": ["甲"]}, "viduq2"),
        ({"subjects": [{"name": "甲"}] * 8}, "viduq2"),
    ],
    ids=str,
)
def test_an_option_out_of_place_is_refused_by_name(options, model):
    (name,) = options
    assert refused(request(model, vendor_options=options)).pointer == f"/vendor_options/{name}"


def test_music_has_no_effect_on_long_q2_films():
    music = {"bgm": True}
    assert sent(request("viduq2", length=seconds(8), vendor_options=music))[1]["bgm"] is True
    assert "9 s" in refused(request("viduq2", length=seconds(9), vendor_options=music)).message


def test_a_recommended_prompt_takes_the_place_of_ones_own():
    _, body, losses = sent(request("viduq2-pro", inputs=(FIRST,), vendor_options={"is_rec": True}))
    assert "prompt" not in body
    assert losses == {"prompt"}


@pytest.mark.parametrize(
    "wish",
    [request(prompt=" "), request("viduq2", prompt="", inputs=(REFERENCE,)), request(prompt="山" * 5001)],
    ids=["blank", "references", "long"],
)
def test_a_prompt_is_needed_and_not_too_long(wish):
    assert refused(wish).pointer == "/prompt"


@pytest.mark.parametrize("limit", ["5000", "2000", "1500"])
def test_a_switch_says_how_long_a_prompt_is(limit):
    assert sent(request(prompt="山" * int(limit)), profile(prompt_limit=limit))
    assert refused(request(prompt="山" * (int(limit) + 1)), prompt_limit=limit).pointer == "/prompt"


def test_a_frame_needs_no_prompt():
    assert "prompt" not in sent(request(prompt="", inputs=(FIRST,)))[1]


def test_one_call_makes_one_film():
    assert refused(request(count=2)).pointer == "/count"


def test_a_model_of_another_operation_is_refused_with_those_that_there_are():
    error = refused(request("viduq2-turbo"))
    assert error.pointer == "/model"
    assert "viduq2," in error.message


def test_half_a_character_cannot_be_written():
    assert "JSON" in refused(request(prompt="\ud83d")).message


def test_a_poll_names_the_task_in_its_path():
    call = vidu.encode_poll(REF, profile())
    assert (call.method, call.path, call.body) == ("GET", f"/ent/v2/tasks/{TASK}/creations", b"")


def test_an_id_cannot_lead_elsewhere():
    assert vidu.encode_poll(TaskRef(task_id="../credits?"), profile()).path.endswith(
        "..%2Fcredits%3F/creations"
    )


def test_a_cancel_names_the_task_twice():
    call = vidu.encode_cancel(REF, profile())
    assert (call.method, call.path) == ("POST", f"/ent/v2/tasks/{TASK}/cancel")
    assert orjson.loads(call.body) == {"id": TASK}


@pytest.mark.parametrize(
    ("operation", "path"),
    [
        ("multiframe", "multiframe"),
        ("extend", "extend"),
        ("lipSync", "lip-sync"),
        ("template", "template"),
        ("template2video", "template2video"),
        ("templateStory", "template-story"),
    ],
)
def test_a_native_operation_goes_as_it_is(operation, path):
    call = vidu.encode_native(operation, {"any": ["body"]}, profile())
    assert (call.method, call.path) == ("POST", f"/ent/v2/{path}")
    assert orjson.loads(call.body) == {"any": ["body"]}
    assert operation in vidu.NATIVE_OPERATIONS


def test_an_unknown_native_operation_names_those_that_there_are():
    with pytest.raises(Inexpressible, match="multiframe"):
        vidu.encode_native("text2audio", {}, profile())

"""A film that is asked for, in the vendor's words."""

import pytest
from vidu_words import (
    FIRST,
    LAST,
    OTHER,
    PICTURE,
    REFERENCE,
    inline,
    picture,
    profile,
    refused,
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
)
from vidlect_adapters.loss import LossKind
from vidlect_adapters.vendors import vidu

SPEECH = MediaInput(role=Role.SOURCE, medium=Medium.AUDIO, source=Link(url="https://a.example/a.mp3"))
SONG = MediaInput(role=Role.REFERENCE, medium=Medium.AUDIO, source=Link(url="https://a.example/a.mp3"))
MASK = MediaInput(role=Role.MASK, medium=Medium.IMAGE, source=Link(url=PICTURE))
KEPT = MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=Handle(kind="asset", value="1"))


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

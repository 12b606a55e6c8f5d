"""Length, size, sound and the other knobs of every model."""

from fractions import Fraction

import pytest
from kling_words import fields, refusal

from vidlect_adapters.canonical import Automatic, Frames, Medium, Pixels, Role, Seconds, Shape
from vidlect_adapters.loss import LossKind
from vidlect_adapters.vendors import kling
from vidlect_adapters.vendors.kling import catalog
from vidlect_adapters.vendors.kling.wire import Way

TWO, LONG, SHORTER = {5, 10}, set(range(3, 16)), set(range(3, 11))
LENGTHS = {
    **{row.model: TWO for row in catalog.ROWS},
    "kling-v3": LONG,
    "kling-v3-omni": LONG,
    "kling-3.0": LONG,
    "kling-3.0-turbo": LONG,
    "kling-3.0-omni": LONG,
}


@pytest.fixture
def plain(film, media):
    """A film of a model with nothing but what it must have."""

    def build(model, *inputs, **fields):
        frames = (
            () if inputs or Way.PICTURE not in catalog.BY_MODEL[model].ways else (media(Role.FIRST_FRAME),)
        )
        return film(model, *(inputs or frames), **fields)

    return build


def duration(body, model):
    return body["settings"]["duration"] if catalog.BY_MODEL[model].by_path else body["duration"]


@pytest.mark.parametrize("seconds", range(1, 17))
@pytest.mark.parametrize("model", LENGTHS)
def test_a_model_has_its_lengths_and_no_other(model, seconds, plain, sent, default):
    request = plain(model, length=Seconds(Fraction(seconds)))
    if seconds in LENGTHS[model]:
        by_path = catalog.BY_MODEL[model].by_path
        assert duration(sent(request), model) == (seconds if by_path else str(seconds))
    else:
        assert refusal(request, default).pointer == "/length"


@pytest.mark.parametrize("seconds", range(2, 12))
@pytest.mark.parametrize("model", ["kling-video-o1", "kling-o1"])
@pytest.mark.parametrize("medium", [Medium.IMAGE, Medium.VIDEO])
def test_o1_has_more_lengths_with_a_reference(model, seconds, medium, film, media, sent, default):
    request = film(model, media(Role.REFERENCE, medium), length=Seconds(Fraction(seconds)))
    if seconds in SHORTER:
        assert duration(sent(request), model) in (seconds, str(seconds))
    else:
        assert "3 to 10" in refusal(request, default).message


def test_an_element_is_a_reference_too(film, sent):
    request = film(
        "kling-video-o1", length=Seconds(Fraction(7)), vendor_options={"element_list": [{"element_id": 1}]}
    )
    assert sent(request)["duration"] == "7"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (Frames(count=120, fps=24), "5"),
        (Frames(count=121, fps=24), "5"),
        (Frames(count=151, fps=30), "5"),
        (Frames(count=241, fps=24), "10"),
        (Frames(count=122, fps=24), None),
        (Frames(count=1, fps=24), None),
        (Seconds(Fraction(11, 2)), None),
        (Automatic(), None),
    ],
    ids=str,
)
def test_frames_are_seconds_with_or_without_the_one_more(length, said, plain, sent, default):
    request = plain("kling-v2-6", length=length)
    if said is None:
        assert "5 or 10" in refusal(request, default).message
    else:
        assert sent(request)["duration"] == said


def test_nothing_is_said_of_an_open_length(plain, sent):
    assert "duration" not in sent(plain("kling-v3"))
    assert "settings" not in sent(plain("kling-3.0"))


@pytest.mark.parametrize("model", ["kling-video-o1", "kling-3.0-omni"])
def test_an_edited_video_gives_the_length(model, film, media, default):
    for length, lost in ((Seconds(Fraction(99)), ["length"]), (Automatic(), []), (None, [])):
        translation = kling.encode_submit(
            film(model, media(Role.SOURCE, Medium.VIDEO), length=length), default
        )
        assert fields(translation.losses) == lost
        assert b"duration" not in translation.call.body


WORDS = {"720p": "std", "1080p": "pro", "4k": "4k"}


@pytest.mark.parametrize("tier", ["480p", "720p", "1080p", "4k", "1080P", "4K"])
@pytest.mark.parametrize("model", LENGTHS)
def test_a_tier_is_a_mode_or_a_resolution(model, tier, plain, sent, default):
    row, low = catalog.BY_MODEL[model], tier.lower()
    request = plain(model, frame=Shape(resolution=tier))
    if low not in row.tiers:
        assert refusal(request, default).pointer == "/frame/resolution"
    elif row.by_path:
        assert sent(request)["settings"]["resolution"] == low
    else:
        assert sent(request).get("mode") == (WORDS[low] if row.tiers[low] else None)


@pytest.mark.parametrize("model", ["kling-v3", "kling-3.0", "kling-v3-omni", "kling-3.0-omni"])
@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1", "4:3", "x"])
def test_a_ratio_is_one_of_three(model, aspect, film, sent, default):
    request = film(model, frame=Shape(aspect=aspect))
    if aspect in catalog.RATIOS:
        body = sent(request)
        assert body.get("settings", body)["aspect_ratio"] == aspect
    else:
        assert refusal(request, default).pointer == "/frame/aspect"


@pytest.mark.parametrize("model", ["kling-v3", "kling-3.0"])
def test_beside_a_picture_the_ratio_is_lost_aloud(model, plain, default):
    translation = kling.encode_submit(plain(model, frame=Shape(aspect="4:3", resolution="720p")), default)
    assert fields(translation.losses) == ["frame.aspect"]
    assert b"aspect_ratio" not in translation.call.body


@pytest.mark.parametrize("model", ["kling-video-o1", "kling-3.0-omni"])
def test_omni_must_have_a_ratio_unless_a_frame_or_a_video_gives_it(model, film, media, default):
    by_path = catalog.BY_MODEL[model].by_path
    for inputs, needed in (
        ((), True),
        ((media(Role.REFERENCE),), True),
        ((media(Role.FIRST_FRAME),), False),
        ((media(Role.SOURCE, Medium.VIDEO),), False),
        ((media(Role.REFERENCE, Medium.VIDEO),), not by_path),
    ):
        translation = kling.encode_submit(film(model, *inputs), default)
        assert (b'"aspect_ratio":"16:9"' in translation.call.body) is needed
        assert [(loss.kind, loss.field) for loss in translation.losses] == (
            [(LossKind.DEFAULTED, "frame.aspect")] if needed else []
        )


@pytest.mark.parametrize(
    ("model", "size", "mode", "ratio", "loss"),
    [
        ("kling-v2-6", (1280, 720), "std", "16:9", None),
        ("kling-v2-6", (1920, 1080), "pro", "16:9", None),
        ("kling-v2-6", (1080, 1920), "pro", "9:16", None),
        ("kling-v3", (3840, 2160), "4k", "16:9", None),
        ("kling-v2-6", (3840, 2160), None, "16:9", "16:9"),
        ("kling-v2-6", (1440, 1440), None, "1:1", "1:1"),
        ("kling-v2-6", (1080, 1080), None, "1:1", "1:1"),
        ("kling-v2-6", (1600, 900), None, "16:9", "16:9"),
        ("kling-v1", (1920, 1080), None, "16:9", "16:9"),
        ("kling-v2-1-master", (1920, 1080), None, "16:9", None),
    ],
)
def test_a_pixel_size_is_its_ratio_and_tier(model, size, mode, ratio, loss, film, sent, default):
    request = film(model, frame=Pixels(width=size[0], height=size[1]))
    body = sent(request)
    assert (body.get("mode"), body["aspect_ratio"]) == (mode, ratio)
    losses = kling.encode_submit(request, default).losses
    assert [(one.kind, one.field, one.sent) for one in losses] == (
        [] if loss is None else [(LossKind.ADJUSTED, "frame", loss)]
    )


@pytest.mark.parametrize("size", [(1080, 1350), (1024, 768), (1366, 768), (2560, 1080)])
def test_a_size_of_another_ratio_is_refused_and_never_made_square(size, film, default):
    request = film("kling-v3", frame=Pixels(width=size[0], height=size[1]))
    assert refusal(request, default).pointer == "/frame"


@pytest.mark.parametrize(
    ("size", "said", "kind"), [((1920, 1080), "1080p", "ADJUSTED"), ((1024, 768), None, "UNSUPPORTED")]
)
def test_of_a_size_beside_a_picture_the_tier_is_left(size, said, kind, plain, default):
    request = plain("kling-v2-6", frame=Pixels(width=size[0], height=size[1]))
    (loss,) = kling.encode_submit(request, default).losses
    assert (loss.field, loss.sent, loss.kind.name) == ("frame", said, kind)


SOUND = {"kling-v2-6", "kling-v3", "kling-v3-omni", "kling-2.6", "kling-3.0", "kling-3.0-omni"}


@pytest.mark.parametrize("wish", [True, False])
@pytest.mark.parametrize("model", LENGTHS)
def test_sound_is_said_or_lost_or_what_the_model_does_anyhow(model, wish, plain, default, sent):
    request = plain(model, with_audio=wish)
    losses = fields(kling.encode_submit(request, default).losses)
    body = sent(request)
    word = body.get("sound") or body.get("settings", {}).get("audio")
    if model in SOUND:
        assert word == {True: ("on", "native"), False: ("off", "off")}[wish][catalog.BY_MODEL[model].by_path]
        assert "with_audio" not in losses
    elif model == "kling-o1":
        assert (word, "with_audio" in losses) == ((None, True) if wish else ("off", False))
    else:
        assert word is None
        assert ("with_audio" in losses) is (not wish if model == "kling-3.0-turbo" else wish)


@pytest.mark.parametrize("model", ["kling-v2-6", "kling-2.6"])
def test_sound_that_needs_a_tier_takes_it_or_gives_way_to_the_one_asked_for(model, plain, default):
    open_tier = kling.encode_submit(plain(model, with_audio=True), default)
    assert [(one.kind, one.field, one.sent) for one in open_tier.losses] == [
        (LossKind.DEFAULTED, "frame.resolution", "1080p")
    ]
    low = kling.encode_submit(plain(model, with_audio=True, frame=Shape(resolution="720p")), default)
    assert fields(low.losses) == ["with_audio"]
    assert b'"on"' not in low.call.body
    high = kling.encode_submit(plain(model, with_audio=True, frame=Shape(resolution="1080p")), default)
    assert high.losses == ()


def test_there_is_no_sound_with_a_video_or_with_the_last_frame_of_one_model(film, media, default):
    frames = (media(Role.FIRST_FRAME), media(Role.LAST_FRAME))
    for request in (
        film("kling-v3-omni", media(Role.SOURCE, Medium.VIDEO), with_audio=True),
        film("kling-3.0-omni", media(Role.REFERENCE, Medium.VIDEO), with_audio=True),
        film("kling-v2-6", *frames, frame=Shape(resolution="1080p"), with_audio=True),
    ):
        assert "with_audio" in fields(kling.encode_submit(request, default).losses)
    assert kling.encode_submit(film("kling-v3", *frames, with_audio=True), default).losses == ()


PRO_ONLY = [
    "kling-v1-5",
    "kling-v1-6",
    "kling-v2-1",
    "kling-v2-5-turbo",
    "kling-v2-6",
    "kling-2.5-turbo",
    "kling-2.6",
]


@pytest.mark.parametrize("model", PRO_ONLY)
def test_a_last_frame_that_needs_1080p_gets_it_or_is_refused(model, film, media, default, profile):
    frames = (media(Role.FIRST_FRAME), media(Role.LAST_FRAME))
    (loss,) = kling.encode_submit(film(model, *frames), default).losses
    assert (loss.kind, loss.field, loss.sent) == (LossKind.DEFAULTED, "frame.resolution", "1080p")
    low = film(model, *frames, frame=Shape(resolution="720p"))
    assert "1080p" in refusal(low, default).message
    sent_anyhow = kling.encode_submit(low, profile(tail_in_std="send"))
    assert sent_anyhow.losses == ()


@pytest.mark.parametrize("model", ["kling-v3", "kling-3.0", "kling-v1"])
def test_a_last_frame_in_any_tier(model, film, media, default):
    frames = (media(Role.FIRST_FRAME), media(Role.LAST_FRAME))
    assert kling.encode_submit(film(model, *frames), default).losses == ()


def test_the_oldest_model_has_a_last_frame_at_five_seconds_only(film, media, default):
    frames = (media(Role.FIRST_FRAME), media(Role.LAST_FRAME))
    assert kling.encode_submit(film("kling-v1", *frames, length=Seconds(Fraction(5))), default).losses == ()
    error = refusal(film("kling-v1", *frames, length=Seconds(Fraction(10))), default)
    assert (error.pointer, "a last frame" in error.message) == ("/length", True)


def test_a_mask_wants_its_tier_and_length(film, media, default):
    inputs = (media(Role.FIRST_FRAME), media(Role.MASK))
    (loss,) = kling.encode_submit(film("kling-v1-5", *inputs), default).losses
    assert (loss.field, loss.sent) == ("frame.resolution", "1080p")
    assert refusal(film("kling-v1-5", *inputs, length=Seconds(Fraction(10))), default).pointer == "/length"
    assert kling.encode_submit(film("kling-v1", *inputs), default).losses == ()


@pytest.mark.parametrize(
    ("model", "kind", "rate"),
    [
        ("kling-v1-6", "text", 24),
        ("kling-v1-6", "picture", 30),
        ("kling-v3", "text", None),
        ("kling-3.0", "text", None),
    ],
)
@pytest.mark.parametrize("fps", [24, 25, 30])
def test_a_frame_rate_is_lost_unless_it_is_the_models(model, kind, rate, fps, film, media, default):
    inputs = (media(Role.FIRST_FRAME),) if kind == "picture" else ()
    losses = fields(kling.encode_submit(film(model, *inputs, fps=fps), default).losses)
    assert losses == ([] if fps == rate else ["fps"])


@pytest.mark.parametrize("model", ["kling-v3", "kling-3.0"])
def test_seed_and_a_fixed_camera_are_lost(model, film, default):
    translation = kling.encode_submit(film(model, seed=7, camera_fixed=False), default)
    assert fields(translation.losses) == ["seed", "camera_fixed"]


def test_one_call_makes_one_film(film, default):
    assert refusal(film("kling-v3", count=2), default).pointer == "/count"


def test_watermark_callback_and_external_id_stand_where_each_api_has_them(film, sent):
    wish = {
        "watermark": False,
        "callback_url": "https://h.example/1",
        "vendor_options": {"external_task_id": "雪-1"},
    }
    said = {
        "callback_url": "https://h.example/1",
        "external_task_id": "雪-1",
        "watermark_info": {"enabled": False},
    }
    assert sent(film("kling-v3", **wish)) == {"model_name": "kling-v3", "prompt": "雨后的竹林", **said}
    assert sent(film("kling-3.0", **wish)) == {"prompt": "雨后的竹林", "options": said}

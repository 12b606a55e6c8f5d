"""Every model × length × ratio × size: the field, a loss, or a refusal that names it."""

from fractions import Fraction

import orjson
import pytest
from visual_submits import HUMAN, OFFICIAL, PRO, fields, refusal

from vidlect_adapters.canonical import Automatic, Frames, Pixels, Seconds, Shape
from vidlect_adapters.loss import LossKind
from vidlect_adapters.vendors import volcengine_visual as visual
from vidlect_adapters.vendors.volcengine_visual import catalog

TIMED = [row.req_key for row in catalog.ROWS if row.lengths]
UNTIMED = [row.req_key for row in catalog.ROWS if not row.lengths]
RATIOS = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "9:21", "2:3")


@pytest.mark.parametrize("model", TIMED)
@pytest.mark.parametrize("seconds", range(1, 16))
def test_only_5_and_10_seconds_have_frames(model, seconds, film, default, sent):
    request = film(model, length=Seconds(Fraction(seconds)))
    if seconds in (5, 10):
        assert sent(request)["frames"] == 24 * seconds + 1
    else:
        error = refusal(request, default)
        assert error.pointer == "/length"
        assert "121" in error.message
        assert "241" in error.message


@pytest.mark.parametrize("model", TIMED)
@pytest.mark.parametrize("frames", [1, 120, 121, 122, 145, 240, 241, 242])
@pytest.mark.parametrize("fps", [16, 24, 25])
def test_frames_are_121_or_241_at_24_a_second(model, frames, fps, film, default, sent):
    request = film(model, length=Frames(count=frames, fps=fps))
    if frames in (121, 241) and fps == 24:
        assert sent(request)["frames"] == frames
    else:
        assert refusal(request, default).pointer == "/length"


@pytest.mark.parametrize("length", [Seconds(Fraction(11, 2)), Seconds(Fraction(10**6)), Automatic()], ids=str)
def test_no_other_length_is_rounded(length, film, default):
    assert refusal(film(PRO, length=length), default).pointer == "/length"


@pytest.mark.parametrize("model", UNTIMED)
def test_a_model_without_a_length_field_takes_none(model, film, default, sent):
    assert "frames" not in sent(film(model, length=Automatic()))
    assert refusal(film(model, length=Seconds(Fraction(5))), default).pointer == "/length"


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("model", OFFICIAL)
def test_a_ratio_is_sent_where_it_counts_and_lost_aloud_where_the_picture_gives_it(
    model, ratio, film, default
):
    row = catalog.BY_KEY[model]
    request = film(model, frame=Shape(aspect=ratio))
    counts = row.ratios and (row.ratio_with_picture or not request.inputs)
    if not counts:
        translation = visual.encode_submit(request, default)
        assert fields(translation.losses) == ["frame.aspect"]
        assert b"aspect_ratio" not in translation.call.body
    elif ratio in row.ratios:
        translation = visual.encode_submit(request, default)
        assert orjson.loads(translation.call.body)["aspect_ratio"] == ratio
        assert translation.losses == ()
    else:
        assert refusal(request, default).pointer == "/frame/aspect"


def test_9_21_belongs_to_the_older_models_only(film, default, sent):
    shape = Shape(aspect="9:21")
    assert sent(film("jimeng_vgfm_t2v_l20", frame=shape))["aspect_ratio"] == "9:21"
    assert sent(film("jimeng_vgfm_i2v_l20", frame=shape))["aspect_ratio"] == "9:21"
    assert refusal(film(PRO, frame=shape), default).pointer == "/frame/aspect"


@pytest.mark.parametrize(
    ("width", "height", "ratio"),
    [
        (1280, 720, "16:9"),
        (1920, 1080, "16:9"),
        (1920, 1088, "16:9"),
        (720, 1280, "9:16"),
        (1088, 1920, "9:16"),
        (1664, 1248, "4:3"),
        (1248, 1664, "3:4"),
        (1440, 1440, "1:1"),
        (2176, 928, "21:9"),
        (1680, 720, "21:9"),
    ],
)
def test_a_pixel_size_becomes_its_documented_ratio(width, height, ratio, film, default):
    request = film(PRO, frame=Pixels(width=width, height=height))
    translation = visual.encode_submit(request, default)
    assert orjson.loads(translation.call.body)["aspect_ratio"] == ratio
    made = catalog.PRO_PIXELS[ratio] == (width, height)
    assert [(loss.kind, loss.field, loss.sent) for loss in translation.losses] == (
        [] if made else [(LossKind.ADJUSTED, "frame", ratio)]
    )


@pytest.mark.parametrize(("width", "height"), [(1600, 901), (1080, 1350), (864, 480), (720, 1680), (1, 1000)])
def test_any_other_pixel_size_is_refused_and_never_becomes_a_square(width, height, film, default):
    error = refusal(film(PRO, frame=Pixels(width=width, height=height)), default)
    assert error.pointer == "/frame"
    assert error.value == f"{width}x{height}"


def test_a_pixel_size_beside_a_picture_is_lost_aloud(film, default):
    translation = visual.encode_submit(
        film("jimeng_i2v_first_v30", frame=Pixels(width=1280, height=720)), default
    )
    assert fields(translation.losses) == ["frame"]
    assert b"aspect" not in translation.call.body


@pytest.mark.parametrize("resolution", ["480p", "720p", "720P", "1080p", "4k"])
@pytest.mark.parametrize("model", OFFICIAL)
def test_a_resolution_is_the_models_own_or_refused(model, resolution, film, default):
    row = catalog.BY_KEY[model]
    request = film(model, frame=Shape(resolution=resolution))
    if not row.resolutions:
        assert fields(visual.encode_submit(request, default).losses) == ["frame.resolution"]
    elif resolution.lower() in row.resolutions:
        translation = visual.encode_submit(request, default)
        assert translation.losses == ()
        body = orjson.loads(translation.call.body)
        assert body.get("output_resolution") == (int(resolution[:-1]) if model == HUMAN else None)
    else:
        error = refusal(request, default)
        assert error.pointer == "/frame/resolution"
        assert row.resolutions[0] in error.message

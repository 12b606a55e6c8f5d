"""What a finished task shows: pixels, seconds, sound."""

from base64 import b64encode
from io import BytesIO

import pytest
from dashscope_words import FRAMES, URL
from PIL import Image


def drawn(width, height, kind="PNG"):
    """A picture as a data URL."""
    file = BytesIO()
    Image.new("RGB", (width, height)).save(file, kind)
    return f"data:image/{kind.lower()};base64,{b64encode(file.getvalue()).decode()}"


@pytest.fixture
def film(vendor):
    def made(model, said=None, **asked):
        body = {"model": model, "input": {"prompt": "山", **(said or {})}, "parameters": asked}
        task_id = vendor.takes(body, FRAMES) if "kf2v" in model else vendor.takes(body)
        return vendor.engine.task("dashscope", "default", task_id, vendor.engine.clock.now()).plan.film

    return made


@pytest.mark.parametrize(
    ("model", "asked", "size"),
    [
        ("wan2.6-t2v", {}, (1920, 1080)),
        ("wan2.6-t2v", {"size": "832*1088"}, (832, 1088)),
        ("wan2.6-t2v", {"size": "1x1"}, (1920, 1080)),
        ("wanx2.1-t2v-turbo", {}, (1280, 720)),
        ("wan2.7-t2v", {}, (1920, 1080)),
        ("wan2.7-t2v", {"resolution": "720P", "ratio": "4:3"}, (1104, 832)),
        ("wan3.0-video", {"resolution": "480P"}, (832, 480)),
        ("wan3.0-video", {"resolution": "720P", "ratio": "21:9"}, (1472, 624)),
        ("wan3.0-video", {"resolution": "480P", "ratio": "4:3"}, (736, 544)),
        ("wan3.0-video", {"ratio": "adaptive"}, (1920, 1080)),
    ],
)
def test_a_film_has_the_pixels_that_were_asked_for(film, model, asked, size):
    made = film(model, **asked)
    assert (made.width, made.height) == size
    assert (made.fps, made.label) == (30, model)


@pytest.mark.parametrize(
    ("model", "said", "asked", "size"),
    [
        ("wan2.6-i2v", {"img_url": URL}, {"resolution": "720P"}, (1280, 720)),
        ("wan2.6-i2v", {"img_url": drawn(300, 300)}, {"resolution": "720P"}, (960, 960)),
        ("wan2.6-i2v", {"img_url": drawn(300, 600, "JPEG")}, {}, (1024, 2032)),
        ("wan2.2-kf2v-flash", {"first_frame_url": drawn(800, 400)}, {}, (1360, 672)),
        ("wan2.7-i2v", {"media": [{"type": "first_frame", "url": drawn(300, 300)}]}, {}, (1440, 1440)),
        (
            "wan2.7-r2v",
            {"media": [{"type": "reference_image", "url": drawn(300, 300)}]},
            {"ratio": "9:16"},
            (1080, 1920),
        ),
    ],
)
def test_a_film_follows_the_picture_that_stands_in_the_body(film, model, said, asked, size):
    made = film(model, said, **asked)
    assert (made.width, made.height) == size


@pytest.mark.parametrize(
    ("model", "said", "asked", "seconds"),
    [
        ("wan2.6-t2v", {}, {}, 5.0),
        ("wan2.6-t2v", {}, {"duration": 15}, 15.0),
        ("wan3.0-video", {}, {"duration": -1}, 5.0),
        ("wan2.7-videoedit", {"media": [{"type": "video", "url": URL}]}, {"duration": 0}, 5.0),
        ("wan2.7-videoedit", {"media": [{"type": "video", "url": URL}]}, {"duration": 7}, 7.0),
    ],
)
def test_a_film_has_the_length_that_was_asked_for(film, model, said, asked, seconds):
    assert film(model, said, **asked).seconds == seconds


@pytest.mark.parametrize(
    ("model", "said", "asked", "sound"),
    [
        ("wan2.2-t2v-plus", {}, {}, False),
        ("wan2.5-t2v-preview", {}, {}, True),
        ("wan2.6-i2v-flash", {"img_url": URL}, {}, True),
        ("wan2.6-i2v-flash", {"img_url": URL}, {"audio": False}, False),
        ("wan3.0-video", {}, {"audio": True}, True),
    ],
)
def test_a_film_sounds_where_the_model_does(film, model, said, asked, sound):
    assert film(model, said, **asked).sound is sound


@pytest.mark.parametrize(
    "asked",
    [
        {"resolution": 5, "ratio": 5, "duration": "x"},
        {"resolution": "9P", "ratio": "0:0", "duration": 99},
        {"ratio": "wide", "duration": True},
        {"ratio": "4:", "size": []},
    ],
)
def test_junk_that_is_overlooked_makes_the_usual_film(vendor_with, asked):
    vendor = vendor_with(bad_parameter="ignored", other_picture_parameter="ignored")
    task_id = vendor.takes({"model": "wan3.0-video", "input": {"prompt": "山"}, "parameters": asked})
    film = vendor.engine.task("dashscope", "default", task_id, vendor.engine.clock.now()).plan.film
    assert (film.width, film.height) == (1920, 1080)

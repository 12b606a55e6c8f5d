"""The film of a task looks as its request says."""

import pytest
from visual_bodies import BODIES, OMNI, RATIOS, base64_of, jpeg, png, submit

from vidlect_mock.vendors.volcengine_visual.films import nearest
from vidlect_mock.vendors.volcengine_visual.models import MODELS
from vidlect_mock.vendors.volcengine_visual.pictures import size_of


@pytest.mark.parametrize(
    ("ratio", "size"),
    [
        ("21:9", (2176, 928)),
        ("16:9", (1920, 1088)),
        ("4:3", (1664, 1248)),
        ("1:1", (1440, 1440)),
        ("3:4", (1248, 1664)),
        ("9:16", (1088, 1920)),
    ],
)
def test_pro_makes_the_documented_pixels(counter, ratio, size):
    film = submit(counter, "jimeng_ti2v_v30_pro", {"prompt": "渡口", "aspect_ratio": ratio}).film
    assert (film.width, film.height) == size
    assert (film.seconds, film.fps, film.sound) == (121 / 24, 24, False)


@pytest.mark.parametrize("req_key", [key for key in BODIES if MODELS[key].shape.value.startswith("a ratio")])
@pytest.mark.parametrize("ratio", RATIOS)
def test_pixels_have_the_asked_ratio_and_tier(counter, req_key, ratio):
    wide, high = map(int, ratio.split(":"))
    if "aspect_ratio" not in MODELS[req_key].fields:
        body = {**BODIES[req_key][0], "binary_data_base64": [base64_of(png(wide * 100, high * 100))]}
        body.pop("image_urls")
        body["binary_data_base64"] *= MODELS[req_key].pictures[0]
    else:
        body = {**BODIES[req_key][0], "aspect_ratio": ratio}
        if "image_urls" in body:
            body["binary_data_base64"] = [base64_of(png(wide * 100, high * 100))]
            del body["image_urls"]
    film = submit(counter, req_key, body).film
    assert abs(film.width / film.height / (wide / high) - 1) < 0.02
    pixels = film.width * film.height
    assert pixels > 1_900_000 if MODELS[req_key].shape.name == "TIER_1080" else 800_000 < pixels < 1_000_000


@pytest.mark.parametrize(
    ("req_key", "extra", "look"),
    [
        ("jimeng_realman_avatar_picture_omni_v15", {}, (1920, 1080, 5.0, 24, True)),
        ("jimeng_realman_avatar_picture_omni_v15", {"output_resolution": 1080}, (1920, 1080, 5.0, 24, True)),
        ("jimeng_realman_avatar_picture_omni_v15", {"output_resolution": 720}, (1280, 720, 5.0, 24, True)),
        ("jimeng_dreamactor_m20_gen_video", {}, (1280, 720, 4.0, 25, False)),
        (
            "jimeng_dreamactor_m20_gen_video",
            {"cut_result_first_second_switch": False},
            (1280, 720, 5.0, 25, False),
        ),
        ("jimeng_vgfm_t2v_l20", {"aspect_ratio": "9:21"}, (640, 1504, 5.0, 24, False)),
        ("pippit_iv2v_cvtob", {}, (1248, 704, 15.0, 24, True)),
        ("pippit_iv2v_cvtob", {"ratio": "9:16", "duration": "~30s"}, (704, 1248, 30.0, 24, True)),
        ("pippit_iv2v_cvtob", {"ratio": "odd", "duration": "0"}, (1248, 704, 15.0, 24, True)),
        ("pippit_iv2v_v20_cvtob_with_vinput", {"ratio": 5, "duration": [30]}, (1248, 704, 30.0, 24, True)),
    ],
)
def test_a_film_looks_as_its_request_says(counter, req_key, extra, look):
    film = submit(counter, req_key, {**BODIES[req_key][0], **extra}).film
    assert (film.width, film.height, film.seconds, film.fps, film.sound) == look
    assert film.label == req_key


@pytest.mark.parametrize("bad", [0, 1081, "720"])
def test_omnihuman_makes_720_or_1080(counter, bad):
    fields = {**OMNI, "output_resolution": bad}
    refusal = submit(counter, "jimeng_realman_avatar_picture_omni_v15", fields)
    assert refusal.expected.startswith("/output_resolution")


@pytest.mark.parametrize("req_key", [key for key, model in MODELS.items() if model.shape.name == "NONE"])
def test_what_makes_no_film_has_none(counter, req_key):
    assert submit(counter, req_key, BODIES[req_key][0]).film is None


def test_a_callback_is_handed_on(counter):
    asked = submit(counter, "jimeng_dreamactor_m20_gen_video", BODIES["jimeng_dreamactor_m20_gen_video"][1])
    assert asked.callback_url == "https://example.com/done"


@pytest.mark.parametrize("make", [png, jpeg])
def test_the_size_of_a_picture_is_read_from_its_head(make):
    assert size_of(make(300, 200)) == (300, 200)
    for cut in range(len(make(300, 200)) - 12):
        assert size_of(make(300, 200)[:cut]) in {None, (300, 200)}


@pytest.mark.parametrize(
    "odd", [b"", b"GIF89a", b"\xff\xd8\xff\xc4\x00", b"\xff\xd8\xff\xe0\x00\x00" + bytes(9)]
)
def test_an_odd_picture_has_no_size(odd):
    assert size_of(odd) is None


def test_an_odd_inline_picture_gets_the_usual_ratio(counter):
    fields = {"prompt": "渡口", "binary_data_base64": [base64_of(b"GIF89a" + bytes(60))]}
    film = submit(counter, "jimeng_i2v_first_v30", fields).film
    assert (film.width, film.height) == (1248, 704)


def test_a_picture_without_height_has_a_ratio_all_the_same():
    assert nearest(100, 0, {"1:1": (1, 1), "21:9": (21, 9)}) == "21:9"

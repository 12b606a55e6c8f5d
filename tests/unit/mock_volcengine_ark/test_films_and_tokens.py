import pytest
from ark_bodies import EVERY_MODEL, LITE_IMAGE, P15, P20, P25, PRO, create, image, text

from vidlect_mock.vendors.volcengine_ark.films import SIZES
from vidlect_mock.vendors.volcengine_ark.models import MODELS, RATIOS

# Facts 3.5, written anew.
PIXELS = {
    ("1.0", "480p"): "864x480 736x544 640x640 544x736 480x864 960x416",
    ("1.0", "720p"): "1248x704 1120x832 960x960 832x1120 704x1248 1504x640",
    ("1.0", "1080p"): "1920x1088 1664x1248 1440x1440 1248x1664 1088x1920 2176x928",
    ("1.5", "480p"): "864x496 752x560 640x640 560x752 496x864 992x432",
    ("1.5", "720p"): "1280x720 1112x834 960x960 834x1112 720x1280 1470x630",
    ("1.5", "1080p"): "1920x1080 1664x1248 1440x1440 1248x1664 1080x1920 2206x946",
    ("2.0", "4k"): "3840x2160 3326x2494 2880x2880 2494x3326 2160x3840 4398x1886",
    ("2.5", "480p"): "854x480 752x560 640x640 560x752 480x854 992x432",
}


@pytest.mark.parametrize(("generation", "tier"), PIXELS)
@pytest.mark.parametrize("ratio", RATIOS)
def test_the_pixels_of_a_tier_and_ratio(generation, tier, ratio):
    width, height = PIXELS[generation, tier].split()[RATIOS.index(ratio)].split("x")
    assert SIZES[generation][tier][ratio] == (int(width), int(height))


@pytest.mark.parametrize("model", EVERY_MODEL)
def test_a_film_is_as_the_record_says(counter, model):
    items = [image()] if model == LITE_IMAGE else [text()]
    task = counter.make(create(*items, model=model, resolution="480p", ratio="9:16", duration=4))
    film = counter.engine.store.find("volcengine_ark", "default", task).plan.film
    assert (film.width, film.height) == SIZES[MODELS[model].generation]["480p"]["9:16"]
    assert (film.seconds, film.fps, film.label) == (97 / 24, 24, model)
    assert film.sound == (MODELS[model].generation != "1.0")


@pytest.mark.parametrize(
    ("fields", "tier", "ratio"),
    [
        ({}, "1080p", "16:9"),
        ({"ratio": "adaptive"}, "1080p", "16:9"),
        ({"model": P15}, "720p", "16:9"),
        ({"model": P15, "draft": True}, "480p", "16:9"),
        ({"resolution": "480p", "ratio": "21:9"}, "480p", "21:9"),
    ],
)
def test_sizes_that_are_not_said(counter, fields, tier, ratio):
    record = counter.finished(create(**fields))
    assert (record["resolution"], record["ratio"]) == (tier, ratio)


# (fields, tokens): facts 8; the first three are samples of the vendor's.
SAMPLES = [
    ({"model": P15, "resolution": "720p", "ratio": "16:9"}, 108_900),
    ({"ratio": "16:9"}, 246_840),
    ({"model": P15, "resolution": "720p", "duration": 10}, 1280 * 720 * 241 // 1024),
    ({"frames": 289, "resolution": "480p"}, 864 * 480 * 289 // 1024),
    ({"model": P15, "draft": True}, int(864 * 496 * 121 / 1024 * 0.6)),
    ({"model": P15, "draft": True, "generate_audio": False}, int(864 * 496 * 121 / 1024 * 0.7)),
    ({"model": P25, "duration": -1}, 108_900),
    ({"service_tier": "flex"}, 246_840),
]


@pytest.mark.parametrize(("fields", "tokens"), SAMPLES)
def test_tokens_follow_from_pixels_and_frames(counter, fields, tokens):
    usage = counter.finished(create(**fields))["usage"]
    assert usage == {"completion_tokens": tokens, "total_tokens": tokens}


@pytest.mark.parametrize(
    ("switches", "fields", "tokens"),
    [
        ({"token-frames": "page"}, {"model": P15, "resolution": "720p"}, 108_000),
        ({"token-frames": "page"}, {"frames": 121}, 246_840),
        ({"tokens-2-5": "double"}, {"model": P25, "duration": 30}, 1_296_900),
        ({"tokens-2-5": "double"}, {"model": P20, "resolution": "720p"}, 108_900),
        ({"token-rounding": "ceiling"}, {"model": P15, "resolution": "480p", "duration": 4}, 40_595),
        ({"token-rounding": "floor"}, {"model": P15, "resolution": "480p", "duration": 4}, 40_594),
    ],
)
def test_what_is_unsure_about_tokens_has_switches(counter_with, switches, fields, tokens):
    assert counter_with(**switches).finished(create(**fields))["usage"]["total_tokens"] == tokens


def test_web_search_is_counted_where_it_was_allowed(counter):
    record = counter.finished(create(model=P20, tools=[{"type": "web_search"}]))
    assert record["usage"]["tool_usage"] == {"web_search": 1}
    assert record["tools"] == [{"type": "web_search"}]


@pytest.mark.parametrize("said", [None, -1])
def test_a_seed_that_is_left_open_is_drawn(counter, said):
    seeds = {counter.finished(create(seed=said))["seed"] for _ in range(3)}
    assert len(seeds) == 3
    assert all(0 <= seed < 2**32 for seed in seeds)
    assert counter.finished(create(seed=0))["seed"] == 0


@pytest.mark.parametrize("model", ["ep-20260414114820-abcde", "seedance-1-5-pro-251215", PRO])
def test_the_model_of_a_record_has_its_date(counter, model):
    shown = counter.finished(create(model=model))["model"]
    assert shown == (P15 if model.startswith("ep-") else model)


def test_an_endpoint_stands_for_the_model_of_a_switch(counter_with):
    counter = counter_with(**{"endpoint-model": P20})
    assert counter.finished(create(model="ep-20260414114820-abcde", resolution="4k"))["model"] == P20

"""The table of models and their prices against the facts."""

from decimal import Decimal
from fractions import Fraction

import pytest

from vidlect_adapters.vendors import volcengine_visual as visual
from vidlect_adapters.vendors.volcengine_visual import catalog, prices

KEYS = {
    "jimeng_t2v_v30": (0, 0, "720p"),
    "jimeng_t2v_v30_1080p": (0, 0, "1080p"),
    "jimeng_i2v_first_v30": (1, 1, "720p"),
    "jimeng_i2v_first_v30_1080": (1, 1, "1080p"),
    "jimeng_i2v_first_tail_v30": (2, 2, "720p"),
    "jimeng_i2v_first_tail_v30_1080": (2, 2, "1080p"),
    "jimeng_i2v_recamera_v30": (1, 1, "720p"),
    "jimeng_ti2v_v30_pro": (0, 1, "1080p"),
}


@pytest.mark.parametrize("key", KEYS)
def test_a_key_takes_as_many_pictures_as_its_page_says(key):
    least, most, resolution = KEYS[key]
    row = catalog.BY_KEY[key]
    assert sum(slot.least for slot in row.slots) == least
    assert sum(slot.most for slot in row.slots) == most
    assert row.resolutions == (resolution,)
    assert row.lengths == (5, 10)


@pytest.mark.parametrize("row", catalog.ROWS, ids=lambda row: row.req_key)
def test_every_model_says_where_it_comes_from(row):
    assert row.source.startswith("facts 4.")
    assert row.stem is None or row.stem.lower() == row.req_key.replace("_", "")


def test_frames_are_24_a_second_and_one_more():
    assert dict(catalog.FRAMES_OF_SECONDS) == {5: 121, 10: 241}
    assert all(frames == 24 * seconds + 1 for seconds, frames in catalog.FRAMES_OF_SECONDS.items())


def test_no_pixel_size_contradicts_the_orientation_of_its_ratio():
    for ratio, (width, height) in catalog.PRO_PIXELS.items():
        across, down = map(int, ratio.split(":"))
        assert (width > height) == (across > down)
        assert abs(Fraction(width, height) / Fraction(across, down) - 1) < Fraction(1, 50)


def test_every_alias_is_a_model_and_leads_to_an_official_one():
    assert set(visual.models()) == {row.req_key for row in catalog.ROWS} | set(catalog.ALIASES)
    for alias, key in catalog.ALIASES.items():
        assert catalog.BY_KEY[alias].req_key == key
    assert not set(catalog.UNTRANSLATED) & set(visual.models())


@pytest.mark.parametrize(
    ("model", "seconds", "official", "seed_001"),
    [
        ("jimeng_t2v_v30", 5, "1.4", "3"),
        ("jimeng_t2v_v30_1080p", 10, "6.3", "8"),
        ("jimeng_t2v_v30_pro", 5, "5", "5"),
        ("jimeng_ti2v_v30_pro", Fraction(21, 2), "10.5", "10.5"),
        ("jimeng_i2v_first_v30", Decimal("5.5"), "1.54", None),
        ("jimeng_i2v_recamera_v30", 5, "1.4", None),
        ("jimeng_vgfm_i2v_l20", 5, "3.25", None),
        ("jimeng_realman_avatar_picture_omni_v15", 7, "7", None),
        ("jimeng_dreamactor_m20_gen_video", 5, None, None),
        ("no-such-model", 5, None, None),
    ],
)
def test_a_film_costs_what_either_list_says(model, seconds, official, seed_001):
    assert visual.cost(model, seconds) == (None if official is None else Decimal(official))
    assert visual.cost(model, seconds, "seed-001") == (None if seed_001 is None else Decimal(seed_001))


def test_every_price_has_a_source_and_belongs_to_a_model():
    assert set(prices.PRICES) <= {row.req_key for row in catalog.ROWS}
    assert all(price.source.startswith("facts 5.4") for price in prices.PRICES.values())


def test_every_switch_is_an_open_question_with_a_source():
    assert all(len(switch.choices) > 1 and switch.about and switch.source for switch in visual.SWITCHES)
    assert visual.PROFILES["default"] == {}

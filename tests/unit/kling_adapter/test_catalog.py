"""The table of models is whole, and says what the facts' table says."""

import pytest

from vidlect_adapters.profile import choose
from vidlect_adapters.registry import VENDORS
from vidlect_adapters.vendors import kling
from vidlect_adapters.vendors.kling import catalog, options
from vidlect_adapters.vendors.kling.wire import Way

PICTURE, TEXT, REFERENCES, OMNI = Way.PICTURE, Way.TEXT, Way.REFERENCES, Way.OMNI
LONG, TWO = list(range(3, 16)), [5, 10]
TABLE = {
    "kling-v1": ({TEXT, PICTURE}, TWO, ["720p"], 30, 30),
    "kling-v1-5": ({PICTURE}, TWO, ["720p", "1080p"], None, 30),
    "kling-v1-6": ({TEXT, PICTURE, REFERENCES}, TWO, ["720p", "1080p"], 24, 30),
    "kling-v2-master": ({TEXT, PICTURE}, TWO, ["720p"], 24, 24),
    "kling-v2-1": ({PICTURE}, TWO, ["720p", "1080p"], None, 24),
    "kling-v2-1-master": ({TEXT, PICTURE}, TWO, ["1080p"], 24, 24),
    "kling-v2-5-turbo": ({TEXT, PICTURE}, TWO, ["720p", "1080p"], 24, 24),
    "kling-v2-6": ({TEXT, PICTURE}, TWO, ["720p", "1080p"], None, None),
    "kling-v3": ({TEXT, PICTURE}, LONG, ["720p", "1080p", "4k"], None, None),
    "kling-video-o1": ({OMNI}, LONG[:8], ["720p", "1080p"], None, None),
    "kling-v3-omni": ({OMNI}, LONG, ["720p", "1080p", "4k"], None, None),
    "kling-2.5-turbo": ({TEXT, PICTURE}, TWO, ["720p", "1080p"], None, None),
    "kling-2.6": ({TEXT, PICTURE}, TWO, ["720p", "1080p"], None, None),
    "kling-3.0": ({TEXT, PICTURE}, LONG, ["720p", "1080p", "4k"], None, None),
    "kling-3.0-turbo": ({TEXT, PICTURE}, LONG, ["720p", "1080p"], None, None),
    "kling-3.0-omni": ({OMNI}, LONG, ["720p", "1080p", "4k"], None, None),
    "kling-o1": ({OMNI}, LONG[:8], ["720p", "1080p"], None, None),
}


def test_every_model_is_there():
    assert list(kling.models()) == list(TABLE)


@pytest.mark.parametrize("model", TABLE)
def test_a_row_says_what_the_facts_say(model):
    row = catalog.BY_MODEL[model]
    said = (set(row.ways), list(row.lengths), list(row.tiers), row.fps.get(TEXT), row.fps.get(PICTURE))
    assert said == TABLE[model]
    assert row.default_tier in row.tiers
    assert row.source.startswith("facts")
    assert row.by_path is ("." in model or model == "kling-o1")


def test_what_was_retired_is_marked():
    old = {"kling-v1", "kling-v1-5", "kling-v1-6", "kling-v2-master", "kling-v2-1", "kling-v2-1-master"}
    assert {row.model for row in catalog.ROWS if row.retired} == old
    assert not old & set(catalog.LATER)


@pytest.mark.parametrize("row", catalog.ROWS, ids=lambda row: row.model)
def test_everything_that_a_model_has_can_be_had_together_in_some_tier(row):
    only = [one for one in (row.last_frame, row.brush, row.camera, row.sound and row.sound.only) if one]
    assert [tier for tier in row.tiers if all(tier in one.tiers for one in only)]
    assert all(set(one.tiers) <= set(row.tiers) and set(one.lengths) <= set(row.lengths) for one in only)


@pytest.mark.parametrize("row", catalog.ROWS, ids=lambda row: row.model)
def test_every_option_has_a_form(row):
    known = {*options._FORMS, "camera_control"}
    assert {option.name for option in row.options} <= known
    assert bool(row.camera_moves) is any(option.name == "camera_control" for option in row.options)


def test_the_profiles_are_choices_of_the_switches():
    for name in kling.PROFILES:
        assert choose(kling.NAME, kling.SWITCHES, kling.PROFILES, name).dialect == "kling"
    assert len({switch.name for switch in kling.SWITCHES}) == len(kling.SWITCHES)


def test_the_registry_has_this_vendor():
    assert VENDORS["kling"] is kling

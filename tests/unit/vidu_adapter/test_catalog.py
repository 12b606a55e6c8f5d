"""The table of models, held against the facts by hand; and each of its switches."""

import pytest
from vidu_words import DEFAULT, profile

from vidlect_adapters.vendors import vidu
from vidlect_adapters.vendors.vidu import catalog
from vidlect_adapters.vendors.vidu.wire import ENDS, IMAGE, REFERENCE, TEXT

USUAL = {"720p", "540p", "1080p"}
FAST = {"720p", "1080p"}
FULL = {"1080p"}
# (operation, model) → least and most length, the usual one, resolutions with the usual one first, as the facts have it
SPANS = {
    (TEXT, "viduq3-turbo"): (1, 16, USUAL),
    (TEXT, "viduq3-pro"): (1, 16, USUAL),
    (TEXT, "viduq2"): (1, 10, USUAL),
    (TEXT, "viduq1"): (5, 5, FULL),
    (IMAGE, "viduq3-turbo"): (1, 16, USUAL),
    (IMAGE, "viduq3-pro"): (1, 16, USUAL),
    (IMAGE, "viduq3-pro-fast"): (1, 16, USUAL),
    (IMAGE, "viduq2-pro-fast"): (1, 10, FAST),
    (IMAGE, "viduq2-pro"): (1, 10, USUAL),
    (IMAGE, "viduq2-turbo"): (1, 10, USUAL),
    (IMAGE, "viduq1"): (5, 5, FULL),
    (IMAGE, "viduq1-classic"): (5, 5, FULL),
    (ENDS, "viduq3-turbo"): (1, 16, USUAL),
    (ENDS, "viduq3-pro"): (1, 16, USUAL),
    (ENDS, "viduq3-pro-fast"): (1, 16, USUAL),
    (ENDS, "viduq2-pro-fast"): (1, 8, FAST),
    (ENDS, "viduq2-pro"): (1, 8, USUAL),
    (ENDS, "viduq2-turbo"): (1, 8, USUAL),
    (ENDS, "viduq1"): (5, 5, FULL),
    (ENDS, "viduq1-classic"): (5, 5, FULL),
    (REFERENCE, "viduq3"): (3, 16, USUAL),
    (REFERENCE, "viduq3-turbo"): (3, 16, USUAL),
    (REFERENCE, "viduq3-mix"): (3, 16, USUAL),
    (REFERENCE, "viduq2"): (1, 10, USUAL),
    (REFERENCE, "viduq2-pro"): (1, 10, USUAL),
    (REFERENCE, "viduq1"): (5, 5, FULL),
    (REFERENCE, "vidu2.0"): (4, 4, {"360p", "720p"}),
}
SPLIT = {
    (TEXT, "vidu1.5"),
    (IMAGE, "vidu1.5"),
    (IMAGE, "vidu2.0"),
    (ENDS, "vidu1.5"),
    (ENDS, "vidu2.0"),
    (REFERENCE, "vidu1.5"),
}


def test_the_table_has_just_these_models():
    assert set(catalog.ROWS) == set(SPANS) | SPLIT
    assert set(vidu.models()) == {model for _, model in catalog.ROWS}
    assert len(set(vidu.models())) == len(vidu.models())


@pytest.mark.parametrize(("key", "span"), SPANS.items(), ids=lambda one: "-".join(map(str, one[:2])))
def test_a_model_has_a_span_of_lengths_and_its_resolutions(key, span):
    row = catalog.row_of(*key, DEFAULT)
    assert row.lengths == tuple(range(span[0], span[1] + 1))
    assert row.usual == (5 if 5 in row.lengths else span[0])
    assert set(row.tiers(row.usual)) == span[2]
    assert row.tiers(row.usual)[0] == next(one for one in ("360p", "720p", "1080p") if one in span[2])


@pytest.mark.parametrize("key", sorted(SPLIT), ids="-".join)
def test_an_old_model_has_four_or_eight_seconds(key):
    row = catalog.row_of(*key, DEFAULT)
    assert (row.lengths, row.usual) == ((4, 8), 4)
    assert row.tiers(4) == ("360p", "720p", "1080p")
    assert row.tiers(8) == ("720p",)


def test_only_viduq2_pro_from_references_chooses_its_length():
    assert [key for key, row in catalog.ROWS.items() if row.chooses] == [(REFERENCE, "viduq2-pro")]


def test_sound_is_of_q3_and_unasked_but_for_mix():
    assert {row.model for row in catalog.ROWS.values() if row.hears} == {
        "viduq3",
        "viduq3-mix",
        "viduq3-pro",
        "viduq3-pro-fast",
        "viduq3-turbo",
    }
    assert {key for key, row in catalog.ROWS.items() if row.hears and not row.sounds} == {
        (REFERENCE, "viduq3-mix")
    }


@pytest.mark.parametrize("key", sorted(catalog.ROWS), ids="-".join)
def test_ratios_go_by_operation_and_generation(key):
    row = catalog.ROWS[key]
    if key[0] in {IMAGE, ENDS}:
        assert catalog.ratios_of(row, DEFAULT) == ()
    elif row.generation in {"q2", "q3"}:
        assert catalog.ratios_of(row, DEFAULT) == ("16:9", "9:16", "1:1", "3:4", "4:3")
    else:
        assert catalog.ratios_of(row, DEFAULT) == ("16:9", "9:16", "1:1")


@pytest.mark.parametrize(
    ("switch", "key", "lengths"),
    [
        ({"q2_durations": "older"}, (IMAGE, "viduq2-pro"), range(1, 9)),
        ({"q2_durations": "older"}, (IMAGE, "viduq2-turbo"), range(1, 9)),
        ({"q2_durations": "older"}, (IMAGE, "viduq2-pro-fast"), range(1, 11)),
        ({"q3_mix_durations": "1-16"}, (REFERENCE, "viduq3-mix"), range(1, 17)),
    ],
    ids=str,
)
def test_a_switch_gives_other_lengths(switch, key, lengths):
    assert catalog.row_of(*key, profile(**switch)).lengths == tuple(lengths)


def test_a_switch_takes_viduq2_pro_from_references():
    refused = profile(q2_pro_reference="refused")
    assert catalog.row_of(REFERENCE, "viduq2-pro", refused) is None
    assert "viduq2-pro" not in catalog.models_of(REFERENCE, refused)
    assert catalog.row_of(IMAGE, "viduq2-pro", refused) is not None
    assert catalog.models_of(IMAGE, refused) == catalog.models_of(IMAGE, profile())
    assert "viduq2-pro" in catalog.models_of(REFERENCE, profile())


def test_a_switch_keeps_upright_ratios_for_q2():
    narrow = profile(portrait_ratios="q2")
    assert "3:4" not in catalog.ratios_of(catalog.ROWS[REFERENCE, "viduq3"], narrow)
    assert "3:4" in catalog.ratios_of(catalog.ROWS[REFERENCE, "viduq2"], narrow)
    assert "3:4" in catalog.ratios_of(catalog.ROWS[TEXT, "viduq3-pro"], narrow)


def test_pixels_have_the_lines_of_their_tier():
    assert catalog.SHAPE_OF_PIXELS[1920, 1080] == ("1080p", "16:9")
    assert catalog.SHAPE_OF_PIXELS[540, 960] == ("540p", "9:16")
    assert catalog.SHAPE_OF_PIXELS[480, 360] == ("360p", "4:3")
    assert len(catalog.SHAPE_OF_PIXELS) == 20

from decimal import Decimal
from fractions import Fraction

import pytest
from ark_words import FAST, P15, P20, P20_FAST, PRO

from vidlect_adapters.vendors.volcengine_ark import cost
from vidlect_adapters.vendors.volcengine_ark.prices import tokens


@pytest.mark.parametrize(
    ("size", "frames", "counted"),
    [((1280, 720), 121, 108_900), ((1920, 1088), 121, 246_840), ((1088, 640), 121, 82_280)],
)
def test_tokens_are_those_of_the_vendors_samples(size, frames, counted):
    assert tokens(*size, frames) == counted


@pytest.mark.parametrize(
    ("model", "seconds", "more", "yuan"),
    [
        (PRO, 5, {}, "3.7026"),
        (PRO, Fraction(5), {"offline": True}, "1.8513"),
        (PRO, Decimal(5), {"resolution": "720p"}, "1.55727"),
        (FAST, 5, {}, "1.036728"),
        (P20, 5, {}, "5.0094"),
        (P20, 5, {"resolution": "1080p"}, "12.496275"),
        (P20, 5, {"resolution": "4k"}, "25.4826"),
        (P20_FAST, 5, {}, "4.0293"),
    ],
)
def test_what_a_film_costs(model, seconds, more, yuan):
    assert cost(model, seconds, **more) == Decimal(yuan)


@pytest.mark.parametrize(
    ("model", "more"),
    [
        (P15, {}),
        ("seedance-1-0-pro-250528", {}),
        ("wan2.5", {}),
        (PRO, {"resolution": "4k"}),
        (P20, {"offline": True}),
    ],
)
def test_what_is_not_known_costs_nothing_that_could_be_said(model, more):
    assert cost(model, 5, **more) is None

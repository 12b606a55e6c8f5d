"""From a model's name to its vendor."""

from __future__ import annotations

from typing import Any, cast

import pytest

from vidlect_adapters.routing import Route, UnknownModel, routing_of


class Vendor:
    def __init__(self, *models: str) -> None:
        self._models = models

    def models(self) -> tuple[str, ...]:
        return self._models


VENDORS = cast("Any", {"one": Vendor("seedance", "shared"), "two": Vendor("kling-v1", "shared")})


@pytest.mark.parametrize(("model", "vendor"), [("seedance", "one"), ("kling-v1", "two"), ("shared", "one")])
def test_a_model_is_found_at_the_first_vendor_that_has_it(model: str, vendor: str):
    assert routing_of(VENDORS).route(model, "tokenops") == Route(vendor=vendor, model=model)


def test_an_override_may_be_for_the_name_that_the_client_wrote():
    routing = routing_of(VENDORS, {"my-film": Route(vendor="two", model="kling-v1")})
    assert routing.route("seedance", "tokenops", "my-film").vendor == "two"
    assert routing.route("seedance", "tokenops", "another").vendor == "one"


def test_an_override_comes_first():
    routing = routing_of(VENDORS, {"seedance": Route(vendor="two", model="kling-v1")})
    assert routing.route("seedance", "tokenops") == Route(vendor="two", model="kling-v1")


@pytest.mark.parametrize(
    ("model", "hint"),
    [
        ("kling-v2", "near names are kling-v1"),
        ("x" * 1000, "there is no model '" + "x" * 60 + "…'"),
        ("../../", "model"),
    ],
)
def test_an_unknown_model_is_refused_with_near_names(model: str, hint: str):
    with pytest.raises(UnknownModel) as caught:
        routing_of(VENDORS).route(model, "tokenops")
    assert hint in caught.value.message
    assert (caught.value.pointer, caught.value.status) == ("/model", 404)


@pytest.mark.parametrize(
    ("route", "words"),
    [
        (
            Route(vendor="three", model="x"),
            "model 'mine': there is no vendor 'three' here; there are: one, two",
        ),
        (Route(vendor="one", model="seedanze"), "one has no model 'seedanze'; near names are seedance"),
        (Route(vendor="one", model="x" * 99), f"one has no model '{'x' * 60}…'$"),
    ],
)
def test_an_override_to_nowhere_is_an_error_at_once(route: Route, words: str):
    with pytest.raises(ValueError, match=words):
        routing_of(VENDORS, {"mine": route})


def test_without_vendors_no_override_can_lead_anywhere():
    with pytest.raises(ValueError, match="there are: none"):
        routing_of({}, {"mine": Route(vendor="one", model="x")})

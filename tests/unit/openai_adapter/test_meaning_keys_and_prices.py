"""When two requests mean the same film; keys; prices."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from openai_calls import film, first_frame

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Handle,
    Inline,
    Link,
    Pixels,
    Seconds,
    Shape,
)
from vidlect_adapters.credentials import ApiKey, KeyPair
from vidlect_adapters.errors import InvalidCredentials
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors import openai

AT = datetime(2026, 6, 1, tzinfo=UTC)
CALL = HttpCall(method="GET", path="/v1/videos")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (film(), film(length=Seconds(Fraction(4)))),
        (film(), film(length=Automatic())),
        (film(), film(frame=Pixels(width=720, height=1280))),
        (film(length=Frames(count=240, fps=30)), film(length=Seconds(Fraction(8)))),
        (film(frame=Shape(aspect="16:9")), film(frame=Pixels(width=1280, height=720))),
        (film(negative_prompt=""), film()),
        (
            film(inputs=first_frame(Link(url="https://a.example", expires_at=1))),
            film(inputs=first_frame(Link(url="https://a.example"))),
        ),
        (
            film(inputs=first_frame(Inline(base64="AAAA", media_type="image/png"))),
            film(inputs=first_frame(Inline(base64="AAAA"))),
        ),
    ],
)
def test_two_spellings_of_one_film(one, other):
    assert openai.meaning(one) == openai.meaning(other)


@pytest.mark.parametrize(
    "other",
    [
        film(model="sora-2-2025-12-08"),
        film(prompt="昼航"),
        film(length=Seconds(Fraction(8))),
        film(length=Seconds(Fraction(5))),
        film(frame=Pixels(width=1280, height=720)),
        film(frame=Pixels(width=1, height=1)),
        film(inputs=first_frame(Handle(kind="file_id", value="1"))),
        film(seed=1),
    ],
)
def test_other_wishes_are_another_film(other):
    assert openai.meaning(film()) != openai.meaning(other)


def test_a_model_of_another_vendor_is_left_alone():
    assert openai.meaning(film(model="kling-v2")) == film(model="kling-v2")


def test_a_key_goes_into_one_header():
    call = openai.authorize(CALL.with_headers(("authorization", "Bearer old")), ApiKey(api_key="sk-1"), AT)
    assert call.headers == (("Authorization", "Bearer sk-1"),)


@pytest.mark.parametrize(
    "credentials",
    [
        KeyPair(access_key="a", secret_key="b"),
        *(ApiKey(api_key=key) for key in ("", "sk-1\n", "sk 1", "sk-é")),
    ],
)
def test_what_is_no_key_is_refused_and_not_shown(credentials):
    with pytest.raises(InvalidCredentials) as caught:
        openai.authorize(CALL, credentials, AT)
    assert "sk" not in str(caught.value)


@pytest.mark.parametrize(
    ("model", "size", "seconds", "price"),
    [
        ("sora-2", "720x1280", 4, "0.40"),
        ("sora-2-2025-10-06", "1280x720", 12, "1.20"),
        ("sora-2-pro", "720x1280", 4, "1.20"),
        ("sora-2-pro", "1792x1024", 8, "4.00"),
        ("sora-2-pro", "1080x1920", 20, "14.00"),
    ],
)
def test_a_film_costs_its_length(model, size, seconds, price):
    assert openai.cost(model, size, seconds) == Decimal(price)
    assert openai.cost(model, size, seconds, batch=True) == Decimal(price) / 2


@pytest.mark.parametrize(
    ("model", "size"), [("sora-1", "720x1280"), ("sora-2", "640x360"), ("sora-2", "1792x1024")]
)
def test_a_film_that_cannot_be_has_no_price(model, size):
    assert openai.cost(model, size, 4) is None

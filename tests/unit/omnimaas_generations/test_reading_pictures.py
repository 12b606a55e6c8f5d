"""The pictures of a create: forms, roles by their number, models that take none or need one."""

from __future__ import annotations

from typing import Any

import pytest
from generations_creates import FAST, NEWER, OF_PICTURES, OF_TEXT, OTHER, PRO, URL, read, refused

from vidlect_adapters.canonical import Inline, Link, MediaInput, Medium, Role

FIRST, LAST, REFERENCE = Role.FIRST_FRAME, Role.LAST_FRAME, Role.REFERENCE


def addresses(count: int) -> list[str]:
    return [f"https://example.com/{number}.png" for number in range(count)]


@pytest.mark.parametrize(
    ("count", "roles"),
    [(0, []), (1, [FIRST]), (2, [FIRST, LAST]), (3, [REFERENCE] * 3), (9, [REFERENCE] * 9)],
)
@pytest.mark.parametrize("model", [PRO, "kling-v1"])
def test_their_number_gives_their_roles_and_their_order_stays(model: str, count: int, roles: list[Role]):
    inputs = read({"model": model, "prompt": "雪", "images": addresses(count)}).request.inputs
    assert inputs == tuple(
        MediaInput(role=role, medium=Medium.IMAGE, source=Link(url=url))
        for role, url in zip(roles, addresses(count), strict=True)
    )


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (URL, Link(url=URL)),
        ("HTTP://example.com/a?x=%2B", Link(url="HTTP://example.com/a?x=%2B")),
        ("data:image/png;base64,AAAA", Inline(base64="AAAA", media_type="image/png")),
        ("DATA:IMAGE/WEBP;BASE64,AAA=", Inline(base64="AAA=", media_type="image/webp")),
        ("AAAA", Inline(base64="AAAA")),
    ],
)
def test_a_picture_is_an_address_a_data_url_or_base64(text: str, source: Any):
    (one,) = read({**OTHER, "images": [text]}).request.inputs
    assert one.source == source


@pytest.mark.parametrize("nothing", [[], [None], ["", None]])
def test_an_array_of_nothing_says_nothing(nothing: list[Any]):
    assert read({**OTHER, "images": nothing}) == read(OTHER)


def test_nothing_between_pictures_is_no_picture():
    (one,) = read({**OTHER, "images": [None, URL, ""]}).request.inputs
    assert one.role is FIRST


@pytest.mark.parametrize(
    ("value", "field", "shown"),
    [
        (URL, "images", True),
        ({"url": URL}, "images", True),
        ([7], "images[0]", True),
        ([URL, {"url": URL}], "images[1]", True),
        (["ftp://example.com/a.png"], "images[0]", False),
        (["https://exa mple.com"], "images[0]", True),
        (["not base64!"], "images[0]", False),
        (["data:image/png;base64,AAAA..."], "images[0]", False),
        (["data:audio/mp3;base64,AAAA"], "images[0]", False),
    ],
)
def test_what_is_no_picture_is_refused_by_its_place_and_long_texts_are_not_shown(
    value: Any, field: str, *, shown: bool
):
    error = refused({**OTHER, "images": value})
    assert error.field == field
    assert (error.value is not None) is shown


@pytest.mark.parametrize(
    ("model", "count", "taken"),
    [
        (OF_TEXT, 0, True),
        (OF_TEXT, 1, False),
        (OF_PICTURES, 0, False),
        (OF_PICTURES, 1, True),
        *((model, count, True) for model in (PRO, FAST, NEWER) for count in (0, 1)),
    ],
)
def test_a_model_of_text_takes_no_picture_and_one_of_pictures_needs_one(
    model: str, count: int, *, taken: bool
):
    body = {"model": model, "prompt": "雪", "images": addresses(count)}
    if taken:
        assert len(read(body, "strict").request.inputs) == count
    else:
        error = refused(body, "lenient")
        assert error.field == "images"
        assert model in error.message

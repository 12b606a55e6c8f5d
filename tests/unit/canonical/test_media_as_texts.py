"""A medium as a text: an address, a data URL, plain base64."""

from __future__ import annotations

import pytest

from vidlect_adapters.addresses import read_source
from vidlect_adapters.canonical import Inline, Link


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("https://example.com/a.png", Link(url="https://example.com/a.png")),
        ("data:image/png;base64,AAAA", Inline(base64="AAAA", media_type="image/png")),
        ("AAAA", Inline(base64="AAAA")),
    ],
)
def test_each_form_is_known_by_its_beginning(text: str, source: Link | Inline):
    assert read_source(text) == source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ftp://example.com/a.png", "http"),
        ("data:text/plain;base64,AAAA", "data URL"),
        ("cat.png", "a data URL, or base64"),
        ("", "a data URL, or base64"),
    ],
)
def test_what_is_none_of_them_is_told_all_three(text: str, expected: str):
    with pytest.raises(ValueError, match=expected):
        read_source(text)

"""Free options: an object, or the JSON text of one."""

from __future__ import annotations

from typing import Any

import pytest

from vidlect_adapters.metadata import read_metadata


@pytest.mark.parametrize("value", [None, ""])
def test_nothing_said_is_no_option(value: Any):
    assert read_metadata(value) == ({}, False)


def test_an_object_and_its_text_are_the_same_options():
    options: Any = {"watermark": False, "seed": 0}
    assert read_metadata(options) == (options, False)
    assert read_metadata('{"watermark": false, "seed": 0}') == (options, True)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, "not a number"),
        ([], "not an array"),
        ("[1]", "not a JSON object but an array"),
        ("{", "of an object: it is not valid JSON"),
        ('{"a": 1, "a": 2}', "stands twice"),
        ('{"a": "\\u0000"}', "NUL"),
        ("\ud800", "UTF-8"),
    ],
)
def test_anything_else_is_told_what_was_expected(value: Any, expected: str):
    with pytest.raises(ValueError, match=expected):
        read_metadata(value)

"""Vectors of every comparator: what it lets through and what it does not."""

from __future__ import annotations

import pytest

from vidlect_contract.comparing import (
    ABSENT,
    COMPARATORS,
    BrokenExpectation,
    check_expectation,
    compare,
    show,
)

# (expectation, values that meet it, values that do not)
VECTORS = [
    (5, [5, 5.0], [6, "5", True, None, ABSENT]),
    (1, [1, 1.0], [True, "1"]),
    (True, [True], [1, "true", False]),
    (None, [None], [0, "", ABSENT]),
    ("a", ["a"], ["A", "", 1]),
    ([1, 2], [[1, 2]], [[1], [2, 1], [1, 2, 3], "12", ABSENT]),
    ({"a": 1}, [{"a": 1}, {"a": 1, "b": 2}], [{}, {"a": 2}, [], ABSENT]),
    ({}, [{}, {"a": 1}], [[], None]),
    ({"$type": "string"}, ["", "x"], [1, None, ABSENT]),
    ({"$type": "integer"}, [0, -1], [1.5, True, "1"]),
    ({"$type": "number"}, [0, 1.5], [True, "1"]),
    ({"$type": "boolean"}, [True, False], [0, 1]),
    ({"$type": "object"}, [{}], [[]]),
    ({"$type": "array"}, [[]], [{}]),
    ({"$type": "null"}, [None], [0, ABSENT]),
    ({"$one_of": [1, "x", None]}, [1, "x", None], [True, 2, ABSENT]),
    ({"$one_of": [{"a": 1}]}, [{"a": 1}], [{"a": 1, "b": 2}]),
    ({"$any_of": [{"a": 1}, "x"]}, [{"a": 1, "b": 2}, "x"], ["y", {}]),
    ({"$all_of": [{"$type": "string"}, {"$filled": True}]}, ["x"], ["", 1]),
    ({"$not": 5}, [6, ABSENT], [5]),
    ({"$regex": "^a+$"}, ["a", "aa"], ["b", "", 1, ABSENT]),
    ({"$contains": "bc"}, ["abcd"], ["acb", 1, ABSENT]),
    ({"$range": [1, 3]}, [1, 2.5, 3], [0, 4, True, "2", ABSENT]),
    ({"$range": [None, 3]}, [-100, 3], [4]),
    ({"$range": [1, None]}, [1, 10**20], [0]),
    ({"$present": True}, [None, 0, ""], [ABSENT]),
    ({"$absent": True}, [ABSENT], [None, 0]),
    ({"$filled": True}, [0, False, "x", [0], {"a": None}], ["", None, [], {}, ABSENT]),
    ({"$length": 2}, ["ab", [1, 2], {"a": 1, "b": 2}], ["a", [], 2, ABSENT]),
    ({"$each": {"$type": "string"}}, [[], ["a"]], [["a", 1], "a", ABSENT]),
    ({"$closed": {"a": 1}}, [{"a": 1}], [{"a": 1, "b": 2}, {}, [], ABSENT]),
    ({"$json": {"a": 1}}, ['{"a": 1, "b": 2}'], ['{"a": 2}', "{", 1, ABSENT]),
]


@pytest.mark.parametrize(("expected", "value"), [(e, v) for e, good, _ in VECTORS for v in good], ids=str)
def test_meets(expected, value):
    assert compare(expected, value) == []


@pytest.mark.parametrize(("expected", "value"), [(e, v) for e, _, bad in VECTORS for v in bad], ids=str)
def test_does_not_meet(expected, value):
    assert compare(expected, value)


def test_every_comparator_has_vectors():
    used = {next(iter(e)) for e, _, _ in VECTORS if isinstance(e, dict) and len(e) == 1}
    assert set(COMPARATORS) <= used


def test_a_mismatch_says_where():
    found = compare({"a": [{"b/c": 1}]}, {"a": [{"b/c": 2}]})
    assert [(one.pointer, one.expected, one.seen) for one in found] == [("/a/0/b~1c", "1", "2")]


@pytest.mark.parametrize(
    "broken",
    [
        {"$typo": 1},
        {"$type": "text"},
        {"$one_of": []},
        {"$any_of": 5},
        {"$all_of": None},
        {"$regex": "("},
        {"$regex": 5},
        {"$contains": 5},
        {"$range": [1]},
        {"$range": ["a", None]},
        {"$present": False},
        {"$absent": 1},
        {"$filled": None},
        {"$closed": []},
        {"a": [{"$typo": 1}]},
        {"$type": "string", "$filled": True},
        {"$length": {"$typo": 1}},
    ],
    ids=str,
)
def test_a_broken_expectation_is_found_before_it_is_used(broken):
    with pytest.raises(BrokenExpectation):
        check_expectation(broken)


def test_an_unknown_comparator_never_passes_in_silence():
    with pytest.raises(BrokenExpectation):
        compare({"$typo": 1}, 1)


def test_long_values_are_cut_in_reports():
    assert show("x" * 1000).endswith("(1002 characters)")

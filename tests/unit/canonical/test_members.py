"""The members of a request's objects: each reader takes its own type, and a refusal names the member."""

import pytest

from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.members import Members
from vidlect_adapters.message import json_reply

READERS = {
    "text": ("x", [7, True, [], {}]),
    "integer": (5, ["5", 5.5, True, []]),
    "boolean": (False, [0, "true", []]),
    "texts": (["x"], ["x", 7, {}]),
}
"""Reader → what it takes, what it refuses."""


def asked(reader, body):
    read = getattr(Members("tokenops", body, "/metadata"), reader)
    return read("a/b", []) if reader == "integer" else read("a/b")


@pytest.mark.parametrize("reader", READERS)
def test_a_value_of_another_type_is_pointed_at_and_shown(reader):
    for value in READERS[reader][1]:
        with pytest.raises(MalformedRequest) as caught:
            asked(reader, {"a/b": value})
        error = caught.value
        assert (error.dialect, error.pointer, error.value) == ("tokenops", "/metadata/a~1b", value)
        assert error.message.startswith("metadata.a/b: must be ")


@pytest.mark.parametrize("reader", READERS)
def test_a_value_of_its_own_type_is_read(reader):
    value = READERS[reader][0]
    expected = (("x", "/metadata/a~1b/0"),) if reader == "texts" else value
    assert asked(reader, {"a/b": value}) == expected


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("body", [{}, {"a/b": None}])
def test_nothing_said_is_nothing_read(reader, body):
    assert not asked(reader, body)


def test_a_whole_number_with_a_point_is_noted_by_its_place():
    notes = []
    assert Members("tokenops", {"n": 5.0}, "/metadata").integer("n", notes) == 5
    assert len(notes) == 1
    assert "metadata" in notes[0]


def test_a_text_that_must_be_given_is_missed_by_its_name():
    for body in ({}, {"a": " "}):
        with pytest.raises(MalformedRequest, match="given") as caught:
            Members("tokenops", body).required_text("a")
        assert caught.value.pointer == "/a"


def test_a_refusal_for_another_reason_says_it():
    error = Members("tokenops", {}, "/metadata").refused("a", "comes too late", 7)
    assert (error.message, error.pointer, error.value) == ("metadata.a: comes too late", "/metadata/a", 7)


def test_an_item_that_is_no_text_is_pointed_at():
    with pytest.raises(MalformedRequest) as caught:
        Members("tokenops", {"a": ["x", "", None, 7]}).texts("a")
    assert (caught.value.pointer, caught.value.value) == ("/a/3", 7)


def test_a_reply_in_json_says_so():
    reply = json_reply(200, {}, ("Retry-After", "3"))
    assert reply.headers == (("Content-Type", "application/json"), ("Retry-After", "3"))

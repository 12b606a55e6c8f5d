"""Bodies that cannot be read, and forms in all their shapes."""

import pytest
from openai_client import PROMPT, error, form

from vidlect_mock.multipart import MOST_PARTS
from vidlect_mock.vendors.openai import forms
from vidlect_mock.vendors.openai.forms import Unreadable, Upload

MULTIPART = "multipart/form-data; boundary=b"


@pytest.mark.parametrize(
    "body", [b"{", b"\xff", b"[1]", b"null", b"7", b'"a"', b"1.5", b"true", b"[" * 100_000], ids=range(9)
)
def test_a_body_that_is_no_object(client, body):
    status, said = client.ask("POST", "/v1/videos", body)
    assert status == 400
    assert error(said)[1] == "invalid_request_error"


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "x" * 500])
def test_another_content_type(client, kind):
    status, said = client.ask("POST", "/v1/videos", b"prompt=1", content_type=kind)
    assert (status, error(said)[3]) == (400, "unsupported_content_type")


@pytest.mark.parametrize(
    ("body", "content_type", "why"),
    [
        (b"", "multipart/form-data", "no boundary"),
        (b"", MULTIPART, "breaks off"),
        (form(("prompt", "1"))[:-6], MULTIPART, "breaks off"),
        (form(("prompt", "1")), "multipart/form-data; boundary=other", ""),
        (form(("prompt", "1")), "multipart/form-data; boundary=" + "b" * 5000, ""),
        (b"--b\r\n\r\n1\r\n--b--\r\n", MULTIPART, "no name"),
        (b'--b\r\nContent-Disposition: form-data; name=""\r\n\r\n1\r\n--b--\r\n', MULTIPART, "no name"),
        (form(("prompt", b"\xff")), MULTIPART, "not UTF-8"),
        (form(*((f"a{number}", "1") for number in range(MOST_PARTS + 1))), MULTIPART, "more than"),
    ],
)
def test_a_form_that_cannot_be_read_says_why(client, body, content_type, why):
    found = forms.read(content_type, body)
    assert isinstance(found, Unreadable)
    assert why in found.why
    if body:
        status, said = client.ask("POST", "/v1/videos", body, content_type=content_type)
        assert (status, error(said)[0]) == (400, "Could not parse multipart form")


@pytest.mark.parametrize(
    "parts",
    [
        [("prompt", "1"), ("prompt", "2")],
        [("a", "1"), ("a[b]", "2")],
        [("a[b]", "1"), ("a[b]", "2")],
        [("a[b]", "1"), ("a[]", "2")],
        [("a[]", "1"), ("a[b]", "2")],
        [("a[0]", "1"), ("a[0]", "2")],
        [("a[b]", "1"), ("a[b][c]", "2")],
        [("a", b"1", "x", "y"), ("a", b"1", "x", "y")],
    ],
)
def test_a_name_that_stands_twice_is_named(client, parts):
    found = forms.read(MULTIPART, form(*parts))
    assert isinstance(found, Unreadable)
    assert found.repeated == parts[-1][0]
    status, said = client.send(*parts)
    assert (status, error(said)[2:]) == (400, (found.repeated, "duplicate_parameter"))


@pytest.mark.parametrize(
    ("parts", "fields"),
    [
        ([("a", "1")], {"a": "1"}),
        ([("a[b]", "1"), ("a[c]", "2")], {"a": {"b": "1", "c": "2"}}),
        ([("a[]", "1"), ("a[]", "2")], {"a": ["1", "2"]}),
        ([("a[0][id]", "1"), ("a[1][id]", "2")], {"a": [{"id": "1"}, {"id": "2"}]}),
        ([("a[][id]", "1"), ("a[][id]", "2")], {"a": [{"id": "1"}, {"id": "2"}]}),
        ([("a[b][]", "1")], {"a": {"b": ["1"]}}),
        ([("a[1]", "1"), ("a[7]", "2")], {"a": ["1", "2"]}),
        ([("[a]", "1")], {"[a]": "1"}),
        ([("a[b", "1")], {"a[b": "1"}),
        ([("a[1000]", "1")], {"a": {"1000": "1"}}),
        ([("a[b]", b"1", "f", "t")], {"a[b]": Upload("f", "t", b"1")}),
        ([("a", b"1", "狐.png", "Image/PNG; q=1")], {"a": Upload("狐.png", "image/png", b"1")}),
        ([("a", b"\r\n--\r\n\x00", "", "")], {"a": Upload("", "", b"\r\n--\r\n\x00")}),
    ],
)
def test_names_with_brackets_are_objects_and_arrays(parts, fields):
    assert forms.read(MULTIPART, form(*parts)) == fields


def test_characters_in_a_form_are_remarked(client):
    status, said = client.send(("prompt", PROMPT), ("characters[0][id]", "char_1"))
    assert (status, error(said)[0]) == (404, "Character with id 'char_1' not found.")


def test_a_form_that_cannot_be_read_makes_no_noise(client, caplog):
    body = b"--b\r\nno header at all\r\n\r\n1\r\n--b--\r\n"
    assert client.ask("POST", "/v1/videos", body, content_type=MULTIPART)[0] == 400
    assert caplog.records == []

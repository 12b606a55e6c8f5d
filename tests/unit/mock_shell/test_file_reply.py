"""Files whole, in part, and not again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidlect_mock.file_reply import Unsatisfiable, file_reply, span
from vidlect_mock.message import Received

CONTENT = b"0123456789"


def asked(method="GET", **headers):
    wire = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return file_reply(Received(method, b"/f", b"", wire, b""), CONTENT, b"video/mp4", b"tag")


@pytest.mark.parametrize(
    ("header", "status", "body", "shown"),
    [
        ("bytes=0-3", 206, b"0123", b"bytes 0-3/10"),
        ("bytes=4-4", 206, b"4", b"bytes 4-4/10"),
        ("bytes=7-", 206, b"789", b"bytes 7-9/10"),
        ("bytes=7-99", 206, b"789", b"bytes 7-9/10"),
        ("bytes=-3", 206, b"789", b"bytes 7-9/10"),
        ("bytes=-99", 206, CONTENT, b"bytes 0-9/10"),
        ("BYTES= 0-0 ", 206, b"0", b"bytes 0-0/10"),
        ("bytes=10-", 416, None, b"bytes */10"),
        ("bytes=10-20", 416, None, b"bytes */10"),
        ("bytes=-0", 416, None, b"bytes */10"),
        ("bytes=0-1,3-4", 200, CONTENT, None),
        ("bytes=4-2", 200, CONTENT, None),
        ("bytes=-", 200, CONTENT, None),
        ("bytes=a-b", 200, CONTENT, None),
        ("lines=1-2", 200, CONTENT, None),
        ("", 200, CONTENT, None),
    ],
)
def test_a_range_is_answered_as_the_rfc_says(header, status, body, shown):
    answer = asked(range=header)
    assert answer.status == status
    assert dict(answer.headers).get(b"content-range") == shown
    if body is not None:
        assert answer.body == body


def test_a_whole_file_says_what_it_is_and_that_ranges_work():
    answer = asked()
    assert (answer.status, answer.body) == (200, CONTENT)
    assert dict(answer.headers) == {
        b"content-type": b"video/mp4",
        b"accept-ranges": b"bytes",
        b"etag": b'"tag"',
    }


def test_a_head_ignores_the_range():
    assert asked("HEAD", range="bytes=0-3").status == 200


@pytest.mark.parametrize("known", ['"tag"', '"other", "tag"', "*"])
def test_who_has_the_file_already_gets_it_not_again(known):
    answer = asked(if_none_match=known)
    assert (answer.status, answer.body) == (304, b"")


def test_who_has_another_file_gets_this_one():
    assert asked(if_none_match='"other"').status == 200


@pytest.mark.parametrize(("condition", "status"), [('"tag"', 206), ('"other"', 200), ("yesterday", 200)])
def test_a_range_of_another_version_is_answered_with_the_whole_file(condition, status):
    assert asked(range="bytes=0-3", if_range=condition).status == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_a_file_is_only_read(method):
    answer = asked(method)
    assert (answer.status, dict(answer.headers)[b"allow"]) == (405, b"GET, HEAD")


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 10))
def test_a_range_never_leaves_the_file(start, end, length):
    try:
        part = span(b"bytes=%d-%d" % (start, end), length)
    except Unsatisfiable:
        assert start >= length
    else:
        assert part is None if end < start else part == (start, min(end + 1, length))


@given(st.binary(max_size=30))
def test_no_header_breaks_the_reader(header):
    try:
        part = span(b"bytes=" + header, 10)
    except Unsatisfiable:
        return
    assert part is None or 0 <= part[0] < part[1] <= 10

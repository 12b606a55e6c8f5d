"""What a refusal says without a vendor's words."""

import pytest

from vidlect_adapters.failure import ErrorKind
from vidlect_adapters.message import HttpReply
from vidlect_adapters.refusals import by_status, human, kind_of_status, retry_after, text_or_none


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ErrorKind.VENDOR_ERROR),
        (401, ErrorKind.VENDOR_CREDENTIALS),
        (403, ErrorKind.VENDOR_CREDENTIALS),
        (408, ErrorKind.VENDOR_TIMEOUT),
        (429, ErrorKind.RATE_LIMITED),
        (500, ErrorKind.VENDOR_ERROR),
        (502, ErrorKind.VENDOR_ERROR),
        (503, ErrorKind.VENDOR_UNAVAILABLE),
        (504, ErrorKind.VENDOR_TIMEOUT),
    ],
)
def test_a_page_of_some_machine_is_read_by_its_status(status, kind):
    failure = by_status(HttpReply(status=status, headers=(("Retry-After", "7"),)), request_id="id-1")
    assert (failure.kind, failure.vendor_code) == (kind, f"HTTP {status}")
    assert (failure.request_id, failure.retry_after) == ("id-1", 7)
    assert str(status) in failure.message


def test_a_vendor_may_know_better_what_a_status_says():
    assert kind_of_status(418, ErrorKind.INVALID_REQUEST) is ErrorKind.INVALID_REQUEST
    assert kind_of_status(429, ErrorKind.INVALID_REQUEST) is ErrorKind.RATE_LIMITED
    known = by_status(HttpReply(status=502), kind=ErrorKind.VENDOR_UNAVAILABLE)
    assert known.kind is ErrorKind.VENDOR_UNAVAILABLE


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("7", 7),
        (" 0 ", 0),
        ("999999999", 999_999_999),
        ("1" * 5000, None),
        ("1.5", None),
        ("-1", None),
        ("٣", None),
        ("Sat, 21 Nov 2026 15:00:00 GMT", None),
        ("", None),
    ],
)
def test_a_time_to_wait_is_whole_seconds(said, seconds):
    assert retry_after(HttpReply(status=429, headers=(("retry-after", said),))) == seconds


def test_no_time_to_wait_is_none():
    assert retry_after(HttpReply(status=429)) is None


@pytest.mark.parametrize(
    "pasted", ['{"a": 1}', "[1]", 'broken: {"code": 1}', 'broken: {\\"code\\": 1}', " ", None, 7]
)
def test_a_body_pasted_into_a_message_is_no_text_for_people(pasted):
    assert human(pasted, "otherwise") == "otherwise"


def test_a_text_for_people_stays():
    assert human(" too many {names} \n", "otherwise") == "too many {names}"


@pytest.mark.parametrize(("value", "text"), [("a", "a"), ("", None), (" ", None), (None, None), (7, None)])
def test_a_text_says_something(value, text):
    assert text_or_none(value) == text

"""The journal: bounded, filtered, and without credentials."""

import base64

import pytest

from vidlect_mock.interface import Refusal
from vidlect_mock.journal import LARGEST_BODY, Journal, entry_to_json
from vidlect_mock.message import Answer, Received, json_answer
from vidlect_mock.redaction import REMOVED
from vidlect_mock.trouble import Fault, Status

SIGNATURE = "5f" * 32
TOKEN = "STS2" + "QUJD" * 20


def received(body=b"", headers=(), query=b""):
    return Received("POST", b"/", query, headers, body)


def written(journal, number=1, asked=None, answer=None, **more):
    head = (
        number,
        1.5,
        more.pop("vendor", "v"),
        more.pop("session", "s"),
        more.pop("operation", "op"),
        more.pop("case", "c"),
        more.pop("task_id", "t"),
    )
    journal.write(head, asked or received(), answer or json_answer(200, {}), **more)
    return entry_to_json(journal.find()[-1])


def test_an_entry_has_the_agreed_form():
    refusal = Refusal(json_answer(401, {}), "signature", "100010", "a", "b", "h")
    fault = Fault("poll", Status(503))
    entry = written(
        Journal(),
        7,
        received(b'{"a":"\xe6\xb9\x96"}', [(b"x-a", b"\xe9")], b"Action=A&empty=&a=%E6%B9%96&a=2"),
        Answer(401, ((b"content-type", b"application/json"),), b"{}"),
        refusal=refusal,
        fault=fault,
        remarks=("r",),
    )
    assert entry == {
        "number": 7,
        "at": 1.5,
        "vendor": "v",
        "session": "s",
        "operation": "op",
        "case": "c",
        "task_id": "t",
        "request": {
            "method": "POST",
            "path": "/",
            "query": [["Action", "A"], ["empty", ""], ["a", "湖"], ["a", "2"]],
            "headers": [["x-a", "é"]],
            "body": '{"a":"湖"}',
            "body_bytes": 11,
        },
        "response": {"status": 401, "headers": [["content-type", "application/json"]], "body": "{}"},
        "refusal": {"stage": "signature", "code": "100010", "expected": "a", "received": "b", "hint": "h"},
        "fault": {"on": "poll", "kind": "status", "status": 503},
        "remarks": ["r"],
    }


def test_bytes_that_are_no_text_are_base64():
    body = b"\xff\xfe\x00"
    entry = written(Journal(), asked=received(body))
    assert entry["request"]["body"] == {"base64": base64.b64encode(body).decode()}


def test_a_huge_body_is_cut_and_its_size_told():
    body = b'"' + "湖".encode() * LARGEST_BODY + b'"'
    journal = Journal()
    entry = written(journal, asked=received(body), answer=Answer(200, (), body))
    for shown in (entry["request"]["body"], entry["response"]["body"]):
        assert shown.endswith(f"…[cut; {len(body)} bytes in all]")
        assert len(shown.encode()) < LARGEST_BODY + 100
    assert entry["request"]["body_bytes"] == len(body)
    assert journal.size < 3 * LARGEST_BODY


def test_a_huge_body_of_no_text_is_cut_base64():
    entry = written(Journal(), asked=received(b"\xff" * (LARGEST_BODY + 9)))
    assert len(base64.b64decode(entry["request"]["body"]["base64"])) == LARGEST_BODY


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        (
            f"HMAC-SHA256 Credential=AKLTabcdefghij/20260101/cn-north-1/cv/request, SignedHeaders=host;x-date, Signature={SIGNATURE}",
            f"HMAC-SHA256 Credential=AKLTabcd…/20260101/cn-north-1/cv/request, SignedHeaders=host;x-date, Signature={REMOVED}",
        ),
        (
            f"hmac-sha256 credential=AK,signature={SIGNATURE}",
            f"hmac-sha256 credential=AK…,signature={REMOVED}",
        ),
        ("Bearer sk-secret-of-somebody", f"Bearer {REMOVED}"),
        ("sk-secret-of-somebody", REMOVED),
        ("Basic dXNlcjpwYXNz", f"Basic {REMOVED}"),
        ("Bearer key=with-an-equals-sign", f"Bearer {REMOVED}"),
    ],
)
def test_the_authorization_header_shows_no_secret(header, shown):
    entry = written(Journal(), asked=received(headers=[(b"authorization", header.encode())]))
    assert entry["request"]["headers"] == [["authorization", shown]]


@pytest.mark.parametrize(
    "name", ["x-security-token", "api-key", "x-api-key", "cookie", "proxy-authorization", "x-auth-token"]
)
def test_other_credentials_in_headers_are_removed(name):
    entry = written(Journal(), asked=received(headers=[(name.encode(), TOKEN.encode())]))
    assert entry["request"]["headers"] == [[name, REMOVED]]


def test_credentials_in_the_query_are_removed():
    query = f"Action=A&X-Credential=AKLTabcdefghij%2F20260101%2Fcn&X-Signature={SIGNATURE}&X-Security-Token={TOKEN}&api_key=sk-1234567890"
    entry = written(Journal(), asked=received(query=query.encode()))
    assert entry["request"]["query"] == [
        ["Action", "A"],
        ["X-Credential", "AKLTabcd…/20260101/cn"],
        ["X-Signature", REMOVED],
        ["X-Security-Token", REMOVED],
        ["api_key", REMOVED],
    ]


def test_a_refusal_and_a_remark_do_not_repeat_credentials():
    headers = [
        (b"x-security-token", TOKEN.encode()),
        (b"authorization", f"HMAC-SHA256 Credential=AK/x, Signature={SIGNATURE}".encode()),
        (b"authorization", b"Bearer sk-secret-of-somebody"),
    ]
    refusal = Refusal(json_answer(401, {}), "s", "c", f"x-security-token:{TOKEN}", f"not {SIGNATURE}", None)
    entry = written(
        Journal(),
        asked=received(headers=headers, query=b"X-Signature=" + b"ab" * 32),
        refusal=refusal,
        remarks=("sent sk-secret-of-somebody and " + "ab" * 32,),
    )
    assert entry["refusal"]["expected"] == f"x-security-token:{REMOVED}"
    assert entry["refusal"]["received"] == f"not {REMOVED}"
    assert entry["refusal"]["hint"] is None
    assert entry["remarks"] == [f"sent {REMOVED} and {REMOVED}"]


def test_a_short_secret_does_not_eat_innocent_text():
    entry = written(Journal(), asked=received(headers=[(b"cookie", b"a")]), remarks=("a banana",))
    assert entry["remarks"] == ["a banana"]


def test_an_entry_shows_no_credentials_when_printed():
    journal = Journal()
    written(journal, asked=received(headers=[(b"authorization", b"Bearer sk-secret")]))
    assert repr(journal.find()[0]) == "Entry(1, 'v', 'op', 200)"


def test_the_oldest_entries_go_when_there_are_too_many():
    journal = Journal(most_entries=3)
    for number in range(1, 6):
        written(journal, number)
    assert [entry.number for entry in journal.find()] == [3, 4, 5]
    assert (journal.dropped, journal.last, len(journal)) == (2, 5, 3)


def test_the_oldest_entries_go_when_there_are_too_many_bytes():
    journal = Journal(most_bytes=10_000)
    for number in range(1, 40):
        written(journal, number, received(b"x" * 1000, [(b"a" * 100, b"b" * 100)]))
        assert journal.size <= 10_000
    assert 4 <= len(journal) <= 6
    assert journal.last == 39


@pytest.mark.parametrize(
    ("name", "value"),
    [("vendor", "v2"), ("session", "s2"), ("operation", "o2"), ("case", "c2"), ("task_id", "t2")],
)
def test_entries_are_found_by(name, value):
    journal = Journal()
    written(journal, 1)
    written(journal, 2, **{name: value})
    assert [entry.number for entry in journal.find(**{name: value})] == [2]
    assert [entry.number for entry in journal.find(**{name: None})] == [1, 2]
    assert journal.find(**{name: "nothing"}) == []


def test_entries_are_paged_by_number():
    journal = Journal()
    assert journal.last == 0
    for number in range(1, 8):
        written(journal, number)
    assert [entry.number for entry in journal.find(after=2, limit=3)] == [3, 4, 5]
    assert [entry.number for entry in journal.find(after=7)] == []


def test_entries_of_a_session_can_be_dropped():
    journal = Journal()
    for number, session in enumerate(["a", "b", None], start=1):
        written(journal, number, session=session)
    journal.clear("a")
    assert [entry.session for entry in journal.find()] == ["b", None]
    assert journal.dropped == 1
    journal.clear()
    assert (len(journal), journal.size, journal.dropped) == (0, 0, 3)


def test_a_cut_through_a_character_leaves_text():
    body = b"x" * (LARGEST_BODY - 1) + "湖".encode()
    entry = written(Journal(), asked=received(body))
    assert entry["request"]["body"] == "x" * (LARGEST_BODY - 1) + f"…[cut; {len(body)} bytes in all]"


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        ((), []),
        (((b"", b""),), [["", ""]]),
        (((b"x-a", b""), (b"x-b", b"1"), (b"x-a", b"2")), [["x-a", ""], ["x-b", "1"], ["x-a", "2"]]),
        (((b"x-a", b"1\n"), (b"authorization", b"Bearer s")), [["x-a", "1 "], ["authorization", REMOVED]]),
    ],
    ids=["none", "empty", "repeated", "with a line feed"],
)
def test_headers_are_kept_in_order_and_a_line_feed_hides_no_credential(headers, shown):
    kept = written(Journal(), 1, received(headers=headers))["request"]["headers"]
    assert [name for name, _ in kept] == [name for name, _ in shown]
    for (_, value), (name, expected) in zip(kept, shown, strict=True):
        assert value == expected or (name == "authorization" and "Bearer s" not in value)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('{"id":"we_1","signing_secret":"whsec_c2VjcmV0"}', '{"id":"we_1","signing_secret":"[removed]"}'),
        ('{"token" : "st-6465\\"66", "tokens": "7"}', '{"token" : "[removed]", "tokens": "7"}'),
        (
            '--b\r\nContent-Disposition: form-data; name="Signature"\r\n\r\nc2VjcmV0\r\n--b--\r\n',
            '--b\r\nContent-Disposition: form-data; name="Signature"\r\n\r\n[removed]\r\n--b--\r\n',
        ),
        ('{"prompt":"a token of love"}', '{"prompt":"a token of love"}'),
    ],
    ids=["member", "escaped", "form", "innocent"],
)
def test_a_body_shows_no_key_that_is_handed_out(body, shown):
    entry = written(Journal(), asked=received(body.encode()), answer=Answer(200, (), body.encode()))
    assert entry["request"]["body"] == entry["response"]["body"] == shown

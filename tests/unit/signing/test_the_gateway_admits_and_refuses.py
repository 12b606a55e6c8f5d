"""What the gateway admits, and each row of its table of refusals."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from gateway_asked import (
    ACTION,
    AT,
    FOREIGN,
    KEYS,
    NOTHING,
    POLL,
    SCOPE,
    SIGNED,
    as_received,
    desk_at,
    refused,
    scoped,
    with_authorization,
    without,
)

from vidlect_adapters.vendors.volcengine_visual import auth as client
from vidlect_mock.interface import Admitted, Refusal
from vidlect_mock.vendors.volcengine_visual import auth
from vidlect_mock.vendors.volcengine_visual.gateway_errors import request_id


def test_a_signed_request_is_admitted_for_its_session_and_echoed():
    admitted = auth.admit(as_received(SIGNED), desk_at())

    assert isinstance(admitted, Admitted)
    assert (admitted.operation.name, admitted.session, admitted.remarks) == (
        "CVSync2AsyncGetResult",
        "tests-1",
        (),
    )
    assert dict(admitted.echo) == {
        "RequestId": request_id(AT.timestamp(), 7),
        "Action": "CVSync2AsyncGetResult",
        "Version": "2022-08-31",
        "Service": "cv",
        "Region": "cn-north-1",
    }


def test_a_presigned_post_is_admitted():
    presigned = client.presign(POLL, KEYS, AT, expires=60)

    assert isinstance(auth.admit(as_received(presigned), desk_at(AT + timedelta(seconds=60))), Admitted)
    assert isinstance(auth.admit(as_received(presigned), desk_at(AT + timedelta(seconds=61))), Refusal)


def test_the_same_request_twice_is_no_replay():
    assert auth.admit(as_received(SIGNED), desk_at()) == auth.admit(as_received(SIGNED), desk_at())


def test_request_ids_are_local_time_and_20_hex_digits_and_never_repeat():
    drawn = [request_id(AT.timestamp(), number) for number in range(2000)]

    assert all(one.startswith("20260319094741") and len(one) == 34 for one in drawn)
    assert all(set(one[14:]) <= set("0123456789ABCDEF") for one in drawn)
    assert len(set(drawn)) == 2000


# Rows of facts 2.5: what is sent, what is answered, what is repeated.
ROWS = {
    "1 no action": (
        as_received(replace(SIGNED, query=POLL.query[1:])),
        400,
        100002,
        "MissingParameter",
        NOTHING,
    ),
    "1 no version": (
        as_received(replace(SIGNED, query=POLL.query[:1])),
        400,
        100002,
        "MissingParameter",
        NOTHING,
    ),
    "1 action in the body": (
        as_received(replace(POLL, query=(), body=b"Action=CVProcess&Version=2022-08-31")),
        400,
        100002,
        "MissingParameter",
        NOTHING,
    ),
    "2 unsigned": (as_received(POLL), 400, 100025, "InvalidCredential", ACTION),
    "3b bearer": (
        as_received(POLL.with_headers(("Authorization", "Bearer sk-1"))),
        400,
        100025,
        "InvalidCredential",
        ACTION,
    ),
    "3b four parts": (
        as_received(with_authorization(lambda old: old.replace("/cv/", "/"))),
        400,
        100025,
        "InvalidCredential",
        ACTION,
    ),
    "3 no names": (
        as_received(with_authorization(lambda old: old.replace("SignedHeaders=", "Headers="))),
        400,
        100024,
        "InvalidAuthorization",
        ACTION,
    ),
    "3c no signature": (
        as_received(with_authorization(lambda old: old.partition(", Signature=")[0])),
        401,
        100005,
        "MissingSignature",
        ACTION,
    ),
    "4 no date": (as_received(without(SIGNED, "x-date")), 400, 100004, "MissingRequestInfo", SCOPE),
    "5 no such date": (
        as_received(SIGNED.with_headers(("X-Date", "2026-03-19T01:47:41Z"))),
        400,
        100006,
        "InvalidTimestamp",
        SCOPE,
    ),
    "6 service": (as_received(scoped(service="visual")), 404, 100007, "ServiceNotFound", SCOPE),
    "7 action": (
        as_received(
            client.authorize(replace(POLL, query=(("Action", "CVNone"), ("Version", "2022-08-31"))), KEYS, AT)
        ),
        404,
        100008,
        "InvalidActionOrVersion",
        SCOPE,
    ),
    "7 version": (
        as_received(
            client.authorize(replace(POLL, query=(("Action", "CVProcess"), ("Version", "1"))), KEYS, AT)
        ),
        404,
        100008,
        "InvalidActionOrVersion",
        SCOPE,
    ),
    "8 a token with a good key": (
        as_received(client.authorize(POLL, replace(KEYS, session_token="dummy"), AT)),
        401,
        100026,
        "InvalidSecretToken",
        SCOPE,
    ),
    "9 key": (as_received(client.authorize(POLL, FOREIGN, AT)), 401, 100009, "InvalidAccessKey", SCOPE),
    "10 secret": (
        as_received(client.authorize(POLL, replace(KEYS, secret_key="wrong"), AT)),
        401,
        100010,
        "SignatureDoesNotMatch",
        SCOPE,
    ),
    "10 body": (as_received(SIGNED, body=POLL.body + b" "), 401, 100010, "SignatureDoesNotMatch", SCOPE),
    "10 header gone": (
        as_received(without(SIGNED, "content-type")),
        401,
        100010,
        "SignatureDoesNotMatch",
        SCOPE,
    ),
    "10 day": (
        as_received(SIGNED.with_headers(("X-Date", "20260318T235959Z"))),
        401,
        100010,
        "SignatureDoesNotMatch",
        SCOPE,
    ),
    "12 method": (
        as_received(client.authorize(replace(POLL, method="GET"), KEYS, AT)),
        405,
        100020,
        "MethodNotAllowed",
        SCOPE,
    ),
}


@pytest.mark.parametrize("row", ROWS)
def test_each_row_of_the_gateways_table_is_answered_and_echoed_as_documented(row):
    received, status, number, code, echoed = ROWS[row]
    at = datetime(2026, 3, 19, 0, 0, 30, tzinfo=UTC) if row == "10 day" else AT

    refusal, answered, metadata, error = refused(received, desk_at(at))

    assert (answered, error["CodeN"], error["Code"]) == (status, number, code)
    assert set(metadata) == echoed
    assert error["Message"]
    assert "%s" not in error["Message"]
    assert refusal.expected
    assert refusal.stage
    assert dict(refusal.answer.headers)[b"content-type"] == b"application/json"


# each request has the fault of its row and those of all rows after it that can be had at once
def test_the_first_row_that_fails_answers():
    hopeless = replace(POLL, method="GET", query=(("Action", "CVNone"), ("Version", "1")))
    told = []
    for keys, at, place, headers in (
        (None, AT, None, {}),
        (FOREIGN, AT, client.Place("r", "visual"), {"x-date": ""}),
        (FOREIGN, AT - timedelta(days=1), client.Place("r", "visual"), {}),
        (replace(FOREIGN, session_token="t"), AT, client.Place("r", "visual"), {}),
        (replace(FOREIGN, session_token="t"), AT, client.VISUAL, {}),
    ):
        call = hopeless if keys is None else client.sign(hopeless, keys, at, place)
        told.append(refused(as_received(call.with_headers(*headers.items())))[0].code)
    known = replace(hopeless, query=POLL.query)
    told.extend(
        refused(as_received(client.authorize(known, keys, AT)))[0].code
        for keys in (replace(FOREIGN, session_token="t"), FOREIGN, replace(KEYS, secret_key="wrong"), KEYS)
    )
    assert told == [
        "InvalidCredential",
        "MissingRequestInfo",
        "InvalidTimestamp",
        "ServiceNotFound",
        "InvalidActionOrVersion",
        "InvalidSecretToken",
        "InvalidAccessKey",
        "SignatureDoesNotMatch",
        "MethodNotAllowed",
    ]

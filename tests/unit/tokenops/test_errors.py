"""Refusals: a total table out, a tolerant reader in, nothing leaks between."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest

from vidlect_adapters.errors import (
    Inexpressible,
    InvalidCredentials,
    MalformedReply,
    MalformedRequest,
    TranslationError,
    UnknownWord,
)
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.scrubbing import scrub, shown
from vidlect_adapters.surfaces import tokenops
from vidlect_adapters.surfaces.tokenops.errors import ERROR_TYPES, KIND_OF_STATUS

PROFILE = choose(tokenops.NAME, tokenops.SWITCHES, tokenops.PROFILES)


def error_of(reply: HttpReply) -> dict[str, Any]:
    body = orjson.loads(reply.body)
    assert list(body) == ["error"]
    assert list(body["error"]) == ["message", "type", "param", "code"]
    return body["error"]


@pytest.mark.parametrize("kind", ErrorKind, ids=lambda kind: kind.word)
def test_every_kind_has_a_status_a_type_and_a_code_and_is_read_back(kind: ErrorKind):
    failure = VendorFailure(kind=kind, vendor_code="50412", message="Text Risk Not Pass")
    reply = tokenops.encode_error(failure, PROFILE)
    error = error_of(reply)
    assert (reply.status, error["type"], error["code"]) == (kind.status, ERROR_TYPES[kind], kind.word)
    assert error["message"] == "Text Risk Not Pass (vendor code 50412)"
    assert tokenops.decode_error(reply, PROFILE) == failure


def test_a_kind_without_a_vendors_code_says_its_message_only():
    failure = VendorFailure(kind=ErrorKind.NOT_FOUND, vendor_code="not_found", message="no such task")
    reply = tokenops.encode_error(failure, PROFILE)
    assert error_of(reply)["message"] == "no such task"
    assert tokenops.decode_error(reply, PROFILE) == failure


def test_a_pause_that_the_vendor_asks_for_is_passed_on():
    failure = VendorFailure(
        kind=ErrorKind.RATE_LIMITED, vendor_code="50429", message="slow down", retry_after=7
    )
    reply = tokenops.encode_error(failure, PROFILE)
    assert reply.header("retry-after") == "7"
    assert tokenops.decode_error(reply, PROFILE) == failure


@pytest.mark.parametrize("pause", ["soon", "-1", "٧"])
def test_a_pause_that_is_no_number_is_overlooked(pause: str):
    body = {"error": {"message": "slow down", "code": "rate_limited"}}
    reply = json_reply(429, body, ("Retry-After", pause))
    assert tokenops.decode_error(reply, PROFILE).retry_after is None


@pytest.mark.parametrize(
    ("error", "status", "type_", "code"),
    [
        (MalformedRequest("tokenops", "wrong"), 400, "invalid_request_error", "invalid_request"),
        (Inexpressible("tokenops", "wrong"), 400, "invalid_request_error", "unsupported"),
        (InvalidCredentials("tokenops", "wrong"), 401, "authentication_error", "invalid_credentials"),
        (UnknownWord("volcengine_visual", "wrong"), 502, "server_error", "unknown_word"),
        (MalformedReply("volcengine_visual", "wrong"), 502, "server_error", "malformed_reply"),
        (MalformedRequest("tokenops", "wrong", status=409), 409, "invalid_request_error", "invalid_request"),
    ],
)
def test_an_exception_becomes_a_refusal(error: TranslationError, status: int, type_: str, code: str):
    reply = tokenops.encode_error(error, PROFILE)
    found = error_of(reply)
    assert (reply.status, found["type"], found["code"]) == (status, type_, code)
    assert (found["message"], found["param"]) == ("wrong", None)


@pytest.mark.parametrize(
    ("dialect", "pointer", "param"),
    [
        ("tokenops", "/content/1/image_url/url", "content[1].image_url.url"),
        ("tokenops", "", None),
        ("volcengine_visual", "/length", "seconds"),
        ("volcengine_visual", "/frame/aspect", "aspect_ratio"),
        ("volcengine_visual", "/frame/resolution", "output_resolution"),
        ("volcengine_visual", "/inputs/0/source", "content"),
        ("volcengine_visual", "/vendor_options/camera_strength", "camera_strength"),
        ("volcengine_visual", "/picture/source", "image_url"),
        ("volcengine_visual", "/count", None),
        ("volcengine_visual", "", None),
    ],
)
def test_a_refusal_names_the_clients_member(dialect: str, pointer: str, param: str | None):
    reply = tokenops.encode_error(Inexpressible(dialect, "wrong", pointer=pointer), PROFILE)
    assert error_of(reply)["param"] == param


def test_the_offending_value_is_repeated_to_the_client_but_not_a_vendors():
    said = tokenops.encode_error(MalformedRequest("tokenops", "wrong", value="7"), PROFILE)
    assert error_of(said)["message"] == "wrong; got '7'"
    hidden = tokenops.encode_error(MalformedReply("volcengine_visual", "wrong", value="secret"), PROFILE)
    assert error_of(hidden)["message"] == "wrong"


@pytest.mark.parametrize("status", KIND_OF_STATUS)
def test_a_strangers_refusal_is_read_by_its_status(status: int):
    body = {"error": {"message": "no", "type": "whatever", "param": None, "code": None}}
    failure = tokenops.decode_error(json_reply(status, body), PROFILE)
    assert (failure.kind, failure.vendor_code) == (KIND_OF_STATUS[status], KIND_OF_STATUS[status].word)


def test_an_unknown_status_with_a_number_as_code_is_a_vendors_error():
    failure = tokenops.decode_error(json_reply(418, {"error": {"message": "no", "code": 50511}}), PROFILE)
    assert (failure.kind, failure.vendor_code) == (ErrorKind.VENDOR_ERROR, "50511")


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"{}", b'{"error":"no"}', b'{"error":{}}', b'{"error":{"message":" "}}'],
    ids=repr,
)
def test_a_refusal_without_a_reason_is_malformed(body: bytes):
    with pytest.raises(MalformedReply):
        tokenops.decode_error(HttpReply(status=500, body=body), PROFILE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text Risk Not Pass", "Text Risk Not Pass"),
        ('{"code":50412,"message":"Text Risk Not Pass"}', "Text Risk Not Pass"),
        (
            'upstream said: {"ResponseMetadata":{"Error":{"Code":"X","Message":"bad key"}}}',
            "upstream said bad key",
        ),
        ('[{"message":"no"}]', "no readable message"),
        ('broken {"code":50412,"mess', "broken"),
        ('{"code":1}', "no readable message"),
        ('a {"message":"b"} c', "a b c"),
        ("use {name} here", "use {name} here"),
        ('"quoted"', "quoted"),
        ('"', '"'),
        ("see https://v3-vvecloud.example.com/a.mp4?sig=abc now", "see [link] now"),
        ("The accesskey [AKLTabcdef123456] is invalid", "The accesskey [[hidden]] is invalid"),
        ("token STS2abcdefghij==", "token [hidden]"),
        ("Authorization: Bearer abc.def", "[hidden]"),
        ("Signature=0123456789abcdef, x", "[hidden], x"),
        ("key sk-abcdef123456 refused", "key [hidden] refused"),
        ("jwt eyJhbGciOi.eyJpc3Mi.c2ln", "jwt [hidden]"),
        ("two\n lines", "two lines"),
        ("雪" * 600, "雪" * 499 + "…"),
    ],
)
def test_a_vendors_text_is_scrubbed(text: str, expected: str):
    assert scrub(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("7", "'7'"),
        (5.0, "5.0"),
        (None, "null"),
        (True, "true"),
        ([1, 2], "an array of 2"),
        ({"a": 1}, "an object of 1"),
        ("AKLTabcdef123456", "'[hidden]'"),
        ("雪" * 100, "'" + "雪" * 58 + "…"),
    ],
    ids=repr,
)
def test_an_offending_value_is_shown_shortly(value: Any, expected: str):
    assert shown(value) == expected


def test_a_message_of_nothing_readable_is_never_empty():
    failure = VendorFailure(kind=ErrorKind.INTERNAL, vendor_code="1", message="   ")
    message = error_of(tokenops.encode_error(failure, PROFILE))["message"]
    assert message == "internal (vendor code 1)"
    assert json.dumps(message)

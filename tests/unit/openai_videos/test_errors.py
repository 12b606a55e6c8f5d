"""Refusals: status, type and code of every kind, and how they are read again."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from openai_creates import profile_of

from vidlect_adapters.errors import (
    Inexpressible,
    MalformedReply,
    MalformedRequest,
    TranslationError,
    UnknownWord,
)
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, json_reply
from vidlect_adapters.relay import NotReady
from vidlect_adapters.routing import UnknownModel
from vidlect_adapters.surfaces import openai_videos
from vidlect_adapters.surfaces.openai_videos.errors import encode_failure

PROFILE = profile_of()
# facts 4, as far as the original has a row; written anew
ORIGINAL = {
    ErrorKind.INVALID_REQUEST: (400, "invalid_request_error", "invalid_value"),
    ErrorKind.INVALID_CREDENTIALS: (401, "invalid_request_error", "invalid_api_key"),
    ErrorKind.PERMISSION_DENIED: (403, "invalid_request_error", None),
    ErrorKind.NOT_FOUND: (404, "invalid_request_error", None),
    ErrorKind.INPUT_REJECTED: (400, "invalid_request_error", "moderation_blocked"),
    ErrorKind.OUTPUT_REJECTED: (400, "invalid_request_error", "moderation_blocked"),
    ErrorKind.RATE_LIMITED: (429, "requests", "rate_limit_exceeded"),
    ErrorKind.CONCURRENCY_LIMITED: (429, "requests", "rate_limit_exceeded"),
    ErrorKind.QUOTA_EXHAUSTED: (429, "insufficient_quota", "insufficient_quota"),
}
READ_AS = {
    ErrorKind.OUTPUT_REJECTED: ErrorKind.INPUT_REJECTED,
    ErrorKind.CONCURRENCY_LIMITED: ErrorKind.RATE_LIMITED,
}


def failure_of(kind: ErrorKind, **members: Any) -> VendorFailure:
    return VendorFailure(**{"kind": kind, "vendor_code": "E7", "message": "no such luck", **members})


def told(error: VendorFailure | TranslationError, name: str = "default") -> tuple[int, dict[str, Any]]:
    reply = openai_videos.encode_error(error, profile_of(name))
    body = orjson.loads(reply.body)
    assert list(body) == ["error"]
    assert list(body["error"]) == ["message", "type", "param", "code"]
    return reply.status, body["error"]


@pytest.mark.parametrize("kind", ErrorKind)
def test_every_kind_has_its_status_type_and_code(kind: ErrorKind):
    status, error = told(failure_of(kind))
    assert (error["message"], error["param"]) == ("no such luck (vendor code E7)", None)
    if kind in ORIGINAL:
        assert (status, error["type"], error["code"]) == ORIGINAL[kind]
    else:
        assert error["code"]
        assert (error["type"] == "server_error") == (status >= 500)


@pytest.mark.parametrize("kind", ErrorKind)
def test_every_kind_is_read_again(kind: ErrorKind):
    reply = openai_videos.encode_error(failure_of(kind, retry_after=7), PROFILE)
    assert openai_videos.decode_error(reply, PROFILE) == failure_of(READ_AS.get(kind, kind), retry_after=7)


@pytest.mark.parametrize("kind", ErrorKind)
def test_a_failed_task_always_has_a_code(kind: ErrorKind):
    assert encode_failure(failure_of(kind))["code"]


def mistake(code: str) -> MalformedRequest:
    error = MalformedRequest("openai_videos", "size: must be small", pointer="/size", value="9x9")
    error.code = code
    return error


@pytest.mark.parametrize(
    ("error", "status", "code", "param"),
    [
        (mistake("invalid_type"), 400, "invalid_type", "size"),
        (mistake("unknown_parameter"), 400, "unknown_parameter", "size"),
        (MalformedRequest("openai_videos", "no JSON"), 400, None, None),
        (MalformedRequest("openai_videos", "too large", status=413), 413, None, None),
        (Inexpressible("kling", "no", pointer="/length"), 400, "invalid_value", "seconds"),
        (Inexpressible("kling", "no", pointer="/inputs/0/source"), 400, "invalid_value", "input_reference"),
        (Inexpressible("kling", "no", pointer="/frame"), 400, "invalid_value", "size"),
        (
            Inexpressible("openai", "no", pointer="/vendor_options/characters"),
            400,
            "invalid_value",
            "characters",
        ),
        (Inexpressible("kling", "no", pointer="/seed"), 400, "invalid_value", None),
        (NotReady("openai_videos", "not yet"), 404, None, None),
        (UnknownWord("kling", "what?"), 502, "unknown_word", None),
        (MalformedReply("kling", "what?"), 502, "malformed_reply", None),
    ],
)
def test_what_cannot_be_translated_is_told(
    error: TranslationError, status: int, code: str | None, param: str | None
):
    seen, said = told(error)
    assert (seen, said["code"], said["param"]) == (status, code, param)
    assert said["type"] == ("server_error" if status >= 500 else "invalid_request_error")


def test_the_value_of_a_mistake_is_shown():
    assert told(mistake("invalid_value"))[1]["message"].endswith("; got '9x9'")


@pytest.mark.parametrize(
    ("name", "status", "code"), [("default", 400, "invalid_value"), ("lenient", 404, "model_not_found")]
)
def test_an_unknown_model_is_told_as_the_original_or_as_gateways_do(name: str, status: int, code: str):
    seen, said = told(UnknownModel("openai_videos", "there is no model", pointer="/model"), name)
    assert (seen, said["code"], said["param"]) == (status, code, "model")


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "missing_required_parameter", ErrorKind.INVALID_REQUEST),
        (404, "model_not_found", ErrorKind.NOT_FOUND),
        (400, "billing_hard_limit_reached", ErrorKind.QUOTA_EXHAUSTED),
        (401, None, ErrorKind.INVALID_CREDENTIALS),
        (402, "", ErrorKind.QUOTA_EXHAUSTED),
        (418, "teapot", ErrorKind.VENDOR_ERROR),
        (503, 7, ErrorKind.VENDOR_UNAVAILABLE),
    ],
)
def test_a_strangers_refusal_is_read_by_code_and_then_by_status(status: int, code: Any, kind: ErrorKind):
    reply = json_reply(status, {"error": {"message": "no", "code": code}})
    failure = openai_videos.decode_error(reply, PROFILE)
    assert failure.kind is kind
    assert failure.vendor_code == (str(code) if code else kind.word)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"{}", b'{"error": "no"}', b'{"error": {}}', b'{"error": {"message": " "}}'],
)
def test_a_refusal_that_says_nothing_is_malformed(body: bytes):
    with pytest.raises(MalformedReply):
        openai_videos.decode_error(HttpReply(status=400, body=body), PROFILE)

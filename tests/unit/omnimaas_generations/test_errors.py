"""Refusals: status, type and code of every kind, and how they are read again."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from generations_creates import profile_of

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
from vidlect_adapters.surfaces import omnimaas_generations as surface
from vidlect_adapters.surfaces.omnimaas_generations.errors import ERRORS

PROFILE = profile_of()
# facts 2.5, written anew
DOCUMENTED = {
    ErrorKind.INVALID_REQUEST: (400, "invalid_request_error"),
    ErrorKind.INVALID_CREDENTIALS: (401, "invalid_request_error"),
    ErrorKind.PERMISSION_DENIED: (403, "invalid_request_error"),
    ErrorKind.NOT_FOUND: (404, "invalid_request_error"),
    ErrorKind.INTERNAL: (500, "server_error"),
}


def failure_of(kind: ErrorKind, **members: Any) -> VendorFailure:
    return VendorFailure(**{"kind": kind, "vendor_code": "E7", "message": "no such luck", **members})


def told(error: VendorFailure | TranslationError) -> tuple[int, dict[str, Any]]:
    reply = surface.encode_error(error, PROFILE)
    body = orjson.loads(reply.body)
    assert list(body) == ["error"]
    assert list(body["error"]) == ["message", "type", "param", "code"]
    return reply.status, body["error"]


def test_the_table_has_every_kind_and_each_its_own_code():
    assert set(ERRORS) == set(ErrorKind)
    assert len({row.code for row in ERRORS.values()}) == len(ERRORS)


@pytest.mark.parametrize("kind", ErrorKind)
def test_every_kind_has_its_status_and_one_of_the_two_types(kind: ErrorKind):
    status, error = told(failure_of(kind))
    assert (error["message"], error["param"], error["code"]) == (
        "no such luck (vendor code E7)",
        None,
        kind.word,
    )
    assert status == kind.status
    assert (status, error["type"]) == DOCUMENTED.get(
        kind, (status, "server_error" if status >= 500 else "invalid_request_error")
    )


@pytest.mark.parametrize("kind", ErrorKind)
def test_every_kind_is_read_again(kind: ErrorKind):
    reply = surface.encode_error(failure_of(kind, retry_after=7), PROFILE)
    assert surface.decode_error(reply, PROFILE) == failure_of(kind, retry_after=7)


@pytest.mark.parametrize(
    ("error", "status", "code", "param"),
    [
        (
            MalformedRequest(surface.NAME, "no", pointer="/metadata/seed"),
            400,
            "invalid_request",
            "metadata.seed",
        ),
        (MalformedRequest(surface.NAME, "no", pointer="/images/1"), 400, "invalid_request", "images[1]"),
        (MalformedRequest(surface.NAME, "no JSON"), 400, "invalid_request", None),
        (MalformedRequest(surface.NAME, "too large", status=413), 413, "invalid_request", None),
        (UnknownModel(surface.NAME, "no such model", pointer="/model"), 400, "unknown_model", "model"),
        (Inexpressible("kling", "no", pointer="/length"), 400, "unsupported", "duration"),
        (Inexpressible("kling", "no", pointer="/inputs/0/source"), 400, "unsupported", "images"),
        (Inexpressible("kling", "no", pointer="/frame"), 400, "unsupported", "size"),
        (Inexpressible("kling", "no", pointer="/frame/aspect"), 400, "unsupported", "size"),
        (Inexpressible("kling", "no", pointer="/frame/resolution"), 400, "unsupported", "resolution"),
        (Inexpressible("kling", "no", pointer="/vendor_options/mode"), 400, "unsupported", "metadata.mode"),
        (Inexpressible("kling", "no", pointer="/seed"), 400, "unsupported", "metadata.seed"),
        (Inexpressible("kling", "no", pointer="/count"), 400, "unsupported", None),
        (NotReady(surface.NAME, "not yet"), 409, "not_ready", None),
        (UnknownWord("kling", "what?"), 502, "unknown_word", None),
        (MalformedReply("kling", "what?"), 502, "malformed_reply", None),
    ],
)
def test_what_cannot_be_translated_is_told(
    error: TranslationError, status: int, code: str, param: str | None
):
    seen, said = told(error)
    assert (seen, said["code"], said["param"]) == (status, code, param)
    assert said["type"] == ("server_error" if status >= 500 else "invalid_request_error")


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "nonsense", ErrorKind.INVALID_REQUEST),
        (401, None, ErrorKind.INVALID_CREDENTIALS),
        (402, "", ErrorKind.QUOTA_EXHAUSTED),
        (410, 7, ErrorKind.EXPIRED),
        (429, None, ErrorKind.RATE_LIMITED),
        (418, "teapot", ErrorKind.VENDOR_ERROR),
        (503, None, ErrorKind.VENDOR_UNAVAILABLE),
        (500, "output_rejected", ErrorKind.OUTPUT_REJECTED),
    ],
)
def test_a_strangers_refusal_is_read_by_code_and_then_by_status(status: int, code: Any, kind: ErrorKind):
    reply = json_reply(status, {"error": {"message": "no", "type": "server_error", "code": code}})
    failure = surface.decode_error(reply, PROFILE)
    assert failure.kind is kind
    assert failure.vendor_code == (str(code) if code else kind.word)


def test_the_documented_shape_alone_is_a_refusal():
    reply = json_reply(404, {"error": {"message": "no such task", "type": "invalid_request_error"}})
    assert surface.decode_error(reply, PROFILE).kind is ErrorKind.NOT_FOUND


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"{}", b'{"error": 7}', b'{"error": {}}', b'{"error": {"message": " "}}']
)
def test_a_refusal_that_says_nothing_is_malformed(body: bytes):
    with pytest.raises(MalformedReply):
        surface.decode_error(HttpReply(status=400, body=body), PROFILE)

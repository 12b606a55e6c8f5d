"""Refusals: the envelope of the document, the client's own names, and how they are read again."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from wan_creates import form, profile_of

from vidlect_adapters.errors import Inexpressible, MalformedReply, MalformedRequest, TranslationError
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, json_reply
from vidlect_adapters.registry import VENDORS
from vidlect_adapters.relay import NotReady, relay_of
from vidlect_adapters.routing import UnknownModel
from vidlect_adapters.surfaces import omnimaas_videos as surface
from vidlect_adapters.surfaces.omnimaas_videos.vocabulary import PROFILES

PROFILE = profile_of()
RELAY = relay_of(surface, VENDORS)
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


def told(error: VendorFailure | TranslationError | HttpReply) -> tuple[int, dict[str, Any]]:
    reply = error if isinstance(error, HttpReply) else surface.encode_error(error, PROFILE)
    body = orjson.loads(reply.body)
    assert list(body) == ["error"]
    assert list(body["error"]) == ["message", "type", "param", "code"]
    return reply.status, body["error"]


@pytest.mark.parametrize("kind", ErrorKind)
def test_every_kind_has_one_of_the_two_types(kind: ErrorKind):
    status, error = told(failure_of(kind))
    assert error["message"] == "no such luck (vendor code E7)"
    assert error["type"] == ("server_error" if status >= 500 else "invalid_request_error")
    if kind in DOCUMENTED:
        assert (status, error["type"]) == DOCUMENTED[kind]


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("kind", ErrorKind)
def test_every_kind_is_read_again(kind: ErrorKind, name: str):
    reply = surface.encode_error(failure_of(kind, retry_after=7), profile_of(name))
    assert surface.decode_error(reply, profile_of(name)) == failure_of(kind, retry_after=7)


@pytest.mark.parametrize(
    ("error", "status", "param"),
    [
        (MalformedRequest("omnimaas_videos", "no", pointer="/metadata/seed"), 400, "metadata.seed"),
        (MalformedRequest("omnimaas_videos", "too large", status=413), 413, None),
        (NotReady("omnimaas_videos", "too early"), 409, None),
        (UnknownModel("omnimaas_videos", "no", pointer="/model"), 400, "model"),
        (Inexpressible("kling", "no", pointer="/length"), 400, "seconds"),
        (Inexpressible("kling", "no", pointer="/frame"), 400, "size"),
        (Inexpressible("kling", "no", pointer="/frame/aspect"), 400, "size"),
        (Inexpressible("dashscope", "no", pointer="/frame/resolution"), 400, "resolution"),
        (Inexpressible("kling", "no", pointer="/inputs/0/source"), 400, "input_reference"),
        (Inexpressible("kling", "no", pointer="/seed"), 400, "metadata.seed"),
        (Inexpressible("kling", "no", pointer="/vendor_options/bgm"), 400, "metadata.bgm"),
        (MalformedReply("kling", "nonsense", pointer="/data"), 502, None),
    ],
    ids=str,
)
def test_what_cannot_be_translated_is_told_by_the_clients_names(
    error: TranslationError, status: int, param: str | None
):
    seen, body = told(error)
    assert (seen, body["param"]) == (status, param)
    assert body["type"] == ("server_error" if status >= 500 else "invalid_request_error")


def test_a_leftover_of_another_model_is_refused_by_its_vendor():
    reply = RELAY.begin_create(form(model="sora-2", prompt="猫", seconds="3", size="1920x1080"))
    assert isinstance(reply, HttpReply)
    status, error = told(reply)
    assert (status, error["param"]) == (400, "seconds")


@pytest.mark.parametrize("model", ["jimeng-1.0", "wan2.6-x2v"])
def test_an_unknown_model_is_a_bad_parameter(model: str):
    reply = RELAY.begin_create(form(model=model, prompt="猫"))
    assert isinstance(reply, HttpReply)
    assert told(reply)[1]["param"] == "model"


def test_an_option_that_the_vendor_lacks_is_refused_by_name():
    reply = RELAY.begin_create(form(model="wan2.6-t2v", prompt="猫", metadata={"sparkle": True}))
    assert isinstance(reply, HttpReply)
    status, error = told(reply)
    assert (status, error["param"]) == (400, "metadata.sparkle")
    assert "sparkle is no option of wan2.6-t2v" in error["message"]


def test_a_strangers_refusal_of_two_members_is_read():
    reply = json_reply(401, {"error": {"message": "no key", "type": "invalid_request_error"}})
    failure = surface.decode_error(reply, PROFILE)
    assert (failure.kind, failure.message) == (ErrorKind.INVALID_CREDENTIALS, "no key")


def test_a_refusal_that_says_nothing_is_malformed():
    with pytest.raises(MalformedReply):
        surface.decode_error(json_reply(500, {"error": "no"}), PROFILE)

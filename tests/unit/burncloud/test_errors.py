"""Refusals: flat, with code null, every kind under its own type, and read again as what they were."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from burncloud_creates import TEXT, A, post, profile_of

from vidlect_adapters.errors import Inexpressible, MalformedReply, MalformedRequest, UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, json_reply
from vidlect_adapters.registry import VENDORS
from vidlect_adapters.relay import NotReady, relay_of
from vidlect_adapters.routing import UnknownModel
from vidlect_adapters.surfaces import burncloud
from vidlect_adapters.surfaces.burncloud.errors import ERRORS

PROFILE, STRICT, LENIENT = (profile_of(name) for name in ("default", "strict", "lenient"))
STATUSES = {
    ErrorKind.INVALID_REQUEST: 400,
    ErrorKind.INVALID_CREDENTIALS: 401,
    ErrorKind.PERMISSION_DENIED: 403,
    ErrorKind.NOT_FOUND: 404,
    ErrorKind.INPUT_REJECTED: 400,
    ErrorKind.OUTPUT_REJECTED: 400,
    ErrorKind.RATE_LIMITED: 429,
    ErrorKind.CONCURRENCY_LIMITED: 429,
    ErrorKind.QUOTA_EXHAUSTED: 403,
    ErrorKind.EXPIRED: 404,
    ErrorKind.CANCELLED: 400,
    ErrorKind.VENDOR_CREDENTIALS: 502,
    ErrorKind.VENDOR_ERROR: 502,
    ErrorKind.VENDOR_UNAVAILABLE: 503,
    ErrorKind.VENDOR_TIMEOUT: 504,
    ErrorKind.INTERNAL: 500,
}
# facts 4.3 and 5.7, written anew


def failure(
    kind: ErrorKind, code: str = "E-7", message: str = "no", pause: int | None = None
) -> VendorFailure:
    return VendorFailure(kind=kind, vendor_code=code, message=message, retry_after=pause)


def body_of(reply: HttpReply) -> dict[str, Any]:
    body: dict[str, Any] = orjson.loads(reply.body)
    assert list(body) == ["code", "message", "param", "type"]
    assert body["code"] is None
    return body


def test_every_kind_has_its_row():
    assert set(ERRORS) == set(STATUSES) == set(ErrorKind)
    codes = [row.code for row in ERRORS.values()]
    assert len(set(codes)) == len(codes)
    types = [row.type for row in ERRORS.values()]
    assert len(set(types)) == len(types)


@pytest.mark.parametrize("profile", [PROFILE, STRICT, LENIENT], ids=lambda profile: profile.name)
@pytest.mark.parametrize("kind", ErrorKind, ids=lambda kind: kind.word)
def test_a_vendors_refusal_survives_and_is_read_as_its_kind(kind: ErrorKind, profile: Any):
    for code in ("E-7", kind.word):
        reply = burncloud.encode_error(failure(kind, code, pause=7), profile)
        assert (reply.status, reply.header("Retry-After")) == (STATUSES[kind], "7")
        assert body_of(reply)["param"] == ""
        assert burncloud.decode_error(reply, profile) == failure(kind, code, pause=7)


def test_secrets_and_links_do_not_survive():
    text = 'see https://vendor.example/x?Signature=abc {"message": "Bearer sk-1234567890"}'
    body = body_of(burncloud.encode_error(failure(ErrorKind.VENDOR_ERROR, message=text), PROFILE))
    assert "Signature" not in body["message"]
    assert "sk-123" not in body["message"]


@pytest.mark.parametrize(
    ("error", "status", "type_", "param"),
    [
        (MalformedRequest("burncloud", "bad", pointer="/metadata/seed", value=1), 400, "invalid_request_error", "metadata.seed"),
        (MalformedRequest("burncloud", "bad"), 400, "invalid_request_error", ""),
        (MalformedRequest("burncloud", "big", status=413), 413, "invalid_request_error", ""),
        (MalformedRequest("burncloud", "no", status=405), 405, "invalid_request_error", ""),
        (UnknownModel("burncloud", "none", pointer="/model"), 400, "invalid_request_error", "model"),
        (NotReady("burncloud", "early"), 400, "invalid_request_error", ""),
        (Inexpressible("vidu", "no", pointer="/length"), 400, "invalid_request_error", "duration"),
        (Inexpressible("vidu", "no", pointer="/frame"), 400, "invalid_request_error", "size"),
        (Inexpressible("vidu", "no", pointer="/frame/aspect"), 400, "invalid_request_error", "metadata.aspect_ratio"),
        (Inexpressible("vidu", "no", pointer="/frame/resolution"), 400, "invalid_request_error", "metadata.resolution"),
        (Inexpressible("vidu", "no", pointer="/inputs/0/source"), 400, "invalid_request_error", "image"),
        (Inexpressible("vidu", "no", pointer="/count"), 400, "invalid_request_error", "n"),
        (Inexpressible("vidu", "no", pointer="/seed"), 400, "invalid_request_error", "seed"),
        (Inexpressible("vidu", "no", pointer="/negative_prompt"), 400, "invalid_request_error", "metadata.negative_prompt"),
        (Inexpressible("vidu", "no", pointer="/with_audio"), 400, "invalid_request_error", "metadata.generate_audio"),
        (Inexpressible("vidu", "no", pointer="/vendor_options/style"), 400, "invalid_request_error", "metadata.style"),
        (Inexpressible("vidu", "no", pointer="/vendor_options"), 400, "invalid_request_error", "metadata"),
        (Inexpressible("vidu", "no", pointer="/elsewhere"), 400, "invalid_request_error", ""),
        (MalformedReply("vidu", "bad"), 502, "vendor_error", ""),
        (UnknownWord("vidu", "bad", status=501), 501, "server_error", ""),
    ],
)  # fmt: skip
def test_a_mistake_names_the_clients_own_member(error: Any, status: int, type_: str, param: str):
    reply = burncloud.encode_error(error, PROFILE)
    body = body_of(reply)
    assert (reply.status, body["type"], body["param"]) == (status, type_, param)


def test_a_film_that_one_vendor_cannot_make_names_those_that_could():
    reply = relay_of(burncloud, VENDORS).begin_create(
        post({**TEXT, "image": A, "metadata": {"audio_url": "https://example.com/a.mp3"}})
    )
    assert isinstance(reply, HttpReply)
    body = body_of(reply)
    assert (reply.status, body["param"]) == (400, "image")
    assert "it could be asked of dashscope" in body["message"]


def test_what_came_is_shown_where_it_is_the_clients_mistake():
    error = MalformedRequest("burncloud", "must be a number", pointer="/duration", value="five")
    assert body_of(burncloud.encode_error(error, PROFILE))["message"] == "must be a number; got 'five'"


NESTED = {"error": {"message": "no", "type": "rate_limit_error", "param": None, "code": "x"}}


def test_a_nested_refusal_is_for_the_lenient():
    for profile in (PROFILE, STRICT):
        with pytest.raises(MalformedReply) as caught:
            burncloud.decode_error(json_reply(400, NESTED), profile)
        assert caught.value.pointer == "/message"
    read = burncloud.decode_error(json_reply(400, NESTED), LENIENT)
    assert read == VendorFailure(kind=ErrorKind.RATE_LIMITED, vendor_code="x", message="no")


def flat(status: int = 400, **members: Any) -> HttpReply:
    return json_reply(status, {"code": None, "message": "no", "param": "", "type": "x", **members})


def test_a_code_that_is_a_text_is_read_but_not_by_the_strict():
    assert burncloud.decode_error(flat(code="E-9"), PROFILE).vendor_code == "E-9"
    assert burncloud.decode_error(flat(code="E-9"), LENIENT).vendor_code == "E-9"
    with pytest.raises(MalformedReply, match="null"):
        burncloud.decode_error(flat(code="E-9"), STRICT)


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"code": 7}, "/code"),
        ({"param": 7}, "/param"),
        ({"type": []}, "/type"),
        ({"message": ""}, "/message"),
    ],
)
def test_members_of_another_type_are_malformed(members: dict[str, Any], pointer: str):
    with pytest.raises(MalformedReply) as caught:
        burncloud.decode_error(flat(**members), LENIENT)
    assert caught.value.pointer == pointer


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ErrorKind.INVALID_REQUEST),
        (401, ErrorKind.INVALID_CREDENTIALS),
        (402, ErrorKind.QUOTA_EXHAUSTED),
        (403, ErrorKind.PERMISSION_DENIED),
        (404, ErrorKind.NOT_FOUND),
        (410, ErrorKind.EXPIRED),
        (429, ErrorKind.RATE_LIMITED),
        (500, ErrorKind.INTERNAL),
        (502, ErrorKind.VENDOR_ERROR),
        (503, ErrorKind.VENDOR_UNAVAILABLE),
        (504, ErrorKind.VENDOR_TIMEOUT),
        (418, ErrorKind.VENDOR_ERROR),
    ],
)
def test_a_strangers_refusal_is_read_by_its_status(status: int, kind: ErrorKind):
    assert burncloud.decode_error(flat(status), PROFILE).kind is kind
    assert burncloud.decode_error(flat(status, type=None), PROFILE).kind is kind
    assert burncloud.decode_error(flat(status, type="invalid_request_error"), PROFILE).kind is kind


def test_the_content_route_refuses_in_the_same_words():
    error = failure(ErrorKind.NOT_FOUND)
    assert burncloud.encode_content_refusal(error, PROFILE) == burncloud.encode_error(error, PROFILE)

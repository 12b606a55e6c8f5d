"""Refusals in new-api's three shapes (dialects' facts 5.7)."""

import orjson
import pytest
from new_api_creates import GENERATIONS, VIDEOS

from vidlect_adapters import new_api
from vidlect_adapters.errors import Inexpressible, MalformedReply, MalformedRequest, UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, json_reply
from vidlect_adapters.new_api.errors import CONTENT_STATUS, KIND_OF_CODE, OWN
from vidlect_adapters.relay import NoSuchRoute, NotReady
from vidlect_adapters.routing import UnknownModel

CHECKED = {
    ErrorKind.INVALID_CREDENTIALS: (401, "invalid_credentials"),
    ErrorKind.PERMISSION_DENIED: (403, "access_denied"),
    ErrorKind.RATE_LIMITED: (429, "rate_limited"),
    ErrorKind.CONCURRENCY_LIMITED: (429, "concurrency_limited"),
    ErrorKind.QUOTA_EXHAUSTED: (403, "insufficient_user_quota"),
}
HANDLED = {
    ErrorKind.INVALID_REQUEST: (400, "invalid_request"),
    ErrorKind.NOT_FOUND: (400, "task_not_exist"),
    ErrorKind.INPUT_REJECTED: (400, "task_failed"),
    ErrorKind.OUTPUT_REJECTED: (400, "task_failed"),
    ErrorKind.EXPIRED: (400, "task_failed"),
    ErrorKind.CANCELLED: (400, "task_failed"),
    ErrorKind.VENDOR_CREDENTIALS: (500, "get_channel_failed"),
    ErrorKind.VENDOR_ERROR: (500, "invalid_response"),
    ErrorKind.VENDOR_UNAVAILABLE: (500, "do_request_failed"),
    ErrorKind.VENDOR_TIMEOUT: (500, "do_request_failed"),
    ErrorKind.INTERNAL: (500, "build_request_failed"),
}
EVERY_KIND = pytest.mark.parametrize("kind", ErrorKind, ids=lambda kind: kind.word)


def own(kind):
    return VendorFailure(kind=kind, vendor_code=kind.word, message="the gateway says so")


def of_vendor(kind, **members):
    return VendorFailure(kind=kind, vendor_code="E-7", message="说明", **members)


def shown(reply):
    return reply.status, orjson.loads(reply.body)


def test_the_tables_are_total():
    assert set(OWN) == set(CHECKED) | set(HANDLED) == set(ErrorKind) == set(CONTENT_STATUS)


@EVERY_KIND
def test_what_the_gateway_says_has_the_shape_of_who_says_it(kind):
    status, body = shown(new_api.encode_error(own(kind), VIDEOS))
    if kind in CHECKED:
        code = CHECKED[kind][1]
        wanted = {"error": {"message": "the gateway says so", "type": "new_api_error", "code": code}}
        assert (status, body) == (CHECKED[kind][0], wanted)
    else:
        wanted = {"code": HANDLED[kind][1], "message": "the gateway says so", "data": None}
        assert (status, body) == (HANDLED[kind][0], wanted)


@EVERY_KIND
def test_what_the_vendor_says_is_a_failure_to_fetch_with_its_words(kind):
    reply = new_api.encode_error(of_vendor(kind, retry_after=3), VIDEOS)
    assert shown(reply) == (
        kind.status,
        {"code": "fail_to_fetch_task", "message": "说明 (vendor code E-7)", "data": None},
    )
    told = new_api.decode_error(reply, VIDEOS)
    assert (told.message, told.vendor_code, told.retry_after) == ("说明", "E-7", 3)


@EVERY_KIND
def test_what_the_gateway_says_is_read_as_what_it_is(kind):
    told = new_api.decode_error(new_api.encode_error(own(kind), GENERATIONS), GENERATIONS)
    alike = {
        ErrorKind.VENDOR_TIMEOUT: ErrorKind.VENDOR_UNAVAILABLE,
        ErrorKind.VENDOR_CREDENTIALS: ErrorKind.VENDOR_UNAVAILABLE,
        **dict.fromkeys(
            (ErrorKind.INPUT_REJECTED, ErrorKind.OUTPUT_REJECTED, ErrorKind.EXPIRED, ErrorKind.CANCELLED),
            ErrorKind.INVALID_REQUEST,
        ),
    }
    assert told.kind is alike.get(kind, kind)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (MalformedRequest("burncloud", "wrong"), 400, "invalid_request"),
        (MalformedRequest("burncloud", "large", status=413), 413, "read_request_body_failed"),
        (MalformedRequest("burncloud", "method", status=405), 405, "invalid_request"),
        (Inexpressible("kling", "no last frame", pointer="/inputs"), 400, "invalid_request"),
        (MalformedReply("kling", "no id"), 500, "unmarshal_response_body_failed"),
        (UnknownWord("kling", "a word"), 500, "invalid_response"),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Exception) else None,
)
def test_what_could_not_be_translated_is_flat(error, status, code):
    seen, body = shown(new_api.encode_error(error, GENERATIONS))
    assert (seen, body["code"], body["data"]) == (status, code, None)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (UnknownModel("burncloud", "there is no model 'x'", pointer="/model"), 503, "model_not_found"),
        (NoSuchRoute("burncloud", "there is no such route"), 404, "not_found"),
    ],
)
def test_what_the_checks_find_is_nested(error, status, code):
    seen, body = shown(new_api.encode_error(error, GENERATIONS))
    assert (seen, body["error"]["type"], body["error"]["code"]) == (status, "new_api_error", code)


@pytest.mark.parametrize(
    ("pointer", "route", "member"),
    [
        ("/inputs", VIDEOS, "input_reference"),
        ("/inputs", GENERATIONS, "images"),
        ("/length", VIDEOS, "seconds"),
        ("/length", GENERATIONS, "duration"),
        ("/vendor_options/cfg_scale", GENERATIONS, "metadata"),
        ("/frame/resolution", VIDEOS, "size"),
        ("/count", GENERATIONS, "n"),
        ("/with_audio", VIDEOS, "generate_audio"),
    ],
)
def test_a_refusal_names_the_clients_member_in_its_text(pointer, route, member):
    error = Inexpressible("kling", "that cannot be said", pointer=pointer)
    _, body = shown(new_api.encode_error(error, route))
    assert body["message"] == f"{member}: that cannot be said"
    plain = MalformedRequest(route.surface, f"{member}: must be given", pointer=f"/{member}")
    assert shown(new_api.encode_error(plain, route))[1]["message"] == f"{member}: must be given"


@EVERY_KIND
def test_the_content_route_has_a_shape_of_its_own(kind):
    status, body = shown(new_api.encode_content_refusal(of_vendor(kind), VIDEOS))
    type_ = "invalid_request_error" if status < 500 else "server_error"
    assert body == {"error": {"message": "说明 (vendor code E-7)", "type": type_}}
    assert status == CONTENT_STATUS[kind]
    assert status in {400, 403, 404, 500, 502}


def test_a_missing_key_is_found_before_the_content_route():
    _, body = shown(new_api.encode_content_refusal(own(ErrorKind.INVALID_CREDENTIALS), VIDEOS))
    assert body["error"]["type"] == "new_api_error"


def test_a_film_that_is_not_there_yet_is_400_and_a_wrong_range_keeps_its_status():
    early = NotReady("burncloud", "the film is not ready")
    assert shown(new_api.encode_content_refusal(early, VIDEOS)) == (
        400,
        {"error": {"message": "the film is not ready", "type": "invalid_request_error"}},
    )
    beyond = MalformedRequest("burncloud", "no such range", status=416)
    assert new_api.encode_content_refusal(beyond, VIDEOS).status == 416


def test_a_pause_is_told_on_the_content_route_too():
    reply = new_api.encode_content_refusal(of_vendor(ErrorKind.RATE_LIMITED, retry_after=3), VIDEOS)
    assert reply.header("Retry-After") == "3"


@pytest.mark.parametrize("code", sorted(KIND_OF_CODE))
def test_every_known_code_is_read_in_both_shapes(code):
    flat = json_reply(418, {"code": code, "message": "m", "data": None})
    nested = json_reply(418, {"error": {"message": "m", "type": "new_api_error", "code": code}})
    for reply in (flat, nested):
        assert new_api.decode_error(reply, VIDEOS).kind is KIND_OF_CODE[code]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ErrorKind.INVALID_REQUEST),
        (402, ErrorKind.QUOTA_EXHAUSTED),
        (429, ErrorKind.RATE_LIMITED),
        (500, ErrorKind.VENDOR_ERROR),
        (502, ErrorKind.VENDOR_ERROR),
        (503, ErrorKind.VENDOR_UNAVAILABLE),
    ],
)
@pytest.mark.parametrize("code", ["fail_to_fetch_task", "ali_api_error", "1301", 1301], ids=repr)
def test_a_code_that_says_nothing_is_read_by_the_status(code, status, kind):
    told = new_api.decode_error(json_reply(status, {"code": code, "message": "m", "data": None}), VIDEOS)
    assert (told.kind, told.vendor_code) == (kind, str(code))


def test_a_request_id_at_the_end_of_a_message_is_taken_apart():
    said = "no channel for this model (request id: 20260821-ab12)"
    nested = json_reply(503, {"error": {"message": said, "type": "new_api_error", "code": "model_not_found"}})
    told = new_api.decode_error(nested, VIDEOS)
    assert (told.message, told.request_id) == ("no channel for this model", "20260821-ab12")


def test_the_content_routes_shape_is_read():
    told = new_api.decode_error(json_reply(400, {"error": {"message": "not ready", "type": "x"}}), VIDEOS)
    assert (told.kind, told.message) == (ErrorKind.INVALID_REQUEST, "not ready")


@pytest.mark.parametrize(
    "body",
    [b"<html>", b"[]", b"{}", b'{"message": "m"}', b'{"code": "x", "message": ""}', b'{"error": "text"}', b'{"error": {}}'],
)  # fmt: skip
def test_what_says_nothing_is_no_refusal(body):
    with pytest.raises(MalformedReply):
        new_api.decode_error(HttpReply(status=400, body=body), VIDEOS)


def test_secrets_and_addresses_of_a_vendor_stay_here():
    said = "rejected sk-abcdef0123456789 at https://files.example/a?Signature=xyz"
    failure = VendorFailure(kind=ErrorKind.INPUT_REJECTED, vendor_code="1", message=said)
    for reply in (new_api.encode_error(failure, VIDEOS), new_api.encode_content_refusal(failure, VIDEOS)):
        assert b"sk-abcdef" not in reply.body
        assert b"Signature" not in reply.body
        assert b"rejected" in reply.body

"""Refusals: every code of the service, every one of its gateway, and error pages."""

import pytest
from visual_replies import HUMAN, ID, REF, K, gateway, refused

from vidlect_adapters.canonical import Failed, TaskRef
from vidlect_adapters.errors import UnknownWord
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.vendors.volcengine_visual import codes

CODES = {  # code: (HTTP, message, kind, ends the task when a poll says it)
    50411: (400, "Pre Img Risk Not Pass", K.INPUT_REJECTED, True),
    50511: (400, "Post Img Risk Not Pass", K.OUTPUT_REJECTED, True),
    50412: (400, "Text Risk Not Pass", K.INPUT_REJECTED, True),
    50512: (400, "Post Text Risk Not Pass", K.OUTPUT_REJECTED, True),
    50413: (400, "Post Text Risk Not Pass", K.INPUT_REJECTED, True),
    50513: (400, "Pre Video Risk Not Pass", K.INPUT_REJECTED, True),
    50514: (400, "Pre Audio Risk Not Pass", K.INPUT_REJECTED, True),
    50516: (400, "Post Video Risk Not Pass", K.OUTPUT_REJECTED, True),
    50517: (400, "Post Audio Risk Not Pass", K.OUTPUT_REJECTED, True),
    50518: (400, "Pre Img Risk Not Pass: Copyright", K.INPUT_REJECTED, True),
    50519: (400, "Post Img Risk Not Pass: Copyright", K.OUTPUT_REJECTED, True),
    50520: (400, "Risk Internal Error", K.VENDOR_ERROR, True),
    50521: (400, "Antidirt Internal Error", K.VENDOR_ERROR, True),
    50522: (400, "Image Copyright Internal Error", K.VENDOR_ERROR, True),
    50429: (429, "Request Has Reached API Limit, Please Try Later", K.RATE_LIMITED, False),
    50430: (429, "Request Has Reached API Concurrent Limit, Please Try Later", K.CONCURRENCY_LIMITED, False),
    50500: (500, "Internal Error", K.VENDOR_ERROR, False),
    50501: (500, "Internal RPC Error", K.VENDOR_ERROR, False),
    50400: (401, "Access Denied: Access Denied", K.VENDOR_CREDENTIALS, False),
    50200: (400, "Invalid Input Parameters: req_key", K.INVALID_REQUEST, True),
    50204: (400, "req_key not supported", K.INVALID_REQUEST, True),
    50215: (400, "Input invalid for this service.", K.INVALID_REQUEST, True),
    50218: (400, "Resource exists risk", K.INPUT_REJECTED, True),
}
GATEWAY = {  # number: (word, HTTP, kind)
    100001: ("UndefinedError", 500, K.VENDOR_ERROR),
    100002: ("MissingParameter", 400, K.INTERNAL),
    100003: ("MissingAuthenticationToken", 401, K.VENDOR_CREDENTIALS),
    100004: ("MissingRequestInfo", 400, K.VENDOR_CREDENTIALS),
    100005: ("MissingSignature", 401, K.VENDOR_CREDENTIALS),
    100006: ("InvalidTimestamp", 403, K.VENDOR_CREDENTIALS),
    100007: ("ServiceNotFound", 404, K.INTERNAL),
    100008: ("InvalidActionOrVersion", 404, K.INTERNAL),
    100009: ("InvalidAccessKey", 401, K.VENDOR_CREDENTIALS),
    100010: ("SignatureDoesNotMatch", 401, K.VENDOR_CREDENTIALS),
    100012: ("LackPolicy", 403, K.VENDOR_CREDENTIALS),
    100013: ("AccessDenied", 403, K.VENDOR_CREDENTIALS),
    100014: ("InternalError", 500, K.VENDOR_ERROR),
    100015: ("FailToConnect", 502, K.VENDOR_ERROR),
    100016: ("InternalServiceTimeout", 504, K.VENDOR_TIMEOUT),
    100017: ("InnerApiNeedAccountInfo", 400, K.INTERNAL),
    100018: ("FlowLimitExceeded", 429, K.RATE_LIMITED),
    100019: ("ServiceUnavailableTemp", 503, K.VENDOR_UNAVAILABLE),
    100020: ("MethodNotAllowed", 405, K.INTERNAL),
    100021: ("LackProjectPolicy", 403, K.VENDOR_CREDENTIALS),
    100023: ("InternalServiceError", 502, K.VENDOR_ERROR),
    100024: ("InvalidAuthorization", 400, K.VENDOR_CREDENTIALS),
    100025: ("InvalidCredential", 400, K.VENDOR_CREDENTIALS),
    100026: ("InvalidSecretToken", 401, K.VENDOR_CREDENTIALS),
    100027: ("AccountFlowLimitExceeded", 429, K.RATE_LIMITED),
    100028: ("", 403, K.VENDOR_CREDENTIALS),
    100029: ("", 403, K.VENDOR_CREDENTIALS),
    100030: ("", 400, K.INTERNAL),
    100031: ("", 400, K.INTERNAL),
    100032: ("", 403, K.VENDOR_CREDENTIALS),
    100033: ("", 400, K.INTERNAL),
    100034: ("", 429, K.RATE_LIMITED),
    100035: ("", 429, K.RATE_LIMITED),
    100036: ("", 429, K.RATE_LIMITED),
}


def test_the_tables_are_complete():
    assert set(codes.BUSINESS) == set(CODES)
    assert {one.number for one in codes.GATEWAY} == set(GATEWAY)


@pytest.mark.parametrize("code", CODES)
def test_a_code_refuses_a_submit_whatever_the_http_status(code, submitted):
    status, message, kind, _ = CODES[code]
    for http in (status, 200):
        assert submitted(refused(code, message), http) == VendorFailure(
            kind=kind, vendor_code=str(code), message=message, request_id="R1"
        )


@pytest.mark.parametrize("code", CODES)
def test_a_code_ends_a_task_only_when_it_is_about_the_task(code, poll):
    status, message, kind, ends = CODES[code]
    failure = VendorFailure(kind=kind, vendor_code=str(code), message=message, request_id="R1")
    assert poll(refused(code, message), status) == (Failed(ref=REF, failure=failure) if ends else failure)


@pytest.mark.parametrize("code", CODES)
def test_the_advice_to_retry_is_the_vendors(code):
    advice = {50511, 50516, 50517, 50519, 50429, 50430, 50500, 50501}
    undocumented = {50400, 50200, 50204, 50215, 50218}
    assert codes.BUSINESS[code].retry is (None if code in undocumented else code in advice)


@pytest.mark.parametrize("code", [50500, 50501])
def test_an_internal_error_ends_the_task_under_http_200_or_by_profile(code, poll, profile):
    assert isinstance(poll(refused(code, "Internal Error"), 200), Failed)
    chosen = profile(internal_error_on_poll="task")
    assert isinstance(poll(refused(code, "Internal Error"), 500, profile=chosen), Failed)


@pytest.mark.parametrize("number", GATEWAY)
def test_a_gateway_refusal_says_nothing_about_the_task(number, poll, submitted):
    word, status, kind = GATEWAY[number]
    failure = poll(gateway(number, word), status)
    assert failure == submitted(gateway(number, word), status)
    assert failure == VendorFailure(
        kind=kind, vendor_code=word or str(number), message="so sagt das Tor", request_id="R2"
    )
    assert codes.GATEWAY_BY_NUMBER[number].retry is kind.safe_to_retry


def test_a_gateway_word_counts_without_its_number_and_a_number_without_its_word(submitted):
    assert submitted(gateway(None, "InvalidClientTokenId"), 401).kind is K.VENDOR_CREDENTIALS
    other = submitted(gateway(100018, "NewNameOfIt"), 429)
    assert (other.kind, other.vendor_code) == (K.RATE_LIMITED, "NewNameOfIt")


@pytest.mark.parametrize("code", CODES)
def test_the_newer_family_says_the_same_codes_as_text(code, submitted, poll):
    status, message, kind, ends = CODES[code]
    body = {
        "ResponseMetadata": {"RequestId": "R3", "Error": {"Code": str(code), "Message": message}},
    }
    failure = VendorFailure(kind=kind, vendor_code=str(code), message=message, request_id="R3")
    assert submitted(body, status) == failure
    assert poll(body, status) == (Failed(ref=REF, failure=failure) if ends else failure)


@pytest.mark.parametrize(
    "body",
    [
        refused(50999, "new"),
        refused(0, "new"),
        refused(-1, "new"),
        refused("50411", "text"),
        refused("InvalidParameter", "text"),
        refused(10**18, "text"),
        gateway(100099, "NewWord"),
        gateway(None, None),
        gateway(100099, "50999"),
        gateway(None, "9" * 5000),
        gateway(None, "ContentFiltered"),
    ],
)
@pytest.mark.parametrize("status", [200, 400, 500])
def test_an_unknown_code_always_raises(body, status, poll, submitted):
    for read in (poll, submitted):
        with pytest.raises(UnknownWord) as caught:
            read(body, status)
        assert caught.value.pointer.endswith("ode")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, K.VENDOR_ERROR),
        (401, K.VENDOR_CREDENTIALS),
        (403, K.VENDOR_CREDENTIALS),
        (404, K.VENDOR_ERROR),
        (408, K.VENDOR_TIMEOUT),
        (413, K.VENDOR_ERROR),
        (429, K.RATE_LIMITED),
        (500, K.VENDOR_ERROR),
        (502, K.VENDOR_ERROR),
        (503, K.VENDOR_UNAVAILABLE),
        (504, K.VENDOR_TIMEOUT),
    ],
)
@pytest.mark.parametrize(
    "body", [b"", b"<html><h1>Bad Gateway</h1></html>", b'{"code":504', {"error": "proxy"}, []]
)
def test_an_error_page_is_a_refusal_by_its_status(status, kind, body, poll, submitted):
    for read in (poll, submitted):
        failure = read(body, status)
        assert isinstance(failure, VendorFailure)
        assert (failure.kind, failure.vendor_code) == (kind, f"HTTP {status}")
        assert "html" not in failure.message


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7), (" 120 ", 120), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("-1", None), ("9" * 5000, None)],
)
@pytest.mark.parametrize(
    "body",
    [
        b"slow down",
        refused(50429, "Request Has Reached API Limit, Please Try Later"),
        gateway(100018, "FlowLimitExceeded"),
    ],
)
def test_the_vendors_wait_survives(header, seconds, body, poll):
    failure = poll(body, 429, headers=(("retry-after", header),))
    assert (failure.kind, failure.retry_after) == (K.RATE_LIMITED, seconds)


@pytest.mark.parametrize(
    "message", [None, "", "  ", 5, '{"code":1}', "[1]", 'failed: {"a":1}', 'failed: {\\"a\\":1}']
)
def test_a_message_is_text_for_people_or_the_documented_one(message, submitted):
    assert submitted(refused(50412, message), 400).message == "Text Risk Not Pass"
    assert submitted(gateway(100010, "SignatureDoesNotMatch", message), 401).message == (
        "the vendor's gateway refused the call (SignatureDoesNotMatch)"
    )


def test_the_vendors_own_message_survives(submitted):
    assert submitted(refused(50412, "文本审核未通过 {1}"), 400).message == "文本审核未通过 {1}"


def test_speech_that_is_too_long_fails_at_the_poll_with_the_documented_body(poll):
    body = {**refused(50215, "Input invalid for this service."), "data": {"resp_data": ""}, "task_id": ID}
    assert poll(body, 400, ref=HUMAN).failure.kind is K.INVALID_REQUEST


def test_a_lost_task_may_be_50215_by_profile_but_not_for_a_digital_human(poll, profile):
    body, chosen = refused(50215, "Input invalid for this service."), profile(unknown_task="50215")
    assert poll(body, 400, profile=chosen).failure.kind is K.NOT_FOUND
    assert poll(body, 400, profile=chosen, ref=HUMAN).failure.kind is K.INVALID_REQUEST
    assert poll(body, 400, profile=chosen, ref=TaskRef(task_id=ID)).failure.kind is K.NOT_FOUND
    risk = refused(50412, "Text Risk Not Pass")
    assert poll(risk, 400, profile=chosen).failure.kind is K.INPUT_REJECTED

"""Replies: every code, every word, and every way to break the protocol."""

import pytest

from vidlect_adapters.canonical import Failed, FileKind, InProgress, RunState, Succeeded, TaskRef
from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.vendors import volcengine_visual as visual
from vidlect_adapters.vendors.volcengine_visual import codes

ID = "7392616336519610409"
REF = TaskRef(task_id=ID, locator=(("req_key", "jimeng_ti2v_v30_pro"), ("actions", "sync2async")))
HUMAN = TaskRef(
    task_id=ID,
    locator=(("req_key", "jimeng_realman_avatar_picture_omni_v15"), ("actions", "cvsubmit")),
)
FILM = "https://v3-a.example/x/video.mp4?a=%2F&b=%2B+c"

K = ErrorKind
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


def accepted(data, **more):
    return {
        "code": 10000,
        "data": data,
        "message": "Success",
        "request_id": "20240720103939AF0029465CF6A74E51EC",
        "status": 10000,
        "time_elapsed": "84.448µs",
        **more,
    }


def refused(code, message):
    return {"code": code, "data": None, "message": message, "request_id": "R1", "status": code}


def gateway(number, word, message="so sagt das Tor"):
    error = {"CodeN": number, "Code": word, "Message": message}
    return {"ResponseMetadata": {"RequestId": "R2", "Error": error}}


@pytest.fixture
def poll(reply, default):
    def read(body, status=200, *, profile=default, ref=REF, headers=()):
        return visual.decode_polled(ref, reply(body, status, *headers), profile)

    return read


@pytest.fixture
def submitted(reply, default, film):
    def read(body, status=200, *, profile=default, headers=()):
        return visual.decode_submitted(film("jimeng_t2v_v30"), reply(body, status, *headers), profile)

    return read


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


WORDS = {"in_queue": RunState.QUEUED, "processing": RunState.RUNNING, "generating": RunState.RUNNING}


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("extra", [{}, {"video_url": ""}, {"image_urls": None, "binary_data_base64": []}])
def test_an_unfinished_task_is_in_progress(word, extra, poll):
    assert poll(accepted({"status": word, **extra})) == InProgress(ref=REF, state=WORDS[word])


def test_a_finished_task_has_its_film_byte_for_byte(poll):
    task = poll(accepted({"status": "done", "video_url": FILM, "aigc_meta_tagged": False, "task_id": ID}))
    assert isinstance(task, Succeeded)
    assert [one.kind for one in task.files] == [FileKind.VIDEO]
    assert task.video.location.url == FILM


def test_the_newer_family_wraps_its_replies(poll, submitted):
    metadata = {"RequestId": "R4", "Action": "JimengT2VV30GetResult", "Version": "2024-06-06"}
    inner = accepted({"status": "done", "video_url": FILM})
    assert isinstance(poll({"ResponseMetadata": metadata, "Result": inner}), Succeeded)
    inner = accepted({"task_id": ID})
    assert submitted({"ResponseMetadata": metadata, "Result": inner}).task_id == ID
    inner = {key: value for key, value in refused(50412, "Text Risk Not Pass").items() if key != "request_id"}
    assert poll({"ResponseMetadata": metadata, "Result": inner}, 400).failure.request_id == "R4"


@pytest.mark.parametrize(("word", "kind"), [("not_found", K.NOT_FOUND), ("expired", K.EXPIRED)])
def test_a_lost_task_has_failed_with_a_reason_that_is_not_success(word, kind, poll):
    task = poll(accepted({"status": word, "video_url": ""}))
    assert isinstance(task, Failed)
    assert (task.failure.kind, task.failure.vendor_code) == (kind, word)
    assert "Success" not in task.failure.message
    assert task.failure.request_id == "20240720103939AF0029465CF6A74E51EC"


@pytest.mark.parametrize(
    "word", ["Done", "DONE", "succeeded", "failed", "running", "queued", "in-queue", "取消"]
)
@pytest.mark.parametrize("name", ["default", "per-model"])
def test_an_unknown_status_always_raises(word, name, poll, profile):
    with pytest.raises(UnknownWord) as caught:
        poll(accepted({"status": word}), profile=profile(name))
    assert caught.value.pointer == "/data/status"
    assert caught.value.value == word


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
    ("body", "pointer"),
    [
        (accepted(None), "/data"),
        (accepted([]), "/data"),
        (accepted({}), "/data/task_id"),
        (accepted({"task_id": None}), "/data/task_id"),
        (accepted({"task_id": ""}), "/data/task_id"),
        (accepted({"task_id": " \n"}), "/data/task_id"),
        (accepted({"task_id": 7392616336519610409}), "/data/task_id"),
        (b'{"code":10000,"data":{"task_id":10762451179911711518}}', "/data/task_id"),
        (b'{"code":10000,"data":{"task_id":107624511799117115180}}', "/data/task_id"),
        ({"ResponseMetadata": {"RequestId": "R"}, "Result": accepted({})}, "/Result/data/task_id"),
        ({"ResponseMetadata": []}, "/ResponseMetadata"),
        ({"ResponseMetadata": {"Error": "no"}}, "/ResponseMetadata/Error"),
        ({"code": True, "data": {"task_id": ID}}, "/code"),
        ({"code": 10000.0, "data": {"task_id": ID}}, "/code"),
        ({"code": {}, "data": {"task_id": ID}}, "/code"),
        ({"data": {"task_id": ID}}, ""),
        ({"ResponseMetadata": {"RequestId": "R"}, "data": {"task_id": ID}}, ""),
        ([], ""),
        ("Success", ""),
        (b"", ""),
        (b'{"code":10000,"data":{"task', ""),
        (b"<html>ok</html>", ""),
        (b"\xff\xfe", ""),
    ],
)
def test_a_submit_without_a_proper_id_is_no_success(body, pointer, submitted):
    with pytest.raises(MalformedReply) as caught:
        submitted(body)
    assert caught.value.pointer == pointer
    assert caught.value.status == 502


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({}, "/data/status"),
        ({"status": None}, "/data/status"),
        ({"status": 3}, "/data/status"),
        ({"status": "done"}, "/data/video_url"),
        ({"status": "done", "video_url": ""}, "/data/video_url"),
        ({"status": "done", "video_url": None}, "/data/video_url"),
        ({"status": "done", "video_url": ["https://a.example"]}, "/data/video_url"),
        ({"status": "done", "video_url": "file:///etc/hosts"}, "/data/video_url"),
        ({"status": "done", "video_url": FILM, "task_id": "1"}, "/data/task_id"),
    ],
)
def test_a_poll_that_breaks_the_protocol_raises(data, pointer, poll):
    with pytest.raises(MalformedReply) as caught:
        poll(accepted(data))
    assert caught.value.pointer == pointer


@pytest.mark.parametrize("status", [400, 500])
def test_a_success_code_under_an_http_error_is_malformed(status, submitted):
    with pytest.raises(MalformedReply):
        submitted(accepted({"task_id": ID}), status)


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


METADATA = {"RequestId": "R5", "Action": "CVSync2AsyncGetResult", "Version": "2022-08-31"}


@pytest.mark.parametrize("metadata", [{}, {"ResponseMetadata": METADATA}])
@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("not_start", RunState.QUEUED),
        ("pending", RunState.QUEUED),
        ("running", RunState.RUNNING),
        ("done", Succeeded),
        ("success", Succeeded),
        ("failed", Failed),
        ("fail", Failed),
    ],
)
def test_the_seven_words_of_seed_001(metadata, word, stage, poll, profile):
    body = {**metadata, "data": {"task_id": ID, "status": word, "video_url": FILM}}
    task = poll(body, profile=profile("seed-001"))
    assert task.state is stage if isinstance(task, InProgress) else isinstance(task, stage)


def test_a_failure_of_seed_001_has_a_reason(poll, profile):
    task = poll({"data": {"status": "failed", "message": "生成失败"}}, profile=profile("seed-001"))
    assert task.failure.message == "生成失败"
    task = poll({"data": {"status": "fail"}}, profile=profile("seed-001"))
    assert (task.failure.kind, task.failure.vendor_code) == (K.VENDOR_ERROR, "fail")
    assert "no reason" in task.failure.message


def test_a_submit_of_seed_001_is_read(submitted, profile):
    body = {"ResponseMetadata": METADATA, "data": {"task_id": "971901374197657342"}}
    assert submitted(body, profile=profile("seed-001")).task_id == "971901374197657342"


@pytest.mark.parametrize(
    "body", [{"ResponseMetadata": METADATA}, {"ResponseMetadata": METADATA, "data": None}, {}]
)
def test_seed_001_still_needs_data(body, submitted, profile):
    with pytest.raises(MalformedReply):
        submitted(body, profile=profile("seed-001"))
    assert isinstance(submitted(body, 500, profile=profile("seed-001")), VendorFailure)


@pytest.mark.parametrize("word", ["in_queue", "generating", "not_found"])
def test_seed_001_does_not_have_the_official_words(word, poll, profile):
    with pytest.raises(UnknownWord):
        poll({"data": {"status": word}}, profile=profile("seed-001"))


@pytest.mark.parametrize(
    ("word", "kind", "ends"),
    [
        ("InvalidParameter", K.INVALID_REQUEST, True),
        ("InvalidSignature", K.VENDOR_CREDENTIALS, False),
        ("QuotaExceeded", K.QUOTA_EXHAUSTED, False),
        ("ContentFiltered", K.INPUT_REJECTED, True),
        ("TaskNotFound", K.NOT_FOUND, True),
    ],
)
def test_the_five_error_words_of_seed_001(word, kind, ends, poll, profile):
    for body in (refused(word, "原话"), gateway(None, word, "原话")):
        task = poll(body, 400, profile=profile("seed-001"))
        failure = task.failure if ends else task
        assert isinstance(task, Failed) is ends
        assert (failure.kind, failure.vendor_code, failure.message) == (kind, word, "原话")

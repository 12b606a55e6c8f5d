"""What the vendor answers: tasks, refusals, and what breaks its own protocol."""

import orjson
import pytest

from vidlect_adapters.canonical import (
    Failed,
    FileKind,
    InProgress,
    Link,
    RunState,
    Succeeded,
    TaskRef,
    VendorRoute,
    VideoFile,
)
from vidlect_adapters.credentials import ApiKey, KeyPair
from vidlect_adapters.errors import Inexpressible, InvalidCredentials, MalformedReply, UnknownWord
from vidlect_adapters.extras import TaskFilter
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.vendors import dashscope
from vidlect_adapters.vendors.dashscope import codes

REF = TaskRef(task_id="t-1")
FILM = "https://example.com/film.mp4"


def reply(body, status=200, *headers):
    raw = body if isinstance(body, bytes) else orjson.dumps(body)
    return HttpReply(status=status, headers=headers, body=raw)


def task(status, **more):
    return {"request_id": "r", "output": {"task_id": "t-1", "task_status": status, **more}}


@pytest.fixture
def poll(client):
    def read(body, status=200, *headers):
        return dashscope.decode_polled(REF, reply(body, status, *headers), client.profile())

    return read


@pytest.fixture
def submitted(client):
    def read(body, status=200, *headers):
        request = client.film("wan2.6-t2v")
        return dashscope.decode_submitted(request, reply(body, status, *headers), client.profile())

    return read


@pytest.mark.parametrize(
    ("word", "state"),
    [("PENDING", RunState.QUEUED), ("SUSPENDED", RunState.QUEUED), ("RUNNING", RunState.RUNNING)],
)
def test_a_task_that_goes_on(poll, word, state):
    assert poll(task(word)) == InProgress(ref=REF, state=state)


@pytest.mark.parametrize(
    ("query", "expires"),
    [
        ("", None),
        ("?Expires=1767409445&Signature=x", 1767409445),
        ("?Expires=soon", None),
        ("?expires=5", None),
        ("?" + "&".join("a=1" for _ in range(200)), None),
    ],
)
def test_a_film_and_the_end_of_its_link(poll, query, expires):
    film = VideoFile(kind=FileKind.VIDEO, location=Link(url=FILM + query, expires_at=expires))
    assert poll(task("SUCCEEDED", video_url=FILM + query)) == Succeeded(ref=REF, files=(film,))


@pytest.mark.parametrize(
    ("word", "kind"), [("CANCELED", ErrorKind.CANCELLED), ("UNKNOWN", ErrorKind.EXPIRED)]
)
def test_an_end_that_needs_no_reason(poll, word, kind):
    ended = poll(task(word))
    assert isinstance(ended, Failed)
    assert (ended.failure.kind, ended.failure.vendor_code, ended.failure.request_id) == (kind, word, "r")
    assert poll(task(word, message=" gone ")).failure.message == "gone"


def test_a_failure_keeps_the_vendors_words(poll):
    said = VendorFailure(
        kind=ErrorKind.INVALID_REQUEST, vendor_code="InvalidFile.Size", message="too large", request_id="r"
    )
    assert poll(task("FAILED", code="InvalidFile.Size", message="too large")) == Failed(ref=REF, failure=said)


@pytest.mark.parametrize("code", [None, "", 5])
def test_a_failure_without_a_code_still_fails(poll, code):
    failure = poll(task("FAILED", code=code)).failure
    assert (failure.kind, failure.vendor_code) == (ErrorKind.VENDOR_ERROR, "FAILED")
    assert failure.message
    assert poll(task("FAILED", code=code, message="no film")).failure.message == "no film"


@pytest.mark.parametrize(
    "body",
    [
        task("succeeded"),
        task("CANCELLED"),
        task("DONE"),
        task("FAILED", code="Mystery.Deep", message="?"),
        {"code": "Mystery", "message": "?"},
    ],
)
def test_a_word_of_nobody_is_said_aloud(poll, body):
    with pytest.raises(UnknownWord) as caught:
        poll(body)
    assert caught.value.value


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b"<html>", ""),
        (b"[]", ""),
        ({}, "/output"),
        ({"output": []}, "/output"),
        ({"code": 7}, "/code"),
        (task(None), "/output/task_status"),
        (task(""), "/output/task_status"),
        (task("SUCCEEDED"), "/output/video_url"),
        (task("SUCCEEDED", video_url="oss://a"), "/output/video_url"),
        ({"output": {"task_id": "other", "task_status": "RUNNING"}}, "/output/task_id"),
    ],
)
def test_a_reply_that_breaks_the_protocol(poll, body, pointer):
    with pytest.raises(MalformedReply) as caught:
        poll(body)
    assert caught.value.pointer == pointer


@pytest.mark.parametrize("named", [{}, {"task_id": ""}, {"task_id": None}])
def test_a_task_need_not_be_named_again(poll, named):
    assert isinstance(poll({"output": {"task_status": "RUNNING", **named}}), InProgress)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ErrorKind.VENDOR_ERROR),
        (401, ErrorKind.VENDOR_CREDENTIALS),
        (403, ErrorKind.VENDOR_CREDENTIALS),
        (408, ErrorKind.VENDOR_TIMEOUT),
        (429, ErrorKind.RATE_LIMITED),
        (500, ErrorKind.VENDOR_ERROR),
        (503, ErrorKind.VENDOR_UNAVAILABLE),
        (504, ErrorKind.VENDOR_TIMEOUT),
    ],
)
@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"code":""}'])
def test_an_error_page_is_read_by_its_status(poll, submitted, status, kind, body):
    for read in (poll, submitted):
        failure = read(body, status, ("Retry-After", "3"))
        assert (failure.kind, failure.vendor_code, failure.retry_after) == (kind, f"HTTP {status}", 3)


@pytest.mark.parametrize(("code", "kind"), codes.CODES.items())
def test_every_code_has_its_kind(poll, code, kind):
    failure = poll({"code": code, "message": "", "request_id": ""}, 400, ("retry-after", "Mon, 01 Jan 2026"))
    assert (failure.kind, failure.vendor_code) == (kind, code)
    assert (failure.request_id, failure.retry_after) == (None, None)
    assert code in failure.message


@pytest.mark.parametrize(
    ("code", "message", "kind"),
    [
        ("InvalidFile.AspectRatio", "x", ErrorKind.INVALID_REQUEST),
        ("InvalidURL.Timeout", "x", ErrorKind.INVALID_REQUEST),
        ("Throttling.RateQuota", "x", ErrorKind.RATE_LIMITED),
        ("Throttling.Concurrency", "x", ErrorKind.CONCURRENCY_LIMITED),
        ("AllocationQuota.FreeTierOnly", "x", ErrorKind.QUOTA_EXHAUSTED),
        ("Model.AccessDenied", "x", ErrorKind.VENDOR_CREDENTIALS),
        ("InternalError.Algo", "x", ErrorKind.VENDOR_ERROR),
        ("DataInspectionFailed", "Input or output data may …", ErrorKind.INPUT_REJECTED),
        ("DataInspectionFailed", "Output data may …", ErrorKind.OUTPUT_REJECTED),
        ("IPInfringementSuspect", "Output data …", ErrorKind.INPUT_REJECTED),
    ],
)
def test_a_family_decides_and_the_text_tells_film_from_prompt(code, message, kind):
    assert codes.kind_of(code, message) is kind


@pytest.mark.parametrize("output", [{"task_id": "t-1"}, {"task_id": "t-1", "task_status": "PENDING"}])
def test_a_submit_makes_a_task(submitted, output):
    assert submitted({"output": output, "request_id": "r"}) == REF


def test_a_submit_may_fail_at_once(submitted):
    failure = submitted(task("FAILED", code="Arrearage", message="unpaid"))
    assert failure.kind is ErrorKind.QUOTA_EXHAUSTED
    assert submitted({"code": "InvalidParameter", "message": "no"}, 400).message == "no"


@pytest.mark.parametrize("task_id", [None, "", " ", 7])
def test_a_submit_without_an_id_is_broken(submitted, task_id):
    with pytest.raises(MalformedReply) as caught:
        submitted({"output": {"task_id": task_id}})
    assert (caught.value.pointer, caught.value.value) == ("/output/task_id", task_id)


def test_a_cancellation(client):
    call = dashscope.encode_cancel(REF, client.profile())
    assert (call.method, call.path, call.body) == ("POST", "/api/v1/tasks/t-1/cancel", b"")
    assert dashscope.decode_cancelled(reply({"request_id": "r"}), client.profile()) is None
    refused = reply({"request_id": "r", "code": "UnsupportedOperation", "message": "late"}, 400)
    assert dashscope.decode_cancelled(refused, client.profile()).vendor_code == "UnsupportedOperation"


def test_a_list_is_asked_for_by_page_and_filter(client):
    wanted = TaskFilter(page=2, size=5, state="FAILED", model="wan2.6-t2v", task_ids=("a",))
    call = dashscope.encode_list(wanted, client.profile())
    assert (call.method, call.path) == ("GET", "/api/v1/tasks")
    assert call.query == (
        ("task_id", "a"),
        ("model_name", "wan2.6-t2v"),
        ("status", "FAILED"),
        ("page_no", "2"),
        ("page_size", "5"),
    )
    assert dashscope.encode_list(TaskFilter(), client.profile()).query == ()


@pytest.mark.parametrize(
    ("wanted", "pointer", "value"),
    [(TaskFilter(after="a"), "/after", "a"), (TaskFilter(task_ids=("a", "b")), "/task_ids", 2)],
)
def test_a_filter_that_the_vendor_lacks(client, wanted, pointer, value):
    with pytest.raises(Inexpressible) as caught:
        dashscope.encode_list(wanted, client.profile())
    assert (caught.value.pointer, caught.value.value) == (pointer, value)


@pytest.mark.parametrize("key", ["data", "tasks"])
def test_a_list_is_read(client, key):
    words = ["PENDING", "SUCCEEDED", "FAILED", "CANCELED"]
    items = [{"task_id": f"t-{number}", "status": word} for number, word in enumerate(words)]
    page = dashscope.decode_listed(reply({"total": 4, key: items}), client.profile())
    assert page.total == 4
    waiting, done, failed, cancelled = page.tasks
    assert waiting == InProgress(ref=TaskRef(task_id="t-0"), state=RunState.QUEUED)
    assert done.video.location == VendorRoute(HttpCall(method="GET", path="/api/v1/tasks/t-1"))
    assert (failed.failure.kind, cancelled.failure.kind) == (ErrorKind.VENDOR_ERROR, ErrorKind.CANCELLED)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/data"),
        ({"data": {}}, "/data"),
        ({"data": [1]}, "/data/0"),
        ({"data": [{"status": "FAILED"}]}, "/data/0/task_id"),
        ({"data": [{"task_id": "a"}]}, "/data/0/status"),
    ],
)
def test_a_list_that_breaks_the_protocol(client, body, pointer):
    with pytest.raises(MalformedReply) as caught:
        dashscope.decode_listed(reply(body), client.profile())
    assert caught.value.pointer == pointer


def test_a_list_may_be_refused_and_may_count_nothing(client):
    refused = dashscope.decode_listed(reply({"code": "Throttling", "message": "x"}, 429), client.profile())
    assert refused.kind is ErrorKind.RATE_LIMITED
    assert dashscope.decode_listed(reply({"data": [], "total": "4"}), client.profile()).total is None


def test_a_key_is_a_bearer(client):
    call = dashscope.encode_poll(REF, client.profile())
    signed = dashscope.authorize(call, ApiKey(api_key="sk-ws-1"), None)
    assert signed.headers == (("Authorization", "Bearer sk-ws-1"),)


@pytest.mark.parametrize(
    "keys",
    [
        KeyPair(access_key="a", secret_key="b"),
        ApiKey(api_key=""),
        ApiKey(api_key="sk 1"),
        ApiKey(api_key="sk\n1"),
        ApiKey(api_key="密"),
    ],
)
def test_keys_that_no_header_holds_are_refused(client, keys):
    with pytest.raises(InvalidCredentials) as caught:
        dashscope.authorize(dashscope.encode_poll(REF, client.profile()), keys, None)
    assert "sk" not in str(caught.value)

"""What the vendor's answers mean."""

import pytest
from openai_calls import REF, film, profile_of, refusal, video

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
from vidlect_adapters.errors import Inexpressible, MalformedReply, UnknownWord
from vidlect_adapters.extras import TaskFilter, TaskPage
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, json_reply
from vidlect_adapters.vendors import openai
from vidlect_adapters.vendors.openai import codes, vocabulary

MEANT = {
    "queued": "queued",
    "in_queue": "queued",
    "in_progress": "running",
    "processing": "running",
    "completed": "done",
    "succeeded": "done",
    "failed": "failed",
}
LATER = {"completed_at": 1761016975, "expires_at": 1761020575, "progress": 100}


def polled(body, profile, status=200):
    return openai.decode_polled(REF, json_reply(status, body), profile)


def submitted(body, profile):
    return openai.decode_submitted(film(), json_reply(200, body), profile)


def test_a_create_is_answered_with_the_jobs_id(default):
    assert submitted(video(), default) == REF
    assert submitted({"id": "video_1"}, default) == REF


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        *((body, "/id") for body in ({}, {"id": ""}, {"id": " "}, {"id": 7}, {"id": None})),
        ({"id": "1", "status": None}, "/status"),
    ],
)
def test_a_create_without_an_id_or_a_word_is_a_broken_reply(default, body, pointer):
    with pytest.raises(MalformedReply) as caught:
        submitted(body, default)
    assert caught.value.pointer == pointer


def test_an_unknown_status_of_a_new_job_raises(default):
    with pytest.raises(UnknownWord, match="pondering") as caught:
        submitted(video(status="pondering"), default)
    assert (caught.value.pointer, caught.value.value) == ("/status", "pondering")


def test_a_refused_create_is_a_failure(default):
    answer = openai.decode_submitted(film(), refusal(400, code="unknown_parameter"), default)
    assert isinstance(answer, VendorFailure)
    assert answer.kind is ErrorKind.INVALID_REQUEST


@pytest.mark.parametrize("choice", vocabulary.STATUSES)
@pytest.mark.parametrize("word", sorted({word for words in vocabulary.STATUSES.values() for word in words}))
def test_every_word_of_every_dialect(choice, word):
    profile = profile_of(statuses=choice)
    stage = vocabulary.STATUSES[choice].get(word)
    if stage is None:
        with pytest.raises(UnknownWord):
            polled(video(status=word), profile)
        return
    answer = polled(video(status=word), profile)
    match answer:
        case InProgress():
            assert answer.state.value == stage.value
        case Succeeded():
            assert stage is vocabulary.Stage.DONE
        case _:
            assert stage is vocabulary.Stage.FAILED
    assert stage.value == MEANT.get(word, stage.value)


@pytest.mark.parametrize(
    ("status", "state"), [("queued", RunState.QUEUED), ("in_progress", RunState.RUNNING)]
)
@pytest.mark.parametrize(
    ("progress", "read"),
    [(0, 0), (100, 100), (101, None), (-1, None), ("5", None), (True, None), (None, None)],
)
def test_an_unfinished_job_says_how_far_it_is(default, status, state, progress, read):
    answer = polled(video(status=status, progress=progress), default)
    assert answer == InProgress(ref=REF, state=state, progress=read)


def test_a_completed_jobs_files_are_fetched_from_the_vendor(default):
    answer = polled(video(status="completed", **LATER), default)
    assert isinstance(answer, Succeeded)
    routes = {one.kind: one.location.call for one in answer.files if isinstance(one.location, VendorRoute)}
    assert (routes[FileKind.VIDEO].method, routes[FileKind.VIDEO].path) == (
        "GET",
        "/v1/videos/video_1/content",
    )
    assert routes[FileKind.VIDEO].query == ()
    assert routes[FileKind.THUMBNAIL].query == (("variant", "thumbnail"),)
    assert answer.video.kind is FileKind.VIDEO


def test_a_resellers_film_has_an_address():
    profile = profile_of("seed-004")
    body = video(status="succeeded", url="https://cdn.example/1.mp4", **LATER)
    film_file = VideoFile(
        kind=FileKind.VIDEO, location=Link(url="https://cdn.example/1.mp4", expires_at=1761020575)
    )
    assert polled(body, profile) == Succeeded(ref=REF, files=(film_file,))
    assert polled({**body, "expires_at": None}, profile).video.location.expires_at is None


@pytest.mark.parametrize("url", [None, "", 7, "/1.mp4"])
def test_a_resellers_success_without_an_address_is_a_broken_reply(url):
    with pytest.raises(MalformedReply) as caught:
        polled(video(status="succeeded", url=url), profile_of("seed-004"))
    assert caught.value.field == "url"


@pytest.mark.parametrize(
    ("error", "kind", "code", "message"),
    [
        (
            {"code": "moderation_blocked", "message": "Blocked."},
            ErrorKind.INPUT_REJECTED,
            "moderation_blocked",
            "Blocked.",
        ),
        ({"code": "processing_error", "message": "x"}, ErrorKind.VENDOR_ERROR, "processing_error", "x"),
        ({"code": "new_code", "message": "x"}, ErrorKind.VENDOR_ERROR, "new_code", "x"),
        ({"code": "", "message": ""}, ErrorKind.VENDOR_ERROR, "failed", vocabulary.NO_REASON),
        ({"code": 7, "message": {"a": 1}}, ErrorKind.VENDOR_ERROR, "failed", vocabulary.NO_REASON),
        ({"code": "a", "message": 'x {"a": 1}'}, ErrorKind.VENDOR_ERROR, "a", vocabulary.NO_REASON),
        ("a text", ErrorKind.VENDOR_ERROR, "failed", vocabulary.NO_REASON),
        (None, ErrorKind.VENDOR_ERROR, "failed", vocabulary.NO_REASON),
    ],
)
def test_a_failed_job_has_a_reason(default, error, kind, code, message):
    answer = polled(video(status="failed", error=error), default)
    assert answer == Failed(ref=REF, failure=VendorFailure(kind=kind, vendor_code=code, message=message))


def test_a_reply_about_another_job_is_broken(default):
    with pytest.raises(MalformedReply, match="another job") as caught:
        polled(video(id="video_2"), default)
    assert (caught.value.pointer, caught.value.value) == ("/id", "video_2")


def test_a_job_that_is_not_found_has_ended(default):
    answer = openai.decode_polled(REF, refusal(404, message="not found"), default)
    assert isinstance(answer, Failed)
    assert answer.failure.kind is ErrorKind.NOT_FOUND


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (HttpReply(status=404, body=b"<html>"), ErrorKind.NOT_FOUND),
        (refusal(404, code="unknown_url"), ErrorKind.INTERNAL),
        (refusal(404, code="model_not_found"), ErrorKind.INVALID_REQUEST),
    ],
)
def test_another_404_says_nothing_about_the_job(default, reply, kind):
    answer = openai.decode_polled(REF, reply, default)
    assert isinstance(answer, VendorFailure)
    assert answer.kind is kind


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ErrorKind.INVALID_REQUEST),
        (401, ErrorKind.VENDOR_CREDENTIALS),
        (402, ErrorKind.QUOTA_EXHAUSTED),
        (403, ErrorKind.VENDOR_CREDENTIALS),
        (405, ErrorKind.INVALID_REQUEST),
        (408, ErrorKind.VENDOR_TIMEOUT),
        (409, ErrorKind.INVALID_REQUEST),
        (429, ErrorKind.RATE_LIMITED),
        (500, ErrorKind.VENDOR_ERROR),
        (502, ErrorKind.VENDOR_ERROR),
        (503, ErrorKind.VENDOR_UNAVAILABLE),
        (504, ErrorKind.VENDOR_TIMEOUT),
    ],
)
@pytest.mark.parametrize(
    "body", [b"", b"<html></html>", b"[]", b"null", b'{"error": null}', b'{"error": "x"}']
)
def test_a_page_without_a_code_is_read_by_its_status(default, status, kind, body):
    answer = openai.decode_polled(REF, HttpReply(status=status, body=body), default)
    assert isinstance(answer, VendorFailure)
    assert (answer.kind, answer.vendor_code) == (kind, f"HTTP {status}")
    assert answer.message == (
        "x" if b"x" in body else f"the vendor answered HTTP {status} without saying why"
    )


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("moderation_blocked", ErrorKind.INPUT_REJECTED),
        ("invalid_value", ErrorKind.INVALID_REQUEST),
        ("invalid_type", ErrorKind.INVALID_REQUEST),
        ("unknown_parameter", ErrorKind.INVALID_REQUEST),
        ("missing_required_parameter", ErrorKind.INVALID_REQUEST),
        ("model_not_found", ErrorKind.INVALID_REQUEST),
        ("unknown_url", ErrorKind.INTERNAL),
        ("invalid_api_key", ErrorKind.VENDOR_CREDENTIALS),
        ("rate_limit_exceeded", ErrorKind.RATE_LIMITED),
        ("insufficient_quota", ErrorKind.QUOTA_EXHAUSTED),
        ("billing_hard_limit_reached", ErrorKind.QUOTA_EXHAUSTED),
        ("processing_error", ErrorKind.VENDOR_ERROR),
        ("video_generation_failed", ErrorKind.VENDOR_ERROR),
        ("internal_error", ErrorKind.VENDOR_ERROR),
        ("server_error", ErrorKind.VENDOR_ERROR),
    ],
)
@pytest.mark.parametrize("envelope", ["official", "flat"])
def test_a_known_code_says_more_than_the_status(default, code, kind, envelope):
    error = {"message": "no", "type": "t", "param": None, "code": code}
    body = {"error": error} if envelope == "official" else error
    answer = openai.decode_polled(REF, json_reply(418, body), default)
    assert isinstance(answer, VendorFailure)
    assert (answer.kind, answer.vendor_code, answer.message) == (kind, code, "no")


def test_the_table_of_codes_is_tested_whole():
    assert len(codes.CODES) == 15


@pytest.mark.parametrize("status", [200, 204, 302])
@pytest.mark.parametrize("body", [b"", b"[]", b"<html></html>"])
def test_a_success_that_is_no_object_is_a_broken_reply(default, status, body):
    with pytest.raises(MalformedReply):
        openai.decode_polled(REF, HttpReply(status=status, body=body), default)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ((("Retry-After", "7"),), 7),
        ((("retry-after-ms", "1500"), ("Retry-After", "9")), 2),
        ((("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"),), None),
        ((), None),
    ],
)
def test_how_long_to_wait_is_kept(default, headers, seconds):
    answer = openai.decode_polled(REF, refusal(429, *headers, code="rate_limit_exceeded"), default)
    assert answer.retry_after == seconds


def test_the_request_id_is_kept(default):
    assert openai.decode_polled(REF, refusal(500, ("x-request-id", "req_1")), default).request_id == "req_1"


def test_a_page_of_jobs(default):
    body = {
        "object": "list",
        "data": [video(id="video_2", status="completed", **LATER), video(id="video_1")],
        "first_id": "video_2",
        "has_more": True,
        "last_id": "video_1",
    }
    page = openai.decode_listed(json_reply(200, body), default)
    assert isinstance(page, TaskPage)
    assert [task.ref.task_id for task in page.tasks] == ["video_2", "video_1"]
    assert page.next_after == "video_1"
    assert openai.decode_listed(json_reply(200, {**body, "has_more": False}), default).next_after is None
    assert openai.decode_listed(json_reply(200, {"data": []}), default) == TaskPage(tasks=())
    assert isinstance(openai.decode_listed(refusal(401), default), VendorFailure)


@pytest.mark.parametrize(
    ("body", "field"), [({}, "data"), ({"data": [1]}, "data[0]"), ({"data": [{"id": 1}]}, "data[0].id")]
)
def test_a_broken_page_is_named(default, body, field):
    with pytest.raises(MalformedReply) as caught:
        openai.decode_listed(json_reply(200, body), default)
    assert caught.value.field == field


def test_a_deletion(default):
    done = {"id": "video_1", "object": "video.deleted", "deleted": True}
    assert openai.decode_deleted(json_reply(200, done), default) is None
    assert openai.decode_deleted(refusal(400), default).kind is ErrorKind.INVALID_REQUEST
    for other in ({**done, "deleted": "no"}, {"id": "video_1"}):
        with pytest.raises(MalformedReply) as caught:
            openai.decode_deleted(json_reply(200, other), default)
        assert (caught.value.pointer, caught.value.value) == ("/deleted", other.get("deleted"))


def test_calls_about_a_job(default):
    ref = TaskRef(task_id="video/1 ?")
    poll, deletion = openai.encode_poll(ref, default), openai.encode_delete(ref, default)
    assert (poll.method, poll.path) == ("GET", "/v1/videos/video%2F1%20%3F")
    assert (deletion.method, deletion.path, deletion.body) == ("DELETE", poll.path, b"")
    with pytest.raises(Inexpressible) as caught:
        openai.encode_content(ref, FileKind.COVER, default)
    assert caught.value.value == "cover"


def test_a_list_is_asked_for_by_cursor_and_size(default):
    assert openai.encode_list(TaskFilter(), default).query == ()
    call = openai.encode_list(TaskFilter(after="video_1", size=0), default)
    assert (call.path, call.query) == ("/v1/videos", (("after", "video_1"), ("limit", "0")))


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"page": 1}, "page"),
        ({"state": "queued"}, "state"),
        ({"model": "sora-2"}, "model"),
        ({"task_ids": ("1",)}, "task_ids"),
        ({"size": 101}, "size"),
        ({"size": -1}, "size"),
    ],
)
def test_a_filter_that_the_vendor_lacks_is_refused(default, wish, field):
    with pytest.raises(Inexpressible) as caught:
        openai.encode_list(TaskFilter(**wish), default)
    assert caught.value.field == field

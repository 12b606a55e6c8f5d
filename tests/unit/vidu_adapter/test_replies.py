"""What the vendor answered: every state, every reason, and what breaks its protocol."""

import pytest
from vidu_words import COVER, DEFAULT, FILM, REF, TASK, TRACE, creations, page, refusal, request, told

from vidlect_adapters.canonical import Failed, FileKind, InProgress, Link, RunState, Succeeded, VideoFile
from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, json_reply
from vidlect_adapters.vendors import vidu
from vidlect_adapters.vendors.vidu.codes import REASONS

MADE = VideoFile(kind=FileKind.VIDEO, location=Link(url=FILM))
SHOWN = VideoFile(kind=FileKind.COVER, location=Link(url=COVER))


def submitted(reply):
    return vidu.decode_submitted(request(), reply, DEFAULT)


def polled(reply):
    return vidu.decode_polled(REF, reply, DEFAULT)


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_refuses_a_submit_in_its_kind(reason):
    failure = submitted(refusal(400, reason))
    assert failure == VendorFailure(
        kind=REASONS[reason].kind, vendor_code=reason, message="said the vendor", request_id=TRACE
    )


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_ends_a_task_in_its_kind(reason):
    task = polled(creations("failed", err_code=reason))
    assert isinstance(task, Failed)
    assert (task.failure.kind, task.failure.vendor_code) == (REASONS[reason].kind, reason)
    assert task.failure.message


@pytest.mark.parametrize("reason", REASONS)
def test_a_refused_poll_ends_nothing_but_a_lost_task(reason):
    answer = polled(refusal(400, reason))
    if reason == "TaskNotFound":
        assert isinstance(answer, Failed)
        assert answer.failure.kind is ErrorKind.NOT_FOUND
    else:
        assert isinstance(answer, VendorFailure)


@pytest.mark.parametrize(
    ("reason", "kind", "again"),
    [
        ("CreditInsufficient", ErrorKind.QUOTA_EXHAUSTED, False),
        ("QuotaExceeded", ErrorKind.CONCURRENCY_LIMITED, True),
        ("TooManyRequests", ErrorKind.RATE_LIMITED, True),
        ("SystemThrottling", ErrorKind.RATE_LIMITED, True),
        ("OperationInProcess", ErrorKind.VENDOR_UNAVAILABLE, True),
        ("InternalServiceFailure", ErrorKind.VENDOR_ERROR, True),
        ("Unauthorized", ErrorKind.VENDOR_CREDENTIALS, False),
        ("AuditSubmitIllegal", ErrorKind.INPUT_REJECTED, False),
        ("FieldInvalid", ErrorKind.INVALID_REQUEST, False),
    ],
)
def test_what_integrators_try_again_is_safe_to_retry(reason, kind, again):
    assert REASONS[reason].kind is kind
    assert kind.safe_to_retry is again


@pytest.mark.parametrize(
    ("state", "task"),
    [
        ("created", InProgress(ref=REF, state=RunState.QUEUED)),
        ("queueing", InProgress(ref=REF, state=RunState.QUEUED)),
        ("processing", InProgress(ref=REF, state=RunState.RUNNING)),
    ],
)
def test_an_unfinished_task_waits_or_runs(state, task):
    assert polled(creations(state)) == task


@pytest.mark.parametrize(
    ("progress", "shown"),
    [(0, 0), (42, 42), (42.9, 42), (100, 100), (101, None), (-1, None), (True, None), ("42", None)],
)
def test_progress_is_a_number_up_to_a_hundred(progress, shown):
    for state in ("created", "processing"):
        assert polled(creations(state, progress=progress)).progress == shown


def test_a_success_has_its_films_and_covers():
    made = {"id": "1", "url": FILM, "cover_url": COVER, "watermarked_url": FILM}
    bare = {"id": "2", "url": FILM, "cover_url": ""}
    assert polled(creations("success", creations=[made, bare])) == Succeeded(
        ref=REF, files=(MADE, SHOWN, MADE)
    )


def test_a_reply_without_an_id_is_about_the_task_that_was_asked_for():
    body = told("processing")
    del body["id"]
    assert polled(json_reply(200, body)).ref == REF


@pytest.mark.parametrize(
    ("err_code", "code"), [("", "failed"), (None, "failed"), (5, "failed"), ("MoonPhase", "MoonPhase")]
)
def test_a_failed_task_has_ended_whatever_its_word(err_code, code):
    failure = polled(creations("failed", err_code=err_code)).failure
    assert (failure.kind, failure.vendor_code) == (ErrorKind.VENDOR_ERROR, code)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (told("success"), "/creations"),
        (told("success", creations=None), "/creations"),
        (told("success", creations=["film"]), "/creations/0"),
        (told("success", creations=[{"id": "1"}]), "/creations/0/url"),
        (told("success", creations=[{"url": "file:///film"}]), "/creations/0/url"),
        (told("processing", id="1"), "/id"),
        (told(""), "/state"),
        (told(None), "/state"),
        ([], ""),
    ],
    ids=str,
)
def test_a_poll_that_breaks_the_protocol_says_where(body, pointer):
    with pytest.raises(MalformedReply) as found:
        polled(json_reply(200, body))
    assert (found.value.pointer, found.value.dialect) == (pointer, "vidu")


@pytest.mark.parametrize("word", ["cancelled", "queued", "Success", "x" * 500])
def test_an_unknown_state_always_raises(word):
    with pytest.raises(UnknownWord) as found:
        polled(creations(word))
    assert found.value.pointer == "/state"
    assert len(found.value.message) < 300


def test_a_submit_gives_the_task():
    assert submitted(json_reply(200, {"task_id": TASK, "state": "created", "credits": 80})) == REF
    assert submitted(json_reply(200, {"task_id": TASK})) == REF


def test_a_task_may_be_failed_from_the_start():
    failure = submitted(
        json_reply(200, {"task_id": TASK, "state": "failed", "err_code": "AuditSubmitIllegal"})
    )
    assert failure.kind is ErrorKind.INPUT_REJECTED


@pytest.mark.parametrize("task_id", [None, "", " ", 900539403250700288])
def test_a_task_id_is_a_text(task_id):
    with pytest.raises(MalformedReply) as found:
        submitted(json_reply(200, {"task_id": task_id, "state": "created"}))
    assert found.value.pointer == "/task_id"


def test_an_unknown_state_of_a_submit_raises():
    with pytest.raises(UnknownWord) as caught:
        submitted(json_reply(200, {"task_id": TASK, "state": "paused"}))
    assert (caught.value.pointer, caught.value.value) == ("/state", "paused")


def test_a_code_under_200_is_a_refusal():
    failure = submitted(json_reply(200, {"code": 400, "reason": "FieldInvalid", "message": "no"}))
    assert (failure.vendor_code, failure.request_id) == ("FieldInvalid", None)


@pytest.mark.parametrize("more", [{}, {"task_id": TASK, "state": "created"}], ids=["bare", "with a task"])
def test_a_code_under_200_without_a_reason_breaks_the_protocol(more):
    with pytest.raises(MalformedReply):
        submitted(json_reply(200, {"code": 400, **more}))


def test_a_reason_may_stand_in_the_code():
    failure = submitted(json_reply(402, {"code": "CreditInsufficient", "message": "no"}))
    assert (failure.kind, failure.message) == (ErrorKind.QUOTA_EXHAUSTED, "no")


@pytest.mark.parametrize(("body", "pointer"), [({"reason": "Moon"}, "/reason"), ({"code": "Moon"}, "/code")])
def test_an_unknown_reason_raises(body, pointer):
    with pytest.raises(UnknownWord) as found:
        submitted(json_reply(400, body))
    assert found.value.pointer == pointer


@pytest.mark.parametrize("message", [None, "", "  ", '{"a": 1}', "[1]", 'sorry {"a": 1}'])
def test_a_message_is_for_people(message):
    assert submitted(refusal(400, "FieldInvalid", message)).message == "invalid field"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ErrorKind.VENDOR_ERROR),
        (401, ErrorKind.VENDOR_CREDENTIALS),
        (403, ErrorKind.VENDOR_CREDENTIALS),
        (408, ErrorKind.VENDOR_TIMEOUT),
        (429, ErrorKind.RATE_LIMITED),
        (500, ErrorKind.VENDOR_ERROR),
        (502, ErrorKind.VENDOR_ERROR),
        (503, ErrorKind.VENDOR_UNAVAILABLE),
        (504, ErrorKind.VENDOR_TIMEOUT),
    ],
)
def test_a_page_of_some_machine_tells_by_its_status(status, kind):
    for reply in (page(status), json_reply(status, ["no"]), json_reply(status, {"reason": 5})):
        failure = polled(reply)
        assert (failure.kind, failure.vendor_code) == (kind, f"HTTP {status}")


@pytest.mark.parametrize(
    ("value", "after"), [("7", 7), (" 7 ", 7), ("Tue, 06 May 2025 12:09:42 GMT", None), ("", None)]
)
def test_retry_after_is_seconds(value, after):
    assert polled(page(503, Retry_After=value)).retry_after == after


@pytest.mark.parametrize("body", [b"{}", b"null", b"", b" null\n", b'{"id":"1"}'])
def test_a_cancel_is_answered_with_next_to_nothing(body):
    assert vidu.decode_cancelled(HttpReply(status=200, body=body), DEFAULT) is None


def test_a_cancel_that_comes_too_late_says_so():
    said = "task state is scheduled, can not cancel"
    failure = vidu.decode_cancelled(refusal(400, "BadRequest", said), DEFAULT)
    assert (failure.kind, failure.message) == (ErrorKind.INVALID_REQUEST, said)


def test_a_page_is_no_cancellation():
    with pytest.raises(MalformedReply):
        vidu.decode_cancelled(page(200), DEFAULT)

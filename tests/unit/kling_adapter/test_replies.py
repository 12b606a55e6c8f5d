"""Every status, code and page that the vendor or a machine before it may answer with."""

import pytest
from kling_words import EXPIRES, FILM, ID, REF, VIDEO, accepted, classic, done, finished, new, refused

from vidlect_adapters.canonical import (
    Failed,
    FileKind,
    InProgress,
    Link,
    RunState,
    Succeeded,
    TaskRef,
    VideoFile,
)
from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.vendors import kling

K = ErrorKind
CODES = {
    1000: K.VENDOR_CREDENTIALS,
    1001: K.VENDOR_CREDENTIALS,
    1002: K.VENDOR_CREDENTIALS,
    1003: K.VENDOR_CREDENTIALS,
    1004: K.VENDOR_CREDENTIALS,
    1100: K.VENDOR_CREDENTIALS,
    1101: K.QUOTA_EXHAUSTED,
    1102: K.QUOTA_EXHAUSTED,
    1103: K.VENDOR_CREDENTIALS,
    1200: K.INVALID_REQUEST,
    1201: K.INVALID_REQUEST,
    1202: K.INTERNAL,
    1203: K.NOT_FOUND,
    1300: K.INPUT_REJECTED,
    1301: K.INPUT_REJECTED,
    1302: K.RATE_LIMITED,
    1303: K.CONCURRENCY_LIMITED,
    1304: K.VENDOR_CREDENTIALS,
    5000: K.VENDOR_ERROR,
    5001: K.VENDOR_UNAVAILABLE,
    5002: K.VENDOR_TIMEOUT,
}


@pytest.fixture
def submitted(reply, default, film):
    def said(body, status=200, *, model="kling-v1", headers=()):
        return kling.decode_submitted(film(model), reply(body, status, *headers), default)

    return said


def test_the_table_of_codes_is_the_documents():
    assert set(kling.codes.CODES) == set(CODES)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("status", [200, "documented"])
def test_a_code_is_a_refusal_under_any_http_status(code, status, submitted):
    status = kling.codes.CODES[code].status if status == "documented" else status
    failure = submitted(refused(code, "Nein."), status)
    assert failure == VendorFailure(kind=CODES[code], vendor_code=str(code), message="Nein.", request_id="R2")
    assert submitted({"code": code}, status).message == kling.codes.CODES[code].message


@pytest.mark.parametrize("data", [{}, {"data": None}, {"data": {}}], ids=str)
def test_a_refusal_may_carry_empty_data(data, submitted):
    assert submitted({**refused(1303), **data}, 429).kind is K.CONCURRENCY_LIMITED


@pytest.mark.parametrize("code", [1, -1, 1005, 1305, 10000, 2**70])
def test_an_unknown_code_raises(code, submitted):
    with pytest.raises((UnknownWord, MalformedReply)) as caught:
        submitted(b'{"code": %d, "message": "?"}' % code, 400)
    assert caught.value.pointer == "/code"


@pytest.mark.parametrize("code", ["0", "1303", True, 0.0, [], {}], ids=str)
def test_a_code_is_a_whole_number(code, submitted):
    with pytest.raises(MalformedReply) as caught:
        submitted({"code": code, "data": classic("submitted")})
    assert caught.value.pointer == "/code"


def test_a_submit_gives_a_task_and_where_it_was_made(submitted):
    assert submitted(accepted(classic("submitted"))) == TaskRef(
        task_id=ID, locator=(("path", "/v1/videos/text2video"),)
    )
    assert submitted(accepted(new("submitted")), model="kling-3.0") == TaskRef(
        task_id=ID, locator=(("path", "/text-to-video/kling-3.0"),)
    )


def test_an_id_of_the_older_system_is_a_text_like_any_other(submitted):
    assert submitted(accepted({"task_id": "CjI17WevH1IAAAAAAHmgsw"})).task_id == "CjI17WevH1IAAAAAAHmgsw"


@pytest.mark.parametrize("data", [{"task_id": 7}, {"task_id": ""}, {}, [], "x"], ids=str)
def test_a_submit_without_an_id_is_malformed(data, submitted):
    with pytest.raises(MalformedReply):
        submitted(accepted(data))


@pytest.mark.parametrize("body", [{"code": 0}, {"code": 0, "data": None}], ids=str)
def test_a_success_carries_data(body, submitted):
    with pytest.raises(MalformedReply) as caught:
        submitted(body)
    assert caught.value.pointer == "/data"


@pytest.mark.parametrize("status", [400, 500])
def test_success_under_an_http_error_is_malformed(status, submitted):
    with pytest.raises(MalformedReply, match=f"HTTP {status}"):
        submitted(accepted(classic("submitted")), status)


@pytest.mark.parametrize("body", [b"<html>Bad Gateway</html>", b"", b"[]", b"{}", b'{"code": null}'], ids=str)
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, K.VENDOR_ERROR),
        (401, K.VENDOR_CREDENTIALS),
        (403, K.VENDOR_CREDENTIALS),
        (404, K.VENDOR_ERROR),
        (408, K.VENDOR_TIMEOUT),
        (429, K.RATE_LIMITED),
        (500, K.VENDOR_ERROR),
        (502, K.VENDOR_UNAVAILABLE),
        (503, K.VENDOR_UNAVAILABLE),
        (504, K.VENDOR_TIMEOUT),
    ],
)
def test_a_page_of_a_machine_in_between_is_told_by_its_status(status, kind, body, poll):
    failure = poll(body, status)
    assert (failure.kind, failure.vendor_code) == (kind, f"HTTP {status}")


@pytest.mark.parametrize("body", [b"<html>", b"", b"[]", b"7", b"{}"], ids=str)
def test_a_page_that_claims_success_is_malformed(body, poll):
    with pytest.raises(MalformedReply):
        poll(body)


@pytest.mark.parametrize(("said", "read"), [("7", 7), (" 30 ", 30), ("Wed, 21 Oct", None), ("9" * 10, None)])
def test_a_pause_that_is_asked_for_is_passed_on(said, read, submitted):
    assert submitted(refused(1303), 429, headers=(("retry-after", said),)).retry_after == read
    assert submitted(b"busy", 503, headers=(("Retry-After", said),)).retry_after == read


@pytest.mark.parametrize("message", ['{"a": 1}', 'oops {"a"', "[1]", "", " ", 7, None])
def test_a_message_that_is_no_text_for_people_is_replaced(message, submitted):
    assert submitted({"code": 5000, "message": message}, 500).message == "internal error"


@pytest.mark.parametrize("make", [classic, new])
@pytest.mark.parametrize(
    ("word", "state"), [("submitted", RunState.QUEUED), ("processing", RunState.RUNNING)]
)
def test_a_task_on_its_way(make, word, state, poll):
    data = make(word)
    assert poll(accepted(data if make is classic else [data])) == InProgress(ref=REF, state=state)


@pytest.mark.parametrize("data", [finished(), [done(VIDEO)]], ids=["classic", "new"])
def test_a_film_and_how_long_it_is_kept(data, poll):
    film = VideoFile(kind=FileKind.VIDEO, location=Link(url=FILM, expires_at=EXPIRES))
    assert poll(accepted(data)) == Succeeded(ref=REF, files=(film,))


@pytest.mark.parametrize("created", [None, "1766737710125", -1, 0, 2**60])
def test_without_a_time_of_creation_nothing_is_said_of_the_end(created, poll):
    task = poll(accepted({**finished(), "created_at": created}))
    assert task.video.location.expires_at is None


def test_any_moment_is_a_time_of_creation(poll):
    assert poll(accepted({**finished(), "created_at": 1})).video.location.expires_at == 30 * 24 * 3600


def test_several_films_keep_their_order_and_other_outputs_are_left(poll):
    other = FILM.replace("x.mp4", "y.mp4")
    assert [one.location.url for one in poll(accepted(finished(FILM, other))).files] == [FILM, other]
    outputs = [{"type": "image", "url": "https://a.example/1.png"}, VIDEO, {**VIDEO, "url": other}]
    assert [one.location.url for one in poll(accepted([done(*outputs)])).files] == [FILM, other]


@pytest.mark.parametrize("result", [None, {}, [], {"videos": None}, {"videos": []}, {"videos": [7]}], ids=str)
def test_a_classic_success_without_a_film_is_malformed(result, poll):
    with pytest.raises(MalformedReply) as caught:
        poll(accepted(classic("succeed", task_result=result)))
    assert caught.value.pointer.startswith("/data/task_result/videos")


@pytest.mark.parametrize("outputs", [None, {}, [], [7], [{"type": "image", "url": "https://a/1"}]], ids=str)
def test_a_new_success_without_a_film_is_malformed(outputs, poll):
    with pytest.raises(MalformedReply) as caught:
        poll(accepted([new("succeeded", outputs=outputs)]))
    assert caught.value.pointer.startswith("/data/0/outputs")


@pytest.mark.parametrize("url", [None, "", 7, "oss://a/b", "/relative.mp4"])
def test_a_film_is_at_a_public_address(url, poll):
    with pytest.raises(MalformedReply, match=r"text|http"):
        poll(accepted(finished(url)))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Failure to pass the risk control system", K.INPUT_REJECTED),
        ("Image pixel is invalid", K.INVALID_REQUEST),
        ("The model did not detect a human", K.INVALID_REQUEST),
        ("Something went wrong when we tried to get the contents of the file.", K.INVALID_REQUEST),
        ("The aspect ratio is off", K.INVALID_REQUEST),
        ("who knows", K.VENDOR_ERROR),
    ],
)
def test_a_failed_task_has_its_reason_and_kind(text, kind, poll):
    for data in (classic("failed", task_status_msg=text, task_result={}), [new("failed", message=text)]):
        failure = VendorFailure(kind=kind, vendor_code="failed", message=text, request_id="R1")
        assert poll(accepted(data)) == Failed(ref=REF, failure=failure)


def test_a_failed_task_without_a_reason_says_so_in_our_words(poll):
    assert "no reason" in poll(accepted(classic("failed"))).failure.message


@pytest.mark.parametrize(
    "data", [classic("succeeded"), [new("succeed")], classic("Succeed"), [new("done")]], ids=str
)
def test_a_word_of_the_other_api_is_unknown(data, poll):
    with pytest.raises(UnknownWord) as caught:
        poll(accepted(data))
    assert caught.value.pointer.endswith("status")


@pytest.mark.parametrize("status", [None, "", " ", 7])
def test_a_task_without_a_status_is_malformed(status, poll):
    with pytest.raises(MalformedReply):
        poll(accepted(classic(status)))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (refused(1201, f"Task not found by id/external id: {ID}"), 400),
        (refused(1201, f"Task not found by id/external id: {ID}"), 200),
        (refused(1203, "gone"), 404),
        (accepted([]), 200),
    ],
    ids=["live", "live, HTTP 200", "table", "new"],
)
def test_a_lost_task_has_ended(body, status, poll):
    task = poll(body, status)
    assert isinstance(task, Failed)
    assert task.failure.kind is K.NOT_FOUND
    assert task.failure.message


def test_another_refusal_of_a_poll_says_nothing_about_the_task(poll):
    assert poll(refused(1201, "pageNum is wrong"), 400).kind is K.INVALID_REQUEST
    assert poll(refused(1303), 429).kind is K.CONCURRENCY_LIMITED


@pytest.mark.parametrize("data", [7, "x", True, [7], [[]]], ids=str)
def test_data_is_a_task_or_an_array_of_tasks(data, poll):
    with pytest.raises(MalformedReply):
        poll(accepted(data))


def test_a_reply_about_another_task_is_malformed(poll):
    other = TaskRef(task_id="7")
    for data, value in ((finished(), ID), ([done(VIDEO)], 1)):
        with pytest.raises(MalformedReply, match="other") as caught:
            poll(accepted(data), ref=other)
        assert (caught.value.pointer, caught.value.value) == ("/data", value)


def test_among_several_the_right_one_is_found(poll):
    others = [{**new("submitted"), "id": "1"}, new("processing"), {**new("failed"), "id": "2"}]
    assert poll(accepted(others)).state is RunState.RUNNING


def test_a_task_is_known_by_its_external_id_too(poll):
    ref = TaskRef(task_id="雪-1", locator=(("path", "/v1/videos/text2video"), ("external", "true")))
    named = classic("processing", task_info={"external_task_id": "雪-1"})
    assert poll(accepted(named), ref=ref) == InProgress(ref=ref, state=RunState.RUNNING)
    assert poll(accepted([new("submitted", external_id="雪-1")]), ref=ref).ref is ref
    for info in ({}, None, {"external_task_id": "other"}):
        with pytest.raises(MalformedReply):
            poll(accepted(classic("processing", task_info=info)), ref=ref)

"""What a client gets back, and what a client (or the judge) reads from it."""

from __future__ import annotations

from typing import Any

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
    VideoRequest,
    VideoTask,
)
from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, json_reply
from vidlect_adapters.profile import Profile, choose
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.surfaces import tokenops

ID = "10762451179911711518"
UPSTREAM = TaskRef(task_id="7392616336519610409", locator=(("req_key", "jimeng_ti2v_v30_pro"),))
REF = TaskRef(task_id=ID)


def profile_of(name: str = "default", **switches: str) -> Profile:
    overrides = {key.replace("_", "-"): value for key, value in switches.items()}
    return choose(tokenops.NAME, tokenops.SWITCHES, tokenops.PROFILES, name, overrides)


def record(last: VideoTask, progress_shown: int = 0) -> TaskRecord:
    return TaskRecord(
        id=ID,
        owner="default",
        surface="tokenops",
        vendor="volcengine_visual",
        model_name="jimeng-video-3.0-pro",
        ref=UPSTREAM,
        request=VideoRequest(model="jimeng_ti2v_v30_pro", prompt="雪"),
        created_at=1762776961,
        last=last,
        progress_shown=progress_shown,
    )


QUEUED = InProgress(ref=UPSTREAM, state=RunState.QUEUED)
RUNNING = InProgress(ref=UPSTREAM, state=RunState.RUNNING)
DONE = Succeeded(
    ref=UPSTREAM, files=(VideoFile(kind=FileKind.VIDEO, location=Link(url="https://example.com/a.mp4")),)
)
REASON = VendorFailure(
    kind=ErrorKind.OUTPUT_REJECTED, vendor_code="50511", message="Post Img Risk Not Pass", request_id="2024"
)
BROKEN = Failed(ref=UPSTREAM, failure=REASON)


@pytest.mark.parametrize("number", [0, 1, 9 * 10**19 - 1, 9 * 10**19, 2**127 + 12345, 2**128 - 1])
def test_ids_are_twenty_digits_above_two_to_the_63(number: int):
    made = tokenops.new_id(number)
    assert len(made) == 20
    assert int(made) > 2**63


def test_neighbouring_numbers_give_different_ids():
    assert len({tokenops.new_id(number) for number in range(100)}) == 100


def test_the_create_reply_holds_the_documented_members_and_more():
    body = orjson.loads(tokenops.encode_created(record(QUEUED), profile_of()).body)
    assert body == {
        "id": ID,
        "object": "video",
        "created_at": 1762776961,
        "status": "in_queue",
        "model": "jimeng-video-3.0-pro",
        "progress": 0,
    }


def test_a_strict_create_reply_is_the_sample():
    body = orjson.loads(tokenops.encode_created(record(QUEUED), profile_of("strict")).body)
    assert body == {"id": ID, "object": "video", "created_at": 1762776961, "status": "in_queue"}


@pytest.mark.parametrize(
    ("task", "progress", "documented", "openai"),
    [
        (QUEUED, 0, "in_queue", "queued"),
        (RUNNING, 40, "processing", "in_progress"),
        (DONE, 100, "completed", "completed"),
        (BROKEN, 40, "failed", "failed"),
    ],
)
def test_every_state_has_its_word_and_is_read_back(
    task: VideoTask, progress: int, documented: str, openai: str
):
    for choice, word in (("documented", documented), ("openai", openai)):
        profile = profile_of(status_words=choice)
        reply = tokenops.encode_task(record(task, progress), profile)
        body = orjson.loads(reply.body)
        assert (reply.status, body["status"], body["progress"]) == (200, word, progress)
        assert ("error" in body) == (word == "failed")
        read = tokenops.decode_task(REF, reply, profile)
        assert type(read) is type(task)
    strict = orjson.loads(tokenops.encode_task(record(task, progress), profile_of("strict")).body)
    assert {"id": ID, "object": "video", "status": documented}.items() <= strict.items()
    assert strict.keys() <= {"id", "object", "status", "error"}


def test_a_failure_keeps_the_vendors_reason_and_code():
    reply = tokenops.encode_task(record(BROKEN), profile_of())
    assert orjson.loads(reply.body)["error"] == {
        "code": "output_rejected",
        "message": "Post Img Risk Not Pass (vendor code 50511)",
    }
    read = tokenops.decode_task(REF, reply, profile_of())
    assert isinstance(read, Failed)
    assert (read.failure.kind, read.failure.vendor_code) == (ErrorKind.OUTPUT_REJECTED, "50511")
    assert read.failure.message == "Post Img Risk Not Pass"


def test_a_success_is_fetched_by_the_content_route():
    read = tokenops.decode_task(REF, tokenops.encode_task(record(DONE, 100), profile_of()), profile_of())
    assert isinstance(read, Succeeded)
    location = read.video.location
    assert isinstance(location, VendorRoute)
    assert (location.call.method, location.call.path) == ("GET", f"/v1/videos/{ID}/content")


def test_an_id_cannot_leave_its_place_in_the_path():
    assert tokenops.encode_query("a/../b?c", profile_of()).path == "/v1/videos/a%2F..%2Fb%3Fc"


def test_the_create_reply_is_read_back():
    profile = profile_of()
    assert tokenops.decode_created(tokenops.encode_created(record(QUEUED), profile), profile) == REF


def test_refusals_are_read_on_every_route():
    refusal = tokenops.encode_error(REASON, profile_of())
    assert isinstance(tokenops.decode_created(refusal, profile_of()), VendorFailure)
    assert isinstance(tokenops.decode_task(REF, refusal, profile_of()), VendorFailure)


@pytest.mark.parametrize("word", ["succeeded", "COMPLETED", "queued", "", None, 5, ["completed"]], ids=repr)
def test_a_word_outside_the_dialect_raises(word: Any):
    reply = json_reply(200, {"id": ID, "status": word})
    with pytest.raises(UnknownWord):
        tokenops.decode_task(REF, reply, profile_of())
    with pytest.raises(UnknownWord):
        tokenops.decode_created(reply, profile_of())


@pytest.mark.parametrize("named", [None, "", "  ", 10762451179911711518, "another"], ids=repr)
def test_an_id_must_be_the_same_string_for_ever(named: Any):
    with pytest.raises(MalformedReply) as caught:
        tokenops.decode_task(REF, json_reply(200, {"id": named, "status": "completed"}), profile_of())
    assert (caught.value.pointer, caught.value.value) == ("/id", named)


@pytest.mark.parametrize("progress", [-1, 101, 5.5, "50", True], ids=repr)
def test_progress_is_an_integer_from_0_to_100(progress: Any):
    body = {"id": ID, "status": "processing", "progress": progress}
    with pytest.raises(MalformedReply) as caught:
        tokenops.decode_task(REF, json_reply(200, body), profile_of())
    assert (caught.value.pointer, caught.value.value) == ("/progress", progress)


def test_progress_may_be_left_out():
    task = tokenops.decode_task(REF, json_reply(200, {"id": ID, "status": "processing"}), profile_of())
    assert task == InProgress(ref=REF, state=RunState.RUNNING, progress=None)


def test_a_failure_without_a_reason_is_malformed():
    with pytest.raises(MalformedReply):
        tokenops.decode_task(
            REF, json_reply(200, {"id": ID, "status": "failed", "error": None}), profile_of()
        )


def test_a_reply_that_is_no_object_is_malformed():
    with pytest.raises(MalformedReply):
        tokenops.decode_created(HttpReply(status=200, body=b"<html>"), profile_of())

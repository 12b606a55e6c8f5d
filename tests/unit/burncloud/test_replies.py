"""What a client gets back, and what a client (or the judge) reads from it."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import orjson
import pytest
from burncloud_creates import profile_of

from vidlect_adapters.canonical import (
    Automatic,
    Failed,
    FileKind,
    Frames,
    InProgress,
    Length,
    Link,
    Pixels,
    RunState,
    Seconds,
    Shape,
    Succeeded,
    TaskRef,
    VendorRoute,
    VideoFile,
    VideoRequest,
)
from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpReply, json_reply
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.surfaces import burncloud

PROFILE, STRICT = profile_of(), profile_of("strict")
REF = TaskRef(task_id="task_1")
UP = TaskRef(task_id="up")
URL = "https://gateway.example/v1/videos/task_1/content?expires=9&signature=0f"
RECORD = TaskRecord(
    id="task_1",
    owner="me",
    surface="burncloud",
    vendor="vidu",
    model_name="viduq1",
    ref=UP,
    request=VideoRequest(model="viduq1", prompt="雪"),
    created_at=1790000000,
    last=InProgress(ref=UP, state=RunState.QUEUED),
)
FILM = VideoFile(kind=FileKind.VIDEO, location=Link(url="https://vendor.example/a.mp4?Signature=x"))
DONE = replace(RECORD, last=Succeeded(ref=UP, files=(FILM,)), progress_shown=100, film_url=URL)


def broken(kind: ErrorKind = ErrorKind.OUTPUT_REJECTED, code: str = "50511") -> TaskRecord:
    return replace(
        RECORD, last=Failed(ref=UP, failure=VendorFailure(kind=kind, vendor_code=code, message="risk"))
    )


def said(record: TaskRecord) -> dict[str, Any]:
    reply = burncloud.encode_task(record, PROFILE)
    assert reply.status == 200
    body: dict[str, Any] = orjson.loads(reply.body)
    return body


@pytest.mark.parametrize("number", [0, 1, 2**128 - 1])
def test_ids_are_task_and_32_letters_and_digits(number: int):
    assert re.fullmatch(r"task_[0-9a-z]{32}", burncloud.new_id(number))


def test_the_create_reply_names_the_task_and_what_runs():
    body = orjson.loads(burncloud.encode_created(RECORD, PROFILE).body)
    assert body == {
        "task_id": "task_1",
        "status": "queued",
        "id": "task_1",
        "object": "video",
        "model": "viduq1",
        "progress": 0,
        "created_at": 1790000000,
    }


def test_the_strict_reply_is_the_published_one():
    assert orjson.loads(burncloud.encode_created(RECORD, STRICT).body) == {
        "task_id": "task_1",
        "status": "queued",
    }


def test_the_four_states():
    running = replace(RECORD, last=InProgress(ref=UP, state=RunState.RUNNING, progress=50))
    assert said(RECORD) == {"task_id": "task_1", "status": "queued"}
    assert said(running) == {"task_id": "task_1", "status": "in_progress"}
    assert said(DONE) == {"task_id": "task_1", "status": "completed", "url": URL, "format": "mp4"}
    assert said(broken()) == {
        "task_id": "task_1",
        "status": "failed",
        "error": {"code": 451, "message": "risk (vendor code 50511)"},
    }


def test_a_film_without_an_address_of_the_gateways_is_on_the_content_route():
    body = said(replace(DONE, film_url=None))
    assert body == {"task_id": "task_1", "status": "completed", "format": "mp4"}


@pytest.mark.parametrize(
    ("length", "known"),
    [
        (Seconds(Fraction(5)), {"duration": 5}),
        (Seconds(Fraction(5, 2)), {"duration": 2.5}),
        (Frames(count=121, fps=24), {"duration": 5.042, "fps": 24}),
        (Frames(count=120, fps=24), {"duration": 5, "fps": 24}),
        (Automatic(), {}),
        (None, {}),
    ],
)
def test_what_is_known_of_the_length(length: Length | None, known: dict[str, Any]):
    request = replace(RECORD.request, length=length)
    assert said(replace(RECORD, request=request)).get("metadata", {}) == known


def test_what_is_known_of_the_rest():
    request = replace(RECORD.request, frame=Pixels(width=1280, height=720), fps=30, seed=0)
    wanted = {"width": 1280, "height": 720, "fps": 30, "seed": 0}
    assert said(replace(DONE, request=request))["metadata"] == wanted
    shaped = replace(RECORD.request, frame=Shape(aspect="16:9"))
    assert "metadata" not in said(replace(RECORD, request=shaped))


@pytest.mark.parametrize(
    ("body", "task_id"),
    [
        ({"task_id": "a", "status": "queued"}, "a"),
        ({"id": "a", "status": "in_progress"}, "a"),
        ({"id": "a", "task_id": "a", "status": "completed"}, "a"),
    ],
)
def test_a_task_is_named_by_task_id_or_id(body: dict[str, Any], task_id: str):
    assert burncloud.decode_created(json_reply(200, body), PROFILE) == TaskRef(task_id=task_id)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"status": "queued"}, "/task_id"),
        ({"task_id": 7, "status": "queued"}, "/task_id"),
        ({"task_id": " ", "status": "queued"}, "/task_id"),
        ({"task_id": "a", "id": 7, "status": "queued"}, "/id"),
        ({"task_id": "a", "id": "b", "status": "queued"}, "/id"),
    ],
)
def test_a_reply_that_names_no_task_is_malformed(body: dict[str, Any], pointer: str):
    with pytest.raises(MalformedReply) as caught:
        burncloud.decode_created(json_reply(200, body), PROFILE)
    assert caught.value.pointer == pointer


@pytest.mark.parametrize("word", ["SUCCESS", "processing", "succeeded", "", None, 1])
def test_an_unknown_word_raises(word: Any):
    reply = json_reply(200, {"task_id": "task_1", "status": word})
    with pytest.raises(UnknownWord):
        burncloud.decode_created(reply, PROFILE)
    with pytest.raises(UnknownWord):
        burncloud.decode_task(REF, reply, PROFILE)


def test_what_is_written_is_what_is_read():
    def reread(record: TaskRecord) -> Any:
        return burncloud.decode_task(REF, burncloud.encode_task(record, PROFILE), PROFILE)

    assert reread(RECORD) == InProgress(ref=REF, state=RunState.QUEUED)
    running = replace(RECORD, last=InProgress(ref=UP, state=RunState.RUNNING))
    assert reread(running) == InProgress(ref=REF, state=RunState.RUNNING)
    done = reread(DONE)
    assert (done.ref, done.video.location) == (REF, Link(url=URL))
    unlinked = reread(replace(DONE, film_url=None))
    assert unlinked.video.location == VendorRoute(burncloud.encode_content("task_1", PROFILE))
    failed = reread(broken())
    assert failed.failure == VendorFailure(
        kind=ErrorKind.OUTPUT_REJECTED, vendor_code="50511", message="risk"
    )


@pytest.mark.parametrize("kind", ErrorKind, ids=lambda kind: kind.word)
def test_every_reason_is_read_as_its_kind(kind: ErrorKind):
    for code in (kind.word, "E-7"):
        reply = burncloud.encode_task(broken(kind, code), PROFILE)
        task = burncloud.decode_task(REF, reply, PROFILE)
        assert task == Failed(ref=REF, failure=VendorFailure(kind=kind, vendor_code=code, message="risk"))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ({"code": 7, "message": "no"}, "7"),
        ({"message": "no"}, "vendor_error"),
        ({"code": "x", "message": "no"}, "x"),
    ],
)
def test_a_strangers_reason_is_a_vendors_error(error: dict[str, Any], code: str):
    reply = json_reply(200, {"task_id": "task_1", "status": "failed", "error": error})
    task = burncloud.decode_task(REF, reply, PROFILE)
    assert isinstance(task, Failed)
    assert task.failure == VendorFailure(kind=ErrorKind.VENDOR_ERROR, vendor_code=code, message="no")


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"status": "failed"}, "/error"),
        ({"status": "failed", "error": "no"}, "/error"),
        ({"status": "failed", "error": {"code": 1, "message": " "}}, "/error/message"),
        ({"status": "completed", "url": 7}, "/url"),
        ({"status": "completed", "url": "/films/1.mp4"}, "/url"),
        ({"task_id": "other", "status": "queued"}, "/task_id"),
    ],
)
def test_a_reply_that_breaks_its_own_rules_is_malformed(more: dict[str, Any], pointer: str):
    with pytest.raises(MalformedReply) as caught:
        burncloud.decode_task(REF, json_reply(200, {"task_id": "task_1", **more}), PROFILE)
    assert caught.value.pointer == pointer


def test_a_refusal_of_a_create_or_a_query_is_read_as_one():
    reply = json_reply(404, {"code": None, "message": "no task", "param": "", "type": "not_found_error"})
    wanted = VendorFailure(kind=ErrorKind.NOT_FOUND, vendor_code="not_found", message="no task")
    assert burncloud.decode_created(reply, PROFILE) == wanted
    assert burncloud.decode_task(REF, reply, PROFILE) == wanted


def test_what_is_no_json_is_malformed():
    with pytest.raises(MalformedReply):
        burncloud.decode_created(HttpReply(status=200, body=b"<html>"), PROFILE)

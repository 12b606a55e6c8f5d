"""What a client gets back, and what a client (or the judge) reads from it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import orjson
import pytest
from generations_creates import PRO, profile_of

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
)
from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpCall, HttpReply, json_reply
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.surfaces import omnimaas_generations as surface

PROFILE = profile_of()
ID = "cgt-1"
REF = TaskRef(task_id=ID)
UPSTREAM = TaskRef(task_id="up")
LINK = "https://gateway.example/film?signature=1"
RECORD = TaskRecord(
    id=ID,
    owner="me",
    surface=surface.NAME,
    vendor="volcengine_ark",
    model_name=PRO,
    ref=UPSTREAM,
    request=VideoRequest(model=PRO, prompt="雪"),
    created_at=1640995200,
    last=InProgress(ref=UPSTREAM, state=RunState.QUEUED),
)
RUNNING = replace(RECORD, last=InProgress(ref=UPSTREAM, state=RunState.RUNNING), progress_shown=40)
VENDORS_FILM = VideoFile(kind=FileKind.VIDEO, location=Link(url="https://vendor.example/a.mp4?sig=secret"))
DONE = replace(RECORD, last=Succeeded(ref=UPSTREAM, files=(VENDORS_FILM,)), progress_shown=100, film_url=LINK)
FAILURE = VendorFailure(kind=ErrorKind.OUTPUT_REJECTED, vendor_code="OutputRisk", message="risk")
BROKEN = replace(RECORD, last=Failed(ref=UPSTREAM, failure=FAILURE), progress_shown=40)
PLAIN = {"id": ID, "object": "video", "model": PRO, "created_at": 1640995200}


def said(record: TaskRecord, name: str = "default") -> dict[str, Any]:
    reply = surface.encode_task(record, profile_of(name))
    assert reply.status == 200
    body: dict[str, Any] = orjson.loads(reply.body)
    return body


@pytest.mark.parametrize("number", [0, 1, 2**64, 2**128 - 1])
def test_ids_are_cgt_and_32_hexadecimal_digits(number: int):
    assert re.fullmatch(r"cgt-[0-9a-f]{32}", surface.new_id(number))


@pytest.mark.parametrize(("name", "word"), [("default", "queued"), ("strict", "processing")])
def test_the_create_reply_has_the_documented_members(name: str, word: str):
    reply = surface.encode_created(replace(RECORD, progress_shown=7), profile_of(name))
    assert reply.status == 200
    # facts 1.2
    body = orjson.loads(reply.body)
    assert list(body) == ["id", "task_id", "object", "model", "created_at", "status", "progress"]
    assert body == {**PLAIN, "task_id": ID, "status": word, "progress": 0}


@pytest.mark.parametrize(
    ("record", "more"),
    [
        (RUNNING, {"status": "processing", "progress": 40}),
        (DONE, {"status": "succeeded", "progress": 100, "url": LINK}),
        (replace(DONE, film_url=None), {"status": "succeeded", "progress": 100}),
        (
            BROKEN,
            {
                "status": "failed",
                "progress": 40,
                "error": {"code": "output_rejected", "message": "risk (vendor code OutputRisk)"},
            },
        ),
    ],
    ids=["running", "done", "done without a link", "failed"],
)
def test_a_query_shows_its_state_and_the_gateways_own_link(record: TaskRecord, more: dict[str, Any]):
    # facts 1.3
    assert said(record) == {**PLAIN, "task_id": ID, **more}
    assert said(record, "strict") == {**PLAIN, **more}


@pytest.mark.parametrize(("name", "word"), [("default", "queued"), ("strict", "processing")])
def test_a_waiting_task_has_either_word(name: str, word: str):
    assert said(RECORD, name)["status"] == word


@pytest.mark.parametrize("state", RunState)
def test_an_unfinished_task_is_read_again(state: RunState):
    record = replace(RECORD, last=InProgress(ref=UPSTREAM, state=state), progress_shown=40)
    reply = surface.encode_task(record, PROFILE)
    assert surface.decode_task(REF, reply, PROFILE) == InProgress(ref=REF, state=state, progress=40)


@pytest.mark.parametrize("name", ["default", "strict", "lenient"])
def test_a_finished_task_is_read_with_its_link(name: str):
    profile = profile_of(name)
    task = surface.decode_task(REF, surface.encode_task(DONE, profile), profile)
    assert isinstance(task, Succeeded)
    assert task.video.location == Link(url=LINK)


def test_a_finished_task_without_a_link_is_read_with_the_lineages_route():
    reply = surface.encode_task(replace(DONE, film_url=None), PROFILE)
    task = surface.decode_task(REF, reply, PROFILE)
    assert isinstance(task, Succeeded)
    assert task.video.location == VendorRoute(HttpCall(method="GET", path="/v1/videos/cgt-1/content"))


def test_a_failed_task_is_read_with_its_reason():
    reply = surface.encode_task(BROKEN, PROFILE)
    assert surface.decode_task(REF, reply, PROFILE) == Failed(ref=REF, failure=FAILURE)


@pytest.mark.parametrize("name", ["default", "strict", "lenient"])
def test_a_create_reply_is_read_as_its_id(name: str):
    reply = surface.encode_created(RECORD, profile_of(name))
    assert surface.decode_created(reply, profile_of(name)) == REF


def test_the_documented_replies_are_read():
    # the two reply examples of the page, A-8: another id and model than the create's
    created = {
        "id": "cgt-xxx",
        "task_id": "cgt-xxx",
        "object": "video",
        "model": PRO,
        "created_at": 1640995200,
        "status": "queued",
        "progress": 0,
    }
    assert surface.decode_created(json_reply(200, created), PROFILE) == TaskRef(task_id="cgt-xxx")
    shown = {
        "id": "video_123",
        "object": "video",
        "model": "jimeng-v2",
        "created_at": 1640995200,
        "status": "succeeded",
        "progress": 100,
        "url": "https://example.com/video.mp4",
    }
    task = surface.decode_task(TaskRef(task_id="video_123"), json_reply(200, shown), PROFILE)
    assert isinstance(task, Succeeded)
    assert task.video.location == Link(url="https://example.com/video.mp4")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"status": "queued"}',
        b'{"id": 7, "status": "queued"}',
        b'{"id": " ", "status": "queued"}',
        b'{"id": "cgt-1", "task_id": "cgt-2", "status": "queued"}',
        b'{"id": "cgt-1", "task_id": 1, "status": "queued"}',
    ],
)
def test_a_create_reply_without_one_id_is_malformed(body: bytes):
    with pytest.raises(MalformedReply):
        surface.decode_created(HttpReply(status=200, body=body), PROFILE)


@pytest.mark.parametrize("word", ["in_progress", "completed", "QUEUED", "Succeeded", "", None, 7])
def test_a_word_that_is_none_raises(word: Any):
    reply = json_reply(200, {"id": ID, "status": word})
    with pytest.raises(UnknownWord):
        surface.decode_created(reply, PROFILE)
    with pytest.raises(UnknownWord):
        surface.decode_task(REF, reply, PROFILE)


@pytest.mark.parametrize(
    "body",
    [
        {"id": "cgt-2", "status": "processing"},
        {"id": ID, "task_id": "cgt-2", "status": "processing"},
        {"id": ID, "status": "processing", "progress": 101},
        {"id": ID, "status": "processing", "progress": "40"},
        {"id": ID, "status": "succeeded", "url": ""},
        {"id": ID, "status": "succeeded", "url": 7},
        {"id": ID, "status": "failed"},
        {"id": ID, "status": "failed", "error": {"code": "x", "message": " "}},
    ],
)
def test_a_reply_that_breaks_the_protocol_is_malformed(body: dict[str, Any]):
    with pytest.raises(MalformedReply):
        surface.decode_task(REF, json_reply(200, body), PROFILE)


def test_a_refusal_is_no_task():
    failure = VendorFailure(kind=ErrorKind.NOT_FOUND, vendor_code="not_found", message="no such task")
    refusal = surface.encode_error(failure, PROFILE)
    assert surface.decode_created(refusal, PROFILE) == failure
    assert surface.decode_task(REF, refusal, PROFILE) == failure

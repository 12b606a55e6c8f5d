"""What a client gets back, and what a client (or the judge) reads from it."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import orjson
import pytest
from openai_creates import profile_of

from vidlect_adapters.canonical import (
    Failed,
    FileKind,
    InProgress,
    Link,
    Pixels,
    RunState,
    Seconds,
    Succeeded,
    TaskRef,
    VendorRoute,
    VideoFile,
    VideoRequest,
)
from vidlect_adapters.errors import MalformedReply, MalformedRequest, UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpCall, HttpReply, json_reply
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.surfaces import openai_videos

PROFILE = profile_of()
REF = TaskRef(task_id="video_1")
UPSTREAM = TaskRef(task_id="up")
# facts 2.4: the recorded order
KEYS = [
    "id", "object", "created_at", "status", "completed_at", "error", "expires_at", "model", "progress",
    "prompt", "remixed_from_video_id", "seconds", "size",
]  # fmt: skip
RECORD = TaskRecord(
    id="video_1",
    owner="me",
    surface="openai_videos",
    vendor="openai",
    model_name="sora-2",
    ref=UPSTREAM,
    request=VideoRequest(model="sora-2", prompt="雪"),
    created_at=1761016896,
    last=InProgress(ref=UPSTREAM, state=RunState.QUEUED),
)
FILM = VideoFile(kind=FileKind.VIDEO, location=Link(url="https://example.com/a.mp4"))
DONE = replace(RECORD, last=Succeeded(ref=UPSTREAM, files=(FILM,)), progress_shown=100, ended_at=1761016975)
BROKEN = replace(
    RECORD,
    last=Failed(
        ref=UPSTREAM,
        failure=VendorFailure(kind=ErrorKind.OUTPUT_REJECTED, vendor_code="50511", message="risk"),
    ),
    progress_shown=40,
    ended_at=5,
)


def said(record: TaskRecord) -> dict[str, Any]:
    reply = openai_videos.encode_task(record, PROFILE)
    assert reply.status == 200
    body: dict[str, Any] = orjson.loads(reply.body)
    assert list(body) == KEYS
    return body


@pytest.mark.parametrize("number", [0, 1, 2**64, 2**128 - 1])
def test_ids_are_video_and_32_hexadecimal_digits(number: int):
    assert re.fullmatch(r"video_[0-9a-f]{32}", openai_videos.new_id(number))


def test_the_create_reply_is_the_whole_object_queued():
    body = orjson.loads(openai_videos.encode_created(replace(RECORD, progress_shown=7), PROFILE).body)
    assert list(body) == KEYS
    assert body == {
        **dict.fromkeys(KEYS),
        "id": "video_1",
        "object": "video",
        "created_at": 1761016896,
        "status": "queued",
        "model": "sora-2",
        "progress": 0,
        "prompt": "雪",
        "seconds": "4",
        "size": "720x1280",
    }


def test_what_was_asked_for_is_said_in_the_surfaces_units():
    request = replace(RECORD.request, length=Seconds(Fraction(8)), frame=Pixels(width=1280, height=720))
    body = said(replace(RECORD, request=request))
    assert (body["seconds"], body["size"]) == ("8", "1280x720")


def test_what_another_model_makes_of_nothing_is_not_invented():
    body = said(replace(RECORD, model_name="kling-v1"))
    assert (body["seconds"], body["size"]) == (None, None)


def test_a_running_task_shows_its_progress():
    running = replace(RECORD, last=InProgress(ref=UPSTREAM, state=RunState.RUNNING), progress_shown=40)
    body = said(running)
    assert (body["status"], body["progress"], body["error"]) == ("in_progress", 40, None)


def test_a_finished_film_is_there_for_an_hour():
    body = said(DONE)
    assert (body["status"], body["progress"], body["error"]) == ("completed", 100, None)
    assert (body["completed_at"], body["expires_at"]) == (1761016975, 1761020575)


def test_a_vendors_own_time_of_expiry_comes_first():
    film = VideoFile(kind=FileKind.VIDEO, location=Link(url="https://example.com/a", expires_at=9))
    assert said(replace(DONE, last=Succeeded(ref=UPSTREAM, files=(film,))))["expires_at"] == 9


def test_a_film_behind_a_route_has_the_hour_too():
    route = VendorRoute(HttpCall(method="GET", path="/x"))
    film = VideoFile(kind=FileKind.VIDEO, location=route)
    assert said(replace(DONE, last=Succeeded(ref=UPSTREAM, files=(film,))))["expires_at"] == 1761020575


def test_an_end_whose_time_is_not_known_is_null():
    body = said(replace(DONE, ended_at=None))
    assert (body["completed_at"], body["expires_at"]) == (None, None)


def test_a_failed_task_says_why_and_has_no_time_of_completion():
    body = said(BROKEN)
    assert (body["status"], body["progress"], body["completed_at"]) == ("failed", 40, None)
    assert body["error"] == {"code": "moderation_blocked", "message": "risk (vendor code 50511)"}


@pytest.mark.parametrize("state", RunState)
def test_an_unfinished_task_is_read_again(state: RunState):
    record = replace(RECORD, last=InProgress(ref=UPSTREAM, state=state), progress_shown=40)
    reply = openai_videos.encode_task(record, PROFILE)
    assert openai_videos.decode_task(REF, reply, PROFILE) == InProgress(ref=REF, state=state, progress=40)


def test_a_finished_task_is_read_with_the_route_of_its_film():
    task = openai_videos.decode_task(REF, openai_videos.encode_task(DONE, PROFILE), PROFILE)
    assert isinstance(task, Succeeded)
    assert task.video.location == VendorRoute(HttpCall(method="GET", path="/v1/videos/video_1/content"))


def test_a_failed_task_is_read_with_its_reason():
    task = openai_videos.decode_task(REF, openai_videos.encode_task(BROKEN, PROFILE), PROFILE)
    failure = VendorFailure(kind=ErrorKind.OUTPUT_REJECTED, vendor_code="50511", message="risk")
    assert task == Failed(ref=REF, failure=failure)


def test_a_create_reply_is_read_as_its_id():
    reply = openai_videos.encode_created(RECORD, PROFILE)
    assert openai_videos.decode_created(reply, PROFILE) == REF


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"status": "queued"}',
        b'{"id": 7, "status": "queued"}',
        b'{"id": " ", "status": "queued"}',
    ],
)
def test_a_create_reply_without_an_id_is_malformed(body: bytes):
    with pytest.raises(MalformedReply):
        openai_videos.decode_created(HttpReply(status=200, body=body), PROFILE)


@pytest.mark.parametrize("word", ["processing", "succeeded", "in_queue", "Completed", "", None, 7])
def test_a_word_that_is_none_raises(word: Any):
    reply = json_reply(200, {"id": "video_1", "status": word})
    with pytest.raises(UnknownWord):
        openai_videos.decode_created(reply, PROFILE)
    with pytest.raises(UnknownWord):
        openai_videos.decode_task(REF, reply, PROFILE)


@pytest.mark.parametrize("progress", [-1, 101, 5.5, True, "5"])
def test_a_progress_that_is_none_is_malformed(progress: Any):
    reply = json_reply(200, {"id": "video_1", "status": "queued", "progress": progress})
    with pytest.raises(MalformedReply):
        openai_videos.decode_task(REF, reply, PROFILE)


def test_a_task_without_progress_is_read():
    reply = json_reply(200, {"id": "video_1", "status": "queued"})
    assert openai_videos.decode_task(REF, reply, PROFILE) == InProgress(ref=REF, state=RunState.QUEUED)


def test_a_reply_about_another_task_is_malformed():
    with pytest.raises(MalformedReply) as caught:
        openai_videos.decode_task(
            TaskRef(task_id="video_2"), openai_videos.encode_task(DONE, PROFILE), PROFILE
        )
    assert (caught.value.pointer, caught.value.value) == ("/id", "video_1")


@pytest.mark.parametrize("status", [300, 302])
def test_a_redirection_is_no_task(status: int):
    reply = json_reply(status, {"id": "video_1", "status": "queued", "error": {"message": "go there"}})
    assert isinstance(openai_videos.decode_created(reply, PROFILE), VendorFailure)
    assert isinstance(openai_videos.decode_task(REF, reply, PROFILE), VendorFailure)


def test_a_refused_create_or_query_is_read_as_a_failure():
    refusal = json_reply(404, {"error": {"message": "no", "type": "t", "param": None, "code": None}})
    failure = VendorFailure(kind=ErrorKind.NOT_FOUND, vendor_code="not_found", message="no")
    assert openai_videos.decode_created(refusal, PROFILE) == failure
    assert openai_videos.decode_task(REF, refusal, PROFILE) == failure


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ((), FileKind.VIDEO),
        ((("variant", ""),), FileKind.VIDEO),
        ((("variant", "video"),), FileKind.VIDEO),
        ((("variant", "thumbnail"), ("x", "y")), FileKind.THUMBNAIL),
    ],
)
def test_a_client_chooses_a_file(query: Any, kind: FileKind):
    call = HttpCall(method="GET", path="/v1/videos/1/content", query=query)
    assert openai_videos.decode_content(call, PROFILE) is kind


@pytest.mark.parametrize("variant", ["spritesheet", "VIDEO", "poster"])
def test_a_file_that_nobody_has_is_refused_by_name(variant: str):
    call = HttpCall(method="GET", path="/v1/videos/1/content", query=(("variant", variant),))
    with pytest.raises(MalformedRequest) as caught:
        openai_videos.decode_content(call, PROFILE)
    assert caught.value.field == "variant"

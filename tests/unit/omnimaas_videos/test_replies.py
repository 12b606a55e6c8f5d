"""What a client gets back, and what a client (or the judge) reads from it."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import orjson
import pytest
from wan_creates import profile_of

from vidlect_adapters.canonical import (
    Failed,
    FileKind,
    FrameSize,
    InProgress,
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
from vidlect_adapters.errors import MalformedReply, MalformedRequest, UnknownWord
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpCall, HttpReply, json_reply
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.surfaces import omnimaas_videos as surface
from vidlect_adapters.surfaces.omnimaas_videos.vocabulary import PROFILES

PROFILE = profile_of()
REF = TaskRef(task_id="video_1")
UPSTREAM = TaskRef(task_id="up")
NOW = 1640995200
DAY_LATER = 1641081600  # both as in the example of seed 004
CREATED = ["id", "object", "model", "created_at", "status", "progress"]
SHOWN = [*CREATED, "expires_at", "size", "seconds", "quality", "remixed_from_video_id", "error"]
LINK = "https://gateway.example/v1/videos/video_1/content?signature=1"
RECORD = TaskRecord(
    id="video_1",
    owner="me",
    surface="omnimaas_videos",
    vendor="dashscope",
    model_name="wan2.6-t2v",
    ref=UPSTREAM,
    request=VideoRequest(model="wan2.6-t2v", prompt="雪"),
    created_at=NOW,
    last=InProgress(ref=UPSTREAM, state=RunState.QUEUED),
)
FILM = VideoFile(kind=FileKind.VIDEO, location=Link(url="https://example.com/a.mp4"))
DONE = replace(RECORD, last=Succeeded(ref=UPSTREAM, files=(FILM,)), progress_shown=100, ended_at=NOW)
BROKEN = replace(
    RECORD,
    last=Failed(
        ref=UPSTREAM,
        failure=VendorFailure(kind=ErrorKind.OUTPUT_REJECTED, vendor_code="50511", message="risk"),
    ),
    progress_shown=40,
    ended_at=NOW,
)


def shown(record: TaskRecord, name: str = "default", **switches: str) -> dict[str, Any]:
    reply = surface.encode_task(record, profile_of(name, **switches))
    assert reply.status == 200
    body: dict[str, Any] = orjson.loads(reply.body)
    assert list(body)[: len(SHOWN)] == SHOWN
    return body


def running(state: RunState) -> TaskRecord:
    return replace(RECORD, last=InProgress(ref=UPSTREAM, state=state), progress_shown=40)


@pytest.mark.parametrize("number", [0, 1, 2**64, 2**128 - 1])
def test_ids_are_video_and_32_hexadecimal_digits(number: int):
    assert re.fullmatch(r"video_[0-9a-f]{32}", surface.new_id(number))


@pytest.mark.parametrize("name", PROFILES)
def test_the_create_reply_has_six_members(name: str):
    body = orjson.loads(surface.encode_created(replace(RECORD, progress_shown=7), profile_of(name)).body)
    assert list(body) == CREATED
    assert body == {
        "id": "video_1",
        "object": "video",
        "model": "wan2.6-t2v",
        "created_at": NOW,
        "status": "queued" if name == "openai-words" else "processing",
        "progress": 0,
    }


def test_a_finished_task_is_the_documents_example_and_a_link():
    assert shown(replace(DONE, film_url=LINK)) == {
        "id": "video_1",
        "object": "video",
        "model": "wan2.6-t2v",
        "created_at": NOW,
        "status": "succeeded",
        "progress": 100,
        "expires_at": DAY_LATER,
        "size": "1920x1080",
        "seconds": "5",
        "quality": "standard",
        "remixed_from_video_id": None,
        "error": None,
        "url": LINK,
    }


def test_url_is_left_out_where_there_is_none_or_the_route_suffices():
    assert "url" not in shown(DONE)
    assert "url" not in shown(replace(DONE, film_url=LINK), "lenient")
    assert "url" not in shown(replace(RECORD, film_url=LINK))
    assert "url" not in shown(replace(BROKEN, film_url=LINK))


@pytest.mark.parametrize(
    ("record", "documented", "openai"),
    [
        (running(RunState.QUEUED), "processing", "queued"),
        (running(RunState.RUNNING), "processing", "in_progress"),
        (DONE, "succeeded", "completed"),
        (BROKEN, "failed", "failed"),
    ],
    ids=["queued", "running", "succeeded", "failed"],
)
def test_one_gateway_has_one_set_of_words(record: TaskRecord, documented: str, openai: str):
    assert shown(record)["status"] == documented
    assert shown(record, "openai-words")["status"] == openai


def test_when_a_task_that_goes_on_expires_is_not_known_but_strictly_said():
    assert shown(running(RunState.RUNNING))["expires_at"] is None
    assert shown(running(RunState.RUNNING), "strict")["expires_at"] == DAY_LATER
    assert shown(BROKEN)["expires_at"] is None


def test_a_vendors_own_time_of_expiry_comes_first():
    film = VideoFile(kind=FileKind.VIDEO, location=Link(url="https://example.com/a", expires_at=9))
    assert shown(replace(DONE, last=Succeeded(ref=UPSTREAM, files=(film,))))["expires_at"] == 9


def test_a_film_behind_a_route_is_there_for_a_day_after_its_end():
    route = VideoFile(kind=FileKind.VIDEO, location=VendorRoute(HttpCall(method="GET", path="/x")))
    record = replace(DONE, last=Succeeded(ref=UPSTREAM, files=(route,)), ended_at=NOW + 60)
    assert shown(record)["expires_at"] == DAY_LATER + 60
    assert shown(replace(record, ended_at=None))["expires_at"] == DAY_LATER


@pytest.mark.parametrize(
    ("frame", "size"),
    [
        (Pixels(width=720, height=1280), "720x1280"),
        (Shape(resolution="720p"), "1280x720"),
        (Shape(resolution="1080P"), "1920x1080"),
        (Shape(resolution="480p"), None),
        (Shape(aspect="16:9"), None),
        (None, None),
    ],
)
def test_a_size_has_an_x_and_a_tier_its_widest_size(frame: FrameSize | None, size: str | None):
    record = replace(DONE, request=replace(DONE.request, frame=frame))
    assert shown(replace(record, model_name="kling-v1"))["size"] == size
    assert shown(record)["size"] == (size or "1920x1080")


def test_seconds_are_a_text():
    record = replace(DONE, request=replace(DONE.request, length=Seconds(Fraction(10))))
    assert shown(record)["seconds"] == "10"
    assert shown(replace(DONE, model_name="kling-v1"))["seconds"] is None


def test_a_failed_task_says_why():
    body = shown(BROKEN)
    assert (body["status"], body["progress"]) == ("failed", 40)
    assert body["error"] == {"code": "output_rejected", "message": "risk (vendor code 50511)"}


@pytest.mark.parametrize("state", RunState)
def test_an_unfinished_task_is_read_again(state: RunState):
    for name in ("default", "openai-words"):
        profile = profile_of(name)
        task = surface.decode_task(REF, surface.encode_task(running(state), profile), profile)
        read_as = state if name == "openai-words" else RunState.RUNNING
        assert task == InProgress(ref=REF, state=read_as, progress=40)


def test_a_finished_task_is_read_with_its_link():
    reply = surface.encode_task(replace(DONE, film_url=LINK), PROFILE)
    task = surface.decode_task(REF, reply, PROFILE)
    assert isinstance(task, Succeeded)
    assert task.video.location == Link(url=LINK, expires_at=DAY_LATER)


@pytest.mark.parametrize("name", PROFILES)
def test_or_with_the_content_route(name: str):
    profile = profile_of(name)
    task = surface.decode_task(REF, surface.encode_task(DONE, profile), profile)
    assert isinstance(task, Succeeded)
    assert task.video.location == VendorRoute(HttpCall(method="GET", path="/v1/videos/video_1/content"))


def test_a_failed_task_is_read_with_its_reason():
    task = surface.decode_task(REF, surface.encode_task(BROKEN, PROFILE), PROFILE)
    failure = VendorFailure(kind=ErrorKind.OUTPUT_REJECTED, vendor_code="50511", message="risk")
    assert task == Failed(ref=REF, failure=failure)


def test_a_create_reply_is_read_as_its_id():
    assert surface.decode_created(surface.encode_created(RECORD, PROFILE), PROFILE) == REF


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"status": "processing"}', b'{"id": 7, "status": "processing"}']
)
def test_a_create_reply_without_an_id_is_malformed(body: bytes):
    with pytest.raises(MalformedReply):
        surface.decode_created(HttpReply(status=200, body=body), PROFILE)


DOCUMENTED = ("processing", "succeeded", "failed")
OPENAI = ("queued", "in_progress", "completed", "failed")


@pytest.mark.parametrize("name", ["default", "openai-words"])
@pytest.mark.parametrize("word", [*sorted({*DOCUMENTED, *OPENAI}), "in_queue", "Processing", "", None, 7])
def test_a_word_that_is_none_raises(word: Any, name: str):
    reply = json_reply(200, {"id": "video_1", "status": word})
    if word in (OPENAI if name == "openai-words" else DOCUMENTED):
        assert surface.decode_created(reply, profile_of(name)) == REF
        return
    with pytest.raises(UnknownWord):
        surface.decode_created(reply, profile_of(name))
    with pytest.raises(UnknownWord):
        surface.decode_task(REF, reply, profile_of(name))


@pytest.mark.parametrize(
    "members",
    [
        {"url": 7},
        {"url": ""},
        {"url": LINK, "expires_at": "soon"},
        {"expires_at": True},
        {"expires_at": 1.5},
        {"status": "processing", "progress": 101},
        {"status": "failed", "error": {"message": ""}},
        {"id": "video_2"},
    ],
    ids=str,
)
def test_a_broken_object_is_malformed(members: dict[str, Any]):
    reply = json_reply(200, {"id": "video_1", "status": "succeeded", **members})
    with pytest.raises(MalformedReply):
        surface.decode_task(REF, reply, PROFILE)


def test_a_refused_create_or_query_is_read_as_a_failure():
    refusal = json_reply(404, {"error": {"message": "no", "type": "invalid_request_error"}})
    failure = VendorFailure(kind=ErrorKind.NOT_FOUND, vendor_code="not_found", message="no")
    assert surface.decode_created(refusal, PROFILE) == failure
    assert surface.decode_task(REF, refusal, PROFILE) == failure


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ((), FileKind.VIDEO),
        ((("variant", ""),), FileKind.VIDEO),
        ((("variant", "video"),), FileKind.VIDEO),
        ((("variant", "mp4"),), FileKind.VIDEO),
        ((("variant", "thumbnail"), ("x", "y")), FileKind.THUMBNAIL),
    ],
)
def test_a_client_chooses_a_file(query: Any, kind: FileKind):
    call = HttpCall(method="GET", path="/v1/videos/1/content", query=query)
    assert surface.decode_content(call, PROFILE) is kind


@pytest.mark.parametrize("variant", ["spritesheet", "VIDEO", "poster"])
def test_a_file_that_nobody_has_is_refused_by_name(variant: str):
    call = HttpCall(method="GET", path="/v1/videos/1/content", query=(("variant", variant),))
    with pytest.raises(MalformedRequest) as caught:
        surface.decode_content(call, PROFILE)
    assert caught.value.field == "variant"

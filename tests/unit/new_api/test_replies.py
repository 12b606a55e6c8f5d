"""What new-api answers to a create and a query, and what its client reads (dialects' facts 5.3–5.6)."""

import re
from dataclasses import replace
from fractions import Fraction

import orjson
import pytest
from new_api_creates import GENERATIONS, URL, VIDEOS, picture
from new_api_records import BROKEN, CONTENT, DONE, FILM, ID, QUEUED, REF, RUNNING, record

from vidlect_adapters import new_api
from vidlect_adapters.canonical import (
    Failed,
    Frames,
    InProgress,
    Link,
    Pixels,
    RunState,
    Seconds,
    Shape,
    Succeeded,
    VendorRoute,
    VideoRequest,
)
from vidlect_adapters.errors import MalformedReply, UnknownWord
from vidlect_adapters.failure import ErrorKind
from vidlect_adapters.message import json_reply


def told(last=QUEUED, route=GENERATIONS, **members):
    reply = new_api.encode_task(record(last, **members), route)
    assert reply.status == 200
    return orjson.loads(reply.body)


@pytest.mark.parametrize("number", [0, 7, 2**128 - 1])
def test_an_id_is_task_and_32_letters_and_digits(number):
    assert re.fullmatch(r"task_[A-Za-z0-9]{32}", new_api.new_id(number))


def test_the_reply_to_a_create_names_the_task_twice_and_prices_nothing():
    reply = new_api.encode_created(record())
    assert orjson.loads(reply.body) == {
        "id": ID,
        "task_id": ID,
        "object": "video",
        "model": "mine",
        "status": "queued",
        "progress": 0,
        "created_at": 1_790_000_000,
    }
    assert orjson.loads(reply.header("X-New-Api-Other-Ratios")) == {}
    assert new_api.decode_created(reply, VIDEOS) == REF


@pytest.mark.parametrize(
    ("last", "shown", "word", "percent"),
    [
        (QUEUED, 0, "QUEUED", "20%"),
        (QUEUED, 25, "QUEUED", "25%"),
        (RUNNING, 0, "IN_PROGRESS", "30%"),
        (RUNNING, 64, "IN_PROGRESS", "64%"),
        (DONE, 100, "SUCCESS", "100%"),
        (BROKEN, 64, "FAILURE", "100%"),
    ],
)
def test_each_state_has_its_word_and_percent(last, shown, word, percent):
    body = told(last, progress_shown=shown)
    assert (body["code"], body["message"]) == ("success", "")
    assert (body["data"]["status"], body["data"]["progress"]) == (word, percent)
    video = told(last, VIDEOS, progress_shown=shown)
    words = {"QUEUED": "queued", "IN_PROGRESS": "in_progress", "SUCCESS": "completed", "FAILURE": "failed"}
    assert (video["status"], f"{video['progress']}%") == (words[word], percent)


def test_the_envelope_has_every_member():
    row = told(BROKEN, ended_at=1_790_000_060)["data"]
    assert row | {"id": 0} == {
        "id": 0,
        "created_at": 1_790_000_000,
        "updated_at": 1_790_000_060,
        "task_id": ID,
        "platform": "kling",
        "user_id": 0,
        "group": "",
        "channel_id": 0,
        "quota": 0,
        "action": "textGenerate",
        "status": "FAILURE",
        "fail_reason": "blocked by risk control (vendor code 1301)",
        "submit_time": 1_790_000_000,
        "start_time": 0,
        "finish_time": 1_790_000_060,
        "progress": "100%",
        "properties": {"input": "雪山", "upstream_model_name": "kling-v1", "origin_model_name": "mine"},
        "data": None,
    }
    assert type(row["id"]) is int
    assert told(BROKEN)["data"]["id"] == row["id"]


def test_a_task_that_is_not_done_has_no_end():
    row = told()["data"]
    assert (row["finish_time"], row["updated_at"], row["fail_reason"]) == (0, 1_790_000_000, "")
    assert "completed_at" not in told(route=VIDEOS)


def test_a_film_from_pictures_is_another_action():
    request = VideoRequest(model="kling-v1", prompt="雪", inputs=(picture(URL),))
    assert told(request=request)["data"]["action"] == "generate"


def test_the_gateways_own_address_of_the_film_is_shown_and_never_the_vendors():
    assert told(DONE, film_url=FILM)["data"]["result_url"] == FILM
    assert told(DONE, VIDEOS, film_url=FILM)["metadata"] == {"url": FILM}
    for route in (GENERATIONS, VIDEOS):
        assert b"Signature" not in new_api.encode_task(record(DONE), route).body
        assert b"url" not in new_api.encode_task(record(DONE), route).body


def test_a_video_says_length_and_size_where_they_are_known():
    request = VideoRequest(
        model="kling-v1", prompt="雪", length=Seconds(Fraction(5)), frame=Pixels(width=1280, height=720)
    )
    assert told(DONE, VIDEOS, request=request, ended_at=9) == {
        "id": ID,
        "task_id": ID,
        "object": "video",
        "model": "mine",
        "status": "completed",
        "progress": 100,
        "created_at": 1_790_000_000,
        "completed_at": 9,
        "seconds": "5",
        "size": "1280x720",
    }
    other = replace(request, length=Frames(count=121, fps=24), frame=Shape(aspect="1:1"))
    assert told(DONE, VIDEOS, request=other).keys().isdisjoint({"seconds", "size"})


def test_a_failed_video_says_why():
    assert told(BROKEN, VIDEOS)["error"] == {
        "message": "blocked by risk control (vendor code 1301)",
        "code": "output_rejected",
    }


def read(body, route=GENERATIONS, status=200):
    return new_api.decode_task(REF, json_reply(status, body), route, CONTENT)


@pytest.mark.parametrize("route", [GENERATIONS, VIDEOS], ids=["generations", "videos"])
def test_what_is_answered_is_what_is_read(route):
    def back(last, **members):
        return new_api.decode_task(REF, new_api.encode_task(record(last, **members), route), route, CONTENT)

    assert back(QUEUED) == InProgress(ref=REF, state=RunState.QUEUED, progress=20)
    assert back(RUNNING, progress_shown=64) == InProgress(ref=REF, state=RunState.RUNNING, progress=64)
    film = back(DONE, film_url=FILM)
    assert isinstance(film, Succeeded)
    assert film.video.location == Link(url=FILM)
    assert back(DONE).video.location == VendorRoute(CONTENT)
    failed = back(BROKEN)
    assert isinstance(failed, Failed)
    assert (failed.failure.vendor_code, failed.failure.message) == ("1301", "blocked by risk control")


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("NOT_START", RunState.QUEUED),
        ("SUBMITTED", RunState.QUEUED),
        ("QUEUED", RunState.QUEUED),
        ("UNKNOWN", RunState.QUEUED),
        ("IN_PROGRESS", RunState.RUNNING),
    ],
)
@pytest.mark.parametrize(
    ("shown", "progress"), [("30%", 30), ("7.5%", 7), ("0%", 0), ("", None), (None, None), (30, 30)], ids=repr
)
def test_every_word_of_an_unfinished_row_is_read(word, state, shown, progress):
    row = {"task_id": ID, "status": word, "progress": shown}
    assert read({"code": "success", "data": row}) == InProgress(ref=REF, state=state, progress=progress)


@pytest.mark.parametrize(("word", "state"), [("unknown", RunState.QUEUED), ("queued", RunState.QUEUED)])
def test_every_word_of_an_unfinished_video_is_read(word, state):
    assert read({"id": ID, "status": word}, VIDEOS) == InProgress(ref=REF, state=state, progress=None)


def test_the_rows_number_is_not_the_tasks_id():
    body = {"code": "success", "data": {"id": 7, "task_id": ID, "status": "QUEUED"}}
    assert read(body) == InProgress(ref=REF, state=RunState.QUEUED)


@pytest.mark.parametrize("word", ["queued", "succeeded", "", None, 7, []], ids=repr)
def test_any_other_word_of_a_row_is_unknown(word):
    with pytest.raises(UnknownWord) as caught:
        read({"code": "success", "data": {"task_id": ID, "status": word}})
    assert caught.value.pointer == "/data/status"


@pytest.mark.parametrize("word", ["SUCCESS", "succeeded", None])
def test_any_other_word_of_a_video_is_unknown(word):
    with pytest.raises(UnknownWord) as caught:
        read({"id": ID, "status": word}, VIDEOS)
    assert caught.value.pointer == "/status"


@pytest.mark.parametrize(
    ("row", "pointer"),
    [
        ({"status": "QUEUED"}, "/data/task_id"),
        ({"task_id": "task_other", "status": "QUEUED"}, "/data/task_id"),
        ({"task_id": 7, "status": "QUEUED"}, "/data/task_id"),
        ({"task_id": ID, "status": "QUEUED", "progress": "half"}, "/data/progress"),
        ({"task_id": ID, "status": "QUEUED", "progress": "101%"}, "/data/progress"),
        ({"task_id": ID, "status": "QUEUED", "progress": True}, "/data/progress"),
        ({"task_id": ID, "status": "FAILURE"}, "/data/fail_reason"),
        ({"task_id": ID, "status": "FAILURE", "fail_reason": " "}, "/data/fail_reason"),
    ],
    ids=str,
)
def test_a_row_that_breaks_its_form_is_told(row, pointer):
    with pytest.raises(MalformedReply) as caught:
        read({"code": "success", "data": row})
    assert caught.value.pointer == pointer


@pytest.mark.parametrize(
    ("video", "pointer"),
    [
        ({"status": "queued"}, "/id"),
        ({"id": "task_other", "status": "queued"}, "/id"),
        ({"id": ID, "status": "queued", "progress": "20%"}, "/progress"),
        ({"id": ID, "status": "failed"}, "/error"),
        ({"id": ID, "status": "failed", "error": {"code": "x"}}, "/error/message"),
    ],
    ids=str,
)
def test_a_video_that_breaks_its_form_is_told(video, pointer):
    with pytest.raises(MalformedReply) as caught:
        read(video, VIDEOS)
    assert caught.value.pointer == pointer


def test_a_success_without_an_address_is_on_the_content_route():
    for body, route in (
        ({"code": "success", "data": {"task_id": ID, "status": "SUCCESS", "result_url": ""}}, GENERATIONS),
        ({"id": ID, "status": "completed", "metadata": {"url": None}}, VIDEOS),
        ({"id": ID, "status": "completed", "metadata": None}, VIDEOS),
    ):
        assert read(body, route).video.location == VendorRoute(CONTENT)


def test_a_refusal_is_read_whatever_its_status():
    flat = {"code": "task_not_exist", "message": "no such task", "data": None}
    assert read(flat).kind is ErrorKind.NOT_FOUND
    assert read(flat, status=400).kind is ErrorKind.NOT_FOUND
    assert new_api.decode_created(json_reply(400, flat), VIDEOS).kind is ErrorKind.NOT_FOUND


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"status": "queued"}, MalformedReply),
        ({"id": ID, "task_id": "task_other", "status": "queued"}, MalformedReply),
        ({"id": ID, "status": "QUEUED"}, UnknownWord),
    ],
    ids=str,
)
def test_a_reply_to_a_create_that_breaks_its_form_is_told(body, error):
    with pytest.raises(error):
        new_api.decode_created(json_reply(200, body), VIDEOS)


def test_the_task_in_an_envelope_is_the_very_object():
    body = {"code": "success", "data": {"task_id": ID}}
    assert new_api.task_in(body) is body["data"]
    for plain in ({"id": ID}, {"code": "x", "data": None}):
        assert new_api.task_in(plain) is plain

"""Seed 004's own examples, and those of seed 000 that speak to this surface, played value for value.

Replaced is only what a document cannot hold: the picture file. The outcomes stand in docs/seed-examples.md.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from fractions import Fraction
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest
from seed_texts import CAT, SEEDS, bodies, commands, errors, objects, programs
from wan_creates import post, profile_of

from vidlect_adapters.canonical import (
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
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.forms import Part, form_call
from vidlect_adapters.message import HttpReply, json_reply
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.registry import VENDORS
from vidlect_adapters.relay import Outbound, relay_of
from vidlect_adapters.surfaces import omnimaas_videos as surface

COMMANDS = commands()
pytestmark = pytest.mark.skipif(
    not COMMANDS, reason=f"the seeds are not here ({SEEDS}): there is nothing to play"
)
RELAY = relay_of(surface, VENDORS)
SEED_000 = relay_of(surface, VENDORS, {"omnimaas_videos": profile_of("seed-000")})
PROFILE = profile_of()
UPSTREAM = TaskRef(task_id="up")
DATA_URL = f"data:image/jpeg;base64,{base64.b64encode(CAT).decode()}"
KIND_OF = {
    400: ErrorKind.INVALID_REQUEST,
    401: ErrorKind.INVALID_CREDENTIALS,
    403: ErrorKind.PERMISSION_DENIED,
    404: ErrorKind.NOT_FOUND,
    500: ErrorKind.INTERNAL,
}


def played(parts: tuple[Part, ...]) -> Outbound | HttpReply:
    return RELAY.begin_create(form_call("POST", "/v1/videos", parts))


def prompt_of(parts: tuple[Part, ...]) -> str:
    (text,) = (one.content.decode() for one in parts if one.name == "prompt")
    return text


def sent(outbound: Outbound | HttpReply) -> Any:
    assert isinstance(outbound, Outbound), outbound
    assert (outbound.vendor, outbound.losses, outbound.notes) == ("dashscope", (), ())
    return orjson.loads(outbound.call.body)


def test_the_seed_has_the_examples_that_the_table_lists():
    assert [urlsplit(one.url).path for one in COMMANDS] == [
        "/v1/videos",
        "/v1/videos",
        "/v1/videos/video_123",
        "/v1/videos/video_123/content",
    ]
    assert [len(parts) for parts in programs()] == [5, 6]
    assert [len(one) for one in objects()] == [1, 1, 6, 12, *[1] * 5]
    assert list(errors()) == list(KIND_OF)


def test_every_command_shows_its_key_without_a_colon():
    assert {one.headers for one in COMMANDS} == {("Authorization: Bearer sk-xxxx",)}


def test_the_curl_command_of_text_to_video_works():
    parts = COMMANDS[0].parts
    assert sent(played(parts)) == {
        "model": "wan2.6-t2v",
        "input": {"prompt": prompt_of(parts)},
        "parameters": {"duration": 5, "size": "1920*1080"},
    }


def test_the_curl_command_of_picture_to_video_is_refused_as_b_2():
    reply = played(COMMANDS[1].parts)
    assert isinstance(reply, HttpReply)
    assert (reply.status, orjson.loads(reply.body)["error"]["param"]) == (400, "seconds")


def test_and_works_with_the_model_and_a_length_of_the_document():
    mended = {"model": b"wan2.6-i2v", "seconds": b"5"}
    parts = tuple(replace(one, content=mended.get(one.name, one.content)) for one in COMMANDS[1].parts)
    outbound = played(parts)
    assert isinstance(outbound, Outbound)
    assert [loss.field for loss in outbound.losses] == ["frame"]  # the picture gives the ratio (B-3)
    assert orjson.loads(outbound.call.body) == {
        "model": "wan2.6-i2v",
        "input": {"prompt": prompt_of(parts), "img_url": DATA_URL},
        "parameters": {"duration": 5, "resolution": "1080P"},
    }


def test_the_js_program_of_text_to_video_works():
    (parts, _) = programs()
    assert sent(played(parts)) == {
        "model": "wan2.6-t2v",
        "input": {"prompt": prompt_of(parts)},
        "parameters": {"duration": 5, "size": "1920*1080", "watermark": False, "prompt_extend": True},
    }


def test_the_js_program_of_picture_to_video_works():
    (_, parts) = programs()
    assert sent(played(parts)) == {
        "model": "wan2.6-i2v",
        "input": {"prompt": prompt_of(parts), "img_url": DATA_URL},
        "parameters": {"duration": 5, "resolution": "720P", "watermark": False, "prompt_extend": True},
    }


@pytest.mark.parametrize("at", [0, 1])
def test_the_metadata_samples_work(at: int):
    parts = (
        Part(name="model", content=b"wan2.6-t2v"),
        Part(name="prompt", content="雪".encode()),
        Part(name="metadata", content=orjson.dumps(objects()[at])),
    )
    assert sent(played(parts))["parameters"] == {"prompt_extend": True}


RECORD = TaskRecord(
    id="video_123",
    owner="me",
    surface=surface.NAME,
    vendor="openai",
    model_name="sora-2",
    ref=UPSTREAM,
    request=VideoRequest(
        model="sora-2", prompt="猫", length=Seconds(Fraction(5)), frame=Pixels(width=1920, height=1080)
    ),
    created_at=1640995200,
    last=InProgress(ref=UPSTREAM, state=RunState.QUEUED),
)
FILM = VideoFile(kind=FileKind.VIDEO, location=Link(url="https://example.com/a.mp4"))


def test_the_reply_to_a_create_is_the_example_member_for_member():
    example = objects()[2]
    body = orjson.loads(surface.encode_created(RECORD, PROFILE).body)
    assert (body, list(body)) == (example, list(example))
    assert surface.decode_created(json_reply(200, example), PROFILE) == TaskRef(task_id="video_123")


def test_the_reply_to_a_query_is_the_example_member_for_member():
    example = objects()[3]
    done = Succeeded(ref=UPSTREAM, files=(FILM,))
    body = orjson.loads(surface.encode_task(replace(RECORD, last=done, progress_shown=100), PROFILE).body)
    assert (body, list(body)) == (example, list(example))


def test_the_film_of_the_example_is_behind_the_content_route():
    task = surface.decode_task(TaskRef(task_id="video_123"), json_reply(200, objects()[3]), PROFILE)
    assert isinstance(task, Succeeded)
    location = task.video.location
    assert isinstance(location, VendorRoute)
    assert location.call.path == urlsplit(COMMANDS[3].url).path


def test_the_query_is_the_curl_command():
    call = surface.encode_query("video_123", PROFILE)
    assert (call.method, call.path) == ("GET", urlsplit(COMMANDS[2].url).path)


@pytest.mark.parametrize("status", KIND_OF)
def test_an_error_body_is_written_and_read(status: int):
    example = errors()[status]["error"]
    failure = VendorFailure(kind=KIND_OF[status], vendor_code="E", message=example["message"])
    reply = surface.encode_error(failure, PROFILE)
    body = orjson.loads(reply.body)["error"]
    assert (reply.status, body["type"]) == (status, example["type"])
    assert body.keys() >= example.keys()
    assert surface.decode_error(json_reply(status, errors()[status]), PROFILE).kind is KIND_OF[status]


LANGUAGES = ["python", "go", "node"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_program_of_seed_000_works_with_its_profile(language: str):
    body = bodies()[language]
    outbound = SEED_000.begin_create(post(body))
    assert isinstance(outbound, Outbound), outbound
    assert (outbound.vendor, outbound.model_name) == ("volcengine_visual", "jimeng-1.0")
    said = orjson.loads(outbound.call.body)
    assert (said["req_key"], said["prompt"]) == ("jimeng_ti2v_v30_pro", orjson.loads(body)["prompt"])
    accepted = {
        "code": 10000,
        "data": {"task_id": "7"},
        "message": "Success",
        "request_id": "2",
        "status": 10000,
    }
    record, reply = SEED_000.submitted(
        outbound, json_reply(200, accepted), new_id="video_1", owner="me", now=1
    )
    assert record is not None
    answer = orjson.loads(reply.body)
    assert (answer["id"], answer["status"], answer["model"]) == ("video_1", "processing", "jimeng-1.0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_and_is_refused_as_a_2_without_it(language: str):
    reply = RELAY.begin_create(post(bodies()[language]))
    assert isinstance(reply, HttpReply)
    assert (reply.status, orjson.loads(reply.body)["error"]["param"]) == (400, "model")


def test_the_three_programs_send_the_same_members():
    assert len({orjson.dumps(orjson.loads(body)) for body in bodies().values()}) == 1
    assert bodies()["go"] == bodies()["node"] != bodies()["python"]

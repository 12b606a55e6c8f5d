"""Every example of the two documents through the relay and the real vendor's adapter, and the table of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest

from vidlect_adapters.canonical import InProgress, Link, Succeeded, TaskRef
from vidlect_adapters.canonical_json import request_from_json
from vidlect_adapters.message import HttpCall, HttpReply, json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import Outbound, Ready, relay_of
from vidlect_adapters.relay_inspection import InspectionOutbound, begin_inspection, inspected
from vidlect_contract.case import Case, Kind
from vidlect_contract.comparing import compare
from vidlect_contract.loading import load_cases

ROOT = Path(__file__).parents[3]
RELAY = relay_of(SURFACES["tokenops"], VENDORS)
VISUAL = VENDORS["volcengine_visual"]
CASES = {
    case.id.rsplit("/", 1)[1]: case for case in load_cases() if case.id.startswith("tokenops/seed-examples/")
}
ID = "10762451179911711518"
FILM = "https://example.com/film.mp4?sig=a%2Bb"
PRO = "jimeng_ti2v_v30_pro"
HUMAN = {
    "req_key": "jimeng_realman_avatar_picture_omni_v15",
    "image_url": "https://example.com/portrait.jpg",
    "audio_url": "https://example.com/speech.mp3",
    "output_resolution": 1080,
}
SENT: dict[str, dict[str, Any]] = {
    "text": {"req_key": PRO, "frames": 121, "aspect_ratio": "16:9"},
    "text-to-the-end": {"req_key": PRO, "frames": 121, "aspect_ratio": "16:9"},
    "text-that-fails": {"req_key": PRO, "frames": 121, "aspect_ratio": "16:9"},
    "picture": {"req_key": PRO, "frames": 241, "image_urls": ["https://example.com/reference_image.jpg"]},
    "human": HUMAN,
    "human-to-the-end": HUMAN,
    "human-with-mask": {**HUMAN, "mask_url": ["https://example.com/mask1.png"]},
    "human-with-mask-in-content": {**HUMAN, "mask_url": ["https://example.com/mask.png"]},
    "human-with-empty-prompt": HUMAN,
    "content-text": {"req_key": PRO, "frames": 121, "aspect_ratio": "16:9"},
    "content-picture": {"req_key": PRO, "frames": 121, "image_urls": ["https://example.com/landscape.jpg"]},
    "content-base64": {"req_key": PRO, "frames": 121},
    "content-sample": {"req_key": PRO, "frames": 121, "image_urls": ["https://example.com/image.jpg"]},
    "content-before-prompt": {"req_key": PRO, "frames": 121, "aspect_ratio": "16:9"},
}
"""What the vendor's submit holds besides the prompt, whole (a base64 picture is added by its test)."""


def accepted(**data: Any) -> HttpReply:
    return json_reply(
        200,
        {
            "code": 10000,
            "data": data,
            "message": "Success",
            "request_id": "2024",
            "status": 10000,
            "time_elapsed": "1ms",
        },
    )


def filled(value: Any) -> Any:
    """The case's JSON as if the marker were empty and the media stood at example.com."""
    text = json.dumps(value, ensure_ascii=False)
    return json.loads(text.replace("{marker}", "").replace("{media}", "https://example.com"))


def call_of(case: Case) -> HttpCall:
    request = filled(case.given["request"])
    return HttpCall(method=request["method"], path=request["path"], body=orjson.dumps(request["body"]))


def begun(case: Case) -> Outbound:
    outbound = RELAY.begin_create(call_of(case))
    assert isinstance(outbound, Outbound), outbound
    return outbound


FILMS = {slug: case for slug, case in CASES.items() if not slug.startswith("subject-")}


def test_every_film_of_the_table_is_here():
    assert set(FILMS) == set(SENT)


@pytest.mark.parametrize("slug", FILMS)
def test_an_example_asks_the_vendor_for_just_this_film(slug: str):
    case = FILMS[slug]
    outbound = begun(case)
    wanted = filled(case.expect["request"])
    sent = orjson.loads(outbound.call.body)
    expected = {**SENT[slug], **({"prompt": wanted["prompt"]} if "prompt" in wanted else {})}
    if slug == "content-base64":
        expected["binary_data_base64"] = [wanted["inputs"][0]["base64"]]
    assert sent == expected
    assert outbound.request == request_from_json(wanted)


@pytest.mark.parametrize("slug", FILMS)
def test_an_example_is_answered_as_documented(slug: str):
    outbound = begun(FILMS[slug])
    record, reply = RELAY.submitted(
        outbound, accepted(task_id="7392616336519610409"), new_id=ID, owner="me", now=1762776961
    )
    assert record is not None
    assert compare(FILMS[slug].expect_object("reply")["body"], orjson.loads(reply.body)) == []
    documented = {"id": ID, "object": "video", "created_at": 1762776961, "status": "in_queue"}
    assert documented.items() <= orjson.loads(reply.body).items()


@pytest.mark.parametrize("slug", [slug for slug, case in FILMS.items() if case.kind is Kind.JOURNEY])
def test_an_examples_journey_ends_as_documented(slug: str):
    case = FILMS[slug]
    record, _ = RELAY.submitted(begun(case), accepted(task_id="1"), new_id=ID, owner="me", now=1)
    assert record is not None
    refused = {
        "code": 50511,
        "data": None,
        "message": "Post Img Risk Not Pass",
        "request_id": "2",
        "status": 50511,
    }
    ends = case.expect["final"] == "succeeded"
    end = accepted(status="done", video_url=FILM) if ends else json_reply(400, refused)
    words: list[str] = []
    for reply in (accepted(status="in_queue"), accepted(status="generating"), end):
        assert RELAY.poll(record) is not None
        record = RELAY.polled(record, reply).record
        words.append(orjson.loads(RELAY.query_reply(record).body)["status"])
    assert words == ["in_queue", "processing", "completed" if ends else "failed"]
    assert compare(case.expect["last"], orjson.loads(RELAY.query_reply(record).body)) == []
    content = RELAY.content(record)
    if ends:
        assert content == Ready(vendor="volcengine_visual", location=Link(url=FILM))
    else:
        assert isinstance(content, HttpReply)
    assert RELAY.poll(record) is None


def asked(slug: str) -> InspectionOutbound:
    outbound = begin_inspection(RELAY, call_of(CASES[slug]))
    assert isinstance(outbound, InspectionOutbound), outbound
    (first, *_) = filled(CASES[slug].expect["southbound"])
    assert orjson.loads(outbound.call.body) == first["body"]
    assert dict(outbound.call.query)["Action"] == first["operation"]
    return outbound


def test_the_detection_example_gets_its_documented_reply():
    masks = ["https://example.com/mask1.png", "https://example.com/mask2.png"]
    found = {"code": 0, "object_detection_result": {"mask": {"url": masks}}, "status": 1}
    reply = accepted(resp_data=json.dumps(found))
    answer = inspected(RELAY, asked("subject-detection"), reply, new_id="9")
    assert isinstance(answer, HttpReply)
    assert orjson.loads(answer.body) == {"status": 1, "mask_urls": masks, "request_id": "2024"}


def test_the_recognition_example_gets_its_documented_reply():
    poll = inspected(RELAY, asked("subject-recognition"), accepted(task_id="7"), new_id="9")
    assert isinstance(poll, InspectionOutbound)
    assert dict(poll.call.query)["Action"] == "CVGetResult"
    reply = accepted(status="done", resp_data='{"status":1}')
    answer = inspected(RELAY, poll, reply, new_id="9")
    assert isinstance(answer, HttpReply)
    assert orjson.loads(answer.body) == {"task_id": "7", "status": 1, "request_id": "2024"}


def test_a_picture_as_printed_with_dots_is_refused():
    body = filled(CASES["content-base64"].given_object("request")["body"])
    body["content"][1]["image_url"]["url"] = "data:image/jpeg;base64,/9j/4AAQSkZJRg..."
    reply = RELAY.begin_create(HttpCall(method="POST", path="/v1/videos", body=orjson.dumps(body)))
    assert isinstance(reply, HttpReply)
    assert orjson.loads(reply.body)["error"]["param"] == "content[1].image_url.url"


SEED_001 = choose("volcengine_visual", VISUAL.SWITCHES, VISUAL.PROFILES, "seed-001")
DEFAULT = choose("volcengine_visual", VISUAL.SWITCHES, VISUAL.PROFILES)
TEXT = {"prompt": "一只白猫在窗边打盹", "frames": 121, "aspect_ratio": "16:9", "seed": -1}


def submit(**body: Any) -> HttpCall:
    query = (("Action", "CVSync2AsyncSubmitTask"), ("Version", "2022-08-31"))
    return HttpCall(method="POST", path="/", query=query, body=orjson.dumps(body))


@pytest.mark.parametrize(
    ("body", "model"),
    [
        ({"req_key": "jimeng_t2v_v30_1080p", **TEXT}, "jimeng_t2v_v30_1080p"),
        ({"req_key": PRO, "image_urls": ["https://example.com/cat.jpg"], **TEXT}, PRO),
        ({"req_key": "jimeng_t2v_v30_pro", **TEXT}, PRO),
    ],
)
def test_a_submit_of_seed_001_is_understood(body: dict[str, Any], model: str):
    decoded = VISUAL.decode_submit(submit(**body), DEFAULT)
    assert decoded.request.model == model
    assert bool(decoded.notes) == (body.get("image_urls") is not None or body["req_key"] != model)


def test_the_query_of_seed_001_is_the_one_we_send():
    ref = TaskRef(task_id="971901374197657342", locator=(("req_key", "jimeng_t2v_v30_1080p"),))
    call = VISUAL.encode_poll(ref, DEFAULT)
    assert dict(call.query) == {"Action": "CVSync2AsyncGetResult", "Version": "2022-08-31"}
    assert orjson.loads(call.body) == {"req_key": "jimeng_t2v_v30_1080p", "task_id": "971901374197657342"}


def test_the_replies_of_seed_001_are_read_with_its_profile():
    metadata = {
        "RequestId": "xxx-xxx-xxx",
        "Action": "CVSync2AsyncSubmitTask",
        "Version": "2022-08-31",
        "Service": "cv",
        "Region": "cn-north-1",
    }
    submitted = json_reply(200, {"ResponseMetadata": metadata, "data": {"task_id": "971901374197657342"}})
    request = VISUAL.decode_submit(submit(req_key="jimeng_t2v_v30_1080p", **TEXT), SEED_001).request
    ref = VISUAL.decode_submitted(request, submitted, SEED_001)
    assert isinstance(ref, TaskRef)
    assert ref.task_id == "971901374197657342"
    done = {"task_id": ref.task_id, "status": "done", "video_url": FILM}
    assert isinstance(VISUAL.decode_polled(ref, json_reply(200, {"data": done}), SEED_001), Succeeded)
    for word in ("not_start", "pending", "running"):
        waiting = json_reply(200, {"data": {"task_id": ref.task_id, "status": word}})
        assert isinstance(VISUAL.decode_polled(ref, waiting, SEED_001), InProgress)

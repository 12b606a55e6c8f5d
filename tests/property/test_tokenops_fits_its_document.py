"""Law: the surface and its OpenAPI document say the same, as far as a schema can say it."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidlect_adapters.canonical import (
    Failed,
    FileKind,
    InProgress,
    Link,
    RunState,
    SubjectFindings,
    Succeeded,
    TaskRef,
    VideoFile,
    VideoRequest,
    VideoTask,
)
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import choose
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import Outbound, relay_of
from vidlect_adapters.surfaces import tokenops
from vidlect_adapters.surfaces.tokenops import vocabulary, wire
from vidlect_contract.case import Kind
from vidlect_contract.loading import load_cases
from vidlect_mock import documents

DOCUMENT: dict[str, Any] = documents.load("surfaces", "tokenops")  # type: ignore[assignment] # JSON
DEFAULT = choose(tokenops.NAME, tokenops.SWITCHES, tokenops.PROFILES)
STRICT = choose(tokenops.NAME, tokenops.SWITCHES, tokenops.PROFILES, "strict")
URL = "https://example.com/a.jpg"
FACE = {"type": "image_url", "image_url": {"url": URL}}
MASK = {**FACE, "role": "mask_image"}
SPEECH = {"type": "audio_url", "audio_url": {"url": "https://example.com/a.mp3"}}
TEXT = {"type": "text", "text": "海"}
HOLLOW = {"type": "image_url", "image_url": {"url": ""}}
BASE64 = {"type": "image_base64", "image_url": {"url": "AAAA"}}


def validator(name: str) -> jsonschema_rs.Draft202012Validator:
    schema = {"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]}
    return jsonschema_rs.Draft202012Validator(schema)


CREATE = validator("Create")


RELAY = relay_of(SURFACES["tokenops"], VENDORS)


def read(body: Any) -> bool:
    """Whether a gateway would send something: the document describes it with its vendor behind it."""
    call = HttpCall(method="POST", path=wire.VIDEOS, body=orjson.dumps(body))
    return isinstance(RELAY.begin_create(call), Outbound)


def examples(path: str) -> list[Any]:
    content = DOCUMENT["paths"][path]["post"]["requestBody"]["content"]["application/json"]
    return [one["value"] for one in content["examples"].values()]


EXAMPLES = examples(wire.VIDEOS)
EMPTY = st.sampled_from([None, "", [], {}, [""], [None, []]])
VALUE = st.one_of(
    EMPTY,
    st.sampled_from(
        ["5", "10", "7", "16:9", "1280x720", "7x7", "weak", "雪", " ", URL, "omni_human", "handheld", "AAAA"]
    ),
    st.sampled_from([-1, 0, 1, 121, 241, 720, 1080, True, False, 5.5]),
    st.lists(st.sampled_from([FACE, MASK, SPEECH, TEXT, HOLLOW, BASE64]), min_size=1, max_size=3),
    st.lists(st.sampled_from([URL, "", "data:image/png;base64,AAAA"]), min_size=1, max_size=3),
    st.sampled_from([*vocabulary.FILMS, *vocabulary.MODELS]),
)
MEMBER = st.sampled_from([*sorted(wire.CREATE_MEMBERS), *vocabulary.FOREIGN_CONTENT, "n", "other"])


@given(base=st.sampled_from(EXAMPLES), changes=st.dictionaries(MEMBER, VALUE, max_size=3))
def test_whatever_is_accepted_fits_the_document(base: Any, changes: dict[str, Any]):
    body = {**base, **changes}
    if read(body):
        assert [error.message for error in CREATE.iter_errors(body)] == []


@given(base=st.sampled_from(EXAMPLES), member=MEMBER)
def test_a_member_left_out_is_judged_alike(base: Any, member: str):
    body = {name: value for name, value in base.items() if name != member}
    assert read(body) == CREATE.is_valid(body) or member in {"image_urls", "content"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["req_key"] + str(len(example)))
def test_every_example_of_a_create_fits_and_is_accepted_without_a_remark(example: Any):
    assert CREATE.is_valid(example)
    call = HttpCall(method="POST", path=wire.VIDEOS, body=orjson.dumps(example))
    assert tokenops.decode_create(call, STRICT).losses == ()


@pytest.mark.parametrize("path", [wire.DETECTION, wire.RECOGNITION])
def test_every_example_of_a_question_fits_and_is_accepted(path: str):
    (example,) = examples(path)
    name = "Detection" if path == wire.DETECTION else "Recognition"
    assert validator(name).is_valid(example)
    body = orjson.dumps(example)
    asked = HttpCall(method="POST", path=path, body=body)
    inspection = tokenops.decode_inspection(asked, DEFAULT).inspection
    findings = SubjectFindings(contains_subject=True, task_id="1", request_id="2")
    reply = tokenops.encode_findings(findings, inspection, DEFAULT)
    assert validator(f"{name}Findings").is_valid(orjson.loads(reply.body))


@pytest.mark.parametrize(
    "case",
    [
        case
        for case in load_cases()
        if case.surface == "tokenops"
        and case.kind in {Kind.CREATE, Kind.JOURNEY}
        and case.given_object("request").get("path") == wire.VIDEOS
        and not case.deliberate
    ],
    ids=lambda case: case.id,
)
def test_every_case_that_does_not_break_it_on_purpose_fits(case: Any):
    text = orjson.dumps(case.given_object("request")["body"]).decode()
    body = orjson.loads(text.replace("{marker}", "").replace("{media}", "https://example.com"))
    assert [error.message for error in CREATE.iter_errors(body)] == []


REF = TaskRef(task_id="up")
FAILURE = VendorFailure(kind=ErrorKind.OUTPUT_REJECTED, vendor_code="50511", message="no")
FILM = VideoFile(kind=FileKind.VIDEO, location=Link(url=URL))
TASKS: tuple[tuple[VideoTask, int], ...] = (
    (InProgress(ref=REF, state=RunState.QUEUED), 0),
    (InProgress(ref=REF, state=RunState.RUNNING), 99),
    (Succeeded(ref=REF, files=(FILM,)), 100),
    (Failed(ref=REF, failure=FAILURE), 40),
)


@pytest.mark.parametrize("profile", [DEFAULT, STRICT], ids=lambda profile: profile.name)
@pytest.mark.parametrize(("task", "progress"), TASKS, ids=["queued", "running", "succeeded", "failed"])
def test_every_reply_fits(task: VideoTask, progress: int, profile: Any):
    record = TaskRecord(
        id="1",
        owner="me",
        surface="tokenops",
        vendor="volcengine_visual",
        model_name="m",
        ref=REF,
        request=VideoRequest(model="m"),
        created_at=1,
        last=task,
        progress_shown=progress,
    )
    assert validator("Task").is_valid(orjson.loads(tokenops.encode_task(record, profile).body))
    assert validator("Created").is_valid(orjson.loads(tokenops.encode_created(record, profile).body))


@pytest.mark.parametrize("kind", ErrorKind, ids=lambda kind: kind.word)
def test_every_refusal_fits_and_its_status_is_documented(kind: ErrorKind):
    reply = tokenops.encode_error(VendorFailure(kind=kind, vendor_code="1", message="no"), DEFAULT)
    assert validator("Error").is_valid(orjson.loads(reply.body))
    documented = {
        status
        for path in DOCUMENT["paths"].values()
        for name, operation in path.items()
        if name != "parameters"
        for status in operation["responses"]
    }
    assert str(reply.status) in documented


def test_the_document_names_every_member_and_key():
    create = DOCUMENT["components"]["schemas"]["Create"]["properties"]
    assert set(create) == wire.CREATE_MEMBERS | set(vocabulary.FOREIGN_CONTENT) | {"n"}
    assert DOCUMENT["components"]["schemas"]["ReqKey"]["enum"] == list(vocabulary.FILMS)


def test_every_reference_of_the_document_leads_somewhere():
    found = 0
    waiting: list[Any] = [DOCUMENT]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(reference := one.get("$ref"), str):
                target: Any = DOCUMENT
                for part in reference.removeprefix("#/").split("/"):
                    target = target[part]
                found += 1
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    assert found > 100

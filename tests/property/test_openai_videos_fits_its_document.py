"""Law: the surface and its OpenAPI document say the same, as far as a schema can say it."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai_videos_films import films

from vidlect_adapters.canonical import (
    Failed,
    FileKind,
    InProgress,
    Link,
    RunState,
    Succeeded,
    TaskRef,
    VideoFile,
    VideoRequest,
    VideoTask,
)
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import choose
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.surfaces import openai_videos as surface
from vidlect_adapters.surfaces.openai_videos import vocabulary, wire
from vidlect_mock import documents

DOCUMENT: dict[str, Any] = documents.load("surfaces", "openai_videos")  # type: ignore[assignment] # JSON
PROFILES = {name: choose(surface.NAME, surface.SWITCHES, surface.PROFILES, name) for name in surface.PROFILES}
URL = "https://example.com/a.jpg"


def validator(name: str) -> jsonschema_rs.Draft202012Validator:
    schema = {"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]}
    return jsonschema_rs.Draft202012Validator(schema)


CREATE = validator("Create")
CONTENT = DOCUMENT["paths"][wire.VIDEOS]["post"]["requestBody"]["content"]
EXAMPLES = [one["value"] for one in CONTENT["application/json"]["examples"].values()]


def read(body: Any, name: str = "default") -> Decoded | None:
    """What is read; None where it is refused."""
    call = HttpCall(method="POST", path=wire.VIDEOS, body=orjson.dumps(body))
    try:
        return surface.decode_create(call, PROFILES[name])
    except MalformedRequest:
        return None


VALUE = st.one_of(
    st.sampled_from(
        [None, "", [], {}, " ", 0, 8, 5.5, True, "8", "5", "16", "08", "3601", "16:9", "雪", URL]
    ),
    st.sampled_from(
        ["1280x720", "1792x1024", "640x360", "1280*720", "0x1", "file-1", "data:image/png;base64,AAAA"]
    ),
    st.dictionaries(
        st.sampled_from(["image_url", "file_id", "id"]),
        st.sampled_from([URL, "", None, 7, "file-1", "ftp://example.com", "data:image/png;base64,AAAA"]),
        max_size=2,
    ),
    st.lists(st.sampled_from([{"id": "c"}, URL]), max_size=2),
    st.sampled_from([*vocabulary.MODELS, "kling-v1"]),
)
MEMBER = st.sampled_from([*sorted(wire.CREATE_MEMBERS), "n", "image", "other"])


def is_beyond_a_schema(body: Any) -> bool:
    """What characters look like is the vendor's rule; the document shows it."""
    return bool(body.get("characters"))


@given(base=st.sampled_from(EXAMPLES), changes=st.dictionaries(MEMBER, VALUE, max_size=3))
def test_whatever_is_accepted_fits_the_document(base: Any, changes: dict[str, Any]):
    body = {**base, **changes}
    if read(body) is not None and not is_beyond_a_schema(body):
        assert [error.message for error in CREATE.iter_errors(body)] == []


@given(base=st.sampled_from(EXAMPLES), member=MEMBER)
def test_a_member_left_out_is_judged_alike(base: Any, member: str):
    body = {name: value for name, value in base.items() if name != member}
    assert (read(body) is not None) == CREATE.is_valid(body)


@given(films())
def test_whatever_a_client_of_ours_says_in_json_fits(film: VideoRequest):
    call = surface.encode_create(film, film.model, PROFILES["default"])
    if (call.header("Content-Type") or "") == "application/json":
        assert [error.message for error in CREATE.iter_errors(orjson.loads(call.body))] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["prompt"])
def test_every_example_of_a_create_is_accepted_without_a_remark(example: Any):
    decoded = read(example, "strict")
    assert decoded is not None
    assert (decoded.losses, decoded.notes) == ((), ())


REF = TaskRef(task_id="up")
FAILURE = VendorFailure(kind=ErrorKind.PERMISSION_DENIED, vendor_code="1", message="no")
FILM = VideoFile(kind=FileKind.VIDEO, location=Link(url=URL))
TASKS: tuple[tuple[VideoTask, int], ...] = (
    (InProgress(ref=REF, state=RunState.QUEUED), 0),
    (InProgress(ref=REF, state=RunState.RUNNING), 99),
    (Succeeded(ref=REF, files=(FILM,)), 100),
    (Failed(ref=REF, failure=FAILURE), 40),
)


@pytest.mark.parametrize("model", ["sora-2", "kling-v1"])
@pytest.mark.parametrize("ended_at", [None, 7])
@pytest.mark.parametrize(("task", "progress"), TASKS, ids=["queued", "running", "succeeded", "failed"])
def test_every_reply_fits(task: VideoTask, progress: int, ended_at: int | None, model: str):
    record = TaskRecord(
        id="1",
        owner="me",
        surface="openai_videos",
        vendor="openai",
        model_name=model,
        ref=REF,
        request=VideoRequest(model=model),
        created_at=1,
        last=task,
        progress_shown=progress,
        ended_at=ended_at,
    )
    profile = PROFILES["default"]
    assert validator("Task").is_valid(orjson.loads(surface.encode_task(record, profile).body))
    assert validator("Created").is_valid(orjson.loads(surface.encode_created(record, profile).body))


@pytest.mark.parametrize("kind", ErrorKind, ids=lambda kind: kind.word)
def test_every_refusal_fits_and_its_status_is_documented(kind: ErrorKind):
    failure = VendorFailure(kind=kind, vendor_code="1", message="no")
    reply = surface.encode_error(failure, PROFILES["default"])
    assert validator("Error").is_valid(orjson.loads(reply.body))
    assert str(reply.status) in DOCUMENT["paths"][wire.VIDEOS]["post"]["responses"]


def test_the_document_names_every_member():
    schemas = DOCUMENT["components"]["schemas"]
    assert set(schemas["Create"]["properties"]) == wire.CREATE_MEMBERS
    in_form = {name.partition("[")[0] for name in schemas["CreateForm"]["properties"]}
    assert in_form == wire.CREATE_MEMBERS - {wire.CHARACTERS}

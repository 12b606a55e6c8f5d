"""Law: a surface and its OpenAPI document say the same, as far as a schema can say it."""

from dataclasses import replace

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from surfaces import SURFACES, every_surface, surface
from test_no_member_vanishes import LABELS, foreign, values

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
    VideoFile,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.forms import Part, form_call
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.relay import Outbound

JSON = "application/json"
FORM = "multipart/form-data"
empty = st.sampled_from([None, "", [], {}, " ", [""], [None, []], "08", "3601", "0x1", "ftp://example.com"])


def sends(of, body):
    """Whether a gateway would send something: the document describes the surface with its vendors behind it."""
    return isinstance(of.relay.begin_create(of.post(body)), Outbound)


def content(of):
    """Media type → what a create looks like in it."""
    return of.schema["paths"][of.path]["post"]["requestBody"]["content"]


def followed(of, schema):
    """A schema, and what it refers to where it only refers."""
    while isinstance(reference := schema.get("$ref"), str):
        schema = of.schema
        for part in reference.removeprefix("#/").split("/"):
            schema = schema[part]
    return schema


def examples(of):
    """The document's creates: name, media type, value."""
    return [
        (name, kind, example["value"])
        for kind, body in content(of).items()
        for name, example in body.get("examples", {}).items()
    ]


EXAMPLES = [(name, *example) for name in SURFACES for example in examples(surface(name))]


@pytest.mark.parametrize(("surface_name", "label"), LABELS)
@given(data=st.data())
def test_whatever_is_accepted_in_json_fits(surface_name, label, data):
    of = surface(surface_name)
    member = st.sampled_from(sorted(of.wire.CREATE_MEMBERS)) | foreign
    changes = data.draw(st.dictionaries(member, values | empty, max_size=3))
    body = {**of.drawn.BODIES[label], **changes}
    if JSON in content(of) and sends(of, body):
        beyond = getattr(of.drawn, "is_beyond_a_schema", lambda _: False)
        assert beyond(body) or of.document.request_violations(of.post(body)) == []


@every_surface()
@given(data=st.data())
def test_whatever_a_client_of_ours_says_fits(surface_name, data):
    of = surface(surface_name)
    request, model_name = data.draw(of.films())
    call = of.adapter.encode_create(request, model_name, of.profile())
    assert of.document.request_violations(call) == []


@pytest.mark.parametrize(("surface_name", "name", "kind", "value"), EXAMPLES)
def test_every_example_of_a_create_fits_and_is_accepted(surface_name, name, kind, value):
    of = surface(surface_name)
    call = of.post(value)
    if kind == FORM:
        texts = {
            key: one if isinstance(one, str) else orjson.dumps(one).decode() for key, one in value.items()
        }
        parts = tuple(Part(name=key, content=one.encode()) for key, one in texts.items())
        call = form_call("POST", of.path, parts)
    assert of.document.request_violations(call) == []
    assert isinstance(of.relay.begin_create(call), Outbound), name
    # where there are forms, JSON is the lineage's, which strict refuses
    if kind == FORM or FORM not in content(of):
        strictly = of.said(value, "strict") if kind == JSON else call
        assert of.adapter.decode_create(strictly, of.profile("strict")).losses == ()


@pytest.mark.parametrize(
    ("surface_name", "name", "value", "member"),
    [
        (surface_name, name, value, member)
        for surface_name, name, kind, value in EXAMPLES
        if kind == JSON
        for member in value
        if member not in getattr(surface(surface_name).drawn, "NEEDED_SOMEWHERE", ())
    ],
)
def test_a_member_left_out_is_judged_alike(surface_name, name, value, member):
    of = surface(surface_name)
    body = {key: one for key, one in value.items() if key != member}
    assert sends(of, body) == (of.document.request_violations(of.post(body)) == []), name


REF = TaskRef(task_id="up")
FAILURE = VendorFailure(kind=ErrorKind.PERMISSION_DENIED, vendor_code="1", message="no")
FILM = VideoFile(kind=FileKind.VIDEO, location=Link(url="https://example.com/a.mp4", expires_at=9))
TASKS = (
    (InProgress(ref=REF, state=RunState.QUEUED), 0),
    (InProgress(ref=REF, state=RunState.RUNNING), 99),
    (Succeeded(ref=REF, files=(FILM,)), 100),
    (Failed(ref=REF, failure=FAILURE), 40),
)
REQUESTS = (
    VideoRequest(model="kling-v1"),
    VideoRequest(
        model="sora-2", prompt="雪", length=Seconds(4), frame=Pixels(width=1280, height=720), seed=0
    ),
)


@every_surface()
@pytest.mark.parametrize("profile_name", ["default", "strict", "lenient"])
@pytest.mark.parametrize("request_", REQUESTS, ids=lambda one: one.model)
@pytest.mark.parametrize("ended_at", [None, 7])
@pytest.mark.parametrize(("task", "progress"), TASKS, ids=["queued", "running", "succeeded", "failed"])
def test_every_reply_fits(surface_name, profile_name, request_, ended_at, task, progress):
    of = surface(surface_name)
    profile = of.profile(profile_name)
    record = TaskRecord(
        id=of.adapter.new_id(5),
        owner="me",
        surface=surface_name,
        vendor="kling",
        model_name=request_.model,
        ref=REF,
        request=request_,
        created_at=1,
        last=task,
        progress_shown=progress,
        ended_at=ended_at,
        film_url="https://gateway.example/film?signature=1" if isinstance(task, Succeeded) else None,
    )
    query = of.adapter.encode_query(record.id, profile)
    for call, reply in (
        (query, of.adapter.encode_task(record, profile)),
        (of.post({}), of.adapter.encode_created(replace(record, last=TASKS[0][0], film_url=None), profile)),
    ):
        assert reply.status == 200
        assert of.document.reply_violations(call, 200, orjson.loads(reply.body)) == []


@every_surface()
@pytest.mark.parametrize("kind", ErrorKind, ids=lambda kind: kind.word)
def test_every_refusal_fits_and_its_status_is_documented(surface_name, kind):
    of = surface(surface_name)
    reply = of.adapter.encode_error(VendorFailure(kind=kind, vendor_code="1", message="no"), of.profile())
    documented = {
        status
        for item in of.schema["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict)
        for status in operation.get("responses", {})
    }
    assert str(reply.status) in documented
    assert of.document.reply_violations(of.post({}), reply.status, orjson.loads(reply.body)) == []


@every_surface()
def test_every_call_of_a_client_is_an_operation_of_the_document(surface_name):
    of = surface(surface_name)
    asked = of.adapter.encode_query("1", of.profile()), of.adapter.encode_content("1", of.profile())
    names = [of.document.operation(call.method, call.path) for call in (of.post({}), *asked)]
    assert None not in names
    assert len(set(names)) == 3
    assert [call.body for call in asked] == [b"", b""]


@every_surface()
def test_the_document_names_every_member(surface_name):
    of = surface(surface_name)
    named = {
        name.partition("[")[0]
        for body in content(of).values()
        for name in followed(of, body["schema"])["properties"]
    }
    assert named >= of.wire.CREATE_MEMBERS


@every_surface()
def test_every_reference_of_the_document_leads_somewhere(surface_name):
    of = surface(surface_name)
    found, waiting = 0, [of.schema]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(one.get("$ref"), str):
                assert followed(of, one)
                found += 1
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    assert found > 10


def test_a_film_that_a_surface_cannot_say_is_no_call():
    of = surface("openai_videos")
    with pytest.raises(Inexpressible):
        of.create(VideoRequest(model="kling-v1", prompt="雪", negative_prompt="雨"))

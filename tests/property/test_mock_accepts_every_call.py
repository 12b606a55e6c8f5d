"""Law: the mock takes every call that the adapter makes: signature, action, body, poll and cancel."""

import pytest
from at_the_mock import DEFAULT, Mock
from hypothesis import given
from visual_requests import profiles, requests

from vidlect_adapters.canonical import (
    Failed,
    InProgress,
    InspectionKind,
    Link,
    MediaInput,
    Medium,
    Role,
    RunState,
    SubjectFindings,
    SubjectInspection,
    Succeeded,
    TaskRef,
)
from vidlect_adapters.vendors import volcengine_visual as visual
from vidlect_adapters.vendors.volcengine_visual import catalog

PICTURE = MediaInput(role=Role.REFERENCE, medium=Medium.IMAGE, source=Link(url="https://a.example/1.png"))


def mock_for(profile):
    """A mock with the same choice where both readings know the contradiction."""
    return Mock(profile="seed-001" if profile["envelope"] == "seed-001" else "default", aliases="all")


def taken(mock, call):
    reply = mock.send(call)
    entry = mock.last()
    assert entry.refusal is None, entry.refusal
    assert reply.status == 200, reply
    return reply


@given(requests(), profiles)
def test_a_film_is_submitted_and_polled_to_its_end(request, profile):
    mock = mock_for(profile)
    ref = visual.decode_submitted(request, taken(mock, visual.encode_submit(request, profile).call), profile)
    assert isinstance(ref, TaskRef)

    first, second = (
        visual.decode_polled(ref, taken(mock, visual.encode_poll(ref, profile)), profile) for _ in range(2)
    )
    assert first == InProgress(ref=ref, state=RunState.RUNNING)
    assert isinstance(second, Succeeded)


@given(requests(), profiles)
def test_a_waiting_task_is_cancelled(request, profile):
    mock = mock_for(profile)
    ref = visual.decode_submitted(request, taken(mock, visual.encode_submit(request, profile).call), profile)
    assert isinstance(ref, TaskRef)

    assert visual.decode_cancelled(taken(mock, visual.encode_cancel(ref, profile)), profile) is None
    again = visual.decode_polled(ref, mock.send(visual.encode_poll(ref, profile)), profile)
    assert isinstance(again, Failed)


@pytest.mark.parametrize("polls", [0, 2], ids=["detection", "recognition"])
def test_a_subject_is_looked_at(polls):
    mock = Mock()
    profile = DEFAULT
    kind = InspectionKind.RECOGNITION if polls else InspectionKind.DETECTION
    model = catalog.RECOGNITION if polls else catalog.DETECTION
    inspection = SubjectInspection(kind=kind, model=model, picture=PICTURE)
    found = visual.decode_inspected(
        inspection, taken(mock, visual.encode_inspection(inspection, profile).call), profile
    )
    ref = found
    for _ in range(polls):
        found = visual.decode_inspection_polled(ref, taken(mock, visual.encode_poll(ref, profile)), profile)
    assert isinstance(found, SubjectFindings)
    assert found.contains_subject

"""Law: the mock takes every call that an adapter makes: credentials, body, poll, cancel and delete."""

import pytest
from at_the_mock import DEFAULT, VISUAL, Mock, taken
from hypothesis import given
from hypothesis import strategies as st
from vendors import every, vendor

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
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.interface import Cancels, Deletes
from vidlect_adapters.registry import VENDORS
from vidlect_adapters.vendors.volcengine_visual import catalog

PICTURE = MediaInput(role=Role.REFERENCE, medium=Medium.IMAGE, source=Link(url="https://a.example/1.png"))
CANCELLING = [name for name, adapter in VENDORS.items() if isinstance(adapter, Cancels)]
DELETING = [name for name, adapter in VENDORS.items() if isinstance(adapter, Deletes)]


def submitted(name, data):
    """A drawn film that the mock took."""
    of = vendor(name)
    request, profile = data.draw(of.drawn.requests()), data.draw(of.drawn.profiles)
    label, switches = of.mock_profile(profile)
    mock = Mock(name, profile=label, **switches)
    reply = taken(mock, of.adapter.encode_submit(request, profile).call)
    ref = of.adapter.decode_submitted(request, reply, profile)
    assert isinstance(ref, TaskRef)
    return of.adapter, mock, ref, profile


@every()
@given(data=st.data())
def test_a_film_is_submitted_and_polled_to_its_end(name, data):
    adapter, mock, ref, profile = submitted(name, data)

    first, second = (
        adapter.decode_polled(ref, taken(mock, adapter.encode_poll(ref, profile)), profile) for _ in range(2)
    )
    assert isinstance(first, InProgress)
    assert (first.ref, first.state) == (ref, RunState.RUNNING)
    assert isinstance(second, Succeeded)


@every(CANCELLING)
@given(data=st.data())
def test_a_waiting_task_is_cancelled(name, data):
    adapter, mock, ref, profile = submitted(name, data)

    assert adapter.decode_cancelled(taken(mock, adapter.encode_cancel(ref, profile)), profile) is None
    again = adapter.decode_polled(ref, mock.send(adapter.encode_poll(ref, profile)), profile)
    assert isinstance(again, Failed)


@every(DELETING)
@given(data=st.data())
def test_a_finished_task_is_deleted(name, data):
    adapter, mock, ref, profile = submitted(name, data)
    for _ in range(2):
        taken(mock, adapter.encode_poll(ref, profile))

    assert adapter.decode_deleted(taken(mock, adapter.encode_delete(ref, profile)), profile) is None
    again = adapter.decode_polled(ref, mock.send(adapter.encode_poll(ref, profile)), profile)
    assert isinstance(again, Failed | VendorFailure)


@pytest.mark.parametrize("polls", [0, 2], ids=["detection", "recognition"])
def test_a_subject_is_looked_at(polls):
    mock, visual = Mock(), vendor(VISUAL).adapter
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

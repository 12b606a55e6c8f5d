"""Law: every call that an adapter makes fits the vendor's OpenAPI document, by operation and body."""

import orjson
import pytest
from at_the_mock import VISUAL, Mock
from hypothesis import assume, given
from hypothesis import strategies as st
from vendors import every, vendor
from volcengine_visual_requests import PROFILES

from vidlect_adapters.canonical import (
    InspectionKind,
    Link,
    MediaInput,
    Medium,
    Role,
    SubjectInspection,
    TaskRef,
)
from vidlect_adapters.interface import Cancels, Deletes
from vidlect_adapters.vendors.volcengine_visual import catalog
from vidlect_mock.exchange import Exchange
from vidlect_mock.interface import Admitted

# An unofficial key that a profile keeps (`aliases=keep`) is in no document: that is what the profile is for.
KEPT = {"jimeng_t2v_v30_pro", "jimeng_vgfm_t2v_l_v30", "jimeng_t2v_v30_720p"}
# The other choice of `submit-pair` sends keys by a pair of actions whose page does not name them.
DOCUMENTED = [profile for profile in PROFILES if profile["submit-pair"] == "documented"]


def violations(mock, call):
    """How a call breaks the document; its operation is the one that the mock recognises by path and query."""
    received = mock.received(call)
    desk = Exchange(mock.engine, mock.vendor.name, received, "https://vendor.example").desk
    admitted = mock.vendor.mocked.admit(received, desk)
    assert isinstance(admitted, Admitted), admitted
    operation = admitted.operation.name
    assert operation in {
        one["operationId"]
        for path in mock.vendor.document["paths"].values()
        for one in path.values()
        if isinstance(one, dict) and "operationId" in one
    }
    if not call.body:
        return []
    kind = (call.header("Content-Type") or "").partition(";")[0]
    if kind == "application/json":
        body = orjson.loads(call.body)
    else:
        body = mock.vendor.mocked.intake(admitted, received, desk).body
    return mock.vendor.validators.violations(operation, body)


def is_documented(name, call, profile):
    """Whether the documents know what a profile makes the adapter say."""
    if name != VISUAL:
        return True
    if profile["submit-pair"] != "documented":
        return False
    kept = orjson.loads(call.body).get("req_key") in KEPT
    assert not kept or profile["aliases"] == "keep"
    return not kept


@every()
@given(data=st.data())
def test_a_submit_and_what_follows_it_fit(name, data):
    of, mock = vendor(name), Mock(name)
    request, profile = data.draw(of.drawn.requests()), data.draw(of.drawn.profiles)
    submit = of.adapter.encode_submit(request, profile).call
    assume(is_documented(name, submit, profile))
    ref = of.adapter.decode_submitted(request, of.drawn.REPLY, profile)
    assert isinstance(ref, TaskRef)
    calls = [submit, of.adapter.encode_poll(ref, profile)]
    if isinstance(of.adapter, Cancels):
        calls.append(of.adapter.encode_cancel(ref, profile))
    if isinstance(of.adapter, Deletes):
        calls.append(of.adapter.encode_delete(ref, profile))
    for call in calls:
        assert violations(mock, call) == []


PICTURE = MediaInput(role=Role.REFERENCE, medium=Medium.IMAGE, source=Link(url="https://a.example/图.png"))


@pytest.mark.parametrize("profile", DOCUMENTED, ids=lambda one: f"{one.name}-{one['recamera-options']}")
@pytest.mark.parametrize(
    ("kind", "model"),
    [(InspectionKind.DETECTION, catalog.DETECTION), (InspectionKind.RECOGNITION, catalog.RECOGNITION)],
    ids=lambda one: getattr(one, "value", ""),
)
def test_a_question_about_a_subject_fits(kind, model, profile):
    inspection = SubjectInspection(kind=kind, model=model, picture=PICTURE)
    visual = vendor(VISUAL).adapter
    assert violations(Mock(), visual.encode_inspection(inspection, profile).call) == []

"""Law: every call that an adapter makes fits the vendor's OpenAPI document, by action, version and body."""

import orjson
import pytest
from at_the_mock import DOCUMENT, VALIDATORS
from hypothesis import given
from hypothesis import strategies as st
from visual_requests import PROFILES, requests

from vidlect_adapters.canonical import (
    InspectionKind,
    Link,
    MediaInput,
    Medium,
    Role,
    SubjectInspection,
    TaskRef,
)
from vidlect_adapters.message import json_reply
from vidlect_adapters.vendors import volcengine_visual as visual
from vidlect_adapters.vendors.volcengine_visual import catalog

# An unofficial key that a profile keeps (`aliases=keep`) is in no document: that is what the profile is for.
KEPT = {"jimeng_t2v_v30_pro", "jimeng_vgfm_t2v_l_v30", "jimeng_t2v_v30_720p"}
# The other choice of `submit-pair` sends keys by a pair of actions whose page does not name them.
DOCUMENTED = [profile for profile in PROFILES if profile["submit-pair"] == "documented"]
_ACCEPTED = json_reply(200, {"code": 10000, "data": {"task_id": "10762451179911711518"}})


def violations(call):
    query = dict(call.query)
    assert (call.method, call.path, list(query)) == ("POST", "/", ["Action", "Version"])
    action = query["Action"]
    assert f"/{action}/{query['Version']}" in DOCUMENT["paths"]
    assert call.header("Content-Type") == "application/json"
    return VALIDATORS.violations(action, orjson.loads(call.body))


def documented(call):
    return orjson.loads(call.body).get("req_key") not in KEPT


@given(requests(), st.sampled_from(DOCUMENTED))
def test_a_submit_and_what_follows_it_fit(request, profile):
    submit = visual.encode_submit(request, profile).call
    ref = visual.decode_submitted(request, _ACCEPTED, profile)
    assert isinstance(ref, TaskRef)
    for call in (submit, visual.encode_poll(ref, profile), visual.encode_cancel(ref, profile)):
        if documented(call):
            assert violations(call) == []
        else:
            assert profile["aliases"] == "keep"


PICTURE = MediaInput(role=Role.REFERENCE, medium=Medium.IMAGE, source=Link(url="https://a.example/图.png"))


@pytest.mark.parametrize("profile", DOCUMENTED, ids=lambda one: f"{one.name}-{one['recamera-options']}")
@pytest.mark.parametrize(
    ("kind", "model"),
    [(InspectionKind.DETECTION, catalog.DETECTION), (InspectionKind.RECOGNITION, catalog.RECOGNITION)],
    ids=lambda one: getattr(one, "value", ""),
)
def test_a_question_about_a_subject_fits(kind, model, profile):
    inspection = SubjectInspection(kind=kind, model=model, picture=PICTURE)
    assert violations(visual.encode_inspection(inspection, profile).call) == []

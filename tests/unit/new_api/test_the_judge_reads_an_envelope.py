"""The judge sees through new-api's envelope: id, state, progress and constant members of the task in it."""

import orjson
import pytest
from new_api_creates import PLAIN
from new_api_surfaces import create, document, profile

from vidlect_adapters.message import HttpCall, HttpReply, json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_contract.case import Case, Kind, Level
from vidlect_contract.judge.dialects import Dialects, read_query, shown, state_of_word
from vidlect_contract.judge.replies import as_expected, success_body
from vidlect_contract.judge.timeline import life
from vidlect_contract.observation import Exchange, Observation
from vidlect_contract.verdict import Code

ID = "task_00000000000000000000000000000007"
SURFACE, VENDOR = SURFACES["burncloud"], VENDORS["kling"]
DIALECTS = Dialects(
    surface=SURFACE,
    surface_profile=profile("burncloud"),
    vendor=VENDOR,
    vendor_profile=choose(VENDOR.NAME, VENDOR.SWITCHES, VENDOR.PROFILES),
    document=document("burncloud"),
    extra_words={"WORKING": "running"},
)
CASE = Case(
    id="burncloud/new-api/x",
    kind=Kind.JOURNEY,
    level=Level.MUST,
    source="unit",
    confidence="observed",
    title="A task ends.",
    given={},
    expect={},
    surface="burncloud",
    vendor="kling",
)


def row(status, progress="30%", **members):
    return {"id": 7, "task_id": ID, "status": status, "progress": progress, "created_at": 1, **members}


def envelope(status, progress="30%", **members):
    return {"code": "success", "message": "", "data": row(status, progress, **members)}


def asked(body, step="query"):
    call = (
        create("burncloud", PLAIN)
        if step == "create"
        else HttpCall(method="GET", path=f"/v1/video/generations/{ID}")
    )
    return Exchange(step=step, started=0.0, ended=0.0, call=call, reply=json_reply(200, body))


def codes(*bodies, final="succeeded"):
    observation = Observation(northbound=tuple(asked(body) for body in bodies))
    return {one.code for one in life(CASE, observation, DIALECTS, final)}


GOOD = (
    envelope("QUEUED", "20%"),
    envelope("IN_PROGRESS"),
    envelope("SUCCESS", "100%", result_url="https://a/b"),
)


def test_a_good_life_has_no_finding():
    assert codes(*GOOD) == set()
    failed = envelope("FAILURE", "100%", fail_reason="no")
    assert codes(GOOD[0], failed, final="failed") == set()


@pytest.mark.parametrize(
    ("bodies", "code"),
    [
        ((envelope("IN_PROGRESS", "60%"), envelope("IN_PROGRESS", "40%"), GOOD[2]), Code.PROGRESS_FELL),
        ((envelope("IN_PROGRESS", "100%"), GOOD[2]), Code.PROGRESS_RANGE),
        ((GOOD[0], envelope("SUCCESS", "90%", result_url="https://a/b")), Code.PROGRESS_RANGE),
        ((GOOD[0], envelope("SUCCESS", "100%", created_at=2)), Code.CREATED_AT_CHANGED),
        ((GOOD[0], envelope("SUCCESS", "100%", task_id="task_other")), Code.ID_CHANGED),
        ((GOOD[1], GOOD[0], GOOD[2]), Code.STATE_WENT_BACK),
        ((envelope("processing"), GOOD[2]), Code.UNKNOWN_WORD),
        ((GOOD[0], envelope("FAILURE", "100%", fail_reason="")), Code.MISSING_REASON),
        ((GOOD[0], envelope("SUCCESS", "100%", platform=5)), Code.REPLY_SCHEMA),
    ],
)  # fmt: skip
def test_what_is_wrong_in_an_envelope_is_found(bodies, code):
    assert code in codes(*bodies)


def test_the_rows_number_is_no_id_and_the_percent_a_number():
    assert shown(envelope("QUEUED", "20%"), DIALECTS) == {
        "task_id": ID,
        "status": "QUEUED",
        "progress": 20,
        "created_at": 1,
    }
    assert shown(envelope("QUEUED", "half"), DIALECTS)["progress"] == "half"
    assert shown(envelope("QUEUED", None), DIALECTS)["progress"] is None
    flat = {"id": ID, "progress": 20}
    assert shown(flat, DIALECTS) is flat


def test_an_id_in_an_envelope_that_is_no_text_is_found():
    found = success_body(asked(envelope("QUEUED", task_id=7)), DIALECTS, first=False)
    assert Code.ID_NOT_STRING in {one.code for one in found}


def test_a_word_that_a_gateway_declares_is_read_in_the_envelope():
    reply = json_reply(200, envelope("WORKING"))
    assert read_query(reply, DIALECTS).state == "running"
    assert state_of_word("SUCCESS", reply, DIALECTS) == "succeeded"
    assert orjson.loads(reply.body)["data"]["status"] == "WORKING"


def test_a_declared_word_stands_for_the_expected_one():
    def found(said, wanted):
        expected = {"status": 200, "body": {"code": "success", "data": {"status": wanted}}}
        return as_expected(asked(envelope(said)), expected, DIALECTS, 200)

    assert found("WORKING", "IN_PROGRESS") == []
    assert [one.code for one in found("WORKING", "SUCCESS")] == [Code.REPLY_DIFFERS]
    assert [one.code for one in found("QUEUED", "IN_PROGRESS")] == [Code.REPLY_DIFFERS]


def test_a_reply_that_is_no_json_has_no_state():
    assert read_query(HttpReply(status=200, body=b"<html>"), DIALECTS).state is None

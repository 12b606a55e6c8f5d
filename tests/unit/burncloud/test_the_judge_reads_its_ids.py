"""The judge of a gateway that names its tasks by `task_id`: as a text, and the same in every reply."""

from __future__ import annotations

from typing import Any

import pytest
from burncloud_creates import TEXT, post, profile_of

from vidlect_adapters.message import HttpCall, json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import VENDORS
from vidlect_adapters.surfaces import burncloud
from vidlect_contract.judge.dialects import Dialects, SurfaceDocument, read_query
from vidlect_contract.judge.replies import names_field, success_body
from vidlect_contract.judge.timeline import CONSTANT, life
from vidlect_contract.loading import load_cases
from vidlect_contract.observation import Exchange, Observation
from vidlect_contract.verdict import Code
from vidlect_mock.documents import load

VIDU = VENDORS["vidu"]
DIALECTS = Dialects(
    surface=burncloud,
    surface_profile=profile_of(),
    vendor=VIDU,
    vendor_profile=choose(VIDU.NAME, VIDU.SWITCHES, VIDU.PROFILES),
    document=SurfaceDocument(load("surfaces", "burncloud")),
)
JOURNEY = next(case for case in load_cases() if case.id == "burncloud/journeys/unfinished")


def created(**body: Any) -> Exchange:
    reply = json_reply(200, {"status": "queued", **body})
    return Exchange(step="create", started=0, ended=1, call=post(TEXT), reply=reply)


def queried(**body: Any) -> Exchange:
    call = HttpCall(method="GET", path="/v1/video/generations/a")
    return Exchange(step="query", started=2, ended=3, call=call, reply=json_reply(200, body))


def codes(exchange: Exchange) -> list[tuple[Code, str]]:
    found = success_body(exchange, DIALECTS, first=exchange.step == "create")
    return [(one.code, one.where.rpartition(" ")[2]) for one in found]


@pytest.mark.parametrize("body", [{"task_id": "a"}, {"task_id": "a", "id": "a"}])
def test_a_create_that_names_its_task_is_right(body: dict[str, Any]):
    assert codes(created(**body)) == []


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({"task_id": 7}, "/task_id"), ({"task_id": "7", "id": 7}, "/id"), ({}, "/id")],
)
def test_an_id_that_is_no_text_is_found(body: dict[str, Any], pointer: str):
    assert (Code.ID_NOT_STRING, pointer) in codes(created(**body))


def test_a_query_is_read_as_about_the_task_that_it_names():
    for name in ("task_id", "id"):
        reply = queried(**{name: "a"}, status="in_progress").reply
        assert reply is not None
        assert read_query(reply, DIALECTS).state == "running"


def test_a_task_id_that_changes_is_found():
    def found(second: str) -> set[Code]:
        exchanges = (created(task_id="a"), queried(task_id=second, status="in_progress"))
        return {one.code for one in life(JOURNEY, Observation(northbound=exchanges), DIALECTS, "unfinished")}

    assert Code.ID_CHANGED in found("b")
    assert Code.ID_CHANGED not in found("a")
    assert {name for name, _ in CONSTANT} == {"id", "task_id", "created_at"}


def test_a_flat_refusal_names_its_field():
    flat = {"code": None, "message": "must be a number", "param": "metadata.seed", "type": "x"}
    exchange = Exchange(step="create", started=0, ended=1, call=post(TEXT), reply=json_reply(400, flat))
    assert names_field(exchange, ["seed"]) == []
    assert [one.code for one in names_field(exchange, ["duration"])] == [Code.FIELD_NOT_NAMED]

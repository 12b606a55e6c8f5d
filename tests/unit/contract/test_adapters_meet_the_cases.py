"""Every case that says something about translation, put to the reference adapters."""

from __future__ import annotations

import dataclasses
from functools import cache

import pytest

from vidlect_adapters.canonical import VideoRequest
from vidlect_adapters.canonical_json import request_from_json, to_json
from vidlect_adapters.interface import SurfaceAdapter
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_contract.case import Case, Kind, Level
from vidlect_contract.defendants.adapter import TASK, judge_adapters, speaks_of_translation
from vidlect_contract.judge.dialects import Dialects, SurfaceDocument
from vidlect_contract.loading import load_cases
from vidlect_contract.runner.filling import filled, label_of
from vidlect_contract.surface_documents import document_of
from vidlect_contract.verdict import Code, Status

REQUEST = VideoRequest(model="jimeng_ti2v_v30_pro", prompt="白鹭")
CASES = load_cases()
PLAIN = {
    case.vendor: request_from_json(case.given_object("request"))
    for case in reversed(CASES)
    if case.kind is Kind.SUBMIT and "call" in case.expect
}
"""Vendor → the film of its first case, which replies are about that name no other."""
TRANSLATING = {Kind.CREATE, Kind.REFUSE, Kind.SUBMIT, Kind.SUBMITTED, Kind.POLLED}


def required(case: Case, surface: SurfaceAdapter) -> dict[str, str]:
    """The surface's switches that the case needs."""
    own = f"{surface.NAME}."
    return {name.removeprefix(own): choice for name, choice in case.requires if name.startswith(own)}


def case_path(surface: SurfaceAdapter) -> str:
    """Where the surface's films are created."""
    profile = choose(surface.NAME, surface.SWITCHES, surface.PROFILES)
    return surface.encode_query("x", profile).path.removesuffix("/x")


@cache
def document(surface: str, switches: frozenset[tuple[str, str]]) -> SurfaceDocument:
    adapter = SURFACES[surface]
    profile = choose(surface, adapter.SWITCHES, adapter.PROFILES, overrides=dict(switches))
    return SurfaceDocument(document_of(profile))


@pytest.mark.parametrize("case", [one for one in CASES if one.kind in TRANSLATING], ids=lambda case: case.id)
def test_the_reference_adapters_meet(case: Case, dialects: Dialects):
    vendor, surface = VENDORS[case.vendor or dialects.vendor.NAME], SURFACES[case.surface or "tokenops"]
    switches = required(case, surface)
    dialects = dataclasses.replace(
        dialects,
        surface=surface,
        surface_profile=choose(surface.NAME, surface.SWITCHES, surface.PROFILES, overrides=switches),
        document=document(surface.NAME, frozenset(switches.items())),
        vendor=vendor,
        vendor_profile=choose(vendor.NAME, vendor.SWITCHES, vendor.PROFILES),
    )
    if not speaks_of_translation(case, dialects):
        assert (
            "key" in case.given["request"]
            or case.given["request"]["path"] != case_path(surface)
            or (case.given["request"]["method"] != "POST")
        )
        return
    # what is sent has its own test
    verdict = judge_adapters(
        filled(dataclasses.replace(case, deliberate=True), label_of(case, "unit"), {}),
        dialects,
        PLAIN[vendor.NAME],
    )
    assert verdict.status is Status.PASSED, verdict.findings


def _case(kind: Kind, given: dict, expect: dict) -> Case:
    return Case(
        id="a/b/c",
        kind=kind,
        level=Level.MUST,
        source="here",
        confidence="documented",
        title="a title",
        given=given,
        expect=expect,
        vendor="volcengine_visual",
    )


OK_REPLY = {
    "reply": {"status": 200, "body": {"code": 10000, "data": {"task_id": "12", "status": "in_queue"}}}
}
WAITING = {"reply": {"status": 200, "body": {"code": 10000, "data": {"status": "in_queue"}}}}
BAD_REPLY = {"reply": {"status": 200, "body": {"code": 10000, "data": {}}}}
ASKED = {"request": to_json(REQUEST)}


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (_case(Kind.SUBMITTED, OK_REPLY, {"task_id": "13"}), Code.REPLY_DIFFERS),
        (_case(Kind.SUBMITTED, OK_REPLY, {"failure": {"kind": "internal"}}), Code.REPLY_DIFFERS),
        (_case(Kind.SUBMITTED, OK_REPLY, {"raises": {"code": "unknown_word"}}), Code.ACCEPTED_INVALID),
        (_case(Kind.SUBMITTED, BAD_REPLY, {"task_id": "12"}), Code.MALFORMED_REPLY),
        (_case(Kind.SUBMITTED, BAD_REPLY, {"raises": {"code": "unknown_word"}}), Code.MALFORMED_REPLY),
        (
            _case(Kind.SUBMITTED, BAD_REPLY, {"raises": {"code": "malformed_reply", "field": ["moon"]}}),
            Code.FIELD_NOT_NAMED,
        ),
        (_case(Kind.POLLED, WAITING, {"task": {"state": "running"}}), Code.REPLY_DIFFERS),
        (_case(Kind.POLLED, WAITING, {"failure": {"kind": "internal"}}), Code.REPLY_DIFFERS),
        (_case(Kind.POLLED, BAD_REPLY, {"task": {"state": "running"}}), Code.MALFORMED_REPLY),
        (_case(Kind.SUBMIT, ASKED, {"call": {"body": {"prompt": "苍鹭"}}}), Code.WIRE_DIFFERS),
        (_case(Kind.SUBMIT, ASKED, {"losses": ["fps"]}), Code.OPTION_DIFFERS),
        (_case(Kind.SUBMIT, ASKED, {"raises": {"code": "unsupported"}}), Code.ACCEPTED_INVALID),
        (_case(Kind.SUBMIT, {"request": {"model": "nobody"}}, {"call": {}}), Code.MALFORMED_REPLY),
    ],
    ids=[f"wrong-{number}" for number in range(13)],
)
def test_a_wrong_statement_about_the_adapters_fails(case: Case, code: Code, dialects: Dialects):
    assert judge_adapters(case, dialects, REQUEST).codes == {code}


def test_a_vendors_own_cases_are_not_for_another_vendor(dialects: Dialects):
    case = dataclasses.replace(_case(Kind.POLLED, WAITING, {}), vendor="kling")
    assert not speaks_of_translation(case, dialects)


def test_a_reply_names_the_task_that_is_asked_for(dialects: Dialects):
    given = {"reply": {"status": 200, "body": {"code": 10000, "data": {"task_id": "{task_id}"}}}}
    assert judge_adapters(_case(Kind.SUBMITTED, given, {"task_id": TASK}), dialects, REQUEST).codes == set()


def test_a_case_may_say_which_film_a_reply_is_about(dialects: Dialects):
    given = {**OK_REPLY, "request": to_json(dataclasses.replace(REQUEST, model="jimeng_t2v_v30"))}
    assert judge_adapters(_case(Kind.SUBMITTED, given, {"task_id": "12"}), dialects, REQUEST).codes == set()

"""The judge, judged: what means the same is taken, what a target declares holds, no secret is repeated."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES
from vidlect_contract.judge import judge
from vidlect_contract.judge.dialects import Dialects, SurfaceDocument
from vidlect_contract.judge.replies import leaks
from vidlect_contract.observation import Observation
from vidlect_contract.verdict import Code, Status
from vidlect_mock.documents import load

sys.path.insert(0, str(Path(__file__).parent))

import observing as o  # stands beside this file


def test_five_seconds_and_121_frames_are_one(dialects: Dialects):
    case = replace(o.CREATE, expect={"request": {**o.WANTED["request"], "length": {"seconds": "5"}}})
    assert judge(case, o.create_seen(south=(o.submit(frames=121),)), dialects).status is Status.PASSED


def test_a_default_may_be_said_or_left_unsaid(dialects: Dialects):
    case = replace(o.CREATE, expect={**o.WANTED, "alternatives": {"length": [{"frames": 121, "fps": 24}]}})
    for frames in (None, 121):
        assert judge(case, o.create_seen(south=(o.submit(frames=frames),)), dialects).status is Status.PASSED
    assert judge(case, o.create_seen(south=(o.submit(frames=241),)), dialects).codes == {Code.LENGTH_DIFFERS}


def test_a_declared_word_is_read(dialects: Dialects):
    known = replace(dialects, extra_words={"generating": "running"})
    assert (
        judge(o.POLLED, o.lived(o.query("generating"), o.query("completed")), known).status is Status.PASSED
    )


@pytest.mark.parametrize(("meaning", "status"), [("queued", Status.PASSED), ("running", Status.FAILED)])
def test_a_declared_word_stands_for_the_dialects_word_in_a_reply(meaning, status, dialects: Dialects):
    known = replace(dialects, extra_words={"submitted": meaning})
    case = replace(o.CREATE, expect={**o.WANTED, "reply": {"status": 200, "body": {"status": "in_queue"}}})
    assert judge(case, o.create_seen(north=o.created_in("submitted")), known).status is status


def test_the_same_fault_of_many_replies_is_one_finding(dialects: Dialects):
    polls = [o.query("processing", progress="50")] * 3
    findings = judge(o.POLLED, o.lived(*polls, o.query("completed")), dialects).findings
    assert findings
    assert len(set(findings)) == len(findings)


def test_an_undeclared_profile_makes_a_case_not_applicable(dialects: Dialects):
    case = replace(o.CREATE, requires=(("tokenops.frames-against-seconds", "frames"),))
    verdict = judge(case, o.create_seen(), dialects)
    assert verdict.status is Status.NOT_APPLICABLE
    assert "frames-against-seconds" in verdict.note


def test_a_switch_of_nobody_is_not_applicable(dialects: Dialects):
    assert (
        judge(replace(o.CREATE, requires=(("kling.x", "y"),)), o.create_seen(), dialects).status
        is Status.NOT_APPLICABLE
    )


def test_a_gateway_may_say_for_a_moment_that_it_cannot_tell(dialects: Dialects):
    assert judge(o.POLLED, o.lived(o.error("query", 503), *o.LIVED), dialects).status is Status.PASSED


def test_an_accepted_submit_without_a_task_may_be_a_refusal(dialects: Dialects):
    case = replace(o.SUBMIT_REFUSED, expect={"raises": {"code": "malformed_reply"}})
    seen = Observation(northbound=(o.error("create", 502),), southbound=(o.submit(),))
    assert judge(case, seen, dialects).status is Status.PASSED


def test_the_details_of_refused_credentials_may_stay_hidden(dialects: Dialects):
    case = replace(o.SUBMIT_REFUSED, expect={"failure": {"kind": "vendor_credentials", "vendor_code": "X"}})
    seen = Observation(northbound=(o.error("create", 502),), southbound=(o.submit(),))
    assert judge(case, seen, dialects).status is Status.PASSED


def test_a_finding_never_repeats_a_secret(dialects: Dialects):
    verdict = judge(o.CREATE, o.create_seen(north=o.NORTH_LEAK), dialects)
    assert "top-secret-key" not in repr(verdict)
    assert "top-secret-key" not in repr(dialects)


@pytest.mark.parametrize(
    ("shown", "codes"),
    [
        ({"url": "https://films.example/a.mp4?X-Amz-Date=1&X-Amz-Signature=0f3a"}, set()),
        ({"url": "https://films.example/a.mp4", "hint": "see ?X-Amz-Signature=0f3a"}, {Code.SECRET_LEAKED}),
        ({"url": "https://films.example/a.mp4?key=top-secret-key"}, {Code.SECRET_LEAKED}),
    ],
    ids=["signed link", "signature elsewhere", "key in the link"],
)
def test_a_link_to_a_film_may_be_signed_and_holds_no_key(shown, codes, dialects: Dialects):
    surface = SURFACES["omnimaas_generations"]
    linking = replace(
        dialects, surface=surface, surface_profile=choose(surface.NAME, surface.SWITCHES, surface.PROFILES)
    )
    seen = Observation(northbound=(o.query("succeeded", task_id=o.ID, **shown),))
    assert {one.code for one in leaks(seen, linking)} == codes


@pytest.mark.parametrize(
    "call",
    [
        {"path": f"/v1/tasks/{o.TASK}"},
        {"path": f"/v1/tasks/{o.TASK}/creations"},
        {"path": "/v1/tasks", "query": (("task_ids", o.TASK),)},
    ],
    ids=["path", "within the path", "query"],
)
def test_a_poll_names_its_task_wherever_the_vendor_has_it(call, dialects: Dialects):
    asked = replace(o.poll(), call=HttpCall(method="GET", **call))
    seen = o.lived(o.query("in_queue"), south=(o.submit(), asked))
    assert judge(o.TASK_DELIVERED, seen, dialects).status is Status.PASSED


def test_a_longer_id_is_another_task(dialects: Dialects):
    asked = replace(o.poll(), call=HttpCall(method="GET", path=f"/v1/tasks/{o.TASK}7"))
    seen = o.lived(o.query("in_queue"), south=(o.submit(), asked))
    assert judge(o.TASK_DELIVERED, seen, dialects).codes == {Code.ID_CHANGED}


@pytest.mark.parametrize(
    ("kind", "codes"),
    [("permission_denied", set()), ("vendor_credentials", set()), ("rate_limited", {Code.FINAL_STATE})],
)
def test_a_poll_refused_for_good_may_end_its_task(kind, codes, dialects: Dialects):
    case = o.case(o.Kind.POLLED, {"reply": {"status": 403}}, {"failure": {"kind": kind}})
    assert judge(case, o.FAILED_LIFE, dialects).codes == codes
    assert judge(case, o.lived(), dialects).status is Status.PASSED


@pytest.mark.parametrize("base", [o.SUBMIT_REFUSED, o.POLLED], ids=["submitted", "polled"])
def test_a_kind_may_be_a_comparator(base, dialects: Dialects):
    failure = {"kind": {"$one_of": ["input_rejected", "output_rejected"]}}
    seen = o.GOOD["submit refused"][1] if base is o.SUBMIT_REFUSED else o.lived()
    assert judge(replace(base, expect={"failure": failure}), seen, dialects).status is Status.PASSED


def test_a_refused_create_may_be_tried_again_where_the_vendor_is_busy(dialects: Dialects):
    seen = Observation(northbound=(o.error("create", 429, "busy 50429"),), southbound=(o.submit(),) * 3)
    failure = {"kind": "rate_limited", "vendor_code": "50429"}
    busy = replace(o.SUBMIT_REFUSED, given={"reply": {"body": {"code": 50429}}}, expect={"failure": failure})
    assert judge(busy, seen, dialects).status is Status.PASSED
    broken = replace(busy, expect={"failure": {**failure, "kind": "vendor_error"}})
    assert judge(broken, seen, dialects).codes == {Code.DOUBLE_CREATE}
    for status, codes in ((403, set()), (500, {Code.DOUBLE_CREATE})):
        refused = replace(broken, given={"reply": {"status": status, "body": {"code": 50429}}})
        assert judge(refused, seen, dialects).codes == codes


def test_only_what_the_vendor_said_can_reach_the_client(dialects: Dialects):
    """`HTTP 503` is what our adapters call a page without a code."""
    page = replace(
        o.SUBMIT_REFUSED,
        given={"reply": {"status": 503, "body": "<html>busy</html>"}},
        expect={"failure": {"kind": "vendor_error", "vendor_code": "HTTP 503", "message": "busy"}},
    )
    seen = Observation(northbound=(o.error("create", 502, "the vendor is busy"),), southbound=(o.submit(),))
    assert judge(page, seen, dialects).status is Status.PASSED
    silent = replace(seen, northbound=(o.error("create", 502, "no"),))
    assert judge(page, silent, dialects).codes == {Code.REASON_LOST}


@pytest.mark.parametrize(("word", "codes"), [("in_queue", set()), ("pondering", {Code.UNKNOWN_WORD})])
def test_a_task_in_a_state_that_nobody_documents_may_be_taken_for_one_that_waits(
    word, codes, dialects: Dialects
):
    case = replace(o.SUBMIT_REFUSED, expect={"raises": {"code": "unknown_word"}})
    assert judge(case, o.create_seen(north=o.created_in(word)), dialects).codes == codes


@pytest.mark.parametrize("changed", [{"created_at": 6}, {"progress": 10}])
def test_a_scripted_poll_and_the_mocks_own_are_not_of_one_task(changed, dialects: Dialects):
    lives = o.lived(
        o.query("processing", created_at=5, progress=40), o.query("processing", **changed), *o.LIVED[2:]
    )
    assert judge(o.POLLED, lives, dialects).status is Status.PASSED
    assert judge(o.ENDING, lives, dialects).status is Status.FAILED


@pytest.mark.parametrize(
    ("http", "codes"), [(404, set()), (410, set()), (400, {Code.HTTP_STATUS, Code.NEVER_ENDED})]
)
def test_a_task_that_the_vendor_lost_may_be_answered_as_not_there(http, codes, dialects: Dialects):
    lost = {"state": "failed", "failure": {"kind": {"$one_of": ["expired", "not_found"]}}}
    case = replace(o.POLLED, expect={"task": lost})
    seen = o.lived(o.error("query", http), south=(o.submit(), o.poll("in_queue")))
    assert judge(case, seen, dialects).codes == codes


def test_a_flaw_of_the_create_hides_nothing_behind_it(dialects: Dialects):
    seen = o.lived(o.query("processing"), create=o.created(created_at=None))
    assert judge(o.POLLED, seen, dialects).codes == {Code.CREATED_AT_TYPE, Code.NEVER_ENDED}


def test_a_refused_create_is_one_finding(dialects: Dialects):
    case = replace(o.CREATE, expect={**o.WANTED, "reply": {"body": {"status": "in_queue"}}})
    assert judge(case, Observation(northbound=(o.error("create", 400),)), dialects).codes == {
        Code.HTTP_STATUS
    }


def test_an_accepted_mistake_is_one_finding(dialects: Dialects):
    case = replace(o.REFUSE, expect={**o.REFUSE.expect, "body": {"error": {"code": "invalid"}}})
    assert judge(case, o.create_seen(), dialects).codes == {Code.ACCEPTED_INVALID}


def test_the_surfaces_own_vendor_may_refuse_instead(dialects: Dialects):
    case = replace(o.REFUSE, expect={**o.REFUSE.expect, "vendor_may_refuse": True})
    asked = replace(o.submit(), refusal={"code": "invalid_value"})
    reply = o.error("create", 400)
    handed_on = Observation(northbound=(reply,), southbound=(asked,))
    assert judge(case, handed_on, dialects).status is Status.PASSED
    assert judge(o.REFUSE, handed_on, dialects).codes == {Code.SOUTHBOUND_COUNT}
    taken = Observation(northbound=(reply,), southbound=(o.submit(),))
    assert judge(case, taken, dialects).codes == {Code.SOUTHBOUND_COUNT}


@pytest.mark.parametrize(
    ("headers", "codes"), [((), set()), ((("accept-ranges", "bytes"),), {Code.HTTP_STATUS})]
)
def test_a_range_may_be_answered_with_the_whole_by_who_does_not_promise_parts(
    headers, codes, dialects: Dialects
):
    whole = replace(o.exchange("content/range", b"", headers=headers), digest=o.WHOLE.digest)
    case = replace(o.ENDING, expect={"final": "succeeded", "content": ["range"]})
    assert judge(case, o.lived(more=(whole,)), dialects).codes == codes


def test_a_task_whose_replies_cannot_be_read_is_not_called_endless_too(dialects: Dialects):
    seen = o.lived(o.query("lost"), o.query("lost"))
    assert judge(o.POLLED, seen, dialects).codes == {Code.UNKNOWN_WORD}


def test_a_word_that_nobody_documents_may_be_read_leniently(dialects: Dialects):
    """The script says DONE, the mock afterwards that it is still at work."""
    seen = o.lived(o.query("completed"), o.query("processing"), o.query("completed"))
    shouted = replace(o.POLLED, expect={"raises": {"code": "unknown_word"}})
    assert judge(shouted, seen, dialects).status is Status.PASSED
    assert judge(o.POLLED, seen, dialects).codes == {Code.STATE_WENT_BACK}


@pytest.mark.parametrize(
    ("surface", "promised"),
    [
        ("tokenops", True),
        ("openai_videos", True),
        ("omnimaas_videos", True),
        ("omnimaas_generations", False),
        ("burncloud", False),
    ],
)
def test_a_content_route_is_asked_for_where_the_dialect_promises_one(surface: str, *, promised: bool):
    document = SurfaceDocument(load("surfaces", surface))
    assert document.promises("GET", "/v1/videos/1/content") is promised
    assert document.operation("GET", "/v1/videos/1/content") is not None


@pytest.mark.parametrize(("status", "verdict"), [(404, Status.PASSED), (200, Status.FAILED)])
def test_a_route_that_a_dialect_does_not_promise_may_be_absent_but_not_open(
    status: int, verdict: Status, dialects: Dialects
):
    silent = replace(dialects, document=SurfaceDocument({"openapi": "3.1.0", "paths": {}}))
    tried = replace(o.JOURNEY, expect={**o.WANTED, "final": "succeeded", "content": ["no-key"]})
    reply = o.exchange("content/no-key", b"<html>", status)
    assert judge(tried, o.lived(more=(reply,)), silent).status is verdict
    if status == 404:
        assert judge(tried, o.lived(more=(reply,)), dialects).status is Status.FAILED


@pytest.mark.parametrize(
    ("surface", "path", "body"),
    [
        (
            "omnimaas_generations",
            "/v1/video/generations/1",
            {
                "id": "1",
                "object": "video",
                "model": "m",
                "created_at": 1,
                "status": "processing",
                "progress": 3,
            },
        ),
        ("burncloud", "/v1/video/generations/1", {"task_id": "1", "status": "in_progress"}),
    ],
)
def test_what_is_not_there_yet_may_be_null_and_not_a_film(surface: str, path: str, body: dict[str, object]):
    document = SurfaceDocument(load("surfaces", surface))
    call = HttpCall(method="GET", path=path)
    for more in ({}, {"url": None, "error": None}):
        assert document.reply_violations(call, 200, {**body, **more}) == []  # type: ignore[dict-item] # JSON
    assert document.reply_violations(call, 200, {**body, "url": "https://example.com/a.mp4"}) != []  # type: ignore[dict-item] # JSON

"""The judge, judged: a right gateway is acquitted, and each kind of fault is named by its own code."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from vidlect_adapters.message import HttpReply
from vidlect_contract.case import Kind
from vidlect_contract.judge import JUDGES, judge
from vidlect_contract.judge.dialects import Dialects
from vidlect_contract.observation import Digest, Observation
from vidlect_contract.verdict import HARNESS_CODES, UNTESTABLE_CODES, Code, Status

sys.path.insert(0, str(Path(__file__).parent))

import observing as o  # stands beside this file


@pytest.mark.parametrize("name", o.GOOD)
def test_a_right_gateway_is_acquitted(name, dialects: Dialects):
    verdict = judge(*o.GOOD[name], dialects)
    assert verdict.findings == ()
    assert verdict.status is Status.PASSED


def _film(**changed) -> Observation:
    by_step = {
        "whole": o.WHOLE,
        "range": o.PART,
        "head": o.HEAD,
        "no_key": o.NO_KEY,
        "other_key": o.OTHER_KEY,
    }
    return o.lived(more=tuple({**by_step, **changed}.values()))


BROKEN_ERROR = o.query("failed")
OTHER_BYTES = Digest.of(b"other" * 80)
HIDDEN_SIGNATURE = o.error("create", 400, "seconds: POST /?X-Signature=abc failed")
MANY_POLLS = (o.submit(), *[o.poll()] * 4)
WITH_PICTURE = {"image_urls": ["https://example.com/a.png"]}
REFUSED_CALL = replace(o.submit(), refusal={"stage": "signature", "code": "SignatureDoesNotMatch"})
VISITED = replace(
    o.JOURNEY,
    given={
        "request": {},
        "visits": [{"when": "created", "request": {}, "expect": {"status": 404, "envelope": True}}],
    },
    expect={"final": "succeeded"},
)

# code → (case, observation) pairs that must be convicted by it
CONVICTIONS: dict[Code, list] = {
    Code.ACCEPTED_INVALID: [(o.REFUSE, Observation(northbound=(o.created(),)))],
    Code.CASE_BROKEN: [(replace(o.CREATE, expect={"reply": {"status": {"$typo": 1}}}), o.create_seen())],
    Code.CONTENT_HEADERS: [
        (
            o.JOURNEY,
            _film(whole=replace(o.WHOLE, reply=HttpReply(status=200, headers=(("content-length", "400"),)))),
        ),
        (
            o.JOURNEY,
            _film(
                whole=replace(o.WHOLE, reply=HttpReply(status=200, headers=(("content-type", "video/mp4"),)))
            ),
        ),
        (o.JOURNEY, _film(range=replace(o.PART, reply=HttpReply(status=206)))),
        (o.JOURNEY, _film(head=o.exchange("content/head", b"", headers=()))),
    ],
    Code.CONTENT_MISMATCH: [
        (o.JOURNEY, _film(whole=replace(o.WHOLE, digest=OTHER_BYTES))),
        (o.JOURNEY, _film(range=replace(o.PART, digest=OTHER_BYTES))),
        (o.JOURNEY, _film(head=replace(o.HEAD, digest=OTHER_BYTES))),
        (
            replace(o.FAILING, expect={"final": "failed", "content": ["refused"]}),
            replace(
                o.FAILED_LIFE, northbound=(*o.FAILED_LIFE.northbound, o.exchange("content/refused", b""))
            ),
        ),
    ],
    Code.CONTENT_OPEN: [
        (o.JOURNEY, _film(no_key=o.exchange("content/no-key", b""))),
        (o.JOURNEY, _film(other_key=o.exchange("content/other-key", b""))),
    ],
    Code.CONTENT_REFUSED: [
        (o.JOURNEY, _film(whole=o.error("content/whole", 404))),
        (o.JOURNEY, _film(range=o.error("content/range", 416))),
        (o.JOURNEY, _film(head=o.error("content/head", 405))),
    ],
    Code.CREATED_AT_CHANGED: [(o.ENDING, o.lived(o.query("completed", created_at=6)))],
    Code.CREATED_AT_TYPE: [
        (o.CREATE, o.create_seen(north=o.created(created_at=None))),
        (o.CREATE, o.create_seen(north=o.created(created_at="5"))),
        (o.CREATE, o.create_seen(north=o.created(created_at=True))),
    ],
    Code.DOUBLE_CREATE: [
        (o.CREATE, o.create_seen(south=(o.submit(), o.submit()))),
        (o.REFUSED, Observation(northbound=(o.REFUSED_REPLY,), southbound=(o.submit(), o.submit()))),
    ],
    Code.ERROR_ENVELOPE: [
        (o.REFUSE, Observation(northbound=(o.exchange("create", {"code": 400, "message": "seconds"}, 400),))),
        (o.REFUSE, Observation(northbound=(o.exchange("create", b"<html>seconds</html>", 400),))),
        (o.REFUSE, Observation(northbound=(o.error("create", 400, type=5),))),
        (o.POLLED, o.lived(o.exchange("query", b"oops", 500), *o.LIVED)),
        (VISITED, o.lived(more=(o.exchange("visit/0", b"not found", 404),))),
    ],
    Code.FAILURE_KIND: [(o.FAILING, o.lived(o.failed(code="vendor_error"), south=o.FAILED_LIFE.southbound))],
    Code.FAULTS_UNSERVED: [
        (o.POLLED, o.lived(scenario={"faults": [{"on": "poll", "kind": "reply"}]})),
    ],
    Code.FIELD_NOT_NAMED: [(o.REFUSE, Observation(northbound=(o.error("create", 400, "bad request"),)))],
    Code.FINAL_STATE: [
        (o.POLLED, o.lived(o.failed())),
        (o.FAILING, o.lived()),
        (replace(o.JOURNEY, expect={"final": "unfinished"}), o.lived()),
    ],
    Code.FRAME_DIFFERS: [(o.CREATE, o.create_seen(south=(o.submit(aspect_ratio="9:16"),)))],
    Code.HARNESS: [
        (o.CREATE, Observation(troubles=("the mock: gone",))),
        (o.CREATE, Observation()),
        (o.REFUSE, Observation()),
        (o.JOURNEY, Observation()),
        (o.SUBMIT_REFUSED, Observation()),
        (o.JOURNEY, o.lived()),
        (o.JOURNEY, replace(o.FULL, film=None)),
        (o.JOURNEY, replace(o.FULL, film_part=None)),
    ],
    Code.HEADER_DIFFERS: [
        (
            replace(o.CREATE, expect={"reply": {"headers": {"retry-after": {"$present": True}}}}),
            o.create_seen(),
        ),
    ],
    Code.HTTP_STATUS: [
        (o.CREATE, o.create_seen(north=o.error("create", 400))),
        (replace(o.CREATE, expect={"reply": {"status": 200}}), o.create_seen(north=o.created(202))),
        (o.POLLED, o.lived(o.error("query", 404))),
        (o.JOURNEY, _film(no_key=o.error("content/no-key", 404))),
        (o.JOURNEY, _film(range=replace(o.PART, reply=HttpReply(status=200)))),
    ],
    Code.ID_CHANGED: [
        (o.POLLED, o.lived(o.query("completed", id="another"))),
        (
            o.TASK_DELIVERED,
            o.lived(
                south=(o.submit(), replace(o.poll(), call=replace(o.poll().call, body=b'{"task_id":"7"}')))
            ),
        ),
    ],
    Code.ID_NOT_STRING: [
        (o.CREATE, o.create_seen(north=o.created(id=10762451179911711518))),
        (o.POLLED, o.lived(o.query("completed", id=12))),
    ],
    Code.INPUT_DIFFERS: [
        (o.CREATE, o.create_seen(south=(o.submit(**WITH_PICTURE),))),
        (
            replace(
                o.CREATE,
                expect={
                    "request": {
                        **o.WANTED["request"],
                        "inputs": [
                            {"role": "first_frame", "medium": "image", "url": "https://example.com/a.png"}
                        ],
                    }
                },
            ),
            o.create_seen(),
        ),
    ],
    Code.LENGTH_DIFFERS: [
        (o.CREATE, o.create_seen(south=(o.submit(frames=121),))),
        (
            replace(o.CREATE, expect={"request": {**o.WANTED["request"], "length": {"seconds": "10"}}}),
            o.create_seen(south=(o.submit(frames=121),)),
        ),
    ],
    Code.MALFORMED_REPLY: [
        (o.CREATE, o.create_seen(north=o.exchange("create", b"<html>"))),
        (o.POLLED, o.lived(o.exchange("query", b"[]"))),
    ],
    Code.MEANING_DIFFERS: [
        (
            replace(
                o.CREATE,
                expect={
                    "request": {
                        "model": "jimeng_dreamactor_m20_gen_video",
                        "callback_url": "https://example.com/c",
                        "inputs": [
                            {"role": "reference", "medium": "image", "url": "https://example.com/a.png"},
                            {"role": "source", "medium": "video", "url": "https://example.com/v.mp4"},
                        ],
                    }
                },
            ),
            o.create_seen(
                south=(
                    o.submit(
                        req_key="jimeng_dreamactor_m20_gen_video",
                        prompt=None,
                        video_url="https://example.com/v.mp4",
                        **WITH_PICTURE,
                    ),
                )
            ),
        ),
    ],
    Code.MISSING_REASON: [
        (o.FAILING, o.lived(BROKEN_ERROR)),
        (o.FAILING, o.lived(o.failed(message=""))),
        (o.FAILING, o.lived(o.query("failed", error=None))),
    ],
    Code.MODEL_DIFFERS: [(o.CREATE, o.create_seen(south=(o.submit(req_key="jimeng_t2v_v30"),)))],
    Code.NEVER_ENDED: [(o.POLLED, o.lived(o.query("in_queue"), o.query("processing"), timed_out=True))],
    Code.NO_ANSWER: [
        (o.CREATE, o.create_seen(north=o.without_reply(o.created()))),
        (o.REFUSE, Observation(northbound=(o.without_reply(o.created()),))),
        (o.POLLED, o.lived(o.without_reply(o.query("completed")), *o.LIVED)),
        (o.JOURNEY, _film(whole=o.without_reply(o.WHOLE))),
        (VISITED, o.lived(more=(o.without_reply(o.error("visit/0", 404)),))),
    ],
    Code.OPTION_DIFFERS: [
        (
            replace(
                o.CREATE,
                expect={
                    "request": {
                        "model": "jimeng_i2v_recamera_v30",
                        "prompt": o.PROMPT,
                        "inputs": [
                            {"role": "first_frame", "medium": "image", "url": "https://example.com/a.png"}
                        ],
                        "vendor_options": {"template_id": "handheld", "camera_strength": "weak"},
                    }
                },
            ),
            o.create_seen(
                south=(
                    o.submit(
                        req_key="jimeng_i2v_recamera_v30",
                        template_id="handheld",
                        camera_strength="strong",
                        **WITH_PICTURE,
                    ),
                )
            ),
        ),
    ],
    Code.POLLED_AFTER_END: [(o.POLLED, o.lived(south=MANY_POLLS))],
    Code.PROGRESS_FELL: [
        (
            o.ENDING,
            o.lived(
                o.query("processing", progress=60), o.query("processing", progress=50), o.query("completed")
            ),
        )
    ],
    Code.PROGRESS_RANGE: [
        (o.POLLED, o.lived(o.query("processing", progress=100), o.query("completed"))),
        (o.POLLED, o.lived(o.query("processing", progress=101), o.query("completed"))),
        (o.POLLED, o.lived(o.query("processing", progress="40%"), o.query("completed"))),
        (o.FAILING, o.lived(o.query("failed", progress=5.5, error={"code": "a", "message": "b"}))),
        (o.POLLED, o.lived(o.query("completed", progress=90))),
    ],
    Code.PROMPT_DIFFERS: [
        (o.CREATE, o.create_seen(south=(o.submit(prompt=o.PROMPT + o.PROMPT),))),
        (o.CREATE, o.create_seen(south=(o.submit(prompt=o.PROMPT + " "),))),
    ],
    Code.RAW_VENDOR_REPLY: [
        (o.FAILING, o.lived(o.failed(message='failed: {"code":50412,"message":"Text Risk Not Pass"}'))),
        (o.REFUSE, Observation(northbound=(o.error("create", 400, '{"seconds": 1}'),))),
    ],
    Code.REASON_LOST: [
        (o.FAILING, o.lived(o.failed(message="something went wrong"), south=o.FAILED_LIFE.southbound)),
        (o.REFUSED, Observation(northbound=(o.error("create", 429, "busy"),), southbound=(o.submit(),))),
        (o.SUBMIT_REFUSED, Observation(northbound=(o.error("create", 400, "no"),), southbound=(o.submit(),))),
    ],
    Code.REPLY_DIFFERS: [
        (replace(o.CREATE, expect={"reply": {"body": {"status": "queued"}}}), o.create_seen()),
        (replace(o.JOURNEY, expect={"final": "succeeded", "last": {"url": {"$present": True}}}), o.lived()),
    ],
    Code.REPLY_SCHEMA: [
        (o.CREATE, o.create_seen(north=o.created(object="film"))),
        (o.POLLED, o.lived(o.query("completed", object=1))),
    ],
    Code.REQUEST_INVALID: [(o.CREATE, o.create_seen(north=o.created(sent={"model": "x", "frames": 7})))],
    Code.SECRET_LEAKED: [
        (o.CREATE, o.create_seen(north=o.NORTH_LEAK)),
        (o.REFUSE, Observation(northbound=(HIDDEN_SIGNATURE,))),
        (
            o.REFUSE,
            Observation(northbound=(o.error("create", 400, "seconds Traceback (most recent call last)"),)),
        ),
    ],
    Code.SEED_DIFFERS: [(o.CREATE, o.create_seen(south=(o.submit(seed=0),)))],
    Code.SERVER_ERROR: [
        (o.REFUSE, Observation(northbound=(o.error("create", 500),))),
        (o.CREATE, o.create_seen(north=o.error("create", 502))),
        (
            o.SUBMIT_REFUSED,
            Observation(
                northbound=(o.error("create", 502, "Text Risk Not Pass 50412"),), southbound=(o.submit(),)
            ),
        ),
        (
            replace(o.FAILING, expect={"final": "failed", "content": ["refused"]}),
            replace(o.FAILED_LIFE, northbound=(*o.FAILED_LIFE.northbound, o.error("content/refused", 500))),
        ),
    ],
    Code.SOUTHBOUND_COUNT: [
        (o.REFUSE, Observation(northbound=(o.error("create", 400),), southbound=(o.submit(),))),
        (replace(o.POLLED, expect={**o.POLLED.expect, "polls": 0}), o.lived()),
        (replace(o.CREATE, expect={"southbound": [{"operation": "CVProcess"}]}), o.create_seen()),
        (o.REFUSED, Observation(northbound=(o.REFUSED_REPLY,))),
    ],
    Code.SOUTHBOUND_MALFORMED: [
        (o.CREATE, o.create_seen(south=(o.submit(frames=169),))),
        (o.CREATE, o.create_seen(south=(o.submit(binary_data_base64=["data:image/png;base64,AAAA"]),))),
    ],
    Code.SOUTHBOUND_REFUSED: [(o.CREATE, o.create_seen(south=(REFUSED_CALL,)))],
    Code.STATE_SEQUENCE: [
        (replace(o.JOURNEY, expect={"final": "succeeded", "states": "running succeeded"}), o.lived())
    ],
    Code.STATE_WENT_BACK: [
        (o.POLLED, o.lived(o.query("processing"), o.query("in_queue"), o.query("completed"))),
        (o.POLLED, o.lived(o.query("completed"), o.query("processing"))),
        (o.POLLED, o.lived(o.query("completed"), o.failed())),
    ],
    Code.TASK_READABLE: [
        (
            replace(
                VISITED,
                given={
                    "request": {},
                    "visits": [{"when": "created", "request": {"key": "other"}, "expect": {"status": 404}}],
                },
            ),
            o.lived(more=(o.exchange("visit/0", {"id": o.ID, "object": "video", "status": "in_queue"}),)),
        )
    ],
    Code.UNATTRIBUTABLE: [(o.CREATE, o.create_seen(south=()))],
    Code.UNKNOWN_WORD: [
        (o.POLLED, o.lived(o.query("generating"), o.query("completed"))),
        (o.POLLED, o.lived(o.query("SUCCESS"))),
    ],
    Code.WIRE_DIFFERS: [
        (
            replace(o.CREATE, expect={"wire": {"aspect_ratio": {"$not": ""}}}),
            o.create_seen(south=(o.submit(aspect_ratio=""),)),
        ),
        (
            replace(
                o.CREATE,
                expect={"southbound": [{"operation": "CVSync2AsyncSubmitTask", "body": {"frames": 1}}]},
            ),
            o.create_seen(),
        ),
        (
            replace(o.CREATE, expect={"wire": {"frames": 1}}),
            o.create_seen(south=(replace(o.submit(), call=replace(o.submit().call, body=b"{")),)),
        ),
    ],
}


@pytest.mark.parametrize(
    ("code", "case", "observation"),
    [
        pytest.param(code, *pair, id=f"{code.value}-{index}")
        for code, pairs in CONVICTIONS.items()
        for index, pair in enumerate(pairs)
    ],
)
def test_each_fault_is_named(code, case, observation, dialects: Dialects):
    verdict = judge(case, observation, dialects)
    assert code in verdict.codes, verdict.findings
    expected = (
        Status.HARNESS_ERROR
        if code in HARNESS_CODES
        else Status.UNTESTABLE
        if code in UNTESTABLE_CODES
        else Status.FAILED
    )
    assert verdict.status is expected


def test_every_code_has_a_conviction():
    assert set(CONVICTIONS) == set(Code)


def test_every_kind_that_a_gateway_is_judged_by_has_a_judge():
    assert set(JUDGES) == {Kind.CREATE, Kind.REFUSE, Kind.JOURNEY, Kind.SUBMITTED, Kind.POLLED}

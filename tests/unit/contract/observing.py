"""Observations of an imaginary gateway that does everything right, and ways to spoil them."""

from __future__ import annotations

from dataclasses import replace

import orjson

from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_contract.case import Case, Kind, Level
from vidlect_contract.observation import Digest, Entry, Exchange, Observation

ID = "10000000000000000001"
TASK = "7392616336519610409"
PROMPT = "[[mock:s #c]] 白鹭"
FILM = b"film" * 100
JSON = (("content-type", "application/json"),)
CREATE_BODY = {"model": "jimeng-video-3.0-pro", "prompt": PROMPT, "req_key": "jimeng_ti2v_v30_pro"}


def exchange(step: str, body, status: int = 200, *, sent=None, headers=JSON) -> Exchange:
    path = {"create": "/v1/videos"}.get(step, f"/v1/videos/{ID}")
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    return Exchange(
        step=step,
        started=0.0,
        ended=0.1,
        call=HttpCall(
            method="POST" if step == "create" else "GET",
            path=path + ("/content" if step.startswith("content") else ""),
            body=b"" if sent is None else orjson.dumps(sent),
        ),
        reply=HttpReply(status=status, headers=headers, body=content),
        digest=Digest.of(content),
    )


def created(status: int = 200, *, sent=CREATE_BODY, **changed) -> Exchange:
    body = {"id": ID, "object": "video", "created_at": 5, "status": "in_queue", **changed}
    return exchange("create", body, status, sent=sent)


def created_in(state: str) -> Exchange:
    body = {"id": ID, "object": "video", "created_at": 5, "status": state}
    return exchange("create", body, sent=CREATE_BODY)


def query(status: str, http: int = 200, **changed) -> Exchange:
    return exchange("query", {"id": ID, "object": "video", "status": status, **changed}, http)


def failed(message="Text Risk Not Pass (vendor code 50412)", code="input_rejected", **changed) -> Exchange:
    return query("failed", error={"code": code, "message": message, **changed})


def error(step: str, status: int, message="seconds must be 5 or 10", **changed) -> Exchange:
    body = {
        "error": {"message": message, "type": "invalid_request_error", "param": None, "code": None, **changed}
    }
    return exchange(step, body, status)


def submit(**changed) -> Entry:
    body = {"req_key": "jimeng_ti2v_v30_pro", "prompt": PROMPT, **changed}
    return Entry(
        number=1,
        at=0.0,
        operation="CVSync2AsyncSubmitTask",
        effect="submit",
        call=HttpCall(
            method="POST",
            path="/",
            query=(("Action", "CVSync2AsyncSubmitTask"), ("Version", "2022-08-31")),
            body=orjson.dumps({name: value for name, value in body.items() if value is not None}),
        ),
        reply=HttpReply(status=200, body=orjson.dumps({"code": 10000, "data": {"task_id": TASK}})),
        task_id=TASK,
    )


def poll(status: str = "done", body=None) -> Entry:
    data = {"status": status, "video_url": "http://127.0.0.1/__media__/x.mp4" if status == "done" else ""}
    reply = {"code": 10000, "data": data} if body is None else body
    return Entry(
        number=2,
        at=0.1,
        operation="CVSync2AsyncGetResult",
        effect="poll",
        call=HttpCall(method="POST", path="/", body=orjson.dumps({"task_id": TASK})),
        reply=HttpReply(status=200, body=orjson.dumps(reply)),
        task_id=TASK,
    )


WHOLE = replace(
    exchange(
        "content/whole", b"", headers=(("content-type", "video/mp4"), ("content-length", str(len(FILM))))
    ),
    digest=Digest.of(FILM),
)
PART = replace(
    exchange("content/range", b"", 206, headers=(("content-range", f"bytes 0-99/{len(FILM)}"),)),
    digest=Digest.of(FILM[:100]),
)
HEAD = exchange("content/head", b"", headers=(("content-length", str(len(FILM))),))
NO_KEY = error("content/no-key", 401)
OTHER_KEY = error("content/other-key", 404)
TRIED = ["whole", "range", "head", "no-key", "other-key"]

LIVED = (
    query("in_queue"),
    query("processing", progress=40),
    query("completed", progress=100),
    query("completed"),
)


def lived(*queries: Exchange, create: Exchange | None = None, more=(), south=None, **changed) -> Observation:
    return Observation(
        northbound=(create or created(), *(queries or LIVED), *more),
        southbound=(submit(), poll("in_queue"), poll("generating"), poll()) if south is None else south,
        film=Digest.of(FILM),
        film_part=Digest.of(FILM[:100]),
        **changed,
    )


def case(kind: Kind, given=None, expect=None, **changed) -> Case:
    return Case(
        **{
            "id": "a/b/c",
            "kind": kind,
            "level": Level.MUST,
            "source": "here",
            "confidence": "documented",
            "title": "a title",
            "given": given or {"request": {}},
            "expect": expect or {},
            "surface": "tokenops",
            "vendor": "volcengine_visual",
            **changed,
        }
    )


WANTED = {"request": {"model": "jimeng_ti2v_v30_pro", "prompt": PROMPT}}
CREATE = case(Kind.CREATE, expect=WANTED)
REFUSE = case(Kind.REFUSE, expect={"status": 400, "field": ["seconds"]}, deliberate=True)
JOURNEY = case(Kind.JOURNEY, expect={"final": "succeeded", "content": TRIED, **WANTED})
ENDING = case(Kind.JOURNEY, expect={"final": "succeeded"})
FAILING = case(
    Kind.JOURNEY,
    expect={"final": "failed", "reason": ["50412", "Text Risk"], "failure_kind": ["input_rejected"]},
)
REFUSED = case(Kind.JOURNEY, expect={"final": "refused", "reply": {"status": 429}, "reason": ["50429"]})
TASK_DELIVERED = case(Kind.SUBMITTED, {"reply": {"status": 200}}, {"task_id": TASK})
SUBMIT_REFUSED = case(
    Kind.SUBMITTED,
    {"reply": {"status": 200, "body": {"code": 50412, "message": "Text Risk Not Pass"}}},
    {"failure": {"kind": "input_rejected", "vendor_code": "50412", "message": "Text Risk Not Pass"}},
)
POLLED = case(Kind.POLLED, {"reply": {"status": 200}}, {"task": {"state": "running"}})

FULL = lived(more=(WHOLE, PART, HEAD, NO_KEY, OTHER_KEY))
FAILED_LIFE = lived(
    query("in_queue"),
    failed(),
    failed(),
    south=(submit(), poll(body={"code": 50412, "message": "Text Risk Not Pass"})),
)
REFUSED_REPLY = error("create", 429, "API Limit (vendor code 50429)")
GOOD = {
    "create": (CREATE, Observation(northbound=(created(),), southbound=(submit(),))),
    "refuse": (REFUSE, Observation(northbound=(error("create", 400),))),
    "journey": (JOURNEY, FULL),
    "failing": (FAILING, FAILED_LIFE),
    "refused": (REFUSED, Observation(northbound=(REFUSED_REPLY,), southbound=(submit(),))),
    "submitted": (TASK_DELIVERED, lived(query("in_queue"))),
    "submit refused": (
        SUBMIT_REFUSED,
        Observation(
            northbound=(error("create", 400, "Text Risk Not Pass (vendor code 50412)"),),
            southbound=(submit(),),
        ),
    ),
    "polled": (POLLED, lived()),
}


def without_reply(one: Exchange) -> Exchange:
    return replace(one, reply=None, trouble="ReadError")


def create_seen(*, north=None, south=None) -> Observation:
    return Observation(
        northbound=(created() if north is None else north,),
        southbound=(submit(),) if south is None else south,
    )


NORTH_LEAK = created(note="top-secret-key")

"""Microseconds of pure translation: parse, map, render, sign; no server. Never: HTTP over a socket."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import orjson

from vidlect_adapters import profile as profiles
from vidlect_adapters.canonical import TaskRef
from vidlect_adapters.credentials import KeyPair
from vidlect_adapters.interface import Dialect
from vidlect_adapters.message import HttpCall, json_reply
from vidlect_adapters.profile import Profile
from vidlect_adapters.surfaces import tokenops
from vidlect_adapters.vendors import volcengine_visual as visual

KEYS = KeyPair(access_key="AKLTbench", secret_key="bench")
REQUEST = {
    "model": "jimeng-video-3.0-pro",
    "req_key": "jimeng_ti2v_v30_pro",
    "prompt": "雪地里的狐狸回头看向镜头",
    "seconds": "5",
    "size": "1280x720",
}
DONE = {
    "code": 10000,
    "data": {"status": "done", "video_url": "https://example.com/film.mp4", "task_id": "7392616336519610409"},
    "message": "Success",
    "request_id": "20240720103939AF0029465CF6A74E51EC",
    "status": 10000,
    "time_elapsed": "104.852309ms",
}
ROUNDS = 20_000


def chosen(dialect: Dialect) -> Profile:
    """The dialect's default profile."""
    return profiles.choose(dialect.NAME, dialect.SWITCHES, dialect.PROFILES)


def microseconds(work: Callable[[], object]) -> float:
    """The best of five means, in microseconds."""
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(ROUNDS // 5):
            work()
        best = min(best, (time.perf_counter() - start) / (ROUNDS // 5))
    return best * 1e6


def measure() -> dict[str, float]:
    """What → microseconds."""
    surface, vendor = chosen(tokenops), chosen(visual)
    headers = (("Content-Type", "application/json"),)
    asked = HttpCall(method="POST", path="/v1/videos", headers=headers, body=orjson.dumps(REQUEST))
    at = datetime.now(UTC)
    done = json_reply(200, DONE)
    ref = TaskRef(
        task_id="7392616336519610409",
        locator=visual.decode_submitted(
            tokenops.decode_create(asked, surface).request,
            json_reply(200, {**DONE, "data": {"task_id": "7392616336519610409"}}),
            vendor,
        ).locator,  # type: ignore[union-attr] # a submit that succeeded
    )

    def request() -> object:
        wanted = tokenops.decode_create(asked, surface).request
        call = visual.encode_submit(wanted, vendor).call
        return visual.authorize(call.with_headers(("Host", "visual.volcengineapi.com")), KEYS, at)

    def poll() -> object:
        call = visual.encode_poll(ref, vendor)
        return visual.authorize(call.with_headers(("Host", "visual.volcengineapi.com")), KEYS, at)

    return {
        "request: parse, map, render, sign": microseconds(request),
        "poll: render, sign": microseconds(poll),
        "reply: parse, map": microseconds(lambda: visual.decode_polled(ref, done, vendor)),
    }

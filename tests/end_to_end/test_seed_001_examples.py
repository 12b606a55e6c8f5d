"""The examples of seed 001, read out of it and played byte for byte against the mock: JSON, headers, programs.

Replaced are only the key placeholders; `requests` and `providers.jimeng`, which the programs import, are our own client,
led to the mock. The outcomes stand in docs/seed-examples.md.
"""

import json
import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import httpx
import pytest

from vidlect_adapters.canonical import Succeeded, TaskRef
from vidlect_adapters.message import HttpCall, json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.vendors import volcengine_visual as visual
from vidlect_contract.mock_keys import mock_credentials
from vidlect_contract.reference.client import VideoClient
from vidlect_mock.scenario import Immediate
from vidlect_mock.server import Settings, serve_in_thread

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
TEXT = next((found.read_text(encoding="utf-8") for found in sorted(SEEDS.glob("001*"))), "")
BLOCKS = re.findall(r"^```(json|http|python)\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
BODIES = [json.loads(block) for kind, block in BLOCKS if kind == "json"]
PROGRAMS = [block for kind, block in BLOCKS if kind == "python"]
SESSION = "seed-001"
pytestmark = [
    pytest.mark.skipif(not TEXT, reason=f"the seeds are not here ({SEEDS}): there is nothing to play"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module", params=["default", "seed-001"])
def seeded(request):
    """A mock that finishes at once, in the words of the vendor and in those of the seed."""
    profiles = {"volcengine_visual": (request.param, {})}
    with serve_in_thread(Settings(media="tiny", pace=Immediate(), profiles=profiles)) as running:
        yield (
            running.vendor_urls["volcengine_visual"],
            choose(visual.NAME, visual.SWITCHES, visual.PROFILES, request.param),
        )


def asked(base_url, action, body):
    """The reply to a body of the seed's, signed."""
    call = HttpCall(
        method="POST",
        path="/",
        query=(("Action", action), ("Version", "2022-08-31")),
        headers=(("Host", urlsplit(base_url).netloc), ("Content-Type", "application/json")),
        body=json.dumps(body, ensure_ascii=False).encode(),
    )
    signed = visual.authorize(call, mock_credentials("volcengine_visual", SESSION), datetime.now(UTC))
    return httpx.post(
        f"{base_url}/",
        params=dict(signed.query),
        headers=dict(signed.headers),
        content=signed.body,
        trust_env=False,
    )


def test_the_seed_holds_what_is_played_here():
    assert [sorted(body) for body in BODIES] == [
        ["ResponseMetadata", "data"],
        ["aspect_ratio", "frames", "prompt", "req_key", "seed"],
        ["aspect_ratio", "frames", "image_urls", "prompt", "req_key", "seed"],
        ["req_key", "task_id"],
        ["data"],
    ]
    assert len(PROGRAMS) == 4


def test_the_bodies_of_its_submits_are_taken(seeded):
    base_url, _ = seeded
    for body in BODIES[1:3]:
        reply = asked(base_url, "CVSync2AsyncSubmitTask", body)
        assert reply.status_code == 200
        assert re.fullmatch("[0-9]{19,20}", reply.json()["data"]["task_id"])


def test_the_body_of_its_query_asks_for_a_task_that_nobody_has(seeded):
    base_url, profile = seeded
    reply = asked(base_url, "CVSync2AsyncGetResult", BODIES[3])
    assert {"default": "not_found", "seed-001": "TaskNotFound"}[profile.name] in reply.text


def test_its_replies_are_read_in_its_profile():
    seed = choose(visual.NAME, visual.SWITCHES, visual.PROFILES, "seed-001")
    submit = HttpCall(
        method="POST",
        path="/",
        query=(("Action", "CVSync2AsyncSubmitTask"), ("Version", "2022-08-31")),
        body=json.dumps(BODIES[1]).encode(),
    )
    request = visual.decode_submit(submit, seed).request
    ref = visual.decode_submitted(request, json_reply(200, BODIES[0]), seed)
    assert isinstance(ref, TaskRef)
    assert ref.task_id == BODIES[0]["data"]["task_id"]
    done = visual.decode_polled(ref, json_reply(200, BODIES[4]), seed)
    assert isinstance(done, Succeeded)
    assert done.video.location.url == BODIES[4]["data"]["video_url"]


def test_its_headers_are_those_that_we_sign_with():
    (headers,) = [block for kind, block in BLOCKS if kind == "http"]
    call = HttpCall(
        method="POST",
        path="/",
        headers=(("Host", "visual.volcengineapi.com"), ("Content-Type", "application/json")),
    )
    signed = visual.authorize(call, mock_credentials("volcengine_visual", SESSION), datetime.now(UTC))
    shown = dict(line.split(": ", 1) for line in headers.splitlines())
    assert {name.lower() for name, _ in signed.headers} == {name.lower() for name in shown}
    names = re.compile("SignedHeaders=([a-z0-9;-]+)")
    assert names.search(signed.header("Authorization"))[1] == names.search(shown["Authorization"])[1]


def test_its_program_by_plain_http_prints_a_film(seeded, monkeypatch, capsys):
    base_url, _ = seeded

    def post(url, *, data, headers):
        query = urlsplit(url).query
        return httpx.post(f"{base_url}/?{query}", content=data.encode(), headers=headers, trust_env=False)

    keys = mock_credentials("volcengine_visual", SESSION)
    text = PROGRAMS[3].replace("your-access-key", keys.access_key).replace("your-secret-key", keys.secret_key)
    monkeypatch.setitem(sys.modules, "requests", SimpleNamespace(post=post))
    monkeypatch.setattr(time, "sleep", lambda _: None)
    exec(compile(text, "seed 001", "exec"), {})  # the very program of the document
    task, film = capsys.readouterr().out.splitlines()
    assert re.fullmatch("Task ID: [0-9]{19,20}", task)
    assert film.startswith("Video: http://visual.volcengineapi.com/")  # the host that the program names


def test_its_programs_with_a_provider_class_run(seeded, monkeypatch, capsys):
    base_url, profile = seeded
    keys = mock_credentials("volcengine_visual", SESSION)
    clients = []

    def provider():
        clients.append(VideoClient(keys, base_url=base_url, profile=profile))
        return clients[-1]

    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setitem(sys.modules, "providers", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "providers.jimeng", SimpleNamespace(JimengProvider=provider))
    names = {}
    for text in PROGRAMS[:3]:
        exec(compile(text, "seed 001", "exec"), names)  # as above
    said = capsys.readouterr().out
    assert "Connection: " in said
    assert "jimeng_t2v_v30_1080p: " in said
    assert re.search("Video URL: http", said)
    assert names["task"].status == "queued"
    for client in clients:
        client.close()

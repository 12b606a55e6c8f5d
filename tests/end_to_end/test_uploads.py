"""Forms with large files at a gateway in a process of its own: what it holds, what it refuses, what it leaves behind."""

import json
import os
import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from processes import MIB, bearer, can_be_measured, forget_largest, size_of, spooled_by, started

from vidlect_adapters.forms import Part, form_call
from vidlect_adapters.registry import VENDORS

pytestmark = pytest.mark.slow
measured = pytest.mark.skipif(not can_be_measured(), reason="the system says nothing of a process's memory")
FLAT = 24 * MIB
"""20 senders may hold so much together: 128 KiB a part in memory, and the server's buffers; less than 3 % of what they send."""
LIMITS = [
    ("volcengine_visual", "jimeng_ti2v_v30_pro"),
    ("volcengine_ark", "doubao-seedance-1-0-pro-250528"),
    ("dashscope", "wan2.6-i2v"),
    ("kling", "kling-v1"),
    ("kling", "kling-3.0-turbo"),
    ("vidu", "viduq2-pro"),
    ("openai", "sora-2"),
]


@pytest.fixture(scope="module")
def gateway(mock, tmp_path_factory):
    """A process, what it printed, and its log."""
    log = tmp_path_factory.mktemp("gateway") / "log"
    arguments = ("gateway", "--upstream", mock.control_url, "--port", "0", "--surface", "openai_videos")
    with started(*arguments, log=log) as (process, said):
        create(said, form(1000)).raise_for_status()
        yield process, said, log


def form(size, model="sora-2", *, picture_first=False):
    """A create with a picture of so many bytes; `model` "": it names none."""
    content = b"\x89PNG\r\n\x1a\n" + os.urandom(MIB) * (size // MIB + 1)
    picture = Part(name="input_reference", content=content[:size], file_name="狐.png", media_type="image/png")
    texts = (
        *((Part(name="model", content=model.encode()),) if model else ()),
        Part(name="prompt", content="[[mock:instant]] 雪".encode()),
    )
    return form_call("POST", "/v1/videos", (picture, *texts) if picture_first else (*texts, picture))


def create(said, call, content=None):
    """A create by httpx."""
    return httpx.post(
        said["gateway"] + call.path,
        content=call.body if content is None else content,
        headers={**bearer(said), **dict(call.headers)},
        trust_env=False,
        timeout=60,
    )


def head_of(said, call):
    """A connection that has sent the head of a create, and nothing of its body."""
    host, port = said["gateway"].removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)), timeout=60)
    lines = [f"POST {call.path} HTTP/1.1", "Host: x", f"Content-Length: {len(call.body)}"]
    lines += [f"{name}: {value}" for name, value in {**bearer(said), **dict(call.headers)}.items()]
    connection.sendall("\r\n".join([*lines, "", ""]).encode())
    return connection


def until(condition):
    """Waits up to ten seconds."""
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@measured
@pytest.mark.parametrize(
    ("given", "status", "said_of_it"),
    [
        ({}, 413, "at most 20971520 bytes"),
        ({"picture_first": True}, 413, "at most 20971520 bytes"),
        ({"model": ""}, 413, "at most 20971520 bytes"),
        ({"model": "no-such-model"}, 400, "no-such-model"),
    ],
    ids=["model first", "picture first", "no model", "unknown model"],
)
def test_twenty_senders_of_50_mb_are_refused_and_memory_stays_flat(gateway, given, status, said_of_it):
    process, said, _ = gateway
    call = form(50_000_000, **given)
    idle = size_of(process, "VmRSS")
    forget_largest(process)
    with ThreadPoolExecutor(20) as senders:
        replies = list(senders.map(lambda _: create(said, call), range(20)))
    assert {reply.status_code for reply in replies} == {status}
    error = replies[0].json()["error"]
    assert error["param"] == ("input_reference" if status == 413 else "model")
    assert said_of_it in error["message"]
    assert size_of(process, "VmHWM") - idle < FLAT
    assert spooled_by(process) == 0


@measured
@pytest.mark.parametrize(("vendor", "model"), LIMITS)
def test_the_largest_picture_costs_at_most_four_times_its_size_and_leaves_nothing(gateway, vendor, model):
    process, said, _ = gateway
    size = VENDORS[vendor].largest_picture(model)
    call = form(size, model)
    idle = size_of(process, "VmRSS")
    for _ in range(2):
        forget_largest(process)
        reply = create(said, call)
        assert reply.status_code == 200, reply.text
        assert size_of(process, "VmHWM") - idle <= 4 * size
    assert size_of(process, "VmRSS") - idle < 2 * MIB


def test_a_slow_sender_keeps_nobody_waiting_and_is_served(gateway):
    _, said, _ = gateway
    call = form(2 * MIB)
    with head_of(said, call) as connection:
        step = len(call.body) // 10 + 1
        for at in range(0, len(call.body), step):
            connection.sendall(call.body[at : at + step])
            began = time.monotonic()
            assert create(said, form(1000)).status_code == 200
            assert time.monotonic() - began < 5
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")


@measured
def test_a_client_that_leaves_in_the_middle_leaves_no_file_and_no_noise(gateway):
    process, said, log = gateway
    call = form(10 * MIB)
    before = len(log.read_text())
    with head_of(said, call) as connection:
        connection.sendall(call.body[: 5 * MIB])
        until(lambda: spooled_by(process) == 1)
    until(lambda: spooled_by(process) == 0)
    until(lambda: "client_left" in log.read_text()[before:])
    events = [json.loads(line) for line in log.read_text()[before:].splitlines()]
    assert {event["level"] for event in events} == {"info"}


def test_a_refused_sender_may_go_on_with_its_connection(gateway):
    _, said, _ = gateway
    call, small = form(50 * MIB), form(1000)
    with httpx.Client(base_url=said["gateway"], headers=bearer(said), trust_env=False, timeout=60) as client:
        for sent, status in ((call, 413), (small, 200), (call, 413), (small, 200)):
            reply = client.post("/v1/videos", content=sent.body, headers=dict(sent.headers))
            assert reply.status_code == status


def test_a_form_without_a_length_is_taken_and_refused_alike(gateway):
    _, said, _ = gateway
    for size, status in ((20_971_520, 200), (20_971_521, 413)):
        call = form(size)
        pieces = (call.body[at : at + 100_000] for at in range(0, len(call.body), 100_000))
        assert create(said, call, pieces).status_code == status


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")
@pytest.mark.parametrize("expects", [True, False], ids=["100-continue", "at once"])
def test_curl_hears_why_its_file_is_refused(gateway, tmp_path, expects):
    _, said, _ = gateway
    picture = tmp_path / "fox.png"
    picture.write_bytes(b"\x89PNG" + bytes(50 * MIB))
    header = bearer(said)["Authorization"]
    command = ["curl", "-sS", "-w", "%{stderr}%{http_code}", "-H", f"Authorization: {header}"]
    command += [] if expects else ["-H", "Expect:"]
    command += ["-F", "model=sora-2", "-F", "prompt=x", "-F", f"input_reference=@{picture};type=image/png"]
    ended = subprocess.run(
        [*command, said["gateway"] + "/v1/videos"], capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stderr == "413"
    assert json.loads(ended.stdout)["error"]["param"] == "input_reference"

"""The command `vidlect gateway` (and `up`) as a stranger starts it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest
from processes import bearer, started

from vidlect_contract.reference.keys import ClientKey
from vidlect_mock.registry import load

pytestmark = pytest.mark.slow
CREATE = {
    "model": "jimeng-video-3.0-pro",
    "req_key": "jimeng_ti2v_v30_pro",
    "prompt": "[[mock:instant]] 一盏灯",
    "frames": 121,
}


def test_one_json_line_says_everything_and_nothing_else_is_printed(mock, tmp_path):
    with started("gateway", "--upstream", mock.control_url, "--port", "0", log=tmp_path / "log") as (
        process,
        said,
    ):
        assert set(said) == {"gateway", "surfaces", "keys"}
        assert said["surfaces"]["tokenops"] == said["gateway"]
        assert said["keys"]["default"] == ClientKey(session="default").text
        assert httpx.get(said["gateway"] + "/v1/videos/1", trust_env=False).status_code == 401
        process.terminate()
        assert process.stdout.read() == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_after_the_request_under_way(mock, tmp_path, number):
    log = tmp_path / "log"
    with started("gateway", "--upstream", mock.control_url, "--port", "0", log=log) as (process, said):
        slow = {**CREATE, "prompt": "[[mock:submit-stall]] 一盏灯"}
        body = json.dumps(slow).encode()
        host, port = said["gateway"].removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as connection:
            connection.sendall(
                b"POST /v1/videos HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\nAuthorization: %s\r\n\r\n%s"
                % (len(body), bearer(said)["Authorization"].encode(), body)
            )
            time.sleep(0.5)
            process.send_signal(number)
            answer = connection.recv(65536)
        assert answer.startswith(b"HTTP/1.1 200")
        assert process.wait(20) == 0
    assert "Traceback" not in log.read_text()
    with pytest.raises(OSError):  # noqa: PT011 # any refusal will do
        socket.create_connection((host, int(port)), timeout=1)


def test_a_file_ledger_survives_a_restart_in_the_middle_of_a_task(mock, tmp_path):
    arguments = (
        "gateway",
        "--upstream",
        mock.control_url,
        "--port",
        "0",
        "--ledger",
        f"sqlite:{tmp_path / 'tasks.db'}",
    )
    with started(*arguments, log=tmp_path / "log") as (process, said):
        made = httpx.post(said["gateway"] + "/v1/videos", json=CREATE, headers=bearer(said), trust_env=False)
        task_id = made.json()["id"]
        process.kill()
        process.wait(20)
    with started(*arguments, log=tmp_path / "log") as (_, said):
        reply = httpx.get(f"{said['gateway']}/v1/videos/{task_id}", headers=bearer(said), trust_env=False)
        assert (reply.status_code, reply.json()["status"]) == (200, "completed")
        film = httpx.get(
            f"{said['gateway']}/v1/videos/{task_id}/content", headers=bearer(said), trust_env=False
        )
        assert film.content[4:8] == b"ftyp"


def test_two_workers_serve_one_file(mock, tmp_path):
    arguments = (
        "gateway",
        "--upstream",
        mock.control_url,
        "--port",
        "0",
        "--ledger",
        f"sqlite:{tmp_path / 'tasks.db'}",
    )
    with (
        started(*arguments, log=tmp_path / "log") as (_, one),
        started(*arguments, log=tmp_path / "log") as (_, other),
    ):
        for number in range(10):
            here, there = (one, other) if number % 2 else (other, one)
            made = httpx.post(
                here["gateway"] + "/v1/videos", json=CREATE, headers=bearer(here), trust_env=False
            )
            reply = httpx.get(
                f"{there['gateway']}/v1/videos/{made.json()['id']}", headers=bearer(there), trust_env=False
            )
            assert (reply.status_code, reply.json()["status"]) == (200, "completed")


def test_no_secret_and_no_body_is_in_the_log(mock, tmp_path):
    log = tmp_path / "log"
    canary = "canary-in-the-prompt"
    scenarios = (
        "instant",
        "submit-500",
        "submit-html-502",
        "reset-after-accepting",
        "malformed-json",
        "content-404",
    )
    with (
        started("gateway", "--upstream", mock.control_url, "--port", "0", log=log) as (_, said),
        httpx.Client(base_url=said["gateway"], headers=bearer(said), trust_env=False, timeout=30) as client,
    ):
        for scenario in scenarios:
            made = client.post("/v1/videos", json={**CREATE, "prompt": f"[[mock:{scenario}]] {canary}"})
            if made.status_code == 200:
                client.get(f"/v1/videos/{made.json()['id']}?key={canary}")
                client.get(f"/v1/videos/{made.json()['id']}/content")
        client.get(f"/{canary}", headers={"X-Canary": canary})
        client.post("/v1/videos", content=canary.encode(), headers={"Authorization": f"Bearer {canary}"})
    text = log.read_text()
    keys = load("volcengine_visual").credentials("default")[0].values
    for secret in (canary, said["keys"]["default"], *keys.values(), "Signature=", "Bearer", "Traceback"):
        assert secret not in text
    events = [json.loads(line) for line in text.splitlines()]
    assert {"request", "vendor_call"} <= {event["event"] for event in events}
    assert all({"at", "level", "event"} <= set(event) for event in events)


def refused(*arguments):
    result = subprocess.run(
        [sys.executable, "-m", "vidlect", *arguments], capture_output=True, text=True, timeout=30, check=False
    )
    assert result.returncode == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


def test_a_taken_port_is_one_line_and_exit_code_2(mock):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert port in refused("gateway", "--upstream", mock.control_url, "--port", port)
        assert port in refused("up", "--mock-port", "0", "--port", port)
        assert port in refused("up", "--mock-port", port, "--port", "0")


def test_a_ledger_that_cannot_be_used_is_one_line_and_exit_code_2(mock, tmp_path):
    place = f"sqlite:{tmp_path / 'no' / 'folder.db'}"
    assert "folder.db" in refused("gateway", "--upstream", mock.control_url, "--port", "0", "--ledger", place)


def test_a_routing_file_leads_a_name_of_ones_own_to_its_vendor(mock, control, tmp_path):
    routes = tmp_path / "routes.toml"
    routes.write_text('[models]\n"my-film" = "vidu/viduq1"\n')
    order = ("gateway", "--upstream", mock.control_url, "--port", "0", "--routes", str(routes))
    with started(*order, log=tmp_path / "log") as (_, said):
        url = said["surfaces"]["openai_videos"] + "/v1/videos"
        body = {"model": "my-film", "prompt": "[[mock:instant #routed]] 一盏灯"}
        made = httpx.post(url, json=body, headers=bearer(said), trust_env=False)
        assert (made.status_code, made.json()["model"]) == (200, "my-film")
    (entry,) = control.get("/__mock__/journal", params={"case": "routed"}).json()["entries"]
    assert (entry["vendor"], json.loads(entry["request"]["body"])["model"]) == ("vidu", "viduq1")
    routes.write_text('[models]\n"my-film" = "vidu/viduq0"\n')
    for command in (order, ("up", "--mock-port", "0", "--port", "0", "--routes", str(routes))):
        said = refused(*command)
        assert f"{routes}: models.my-film: vidu has no model 'viduq0'; near names are " in said


@pytest.mark.parametrize("network", [(), ("--callback-allow", "192.0.2.0/24")])
def test_up_tells_both_where_callbacks_may_go(tmp_path, network):
    # 192.0.2.0/24 is for documentation (RFC 5737): nothing is there
    order = ("up", "--mock-port", "0", "--port", "0", "--pace", "instant", *network)
    with started(*order, log=tmp_path / "log") as (_, said):
        session = {"webhook_url": "http://192.0.2.1:1/"}
        control = said["control"] + "/__mock__"
        httpx.put(f"{control}/sessions/default", json=session, trust_env=False).raise_for_status()
        body = {"model": "viduq1", "prompt": "一盏灯", "metadata": {"callback_url": "http://192.0.2.1:1/"}}
        url = said["surfaces"]["burncloud"] + "/v1/video/generations"
        made = httpx.post(url, json=body, headers=bearer(said), trust_env=False)
        assert made.status_code == (200 if network else 400)
        sora = {"model": "sora-2", "prompt": "一盏灯"}
        url = said["surfaces"]["openai_videos"] + "/v1/videos"
        httpx.post(url, json=sora, headers=bearer(said), trust_env=False).raise_for_status()
        entries = []
        while not entries:
            asked = httpx.get(f"{control}/journal", params={"operation": "callback"}, trust_env=False)
            entries = asked.json()["entries"]
        assert (entries[0]["refusal"] is None) is bool(network)


def test_up_serves_both_and_ends_with_one_signal(tmp_path):
    with started("up", "--mock-port", "0", "--port", "0", "--pace", "instant", log=tmp_path / "log") as (
        process,
        said,
    ):
        assert set(said) == {"control", "vendors", "gateway", "surfaces", "keys"}
        made = httpx.post(said["gateway"] + "/v1/videos", json=CREATE, headers=bearer(said), trust_env=False)
        reply = httpx.get(
            f"{said['gateway']}/v1/videos/{made.json()['id']}", headers=bearer(said), trust_env=False
        )
        assert reply.json()["status"] == "completed"
        entries = httpx.get(said["control"] + "/__mock__/journal", trust_env=False).json()["entries"]
        assert len(entries) == 2
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    for url in (said["gateway"], said["control"], *said["vendors"].values()):
        with pytest.raises(httpx.ConnectError):
            httpx.get(url, trust_env=False)


def test_up_without_json_says_how_to_get_there():
    process = subprocess.Popen(
        [sys.executable, "-m", "vidlect", "up", "--mock-port", "0", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "journal" in line:
            break
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    process.stdout.close()
    text = "".join(lines)
    assert "Authorization: Bearer sk-vidlect-default-" in text
    assert "export VOLC_ACCESSKEY=" in text

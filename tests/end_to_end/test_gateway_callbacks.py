"""BurnCloud's callbacks (D-7): client → gateway → mock, and the gateway back to the client, over real sockets."""

import itertools
import json
import runpy
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from vidlect_contract.reference import announcing
from vidlect_contract.reference.film_links import FilmLinks

receiving = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "mock_shell" / "receivers.py"))[
    "receiving"
]
NUMBERS = itertools.count()
PATIENCE = 20
MODELS = {
    "volcengine_visual": "jimeng_t2v_v30",
    "volcengine_ark": "doubao-seedance-1-0-pro-250528",
    "dashscope": "wan2.6-t2v",
    "kling": "kling-v2-6",
    "vidu": "viduq1",
    "openai": "sora-2",
}


@pytest.fixture(scope="module", autouse=True)
def _quick():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(announcing, "TICK", 0.05)
        patch.setattr(announcing, "PAUSES", (0.05, 0.05))
        yield


@pytest.fixture
def case(request):
    return f"{request.node.name.split('[')[0]}-{next(NUMBERS)}"


@pytest.fixture
def receiver():
    with receiving() as received:
        yield received


@pytest.fixture(scope="module")
def calling(gateway_with):
    with gateway_with(shortest_pause=0.0, surfaces=("burncloud",)) as running, client_of(running) as client:
        yield client


@contextmanager
def client_of(running):
    headers = {"Authorization": f"Bearer {running.key}"}
    with httpx.Client(base_url=running.url, headers=headers, trust_env=False, timeout=PATIENCE) as client:
        yield client


def create(client, case, scenario, url, model="kling-v2-6"):
    prompt = f"[[mock:{scenario} #{case}]] 一盏灯"
    body = {"model": model, "prompt": prompt, "metadata": {"callback_url": url}}
    reply = client.post("/v1/video/generations", json=body)
    assert reply.status_code == 200, reply.text
    return reply.json()["task_id"]


def arrived(receiver, number):
    """So many callbacks, and no more of them a little later."""
    for _ in range(PATIENCE * 100):
        if len(receiver.requests) >= number:
            break
        time.sleep(0.01)
    time.sleep(0.3)
    assert len(receiver.requests) == number
    return receiver.raw


@pytest.mark.parametrize("vendor", MODELS)
def test_the_end_is_told_once_in_the_surfaces_words_and_no_vendor_hears_of_it(
    calling, control, receiver, case, vendor
):
    url = receiver.url("/hook?token=of-the-client")
    task_id = create(calling, case, "instant", url, MODELS[vendor])
    ((path, _, body),) = arrived(receiver, 1)
    assert path == "/hook?token=of-the-client"
    shown = calling.get(f"/v1/video/generations/{task_id}")
    assert body == shown.content
    told = json.loads(body)
    assert (told["task_id"], told["status"]) == (task_id, "completed")
    film = httpx.get(told["url"], trust_env=False)
    assert (film.status_code, film.content[4:8]) == (200, b"ftyp")
    entries = control.get("/__mock__/journal", params={"case": case}).json()["entries"]
    assert {entry["vendor"] for entry in entries} == {vendor}
    for entry in entries:
        said = json.dumps(entry["request"])
        assert "callback_url" not in said
        assert "of-the-client" not in said


def test_a_failure_is_told_with_its_reason(calling, receiver, case):
    task_id = create(calling, case, "output-rejected", receiver.url())
    ((_, _, body),) = arrived(receiver, 1)
    assert body == calling.get(f"/v1/video/generations/{task_id}").content
    told = json.loads(body)
    assert told["status"] == "failed"
    assert told["error"]["message"]


def test_a_client_that_asks_all_the_while_is_told_once_too(calling, receiver, case):
    task_id = create(calling, case, "every-state", receiver.url())
    for _ in range(20):
        assert calling.get(f"/v1/video/generations/{task_id}").status_code == 200
    arrived(receiver, 1)


def test_a_receiver_that_fails_is_told_again(calling, receiver, case):
    receiver.answers = [(503, (), b""), (429, (), b"")]
    create(calling, case, "instant", receiver.url())
    raw = arrived(receiver, 3)
    assert len({body for _, _, body in raw}) == 1
    assert len({dict(headers)["Webhook-Id"] for _, headers, _ in raw}) == 1


@pytest.mark.parametrize(
    "url", ["http://192.0.2.1/hook", "http://user:secret@127.0.0.1/", "ftp://127.0.0.1/"]
)
def test_an_address_that_cannot_be_called_is_refused_by_name(calling, control, case, url):
    body = {
        "model": "kling-v2-6",
        "prompt": f"[[mock:instant #{case}]] 一盏灯",
        "metadata": {"callback_url": url},
    }
    reply = calling.post("/v1/video/generations", json=body)
    assert (reply.status_code, reply.json()["param"]) == (400, "metadata.callback_url")
    assert "secret" not in reply.text
    assert control.get("/__mock__/journal", params={"case": case}).json()["entries"] == []


def test_a_gateway_tells_what_an_earlier_one_promised_and_two_tell_nothing_twice(
    gateway_with, receiver, case, tmp_path, monkeypatch
):
    settings = {
        "ledger": f"sqlite:{tmp_path / 'tasks.db'}",
        "links": FilmLinks(secret=b"shared"),
        "surfaces": ("burncloud",),
    }
    monkeypatch.setattr(announcing, "TICK", 30)
    with gateway_with(**settings) as running, client_of(running) as client:
        ids = [create(client, f"{case}-{number}", "instant", receiver.url()) for number in range(8)]
    assert receiver.requests == []
    then = time.time() + 60
    monkeypatch.setattr(announcing, "TICK", 0.05)
    monkeypatch.setattr(announcing.time, "time", lambda: then)
    with gateway_with(**settings), gateway_with(**settings):
        arrived(receiver, 8)
    assert sorted(body["task_id"] for _, _, body in receiver.requests) == sorted(ids)

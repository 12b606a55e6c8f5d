"""A mock that calls back: submit over HTTP, notices at a receiver, attempts in the journal."""

import json
import runpy
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from vidlect_mock import server
from vidlect_mock.outbound import Outbound
from vidlect_mock.scenario import AfterPolls
from vidlect_mock.server import MockServer, Settings

UNIT = Path(__file__).parents[1] / "unit"
RECEIVERS = runpy.run_path(str(UNIT / "mock_shell" / "receivers.py"))
CALLING = RECEIVERS["CALLING"]
PATIENCE = 20
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "A vendor that calls back", "version": "1"},
    "paths": {
        f"/{name}": {"post": {"operationId": name, "responses": {"200": {"description": "as it is"}}}}
        for name in CALLING["CallingVendor"].OPERATIONS
    },
}


class Mock:
    """A running mock of the calling vendor, asked over HTTP."""

    def __init__(self, running, http):
        self.url = running.vendor_urls["fake"]
        self.control = f"{running.control_url}/__mock__"
        self.http = http

    def submit(self, session, callback=None, prompt="a lake"):
        body = {"prompt": prompt, "callback": callback}
        reply = self.http.post(f"{self.url}/submit", json=body, headers={"key": f"key-{session}"})
        return reply.json()["data"]["id"]

    def call(self, session, operation, task_id):
        return self.http.post(
            f"{self.url}/{operation}", json={"id": task_id}, headers={"key": f"key-{session}"}
        ).json()

    def set(self, session, **settings):
        return self.http.put(f"{self.control}/sessions/{session}", json=settings).raise_for_status()

    def step(self, seconds):
        self.http.post(f"{self.control}/clock/step", json={"seconds": seconds}).raise_for_status()

    def callbacks(self, session, number):
        """So many journal entries of a session's callbacks."""
        query = {"session": session, "operation": "callback"}
        for _ in range(PATIENCE * 100):
            entries = self.http.get(f"{self.control}/journal", params=query).json()["entries"]
            if len(entries) >= number:
                return entries
            time.sleep(0.01)
        pytest.fail(f"{len(entries)} callbacks of {session}, not {number}")


@contextmanager
def mocking(**settings):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "load", lambda *_: DOCUMENT)
        made = MockServer(Settings(media="tiny", **settings), {"fake": CALLING["CallingVendor"]()})
    with made.in_thread() as running, httpx.Client(trust_env=False, timeout=PATIENCE) as http:
        yield Mock(running, http)


@pytest.fixture(scope="module")
def mock():
    with mocking() as running:
        yield running


@pytest.fixture
def receiver():
    with RECEIVERS["receiving"]() as received:
        yield received


def told(receiver):
    return [body["status"] for _, _, body in receiver.requests]


def test_a_task_s_states_are_told_in_order_as_the_clock_is_stepped(mock, receiver):
    task_id = mock.submit("stepped", receiver.url(), "[[mock:slow]] a lake")
    mock.callbacks("stepped", 1)
    assert told(receiver) == ["queued"]
    mock.step(10)
    mock.callbacks("stepped", 2)
    mock.step(60)
    entries = mock.callbacks("stepped", 3)
    assert told(receiver) == ["queued", "running", "succeeded"]
    assert {entry["task_id"] for entry in entries} == {task_id}
    assert [entry["response"]["status"] for entry in entries] == [200] * 3


def test_a_task_is_told_as_it_is_polled_and_as_time_passes(mock, receiver):
    mock.submit("timed", receiver.url(), "[[mock:succeed]] a lake")
    polled = mock.submit("polled", receiver.url(), "[[mock:every-state]] a lake")
    for _ in range(3):
        mock.call("polled", "poll", polled)
    mock.callbacks("polled", 3)
    mock.callbacks("timed", 3)
    by_task = [
        [body["status"] for _, _, body in receiver.requests if (body["id"] == polled) is of]
        for of in (True, False)
    ]
    assert by_task == [["queued", "running", "succeeded"]] * 2


def test_a_cancelled_task_is_told(mock, receiver):
    task_id = mock.submit("cancelled", receiver.url(), "[[mock:slow]] a lake")
    mock.call("cancelled", "cancel", task_id)
    mock.callbacks("cancelled", 2)
    assert told(receiver) == ["queued", "cancelled"]


def test_the_link_in_a_notice_leads_to_the_film_and_its_stills(mock, receiver):
    mock.submit("linked", receiver.url(), "[[mock:instant]] a lake")
    mock.callbacks("linked", 3)
    link = receiver.requests[2][2]["video"]
    film = mock.http.get(link)
    assert (film.status_code, film.headers["content-type"]) == (200, "video/mp4")
    cover = mock.http.get(link.replace("video.mp4", "cover.jpg"))
    assert (cover.status_code, cover.headers["content-type"]) == (200, "image/jpeg")
    assert mock.http.head(link.replace("video.mp4", "poster.jpg")).status_code == 404


def test_a_session_s_webhook_is_called_and_its_secret_stays_secret(mock, receiver):
    secret = "whsec_c2VjcmV0LW9mLXRoaXMtdGVzdA=="
    shown = mock.set("hooked", webhook_url=receiver.url(), webhook_secret=secret)
    assert shown.json()["webhook_secret"] == "[removed]"
    mock.submit("hooked", prompt="[[mock:instant]] a lake")
    entries = mock.callbacks("hooked", 3)
    signatures = [dict(headers)["Webhook-Signature"] for _, headers, _ in receiver.requests]
    assert len(signatures) == 3
    text = json.dumps(entries)
    assert "c2VjcmV0" not in text
    assert not [signature for signature in signatures if signature in text]


def test_a_receiver_that_fails_is_asked_again_and_the_journal_has_every_attempt(mock, receiver):
    receiver.answers = [(503, (), b"not now"), (302, [("Location", receiver.url("/caught"))], b"")]
    mock.submit("again", receiver.url(), "[[mock:never-ends #case-3]] a lake")
    mock.callbacks("again", 1)
    mock.step(1)
    mock.callbacks("again", 2)
    mock.step(5)
    entries = mock.callbacks("again", 4)
    assert [entry["response"]["status"] for entry in entries] == [503, 302, 200, 200]
    assert entries[0]["remarks"] == ["queued, attempt 1 of 4: the answer's status is 503; again in 1 s"]
    assert {entry["case"] for entry in entries} == {"case-3"}
    assert "/caught" not in {path for path, _, _ in receiver.requests}


def test_scripted_trouble_has_receipts(mock, receiver):
    task_id = mock.submit("scripted", receiver.url(), "[[mock:callback-duplicate]] a lake")
    mock.step(2)
    entries = mock.callbacks("scripted", 4)
    assert told(receiver) == ["queued", "queued", "running", "succeeded"]
    task = mock.http.get(f"{mock.control}/tasks/fake/scripted/{task_id}").json()
    fault = {"on": "callback", "kind": "duplicate"}
    assert [(one["entry"], one["fault"]) for one in task["receipts"]] == [(entries[1]["number"], fault)]
    assert [entry["fault"] for entry in entries] == [None, fault, None, None]


def test_an_address_elsewhere_is_refused_with_the_way_out_in_the_journal(mock):
    # 192.0.2.0/24 is for documentation (RFC 5737): nothing is there
    mock.submit("elsewhere", "http://192.0.2.1/hook")
    (entry,) = mock.callbacks("elsewhere", 1)
    assert entry["refusal"]["stage"] == "callback"
    assert entry["refusal"]["received"] == "192.0.2.1 is at 192.0.2.1"
    assert "--callback-allow" in entry["refusal"]["hint"]
    assert entry["response"]["status"] == 0


def test_the_operator_may_allow_a_network():
    with mocking(callback_allow=("192.0.2.0/24",), pace=AfterPolls(1, 2)) as allowing:
        allowing.submit("allowed", "http://192.0.2.1:1/hook")
        (entry,) = allowing.callbacks("allowed", 1)
    assert entry["refusal"] is None
    assert "no connection" in entry["remarks"][0] or "no answer" in entry["remarks"][0]


def test_a_reset_ends_callbacks(mock, receiver):
    mock.submit("reset", receiver.url(), "[[mock:slow]] a lake")
    mock.callbacks("reset", 1)
    mock.http.delete(f"{mock.control}/sessions/reset").raise_for_status()
    mock.step(60)
    mock.submit("after-reset", receiver.url(), "[[mock:instant]] a lake")
    mock.callbacks("after-reset", 3)
    assert told(receiver) == ["queued", "queued", "running", "succeeded"]


def test_a_mock_that_is_stopped_while_it_calls_breaks_it_off(receiver, monkeypatch):
    stopped = []
    honest = Outbound.stop
    monkeypatch.setattr(Outbound, "stop", lambda self: (honest(self), stopped.append(self)))
    receiver.answers = [(None, (), b"")]
    with mocking() as stopping:
        stopping.submit("stopped", receiver.url())
        for _ in range(PATIENCE * 100):
            if receiver.requests:
                break
            time.sleep(0.01)
    assert (len(receiver.requests), len(stopped)) == (1, 1)

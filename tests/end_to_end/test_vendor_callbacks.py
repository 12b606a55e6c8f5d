"""Every vendor that calls back: the mock's notices are verified and read by the other reading, the adapter."""

import runpy
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from vidlect_adapters.canonical import Failed, InProgress, Succeeded, VideoRequest
from vidlect_adapters.errors import InvalidSignature
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import VENDORS
from vidlect_contract.mock_keys import mock_credentials
from vidlect_mock.interface import CallsBack
from vidlect_mock.registry import load
from vidlect_mock.scenario import Immediate
from vidlect_mock.server import Settings, serve_in_thread

RECEIVERS = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "mock_shell" / "receivers.py"))
CALLING = [name for name in VENDORS if isinstance(load(name), CallsBack)]
MODELS = {
    "volcengine_ark": "doubao-seedance-1-0-pro-250528",
    "kling": "kling-v3",
    "vidu": "viduq1",
    "openai": "sora-2",
}
SECRET = "whsec_c2VjcmV0LW9mLXRoaXMtdGVzdC0zMi1ieXRlcyE="
SIGNED = ("kling", "vidu", "openai")
"""Ark signs nothing [facts 7]."""
PATIENCE = 20


@pytest.fixture(scope="module")
def mock():
    with serve_in_thread(Settings(only=tuple(CALLING), pace=Immediate(), media="tiny")) as running:
        yield running


@pytest.fixture
def receiver():
    with RECEIVERS["receiving"]() as received:
        yield received


class Client:
    """A client of a vendor in a session of its own, by the adapter."""

    def __init__(self, mock, name, session):
        self.name, self.session = name, session
        self.adapter = VENDORS[name]
        self.profile = choose(name, self.adapter.SWITCHES, self.adapter.PROFILES, "default", {})
        self.url, self.control = mock.vendor_urls[name], f"{mock.control_url}/__mock__"
        self.keys = mock_credentials(name, session)

    @property
    def secret(self):
        """What the receiver knows: Vidu signs by the API key."""
        return {"vidu": self.keys.api_key, "volcengine_ark": None}.get(self.name, SECRET)

    def submit(self, prompt, callback):
        """A new task; of OpenAI the session has the address, of the others the task."""
        settings = {"webhook_secret": SECRET}
        request = VideoRequest(model=MODELS[self.name], prompt=prompt)
        if self.name == "openai":
            settings["webhook_url"] = callback
        else:
            request = replace(request, callback_url=callback)
        with httpx.Client(trust_env=False, timeout=PATIENCE) as http:
            http.put(f"{self.control}/sessions/{self.session}", json=settings).raise_for_status()
            call = self.adapter.encode_submit(request, self.profile).call
            call = call.with_headers(("Host", urlsplit(self.url).netloc))
            signed = self.adapter.authorize(call, self.keys, datetime.now(UTC))
            query = "&".join(f"{quote(name)}={quote(value)}" for name, value in signed.query)
            reply = http.request(
                signed.method,
                f"{self.url}{signed.path}?{query}",
                content=signed.body,
                headers=list(signed.headers),
            )
        found = HttpReply(status=reply.status_code, headers=tuple(reply.headers.items()), body=reply.content)
        return self.adapter.decode_submitted(request, found, self.profile)

    def read(self, request, secret=None):
        """A task, as a notice tells it."""
        target, headers, raw = request
        call = HttpCall(method="POST", path=target, headers=tuple(headers), body=raw)
        return self.adapter.read_callback(call, secret or self.secret, datetime.now(UTC), self.profile)


def told(receiver, number):
    """So many notices: target, headers, raw body."""
    for _ in range(PATIENCE * 100):
        if len(receiver.raw) >= number:
            return receiver.raw
        time.sleep(0.01)
    return pytest.fail(f"{len(receiver.raw)} notices, not {number}")


@pytest.mark.parametrize("name", CALLING)
@pytest.mark.parametrize("target", ["/hook", "/", "/a/b?task=7", '/a|b/{c}/../d?x=%20&y="z"|&é'])
def test_the_adapter_verifies_and_reads_what_the_mock_tells(mock, receiver, name, target):
    client = Client(mock, name, "told")
    ref = client.submit("[[mock:instant]] 夜航", receiver.url(target))
    states = [state.value for state in load(name).CALLBACKS.states]
    expected = [state for state in ("queued", "running", "succeeded") if state in states]
    tasks = [client.read(request) for request in told(receiver, len(expected))]
    kinds = [task.state.value if isinstance(task, InProgress) else "succeeded" for task in tasks]
    assert kinds == expected
    assert isinstance(tasks[-1], Succeeded)
    assert {task.ref.task_id for task in tasks} == {ref.task_id}


@pytest.mark.parametrize("name", CALLING)
def test_a_failure_is_told_as_one(mock, receiver, name):
    client = Client(mock, name, "failed")
    client.submit("[[mock:fail]] 夜航", receiver.url("/hook"))
    states = [state.value for state in load(name).CALLBACKS.states]
    number = sum(state in states for state in ("queued", "running", "failed"))
    assert isinstance(client.read(told(receiver, number)[-1]), Failed)


@pytest.mark.parametrize("name", SIGNED)
def test_another_secret_or_another_body_is_noticed(mock, receiver, name):
    client = Client(mock, name, "forged")
    client.submit("[[mock:instant]] 夜航", receiver.url("/hook"))
    target, headers, raw = told(receiver, 1)[0]
    with pytest.raises(InvalidSignature):
        client.read((target, headers, raw), "whsec_YW5vdGhlci1zZWNyZXQtb2Ytd2hvLWtub3dzLXdobw==")
    if name != "vidu":  # which signs the target, not the body [facts 7]
        with pytest.raises(InvalidSignature):
            client.read((target, headers, raw + b" "))
    else:
        with pytest.raises(InvalidSignature):
            client.read(("/other", headers, raw))


@pytest.mark.parametrize("name", SIGNED)
def test_no_signature_and_no_secret_is_in_the_journal(mock, receiver, name):
    client = Client(mock, name, "redacted")
    client.submit("[[mock:instant]] 夜航", receiver.url("/hook"))
    signatures = [
        value for _, headers, _ in told(receiver, 1) for key, value in headers if "signature" in key.lower()
    ]
    with httpx.Client(trust_env=False, timeout=PATIENCE) as http:
        text = http.get(f"{client.control}/journal", params={"session": "redacted"}).text
    assert signatures
    assert not [signature for signature in signatures if signature in text]
    assert SECRET.removeprefix("whsec_") not in text

"""The mocked vendor behind an engine, asked in process as a client asks it."""

import sys
from pathlib import Path
from types import SimpleNamespace

import orjson
import pytest

from vidlect_mock.engine import Engine
from vidlect_mock.message import Received
from vidlect_mock.profile import choose
from vidlect_mock.scenario import AfterPolls
from vidlect_mock.vendors import dashscope

sys.path.insert(0, str(Path(__file__).parent))

from dashscope_words import FRAMES, TASKS, VALIDATORS, VIDEO

HOST = "http://127.0.0.1:9"


class Vendor:
    """An engine with this vendor alone, and a client's key."""

    def __init__(self, profile="default", pace=None, **switches):
        named = {switch.replace("_", "-"): choice for switch, choice in switches.items()}
        chosen = choose("dashscope", dashscope.SWITCHES, dashscope.PROFILES, profile, named)
        self.engine = Engine(
            {"dashscope": dashscope},
            profiles={"dashscope": chosen},
            pace=pace or AfterPolls(1, 2),
            violations={"dashscope": VALIDATORS.violations},
        )
        self.key = dashscope.credentials("default")[0].values["api_key"]

    def ask(self, method, path, body=b"", query="", key=None, **headers):
        """The answer; `body` may be JSON."""
        said = {"authorization": f"Bearer {key or self.key}", "content-type": "application/json"}
        said |= {name.replace("_", "-").lower(): value for name, value in headers.items()}
        fields = tuple((n.encode(), v.encode("latin-1")) for n, v in said.items() if v is not None)
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        received = Received(method, path.encode(), query.encode(), fields, raw)
        answer = self.engine.handle("dashscope", received, HOST).answer
        return SimpleNamespace(
            status=answer.status,
            headers={name.decode(): value.decode() for name, value in answer.headers},
            raw=answer.body,
            json=orjson.loads(answer.body) if answer.body[:1] in b"{[" and answer.body else None,
        )

    def submit(self, body, path=VIDEO, **headers):
        return self.ask("POST", path, body, **{"x_dashscope_async": "enable", **headers})

    def takes(self, body, path=VIDEO, **headers):
        """The id of the task that was made; nothing was remarked that a strict session would refuse."""
        answer = self.submit(body, path, **headers)
        assert answer.status == 200, answer.json
        operation = "submitVideoByFrames" if path == FRAMES else "submitVideo"
        assert VALIDATORS.reply_violations(operation, 200, answer.json) == []
        return answer.json["output"]["task_id"]

    def refuses(self, body, path=VIDEO, **headers):
        answer = self.submit(body, path, **headers)
        assert answer.status >= 400, answer.json
        assert list(answer.json) == ["code", "message", "request_id"]
        assert self.last().refusal is not None
        return answer

    def task(self, task_id):
        """The answer to a query, which fits the document."""
        answer = self.ask("GET", f"{TASKS}/{task_id}")
        assert VALIDATORS.reply_violations("getTask", answer.status, answer.json) == []
        return answer.json

    def end(self, body, path=VIDEO, **headers):
        """What a film comes to."""
        task_id = self.takes(body, path, **headers)
        self.task(task_id)
        return self.task(task_id)

    def last(self):
        return self.engine.journal.find()[-1]


@pytest.fixture
def vendor():
    return Vendor()


@pytest.fixture(scope="session")
def vendor_with():
    return Vendor

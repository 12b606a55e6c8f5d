"""A mock of Ark with one session, asked over values: no HTTP."""

import sys
from pathlib import Path
from urllib.parse import quote

import orjson
import pytest

from vidlect_mock import documents
from vidlect_mock.clock import Clock
from vidlect_mock.engine import Engine
from vidlect_mock.message import Received
from vidlect_mock.profile import choose
from vidlect_mock.scenario import AfterPolls
from vidlect_mock.vendors import volcengine_ark as ark

sys.path.insert(0, str(Path(__file__).parent))

from ark_bodies import TASKS, create

NAME = ark.NAME
VALIDATORS = documents.Validators(documents.load("vendors", NAME))


class Asked:
    """One answer: status, headers, JSON, and what the journal says of it."""

    def __init__(self, answer, entry):
        self.status = answer.status
        self.headers = {name.decode(): value.decode() for name, value in answer.headers}
        self.body = orjson.loads(answer.body)
        self.entry = entry
        self.error = self.body.get("error") if isinstance(self.body, dict) else None

    @property
    def refused(self):
        """The refusal's code and parameter."""
        assert self.status >= 400, self.body
        return self.error["code"], self.error["param"]


class Counter:
    """The vendor's counter: the engine with Ark alone, and its clock."""

    def __init__(self, profile="default", pace=None, **switches):
        chosen = choose(NAME, ark.SWITCHES, ark.PROFILES, profile, switches)
        self.clock = Clock(wall=lambda: 1_776_138_500.25, monotonic=lambda: 0.0)
        self.engine = Engine(
            {NAME: ark},
            profiles={NAME: chosen},
            pace=pace or AfterPolls(1, 2),
            violations={NAME: VALIDATORS.violations},
            clock=self.clock,
        )

    def ask(self, method, path, body=None, *, query="", session="default", headers=None):
        key = ark.credentials(session)[0].values["api_key"]
        fields = {"authorization": f"Bearer {key}", "content-type": "application/json", **(headers or {})}
        raw = body if isinstance(body, bytes) else b"" if body is None else orjson.dumps(body)
        received = Received(
            method,
            quote(path, safe="/%-_.~").encode(),
            query.encode(),
            tuple((name.encode(), value.encode("latin-1")) for name, value in fields.items() if value),
            raw,
        )
        answer = self.engine.handle(NAME, received, "http://mock.example").answer
        return Asked(answer, self.engine.journal.find()[-1])

    def post(self, body, **more):
        return self.ask("POST", TASKS, body, **more)

    def make(self, body=None, **more):
        """The id of a task that was taken."""
        asked = self.post(create() if body is None else body, **more)
        assert asked.status == 200, asked.body
        return asked.body["id"]

    def get(self, task_id, **more):
        return self.ask("GET", f"{TASKS}/{task_id}", **more)

    def delete(self, task_id, body=None, **more):
        return self.ask("DELETE", f"{TASKS}/{task_id}", body, **more)

    def listed(self, query="", **more):
        return self.ask("GET", TASKS, query=query, **more)

    def finished(self, body=None, **more):
        """The record of a task that was made and polled to its end."""
        task_id = self.make(body, **more)
        self.get(task_id, **more)
        return self.get(task_id, **more).body


@pytest.fixture
def counter():
    return Counter()


@pytest.fixture
def counter_with():
    return Counter

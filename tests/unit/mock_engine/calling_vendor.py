"""The fake vendor, that calls back besides; and a delivery of its callbacks without a socket.

Imported by the tests that stand beside it; loaded by path (`runpy.run_path`) from elsewhere.
"""

import hashlib
import hmac
import runpy
from pathlib import Path

import orjson

from vidlect_mock.interface import Callback, CallbackRule
from vidlect_mock.lifecycle import State
from vidlect_mock.message import Answer
from vidlect_mock.notices import begin, end

FAKE = runpy.run_path(str(Path(__file__).with_name("fake_vendor.py")))
OK = Answer(200, ((b"content-type", b"text/plain"),), b"thanks")
DOWN = Answer(503, (), b"")
RULE = CallbackRule(frozenset(State), (1.0, 5.0, 30.0), 2.0)
URL = "http://127.0.0.1:9/hook?token=abc"


class CallingVendor(FAKE["FakeVendor"]):
    """Tells a task's state as JSON, numbered by the attempt, signed if there is a secret."""

    CALLBACKS = RULE

    def callback(self, task, url, session, desk):
        if self.breaking == "callback":
            raise RuntimeError(FAKE["SECRET"])
        body = {
            "id": task.task_id,
            "status": task.state.value,
            "url": url,
            "tone": desk.profile.switches["tone"],
            "video": task.links.get("video.mp4"),
            "ended": task.ended_at,
        }
        raw = orjson.dumps(body)
        headers = [("Content-Type", "application/json"), ("X-Attempt", str(desk.number))]
        secret = desk.webhook_secret(session)
        if secret is not None:
            headers.append(("Webhook-Signature", hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()))
        return Callback(tuple(headers), raw)


class CallingBench(FAKE["Bench"]):
    """A bench whose vendor calls back; `rule` may be another."""

    def __init__(self, rule=RULE, **parts):
        super().__init__(**parts)
        self.vendor = CallingVendor()
        self.vendor.CALLBACKS = rule
        self.engine.vendors["fake"] = self.vendor
        self.sent = []

    def submitted_with(self, prompt="a lake", callback=URL, **more):
        """The id of a new task that asks for callbacks."""
        answer = self.call("submit", {"prompt": prompt, "callback": callback}, **more).answer
        return orjson.loads(answer.body)["data"]["id"]

    def attempts(self):
        """The attempts that are due now, begun."""
        engine, now = self.engine, self.engine.clock.now()
        begun = (
            begin(engine, watch)
            for watch in engine.callbacks.due(now, lambda key: engine.task(*key, engine.clock.now()))
        )
        return [attempt for attempt in begun if attempt is not None]

    def deliver(self, *outcomes):
        """Make attempts until none is due, and return the words of the states that went out.

        Each outcome is for one attempt; the rest are delivered.
        """
        planned, told = list(outcomes), []
        while attempts := self.attempts():
            assert len(told) < 50, "something is told for ever"
            for attempt in attempts:
                told.append(orjson.loads(attempt.notice.body)["status"])
                self.sent.append(attempt)
                end(attempt, planned.pop(0) if planned else OK)
        assert not planned
        return told

    @property
    def callbacks(self):
        """The journal's entries of callbacks."""
        return self.engine.journal.find(operation="callback")

# ruff: noqa: ARG002, RUF012 # a fake has the parameters and tables of the Protocol, used or not
"""A small vendor for the engine's tests: JSON in, JSON out, `key: SESSION` as credential.

Loaded by path (`runpy.run_path`), for tests are no package.
"""

import orjson

from vidlect_mock.clock import Clock
from vidlect_mock.engine import Engine
from vidlect_mock.interface import (
    Admitted,
    ContentFile,
    Effect,
    Ending,
    Film,
    Intake,
    Operation,
    Refusal,
    Resource,
)
from vidlect_mock.lifecycle import State
from vidlect_mock.marker import cut, in_url
from vidlect_mock.message import Received, json_answer
from vidlect_mock.profile import Switch

FILM = Film(width=64, height=64, seconds=5.0, fps=24, sound=False, label="fake")
CODES = {
    "invalid_input": ("E406", 400),
    "input_rejected": ("E400", 400),
    "output_rejected": ("E422", 400),
    "internal": ("E500", 500),
    "rate_limited": ("E429", 429),
    "concurrency_limited": ("E430", 429),
    "quota_exhausted": ("E402", 402),
}
SECRET = "secret-in-an-error"
BY_CODE = dict(CODES.values())


class FakeVendor:
    """A vendor as an object; `breaking` names the step that raises."""

    NAME = "fake"
    CREDENTIAL_RULE = "'key-' + session"
    SWITCHES = (Switch("tone", ("plain", "loud"), "how it speaks", "here", "documented"),)
    PROFILES = {"default": {}, "shouting": {"tone": "loud"}}
    OPERATIONS = {effect.value: Operation(effect.value, effect) for effect in Effect} | {
        "delete": Operation(
            "delete",
            Effect.CANCEL,
            {
                State.QUEUED: Ending.CANCELLED,
                State.SUCCEEDED: Ending.REMOVED,
                State.FAILED: Ending.REMOVED,
            },
        )
    }
    RETENTION = {"expires": 12 * 3600.0, "forgotten": 24 * 3600.0, "link": 3600.0}

    def __init__(self):
        self.breaking = None

    def admit(self, received, desk):
        if self.breaking == "admit":
            raise RuntimeError(SECRET)
        operation = self.OPERATIONS.get(received.path.decode().strip("/"))
        if operation is None:
            return Refusal(json_answer(404, {"error": "no such operation"}), "operation", "E404")
        key = received.header(b"key")
        session = None if key is None else self.session_of(key.decode())
        if session is None:
            return Refusal(
                json_answer(401, {"error": "who?"}), "credential", "E401", "a key", None, None, operation.name
            )
        echo = {"tone": desk.profile.switches["tone"], "number": str(desk.number)}
        return Admitted(operation, session, echo, ("admitted",) if received.query == b"remark" else ())

    def intake(self, admitted, received, desk):
        if self.breaking == "intake":
            raise RuntimeError(SECRET)
        try:
            body = orjson.loads(received.body)
        except orjson.JSONDecodeError:
            return Refusal(
                json_answer(400, {"error": "no JSON"}), "body", "E400", operation=admitted.operation.name
            )
        violations = desk.violations(admitted.operation.name, body)
        if violations:
            return Refusal(json_answer(400, {"error": violations}), "body", "E400")
        effect = admitted.operation.effect
        if effect in {Effect.POLL, Effect.CANCEL, Effect.CONTENT}:
            task_id = body.get("id") or desk.named(admitted.session, body["external"])
            return Intake(body=body, model=body.get("model", ""), task_id=task_id)
        prompt, mark = cut(body.get("prompt", ""))
        mark = mark or in_url(body.get("image", ""))
        film = FILM if effect is Effect.SUBMIT and not body.get("silent") else None
        return Intake(
            body=body,
            model="m",
            prompt=prompt,
            marker=mark,
            film=film,
            external_id=body.get("external"),
            callback_url=body.get("callback"),
            keep=tuple(Resource("pet", name, {"name": name}) for name in body.get("keep", ())),
            drop=tuple(("pet", name) for name in body.get("drop", ())),
            expires_after=body.get("expires_after"),
            fails=body.get("fails"),
        )

    def task_id(self, number):
        return f"f{number}"

    def render(self, admitted, intake, task, desk):
        if self.breaking == "render":
            raise RuntimeError(SECRET)
        tone = desk.profile.switches["tone"]
        if admitted.operation.effect is Effect.SUBMIT:
            return json_answer(200, {"data": {"id": task.task_id}, "tone": tone})
        if admitted.operation.effect is Effect.INSTANT:
            pet = desk.resource(admitted.session, "pet", intake.body.get("pet", ""))
            source = desk.task(admitted.session, intake.body.get("of", ""))
            state = None if source is None else source.state.value
            return json_answer(200, {"mask": desk.link("mask-1.png"), "pet": pet, "of": state})
        if task is None:
            return json_answer(404, {"status": "not_found"})
        data = {"id": task.task_id, "status": task.state.value, "tone": tone, "prompt": task.prompt}
        if task.failure:
            data["failure"] = task.failure
        if task.ending:
            data["ending"] = task.ending.value
        if task.links:
            data["video"] = task.links["video.mp4"]
        return json_answer(200, data)

    def render_list(self, admitted, intake, tasks, desk):
        return json_answer(200, [{"id": task.task_id, "status": task.state.value} for task in tasks])

    def content(self, admitted, intake, task, desk):
        if task is None or not task.links:
            return json_answer(404, {"error": "not ready"})
        return ContentFile(intake.body.get("name", "video.mp4"), ((b"x-request", b"7"),))

    def fail(self, code, admitted, desk):
        if self.breaking is not None and self.breaking.startswith("fail"):
            raise RuntimeError(SECRET)
        return json_answer(BY_CODE[code], {"code": code})

    def failure_code(self, kind):
        return kind if kind in BY_CODE else CODES[kind][0]

    def respell_status(self, answer, word):
        body = orjson.loads(answer.body)
        if "status" not in body:
            return answer
        return answer._replace(body=orjson.dumps(body | {"status": word}))

    def credentials(self, session):
        return ()

    def session_of(self, key):
        return key.removeprefix("key-") if key.startswith("key-") else None

    def secret_of(self, key):
        return None


class Lacking:
    """A vendor without one of its names."""

    def __init__(self, vendor, lacked):
        self._vendor = vendor
        self._lacked = lacked

    def __getattr__(self, name):
        if name == self._lacked:
            raise AttributeError(name)
        return getattr(self._vendor, name)


class Hand:
    """Both clocks, moved by hand."""

    def __init__(self, now=1_700_000_000.0):
        self.now = now

    def __call__(self):
        return self.now


class Studio:
    """A media port that remembers what it was asked for."""

    def __init__(self):
        self.started = []

    def start(self, task_token, film):
        self.started.append((task_token, film))


class Bench:
    """An engine with the fake vendor, and short ways to call it."""

    def __init__(self, **parts):
        self.vendor = FakeVendor()
        self.hand = Hand()
        self.studio = Studio()
        self.engine = Engine(
            {"fake": self.vendor},
            **{"clock": Clock(self.hand, self.hand), "media": self.studio} | parts,
        )

    def call(self, operation, body, *, session="default", query=b"", headers=()):
        key = () if session is None else ((b"key", b"key-" + session.encode()),)
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        received = Received("POST", b"/" + operation.encode(), query, (*key, *headers), raw)
        return self.engine.handle("fake", received, "http://mock:1")

    def submit(self, prompt="a lake", **more):
        return self.call("submit", {"prompt": prompt}, **more)

    def submitted(self, prompt="a lake", **more):
        """The new task's id."""
        return orjson.loads(self.submit(prompt, **more).answer.body)["data"]["id"]

    def without(self, name):
        """The same, its vendor without one of its names."""
        self.engine.vendors["fake"] = Lacking(self.vendor, name)
        return self

    def submitted_as(self, external_id):
        """The id of a new task that its client gave an id of its own."""
        body = {"prompt": "a lake", "external": external_id}
        return orjson.loads(self.call("submit", body).answer.body)["data"]["id"]

    def poll(self, task_id, **more):
        return self.call("poll", {"id": task_id}, **more)

    def status(self, task_id, **more):
        return orjson.loads(self.poll(task_id, **more).answer.body)["status"]

    @property
    def last(self):
        """The newest journal entry."""
        return self.engine.journal.find()[-1]

"""A mock of Kling, asked over values: no HTTP. Stands beside the tests."""

from urllib.parse import quote

import jwt
import orjson
from kling_bodies import CREATED, NEW, PATHS

from vidlect_mock import documents
from vidlect_mock.clock import Clock
from vidlect_mock.engine import Engine
from vidlect_mock.message import Received
from vidlect_mock.profile import choose
from vidlect_mock.scenario import AfterPolls, Scenario
from vidlect_mock.sessions import Settings
from vidlect_mock.vendors import kling

NOW = 1_766_737_710.25
VALIDATORS = documents.Validators(documents.load("vendors", kling.NAME))


class Asked:
    """One answer: status, JSON, and what the journal says of it."""

    def __init__(self, answer, entry, *, fits=True):
        self.status = answer.status
        self.headers = dict(answer.headers)
        self.raw = answer.body
        self.entry = entry
        html = self.headers.get(b"content-type") == b"text/html"
        self.body = None if html else orjson.loads(answer.body)
        if fits and not html and entry.operation is not None:
            assert VALIDATORS.reply_violations(entry.operation, answer.status, self.body) == [], self.body

    @property
    def data(self):
        """The data of a success."""
        assert (self.status, self.body["code"], self.body["message"]) == (200, 0, "SUCCEED"), self.body
        return self.body["data"]

    @property
    def refused(self):
        """Status, code and message of a refusal."""
        assert self.body["code"] != 0, self.body
        assert self.entry.refusal is None or self.entry.refusal.expected, self.entry.refusal
        return self.status, self.body["code"], self.body["message"]

    @property
    def remarks(self):
        return list(self.entry.remarks)


class Counter:
    """The vendor's counter: the engine with Kling alone, and its clock."""

    def __init__(self, profile="default", *, pace=None, outcome=None, **switches):
        switches = {name.replace("_", "-"): choice for name, choice in switches.items()}
        self.clock = Clock(wall=lambda: NOW, monotonic=lambda: 0.0)
        self.engine = Engine(
            {kling.NAME: kling},
            profiles={kling.NAME: choose(kling.NAME, kling.SWITCHES, kling.PROFILES, profile, switches)},
            pace=pace or AfterPolls(1, 2),
            violations={kling.NAME: VALIDATORS.violations},
            clock=self.clock,
        )
        if outcome is not None:
            self.engine.configure("default", Settings(scenario=Scenario("test", outcome=outcome)))

    def ask(self, method, path, body=None, *, query="", session="default", authorization=None, **headers):
        if authorization is None:
            authorization = f"Bearer {kling.credentials(session)[0].values['api_key']}"
        fields = {"authorization": authorization, "content-type": "application/json"}
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        raw = body if isinstance(body, bytes) else b"" if body is None else orjson.dumps(body)
        received = Received(
            method,
            quote(path, safe="/%-_.~").encode(),
            query.encode(),
            tuple((name.encode(), value.encode("latin-1")) for name, value in fields.items()),
            raw,
        )
        answer = self.engine.handle(kling.NAME, received, "http://mock.example").answer
        # the document describes errors by their documented status
        fits = self.engine.profiles[kling.NAME].switches["error-http"] == "400"
        return Asked(answer, self.engine.journal.find()[-1], fits=fits)

    def create(self, kind, body, **more):
        return self.ask("POST", PATHS[kind], body, **more)

    def get(self, kind, task_id, **more):
        return self.ask("GET", f"{CREATED[kind]}/{task_id}", **more)

    def make(self, kind="text2video", body=None, **more):
        """The id of a task that was taken."""
        data = self.create(kind, {"prompt": "渡口"} if body is None else body, **more).data
        return data.get("task_id") or data["id"]

    def done(self, kind="text2video", body=None, **more):
        """A task that was made and polled to its end, as the API shows it that made it."""
        task_id = self.make(kind, body, **more)
        for _ in range(2):
            shown = self.tasks(f"task_ids={task_id}")[0] if kind in NEW else self.get(kind, task_id).data
        return shown

    def video(self, **more):
        """The id of a finished video."""
        return self.done(**more)["task_result"]["videos"][0]["id"]

    def tasks(self, query, **more):
        return self.ask("GET", "/tasks", query=query, **more).data


def token(session="default", *, secret=None, header=None, algorithm="HS256", **claims):
    """An Authorization with a JWT as the vendor's sample makes it, with claims changed (None: left out)."""
    pair = kling.credentials(session)[1].values
    said = {"iss": pair["access_key"], "exp": int(NOW) + 1800, "nbf": int(NOW) - 5, **claims}
    said = {name: value for name, value in said.items() if value is not None}
    return "Bearer " + jwt.encode(
        said, pair["secret_key"] if secret is None else secret, algorithm=algorithm, headers=header
    )

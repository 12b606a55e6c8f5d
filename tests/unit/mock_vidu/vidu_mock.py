"""An engine with the mock of Vidu alone, and short ways to it; stands beside the tests."""

import base64
import struct
import zlib
from urllib.parse import urlencode

import orjson

from vidlect_mock import documents
from vidlect_mock.clock import Clock
from vidlect_mock.engine import Engine
from vidlect_mock.interface import TaskView
from vidlect_mock.lifecycle import State
from vidlect_mock.message import Received
from vidlect_mock.profile import choose
from vidlect_mock.scenario import AfterPolls
from vidlect_mock.vendors import vidu
from vidlect_mock.vendors.vidu.credentials import api_key

PICTURE = "https://a.example/pier.png"
VIDEO = "https://a.example/run.mp4"
KEY = api_key("default")
DOCUMENT = documents.load("vendors", "vidu")
VALIDATORS = documents.Validators(DOCUMENT)
TEXT = {"model": "viduq1", "prompt": "雪"}
IMAGE = {"model": "viduq1", "images": [PICTURE]}
PAIR = {"model": "viduq1", "images": [PICTURE, PICTURE]}
VIEWS = {"model": "viduq2", "prompt": "雪", "images": [PICTURE]}
FRAMES = {"model": "viduq2-pro", "start_image": PICTURE, "image_settings": [{"key_image": PICTURE}] * 2}
LONGER = {"model": "viduq2-pro", "video_url": VIDEO}
LIPS = {"video_url": VIDEO, "text": "你好世界"}
EFFECT = {"template": "hugging", "images": [PICTURE]}
BODIES = {
    "text2video": TEXT,
    "img2video": IMAGE,
    "start-end2video": PAIR,
    "reference2video": VIEWS,
    "multiframe": FRAMES,
    "extend": LONGER,
    "lip-sync": LIPS,
    "template": EFFECT,
    "template2video": EFFECT,
    "template-story": {"anything": {"goes": [1]}},
}
NAMES = {"start-end2video": "startEnd2video", "lip-sync": "lipSync", "template-story": "templateStory"}


def chosen(name="default", **switches):
    picked = {key.replace("_", "-"): value for key, value in switches.items()}
    return choose(vidu.NAME, vidu.SWITCHES, vidu.PROFILES, name, picked)


class Mock:
    """An engine, asked as a client asks."""

    def __init__(self, profile="default", pace=None, **switches):
        self.wall = 1_766_000_000.0
        self.engine = Engine(
            {"vidu": vidu},
            profiles={"vidu": chosen(profile, **switches)},
            pace=pace or AfterPolls(2, 3),
            violations={"vidu": VALIDATORS.violations},
            clock=Clock(lambda: self.wall, lambda: 0.0),
        )

    def ask(self, method, path, body=None, *, query=(), headers=None):
        """Status and JSON."""
        raw = body if isinstance(body, bytes) else b"" if body is None else orjson.dumps(body)
        given = [(b"authorization", f"Token {KEY}".encode())] if headers is None else headers
        received = Received(method, path.encode(), urlencode(query).encode(), given, raw)
        answer = self.engine.handle("vidu", received, "http://m.example").answer
        self.headers = dict(answer.headers)
        return answer.status, orjson.loads(answer.body)

    def create(self, path, body, **asked):
        """A create; its answer fits the document."""
        status, answer = self.ask("POST", f"/ent/v2/{path}", body, **asked)
        assert VALIDATORS.reply_violations(NAMES.get(path, path), status, answer) == []
        return status, answer

    def created(self, path="text2video", body=None, **more):
        """What an accepted create answers."""
        status, answer = self.create(path, {**(BODIES[path] if body is None else body), **more})
        assert status == 200, answer
        return answer

    def refused(self, path, body):
        """Status, reason and message of a refused create."""
        status, answer = self.create(path, body)
        assert status != 200, answer
        assert self.entry.refusal.session == "default"
        return status, answer["reason"], answer["message"]

    def task(self, task_id):
        """A poll; its answer fits the document."""
        status, answer = self.ask("GET", f"/ent/v2/tasks/{task_id}/creations")
        assert VALIDATORS.reply_violations("getCreations", status, answer) == []
        return answer

    def cancel(self, task_id, body=None):
        return self.ask("POST", f"/ent/v2/tasks/{task_id}/cancel", body)

    def tasks(self, *query):
        """A page; it fits the document."""
        status, answer = self.ask("GET", "/ent/v2/tasks", query=query)
        assert VALIDATORS.reply_violations("listTasks", status, answer) == []
        return answer

    @property
    def entry(self):
        """The newest entry of the journal."""
        return self.engine.journal.find()[-1]


def a_task(state, facts=None, **members):
    """A task as the engine shows it."""
    view = TaskView(
        task_id="900539403250700288",
        state=state,
        model="viduq1",
        prompt="雪",
        body={
            "model": "viduq1",
            "duration": 5,
            "resolution": "1080p",
            "payload": ["a", "b"],
            **(facts or {}),
        },
        created_at=1_766_000_000.0,
        ended_at=None,
        age=10.0,
        polls=1,
        failure="AuditSubmitIllegal" if state is State.FAILED else None,
        film=None,
        links={"video.mp4": "http://m.example/v.mp4", "cover.jpg": "http://m.example/c.jpg"},
    )
    return view._replace(**members)


def png(width, height):
    """The head of a PNG as a data URL: as much as tells its size."""
    head = b"IHDR" + struct.pack(">II", width, height) + b"\x08\x02\x00\x00\x00"
    end = b"\x00\x00\x00\x00IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    content = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head)) + end
    return "data:image/jpeg;base64," + base64.b64encode(content).decode()

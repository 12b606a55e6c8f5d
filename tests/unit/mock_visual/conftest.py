"""A desk, and requests that were admitted: what the engine would hand to the vendor's package."""

import sys
from pathlib import Path

import orjson
import pytest

from vidlect_mock import documents
from vidlect_mock.interface import Admitted, Desk, Intake, Refusal, TaskView
from vidlect_mock.lifecycle import State
from vidlect_mock.message import Received
from vidlect_mock.profile import choose
from vidlect_mock.vendors import volcengine_visual as visual
from vidlect_mock.vendors.volcengine_visual.films import film_of
from vidlect_mock.vendors.volcengine_visual.models import MODELS

sys.path.insert(0, str(Path(__file__).parent))

from visual_bodies import TASK, VIDEO


class Counter:
    """The vendor's package, asked one thing at a time."""

    def __init__(self):
        self.document = documents.load("vendors", "volcengine_visual")
        self.validators = documents.Validators(self.document)

    def desk(self, profile="default", number=7, **switches):
        return Desk(
            wall=1_766_000_000.0,
            profile=choose("volcengine_visual", visual.SWITCHES, visual.PROFILES, profile, switches),
            secret_of=visual.secret_of,
            session_of=visual.session_of,
            violations=self.validators.violations,
            number=number,
            link=lambda name: f"http://127.0.0.1:1/{name}",
        )

    def admitted(self, action):
        row = visual.ACTIONS[action]
        echo = {
            "RequestId": "20251218033320" + "A" * 20,
            "Action": action,
            "Version": row.version,
            "Service": "cv",
            "Region": "cn-north-1",
        }
        return Admitted(visual.OPERATIONS[action], "default", echo)

    def ask(self, action, body, desk=None, content_type=b"application/json"):
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        received = Received("POST", b"/", b"", [(b"content-type", content_type)], raw)
        return visual.intake(self.admitted(action), received, desk or self.desk())

    def takes(self, action, body, desk=None):
        asked = self.ask(action, body, desk)
        assert isinstance(asked, Intake), asked
        return asked

    def refuses(self, action, body, desk=None):
        refusal = self.ask(action, body, desk)
        assert isinstance(refusal, Refusal), refusal
        assert refusal.operation == action
        assert refusal.session == "default"
        return refusal

    def answer(self, action, task, desk=None, body=None, model=None):
        """What a query (or another action) answers for a task that is already there."""
        key = model or (task.model if task else "jimeng_t2v_v30")
        asked = Intake(body=body or {"req_key": key, "task_id": TASK}, model=key, task_id=TASK)
        answer = visual.render(self.admitted(action), asked, task, desk or self.desk())
        return answer.status, orjson.loads(answer.body)

    def fits(self, action, status, body):
        return self.validators.reply_violations(action, status, body)


def task(state, model="jimeng_t2v_v30", *, failure="50412", polls=1, body=None):
    return TaskView(
        task_id=TASK,
        state=state,
        model=model,
        prompt="",
        body=body or {},
        created_at=0.0,
        ended_at=None,
        age=1.0,
        polls=polls,
        failure=failure if state is State.FAILED else None,
        film=film_of(MODELS[model], {}) if model in MODELS else None,
        links={"video.mp4": VIDEO},
    )


@pytest.fixture(scope="session")
def counter():
    return Counter()


@pytest.fixture(scope="session")
def a_task():
    return task

"""What a call answers: one total table from a task's state to its words, for each operation.

Here live bodies and headers of answers. Never: an error's text (`errors`), a list (`listing`), usage (`usage`).

Sources: [facts 3.1 to 3.3]: keys in the order of recorded answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

import orjson

from vidlect_mock.interface import Admitted, Desk, Effect, Film, Intake, TaskView
from vidlect_mock.lifecycle import State
from vidlect_mock.message import Answer, JsonObject, json_answer

from .credentials import temporary_key
from .errors import ERRORS, code_of, error_answer, uncancelled
from .films import parameters_of
from .identity import local_time, request_id
from .models import MODELS, Kind
from .operations import POLICY, UPLOAD
from .submissions import FLAW
from .uploads import policy_answer, uploaded
from .usage import usage_of
from .vocabulary import UNKNOWN, WORDS

_SUBMIT_HEADERS = ((b"content-type", b"application/json"), (b"x-dashscope-call-gateway", b"true"))
_TASK_HEADERS = ((b"content-type", b"application/json;charset=UTF-8"),)


def render(admitted: Admitted, intake: Intake, task: TaskView | None, desk: Desk) -> Answer:
    """The answer to a request that was taken."""
    match admitted.operation.effect:
        case Effect.POLL:
            return _polled(intake, task, desk)
        case Effect.SUBMIT:
            return _submitted(cast("TaskView", task), desk)
        case Effect.CANCEL:
            return _cancelled(task, desk)
        case _ if admitted.operation.name == POLICY:
            return policy_answer(admitted, intake, desk)
        case _ if admitted.operation.name == UPLOAD:
            return uploaded(admitted)
        case _:
            return _token(admitted, intake, desk)


def _submitted(task: TaskView, desk: Desk) -> Answer:
    body = {
        "output": {"task_status": WORDS[State.QUEUED], "task_id": task.task_id},
        "request_id": request_id(desk.number),
    }
    return Answer(200, _SUBMIT_HEADERS, orjson.dumps(body))


def _token(admitted: Admitted, intake: Intake, desk: Desk) -> Answer:
    """The shape of this answer is in no source that was found: unsure."""
    expires = int(desk.wall) + cast("int", intake.body["expire_in_seconds"])
    return json_answer(200, {"token": temporary_key(admitted.session, expires), "expires_at": expires})


def _cancelled(task: TaskView | None, desk: Desk) -> Answer:
    if task is None and desk.profile.is_set("cancel-unknown", "404"):
        row = ERRORS["NotFound"]
        return error_answer(row.http, "NotFound", row.message, desk)
    if task is None or task.ending is None:
        return uncancelled(desk)
    return json_answer(200, {"request_id": request_id(desk.number)})


def _polled(intake: Intake, task: TaskView | None, desk: Desk) -> Answer:
    if task is None:
        if desk.profile.is_set("unknown-task", "404"):
            row = ERRORS["NotFound"]
            return error_answer(row.http, "NotFound", row.message, desk)
        return _answer({"task_id": intake.task_id or "", "task_status": UNKNOWN}, None, desk)
    output: JsonObject = {"task_id": task.task_id, "task_status": WORDS[task.state]}
    usage = _STATES[task.state](task, output, desk)
    return _answer(output, usage, desk)


def _answer(output: JsonObject, usage: JsonObject | None, desk: Desk) -> Answer:
    body: JsonObject = {"request_id": request_id(desk.number), "output": output}
    if usage is not None:
        body["usage"] = usage
    return Answer(200, _TASK_HEADERS, orjson.dumps(body))


def _times(task: TaskView, output: JsonObject) -> None:
    output["submit_time"] = local_time(task.created_at)
    if task.started_at is not None:
        output["scheduled_time"] = local_time(task.started_at)
    if task.ended_at is not None:
        output["end_time"] = local_time(task.ended_at)


def _waiting(task: TaskView, output: JsonObject, desk: Desk) -> None:
    _times(task, output)
    if desk.profile.is_set("scheduled-time", "always"):
        output["scheduled_time"] = output["submit_time"]


def _running(task: TaskView, output: JsonObject, desk: Desk) -> None:
    del desk
    _times(task, output)


def _succeeded(task: TaskView, output: JsonObject, desk: Desk) -> JsonObject:
    model = MODELS[task.model]
    _times(task, output)
    output["orig_prompt"] = task.prompt
    output["video_url"] = task.links["video.mp4"]
    usual = model.kind is not Kind.VACE or desk.profile.is_set("vace-prompt-extend", "true")
    if model.extends and task.prompt and parameters_of(task.body).get("prompt_extend", usual) is True:
        output["actual_prompt"] = f"{task.prompt}，镜头平稳，光线自然，细节清晰。"
    return usage_of(model, task.body, cast("Film", task.film))  # every submit of this vendor makes one


def _failed(task: TaskView, output: JsonObject, desk: Desk) -> None:
    if desk.profile.is_set("failed-times", "present"):
        _times(task, output)
    key = task.failure or "InternalError"
    output["code"] = code_of(key)
    output["message"] = task.body.get(FLAW, ERRORS[key].message)


def _timed_out(task: TaskView, output: JsonObject, desk: Desk) -> None:
    _failed(task._replace(failure="InternalError.Timeout"), output, desk)


def _canceled(task: TaskView, output: JsonObject, desk: Desk) -> None:
    if desk.profile.is_set("failed-times", "present"):
        _times(task, output)


_STATES: Mapping[State, Callable[[TaskView, JsonObject, Desk], JsonObject | None]] = {
    State.QUEUED: _waiting,
    State.RUNNING: _running,
    State.SUCCEEDED: _succeeded,
    State.FAILED: _failed,
    State.CANCELLED: _canceled,
    State.EXPIRED: _timed_out,
}
"""State → what it adds to `output` and, where there is one, the usage [facts 3.2]."""


def respell_status(answer: Answer, word: str) -> Answer:
    """The same answer with another status word; unchanged where it has none (an error)."""
    body = cast("JsonObject", orjson.loads(answer.body))
    output = body.get("output")
    if not isinstance(output, dict) or "task_status" not in output:
        return answer
    output["task_status"] = word
    return answer._replace(body=orjson.dumps(body))

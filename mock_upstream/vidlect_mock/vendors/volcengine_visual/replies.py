"""What the vendor answers for a task in each state: one total table, and the data that goes with it.

Here live the words and fields of results. Never: the frames around them (`envelopes`), nor the errors'
texts (`errors`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, cast

import orjson

from vidlect_mock.interface import Admitted, Desk, Effect, Intake, TaskView
from vidlect_mock.lifecycle import State
from vidlect_mock.message import Answer, JsonObject, JsonValue

from . import envelopes
from .errors import ERRORS, INVALID_INPUT, TASK_NOT_FOUND, business_error, fail, name_of
from .models import MODELS, Model, Result
from .vocabulary import ALIASES, PREPARING, WAITING, WORDS

_CANCELLABLE = frozenset({State.QUEUED, State.CANCELLED})
"""The engine cancels before it renders: a task that still runs, or ended, could not be. [facts 3.4]"""
_SUBJECTS = re.compile(r"subjects-([0-5])[^/]*\Z")
_USUAL_SUBJECTS = 2
"""So that a client meets the choice between masks; a picture named `subjects-0` … `subjects-5` says its own."""


class Reply(NamedTuple):
    """What a query answers in one state. `http` and `code` are None where the failure's row says them."""

    http: int | None
    code: int | None
    word: str
    data: Callable[[Model, Intake, TaskView, Desk], JsonObject] | None


def _unfinished(model: Model, intake: Intake, task: TaskView, desk: Desk) -> JsonObject:  # noqa: ARG001 # one shape for the table
    if desk.profile.switches["unfinished-data"] == "padded":
        return {"binary_data_base64": None, "image_urls": None, "resp_data": "", "video_url": ""}
    return {}


def _finished(model: Model, intake: Intake, task: TaskView, desk: Desk) -> JsonObject:
    match model.result:
        case Result.FILM:
            data: JsonObject = {"video_url": task.links["video.mp4"]}
        case Result.SUBJECT:
            found = int(_subjects(task.body) > 0)
            data = {"resp_data": orjson.dumps({"status": found}).decode()}
        case Result.PICTURE:
            # any picture will do: the mask is the one that the mock serves
            data = {"binary_data_base64": None, "image_urls": [desk.link("mask-1.png")]}
        case Result.MASKS:  # pragma: no cover # an instant answer, never a task
            data = {"resp_data": _detection(task.body, desk)}
    if _asks_for_mark(intake.body):
        data["aigc_meta_tagged"] = True
    return data


# Every state of a task → what a query answers. [facts 5.1; CANCELLED: facts 3.4, unsure]
POLLED: Mapping[State, Reply] = {
    State.QUEUED: Reply(200, envelopes.OK, WAITING, _unfinished),
    State.RUNNING: Reply(200, envelopes.OK, "generating", _unfinished),
    State.SUCCEEDED: Reply(200, envelopes.OK, "done", _finished),
    State.FAILED: Reply(None, None, "failed", None),
    State.CANCELLED: Reply(200, envelopes.OK, "not_found", _unfinished),
    State.EXPIRED: Reply(200, envelopes.OK, "expired", _unfinished),
}


def render(admitted: Admitted, intake: Intake, task: TaskView | None, desk: Desk) -> Answer:
    """The answer to a request that was in order."""
    match admitted.operation.effect:
        case Effect.POLL:
            return _polled(admitted, intake, task, desk)
        case Effect.SUBMIT:
            task_id = None if task is None else task.task_id
            return envelopes.accepted({"task_id": task_id}, admitted, desk)
        case Effect.CANCEL:
            return _cancelled(admitted, intake, task, desk)
        case _:
            return envelopes.accepted({"resp_data": _detection(intake.body, desk)}, admitted, desk)


def _polled(admitted: Admitted, intake: Intake, task: TaskView | None, desk: Desk) -> Answer:
    switches = desk.profile.switches
    if task is None:
        return _unknown(switches["unknown-task"], admitted, desk)
    if task.model != intake.model:
        # "must equal the submit's" [facts 3.2]; which code answers another req_key is unsure
        return business_error(INVALID_INPUT, admitted, desk)
    state = task.state
    if state is State.FAILED:
        return _failed(admitted, task, desk)
    if state is State.CANCELLED:
        return _unknown(switches["cancelled-task"], admitted, desk)
    reply = POLLED[state]
    model = _model(task.model)
    word = reply.word
    seed_words = switches["words"] == "seed-001"
    # from its second query on; when pre-processing starts is unsure
    if state is State.QUEUED and task.polls > 1 and (model.prepares or seed_words):
        word = PREPARING
    data = {} if reply.data is None else reply.data(model, intake, task, desk)
    data["status"] = WORDS["seed-001"][word] if seed_words else word
    if switches["envelope"] == "seed-001":
        if state is State.EXPIRED:
            return _not_found_in_seed(admitted, desk)
        data["task_id"] = task.task_id
    return envelopes.accepted(data, admitted, desk)


def _unknown(choice: str, admitted: Admitted, desk: Desk) -> Answer:
    if desk.profile.switches["envelope"] == "seed-001":
        return _not_found_in_seed(admitted, desk)
    if choice == INVALID_INPUT:
        return business_error(INVALID_INPUT, admitted, desk)
    word = WORDS[desk.profile.switches["words"]]["not_found"]
    return envelopes.accepted({"status": word}, admitted, desk)


def _not_found_in_seed(admitted: Admitted, desk: Desk) -> Answer:
    """[seed 001] names the error and gives it no HTTP status: 400, as the official code has it."""
    row = ERRORS[INVALID_INPUT]
    said = envelopes.Said(row.http, row.code, TASK_NOT_FOUND, "Task not found.")
    return envelopes.refused(said, admitted, desk)


def _failed(admitted: Admitted, task: TaskView, desk: Desk) -> Answer:
    switches = desk.profile.switches
    row = ERRORS.get(task.failure or "50500")
    if row is None:
        return fail(task.failure or "50500", admitted, desk)
    word = WORDS[switches["words"]]["failed"]
    if switches["envelope"] == "seed-001":
        # its status word needs HTTP 200 and data; where the reason stands is not said
        data: JsonObject = {"status": word, "task_id": task.task_id}
        said = envelopes.Said(200, row.code, name_of(row, desk), row.message)
        return envelopes.refused(said, admitted, desk, data=data)
    if switches["failed-task"] == "http-200":
        return envelopes.carried(row.code, row.message, {"status": word}, admitted, desk)
    if row.code == 50215 and switches["failed-data"] == "resp_data" and _model(task.model).prepares:
        return business_error(str(row.code), admitted, desk, data={"resp_data": ""}, task_id=task.task_id)
    return business_error(str(row.code), admitted, desk)


def _cancelled(admitted: Admitted, intake: Intake, task: TaskView | None, desk: Desk) -> Answer:
    if task is None or task.model != intake.model or task.state not in _CANCELLABLE:
        return business_error(INVALID_INPUT, admitted, desk)
    named = desk.profile.switches["cancel-reply"] == "task_id"
    data: JsonValue = {"task_id": task.task_id} if named else None
    return envelopes.accepted(data, admitted, desk)


def _model(req_key: str) -> Model:
    return MODELS.get(req_key) or MODELS[ALIASES[req_key]]


def _subjects(body: JsonObject) -> int:
    found = _SUBJECTS.search(str(body.get("image_url", "")))
    return int(found[1]) if found else _USUAL_SUBJECTS


def _detection(body: JsonObject, desk: Desk) -> str:
    """`resp_data` of subject detection: at most five masks, the largest first. [facts 4.3]."""
    count = _subjects(body)
    urls = [desk.link(f"mask-{number}.png") for number in range(1, count + 1)]
    found: JsonObject = {
        "code": 0,
        "object_detection_result": {"mask": {"url": cast("list[JsonValue]", urls)}},
        "status": int(count > 0),
    }
    return orjson.dumps(found).decode()


def _asks_for_mark(body: JsonObject) -> bool:
    """Whether the query's `req_json` (already held against the facts) asks for the implicit mark."""
    text = body.get("req_json")
    if not isinstance(text, str) or "aigc_meta" not in text:
        return False
    try:
        asked: JsonValue = orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    return isinstance(asked, dict) and asked.get("aigc_meta") is not None


def respell_status(answer: Answer, word: str) -> Answer:
    """The same answer with another status word; unchanged where it has none (a failure, a submit)."""
    body = cast("JsonObject", orjson.loads(answer.body))
    frame = body.get("Result", body)
    data = frame.get("data") if isinstance(frame, dict) else None
    if not isinstance(data, dict) or "status" not in data:
        return answer
    data["status"] = word
    return answer._replace(body=orjson.dumps(body))

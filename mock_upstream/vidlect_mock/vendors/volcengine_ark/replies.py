"""What the vendor answers: a task in each state, lists of tasks, and what a DELETE did.

Here live the words and fields of results. Never: errors' texts (`errors`), tokens and pixels (`films`).

Sources: [facts N] is section N of the vendor's facts file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import cast

import orjson

from vidlect_mock.interface import Admitted, Callback, CallbackRule, Desk, Effect, Intake, TaskView
from vidlect_mock.lifecycle import State
from vidlect_mock.message import Answer, JsonObject, JsonValue

from .errors import RUNNING_TASK, error, reply, row_of
from .films import FPS, tokens
from .models import MODELS, Model
from .vocabulary import CANCELLED_KEPT, WORDS

# Of the two main ends an attempt without an answer within 5 s is made 3 times; the gaps are ours. [facts 7]
CALLBACKS = CallbackRule(
    states=frozenset(State),
    pauses=(1.0, 2.0),
    timeout=5.0,
    repeated=frozenset({State.SUCCEEDED, State.FAILED}),
)
_MAY_BE_TOLD: Mapping[State, str] = {
    State.QUEUED: "callback-queued",
    State.CANCELLED: "callback-cancelled",
}
"""State → the switch that decides whether a callback tells it; every other change of status is told [facts 7]."""

_SHOWN = (
    "seed",
    "resolution",
    "ratio",
    "duration",
    "frames",
    "generate_audio",
    "draft",
    "draft_task_id",
    "output_format",
)
"""Settings that a result repeats."""
_ALWAYS = ("tools", "safety_identifier", "priority", "service_tier", "execution_expires_after")
"""Settings that are repeated from the beginning."""


def _is_gone(task: TaskView) -> bool:
    """Whether a task was cancelled so long ago that it has disappeared."""
    if task.state is not State.CANCELLED or task.ended_at is None:
        return False
    return task.created_at + task.age - task.ended_at >= CANCELLED_KEPT


def render(admitted: Admitted, intake: Intake, task: TaskView | None, desk: Desk) -> Answer:
    """The answer to a request that was in order."""
    del intake
    match admitted.operation.effect:
        case Effect.SUBMIT:
            return reply(200, {"id": "" if task is None else task.task_id}, desk)
        case Effect.POLL:
            return _unknown(desk) if task is None or _is_gone(task) else reply(200, record(task, desk), desk)
        case Effect.CANCEL:
            return _deleted(task, desk)
        case _:
            return reply(200, {"object": "list", "data": _models()}, desk)


def record(task: TaskView, desk: Desk) -> JsonObject:
    """A task as GET, list and callback show it [facts 4]."""
    settings, state = task.body, task.state
    failed = state is State.FAILED
    shown: JsonObject = {
        "id": task.task_id,
        "model": settings["model"],
        "status": WORDS[state],
        "error": _reason(task.failure or "InternalServiceError") if failed else None,
        "created_at": int(task.created_at),
        "updated_at": int(_updated_at(task)),
    }
    shown |= {name: settings[name] for name in _ALWAYS if name in settings}
    if state is not State.SUCCEEDED:
        return shown
    files: JsonObject = {"video_url": task.links["video.mp4"]}
    if settings.get("return_last_frame") is True:
        files["last_frame_url"] = task.links["last-frame.png"]
    shown["content"] = files
    shown |= {name: settings[name] for name in _SHOWN if name in settings}
    shown["framespersecond"] = FPS
    shown["usage"] = _usage(task, desk)
    return shown


def _reason(code: str) -> JsonObject:
    return {"code": code, "message": row_of(code).message}


def _updated_at(task: TaskView) -> float:
    if task.ended_at is not None:
        return task.ended_at
    return task.created_at if task.started_at is None else task.started_at


def _usage(task: TaskView, desk: Desk) -> JsonObject:
    """What is charged: prompt tokens count nothing, so both numbers are equal [facts 4, 8]."""
    counted = 0
    if task.film is not None:
        counted = tokens(task.film, task.body, MODELS[task.film.label].generation, desk)
    usage: JsonObject = {"completion_tokens": counted, "total_tokens": counted}
    if task.body.get("tools"):
        usage["tool_usage"] = {"web_search": 1}
    return usage


def _unknown(desk: Desk) -> Answer:
    choice = desk.profile.switches["unknown-task"]
    return error(choice, desk, param="id" if choice.endswith(".id") else "")


def _deleted(task: TaskView | None, desk: Desk) -> Answer:
    """The engine has done what the state allows; `ending` says what. [facts 6]."""
    if task is not None and task.ending is not None:
        return reply(200, {}, desk)
    if task is None or _is_gone(task):
        return _unknown(desk)
    if task.state is State.RUNNING:
        return error(RUNNING_TASK, desk)
    if desk.profile.is_set("delete-cancelled", "404"):
        return _unknown(desk)
    return error(
        RUNNING_TASK,
        desk,
        message="Cannot delete task because it is cancelled; it is removed by itself after 24 hours.",
    )


def render_list(admitted: Admitted, intake: Intake, tasks: Iterator[TaskView], desk: Desk) -> Answer:
    """A page of the tasks that the filters leave, and how many they leave [facts 5]."""
    del admitted
    wanted = intake.body
    number, size = cast("int", wanted["page_num"]), cast("int", wanted["page_size"])
    left = [task for task in tasks if not _is_gone(task) and _fits(task, wanted)]
    if desk.profile.is_set("list-order", "oldest"):
        left.reverse()
    page: list[JsonValue] = [record(task, desk) for task in islice(left, (number - 1) * size, number * size)]
    return reply(200, {"items": page, "total": len(left)}, desk)


def _fits(task: TaskView, wanted: JsonObject) -> bool:
    ids, model = cast("list[str]", wanted["task_ids"]), wanted["model"]
    return (
        (not ids or task.task_id in ids)
        and (model is None or model in (task.model, task.body["model"]))
        and wanted["status"] in (None, WORDS[task.state])
        and wanted["service_tier"] in (None, task.body["service_tier"])
    )


def _models() -> list[JsonValue]:
    """The menu of models, Chinese ids [facts 8.1]."""
    known = dict.fromkeys(MODELS.values())
    return [{"id": model.name, "status": "Active", "task_type": _task_types(model)} for model in known]


def _task_types(model: Model) -> JsonValue:
    types: list[JsonValue] = []
    if model.text:
        types.append("TextToVideo")
    if model.first:
        types.append("ImageToVideo")
    if any(model.references):
        types.append("MultimodalToVideo")
    return types


def respell_status(answer: Answer, word: str) -> Answer:
    """The same answer with another status word; unchanged where it has none."""
    body = cast("JsonObject", orjson.loads(answer.body))
    if "status" not in body:
        return answer
    return answer._replace(body=orjson.dumps({**body, "status": word}))


def callback(task: TaskView, url: str, session: str, desk: Desk) -> Callback | None:
    """The notice of a change: the same JSON as GET, unsigned [facts 7]."""
    del url, session
    switch = _MAY_BE_TOLD.get(task.state)
    if switch is not None and not desk.profile.is_set(switch, "sent"):
        return None
    return Callback((("content-type", "application/json"),), orjson.dumps(record(task, desk)))

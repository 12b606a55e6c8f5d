"""What the vendor answers to requests that were in order.

Here live the envelope's data for each operation. Never: a task's own fields (`shapes`), nor errors' texts (`errors`).
The status words of every state are two total tables in `vocabulary`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile, islice
from typing import cast

import orjson

from vidlect_mock.interface import Admitted, Desk, Effect, Intake, TaskView
from vidlect_mock.message import Answer, JsonObject, JsonValue, json_answer

from . import shapes, steps
from .errors import BAD_PARAMETER, ERRORS, envelope, error_answer
from .identity import drawn
from .operations import ENDPOINTS, Api
from .values import whole
from .vocabulary import DAY, NEW_WORDS

_PACK = "vidlect pack"
_UNITS = 1000.0  # of the pack; remaining_quantity lags by hours in life and stands still here [facts 9]
_PACK_DAYS = 90.0


def _answer(data: JsonValue, desk: Desk) -> Answer:
    """HTTP 200, code 0. `message` is SUCCEED also when the task has failed. [facts 3]."""
    return json_answer(200, {**envelope(0, "SUCCEED", desk), "data": data})


def render(admitted: Admitted, intake: Intake, task: TaskView | None, desk: Desk) -> Answer:
    """The answer to a request that was in order."""
    endpoint = ENDPOINTS[admitted.operation.name]
    if endpoint.effect is Effect.SUBMIT and task is not None:
        return _answer(shapes.new_created(task) if endpoint.api is Api.NEW else shapes.created(task), desk)
    if endpoint.name == "getTasks":
        return _answer(_several(admitted, intake, task, desk), desk)
    if endpoint.effect is Effect.POLL:
        return _one(admitted, intake, task, desk)
    if endpoint.api is Api.ACCOUNT:
        return _answer(_packs(intake, desk), desk)
    return _answer(steps.answered(admitted, intake, desk), desk)


def _one(admitted: Admitted, intake: Intake, task: TaskView | None, desk: Desk) -> Answer:
    """A classic query: the task must be of the path's kind. [facts 5]."""
    if task is None or not _belongs(task, admitted, desk):
        row = ERRORS[BAD_PARAMETER]._replace(
            message=f"Task not found by id/external id: {intake.body['asked']}"
        )
        return error_answer(row, desk)
    return _answer(shapes.classic(task, admitted.session, desk), desk)


def _belongs(task: TaskView, admitted: Admitted, desk: Desk) -> bool:
    if desk.profile.switches["other-kind"] == "found":
        return True
    return not shapes.is_new(task) and shapes.kind_of(task) == ENDPOINTS[admitted.operation.name].kind


def _several(admitted: Admitted, intake: Intake, task: TaskView | None, desk: Desk) -> JsonValue:
    """The tasks that there are, in the order asked; unknown ids are missing. [facts 11.1]."""
    found: list[JsonObject] = []
    for task_id in cast("list[str]", intake.body["ids"]):
        polled = task is not None and task.task_id == task_id
        view = task if polled else desk.task(admitted.session, task_id)
        if view is not None:
            found.append(shapes.new(view, desk))
    return shapes.listed(found)


def _packs(intake: Intake, desk: Desk) -> JsonObject:
    """The account's packs; the list is absent where there are none. [facts 9]."""
    data: JsonObject = {"code": 0, "msg": "success"}
    asked = intake.body.get("resource_pack_name")
    if desk.profile.switches["packs"] == "none" or asked not in (None, "", _PACK):
        return data
    now = int(desk.wall * 1000)
    begun = now - int(DAY * 1000)
    pack: JsonObject = {
        "resource_pack_name": _PACK,
        "resource_pack_id": drawn(b"pack", 1),
        "resource_pack_type": "decreasing_total",
        "total_quantity": _UNITS,
        "remaining_quantity": _UNITS,
        "purchase_time": begun,
        "effective_time": begun,
        "invalid_time": begun + int(_PACK_DAYS * DAY * 1000),
        "status": "online",
    }
    return {**data, "resource_pack_subscribe_infos": [pack]}


def render_list(admitted: Admitted, intake: Intake, tasks: Iterator[TaskView], desk: Desk) -> Answer:
    """A page of tasks: of a classic path's kind, or of a window of the new API."""
    if admitted.operation.name == "listTasks":
        return _answer(_windowed(intake.body, tasks, desk), desk)
    kind = ENDPOINTS[admitted.operation.name].kind
    ours: Iterator[TaskView] = (
        task for task in tasks if not shapes.is_new(task) and shapes.kind_of(task) == kind
    )
    if desk.profile.switches["list-order"] == "oldest":
        ours = iter(tuple(ours)[::-1])
    number, size = whole(intake.body["pageNum"]) or 1, whole(intake.body["pageSize"]) or 1
    page = islice(ours, (number - 1) * size, number * size)
    return _answer(shapes.listed([shapes.classic(task, admitted.session, desk) for task in page]), desk)


def _windowed(asked: JsonObject, tasks: Iterator[TaskView], desk: Desk) -> JsonObject:
    """The tasks of a window, and where the next page begins. [facts 11.1]."""
    cursor = asked.get("cursor")
    rest = dropwhile(lambda task: task.task_id != cursor, tasks) if cursor else tasks
    fitting = (task for task in rest if task.task_id != cursor and _fits(task, asked))
    limit = whole(asked.get("limit")) or 100
    page = list(islice(fitting, limit + 1))
    more = len(page) > limit
    data: JsonObject = {}
    if page:
        data["result"] = shapes.listed([shapes.new(task, desk) for task in page[:limit]])
    data["count"] = min(len(page), limit)
    if more:
        data["next_cursor"] = page[limit - 1].task_id
    data["has_more"] = more
    return data


def _fits(task: TaskView, asked: JsonObject) -> bool:
    created = task.created_at * 1000
    start, end = asked.get("start_time"), asked.get("end_time")
    if (isinstance(start, int) and created < start) or (isinstance(end, int) and created > end):
        return False
    # which product types there are is not in the facts: the medium, or the path's kind
    said = {"status": {NEW_WORDS[task.state]}, "product_type": {"video", shapes.kind_of(task)}}
    filters = cast("list[JsonObject]", asked.get("filters", []))
    return all(not said[str(one["key"])].isdisjoint(cast("list[str]", one["values"])) for one in filters)


def respell_status(answer: Answer, word: str) -> Answer:
    """The same answer with another status word; unchanged where it has none."""
    body = cast("JsonObject", orjson.loads(answer.body))
    data = body.get("data")
    found = False
    for shown in data if isinstance(data, list) else [data]:
        if isinstance(shown, dict):
            for name in ("task_status", "status"):
                if isinstance(shown.get(name), str):
                    shown[name] = word
                    found = True
    return answer._replace(body=orjson.dumps(body)) if found else answer

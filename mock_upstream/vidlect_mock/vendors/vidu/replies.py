"""What the vendor answers for a task in each state: one total table, and the fields that go with it.

Here live creates' answers, creations, cancellations and the balance. Never: refusals' texts (`errors`), the
pages of a list (`listing`).
"""

from __future__ import annotations

from typing import cast

import orjson

from vidlect_mock.interface import Admitted, Desk, Effect, Ending, Intake, TaskView
from vidlect_mock.lifecycle import State
from vidlect_mock.message import Answer, JsonObject, JsonValue, json_answer

from .accepted import payload_of, told
from .errors import BAD_REQUEST, USER_CANCELLED, error
from .films import credits_of
from .identity import creation_id, moment
from .vocabulary import CREATED, WORDS

# A running task's progress (unsure: only that it is a number up to 100 is known).
_HALFWAY, _WHOLE = 50, 100

_CONCURRENCY = 5  # tasks at once in a standard package [facts 6]
_LEFT, _BOUGHT = 8000, 10_000  # ours: the mock keeps no accounts
_KEY_ID = "100000000000000002"  # likewise: a session has one key


def word_of(task: TaskView) -> str:
    """The state's word. A waiting task is `created` until its second poll, then `queueing`. [facts 5.3]."""
    if task.state is State.QUEUED and task.polls <= 1:
        return CREATED
    return WORDS[task.state]


def error_of(task: TaskView, desk: Desk) -> str:
    """`err_code`: empty unless the task failed."""
    if task.state is State.EXPIRED:
        return desk.profile.switches["lapsed-word"]
    if task.state is State.CANCELLED:
        return USER_CANCELLED
    return task.failure or "" if task.state is State.FAILED else ""


def render(admitted: Admitted, intake: Intake, task: TaskView | None, desk: Desk) -> Answer:
    """The answer to a request that was in order."""
    match admitted.operation.effect:
        case Effect.INSTANT:
            return json_answer(200, _balance(intake, desk))
        case _ if task is None:
            return error("TaskNotFound", desk)
        case Effect.SUBMIT:
            return json_answer(200, _created(task, intake, desk))
        case Effect.CANCEL:
            return _cancelled(task, desk)
        case _:
            return json_answer(200, queried(task, desk))


def _created(task: TaskView, intake: Intake, desk: Desk) -> JsonObject:
    """A bare object without a `code`: the maker's own client takes one for an error. [facts 5.1]."""
    return {
        "task_id": task.task_id,
        "state": CREATED,
        **told(intake.body, desk),
        "credits": credits_of(intake.body),
        "created_at": _created_at(task, desk),
    }


def _created_at(task: TaskView, desk: Desk) -> JsonValue:
    if desk.profile.is_set("created-at", "integer"):
        return int(task.created_at)
    return moment(task.created_at)


def queried(task: TaskView, desk: Desk) -> JsonObject:
    """The creations answer; a callback has the same. [facts 5.2]."""
    facts = task.body
    word = word_of(task)
    ended_badly = word == WORDS[State.FAILED]
    creations: list[JsonValue] = [_creation(task)] if task.state is State.SUCCEEDED else []
    answer: JsonObject = {
        "id": task.task_id,
        "state": word,
        "err_code": error_of(task, desk),
        "credits": 0 if ended_badly else credits_of(facts),
        "payload": payload_of(facts),
        "bgm": facts.get("bgm", False),
        "off_peak": facts.get("off_peak", False),
        "progress": {State.SUCCEEDED: _WHOLE, State.RUNNING: _HALFWAY}.get(task.state, 0),
        "creations": creations,
    }
    if desk.profile.is_set("query-id", "absent"):
        del answer["id"]
    return answer


def _creation(task: TaskView) -> JsonObject:
    """One creation. The watermarked film is the film itself: the mock draws no watermark."""
    return {
        "id": creation_id(task.task_id),
        "url": task.links["video.mp4"],
        "cover_url": task.links["cover.jpg"],
        "watermarked_url": task.links["video.mp4"],
    }


def item_of(task: TaskView, desk: Desk) -> JsonObject:
    """A task as the list has it. [facts 5.5]."""
    creations: list[JsonValue] = []
    if task.state is State.SUCCEEDED:
        creations.append({**_creation(task), "video": _film(task)})
    return {
        "id": task.task_id,
        "key_id": _KEY_ID,
        "state": word_of(task),
        "err_code": error_of(task, desk),
        **told(task.body, desk),
        "credits": 0 if word_of(task) == WORDS[State.FAILED] else credits_of(task.body),
        "created_at": _created_at(task, desk),
        "creations": creations,
    }


def _film(task: TaskView) -> JsonObject:
    film = task.film
    if film is None:
        return {}
    size: JsonObject = {"width": film.width, "height": film.height}
    return {"duration": film.seconds, "fps": film.fps, "resolution": size}


def _cancelled(task: TaskView, desk: Desk) -> Answer:
    """`{}`, or why it is too late. The word for a task in progress is `scheduled`. [facts 5.4]."""
    if task.ending is Ending.CANCELLED:
        return json_answer(200, {} if desk.profile.is_set("cancel-reply", "object") else None)
    word = "scheduled" if task.state is State.RUNNING else word_of(task)
    return error(BAD_REQUEST, desk, message=f"task state is {word}, can not cancel")


def _balance(intake: Intake, desk: Desk) -> JsonObject:
    """What is left, always the same: the mock keeps no accounts. [facts 5.6]."""
    if desk.profile.is_set("balance-field", "remaining_credits"):
        answer: JsonObject = {"remaining_credits": _LEFT}
    else:
        purse: JsonObject = {
            "type": "metered",
            "credit_remain": _LEFT,
            "concurrency_limit": _CONCURRENCY,
            "current_concurrency": 0,
            "queue_count": 0,
        }
        answer = {"remains": [purse]}
    if intake.body.get("show_detail") is True:
        package: JsonObject = {
            "id": "100000000000000001",
            "name": "vidlect mock package",
            "type": "metered",
            "concurrency": _CONCURRENCY,
            "credit_amount": _BOUGHT,
            "credit_remain": _LEFT,
            "created_at": "2025-01-01T00:00:00.000000Z",
            "purchase_at": "2025-01-01T00:00:00.000000Z",
            "valid_from": "2025-01-01T00:00:00.000000Z",
            "valid_to": "2099-12-31T23:59:59.000000Z",
        }
        answer["packages"] = [package]
    return answer


def respell_status(answer: Answer, word: str) -> Answer:
    """The same answer with another state word; unchanged where it has none."""
    body = cast("JsonValue", orjson.loads(answer.body))
    if not isinstance(body, dict) or "state" not in body:
        return answer
    body["state"] = word
    return answer._replace(body=orjson.dumps(body))

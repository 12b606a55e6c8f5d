"""What the vendor answers for a job in each state: the video object, lists of it, its files.

Here live these objects. Never: the frame around an answer (`envelopes`), the errors' texts (`errors`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import orjson

from vidlect_mock.interface import Admitted, ContentFile, Desk, Effect, Ending, Intake, TaskView
from vidlect_mock.lifecycle import UNFINISHED, State
from vidlect_mock.message import Answer, JsonObject

from . import paging
from .envelopes import platform_headers, said
from .errors import ERRORS, LAPSED, Trouble, answered, not_found
from .intake import VARIANTS
from .vocabulary import ASSETS, HOUR, POLL_AFTER_MS, STATUSES

_NOT_READY = "Video is not ready yet, use GET /v1/videos/{video_id} to check status."  # [facts 2.6]


def render(admitted: Admitted, intake: Intake, task: TaskView | None, desk: Desk) -> Answer:
    """The answer to a request that was in order."""
    match admitted.operation.effect:
        case Effect.INSTANT:
            return said(200, intake.body, desk)
        case Effect.CANCEL if task is not None:
            return _deleted(task, desk)
        case _ if task is not None:
            early = task.state in UNFINISHED and desk.profile.is_set("poll-after", "sent")
            extra = ((b"openai-poll-after-ms", b"%d" % POLL_AFTER_MS),) if early else ()
            return said(200, video(_first(admitted, task, desk), desk), desk, extra)
        case _:
            return answered(not_found("Video", intake.task_id or "", desk), desk)


def _first(admitted: Admitted, task: TaskView, desk: Desk) -> TaskView:
    """A job that was just submitted, as the profile shows it."""
    runs = admitted.operation.effect is Effect.SUBMIT and desk.profile.is_set("first-status", "in_progress")
    return task._replace(state=State.RUNNING) if runs and task.state is State.QUEUED else task


def _deleted(task: TaskView, desk: Desk) -> Answer:
    if task.ending is Ending.REMOVED:
        return said(200, {"id": task.task_id, "object": "video.deleted", "deleted": True}, desk)
    status = int(desk.profile.switches["delete-running"])
    text = f"Video with id '{task.task_id}' is still being generated; only completed or failed videos can be deleted."
    return answered(Trouble(status, text, stage="task"), desk)


def video(task: TaskView, desk: Desk) -> JsonObject:
    """A job, its keys in the recorded order [facts 2.4]."""
    switches = desk.profile.switches
    state, ended = task.state, None if task.ended_at is None else int(task.ended_at)
    done = state is State.SUCCEEDED
    ends = done or (state not in UNFINISHED and switches["failed-completed-at"] == "set")
    shown: JsonObject = {
        "id": task.task_id,
        "object": "video",
        "created_at": int(task.created_at),
        "status": STATUSES[switches["statuses"]][state],
        "completed_at": ended if ends else None,
        "error": None if done or state in UNFINISHED else _error(task),
        "expires_at": _expires_at(task, desk) if done else None,
        "model": task.model,
        "progress": _progress(task),
        "prompt": task.prompt,
        "remixed_from_video_id": task.body.get("remixed_from_video_id"),
        "seconds": task.body.get("seconds"),
        "size": task.body.get("size"),
    }
    if switches["prompt"] == "absent":
        del shown["prompt"]
    if switches["quality"] == "standard":
        shown["quality"] = "standard"
    if switches["url"] == "present":
        shown["url"] = task.links["video.mp4"] if done else None
    if switches["null-keys"] == "absent":
        return {name: value for name, value in shown.items() if value is not None}
    return shown


def _expires_at(task: TaskView, desk: Desk) -> int:
    if desk.profile.is_set("expires-at", "created+86400"):
        return int(task.created_at + 24 * HOUR)
    return int(task.created_at if task.ended_at is None else task.ended_at) + ASSETS


def _error(task: TaskView) -> JsonObject:
    known = ERRORS[LAPSED if task.failure is None else task.failure]
    code, message = known.job
    return {"code": code, "message": message}


def _progress(task: TaskView) -> int:
    """0 in the queue, 100 when completed; between, one more a second, for jobs took 68 to 116 s [facts 3].

    A failed job keeps its last value [facts 8].
    """
    if task.state is State.QUEUED:
        return 0
    if task.state is State.SUCCEEDED:
        return 100
    until = task.created_at + task.age if task.ended_at is None else task.ended_at
    return min(99, 1 + int(until - (until if task.started_at is None else task.started_at)))


def render_list(admitted: Admitted, intake: Intake, tasks: Iterator[TaskView], desk: Desk) -> Answer:
    """A page of jobs; `tasks` come the newest first."""
    del admitted
    asked = intake.body
    after, limit = asked["after"], asked["limit"]
    page = paging.Page(
        after if isinstance(after, str) else None,
        limit if isinstance(limit, int) else paging.DEFAULT_LIMIT,
        None,
    )
    rising = (asked["order"] or desk.profile.switches["list-order"]) == "asc"
    wanted = reversed(list(tasks)) if rising else tasks
    listed = paging.page((video(task, desk) for task in wanted), page)
    if listed is None:
        return answered(not_found("Video", page.after or "", desk), desk)
    return said(200, listed, desk)


def content(admitted: Admitted, intake: Intake, task: TaskView | None, desk: Desk) -> ContentFile | Answer:
    """The file of a variant, or why there is none."""
    del admitted
    if task is None:
        return answered(not_found("Video", intake.task_id or "", desk), desk)
    if task.state is not State.SUCCEEDED:
        status = int(desk.profile.switches["early-content"])
        return answered(Trouble(status, _NOT_READY, stage="task"), desk)
    if task.created_at + task.age >= _expires_at(task, desk):
        status = int(desk.profile.switches["expired-content"])
        return answered(Trouble(status, "The content of this video has expired.", stage="task"), desk)
    return ContentFile(VARIANTS[str(intake.body["variant"])], platform_headers(desk))


def respell_status(answer: Answer, word: str) -> Answer:
    """The same answer with another status word; unchanged where it has none."""
    try:
        body = cast("JsonObject", orjson.loads(answer.body))
    except orjson.JSONDecodeError:
        return answer
    if "status" not in body:
        return answer
    return answer._replace(body=orjson.dumps({**body, "status": word}))

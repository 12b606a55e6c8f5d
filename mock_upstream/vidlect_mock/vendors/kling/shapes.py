"""A task as the classic and the new API show it.

Here live the two objects, for answers and callbacks alike. Never: the envelope, nor which API is spoken.
"""

from __future__ import annotations

from typing import cast

from vidlect_mock.interface import Desk, TaskView
from vidlect_mock.lifecycle import UNFINISHED, State
from vidlect_mock.message import JsonObject, JsonValue

from .errors import failed_text
from .films import amount, film, seconds_text, units
from .identity import drawn, video_id
from .models import EXTENDED_SECONDS, HD
from .operations import ENDPOINTS, Api
from .sources import resolved
from .vocabulary import CLASSIC_WORDS, NEW_WORDS

_CURRENCY = "USD"
_PRICE = 0.14  # of a unit, in `_CURRENCY`; not in the facts


def is_new(task: TaskView) -> bool:
    """Whether a task was made by a path of the new API."""
    endpoint = ENDPOINTS.get(task.operation)
    return endpoint is not None and endpoint.api is Api.NEW


def kind_of(task: TaskView) -> str:
    """The kind of a task: the path that made it, without its beginning."""
    endpoint = ENDPOINTS.get(task.operation)
    return "" if endpoint is None else endpoint.kind


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)


def _changed(task: TaskView) -> int:
    """When the status changed last."""
    if task.ended_at is not None:
        return _milliseconds(task.ended_at)
    if task.started_at is not None and task.state is not State.QUEUED:
        return _milliseconds(task.started_at)
    return _milliseconds(task.created_at)


def _message(task: TaskView) -> str:
    if task.state in {State.FAILED, State.CANCELLED, State.EXPIRED}:
        if task.failure == "1201" and is_new(task):
            return failed_text("unreadable_file", "")
        return failed_text(task.failure, kind_of(task))
    return ""


def _marked(task: TaskView) -> bool:
    """Whether a film with a watermark was asked for besides."""
    options = task.body.get("options") if is_new(task) else task.body
    said = options.get("watermark_info") if isinstance(options, dict) else None
    return isinstance(said, dict) and said.get("enabled") is True


def _video(task: TaskView) -> JsonObject:
    shown = task.film or film(task.model, HD)
    link = task.links["video.mp4"]
    made: JsonObject = {"id": video_id(task.task_id), "url": link}
    if _marked(task):
        made["watermark_url"] = link  # one film serves as both
    made["duration"] = seconds_text(shown)
    return made


def _info(task: TaskView, session: str, desk: Desk) -> JsonObject:
    info: JsonObject = {}
    parent = None if task.state in UNFINISHED else _parent(task, session, desk)
    if parent is not None:
        info["parent_video"] = parent
    if task.external_id:
        info["external_task_id"] = task.external_id
    return info


def _parent(task: TaskView, session: str, desk: Desk) -> JsonObject | None:
    """The video that was extended or spoken over. [facts 4, 7.5, 7.6]."""
    kind = kind_of(task)
    if kind not in {"video-extend", "advanced-lip-sync", "lip-sync"}:
        return None
    named, url = task.body.get("video_id"), task.body.get("video_url")
    found = resolved(named, session, desk) if isinstance(named, str) else None
    if found is not None:
        length = seconds_text(found.film or film(found.model, HD))
        return {"id": named, "url": found.links["video.mp4"], "duration": length}
    # a video that is not ours: nothing is known of it but its address
    link = url if isinstance(url, str) else desk.link("video.mp4")
    number = int(task.task_id) if task.task_id.isdecimal() else 0
    return {"id": named or drawn(b"video", number), "url": link, "duration": seconds_text(film(kind, HD))}


def _cost(task: TaskView) -> float:
    """Units; a failed task costs nothing [facts 4], an extension only what it adds."""
    made = task.film
    if made is None or task.state is not State.SUCCEEDED:
        return 0.0
    return units(made._replace(seconds=EXTENDED_SECONDS) if kind_of(task) == "video-extend" else made)


def created(task: TaskView) -> JsonObject:
    """A classic task that was made just now. [facts 4]."""
    moment = _milliseconds(task.created_at)
    return {
        "task_id": task.task_id,
        "task_status": CLASSIC_WORDS[State.QUEUED],
        "task_info": {"external_task_id": task.external_id} if task.external_id else {},
        "created_at": moment,
        "updated_at": moment,
    }


def classic(task: TaskView, session: str, desk: Desk) -> JsonObject:
    """A task as the classic API shows it. [facts 4]."""
    shown: JsonObject = {
        "task_id": task.task_id,
        "task_status": CLASSIC_WORDS[task.state],
        "task_status_msg": _message(task),
        "task_info": _info(task, session, desk),
    }
    if task.state in UNFINISHED:
        if desk.profile.switches["unfinished-result"] == "empty":
            shown["task_result"] = {}
    else:
        cost = _cost(task)
        if desk.profile.switches["deduction"] == "units":
            shown["final_unit_deduction"] = amount(cost)
        else:
            price = amount(cost * _PRICE)
            shown["final_balance_deduction"] = {"quota": price, "list_price": price}
        shown["watermark_info"] = {"enabled": _marked(task)}
        shown["task_result"] = {}
    if task.state is State.SUCCEEDED:
        made = _video(task)
        if kind_of(task) == "multi-elements":
            made["session_id"] = task.body.get("session_id")
        shown["task_result"] = {"videos": [made]}
    shown["created_at"] = _milliseconds(task.created_at)
    shown["updated_at"] = _changed(task)
    return shown


def new_created(task: TaskView) -> JsonObject:
    """A task of the new API that was made just now. [facts 11.1]."""
    moment = _milliseconds(task.created_at)
    shown: JsonObject = {
        "id": task.task_id,
        "status": NEW_WORDS[State.QUEUED],
        "message": "",
        "create_time": moment,
        "update_time": moment,
    }
    if task.external_id:
        shown["external_id"] = task.external_id
    return shown


def new(task: TaskView, desk: Desk) -> JsonObject:
    """A task, whichever API made it, as the new one shows it. [facts 11.4]."""
    shown = new_created(task)
    shown["status"] = NEW_WORDS[task.state]
    shown["message"] = _message(task)
    shown["update_time"] = _changed(task)
    finished = task.state is State.SUCCEEDED
    shown["outputs"] = [{"type": "video", **_video(task)}] if finished else []
    if task.state not in UNFINISHED:
        shown["billing"] = [_billed(_cost(task), desk)]
    return shown


def _billed(cost: float, desk: Desk) -> JsonObject:
    if desk.profile.switches["deduction"] == "units":
        return {"charge_type": "unit", "amount": amount(cost), "package_type": "video"}
    price = amount(cost * _PRICE)
    return {
        "charge_type": "cash",
        "amount": price,
        "cash_type": "balance",
        "currency": _CURRENCY,
        "list_price": price,
    }


def listed(tasks: list[JsonObject]) -> JsonValue:
    """A list of objects as JSON has it."""
    return cast("JsonValue", tasks)

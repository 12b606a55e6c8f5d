"""The list of an account's tasks: what it may ask for, and its flat answer [facts 3.4].

Here live filters, window and pages. Never: a single task's answer (`replies`).
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from vidlect_mock.interface import Admitted, Desk, Intake, Refusal, TaskView
from vidlect_mock.message import Answer, JsonObject, JsonValue, json_answer

from .errors import refuse
from .identity import read_local_time, request_id, request_id_of
from .operations import SUBMIT_BY_FRAMES
from .vocabulary import HOUR, WORDS

DAY = 24 * HOUR
REGION = "cn-beijing"
_PAGE_SIZE = 10
_LARGEST_PAGE = 1000  # ours: no bound is documented
_PLAIN = ("task_id", "model_name", "status", "api_key_id", "region")
_TIMES = ("start_time", "end_time")


def list_intake(asked: dict[str, str], admitted: Admitted, desk: Desk) -> Intake | Refusal:
    """The filters of a list; empty ones count as absent."""
    asked = {name: value for name, value in asked.items() if value}
    body: JsonObject = {name: asked[name] for name in _PLAIN if name in asked}
    for name in ("page_no", "page_size"):
        text = asked.get(name, "1" if name == "page_no" else str(_PAGE_SIZE))
        if not (text.isascii() and text.isdecimal() and 0 < len(text) < 8 and int(text)):
            return refuse("InvalidParameter", admitted, desk, expected=f"{name}: from 1", received=text[:40])
        body[name] = int(text)
    for name in _TIMES:
        if name in asked:
            at = read_local_time(asked[name])
            if at is None:
                return refuse(
                    "InvalidParameter",
                    admitted,
                    desk,
                    expected=f"{name}: YYYYMMDDhhmmss in UTC+8",
                    received=asked[name][:40],
                )
            body[name] = at
    start, end = body.get("start_time"), body.get("end_time")
    if isinstance(start, float) and isinstance(end, float) and not 0 <= end - start <= DAY:
        return refuse(
            "InvalidParameter",
            admitted,
            desk,
            expected="a window of 24 hours at most, its start before its end",
        )
    remarks = [f"{name}: no parameter of a list, ignored" for name in asked if name not in body]
    return Intake(body, remarks=tuple(remarks))


def render_list(admitted: Admitted, intake: Intake, tasks: Iterator[TaskView], desk: Desk) -> Answer:
    """A page of the session's tasks, the newest first."""
    asked = intake.body
    account = _account(admitted.session)
    size, page = _number(asked, "page_size"), _number(asked, "page_no")
    shown = min(size, _LARGEST_PAGE)
    first = (page - 1) * size
    total = 0
    data: list[JsonValue] = []
    for task in tasks:
        if not _is_wanted(task, asked, account):
            continue
        if first <= total < first + shown:
            data.append(_item(task, account))
        total += 1
    body: JsonObject = {
        "total": total,
        "data": data,
        "total_page": -(-total // size),
        "page_no": page,
        "request_id": request_id(desk.number),
        "page_size": size,
    }
    if desk.profile.is_set("list-key", "both"):
        body["tasks"] = data
    return json_answer(200, body)


def _number(asked: JsonObject, name: str) -> int:
    value = asked[name]
    return value if isinstance(value, int) else 1


def _is_wanted(task: TaskView, asked: JsonObject, account: JsonObject) -> bool:
    facts: JsonObject = {
        "task_id": task.task_id,
        "model_name": task.model,
        "status": WORDS[task.state],
        **account,
    }
    if any(name in asked and asked[name] != facts[name] for name in _PLAIN):
        return False
    start, end = asked.get("start_time"), asked.get("end_time")
    if isinstance(start, float) and task.created_at < start:
        return False
    return not (isinstance(end, float) and task.created_at > end)


def _account(session: str) -> JsonObject:
    """Who asks: numbers drawn from the session's name."""
    drawn = int.from_bytes(blake2b(session.encode(), digest_size=6).digest())
    return {
        "api_key_id": str(drawn % 10**7),
        "caller_parent_id": str(10**15 + drawn),
        "caller_uid": str(10**15 + drawn),
        "region": REGION,
    }


def _item(task: TaskView, account: JsonObject) -> JsonObject:
    group = "image2video" if task.operation == SUBMIT_BY_FRAMES else "video-generation"
    created = round(task.created_at * 1000)
    item: JsonObject = {
        "api_key_id": account["api_key_id"],
        "caller_parent_id": account["caller_parent_id"],
        "caller_uid": account["caller_uid"],
        "gmt_create": created,
        "start_time": created if task.started_at is None else round(task.started_at * 1000),
        "model_name": task.model,
        "region": REGION,
        "request_id": request_id_of(task.task_id),
        "status": WORDS[task.state],
        "task_id": task.task_id,
        "user_api_unique_key": f"apikey:v1:aigc:{group}:video-synthesis:{task.model}",
    }
    if task.ended_at is not None:
        item["end_time"] = round(task.ended_at * 1000)
    return item

"""The list of tasks: its query, its pages, its items.

Here lives all of `GET /ent/v2/tasks` [facts 5.5]. Never: a state's word (`replies` has the table).
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import cast
from urllib.parse import parse_qsl

from vidlect_mock.interface import Admitted, Desk, Intake, Refusal, TaskView
from vidlect_mock.message import Answer, JsonObject, JsonValue, Received, json_answer

from .errors import FIELD_INVALID, Fault, refuse
from .replies import item_of, word_of

_WEEK = 7 * 86400.0  # what is shown where no time is asked
_USUAL, _MOST = 10, 100  # tasks a page
_REPEATED = ("task_ids", "templates", "model_versions", "resolutions", "states")
_TIMES = ("created_at.from", "created_at.to")
# The documents print `paper`; clients use both.
_PAGERS = ("pager.", "paper.")
_AFTER = "after "
_LONGEST_NUMBER = 6  # digits of a page's number


def asked_list(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """What is asked for, as a JSON object that `render_list` understands."""
    asked: JsonObject = {}
    lists: dict[str, list[JsonValue]] = {}
    remarks: list[str] = []
    query = received.query.decode("latin-1")
    for name, value in parse_qsl(query, keep_blank_values=True, errors="replace"):
        if name in _REPEATED:
            lists.setdefault(name, []).append(value)
            continue
        fault = _put(asked, name, value, remarks)
        if fault is not None:
            return refuse(fault, admitted, desk)
    if remarks and desk.profile.is_set("strict", "on"):
        fault = Fault(FIELD_INVALID, (), "nothing to remark (switch strict)", received="; ".join(remarks))
        return refuse(fault, admitted, desk)
    return Intake(body={**asked, **lists}, remarks=tuple(remarks))


def _put(asked: JsonObject, name: str, value: str, remarks: list[str]) -> Fault | None:
    """Read one parameter; the fault where it cannot be read."""
    if name in _TIMES:
        at = _time(value)
        if at is None:
            return Fault(FIELD_INVALID, (name,), f"{name}: a time such as 2026-01-02T03:04:05Z", value[:40])
        asked[name] = at
        return None
    short = name.removeprefix("pager.").removeprefix("paper.")
    if not name.startswith(_PAGERS) or short not in {"page", "pagesz", "page_token"}:
        remarks.append(f"{name[:80]}: not a parameter of the list, ignored")
        return None
    if short == "page_token":
        if value and _last_shown(value) is None:
            return Fault(FIELD_INVALID, (name,), f"{name}: a next_page_token", value[:40])
        asked[short] = value
        return None
    if not value.isascii() or not value.isdecimal() or len(value) > _LONGEST_NUMBER:
        return Fault(FIELD_INVALID, (name,), f"{name}: a whole number", value[:40])
    number = int(value)
    if short == "pagesz" and not 1 <= number <= _MOST:
        # what the vendor does then is not known
        remarks.append(f"{name}: {number}, 1 to {_MOST} are documented")
        number = min(max(number, 1), _MOST)
    asked[short] = number
    return None


def _time(text: str) -> float | None:
    try:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _last_shown(token: str) -> str | None:
    """The id of the last task of the page before; None for what is no token of ours."""
    try:
        said = urlsafe_b64decode(token.encode()).decode("ascii")
    except ValueError:
        return None
    return said.removeprefix(_AFTER) if said.startswith(_AFTER) else None


def _token(task_id: str) -> str:
    return urlsafe_b64encode(f"{_AFTER}{task_id}".encode()).decode()


def render_list(admitted: Admitted, intake: Intake, tasks: Iterator[TaskView], desk: Desk) -> Answer:
    """One page, the newest first; `next_page_token` is empty on the last."""
    del admitted
    asked = intake.body
    size = cast("int", asked.get("pagesz", _USUAL))
    fitting: Iterator[TaskView] = (task for task in tasks if _fits(task, asked))
    token = asked.get("page_token")
    if isinstance(token, str) and token:
        last = _last_shown(token)
        for task in fitting:
            if task.task_id == last:
                break
    else:
        skipped = cast("int", asked.get("page", 0)) * size
        fitting = islice(fitting, skipped, None)
    page = list(islice(fitting, size + 1))
    shown = page[:size]
    items: list[JsonValue] = [item_of(task, desk) for task in shown]
    following = _token(shown[-1].task_id) if len(page) > size else ""
    return json_answer(200, {"next_page_token": following, "tasks": items})


def _fits(task: TaskView, asked: JsonObject) -> bool:
    start, end = asked.get("created_at.from"), asked.get("created_at.to")
    if start is None and end is None:
        if task.age > _WEEK:
            return False
    elif not (
        (not isinstance(start, float) or task.created_at >= start)
        and (not isinstance(end, float) or task.created_at <= end)
    ):
        return False
    version = task.model.removeprefix("vidu")
    shown = {
        "task_ids": (task.task_id,),
        "templates": (task.body.get("template"),),
        # the documents say q2; the whole name is taken too
        "model_versions": (version, task.model),
        "resolutions": (task.body.get("resolution"),),
        "states": (word_of(task),),
    }
    return all(
        any(value in cast("list[JsonValue]", asked[name]) for value in values)
        for name, values in shown.items()
        if name in asked
    )

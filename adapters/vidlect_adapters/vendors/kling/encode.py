"""A film that is asked for, in the vendor's words: submit, poll and list.

Here lives the choice of the call. Never: what becomes of a wish (`plan`), a body (`classic`, `by_path`), the
reading of a reply (`replies`).
"""

from __future__ import annotations

from typing import Final

from vidlect_adapters.canonical import TaskRef, VideoRequest
from vidlect_adapters.extras import TaskFilter
from vidlect_adapters.loss import Translation
from vidlect_adapters.message import HttpCall, JsonObject
from vidlect_adapters.profile import Profile

from . import by_path, catalog, classic, media, wire
from .plan import planned
from .row import Row
from .wire import Way, inexpressible

PATH: Final = "path"
"""In a task's locator: where it was made. A classic task is polled there and nowhere else (facts 5)."""
EXTERNAL: Final = "external"
"""In a task's locator, where its id is the one that the client gave (`external_task_id`)."""

_MOST_PAGES: Final = 1000
_MOST_A_PAGE: Final = 500
"""Facts 5, 11.1."""


def encode_submit(request: VideoRequest, profile: Profile) -> Translation:
    """The call that asks for this film. Raises Inexpressible, which names the field and what is allowed.

    The model's name decides on the API: `kling-v3` is classic, `kling-3.0` of the path API.
    """
    plan = planned(request, profile)
    if plan.row.by_path:
        said = by_path.body(plan, probed=profile["omni-contents"] == "probed")
    else:
        said = classic.body(plan)
    return Translation(call=wire.post(_path(plan.row, plan.way), said), losses=plan.losses)


def encode_poll(ref: TaskRef, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that asks how a task is: where it was made, or by the path API where that is not known.

    That API finds the tasks of both, but takes an API key only (facts 2.2, 11.1).
    """
    path = ref.located(PATH)
    if path is not None and wire.is_classic(path):
        return wire.get(wire.below(path, ref.task_id))
    ids = "task_ids" if ref.located(EXTERNAL) is None else "external_task_ids"
    return _tasks(ids, (ref.task_id,))


def _tasks(name: str, ids: tuple[str, ...]) -> HttpCall:
    """The call that asks for tasks by their ids; a comma stands between two."""
    for task_id in ids:
        if "," in task_id:
            inexpressible("this API takes an id with a comma for two", "/task_id", task_id[:80])
    return wire.get(wire.TASKS, (name, ",".join(ids)))


def encode_list(wanted: TaskFilter, profile: Profile) -> HttpCall:
    """The call that asks for a page of one classic kind, or of all tasks (see the switch `lists`).

    Raises Inexpressible: a filter that the chosen list lacks.
    """
    if wanted.model is not None:
        inexpressible("a list cannot be filtered by model", "/model", wanted.model)
    if wanted.size is not None and not 1 <= wanted.size <= _MOST_A_PAGE:
        inexpressible(f"a page has 1 to {_MOST_A_PAGE} tasks", "/size", wanted.size)
    path = listed_path(profile)
    return _all_tasks(wanted) if path == wire.TASKS else _one_kind(wanted, path)


def listed_path(profile: Profile) -> str:
    """Where lists are asked for, by the switch `lists`."""
    return wire.KINDS.get(profile["lists"], wire.TASKS)


def external_ref(request: VideoRequest, external_task_id: str) -> TaskRef:
    """A reference to a film by the id that the client gave it: for a submit whose answer got lost."""
    return TaskRef(task_id=external_task_id, locator=((PATH, path_of(request)), (EXTERNAL, "true")))


def path_of(request: VideoRequest) -> str:
    """Where this film is asked for. Raises Inexpressible as `encode_submit` does."""
    row = catalog.BY_MODEL.get(request.model)
    if row is None:
        inexpressible("no such model", "/model", request.model)
    return _path(row, media.way_of(row, request))


def _path(row: Row, way: Way) -> str:
    return wire.below(wire.BY_PATH[way], row.model) if row.by_path else wire.CLASSIC[way]


def _one_kind(wanted: TaskFilter, path: str) -> HttpCall:
    for name, value in (("after", wanted.after), ("state", wanted.state), ("task_ids", wanted.task_ids)):
        if value:
            inexpressible(
                f"a classic list cannot be filtered by {name}; set the switch lists to tasks",
                f"/{name}",
                None,
            )
    if wanted.page is not None and not 1 <= wanted.page <= _MOST_PAGES:
        inexpressible(f"pages are 1 to {_MOST_PAGES}", "/page", wanted.page)
    numbers = (("pageNum", wanted.page), ("pageSize", wanted.size))
    return wire.get(path, *((name, str(number)) for name, number in numbers if number is not None))


def _all_tasks(wanted: TaskFilter) -> HttpCall:
    if wanted.page is not None:
        inexpressible("this list has a cursor, no numbered pages", "/page", wanted.page)
    if wanted.task_ids:
        if wanted.after is not None or wanted.state is not None or wanted.size is not None:
            inexpressible("tasks that are named are not filtered otherwise", "/task_ids", None)
        if len(wanted.task_ids) > wire.MOST_IDS:
            inexpressible(f"{wire.MOST_IDS} ids at most", "/task_ids", len(wanted.task_ids))
        return _tasks("task_ids", wanted.task_ids)
    said: JsonObject = {}
    if wanted.after is not None:
        said["cursor"] = wanted.after
    if wanted.size is not None:
        said["limit"] = wanted.size
    if wanted.state is not None:
        said["filters"] = [{"key": "status", "values": [wanted.state]}]
    return wire.post(wire.TASKS, said)

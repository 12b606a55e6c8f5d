"""The operations of the Vidu API as one table: method, path, effect.

Here live routes. Never: what a body or a reply looks like.

Sources: [facts N] is section N of the vendor's facts file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from vidlect_mock.interface import Effect, Operation

PREFIX = "/ent/v2"  # [facts 1]


class Route(NamedTuple):
    """One row; `{id}` in the path stands for a task id."""

    name: str
    method: str
    path: str
    effect: Effect


# [facts 2]. What makes no film (pictures, sound) or whose fields nobody states is out of scope: docs/vendors/vidu.md.
ROUTES = (
    Route("text2video", "POST", "/text2video", Effect.SUBMIT),
    Route("img2video", "POST", "/img2video", Effect.SUBMIT),
    Route("startEnd2video", "POST", "/start-end2video", Effect.SUBMIT),
    Route("reference2video", "POST", "/reference2video", Effect.SUBMIT),
    Route("multiframe", "POST", "/multiframe", Effect.SUBMIT),
    Route("extend", "POST", "/extend", Effect.SUBMIT),
    Route("lipSync", "POST", "/lip-sync", Effect.SUBMIT),
    Route("template", "POST", "/template", Effect.SUBMIT),
    Route("template2video", "POST", "/template2video", Effect.SUBMIT),
    Route("templateStory", "POST", "/template-story", Effect.SUBMIT),
    Route("getCreations", "GET", "/tasks/{id}/creations", Effect.POLL),
    Route("cancelTask", "POST", "/tasks/{id}/cancel", Effect.CANCEL),
    Route("listTasks", "GET", "/tasks", Effect.LIST),
    Route("getCredits", "GET", "/credits", Effect.INSTANT),
)
OPERATIONS: Mapping[str, Operation] = {row.name: Operation(row.name, row.effect) for row in ROUTES}

_FIXED: Mapping[bytes, Route] = {
    f"{PREFIX}{row.path}".encode(): row for row in ROUTES if "{id}" not in row.path
}
_OF_A_TASK: Mapping[bytes, Route] = {
    row.path.rpartition("/")[2].encode(): row for row in ROUTES if "{id}" in row.path
}
_TASK = re.compile(rb"/ent/v2/tasks/([^/]+)/([a-z]+)")


def find(path: bytes) -> tuple[Route, bytes] | None:
    """The route of a raw path and the task id in it as written (empty where it has none); None: no such path."""
    fixed = _FIXED.get(path)
    if fixed is not None:
        return fixed, b""
    found = _TASK.fullmatch(path)
    route = None if found is None else _OF_A_TASK.get(found[2])
    return None if found is None or route is None else (route, found[1])

"""The operations of DashScope's video API as one table, and how a request is recognised.

Here live names, paths, methods and effects. Never: what a body or a reply looks like.

Source: [facts 3] of the vendor's facts file. The upload goes to another host in life (OSS); the mock serves it
below its own address, and says so in `upload_host`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from vidlect_mock.interface import Effect, Operation

SUBMIT = "submitVideo"
SUBMIT_BY_FRAMES = "submitVideoByFrames"
QUERY = "getTask"
CANCEL = "cancelTask"
LIST = "listTasks"
POLICY = "getUploadPolicy"
TOKEN = "createTemporaryKey"  # noqa: S105 # the name of an operation
UPLOAD = "uploadFile"

UPLOAD_PATH = "/dashscope-file-mgr"
"""The bucket's name, which is part of the host in life [facts 3.5]."""

TASKS = "/api/v1/tasks"


class Route(NamedTuple):
    """One row; `methods` are those taken, the documented one first."""

    operation: Operation
    path: str
    methods: tuple[str, ...]


def _row(name: str, effect: Effect, path: str, *methods: str) -> Route:
    return Route(Operation(name, effect), path, methods)


ROUTES: tuple[Route, ...] = (
    _row(SUBMIT, Effect.SUBMIT, "/api/v1/services/aigc/video-generation/video-synthesis", "POST"),
    _row(SUBMIT_BY_FRAMES, Effect.SUBMIT, "/api/v1/services/aigc/image2video/video-synthesis", "POST"),
    _row(QUERY, Effect.POLL, TASKS + "/{task_id}", "GET"),
    # the old asyncio SDK cancels by GET [facts 3]
    _row(CANCEL, Effect.CANCEL, TASKS + "/{task_id}/cancel", "POST", "GET"),
    _row(LIST, Effect.LIST, TASKS, "GET"),
    _row(POLICY, Effect.INSTANT, "/api/v1/uploads", "GET"),
    _row(TOKEN, Effect.INSTANT, "/api/v1/tokens", "POST"),
    _row(UPLOAD, Effect.INSTANT, UPLOAD_PATH, "POST"),
)
BY_NAME: Mapping[str, Route] = MappingProxyType({route.operation.name: route for route in ROUTES})
OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {name: route.operation for name, route in BY_NAME.items()}
)

_FIXED: Mapping[bytes, Route] = {route.path.encode(): route for route in ROUTES if "{" not in route.path}
_TASK = TASKS.encode() + b"/"
_CANCEL = b"/cancel"


class Found(NamedTuple):
    """What a path leads to, and the task id in it (raw, as sent)."""

    route: Route
    task_id: bytes = b""


def find(path: bytes) -> Found | None:
    """The operation of a path, with or without a slash at its end [facts 3]; None: there is none."""
    if path.startswith(_TASK):
        rest = path[len(_TASK) :].removesuffix(b"/")
        if rest:
            name, task_id = QUERY, rest
            if rest.endswith(_CANCEL):
                name, task_id = CANCEL, rest.removesuffix(_CANCEL)
            return None if not task_id or b"/" in task_id else Found(BY_NAME[name], task_id)
    route = _FIXED.get(path.removesuffix(b"/"))
    return None if route is None else Found(route)

"""The routes of the Videos API and of webhook endpoints, as one table.

Here live methods, paths, effects and what a DELETE does to a job. Never: what a body or an answer looks like.

Sources: [facts N] is section N of the vendor's facts file; [sdk] the official Python SDK 3.52.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from vidlect_mock.interface import Effect, Ending, Operation
from vidlect_mock.lifecycle import State

# only completed or failed jobs [facts 2]; a job that lapsed shows as failed
_REMOVABLE: Mapping[State, Ending] = MappingProxyType(
    {
        State.SUCCEEDED: Ending.REMOVED,
        State.FAILED: Ending.REMOVED,
        State.EXPIRED: Ending.REMOVED,
    }
)

_VIDEOS = "/v1/videos"
_HOOKS = "/v1/webhook_endpoints"

ROUTES: tuple[tuple[str, str, Operation], ...] = (
    ("POST", _VIDEOS, Operation("createVideo", Effect.SUBMIT)),
    ("GET", _VIDEOS, Operation("listVideos", Effect.LIST)),
    ("POST", f"{_VIDEOS}/edits", Operation("editVideo", Effect.SUBMIT)),
    ("POST", f"{_VIDEOS}/extensions", Operation("extendVideo", Effect.SUBMIT)),
    ("POST", f"{_VIDEOS}/characters", Operation("createCharacter", Effect.INSTANT)),
    ("GET", f"{_VIDEOS}/characters/{{id}}", Operation("retrieveCharacter", Effect.INSTANT)),
    ("GET", f"{_VIDEOS}/{{id}}", Operation("retrieveVideo", Effect.POLL)),
    ("DELETE", f"{_VIDEOS}/{{id}}", Operation("deleteVideo", Effect.CANCEL, _REMOVABLE)),
    ("GET", f"{_VIDEOS}/{{id}}/content", Operation("retrieveVideoContent", Effect.CONTENT)),
    ("POST", f"{_VIDEOS}/{{id}}/remix", Operation("remixVideo", Effect.SUBMIT)),
    ("POST", _HOOKS, Operation("createWebhookEndpoint", Effect.INSTANT)),
    ("GET", _HOOKS, Operation("listWebhookEndpoints", Effect.INSTANT)),
    ("GET", f"{_HOOKS}/{{id}}", Operation("retrieveWebhookEndpoint", Effect.INSTANT)),
    ("POST", f"{_HOOKS}/{{id}}", Operation("updateWebhookEndpoint", Effect.INSTANT)),
    ("DELETE", f"{_HOOKS}/{{id}}", Operation("deleteWebhookEndpoint", Effect.INSTANT)),
    ("POST", f"{_HOOKS}/{{id}}/rotate_secret", Operation("rotateWebhookSecret", Effect.INSTANT)),
    ("GET", "/v1/webhook_event_types", Operation("listWebhookEventTypes", Effect.INSTANT)),
)
"""Method, path, operation; a path without an id comes before one that would take its last part for an id [facts 2, 5]."""

OPERATIONS: Mapping[str, Operation] = {operation.name: operation for _, _, operation in ROUTES}


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.escape(path).replace(r"\{id\}", "([^/]+)"))


def _methods(path: str) -> Mapping[str, Operation]:
    return {method: operation for method, other, operation in ROUTES if other == path}


_PATHS = tuple(dict.fromkeys(path for _, path, _ in ROUTES))
_PLAIN = {path: _methods(path) for path in _PATHS if "{" not in path}
_WITH_ID = tuple((_pattern(path), _methods(path)) for path in _PATHS if "{" in path)


class Found(NamedTuple):
    """What a request's target leads to: `operation` is None for a method that the path does not have."""

    operation: Operation | None
    id: str
    methods: tuple[str, ...]


def find(method: str, path: bytes) -> Found | None:
    """The operation of a method and path; None for a path that there is not."""
    text = unquote_to_bytes(path).decode("utf-8", "replace") if b"%" in path else path.decode("latin-1")
    plain = _PLAIN.get(text)
    if plain is not None:
        return Found(plain.get(method), "", tuple(plain))
    for pattern, methods in _WITH_ID:
        found = pattern.fullmatch(text)
        if found is not None:
            return Found(methods.get(method), found[1], tuple(methods))
    return None

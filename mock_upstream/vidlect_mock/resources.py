"""What sessions have at vendors besides tasks: descriptions of uploads, characters; and their own names of tasks.

Here lives the keeping, bounded in number. Never: the bytes of a file, or what a resource means.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import orjson

from .interface import Resource
from .message import JsonObject

MOST_RESOURCES = 250_000
"""As many as there are tasks: every task may have a name of its client's."""

_Key: TypeAlias = tuple[str, str, str, str]
_TASK = ""  # the kind of a task's name; no vendor has a kind of that name


class Resources:
    """Resources by vendor, session, kind and name; the oldest go when there are too many.

    Kept as JSON text: the garbage collector leaves that alone (design.md section 10).
    """

    def __init__(self, most: int = MOST_RESOURCES) -> None:
        self._most = most
        self._kept: dict[_Key, bytes] = {}

    def change(
        self, vendor: str, session: str, keep: Iterable[Resource], drop: Iterable[tuple[str, str]]
    ) -> None:
        """Drop some, keep others; a name that is kept again is replaced."""
        for kind, name in drop:
            self._kept.pop((vendor, session, kind, name), None)
        for resource in keep:
            self._put((vendor, session, resource.kind, resource.name), orjson.dumps(resource.value))

    def find(self, vendor: str, session: str, kind: str, name: str) -> JsonObject | None:
        """The resource, or None."""
        kept = self._kept.get((vendor, session, kind, name))
        if kept is None:
            return None
        value: JsonObject = orjson.loads(kept)
        return value

    def name_task(self, vendor: str, session: str, external_id: str, task_id: str) -> None:
        """Remember the client's own id of a task."""
        self._put((vendor, session, _TASK, external_id), task_id.encode())

    def task_named(self, vendor: str, session: str, external_id: str) -> str | None:
        """The task of the client's own id, or None."""
        kept = self._kept.get((vendor, session, _TASK, external_id))
        return None if kept is None else kept.decode()

    def clear(self, session: str | None = None) -> None:
        """Forget the resources of a session, or all of them."""
        self._kept = {
            key: value for key, value in self._kept.items() if session is not None and key[1] != session
        }

    def __len__(self) -> int:
        return len(self._kept)

    def _put(self, key: _Key, value: bytes) -> None:
        self._kept.pop(key, None)
        self._kept[key] = value
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]

"""Which tasks' ends are still to be announced, and when each is to be looked at next.

Here live the queue's interface and its two keepers: memory and SQLite. Never: a look at a task, a request
(`announcing`).

Whoever looks at a task claims it first, for a time: nobody else gets it meanwhile, and if the claimer dies, the
next one has it afterwards. All times are the wall clock's, in Unix seconds, for several workers share them.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias

import orjson

Rows: TypeAlias = list[tuple[Any, ...]]
InThread: TypeAlias = Callable[[Callable[[], Rows]], Awaitable[Rows]]
"""Runs work in the one thread that may use the connection."""

SCHEMA = (
    """
    CREATE TABLE IF NOT EXISTS announcements (
      task_id TEXT PRIMARY KEY,
      surface TEXT NOT NULL,
      base_url TEXT NOT NULL,
      due REAL NOT NULL,
      attempts INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX IF NOT EXISTS announcements_due ON announcements (due)",
)
_ADD = (
    "INSERT OR REPLACE INTO announcements (task_id, surface, base_url, due, attempts) VALUES (?, ?, ?, ?, ?)"
)
_DUE = """
SELECT task_id FROM announcements
WHERE due <= ? AND surface IN (SELECT value FROM json_each(?)) ORDER BY due LIMIT ?
"""
_CLAIM = f"""
UPDATE announcements SET due = ? WHERE task_id IN ({_DUE})
RETURNING task_id, surface, base_url, due, attempts
"""  # noqa: S608 # two texts of our own
_PUT_OFF = "UPDATE announcements SET due = ?, attempts = ? WHERE task_id = ?"
_DROP = "DELETE FROM announcements WHERE task_id = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """The end of one task, still to be announced.

    `base_url`: by what address its client reached the gateway. `due`: when the task is to be looked at. `attempts`:
    how often announcing its end has failed.
    """

    task_id: str
    surface: str
    base_url: str
    due: float
    attempts: int = 0


class Announcements(Protocol):
    """The queue. No announcement is in it twice."""

    async def add(self, announcement: Announcement) -> None:
        """A task whose end is to be announced."""
        ...

    async def claim(
        self, surfaces: Collection[str], now: float, until: float, most: int
    ) -> Sequence[Announcement]:
        """What is due on these surfaces, in any order and not all at once; nobody else gets it before `until`."""
        ...

    async def put_off(self, announcement: Announcement) -> None:
        """A claimed one is due again as it says; nothing happens if it has been dropped."""
        ...

    async def drop(self, task_id: str) -> None:
        """It is announced, or given up."""
        ...


class MemoryAnnouncements:
    """Forgets with the process; as many as the ledger has records."""

    def __init__(self) -> None:
        self._waiting: dict[str, Announcement] = {}
        self._agenda: list[tuple[float, str]] = []
        """When to look at which; what was planned and came otherwise stays until its time."""

    async def add(self, announcement: Announcement) -> None:
        """A task whose end is to be announced."""
        self._plan(announcement)

    async def claim(
        self, surfaces: Collection[str], now: float, until: float, most: int
    ) -> Sequence[Announcement]:
        """What is due, the longest overdue first."""
        claimed: list[Announcement] = []
        others: list[Announcement] = []
        while self._agenda and self._agenda[0][0] <= now and len(claimed) < most:
            due, task_id = heapq.heappop(self._agenda)
            one = self._waiting.get(task_id)
            if one is not None and one.due == due:
                (claimed if one.surface in surfaces else others).append(one)
        for one in others:
            self._plan(one)
        return [self._plan(replace(one, due=until)) for one in claimed]

    async def put_off(self, announcement: Announcement) -> None:
        """A claimed one is due again as it says."""
        if announcement.task_id in self._waiting:
            self._plan(announcement)

    async def drop(self, task_id: str) -> None:
        """It is announced, or given up."""
        self._waiting.pop(task_id, None)

    def _plan(self, announcement: Announcement) -> Announcement:
        self._waiting[announcement.task_id] = announcement
        heapq.heappush(self._agenda, (announcement.due, announcement.task_id))
        return announcement


class SqliteAnnouncements:
    """A table beside the ledger's own; a claim is one statement, so that no two workers get the same."""

    def __init__(self, connection: sqlite3.Connection, in_thread: InThread) -> None:
        self._connection = connection
        self._in_thread = in_thread

    async def add(self, announcement: Announcement) -> None:
        """A task whose end is to be announced; it is on disk when this returns."""
        one = announcement
        await self._do(_ADD, (one.task_id, one.surface, one.base_url, one.due, one.attempts))

    async def claim(
        self, surfaces: Collection[str], now: float, until: float, most: int
    ) -> Sequence[Announcement]:
        """What is due. Workers wait for each other's writes, so nothing is written where nothing is due."""
        due = (now, orjson.dumps(list(surfaces)).decode(), most)
        if not await self._do(_DUE, due):
            return ()
        rows = await self._do(_CLAIM, (until, *due))
        return [
            Announcement(task_id=task_id, surface=surface, base_url=base_url, due=due, attempts=attempts)
            for task_id, surface, base_url, due, attempts in rows
        ]

    async def put_off(self, announcement: Announcement) -> None:
        """A claimed one is due again as it says."""
        await self._do(_PUT_OFF, (announcement.due, announcement.attempts, announcement.task_id))

    async def drop(self, task_id: str) -> None:
        """It is announced, or given up."""
        await self._do(_DROP, (task_id,))

    async def _do(self, statement: str, values: tuple[str | float, ...]) -> Rows:
        def run() -> Rows:
            with self._connection:
                return self._connection.execute(statement, values).fetchall()

        return await self._in_thread(run)

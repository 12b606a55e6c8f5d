"""What the gateway remembers of its tasks, behind two methods.

Here live the interface and its two keepers: memory and SQLite. Never: a decision about a task; what is still to be
announced of it (`announcements`, which a ledger only has).

Both keep one promise besides: a record that has ended is never replaced by one that has not, so that two
workers who asked the vendor at the same time cannot take a finished task back.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol, TypeVar

import orjson

from vidlect_adapters.canonical import InProgress
from vidlect_adapters.canonical_json import record_from_json, to_json
from vidlect_adapters.record import TaskRecord

from . import announcements
from .announcements import Announcements, MemoryAnnouncements, SqliteAnnouncements

MEMORY: Final = "memory"
SQLITE: Final = "sqlite:"
MOST_RECORDS: Final = 100_000
"""Records that memory holds; the oldest go first. About 150 MB at 1.5 kB a record without pictures."""
_BUSY_SECONDS = 10.0
"""How long one worker waits for another's write."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS tasks (
  id TEXT PRIMARY KEY,
  ended INTEGER NOT NULL,
  record BLOB NOT NULL
) WITHOUT ROWID
"""
_SAVE = """
INSERT INTO tasks (id, ended, record) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET ended = excluded.ended, record = excluded.record
WHERE excluded.ended >= tasks.ended
"""
_FIND = "SELECT record FROM tasks WHERE id = ?"

_Result = TypeVar("_Result")


class Ledger(Protocol):
    """The memory of a gateway."""

    @property
    def announcements(self) -> Announcements:
        """The ends that are still to be announced, remembered in the same place."""
        ...

    async def save(self, record: TaskRecord) -> None:
        """Remember a record under its id, in place of an earlier one."""
        ...

    async def find(self, task_id: str) -> TaskRecord | None:
        """The record of an id, or None."""
        ...


class MemoryLedger:
    """Remembers until the process ends, and at most so many records."""

    def __init__(self, most: int = MOST_RECORDS) -> None:
        self.announcements = MemoryAnnouncements()
        self._most = most
        self._records: OrderedDict[str, TaskRecord] = OrderedDict()

    async def save(self, record: TaskRecord) -> None:
        """Remember a record; the oldest goes when there are too many."""
        before = self._records.get(record.id)
        if before is not None and _ended(before) > _ended(record):
            return
        self._records[record.id] = record
        if len(self._records) > self._most:
            self._records.popitem(last=False)

    async def find(self, task_id: str) -> TaskRecord | None:
        """The record of an id, or None."""
        return self._records.get(task_id)


class SqliteLedger:
    """Remembers in a file, which several workers may share and which survives them.

    All statements run in one thread of the ledger's own, so that the event loop never waits for a disk.
    """

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises OSError, sqlite3.Error."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger")
        try:
            self._connection = self._thread.submit(_open, path).result()
        except BaseException:
            self._thread.shutdown()
            raise
        self.announcements = SqliteAnnouncements(self._connection, self._in_thread)

    async def save(self, record: TaskRecord) -> None:
        """Remember a record; it is on disk when this returns."""
        row = (record.id, _ended(record), orjson.dumps(to_json(record)))

        def write() -> None:
            with self._connection:
                self._connection.execute(_SAVE, row)

        await self._in_thread(write)

    async def find(self, task_id: str) -> TaskRecord | None:
        """The record of an id, or None."""
        row = await self._in_thread(lambda: self._connection.execute(_FIND, (task_id,)).fetchone())
        return None if row is None else record_from_json(orjson.loads(row[0]))

    def close(self) -> None:
        """Finish what is under way and close the file."""
        self._thread.submit(self._connection.close).result()
        self._thread.shutdown()

    async def _in_thread(self, work: Callable[[], _Result]) -> _Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def check(place: str) -> None:
    """Refuse what is no place of a ledger: `memory` and `sqlite:PATH` are. Raises ValueError."""
    if place != MEMORY and not (place.startswith(SQLITE) and len(place) > len(SQLITE)):
        raise ValueError(f"a ledger is `memory` or `sqlite:PATH`, not {place!r}")


@contextmanager
def opened(place: str) -> Generator[Ledger]:
    """The ledger of a place, closed at the end.

    Raises:
        ValueError: no such kind of ledger, or its file cannot be used.
    """
    check(place)
    if place == MEMORY:
        yield MemoryLedger()
        return
    path = Path(place.removeprefix(SQLITE))
    try:
        ledger = SqliteLedger(path)
    except (OSError, sqlite3.Error) as error:
        raise ValueError(f"the ledger {path} cannot be used: {error}") from error
    try:
        yield ledger
    finally:
        ledger.close()


def _ended(record: TaskRecord) -> int:
    return int(not isinstance(record.last, InProgress))


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        for statement in (_SCHEMA, *announcements.SCHEMA):
            connection.execute(statement)
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection

"""Tasks in this process's memory, bounded in number.

Here lives eviction: the oldest finished task goes first. Never: what finished means (`task` says it).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice

from vidlect_mock.task import Task, is_finished

MOST_TASKS = 250_000
"""Some 250 MB of small tasks; the design measures with 200,000 alive."""

SEARCHED = 32
"""Tasks looked at for a finished one before an unfinished one must go: keeps a submit's cost bounded."""


class MemoryStore:
    """Tasks in dicts, one a session, and in the order in which they came."""

    def __init__(self, most: int = MOST_TASKS) -> None:
        self._most = most
        self._sessions: dict[tuple[str, str], dict[str, Task]] = {}
        self._count = 0
        self._queue: deque[Task] = deque()
        self._lingering: deque[Task] = deque()
        """Tasks that were unfinished when their turn to go came; all older than the queue's."""

    def add(self, task: Task, now: float) -> None:
        """Keep a task; if there are too many, the oldest finished one goes."""
        owned = self._sessions.setdefault((task.vendor, task.session), {})
        if task.task_id in owned:
            raise KeyError(task.task_id)
        if self._count >= self._most:
            self._evict(now)
            owned = self._sessions.setdefault((task.vendor, task.session), {})
        owned[task.task_id] = task
        self._count += 1
        self._queue.append(task)
        if len(self._queue) + len(self._lingering) > 2 * self._most:
            self._drop_forgotten()

    def find(self, vendor: str, session: str, task_id: str) -> Task | None:
        """The task, or None."""
        owned = self._sessions.get((vendor, session))
        return None if owned is None else owned.get(task_id)

    def remove(self, task: Task) -> None:
        """Forget a task. Its place in the queue stays until its turn comes."""
        key = (task.vendor, task.session)
        owned = self._sessions.get(key)
        if owned is not None and owned.get(task.task_id) is task:
            del owned[task.task_id]
            self._count -= 1
            if not owned:
                del self._sessions[key]

    def tasks(self, vendor: str | None = None, session: str | None = None) -> Iterator[Task]:
        """The tasks of a vendor, of a session, or all of them; within a session the oldest first."""
        for (of_vendor, of_session), owned in self._sessions.items():
            if vendor in {None, of_vendor} and session in {None, of_session}:
                yield from owned.values()

    def clear(self, session: str | None = None) -> None:
        """Forget the tasks of a session, or all of them."""
        for task in list(self.tasks(session=session)):
            self.remove(task)
        self._drop_forgotten()

    def __len__(self) -> int:
        """How many tasks there are."""
        return self._count

    def _drop_forgotten(self) -> None:
        self._queue = deque(task for task in self._queue if self._holds(task))
        self._lingering = deque(task for task in self._lingering if self._holds(task))

    def _holds(self, task: Task) -> bool:
        return self.find(task.vendor, task.session, task.task_id) is task

    def _evict(self, now: float) -> None:
        """Make room for one: forget the oldest finished task among those looked at, else the oldest of all."""
        while self._count >= self._most:
            task = self._out_of_queue(now)
            self.remove(task)

    def _out_of_queue(self, now: float) -> Task:
        """The next to go, taken out of its queue; it may have been forgotten already."""
        for place, task in enumerate(islice(self._lingering, SEARCHED)):
            if not self._holds(task) or is_finished(task, now):
                del self._lingering[place]
                return task
        for _ in range(min(SEARCHED, len(self._queue))):
            task = self._queue.popleft()
            if not self._holds(task) or is_finished(task, now):
                return task
            self._lingering.append(task)
        return self._lingering.popleft()

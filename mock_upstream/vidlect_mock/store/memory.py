"""Tasks in this process's memory, bounded in number.

Here live how tasks are kept, and eviction: the oldest finished one goes first. Never: what finished means
(`task` says it).

A task is kept as one plain tuple of atoms, its plan as a number. The garbage collector leaves such tuples
alone; an object for each of 220,000 tasks, however slim, cost it pauses of 90 to 240 ms (measured).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import count, islice
from typing import TypeAlias

from vidlect_mock.faults import Script
from vidlect_mock.lifecycle import State
from vidlect_mock.task import Facts, Plan, Task, is_finished

MOST_TASKS = 250_000
"""Some 200 MB of small tasks; the design measures with 200,000 alive."""

SEARCHED = 32
"""Tasks looked at for a finished one before an unfinished one must go: keeps a submit's cost bounded."""

MOST_PLANS = 4096
"""Plans kept before those that no task has any more are looked for."""

_Record: TypeAlias = tuple[Facts, int, int, float | None, float | None, str]
"""Facts, plan's number, polls, when it was cancelled, when a poll ended it, the state shown last."""

_WORDS = {state: state.value for state in State}  # `value` is a property in Python
_STATES = {word: state for state, word in _WORDS.items()}


class MemoryStore:
    """Tasks in dicts, one a session, and in the order in which they came."""

    def __init__(self, most: int = MOST_TASKS) -> None:
        self._most = most
        self._sessions: dict[tuple[str, str], dict[str, _Record]] = {}
        self._count = 0
        self._queue: deque[Facts] = deque()
        self._lingering: deque[Facts] = deque()
        """Tasks that were unfinished when their turn to go came; all older than the queue's."""
        self._scripts: dict[tuple[str, str, str], Script] = {}
        self._plans: dict[int, Plan] = {}
        self._plan_numbers: dict[int, int] = {}
        """By identity; the plan itself is kept above, so none else can have it."""
        self._numbers = count()
        self._most_plans = MOST_PLANS

    def add(self, task: Task, now: float) -> None:
        """Keep a new task; if there are too many, the oldest finished one goes."""
        facts = task.facts
        if self.find(*facts[:3]) is not None:
            raise KeyError(facts[2])
        if self._count >= self._most:
            self._evict(now)
        self._sessions.setdefault(facts[:2], {})[facts[2]] = self._record(task)
        self._count += 1
        if task.script is not None:
            self._scripts[facts[:3]] = task.script
        self._queue.append(facts)
        if len(self._queue) + len(self._lingering) > 2 * self._most:
            self._drop_forgotten()

    def find(self, vendor: str, session: str, task_id: str) -> Task | None:
        """The task, or None."""
        owned = self._sessions.get((vendor, session))
        record = None if owned is None else owned.get(task_id)
        return None if record is None else self._task(record)

    def save(self, task: Task) -> None:
        """Keep what changed in a task."""
        facts = task.facts
        if self._holds(facts):
            self._sessions[facts[:2]][facts[2]] = self._record(task)

    def remove(self, task: Task) -> None:
        """Forget a task. Its place in the queue stays until its turn comes."""
        self._forget(task.facts)

    def tasks(self, vendor: str | None = None, session: str | None = None) -> Iterator[Task]:
        """The tasks of a vendor, of a session, or all of them; within a session the oldest first."""
        for (of_vendor, of_session), owned in self._sessions.items():
            if vendor in {None, of_vendor} and session in {None, of_session}:
                yield from map(self._task, owned.values())

    def newest(self, vendor: str, session: str) -> Iterator[Task]:
        """The tasks of a vendor in a session, the newest first."""
        return map(self._task, reversed(self._sessions.get((vendor, session), {}).values()))

    def clear(self, session: str | None = None) -> None:
        """Forget the tasks of a session, or all of them."""
        for task in list(self.tasks(session=session)):
            self._forget(task.facts)
        self._drop_forgotten()

    def __len__(self) -> int:
        return self._count

    def _record(self, task: Task) -> _Record:
        plan = task.plan
        number = self._plan_numbers.get(id(plan))
        if number is None:
            number = next(self._numbers)
            self._plan_numbers[id(plan)] = number
            self._plans[number] = plan
            if len(self._plans) > self._most_plans:
                self._drop_plans(number)
        return (task.facts, number, task.polls, task.cancelled_at, task.done_at, _WORDS[task.shown])

    def _task(self, record: _Record) -> Task:
        facts, plan, polls, cancelled_at, done_at, shown = record
        script = self._scripts.get(facts[:3]) if self._scripts else None
        return Task(facts, self._plans[plan], script, polls, cancelled_at, done_at, _STATES[shown])

    def _drop_plans(self, newest: int) -> None:
        """Drop the plans that no task has; if most are in use, look again only when there are twice as many."""
        used = {record[1] for owned in self._sessions.values() for record in owned.values()} | {newest}
        self._plans = {number: plan for number, plan in self._plans.items() if number in used}
        self._plan_numbers = {id(plan): number for number, plan in self._plans.items()}
        self._most_plans = max(MOST_PLANS, 2 * len(self._plans))

    def _forget(self, facts: Facts) -> None:
        if self._holds(facts):
            owned = self._sessions[facts[:2]]
            del owned[facts[2]]
            self._count -= 1
            self._scripts.pop(facts[:3], None)
            if not owned:
                del self._sessions[facts[:2]]

    def _drop_forgotten(self) -> None:
        self._queue = deque(facts for facts in self._queue if self._holds(facts))
        self._lingering = deque(facts for facts in self._lingering if self._holds(facts))

    def _holds(self, facts: Facts) -> bool:
        owned = self._sessions.get(facts[:2])
        record = None if owned is None else owned.get(facts[2])
        return record is not None and record[0] is facts

    def _evict(self, now: float) -> None:
        """Make room for one: forget the oldest finished task among those looked at, else the oldest of all."""
        while self._count >= self._most:
            self._forget(self._out_of_queue(now))

    def _out_of_queue(self, now: float) -> Facts:
        """The next to go, taken out of its queue; it may have been forgotten already."""
        for place, facts in enumerate(islice(self._lingering, SEARCHED)):
            if self._may_go(facts, now):
                del self._lingering[place]
                return facts
        for _ in range(min(SEARCHED, len(self._queue))):
            facts = self._queue.popleft()
            if self._may_go(facts, now):
                return facts
            self._lingering.append(facts)
        return self._lingering.popleft()

    def _may_go(self, facts: Facts, now: float) -> bool:
        task = self.find(*facts[:3]) if self._holds(facts) else None
        return task is None or is_finished(task, now)

"""Callbacks: which states of which tasks are still to be told, and when the next attempt is due.

Here lives the bookkeeping of watched tasks. Never: what a notice says (`notices`), a socket (`outbound`). All
times are the simulation's, in Unix seconds: a stepped clock moves tasks and repeats alike.

A watch looks at its task when something happened to it (a submit, a poll, a cancel) and when the clock alone
moves it. It tells every state that the task went through since, one after the other, each until it is
delivered or given up.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from itertools import count
from math import inf
from typing import TypeAlias

from .destination import LONGEST_URL
from .interface import Callback, CallbackRule
from .lifecycle import UNFINISHED, State, path
from .scenario import AfterSeconds
from .scripting import Promise
from .task import Task, due_events

MOST_WATCHES = 10_000
"""Tasks watched at once, some 10 MB; of more than these the oldest is given up."""

MOST_LOOKS = 1000
"""Tasks looked at in one go; each takes 13 µs (measured), and requests wait meanwhile."""

_LATE = 0.001
"""Seconds after a moment at which a task is looked at: a difference of floats is not exact."""

Key: TypeAlias = tuple[str, str, str]
"""Vendor, session, task id."""


class Watch:
    """One task that is told about, and how far that has come."""

    __slots__ = (
        "again",
        "attempts",
        "base_url",
        "ended",
        "faulted",
        "key",
        "look_at",
        "promise",
        "rule",
        "seen",
        "under_way",
        "url",
        "waiting",
    )

    def __init__(self, key: Key, url: str, base_url: str, rule: CallbackRule) -> None:
        self.key = key
        self.url = url
        self.base_url = base_url
        self.rule = rule
        self.waiting: list[State] = []
        """States to be told, the next one first."""
        self.seen = 0
        """How many states of the task's path were taken in."""
        self.ended = False
        self.attempts = 0
        """Failed attempts at telling the next state."""
        self.under_way = False
        self.look_at = inf
        self.again: Callback | None = None
        """What was delivered and goes out once more."""
        self.faulted = False
        """Whether telling the next state met a fault."""
        self.promise: Promise | None = None
        """The receipt of that fault, to be written by the next attempt."""

    @property
    def most_attempts(self) -> int:
        """How often the next state is tried."""
        repeated = self.rule.repeated
        return 1 + (len(self.rule.pauses) if repeated is None or self.waiting[0] in repeated else 0)


def nobody() -> None:
    """Nobody delivers: what stands behind an engine without a server."""


class Callbacks:
    """The watched tasks of a server. `wake` is called whenever there may be something to do sooner than known."""

    def __init__(self, most: int = MOST_WATCHES) -> None:
        self.watches: dict[Key, Watch] = {}
        self.wake: Callable[[], None] = nobody
        self._most = most
        self._agenda: list[tuple[float, int, Watch]] = []
        self._numbers = count()

    def watch(self, key: Key, url: str, base_url: str, rule: CallbackRule) -> Watch | None:
        """Tell a new task's states to an address; returns the watch that was given up for want of room."""
        oldest = None
        if len(self.watches) >= self._most:
            oldest = next((watch for watch in self.watches.values() if not watch.under_way), None)
            if oldest is not None:
                self.forget(oldest)
        self.watches[key] = Watch(key, url[: LONGEST_URL + 1], base_url, rule)
        self._look(self.watches[key], -inf)
        self.wake()
        return oldest

    def changed(self, key: Key) -> None:
        """Something happened to a task; nothing follows if it is not watched."""
        watch = self.watches.get(key)
        if watch is not None and not watch.under_way and not watch.waiting:
            self._look(watch, -inf)
            self.wake()

    def due(self, now: float, find: Callable[[Key], Task | None]) -> Iterator[Watch]:
        """Watches whose next attempt is to be made now, each under way from then on; maybe not all at once.

        A watch whose task is gone is forgotten.
        """
        for _ in range(MOST_LOOKS):
            if self.next_look() > now:
                return
            at, _, watch = heapq.heappop(self._agenda)
            if at != watch.look_at or not self.holds(watch):
                continue
            watch.look_at = inf
            task = find(watch.key)
            if task is None:
                self.forget(watch)
                continue
            _take_in(watch, task, now)
            if watch.waiting:
                watch.under_way = True
                yield watch
            elif watch.ended:
                self.forget(watch)
            else:
                self._look(watch, _next_moment(task, now))

    def next_look(self) -> float:
        """When `due` has something to do next; infinity if nothing is known."""
        return self._agenda[0][0] if self._agenda else inf

    def put_off(self, watch: Watch, until: float) -> None:
        """The attempt that is due is made later."""
        watch.under_way = False
        self._look(watch, until)
        self.wake()

    def repeat(self, watch: Watch, notice: Callback) -> None:
        """What was delivered goes out once more, at once."""
        watch.again = notice
        self.put_off(watch, -inf)

    def told(self, watch: Watch) -> None:
        """The next state is delivered, or given up: on to the one after it."""
        del watch.waiting[0]
        watch.attempts = 0
        watch.again = None
        watch.faulted = False
        self.put_off(watch, -inf)

    def failed(self, watch: Watch, now: float) -> float | None:
        """An attempt failed: seconds until the next, or None: it was the last."""
        watch.attempts += 1
        if watch.attempts >= watch.most_attempts:
            self.told(watch)
            return None
        pause = watch.rule.pauses[watch.attempts - 1]
        self.put_off(watch, now + pause)
        return pause

    def holds(self, watch: Watch) -> bool:
        """Whether a watch is still kept."""
        return self.watches.get(watch.key) is watch

    def forget(self, watch: Watch) -> None:
        """Tell nothing more of a task."""
        if self.holds(watch):
            del self.watches[watch.key]
            if not self.watches:
                self._agenda.clear()

    def clear(self, session: str | None = None) -> None:
        """Forget the watches of a session, or all of them."""
        for watch in list(self.watches.values()):
            if session in {None, watch.key[1]}:
                self.forget(watch)

    def _look(self, watch: Watch, at: float) -> None:
        if at < watch.look_at:
            watch.look_at = at
            heapq.heappush(self._agenda, (at, next(self._numbers), watch))
            if len(self._agenda) > 2 * max(self._most, len(self.watches)):
                self._drop_overtaken()

    def _drop_overtaken(self) -> None:
        """Drop what was planned and came sooner, or is forgotten: polled tasks leave some behind."""
        kept = [entry for entry in self._agenda if entry[0] == entry[2].look_at and self.holds(entry[2])]
        heapq.heapify(kept)
        self._agenda = kept


def _take_in(watch: Watch, task: Task, now: float) -> None:
    """Note the states that the task went through since it was looked at last, up to the first end."""
    states = path(due_events(task, now))
    for state in states[watch.seen :]:
        if not watch.ended and state in watch.rule.states:
            watch.waiting.append(state)
        watch.ended = watch.ended or state not in UNFINISHED
    watch.seen = len(states)


def _next_moment(task: Task, now: float) -> float:
    """When the clock alone may move the task next."""
    pace = task.plan.pace
    moments = [task.deadline, task.lapses_at]
    if isinstance(pace, AfterSeconds):
        moments += (task.created_at + pace.running_after, task.created_at + pace.done_after)
    return min((moment + _LATE for moment in moments if moment + _LATE > now), default=inf)

"""A task: what was received, a scenario and a poll count. Its state is computed, never ticked.

Here live the task's few atoms, what has happened to it by a given time, and its state. Never: a timer, a
request, or where tasks are kept.

Its body is bytes, parsed when it is looked at: 200,000 tasks must not make the garbage collector pause for
long (design.md section 10).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, TypeAlias

import orjson

from .faults import Script
from .interface import Film
from .lifecycle import UNFINISHED, Event, State, replay
from .message import JsonObject
from .scenario import AfterPolls, AfterSeconds, Breaks, Immediate, Lapses, NeverEnds, Outcome, Pace, Succeeds


class Plan(NamedTuple):
    """What shall become of a task; shared by all that are alike."""

    scenario: str
    pace: Pace
    outcome: Outcome
    film: Film | None


Facts: TypeAlias = tuple[
    str, str, str, str | None, str, str, bytes, float, float, float, str, str | None, str | None
]
"""What never changes: vendor, session, task id, case, model, prompt, body, when it was created, lapses and must
have ended, the operation that submitted it, the client's own id, where news of it go."""


class Task:
    """One accepted submit. Times are Unix seconds by the simulation's clock, shifted by the marker's age."""

    __slots__ = ("cancelled_at", "done_at", "facts", "plan", "polls", "script", "shown")

    def __init__(  # noqa: PLR0913, PLR0917 # what a store keeps, in its order
        self,
        facts: Facts,
        plan: Plan,
        script: Script | None = None,
        polls: int = 0,
        cancelled_at: float | None = None,
        done_at: float | None = None,
        shown: State = State.QUEUED,
    ) -> None:
        self.facts = facts
        self.plan = plan
        self.script = script
        self.polls = polls
        self.cancelled_at = cancelled_at
        self.done_at = done_at
        """When the poll came that its pace had waited for; None for paces that the clock knows."""
        self.shown = shown
        """The state that was answered last."""

    @property
    def vendor(self) -> str:
        """Whose dialect it was submitted in."""
        return self.facts[0]

    @property
    def session(self) -> str:
        """Whose credential submitted it."""
        return self.facts[1]

    @property
    def task_id(self) -> str:
        """The vendor's id."""
        return self.facts[2]

    @property
    def case(self) -> str | None:
        """The marker's case."""
        return self.facts[3]

    @property
    def model(self) -> str:
        """The vendor's word for the model."""
        return self.facts[4]

    @property
    def prompt(self) -> str:
        """The prompt, marker cut."""
        return self.facts[5]

    @property
    def created_at(self) -> float:
        """When it was submitted."""
        return self.facts[7]

    @property
    def lapses_at(self) -> float:
        """When it expires, whatever became of it."""
        return self.facts[8]

    @property
    def deadline(self) -> float:
        """When it expires unless it has ended by then."""
        return self.facts[9]

    def parsed(self) -> JsonObject:
        """The body that the vendor's `intake` made of the request."""
        body: JsonObject = orjson.loads(self.facts[6])
        return body


def due_events(task: Task, now: float) -> tuple[Event, ...]:
    """What has happened by now, in order. What would come after the lapse or the deadline does not come."""
    _, _, _, _, _, _, _, created_at, lapses_at, deadline, _, _, _ = task.facts
    happened: tuple[Event, ...] = ()
    ended = True
    if task.cancelled_at is not None:
        happened = (Event.CANCELLED,)
    else:
        last = min(now, lapses_at, deadline)
        running, done = _reached(task.plan.pace, task.polls, last - created_at)
        if done and now >= deadline and _too_late(task):
            done = False
        if done:
            match task.plan.outcome:
                case Succeeds():
                    happened = (Event.STARTED, Event.FINISHED)
                case Breaks():
                    happened = (Event.STARTED, Event.BROKE)
                case Lapses():
                    return (Event.STARTED, Event.LAPSED)
                case NeverEnds():
                    happened, ended = (Event.STARTED,), False
        else:
            happened, ended = ((Event.STARTED,) if running else ()), False
    if now >= lapses_at or (now >= deadline and not ended):
        return (*happened, Event.LAPSED)
    return happened


def _too_late(task: Task) -> bool:
    """Whether a task that waits for polls got the last of them after its deadline."""
    pace = task.plan.pace
    return isinstance(pace, AfterPolls) and pace.done_after > 0 and task.done_at is None


def _reached(pace: Pace, polls: int, age: float) -> tuple[bool, bool]:
    """Whether a task of this age runs, and whether it is done."""
    match pace:
        case AfterSeconds():
            return age >= pace.running_after, age >= pace.done_after
        case AfterPolls():
            return polls >= pace.running_after, polls >= pace.done_after
        case Immediate():
            return True, True


_folded = lru_cache(replay)  # of a dozen sequences; folded anew at every poll they cost 1 µs


def state_at(task: Task, now: float) -> State:
    """Where the task is."""
    return _folded(due_events(task, now))


def is_finished(task: Task, now: float) -> bool:
    """Whether the task has come to any end."""
    return state_at(task, now) not in UNFINISHED


def ended_at(task: Task, state: State) -> float | None:
    """When the task came to its end; None while it has not. A lapse does not change an end that was."""
    if state in UNFINISHED:
        return None
    if task.cancelled_at is not None:
        return task.cancelled_at
    if task.done_at is not None:
        return task.done_at
    match task.plan.pace:
        case AfterSeconds() if not isinstance(task.plan.outcome, NeverEnds):
            return min(task.created_at + task.plan.pace.done_after, task.lapses_at, task.deadline)
        case Immediate() if not isinstance(task.plan.outcome, NeverEnds):
            return task.created_at
        case _:
            return min(task.lapses_at, task.deadline)


def started_at(task: Task, state: State) -> float | None:
    """When the task left the queue; None if it has not, or was cancelled there.

    Of a task that moves by polls it is not known: the time of its submit stands for it.
    """
    if state in {State.QUEUED, State.CANCELLED}:
        return None
    pace = task.plan.pace
    return task.created_at + (pace.running_after if isinstance(pace, AfterSeconds) else 0.0)


def note_poll(task: Task, now: float) -> None:
    """Count a poll."""
    task.polls += 1
    pace = task.plan.pace
    if (
        isinstance(pace, AfterPolls)
        and task.polls == pace.done_after
        and now < min(task.lapses_at, task.deadline)
    ):
        task.done_at = now

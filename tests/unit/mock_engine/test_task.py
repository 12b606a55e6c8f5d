"""What has happened to a task by a given time, to the very moment."""

import pytest

from vidlect_mock.lifecycle import Event, State
from vidlect_mock.scenario import AfterPolls, AfterSeconds, Breaks, Immediate, Lapses, NeverEnds, Succeeds
from vidlect_mock.task import Plan, Task, due_events, ended_at, note_poll, state_at

WAITS = AfterSeconds(1.0, 5.0)
FOR_EVER = AfterSeconds(1.0, 5000.0)


def made(pace=WAITS, outcome=None):
    """A task made at 0 that lapses at 1000."""
    plan = Plan("p", pace, outcome or Succeeds(), None)
    return Task(("v", "s", "t", None, "m", "p", b"{}", 0.0, 1000.0, 1000.0, "submit", None, None), plan)


@pytest.mark.parametrize(
    ("task", "now", "events", "state", "end"),
    [
        (made(), 0.0, [], State.QUEUED, None),
        (made(), 0.99, [], State.QUEUED, None),
        (made(), 1.0, [Event.STARTED], State.RUNNING, None),
        (made(), 4.99, [Event.STARTED], State.RUNNING, None),
        (made(), 5.0, [Event.STARTED, Event.FINISHED], State.SUCCEEDED, 5.0),
        (made(), 999.9, [Event.STARTED, Event.FINISHED], State.SUCCEEDED, 5.0),
        (made(), 1000.0, [Event.STARTED, Event.FINISHED, Event.LAPSED], State.EXPIRED, 5.0),
        (made(outcome=Breaks("x")), 5.0, [Event.STARTED, Event.BROKE], State.FAILED, 5.0),
        (made(outcome=Lapses()), 5.0, [Event.STARTED, Event.LAPSED], State.EXPIRED, 5.0),
        (made(outcome=Lapses()), 2000.0, [Event.STARTED, Event.LAPSED], State.EXPIRED, 5.0),
        (made(outcome=NeverEnds()), 999.0, [Event.STARTED], State.RUNNING, None),
        (made(outcome=NeverEnds()), 1000.0, [Event.STARTED, Event.LAPSED], State.EXPIRED, 1000.0),
        (made(FOR_EVER), 6000.0, [Event.STARTED, Event.LAPSED], State.EXPIRED, 1000.0),
        (made(Immediate()), 0.0, [Event.STARTED, Event.FINISHED], State.SUCCEEDED, 0.0),
        (made(Immediate(), NeverEnds()), 0.0, [Event.STARTED], State.RUNNING, None),
        (made(AfterPolls(0, 1)), 0.0, [Event.STARTED], State.RUNNING, None),
        (made(AfterPolls(1, 1)), 1000.0, [Event.LAPSED], State.EXPIRED, 1000.0),
    ],
)
def test_what_is_due_has_happened(task, now, events, state, end):
    assert list(due_events(task, now)) == events
    assert state_at(task, now) is state
    assert ended_at(task, state) == end


def test_a_cancelled_task_only_lapses():
    task = made()
    task.cancelled_at = 0.5
    assert list(due_events(task, 100.0)) == [Event.CANCELLED]
    assert list(due_events(task, 1000.0)) == [Event.CANCELLED, Event.LAPSED]
    assert ended_at(task, State.CANCELLED) == 0.5


def test_a_task_ends_with_the_poll_that_its_pace_waited_for():
    task = made(AfterPolls(1, 2))
    for now in (10.0, 20.0, 30.0):
        note_poll(task, now)
    assert ended_at(task, state_at(task, 30.0)) == 20.0


def test_a_poll_after_the_lapse_ends_nothing():
    task = made(AfterPolls(1, 1))
    note_poll(task, 2000.0)
    assert ended_at(task, state_at(task, 2000.0)) == 1000.0

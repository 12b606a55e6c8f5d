"""Tasks in memory: found, saved, forgotten, evicted."""

import pytest

from vidlect_mock.lifecycle import State
from vidlect_mock.scenario import AfterSeconds, Immediate, NeverEnds, Succeeds
from vidlect_mock.store.memory import SEARCHED, MemoryStore
from vidlect_mock.task import Plan, Task

DONE = Plan("done", Immediate(), Succeeds(), None)
ENDLESS = Plan("endless", Immediate(), NeverEnds(), None)


def task(number, plan=DONE, session="s", created_at=0.0):
    return Task(
        (
            "v",
            session,
            f"t{number}",
            None,
            "m",
            "p",
            b"{}",
            created_at,
            created_at + 1000.0,
            created_at + 1000.0,
            "submit",
            None,
            None,
        ),
        plan,
    )


def ids(store, **filters):
    return [one.task_id for one in store.tasks(**filters)]


def test_what_changed_is_there_only_when_saved():
    store = MemoryStore()
    store.add(task(1), 0.0)
    found = store.find("v", "s", "t1")
    found.polls = 3
    assert store.find("v", "s", "t1").polls == 0
    found.cancelled_at, found.done_at, found.shown = 1.0, 2.0, State.RUNNING
    store.save(found)
    again = store.find("v", "s", "t1")
    assert (again.polls, again.cancelled_at, again.done_at, again.shown) == (3, 1.0, 2.0, State.RUNNING)
    assert again.plan is DONE


def test_an_id_is_taken_once_a_session():
    store = MemoryStore()
    store.add(task(1), 0.0)
    store.add(task(1, session="other"), 0.0)
    with pytest.raises(KeyError):
        store.add(task(1), 0.0)
    assert len(store) == 2


def test_a_forgotten_task_stays_away():
    store = MemoryStore()
    store.add(task(1), 0.0)
    found = store.find("v", "s", "t1")
    store.remove(found)
    store.remove(found)
    store.save(found)
    assert store.find("v", "s", "t1") is None
    assert len(store) == 0


def test_tasks_are_listed_by_vendor_and_session():
    store = MemoryStore()
    for number, session in enumerate(["a", "b", "a"]):
        store.add(task(number, session=session), 0.0)
    assert ids(store, session="a") == ["t0", "t2"]
    assert ids(store, vendor="v") == ["t0", "t2", "t1"]
    assert ids(store, vendor="w") == []
    store.clear("a")
    assert ids(store) == ["t1"]
    store.clear()
    assert len(store) == 0


def test_the_oldest_finished_task_goes_first():
    store = MemoryStore(4)
    for number, plan in enumerate([ENDLESS, DONE, ENDLESS, DONE]):
        store.add(task(number, plan), 0.0)
    for number in range(4, 7):
        store.add(task(number, ENDLESS), 1.0)
    assert ids(store) == ["t2", "t4", "t5", "t6"]  # t1, t3, then the oldest of all


def test_a_task_that_finished_while_it_lingered_goes_before_younger_ones():
    late = Plan("late", AfterSeconds(1.0, 5.0), Succeeds(), None)
    store = MemoryStore(3)
    store.add(task(0, late), 0.0)
    store.add(task(1), 0.0)
    store.add(task(2), 0.0)
    store.add(task(3), 2.0)  # t0 lingers, t1 goes
    store.add(task(4), 9.0)
    assert ids(store) == ["t2", "t3", "t4"]


def test_a_submit_looks_at_few_tasks_only(monkeypatch):
    looked = []
    monkeypatch.setattr(
        "vidlect_mock.store.memory.is_finished", lambda one, _now: looked.append(one.task_id) and False
    )
    store = MemoryStore(1000)
    for number in range(1200):
        store.add(task(number, ENDLESS), 0.0)
    assert len(store) == 1000
    assert len(looked) <= 200 * 2 * SEARCHED


def test_forgotten_tasks_do_not_pile_up():
    store = MemoryStore(10)
    for number in range(100):
        store.add(task(number), 0.0)
        store.remove(store.find("v", "s", f"t{number}"))
    assert len(store) == 0
    assert len(store._queue) + len(store._lingering) <= 20


def test_forgotten_tasks_make_room_without_taking_another_along():
    store = MemoryStore(2)
    for number in range(2):
        store.add(task(number), 0.0)
    store.remove(store.find("v", "s", "t0"))
    for number in (2, 3):
        store.add(task(number), 0.0)
    assert ids(store) == ["t2", "t3"]


def test_plans_that_no_task_has_are_dropped(monkeypatch):
    monkeypatch.setattr("vidlect_mock.store.memory.MOST_PLANS", 4)
    store = MemoryStore(3)
    store._most_plans = 4
    for number in range(50):
        store.add(task(number, Plan(f"plan{number}", Immediate(), Succeeds(), None)), 0.0)
    assert len(store._plans) <= 8
    assert [one.plan.scenario for one in store.tasks()] == ["plan47", "plan48", "plan49"]

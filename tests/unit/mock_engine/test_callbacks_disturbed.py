"""What disturbs callbacks, and what bounds them: scripts, resets, many tasks at once."""

import pytest
from calling_vendor import DOWN, OK, RULE, URL, CallingBench
from hypothesis import given
from hypothesis import strategies as st

from vidlect_mock import callbacks
from vidlect_mock.callbacks import Callbacks, Watch
from vidlect_mock.lifecycle import State
from vidlect_mock.notices import Unanswered, end
from vidlect_mock.scenario import AfterPolls, AfterSeconds, Immediate
from vidlect_mock.sessions import Settings
from vidlect_mock.trouble import Duplicate, Fault, Stall


@pytest.fixture
def bench():
    return CallingBench()


def test_a_scripted_duplicate_is_delivered_twice_in_the_same_bytes(bench):
    task_id = bench.submitted_with("[[mock:callback-duplicate]]")
    bench.engine.clock.step(60)
    assert bench.deliver(DOWN) == ["queued"]
    bench.engine.clock.step(1)
    assert bench.deliver() == ["queued", "queued", "running", "succeeded"]
    _, delivered, again, *_ = bench.sent
    assert (delivered.headers, delivered.notice) == (again.headers, again.notice)
    faults = [entry.fault for entry in bench.callbacks]
    assert faults == [None, None, Fault("callback", Duplicate()), None, None]
    (receipt,) = bench.engine.store.find("fake", "default", task_id).script.receipts
    assert receipt.entry == bench.callbacks[2].number


def test_a_duplicate_that_fails_is_not_repeated(bench):
    bench.submitted_with("[[mock:callback-duplicate]]")
    assert bench.deliver(OK, DOWN) == ["queued", "queued"]
    assert bench.callbacks[1].remarks[0].endswith("it was delivered before")
    bench.engine.clock.step(60)
    assert bench.deliver() == ["running", "succeeded"]


def test_a_scripted_stall_puts_the_delivery_off_and_what_follows_with_it(bench):
    task_id = bench.submitted_with("[[mock:callback-stall]]")
    bench.hand.now += 2
    assert bench.deliver() == []
    (receipt,) = bench.engine.store.find("fake", "default", task_id).script.receipts
    assert (receipt.entry, receipt.fault) == (0, Fault("callback", Stall(5.0)))
    bench.hand.now += 5
    assert bench.deliver() == ["queued", "running", "succeeded"]
    assert [entry.fault for entry in bench.callbacks] == [Fault("callback", Stall(5.0)), None, None]
    (receipt,) = bench.engine.store.find("fake", "default", task_id).script.receipts
    assert receipt.entry == bench.callbacks[0].number


def test_a_session_s_own_faults_disturb_one_callback_each():
    bench = CallingBench(pace=Immediate())
    faults = [Fault("callback", Stall(0.0)), Fault("callback", Duplicate()), Fault("callback", Stall(3.0))]
    bench.engine.configure("default", Settings(faults=list(faults)))
    bench.submitted_with()
    assert bench.deliver() == ["queued", "running", "running"]
    bench.hand.now += 3
    assert bench.deliver() == ["succeeded"]
    session = bench.engine.sessions.get("default")
    assert session.settings.faults == []
    by_entry = {entry.number: entry.fault for entry in bench.callbacks}
    assert [by_entry[receipt.entry] for receipt in session.receipts] == faults


def test_two_tasks_never_share_one_fault():
    bench = CallingBench()
    bench.engine.configure("default", Settings(faults=[Fault("callback", Stall(3.0))]))
    bench.submitted_with()
    bench.submitted_with()
    assert bench.deliver() == ["queued"]
    bench.hand.now += 0.001
    assert bench.deliver() == []


def test_a_reset_ends_the_callbacks_of_its_session_and_what_is_under_way_leaves_no_entry(bench):
    bench.submitted_with(session="one")
    bench.submitted_with(session="two")
    attempts = bench.attempts()
    bench.engine.reset("one")
    for attempt in attempts:
        end(attempt, OK)
    assert [entry.session for entry in bench.callbacks] == ["two"]
    assert [key[1] for key in bench.engine.callbacks.watches] == ["two"]
    bench.engine.reset()
    assert not bench.engine.callbacks.watches
    bench.engine.clock.step(60)
    assert bench.deliver() == []


def test_there_is_a_most_of_watches_and_the_oldest_goes(bench):
    bench.engine.callbacks = Callbacks(2)
    oldest = bench.submitted_with()
    bench.submitted_with()
    bench.submitted_with()
    assert len(bench.engine.callbacks.watches) == 2
    assert bench.last.remarks == (f"too many callbacks: fake tells nothing more of task {oldest} of default",)
    assert bench.deliver() == ["queued", "queued"]


def test_a_watch_that_is_under_way_does_not_go(bench):
    bench.engine.callbacks = Callbacks(1)
    first = bench.submitted_with()
    (attempt,) = bench.attempts()
    second = bench.submitted_with()
    assert [key[2] for key in bench.engine.callbacks.watches] == [first, second]
    end(attempt, OK)
    bench.engine.clock.step(60)
    assert bench.deliver().count("succeeded") == 2


def test_so_many_tasks_are_looked_at_in_one_go_and_the_rest_in_the_next(bench, monkeypatch):
    monkeypatch.setattr(callbacks, "MOST_LOOKS", 3)
    for _ in range(5):
        bench.submitted_with()
    assert [len(bench.attempts()) for _ in range(3)] == [3, 2, 0]


def test_an_address_beyond_all_bounds_is_not_kept(bench):
    bench.submitted_with(callback="http://127.0.0.1/" + "x" * 1_000_000)
    (watch,) = bench.engine.callbacks.watches.values()
    assert len(watch.url) < 10_000
    assert bench.attempts() == []
    assert "more than 8192 characters" in bench.callbacks[0].refusal.received


def test_nothing_is_planned_for_the_forgotten(bench):
    for session in ("one", "two"):
        bench.submitted_with(session=session)
    bench.deliver()
    bench.engine.reset()
    assert bench.engine.callbacks.next_look() == float("inf")


def test_polls_of_watched_tasks_do_not_pile_up():
    bench = CallingBench(pace=AfterPolls(1000, 2000))
    watched = bench.engine.callbacks = Callbacks(4)
    task_id = bench.submitted_with("[[mock:never-ends]]")
    most = 0
    for _ in range(200):
        bench.poll(task_id)
        bench.deliver()
        most = max(most, len(watched._agenda))
    assert most <= 10


def test_an_attempt_and_its_desk_are_parted_when_it_is_over(bench):
    bench.submitted_with("one")
    bench.submitted_with("two", session="reset")
    attempts = bench.attempts()
    bench.engine.reset("reset")
    for attempt in attempts:
        end(attempt, OK)
    assert [hasattr(attempt.exchange, "desk") for attempt in attempts] == [False, False]


@given(
    st.lists(st.sampled_from(["tick", "step", "poll", "deliver", "fail"]), max_size=30),
    st.sampled_from([AfterPolls(2, 4), AfterSeconds(0.3, 1.0), Immediate()]),
)
def test_whatever_happens_each_state_is_delivered_at_most_once_and_in_order(happens, pace):
    bench = CallingBench(pace=pace)
    task_id = bench.submitted_with()
    delivered = []
    for what in [*happens, "step", "step", "poll", "poll", "poll", "poll", "deliver"]:
        match what:
            case "tick":
                bench.hand.now += 0.2
            case "step":
                bench.engine.clock.step(40)
            case "poll":
                bench.poll(task_id)
            case "deliver":
                delivered += bench.deliver()
            case _:
                for attempt in bench.attempts():
                    end(attempt, Unanswered("no answer"))
    order = ["queued", "running", "succeeded"]
    assert delivered == [state for state in order if state in delivered]
    given_up = [
        entry.remarks[0].partition(",")[0] for entry in bench.callbacks if "given up" in entry.remarks[0]
    ]
    if "fail" not in happens:
        assert delivered == order
    assert not set(given_up) & set(delivered)


def test_a_rule_without_pauses_has_one_attempt():
    watch = Watch(("v", "s", "t"), URL, "http://mock", RULE._replace(pauses=()))
    watch.waiting.append(State.QUEUED)
    assert watch.most_attempts == 1


def test_a_state_that_nobody_asked_for_is_passed_over(bench, monkeypatch):
    said = bench.vendor.callback
    monkeypatch.setattr(
        bench.vendor,
        "callback",
        lambda task, *more: None if task.state is State.RUNNING else said(task, *more),
        raising=False,
    )
    bench.submitted_with()
    bench.hand.now += 2.0
    assert bench.deliver() == ["queued", "succeeded"]
    assert len(bench.callbacks) == 2

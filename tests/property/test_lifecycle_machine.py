"""Law: a task's life never goes back, whatever is asked of it and whenever.

A state machine drives the engine (submits, polls, cancels, time, other sessions' polls) and compares what
polls show with a model of its own, which remembers instead of computing.
"""

import runpy
from pathlib import Path

import orjson
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from vidlect_mock.lifecycle import TRANSITIONS, State
from vidlect_mock.scenario import (
    AfterPolls,
    AfterSeconds,
    Breaks,
    Immediate,
    Lapses,
    NeverEnds,
    Scenario,
    Succeeds,
)
from vidlect_mock.task import due_events, state_at

FAKE = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "mock_engine" / "fake_vendor.py"))
EXPIRES, FORGOTTEN = 12 * 3600.0, 24 * 3600.0
END = {Succeeds: "succeeded", Breaks: "failed", Lapses: "expired"}

moments = st.integers(0, 40).map(lambda quarter: quarter / 4)
paces = st.one_of(
    st.just(Immediate()),
    st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda n: AfterPolls(n[0], sum(n))),
    st.tuples(moments, moments).map(lambda n: AfterSeconds(n[0], sum(n))),
)
outcomes = st.sampled_from([Succeeds(), Breaks("internal"), Lapses(), NeverEnds()])
steps = st.one_of(moments, st.sampled_from([EXPIRES - 1, EXPIRES, FORGOTTEN]))
ages = st.sampled_from([0, 5, int(EXPIRES), int(FORGOTTEN)])

REACHABLE = {state: {to for (of, _), to in TRANSITIONS.items() if of is state} | {state} for state in State}
for middle in State:
    for state in State:
        if middle in REACHABLE[state]:
            REACHABLE[state] = REACHABLE[state] | REACHABLE[middle]


class Life:
    """What the model remembers of a task."""

    def __init__(self, pace, outcome, created):
        self.pace, self.outcome, self.created = pace, outcome, created
        self.polls = 0
        self.ended = None

    def now(self, at):
        """The state as the world would tell it; advances what it remembers."""
        age = at - self.created
        if age >= FORGOTTEN:
            return "not_found"
        if age >= EXPIRES:
            return "expired"
        self._reach(age)
        return self.ended or self._unfinished(age)

    def _reached(self, threshold, age):
        if isinstance(self.pace, Immediate):
            return True
        measure = self.polls if isinstance(self.pace, AfterPolls) else age
        return measure >= threshold

    def _reach(self, age):
        done = getattr(self.pace, "done_after", 0)
        if self.ended is None and self._reached(done, age):
            self.ended = END.get(type(self.outcome))

    def _unfinished(self, age):
        return "running" if self._reached(getattr(self.pace, "running_after", 0), age) else "queued"


class Lifecycle(RuleBasedStateMachine):
    tasks = Bundle("tasks")

    def __init__(self):
        super().__init__()
        self.bench = FAKE["Bench"]()
        self.lives = {}
        self.seen = {}
        self.count = 0

    @rule(target=tasks, pace=paces, outcome=outcomes, age=ages)
    def submit(self, pace, outcome, age):
        self.count += 1
        name = f"s{self.count}"
        self.bench.engine.scenarios[name] = Scenario(name, pace, outcome)
        task_id = self.bench.submitted(f"[[mock:{name} age={age}s]] x")
        self.lives[task_id] = Life(pace, outcome, self.bench.hand.now - age)
        return task_id

    @rule(task_id=tasks)
    def poll(self, task_id):
        life = self.lives[task_id]
        if life.now(self.bench.hand.now) != "not_found":
            life.polls += 1
        expected = life.now(self.bench.hand.now)
        shown = self.bench.status(task_id)
        assert shown == expected
        if shown != "not_found":
            assert State(shown) in REACHABLE[self.seen.get(task_id, State.QUEUED)]
            self.seen[task_id] = State(shown)

    @rule(task_id=tasks)
    def cancel(self, task_id):
        life = self.lives[task_id]
        if life.now(self.bench.hand.now) == "queued":
            life.ended = "cancelled"
        expected = life.now(self.bench.hand.now)
        answer = self.bench.call("cancel", {"id": task_id}).answer
        assert orjson.loads(answer.body)["status"] == expected

    @rule(task_id=tasks)
    def another_session_asks(self, task_id):
        assert self.bench.status(task_id, session="stranger") == "not_found"

    @rule(seconds=steps)
    def time_passes(self, seconds):
        self.bench.hand.now += seconds
        for life in self.lives.values():
            life.now(self.bench.hand.now)

    @rule(seconds=moments)
    def the_clock_is_stepped(self, seconds):
        before = self.bench.engine.clock.now()
        self.bench.engine.clock.step(seconds)
        self.bench.engine.clock._zero -= seconds  # the hand moves both, so that the model has one time
        self.bench.hand.now += seconds
        assert self.bench.engine.clock.now() == before + seconds

    @invariant()
    def what_happened_by_now_is_legal_at_any_later_time(self):
        now = self.bench.engine.clock.now()
        for task in self.bench.engine.store.tasks():
            earlier = state_at(task, now)
            for later in (now + 0.25, now + 10.0, now + EXPIRES, now + FORGOTTEN):
                following = state_at(task, later)
                assert following in REACHABLE[earlier], (earlier, following, list(due_events(task, later)))
                earlier = following


TestLifecycle = Lifecycle.TestCase

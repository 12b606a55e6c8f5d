"""Law: every fault that is planned is served exactly once, in order, with a receipt."""

import runpy
from pathlib import Path

import orjson
from at_the_mock import Mock, submitted
from hypothesis import given
from hypothesis import strategies as st
from vendors import every, vendor

from vidlect_mock.message import Answer, Received
from vidlect_mock.scenario import Immediate, Scenario, from_json, to_json
from vidlect_mock.sessions import Settings
from vidlect_mock.trouble import (
    CALLS,
    Backwards,
    EmptyResult,
    ExtraField,
    Fault,
    MalformedJson,
    MissingField,
    Reply,
    Reset,
    Stall,
    Status,
    Truncate,
    UnknownStatus,
    VendorError,
    WrongContentType,
)

FAKE = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "mock_engine" / "fake_vendor.py"))
CALLED = tuple(on for on in CALLS if on != "callback")
"""What a client does; a callback comes to it, see tests/unit/mock_engine/test_callback_faults.py."""
FILE = Answer(200, ((b"content-type", b"video/mp4"),), b"film" * 10)

anywhere = st.one_of(
    st.builds(Status, st.integers(400, 599), st.none() | st.integers(0, 9)),
    st.builds(Reply, st.integers(400, 599), st.just({"x-a": "b"}), st.text(max_size=5) | st.just({"a": 1})),
    st.builds(Reset, st.booleans()),
    st.builds(Stall, st.integers(1, 100).map(float)),
    st.just(Truncate()),
    st.just(WrongContentType()),
)
in_json = st.one_of(
    anywhere,
    st.builds(VendorError, st.sampled_from(["internal", "rate_limited", "E402"])),
    st.just(MalformedJson()),
    st.builds(ExtraField, st.just("/extra"), st.integers(-(2**63), 2**63) | st.text(max_size=3)),
)
on_polls = st.one_of(
    in_json,
    st.builds(UnknownStatus, st.sampled_from(["melting", "frozen"])),
    st.just(MissingField("/id")),
    st.just(MissingField("@task_id")),
    st.just(EmptyResult()),
)
plans = st.fixed_dictionaries(
    {
        "submit": st.lists(in_json, max_size=4),
        "poll": st.lists(on_polls, max_size=6),
        "cancel": st.lists(in_json, max_size=3),
        "instant": st.lists(in_json, max_size=3),
        "content": st.lists(anywhere, max_size=3),
    }
)


def call(bench, on, marked, task_id):
    if on in {"submit", "instant"}:
        return bench.call(on, {"prompt": marked})
    if on == "content":
        asked = Received("GET", b"/", b"", (), b"")
        return bench.engine.deliver_content("fake", asked, f"default.{task_id}", FILE)
    return bench.call(on, {"id": task_id})


def drained(bench, on, marked, task_id, most):
    """The faults that calls met until one met none; `most` calls at most."""
    met = []
    for _ in range(most):
        call(bench, on, marked, task_id)
        if bench.last.fault is None:
            return met
        met.append(bench.last.fault)
    raise AssertionError("faults without end")


@given(plan=plans, order=st.permutations(["poll", "cancel", "content"]))
def test_a_marked_tasks_faults_are_met_once_and_in_order(plan, order):
    bench = FAKE["Bench"]()
    faults = tuple(Fault(on, trouble) for on in CALLED for trouble in plan[on])
    scenario = Scenario("planned", Immediate(), faults=faults)
    bench.engine.scenarios["planned"] = scenario
    marked = "[[mock:planned #case]] x"
    for on in ("instant", "submit"):
        assert [fault.trouble for fault in drained(bench, on, marked, None, 9)] == plan[on]
    task_id = bench.last.task_id
    for on in order:
        assert [fault.trouble for fault in drained(bench, on, marked, task_id, 9)] == plan[on]
    task = bench.engine.store.find("fake", "default", task_id)
    entries = {entry.number: entry.fault for entry in bench.engine.journal.find() if entry.fault is not None}
    assert len(entries) == len(faults)
    if task.script is not None:
        receipts = task.script.receipts
        assert len({receipt.entry for receipt in receipts}) == len(receipts)
        assert all(entries[receipt.entry] == receipt.fault for receipt in receipts)
        assert len(receipts) == len(faults) - len(plan["instant"])


@given(plan=plans, calls=st.lists(st.sampled_from(CALLED), max_size=30))
def test_a_sessions_queue_is_served_once_whoever_asks(plan, calls):
    bench = FAKE["Bench"](pace=Immediate())
    task_id = bench.submitted()
    queue = [Fault(on, trouble) for on in CALLED for trouble in plan[on]]
    bench.engine.configure("default", Settings(faults=list(queue)))
    for on in calls:
        call(bench, on, "x", task_id)
    met = [entry.fault for entry in bench.engine.journal.find() if entry.fault is not None]
    session = bench.engine.sessions.get("default")
    for on in CALLED:
        planned = [fault for fault in queue if fault.on == on]
        served = [fault for fault in met if fault.on == on]
        assert served == planned[: calls.count(on)]
        assert [fault for fault in session.settings.faults if fault.on == on] == planned[calls.count(on) :]
    assert [receipt.fault for receipt in session.receipts] == met


@given(plan=plans, polls=st.lists(st.integers(0, 2), min_size=1, max_size=20))
def test_two_tasks_of_one_scenario_do_not_share_poll_faults(plan, polls):
    bench = FAKE["Bench"]()
    faults = tuple(Fault("poll", trouble) for trouble in plan["poll"])
    bench.engine.scenarios["planned"] = Scenario("planned", Immediate(), faults=faults)
    ids = [bench.submitted("[[mock:planned]] x") for _ in range(3)]
    for which in polls:
        bench.poll(ids[which])
    for which, task_id in enumerate(ids):
        entries = bench.engine.journal.find(task_id=task_id, operation="poll")
        met = [entry.fault for entry in entries if entry.fault is not None]
        assert met == list(faults[: polls.count(which)])


@given(st.integers(0, 5))
def test_a_fault_that_cannot_be_seen_waits_and_blocks_those_behind_it(polls):
    bench = FAKE["Bench"]()
    faults = (Fault("poll", EmptyResult()), Fault("poll", Backwards()), Fault("poll", Status(503)))
    bench.engine.scenarios["planned"] = Scenario("planned", faults=faults)
    task_id = bench.submitted("[[mock:planned]] x")
    for _ in range(polls):
        bench.poll(task_id)
        assert bench.last.fault is None
    bench.hand.now += 5.0
    shown = [bench.poll(task_id) for _ in range(4)]
    assert orjson.loads(shown[0].answer.body)["video"] == ""
    assert orjson.loads(shown[1].answer.body)["status"] == "running"
    assert shown[2].answer.status == 503
    assert orjson.loads(shown[3].answer.body)["status"] == "succeeded"


@given(plan=plans)
def test_what_is_planned_survives_json(plan):
    faults = tuple(Fault(on, trouble, before_auth=on == "submit") for on in CALLED for trouble in plan[on])
    scenario = Scenario("planned", faults=faults)
    assert from_json(orjson.loads(orjson.dumps(to_json(scenario)))) == scenario


at_vendors = st.one_of(
    st.builds(Status, st.sampled_from([429, 500, 502, 503, 504]), st.none() | st.integers(0, 9)),
    st.builds(VendorError, st.sampled_from(["internal", "rate_limited", "concurrency_limited"])),
    st.just(MalformedJson()),
    st.just(WrongContentType()),
    st.just(Truncate()),
    st.builds(Stall, st.integers(1, 9).map(float)),
)


@every()
@given(submit=st.lists(at_vendors, max_size=3), poll=st.lists(at_vendors, max_size=4))
def test_every_vendor_serves_a_scripts_faults_once_and_in_order(name, submit, poll):
    of, mock = vendor(name), Mock(name)
    faults = tuple(
        Fault(on, trouble) for on, drawn in (("submit", submit), ("poll", poll)) for trouble in drawn
    )
    mock.engine.configure("default", Settings(scenario=Scenario("planned", faults=faults)))
    asked = of.adapter.encode_submit(of.drawn.PLAIN, of.profile()).call
    for _ in submit:
        mock.deliver(asked)
    ref = submitted(mock)
    for _ in range(len(poll) + 1):
        mock.deliver(of.adapter.encode_poll(ref, of.profile()))
    met = [entry.fault for entry in mock.engine.journal.find()]
    assert met == [*faults[: len(submit)], None, *faults[len(submit) :], None]

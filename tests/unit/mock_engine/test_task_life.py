"""A task goes through its pace to its outcome, lapses, is forgotten or is cancelled."""

import pytest
from deliveries import body_of

from vidlect_mock.scenario import AfterPolls, Breaks, Immediate, Scenario
from vidlect_mock.trouble import Fault, VendorError

HOUR = 3600.0


def test_a_task_is_queued_then_running_then_done_as_time_passes(bench):
    task_id = bench.submitted()
    seen = [bench.status(task_id)]
    for seconds in (0.29, 0.02, 0.68, 0.02):
        bench.hand.now += seconds
        seen.append(bench.status(task_id))
    assert seen == ["queued", "queued", "running", "running", "succeeded"]


@pytest.mark.parametrize(
    ("pace", "seen"),
    [
        (Immediate(), ["succeeded", "succeeded"]),
        (AfterPolls(1, 2), ["running", "succeeded", "succeeded"]),
        (AfterPolls(2, 3), ["queued", "running", "succeeded"]),
        (AfterPolls(1, 1), ["succeeded"]),
    ],
)
def test_a_pace_without_seconds_needs_no_time(make_bench, pace, seen):
    bench = make_bench(pace=pace)
    task_id = bench.submitted()
    assert [bench.status(task_id) for _ in seen] == seen


@pytest.mark.parametrize(
    ("name", "status", "failure"),
    [
        ("fail", "failed", "E500"),
        ("input-rejected", "failed", "E400"),
        ("output-rejected", "failed", "E422"),
        ("expires", "expired", None),
        ("never-ends", "running", None),
        ("succeed", "succeeded", None),
    ],
)
def test_an_outcome_comes_at_the_end_of_the_pace(bench, name, status, failure):
    task_id = bench.submitted(f"[[mock:{name}]] a lake")
    bench.hand.now += 100.0
    body = body_of(bench.poll(task_id))
    assert (body["status"], body.get("failure")) == (status, failure)


def test_a_vendors_own_code_is_its_failure(bench):
    bench.engine.scenarios["own"] = Scenario("own", Immediate(), Breaks("E422"))
    assert body_of(bench.poll(bench.submitted("[[mock:own]] x")))["failure"] == "E422"


def test_a_code_that_the_vendor_lacks_is_remarked_on(bench):
    bench.engine.scenarios["odd"] = Scenario("odd", Immediate(), Breaks("E999"))
    assert body_of(bench.poll(bench.submitted("[[mock:odd]] x")))["failure"] == "E500"
    assert "no failure 'E999'" in bench.last.remarks[0]


def test_an_error_code_that_the_vendor_lacks_is_remarked_on(bench):
    bench.engine.scenarios["odd"] = Scenario("odd", faults=(Fault("submit", VendorError("E999")),))
    assert bench.submit("[[mock:odd]] x").answer.status == 500
    assert "no failure 'E999'" in bench.last.remarks[0]


def test_an_aged_task_is_older_by_its_own_clock_only(bench):
    old = bench.submitted("[[mock:succeed age=13h]] x")
    young = bench.submitted()
    assert bench.status(old) == "expired"
    assert bench.status(young) == "queued"


@pytest.mark.parametrize(
    ("hours", "status"), [(0.1, "succeeded"), (11.9, "succeeded"), (12.1, "expired"), (23.9, "expired")]
)
def test_a_finished_task_lapses(bench, hours, status):
    task_id = bench.submitted()
    bench.hand.now += hours * HOUR
    assert bench.status(task_id) == status


def test_a_forgotten_task_is_unknown_and_gone(bench):
    task_id = bench.submitted()
    bench.hand.now += 24 * HOUR + 1
    assert bench.status(task_id) == "not_found"
    assert len(bench.engine.store) == 0


def test_an_unknown_task_is_unknown(bench):
    assert bench.status("f0") == "not_found"
    assert body_of(bench.call("cancel", {"id": "f0"}))["status"] == "not_found"


def test_a_task_belongs_to_its_session(bench):
    task_id = bench.submitted(session="one")
    assert bench.status(task_id, session="two") == "not_found"
    assert bench.status(task_id, session="one") == "queued"


def test_ids_differ_between_sessions_and_tasks(bench):
    ids = [bench.submitted(session=name) for name in ("one", "two", "three") for _ in range(3)]
    assert len(set(ids)) == 9
    assert all(int(task_id[1:]) < 2**63 for task_id in ids)


def test_ids_are_not_used_again_after_a_reset(bench):
    before = bench.submitted()
    bench.engine.reset()
    after = bench.submitted()
    assert before != after
    assert bench.status(before) == "not_found"


def test_a_number_that_the_store_has_is_passed_over(bench):
    before = bench.submitted()
    bench.engine.sessions.get("default").numbered = 0
    assert bench.submitted() != before


def test_a_queued_task_can_be_cancelled(bench):
    task_id = bench.submitted()
    assert body_of(bench.call("cancel", {"id": task_id}))["status"] == "cancelled"
    bench.hand.now += 100.0
    assert bench.status(task_id) == "cancelled"
    bench.hand.now += 12 * HOUR
    assert bench.status(task_id) == "expired"


@pytest.mark.parametrize(("seconds", "status"), [(0.5, "running"), (2.0, "succeeded")])
def test_a_task_that_has_started_cannot_be_cancelled(bench, seconds, status):
    task_id = bench.submitted()
    bench.hand.now += seconds
    assert body_of(bench.call("cancel", {"id": task_id}))["status"] == status

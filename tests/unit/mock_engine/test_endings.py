"""How tasks end that nobody finishes: cancelled, deleted, too late."""

import pytest
from deliveries import body_of

from vidlect_mock.scenario import AfterPolls, Immediate

HOUR = 3600.0


def ended(bench, task_id):
    return bench.call("delete", {"id": task_id})


def test_a_waiting_task_is_cancelled_where_the_table_says_so(bench):
    task_id = bench.submitted()
    said = body_of(ended(bench, task_id))
    assert (said["status"], said["ending"]) == ("cancelled", "cancelled")
    assert bench.status(task_id) == "cancelled"


@pytest.mark.parametrize("prompt", ["a lake", "[[mock:fail]] a lake"])
def test_an_ended_task_is_forgotten_where_the_table_says_so(bench, prompt):
    task_id = bench.submitted(prompt)
    bench.hand.now += 2.0
    said = body_of(ended(bench, task_id))
    assert said["ending"] == "removed"
    assert bench.poll(task_id).answer.status == 404
    assert body_of(bench.call("list", {})) == []


def test_nothing_happens_to_a_task_in_a_state_that_the_table_lacks(bench):
    task_id = bench.submitted()
    bench.hand.now += 0.5
    assert "ending" not in body_of(ended(bench, task_id))
    assert bench.status(task_id) == "running"


def test_only_the_call_that_ends_a_task_says_so(bench):
    task_id = bench.submitted()
    ended(bench, task_id)
    assert "ending" not in body_of(ended(bench, task_id))


def submitted_with_a_deadline(bench, prompt="a lake"):
    return body_of(bench.call("submit", {"prompt": prompt, "expires_after": HOUR}))["data"]["id"]


def body_at(bench, task_id, hours):
    bench.hand.now += hours * HOUR
    return bench.status(task_id)


def test_a_task_that_ended_in_time_stays_as_it_is_after_its_deadline(make_bench):
    bench = make_bench(pace=Immediate())
    task_id = submitted_with_a_deadline(bench)
    assert [body_at(bench, task_id, hours) for hours in (0, 2, 9)] == ["succeeded", "succeeded", "succeeded"]
    assert body_at(bench, task_id, 1) == "expired"


def test_a_task_that_has_not_ended_lapses_at_its_deadline(bench):
    task_id = submitted_with_a_deadline(bench, "[[mock:never-ends]] a lake")
    assert [body_at(bench, task_id, hours) for hours in (0.9, 0.2, 1)] == ["running", "expired", "expired"]


def test_polls_after_the_deadline_finish_nothing(make_bench):
    bench = make_bench(pace=AfterPolls(1, 2))
    late, timely = submitted_with_a_deadline(bench), submitted_with_a_deadline(bench)
    assert [bench.status(timely), bench.status(timely), bench.status(late)] == [
        "running",
        "succeeded",
        "running",
    ]
    bench.hand.now += HOUR
    assert [bench.status(late), bench.status(late)] == ["expired", "expired"]
    assert bench.status(timely) == "succeeded"


@pytest.mark.parametrize(
    ("prompt", "status", "failure"),
    [
        ("a lake", "failed", "E422"),
        ("[[mock:input-rejected]] a lake", "failed", "E400"),
        ("[[mock:never-ends]] a lake", "running", None),
        ("[[mock:expires]] a lake", "expired", None),
    ],
)
def test_a_task_that_cannot_be_made_fails_unless_its_scenario_has_another_end(bench, prompt, status, failure):
    task_id = body_of(bench.call("submit", {"prompt": prompt, "fails": "E422"}))["data"]["id"]
    bench.hand.now += 2.0
    said = body_of(bench.poll(task_id))
    assert (said["status"], said.get("failure")) == (status, failure)


def test_tasks_that_fail_alike_share_their_plan(bench):
    for _ in range(3):
        bench.call("submit", {"prompt": "a lake", "fails": "E422"})
    assert len({id(task.plan) for task in bench.engine.store.tasks()}) == 1

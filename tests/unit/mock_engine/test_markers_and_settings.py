"""Markers and the settings of a session say which scenario, pace and profile a task has."""

import pytest
from deliveries import body_of

from vidlect_mock.scenario import Immediate
from vidlect_mock.sessions import Settings


def test_the_marker_is_cut_from_the_prompt_and_kept_in_the_journal(bench):
    task_id = bench.submitted("[[mock:instant #case-17]] a lake")
    assert bench.last.case == "case-17"
    assert body_of(bench.poll(task_id))["prompt"] == "a lake"
    assert (bench.last.case, bench.last.task_id) == ("case-17", task_id)


def test_a_media_url_marks_a_task_without_a_prompt(bench):
    url = "https://media.mock.invalid/m/instant/topic~slug/first.png"
    task_id = body_of(bench.call("submit", {"image": url}))["data"]["id"]
    assert bench.last.case == "topic/slug"
    assert bench.status(task_id) == "succeeded"


def test_the_sessions_scenario_is_played_by_unmarked_tasks(bench):
    bench.engine.configure("default", Settings(scenario=bench.engine.scenarios["instant"]))
    assert bench.status(bench.submitted()) == "succeeded"
    assert bench.status(bench.submitted("[[mock:never-ends]] x")) == "queued"
    assert bench.status(bench.submitted(session="other"), session="other") == "queued"


def test_the_sessions_pace_holds_where_the_scenario_has_none(bench):
    bench.engine.configure("default", Settings(pace=Immediate()))
    assert bench.status(bench.submitted()) == "succeeded"
    assert bench.status(bench.submitted("[[mock:slow]] x")) == "queued"


def test_a_session_may_have_a_profile_of_its_own(bench):
    loud = bench.engine.profiles["fake"]._replace(switches={"tone": "loud"})
    bench.engine.configure("own", Settings(profiles={"fake": loud}))
    assert body_of(bench.submit(session="own"))["tone"] == "loud"
    assert body_of(bench.submit())["tone"] == "plain"


def test_a_misspelt_scenario_is_refused_and_the_nearest_one_named(bench):
    delivery = bench.submit("[[mock:two-503 #c]] x")
    assert body_of(delivery) == {"code": "E406"}  # invalid_input, no review
    refusal = bench.last.refusal
    assert (refusal.stage, refusal.received, refusal.hint) == (
        "scenario",
        "two-503",
        "did you mean two-503s?",
    )
    assert "two-503s" in refusal.expected
    assert bench.last.case == "c"
    assert len(bench.engine.store) == 0


@pytest.mark.parametrize(
    "prompt", ["[[mock:instant] x", " [[mock:instant #c age=old]] x", "[[Mock:instant]] x"]
)
@pytest.mark.parametrize("call", ["submit", "instant"])
def test_a_marker_that_cannot_be_read_is_remarked(bench, call, prompt):
    assert bench.call(call, {"prompt": prompt}).answer.status == 200
    (remark,) = bench.last.remarks
    assert "[[mock:SCENARIO #CASE age=13h]]" in remark


@pytest.mark.parametrize("prompt", ["[[mock:instant]] x", "x [[mock:instant]]", "[[x", ""])
def test_a_marker_that_is_read_and_a_prompt_without_one_are_not(bench, prompt):
    bench.submit(prompt)
    assert bench.last.remarks == ()


@pytest.mark.parametrize("call", ["poll", "cancel"])
def test_a_task_asked_for_by_another_model_than_its_own_is_remarked(bench, call):
    task_id = bench.submitted()
    for model in ("", "m"):
        bench.call(call, {"id": task_id, "model": model})
        assert bench.last.remarks == ()
    bench.call(call, {"id": task_id, "model": "n"})
    assert bench.last.remarks == ("the task was submitted to 'm', and is asked for as one of 'n'",)


def test_an_unheard_of_scenario_is_refused_for_instant_operations_too(bench):
    assert bench.call("instant", {"prompt": "[[mock:zzzzzz]] x"}).answer.status == 400
    assert bench.last.refusal.hint == "GET /__mock__/scenarios lists them"

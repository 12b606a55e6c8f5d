"""What a session has besides the task that is asked for: all its tasks, its own names of them, resources."""

import pytest
from deliveries import body_of

from vidlect_mock.interface import Resource
from vidlect_mock.resources import Resources
from vidlect_mock.scenario import AfterPolls
from vidlect_mock.sessions import Settings
from vidlect_mock.trouble import Fault, VendorError

DAY = 24 * 3600.0


def listed(bench, **more):
    return [one["id"] for one in body_of(bench.call("list", {}, **more))]


def test_a_list_has_the_sessions_tasks_the_newest_first(bench):
    first, second = bench.submitted(), bench.submitted()
    bench.submitted(session="another")
    assert listed(bench) == [second, first]
    assert listed(bench, session="nobodys") == []


def test_a_list_is_no_poll(make_bench):
    bench = make_bench(pace=AfterPolls(1, 2))
    task_id = bench.submitted()
    for _ in range(3):
        assert body_of(bench.call("list", {})) == [{"id": task_id, "status": "queued"}]
    assert bench.status(task_id) == "running"


def test_a_list_lacks_what_the_vendor_has_forgotten(bench):
    bench.submitted()
    bench.hand.now += DAY
    young = bench.submitted()
    assert listed(bench) == [young]


def test_a_sessions_fault_comes_instead_of_a_list(bench):
    fault = Fault("instant", VendorError("rate_limited"))
    bench.engine.configure("default", Settings(faults=[fault]))
    assert bench.call("list", {}).answer.status == 429
    assert listed(bench) == []


def test_a_vendor_that_lists_nothing_has_no_such_operation(bench):
    bench.without("render_list")
    assert bench.call("list", {}).answer.status == 500
    assert bench.last.refusal.code == "TypeError"


def test_a_task_is_found_by_its_clients_own_id_in_its_session_alone(bench):
    task_id = bench.submitted_as("mine")
    assert body_of(bench.call("poll", {"external": "mine"}))["id"] == task_id
    assert bench.call("poll", {"external": "mine"}, session="another").answer.status == 404
    assert bench.call("poll", {"external": "yours"}).answer.status == 404


def test_a_later_task_takes_over_the_clients_own_id(bench):
    bench.submitted_as("mine")
    later = bench.submitted_as("mine")
    assert body_of(bench.call("poll", {"external": "mine"}))["id"] == later


def test_looking_at_another_task_is_no_poll(make_bench):
    bench = make_bench(pace=AfterPolls(1, 2))
    task_id = bench.submitted()
    assert [body_of(bench.call("instant", {"of": task_id}))["of"] for _ in range(3)] == ["queued"] * 3
    assert body_of(bench.call("instant", {"of": task_id}, session="another"))["of"] is None


@pytest.mark.parametrize("operation", ["instant", "submit"])
def test_a_resource_is_there_until_it_is_dropped(bench, operation):
    bench.call(operation, {"keep": ["rex"]})
    assert body_of(bench.call("instant", {"pet": "rex"}))["pet"] == {"name": "rex"}
    assert body_of(bench.call("instant", {"pet": "rex"}, session="another"))["pet"] is None
    bench.call(operation, {"drop": ["rex"]})
    assert body_of(bench.call("instant", {"pet": "rex"}))["pet"] is None


def test_a_call_that_fails_keeps_nothing(bench):
    bench.engine.configure("default", Settings(faults=[Fault("instant", VendorError("internal"))]))
    assert bench.call("instant", {"keep": ["rex"]}).answer.status == 500
    assert body_of(bench.call("instant", {"pet": "rex"}))["pet"] is None


def test_a_reset_forgets_names_and_resources_of_its_session(bench):
    for session in ("default", "another"):
        bench.call("submit", {"keep": ["rex"], "external": "mine"}, session=session)
    bench.engine.reset("default")
    assert body_of(bench.call("instant", {"pet": "rex"}))["pet"] is None
    assert body_of(bench.call("instant", {"pet": "rex"}, session="another"))["pet"] == {"name": "rex"}
    bench.engine.reset()
    assert len(bench.engine.resources) == 0


def test_the_oldest_resources_go_when_there_are_too_many():
    resources = Resources(most=2)
    for name in ("a", "b", "a", "c"):
        resources.change("v", "s", (Resource("k", name, {}),), ())
    assert [resources.find("v", "s", "k", name) for name in ("a", "b", "c")] == [{}, None, {}]

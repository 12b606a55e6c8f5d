"""Scenarios are added, shown, listed and dropped over the control API."""

from control_calls import error_of

from vidlect_mock.scenario_table import BUILT_IN


def test_a_scenario_is_added_played_and_dropped(control, bench):
    scenario = {"name": "mine", "pace": {"kind": "instant"}, "outcome": {"kind": "succeeds"}}
    assert control("PUT", "/__mock__/scenarios/mine", scenario).json() == {**scenario, "built_in": False}
    assert bench.status(bench.submitted("[[mock:mine]] x")) == "succeeded"
    assert control("GET", "/__mock__/scenarios/mine").json()["pace"] == {"kind": "instant"}
    assert control("DELETE", "/__mock__/scenarios/mine").status_code == 204
    assert error_of(control("GET", "/__mock__/scenarios/mine")) == (404, None)


def test_a_scenario_can_be_put_back_as_it_was_shown(control):
    shown = control("PUT", "/__mock__/scenarios/mine", {}).json()
    assert control("PUT", "/__mock__/scenarios/mine", shown).json() == shown


def test_all_scenarios_are_listed(control):
    control("PUT", "/__mock__/scenarios/mine", {})
    listed = control("GET", "/__mock__/scenarios").json()["scenarios"]
    assert [one["name"] for one in listed] == [*BUILT_IN, "mine"]
    assert all(one["about"] for one in listed if one["built_in"])


def test_a_built_in_scenario_stays(control):
    assert error_of(control("PUT", "/__mock__/scenarios/instant", {})) == (409, "/name")
    assert error_of(control("DELETE", "/__mock__/scenarios/instant")) == (409, None)


def test_a_scenario_that_does_not_fit_is_named(control):
    assert error_of(control("PUT", "/__mock__/scenarios/a", {"name": "b"})) == (400, "/name")
    assert error_of(control("PUT", "/__mock__/scenarios/A", {})) == (400, "/name")
    assert error_of(control("PUT", "/__mock__/scenarios/a", {"outcome": 3})) == (400, "/outcome")
    assert error_of(control("PUT", "/__mock__/scenarios/a", [1])) == (400, "")


def test_scenarios_are_bounded(control, monkeypatch):
    monkeypatch.setattr("vidlect_mock.control.routes.MOST_SCENARIOS", len(BUILT_IN) + 1)
    assert control("PUT", "/__mock__/scenarios/a", {}).status_code == 200
    assert control("PUT", "/__mock__/scenarios/a", {}).status_code == 200
    assert error_of(control("PUT", "/__mock__/scenarios/b", {})) == (409, None)

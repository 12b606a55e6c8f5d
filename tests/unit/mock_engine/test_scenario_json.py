"""Scenarios are written and read without loss, and what does not fit is named."""

import pytest

from vidlect_mock.scenario import (
    AfterPolls,
    AfterSeconds,
    Breaks,
    Immediate,
    Lapses,
    NeverEnds,
    Scenario,
    Succeeds,
    from_json,
    parse_pace,
    to_json,
)
from vidlect_mock.scenario_table import BUILT_IN
from vidlect_mock.trouble import CALLS, TROUBLES, Fault, Reply, Reset, Status, fault_from_json

EVERY_TROUBLE = [
    {"kind": "status", "status": 503},
    {"kind": "status", "status": 429, "retry_after": 2, "body": "busy"},
    {"kind": "vendor_error", "code": "50412"},
    {"kind": "unknown_status", "word": "defragmenting"},
    {"kind": "stall", "seconds": 2.5},
    {"kind": "malformed_json"},
    {"kind": "wrong_content_type"},
    {"kind": "truncate"},
    {"kind": "reset"},
    {"kind": "reset", "after_accepting": True},
    {"kind": "missing_field", "pointer": "/data/task_id"},
    {"kind": "missing_field", "pointer": "@task_id"},
    {"kind": "extra_field", "pointer": "/x", "value": {"a": [1]}},
    {"kind": "empty_result"},
    {"kind": "backwards"},
    {"kind": "duplicate"},
    {"kind": "reply", "status": 418, "headers": {"x-tea": "yes"}, "body": {"pot": True}},
]
KINDS = {trouble["kind"] for trouble in EVERY_TROUBLE}
FITTING = {
    "content": ("a file", {"status", "reply", "stall", "truncate", "reset", "wrong_content_type"}),
    "callback": ("a callback", {"duplicate", "stall"}),
}


def test_every_kind_of_trouble_is_in_the_table_of_this_file():
    assert set(TROUBLES) == KINDS


@pytest.mark.parametrize("on", CALLS)
@pytest.mark.parametrize("trouble", EVERY_TROUBLE, ids=str)
def test_a_fault_is_written_as_it_was_read(on, trouble):
    scenario = {"name": "x", "outcome": {"kind": "succeeds"}, "faults": [{"on": on, **trouble}]}
    of, kinds = FITTING.get(on, ("an answer", KINDS - {"duplicate"}))
    if trouble["kind"] not in kinds:
        with pytest.raises(ValueError, match=rf"^/faults/0/kind: expected a trouble that {of} can have"):
            from_json(scenario)
    else:
        assert to_json(from_json(scenario)) == scenario


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_scenario_is_read_back_as_it_was_written(name):
    scenario = BUILT_IN[name]
    assert scenario.name == name
    assert scenario.about
    assert from_json(to_json(scenario)) == scenario


@pytest.mark.parametrize(
    ("written", "pace"),
    [
        ({"kind": "instant"}, Immediate()),
        ({"kind": "polls", "running_after": 1, "done_after": 2}, AfterPolls(1, 2)),
        ({"kind": "seconds", "running_after": 0.3, "done_after": 1}, AfterSeconds(0.3, 1.0)),
    ],
)
def test_a_pace_is_read_and_written(written, pace):
    scenario = from_json({"name": "x", "pace": written})
    assert scenario.pace == pace
    assert to_json(scenario)["pace"] == written


@pytest.mark.parametrize(
    ("written", "outcome"),
    [
        ({"kind": "succeeds"}, Succeeds()),
        ({"kind": "breaks", "code": "50412"}, Breaks("50412")),
        ({"kind": "lapses"}, Lapses()),
        ({"kind": "never_ends"}, NeverEnds()),
    ],
)
def test_an_outcome_is_read_and_written(written, outcome):
    scenario = from_json({"name": "x", "outcome": written})
    assert scenario.outcome == outcome
    assert to_json(scenario)["outcome"] == written


def test_what_is_left_out_has_its_default():
    assert from_json({"name": "x"}) == Scenario("x", None, Succeeds(), ())


def test_a_code_may_be_a_number():
    assert from_json({"name": "x", "outcome": {"kind": "breaks", "code": 50412}}).outcome == Breaks("50412")


def test_a_fault_before_authentication_says_so():
    written = {"on": "submit", "kind": "reset", "before_auth": True}
    assert fault_from_json(written) == Fault("submit", Reset(), before_auth=True)
    assert to_json(Scenario("x", faults=(fault_from_json(written),)))["faults"] == [written]


def _faulty(**fault):
    return {"name": "x", "faults": [{"on": "poll", **fault}]}


@pytest.mark.parametrize(
    ("scenario", "complaint"),
    [
        (None, "the value: expected an object, got null"),
        ([1], "the value: expected an object, got an array"),
        ({}, "the value: expected a member 'name', got an empty object"),
        ({"name": 7}, "/name: expected a string, got 7"),
        ({"name": "No Spaces"}, "/name: expected a name that matches"),
        (
            {"name": "x", "fault": []},
            "/fault: expected one of the members name, pace, outcome, faults, about",
        ),
        ({"name": "x", "pace": "slow"}, "/pace: expected an object with a kind, got 'slow'"),
        (
            {"name": "x", "pace": {"kind": "slow"}},
            "/pace/kind: expected one of instant, polls, seconds, got 'slow'",
        ),
        (
            {"name": "x", "pace": {"kind": "polls", "running_after": 1}},
            "/pace: expected a member 'done_after'",
        ),
        (
            {"name": "x", "pace": {"kind": "polls", "running_after": 3, "done_after": 2}},
            "/pace/done_after: expected at least running_after, 3, got 2",
        ),
        (
            {"name": "x", "pace": {"kind": "polls", "running_after": True, "done_after": 2}},
            "/pace/running_after: expected an integer from 0 to 1000000, got true",
        ),
        (
            {"name": "x", "pace": {"kind": "seconds", "running_after": -1, "done_after": 2}},
            "/pace/running_after: expected a number from 0 to 604800, got -1",
        ),
        ({"name": "x", "outcome": {"kind": "breaks"}}, "/outcome: expected a member 'code', got an object"),
        ({"name": "x", "outcome": {"kind": "breaks", "code": ""}}, "/outcome/code: expected a vendor's code"),
        ({"name": "x", "outcome": None}, "/outcome: expected an object with a kind, got null"),
        ({"name": "x", "faults": {}}, "/faults: expected an array, got an empty object"),
        ({"name": "x", "faults": [3]}, "/faults/0: expected an object with on and kind, got 3"),
        (
            _faulty(on="polls"),
            "/faults/0/on: expected one of submit, poll, cancel, instant, content, callback, got 'polls'",
        ),
        (_faulty(kind="explode"), "/faults/0/kind: expected one of status, vendor_error"),
        (
            _faulty(kind="status", status=700),
            "/faults/0/status: expected an integer from 200 to 599, got 700",
        ),
        (
            _faulty(kind="status", status="503"),
            "/faults/0/status: expected an integer from 200 to 599, got '503'",
        ),
        (
            _faulty(kind="stall", seconds=float("nan")),
            "/faults/0/seconds: expected a number from 0 to 3600, got nan",
        ),
        (
            _faulty(kind="stall", seconds=True),
            "/faults/0/seconds: expected a number from 0 to 3600, got true",
        ),
        (_faulty(kind="missing_field", pointer="data"), "/faults/0/pointer: expected a JSON pointer"),
        (
            _faulty(kind="extra_field", pointer="@task_id", value=1),
            "/faults/0/pointer: expected a JSON pointer",
        ),
        (_faulty(kind="truncate", bytes=3), "/faults/0/bytes: expected one of the members kind, got 3"),
        (_faulty(kind="truncate", before_auth=1), "/faults/0/before_auth: expected true or false, got 1"),
        (
            _faulty(kind="reply", status=200, headers=[], body=""),
            "/faults/0/headers: expected an object of header",
        ),
        (
            _faulty(kind="reply", status=200, headers={"a b": "c"}, body=""),
            "/faults/0/headers/a b: expected a header name, got 'a b'",
        ),
        (
            _faulty(kind="reply", status=200, headers={"a/b": "c"}, body=""),
            "/faults/0/headers/a~1b: expected a header name, got 'a/b'",
        ),
        (
            _faulty(kind="reply", status=200, headers={"a": "b\r\nc: d"}, body=""),
            "/faults/0/headers/a: expected a header value in one line of Latin-1",
        ),
        (
            {"name": "x", "faults": [{"on": "poll", "kind": "reset"}] * 1001},
            "/faults: expected at most 1000 faults",
        ),
        ({"name": "x", "about": "y" * 3, "outcome": {"kind": "breaks", "code": ["z"]}}, "got an array"),
        (
            _faulty(kind="extra_field", pointer="/x", value=2**70),
            "/faults/0/value: expected a JSON value (Integer",
        ),
        (_faulty(kind="unknown_status", word="\ud800"), "/faults/0/word: expected a JSON value"),
        ({"name": "x" * 70}, "…'"),
        ({"name": {"a": 1}}, "/name: expected a string, got an object"),
        ({"name": []}, "/name: expected a string, got an empty array"),
    ],
)
def test_what_does_not_fit_is_named_with_what_was_expected(scenario, complaint):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 # the text is compared below
        from_json(scenario)
    assert complaint in str(caught.value)


def test_the_pointer_begins_where_the_scenario_is():
    with pytest.raises(ValueError, match=r"^/given/scenario/name: expected a string"):
        from_json({"name": None}, "/given/scenario")


@pytest.mark.parametrize(
    ("option", "pace"),
    [
        ("instant", Immediate()),
        ("polls:1", AfterPolls(1, 1)),
        ("polls:2", AfterPolls(1, 2)),
        ("polls:5", AfterPolls(4, 5)),
        ("seconds:1", AfterSeconds(0.3, 1.0)),
        ("seconds:0", AfterSeconds(0.0, 0.0)),
        ("seconds:2.5", AfterSeconds(0.75, 2.5)),
    ],
)
def test_a_pace_can_be_said_on_a_command_line(option, pace):
    assert parse_pace(option) == pace


@pytest.mark.parametrize(
    "option",
    [
        "",
        "fast",
        "instant:",
        "polls",
        "polls:",
        "polls:0",
        "polls:-1",
        "polls:1.5",
        "polls:9999999",
        "seconds:x",
        "seconds:-1",
        "seconds:999999",
        "seconds:nan",
        "polls:٣",
    ],
)
def test_another_pace_is_refused_with_what_was_expected(option):
    with pytest.raises(ValueError, match="a pace is instant, polls:N with N from 1, or seconds:S"):
        parse_pace(option)


def test_a_trouble_of_a_proxy_is_a_literal_reply():
    trouble = BUILT_IN["html-502"].faults[0].trouble
    assert isinstance(trouble, Reply)
    assert trouble.status == 502
    assert BUILT_IN["two-503s"].faults == (Fault("poll", Status(503, 1)),) * 2

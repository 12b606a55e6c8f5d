"""The balance, every reason of a refusal, and how ids and times are written."""

import pytest
from vidu_mock import DOCUMENT, VALIDATORS, Mock, a_task, chosen

from vidlect_mock import documents
from vidlect_mock.interface import Desk, Effect
from vidlect_mock.lifecycle import State
from vidlect_mock.message import json_answer
from vidlect_mock.vendors import vidu
from vidlect_mock.vendors.vidu import errors, identity, operations, replies


def desk(**switches):
    return Desk(
        wall=1_766_000_000.0,
        profile=chosen(**switches),
        secret_of=vidu.secret_of,
        session_of=vidu.session_of,
        violations=VALIDATORS.violations,
        number=7,
    )


@pytest.mark.parametrize(
    ("query", "packages"),
    [
        ((), 0),
        ((("show_detail", "true"),), 1),
        ((("show_detail", "1"),), 1),
        ((("show_detail", "false"),), 0),
        ((("show_detail", "yes"),), 0),
    ],
    ids=str,
)
def test_the_balance_is_told(mock, query, packages):
    status, answer = mock.ask("GET", "/ent/v2/credits", query=query)
    assert VALIDATORS.reply_violations("getCredits", status, answer) == []
    assert [one["type"] for one in answer["remains"]] == ["metered"]
    assert len(answer.get("packages", [])) == packages
    assert bool(mock.entry.remarks) is (query == (("show_detail", "yes"),))


def test_a_strict_session_wants_a_boolean():
    mock = Mock("strict")
    status, answer = mock.ask("GET", "/ent/v2/credits", query=(("show_detail", "yes"),))
    assert (status, answer["message"]) == (400, "invalid field: show_detail")


def test_a_switch_tells_the_balance_as_the_prose_does():
    mock = Mock(balance_field="remaining_credits")
    assert mock.ask("GET", "/ent/v2/credits")[1] == {"remaining_credits": 8000}


def test_a_reason_is_400_unless_the_table_says_otherwise():
    others = {reason: row.http for reason, row in errors.ERRORS.items() if row.http != 400}
    assert others == {
        "Unauthorized": 401,
        "Forbidden": 403,
        "TaskNotFound": 404,
        "CreationNotFound": 404,
        "NotFound": 404,
        "MethodNotAllowed": 405,
        "Conflict": 409,
        "QuotaExceeded": 429,
        "TooManyRequests": 429,
        "SystemThrottling": 429,
        "Canceled": 499,
        "InternalServiceFailure": 500,
    }


@pytest.mark.parametrize("reason", errors.ERRORS)
def test_every_reason_has_its_answer(reason):
    answer = vidu.fail(reason, None, desk())
    row = errors.ERRORS[reason]
    assert answer.status == row.http
    assert answer == errors.error(reason, desk())
    assert vidu.failure_code(reason) == reason


def test_credits_may_run_out_with_402():
    answer = vidu.fail("CreditInsufficient", None, desk(credit_status="402"))
    assert answer.status == 402
    assert b'"code":402' in answer.body


@pytest.mark.parametrize(
    "kind",
    [
        "invalid_input",
        "input_rejected",
        "output_rejected",
        "internal",
        "rate_limited",
        "concurrency_limited",
        "quota_exhausted",
    ],
)
def test_every_neutral_word_has_a_reason(kind):
    assert vidu.failure_code(kind) in errors.ERRORS


def test_another_word_has_none():
    with pytest.raises(KeyError):
        vidu.failure_code("moon")
    with pytest.raises(KeyError):
        vidu.fail("moon", None, desk())


def test_a_state_is_respelt_where_there_is_one():
    said = json_answer(200, {"id": "1", "state": "processing"})
    assert vidu.respell_status(said, "paused").body == b'{"id":"1","state":"paused"}'
    for other in (json_answer(200, None), json_answer(404, {"reason": "TaskNotFound"})):
        assert vidu.respell_status(other, "paused") == other


def test_a_task_without_a_film_has_no_size_in_the_list():
    item = replies.item_of(a_task(State.SUCCEEDED), desk())
    assert item["creations"][0]["video"] == {}
    assert item["payload"] == "ab"


def test_ids_are_different_and_lead_to_each_other():
    ids = {identity.task_id(number) for number in (*range(5000), 2**59, 2**60 - 1)}
    assert len(ids) == 5002
    for one in ids:
        assert len(one) == 18
        assert identity.task_of(identity.creation_id(one)) == one
        assert identity.creation_id(one) not in ids


@pytest.mark.parametrize("at", [-1.0, 0.0, 1e18])
def test_a_time_can_always_be_written(at):
    assert identity.moment(at).endswith("Z")


def test_each_operation_is_in_the_document():
    told = {name: (method, path) for name, method, path, _ in documents.operations(DOCUMENT)}
    assert set(told) == set(vidu.OPERATIONS)
    for name, (method, path) in told.items():
        found = operations.find(path.replace("{id}", "1").encode())
        assert found is not None
        assert (found[0].name, found[0].method) == (name, method)
    assert vidu.OPERATIONS["listTasks"].effect is Effect.LIST

"""Lists of tasks and what is left on the account."""

from decimal import Decimal

import pytest
from vidu_words import DEFAULT, FILM, TASK, profile, refusal, told

from vidlect_adapters.canonical import Failed, InProgress, Succeeded
from vidlect_adapters.errors import Inexpressible, MalformedReply, UnknownWord
from vidlect_adapters.extras import Balance, TaskFilter
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import json_reply
from vidlect_adapters.vendors import vidu


def test_an_open_list_has_no_query():
    call = vidu.encode_list(TaskFilter(), DEFAULT)
    assert (call.method, call.path, call.query) == ("GET", "/ent/v2/tasks", ())


@pytest.mark.parametrize("spelling", ["pager", "paper"])
def test_a_filter_is_said_in_the_vendors_names(spelling):
    wanted = TaskFilter(page=3, size=20, state="success", model="viduq2-pro", task_ids=("1", "2"))
    assert vidu.encode_list(wanted, profile(pager=spelling)).query == (
        ("task_ids", "1"),
        ("task_ids", "2"),
        ("model_versions", "q2-pro"),
        ("states", "success"),
        (f"{spelling}.pagesz", "20"),
        (f"{spelling}.page", "2"),
    )


def test_a_page_behind_another_goes_by_its_token():
    assert vidu.encode_list(TaskFilter(after="t"), DEFAULT).query == (("pager.page_token", "t"),)


@pytest.mark.parametrize(
    ("wanted", "query"),
    [
        (TaskFilter(size=1), ("pager.pagesz", "1")),
        (TaskFilter(size=100), ("pager.pagesz", "100")),
        (TaskFilter(page=1), ("pager.page", "0")),
    ],
)
def test_a_page_has_1_to_100_tasks_and_is_counted_from_1(wanted, query):
    assert vidu.encode_list(wanted, DEFAULT).query == (query,)


@pytest.mark.parametrize(
    ("wanted", "pointer", "value"),
    [
        (TaskFilter(size=0), "/size", 0),
        (TaskFilter(size=101), "/size", 101),
        (TaskFilter(page=0), "/page", 0),
        (TaskFilter(page=1, after="t"), "/page", 1),
    ],
)
def test_a_page_that_cannot_be_is_refused(wanted, pointer, value):
    with pytest.raises(Inexpressible) as found:
        vidu.encode_list(wanted, DEFAULT)
    assert (found.value.pointer, found.value.value) == (pointer, value)


def test_a_list_holds_tasks_and_the_way_on():
    tasks = [told("success", creations=[{"url": FILM}]), told("failed", id="2"), told("queueing", id="3")]
    page = vidu.decode_listed(json_reply(200, {"next_page_token": "t", "tasks": tasks}), DEFAULT)
    assert [type(task) for task in page.tasks] == [Succeeded, Failed, InProgress]
    assert [task.ref.task_id for task in page.tasks] == [TASK, "2", "3"]
    assert (page.next_after, page.total) == ("t", None)


@pytest.mark.parametrize("body", [{"tasks": []}, {"tasks": [], "next_page_token": ""}])
def test_the_last_page_has_no_token(body):
    assert vidu.decode_listed(json_reply(200, body), DEFAULT).next_after is None


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/tasks"),
        ({"tasks": ["one"]}, "/tasks/0"),
        ({"tasks": [{"state": "success"}]}, "/tasks/0/id"),
        ({"tasks": [{"id": "1"}]}, "/tasks/0/state"),
        ({"tasks": [told("success")]}, "/tasks/0/creations"),
    ],
    ids=str,
)
def test_a_list_that_breaks_the_protocol_says_where(body, pointer):
    with pytest.raises(MalformedReply) as found:
        vidu.decode_listed(json_reply(200, body), DEFAULT)
    assert found.value.pointer == pointer


def test_an_unknown_state_in_a_list_raises():
    with pytest.raises(UnknownWord) as found:
        vidu.decode_listed(json_reply(200, {"tasks": [told("paused")]}), DEFAULT)
    assert found.value.pointer == "/tasks/0/state"


def test_what_is_refused_is_a_value():
    refused = refusal(401, "Unauthorized")
    assert isinstance(vidu.decode_listed(refused, DEFAULT), VendorFailure)
    assert isinstance(vidu.decode_balance(refused, DEFAULT), VendorFailure)


def test_the_balance_is_asked_for_without_a_word():
    call = vidu.encode_balance(DEFAULT)
    assert (call.method, call.path, call.query, call.body) == ("GET", "/ent/v2/credits", (), b"")


def test_each_purse_is_told():
    remains = [{"type": "metered", "credit_remain": 12.5}, {"type": "test", "credit_remain": 0}]
    assert vidu.decode_balance(json_reply(200, {"remains": remains}), DEFAULT) == (
        Balance(name="metered", left=Decimal("12.5"), unit="credits"),
        Balance(name="test", left=Decimal(0), unit="credits"),
    )


def test_the_proses_field_is_read_where_it_is_there():
    assert vidu.decode_balance(json_reply(200, {"remaining_credits": 8}), DEFAULT) == (
        Balance(name="credits", left=Decimal(8), unit="credits"),
    )


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/remains"),
        ({"remaining_credits": None}, "/remaining_credits"),
        ({"remains": [5]}, "/remains/0"),
        ({"remains": [{"credit_remain": 5}]}, "/remains/0/type"),
        ({"remains": [{"type": "test"}]}, "/remains/0/credit_remain"),
        ({"remains": [{"type": "test", "credit_remain": True}]}, "/remains/0/credit_remain"),
    ],
    ids=str,
)
def test_a_balance_that_is_not_said_is_not_zero(body, pointer):
    with pytest.raises(MalformedReply) as found:
        vidu.decode_balance(json_reply(200, body), DEFAULT)
    assert found.value.pointer == pointer

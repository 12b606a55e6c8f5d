from datetime import UTC, datetime

import pytest
from ark_words import P15, REF, TASKS, record, refused

from vidlect_adapters.canonical import Failed, InProgress, RunState, Succeeded, TaskRef
from vidlect_adapters.credentials import ApiKey, KeyPair
from vidlect_adapters.errors import Inexpressible, InvalidCredentials, MalformedReply, UnknownWord
from vidlect_adapters.extras import TaskFilter, TaskPage
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpCall, json_reply
from vidlect_adapters.vendors import volcengine_ark as ark

NOW = datetime(2026, 4, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("encode", "method"),
    [(ark.encode_poll, "GET"), (ark.encode_cancel, "DELETE"), (ark.encode_delete, "DELETE")],
    ids=["poll", "cancel", "delete"],
)
def test_calls_about_a_task(adapter, encode, method):
    call = encode(REF, adapter.profile)
    assert (call.method, call.path, call.query, call.body) == (method, f"{TASKS}/{REF.task_id}", (), b"")


@pytest.mark.parametrize("task_id", ["a/b", "..", ".", "a?b", "a#b", "a b", "图", "%2e"])
def test_an_id_that_would_change_the_path_is_refused(adapter, task_id):
    with pytest.raises(Inexpressible) as caught:
        ark.encode_poll(TaskRef(task_id=task_id), adapter.profile)
    assert (caught.value.pointer, caught.value.value) == ("/task_id", task_id)


def test_the_key_is_a_bearer_token():
    call = ark.authorize(HttpCall(method="GET", path="/"), ApiKey(api_key="ark-1"), NOW)
    assert call.headers == (("Authorization", "Bearer ark-1"),)


@pytest.mark.parametrize(
    "credentials",
    [
        KeyPair(access_key="AK", secret_key="SK"),
        ApiKey(api_key=""),
        ApiKey(api_key="a b"),
        ApiKey(api_key="a\r\nX: y"),
        ApiKey(api_key="钥匙"),
    ],
)
def test_other_credentials_are_refused_and_not_repeated(credentials):
    with pytest.raises(InvalidCredentials) as caught:
        ark.authorize(HttpCall(method="GET", path="/"), credentials, NOW)
    assert "SK" not in str(caught.value)
    assert "钥匙" not in str(caught.value)


@pytest.mark.parametrize(
    ("wanted", "query"),
    [
        (TaskFilter(), ()),
        (TaskFilter(page=2, size=500), (("page_num", "2"), ("page_size", "500"))),
        (TaskFilter(page=1, size=1), (("page_num", "1"), ("page_size", "1"))),
        (TaskFilter(state="expired"), (("filter.status", "expired"),)),
        (TaskFilter(model=P15), (("filter.model", P15),)),
        (TaskFilter(task_ids=("a", "b")), (("filter.task_ids", "a"), ("filter.task_ids", "b"))),
    ],
)
def test_a_list_is_asked_for_by_query(adapter, wanted, query):
    call = ark.encode_list(wanted, adapter.profile)
    assert (call.method, call.path, call.query) == ("GET", TASKS, query)


@pytest.mark.parametrize(
    ("wanted", "pointer"),
    [
        (TaskFilter(page=0), "/page"),
        (TaskFilter(page=501), "/page"),
        (TaskFilter(size=0), "/size"),
        (TaskFilter(size=501), "/size"),
        (TaskFilter(state="done"), "/state"),
        (TaskFilter(after="cgt-1"), "/after"),
    ],
)
def test_lists_that_the_vendor_does_not_have(adapter, wanted, pointer):
    with pytest.raises(Inexpressible) as caught:
        ark.encode_list(wanted, adapter.profile)
    assert caught.value.pointer == pointer


def test_expired_may_be_no_filter(adapter_with):
    adapter = adapter_with(**{"list-expired": "refused"})
    with pytest.raises(Inexpressible) as caught:
        ark.encode_list(TaskFilter(state="expired"), adapter.profile)
    assert (caught.value.pointer, caught.value.value) == ("/state", "expired")
    assert ark.encode_list(TaskFilter(state="failed"), adapter.profile)


def item(task_id, status, **more):
    return {"id": task_id, "status": status, "updated_at": 5, **more}


def test_a_page_of_tasks(adapter):
    items = [
        item("cgt-1", "queued"),
        item("cgt-2", "succeeded", content={"video_url": "https://a.example/1"}),
        item("cgt-3", "cancelled"),
    ]
    page = ark.decode_listed(json_reply(200, {"items": items, "total": 9}), adapter.profile)
    assert isinstance(page, TaskPage)
    assert [type(task) for task in page.tasks] == [InProgress, Succeeded, Failed]
    assert [task.ref.task_id for task in page.tasks] == ["cgt-1", "cgt-2", "cgt-3"]
    assert (page.total, page.next_after) == (9, None)


def test_a_list_may_be_refused(adapter):
    assert isinstance(ark.decode_listed(refused("InvalidParameter", 400), adapter.profile), VendorFailure)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/items"),
        ({"items": {}, "total": 0}, "/items"),
        ({"items": []}, "/total"),
        ({"items": [], "total": "0"}, "/total"),
        ({"items": [], "total": -1}, "/total"),
        ({"items": ["cgt-1"], "total": 1}, "/items/0"),
        ({"items": [{"status": "queued"}], "total": 1}, "/items/0"),
        ({"items": [item(" ", "queued")], "total": 1}, "/items/0"),
        ({"items": [item("cgt-1", "queued"), item("cgt-2", "succeeded")], "total": 2}, "/items/1/content"),
    ],
)
def test_what_is_no_page(adapter, body, pointer):
    with pytest.raises(MalformedReply) as caught:
        ark.decode_listed(json_reply(200, body), adapter.profile)
    assert caught.value.pointer == pointer


def test_an_unknown_word_in_a_list_is_not_guessed(adapter):
    with pytest.raises(UnknownWord) as caught:
        ark.decode_listed(json_reply(200, {"items": [item("cgt-1", "paused")], "total": 1}), adapter.profile)
    assert caught.value.pointer == "/items/0/status"


def test_a_poll_reads_what_a_list_shows(adapter):
    assert ark.decode_polled(REF, record("running"), adapter.profile) == InProgress(
        ref=REF, state=RunState.RUNNING
    )

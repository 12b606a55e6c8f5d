"""The list of tasks: what it holds, which of them, page by page."""

import pytest
from vidu_mock import EFFECT, TEXT, VALIDATORS, Mock


def ids(page):
    return [task["id"] for task in page["tasks"]]


def test_an_item_has_what_an_integrator_looks_for(mock):
    answer = mock.created(payload="order-17")
    (item,) = mock.tasks()["tasks"]
    for name in (
        "model",
        "prompt",
        "images",
        "duration",
        "resolution",
        "aspect_ratio",
        "payload",
        "created_at",
    ):
        assert item[name] == answer[name]
    assert (item["id"], item["state"], item["creations"]) == (answer["task_id"], "created", [])


def test_a_finished_item_has_its_film(mock):
    task_id = mock.created()["task_id"]
    for _ in range(3):
        mock.task(task_id)
    (creation,) = mock.tasks()["tasks"][0]["creations"]
    assert creation["video"] == {
        "duration": 5.0,
        "fps": 24,
        "resolution": {"width": 1920, "height": 1080},
    }


def test_a_cancelled_item_costs_nothing(mock):
    task_id = mock.created()["task_id"]
    mock.cancel(task_id)
    (item,) = mock.tasks()["tasks"]
    assert (item["state"], item["err_code"], item["credits"]) == ("failed", "UserCancelled", 0)


def test_looking_at_the_list_is_no_poll(mock):
    task_id = mock.created()["task_id"]
    for _ in range(5):
        mock.tasks()
    assert mock.task(task_id)["state"] == "created"


@pytest.mark.parametrize("pager", ["pager", "paper"])
def test_pages_go_on_by_number(mock, pager):
    made = [mock.created()["task_id"] for _ in range(5)][::-1]
    pages = [mock.tasks((f"{pager}.page", n), (f"{pager}.pagesz", 2)) for n in range(4)]
    assert [ids(page) for page in pages] == [made[:2], made[2:4], made[4:], []]
    assert [bool(page["next_page_token"]) for page in pages] == [True, True, False, False]


def test_pages_go_on_by_token(mock):
    made = [mock.created()["task_id"] for _ in range(5)][::-1]
    page = mock.tasks(("pager.pagesz", 2))
    seen = ids(page)
    while page["next_page_token"]:
        page = mock.tasks(("pager.pagesz", 2), ("pager.page_token", page["next_page_token"]))
        seen += ids(page)
    assert seen == made


def test_nothing_follows_a_task_that_is_forgotten(mock):
    for _ in range(3):
        mock.created()
    token = mock.tasks(("pager.pagesz", 1))["next_page_token"]
    mock.engine.reset("default")
    mock.created()
    assert ids(mock.tasks(("pager.page_token", token))) == []


def test_an_empty_token_is_none(mock):
    mock.created()
    assert len(ids(mock.tasks(("pager.page_token", "")))) == 1


def test_ten_are_a_page(mock):
    for _ in range(11):
        mock.created()
    assert len(ids(mock.tasks())) == 10


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ([("model_versions", "q2")], ["q2"]),
        ([("model_versions", "viduq2")], ["q2"]),
        ([("model_versions", "q1"), ("model_versions", "q2")], ["q2", "q1"]),
        ([("resolutions", "720p")], ["q2"]),
        ([("templates", "hugging")], ["hugging"]),
        ([("states", "failed")], ["q1"]),
        ([("states", "created"), ("states", "failed")], ["hugging", "q2", "q1"]),
        ([("states", "success")], []),
        ([("model_versions", "q2"), ("states", "failed")], []),
    ],
    ids=str,
)
def test_a_list_is_narrowed(mock, query, found):
    names = {mock.created()["task_id"]: "q1"}
    mock.cancel(next(iter(names)))
    names[mock.created("text2video", {**TEXT, "model": "viduq2"})["task_id"]] = "q2"
    names[mock.created("template", EFFECT)["task_id"]] = "hugging"
    assert [names[one] for one in ids(mock.tasks(*query))] == found
    assert [names[one] for one in ids(mock.tasks(*(("task_ids", one) for one in list(names)[:1])))] == ["q1"]


def test_a_week_is_shown_unless_a_time_is_asked(mock):
    mock.created()
    mock.engine.clock.step(7 * 86400 + 1)
    young = mock.created()["task_id"]
    assert ids(mock.tasks()) == [young]
    assert len(ids(mock.tasks(("created_at.from", "2025-01-01T00:00:00Z")))) == 2
    assert len(ids(mock.tasks(("created_at.to", "2099-01-01T00:00:00+08:00")))) == 2
    assert ids(mock.tasks(("created_at.from", "2099-01-01T00:00:00"))) == []
    assert ids(mock.tasks(("created_at.to", "2025-01-01T00:00:00.123456Z"))) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("created_at.from", "yesterday"),
        ("created_at.to", ""),
        ("pager.page", "-1"),
        ("pager.page", "one"),
        ("paper.pagesz", "9999999"),
        ("pager.page_token", "x"),
        ("pager.page_token", "/w=="),
        ("pager.page_token", "山"),
    ],
)
def test_what_cannot_be_read_is_an_invalid_field(mock, name, value):
    status, answer = mock.ask("GET", "/ent/v2/tasks", query=((name, value),))
    assert (status, answer["message"]) == (400, f"invalid field: {name}")
    assert VALIDATORS.reply_violations("listTasks", status, answer) == []


@pytest.mark.parametrize(
    ("name", "value", "size"),
    [("pager.pagesz", "101", 100), ("pager.pagesz", "0", 1), ("moon", "1", 10), ("pager.moon", "1", 10)],
)
def test_what_is_not_documented_is_remarked(mock, name, value, size):
    for _ in range(2):
        mock.created()
    assert len(ids(mock.tasks((name, value)))) == min(size, 2)
    assert len(mock.entry.remarks) == 1
    strict = Mock("strict")
    assert strict.ask("GET", "/ent/v2/tasks", query=((name, value),))[0] == 400

import pytest
from ark_bodies import P15, PRO, TASK, create, text

from vidlect_mock import documents

VALIDATORS = documents.Validators(documents.load("vendors", "volcengine_ark"))


def ids(asked):
    assert asked.status == 200, asked.body
    assert VALIDATORS.reply_violations("ListContentsGenerationsTasks", 200, asked.body) == []
    return [item["id"] for item in asked.body["items"]]


@pytest.fixture
def some(counter):
    """Five tasks: waiting, running, done, cancelled, waiting at another model."""
    waiting, running, done, cancelled = (counter.make() for _ in range(4))
    counter.get(running)
    for _ in range(2):
        counter.get(done)
    counter.delete(cancelled)
    other = counter.make(create(model=P15))
    return {"waiting": waiting, "running": running, "done": done, "cancelled": cancelled, "other": other}


def test_the_newest_stands_first(counter, some):
    asked = counter.listed()
    assert ids(asked) == [some[one] for one in ("other", "cancelled", "done", "running", "waiting")]
    assert asked.body["total"] == 5


def test_the_oldest_stands_first_by_a_switch(counter_with):
    counter = counter_with(**{"list-order": "oldest"})
    made = [counter.make() for _ in range(3)]
    assert ids(counter.listed("page_size=2")) == made[:2]
    assert ids(counter.listed("page_size=2&page_num=2")) == made[2:]


def test_looking_at_a_list_is_no_poll(counter, some):
    for _ in range(5):
        counter.listed()
    assert counter.get(some["waiting"]).body["status"] == "running"


@pytest.mark.parametrize(
    ("query", "names", "total"),
    [
        ("page_size=2", ["other", "cancelled"], 5),
        ("page_num=2&page_size=2", ["done", "running"], 5),
        ("page_num=3&page_size=2", ["waiting"], 5),
        ("page_num=4&page_size=2", [], 5),
        ("page_num=500&page_size=500", [], 5),
        ("filter.status=queued", ["other", "waiting"], 2),
        ("filter.status=running", ["running"], 1),
        ("filter.status=succeeded", ["done"], 1),
        ("filter.status=cancelled", ["cancelled"], 1),
        ("filter.status=failed", [], 0),
        ("filter.status=expired", [], 0),
        (f"filter.model={P15}", ["other"], 1),
        (f"filter.model={PRO}&filter.status=queued", ["waiting"], 1),
        ("filter.model=ep-20260414114820-abcde", [], 0),
        ("filter.service_tier=flex", [], 0),
        ("filter.service_tier=default&page_size=1", ["other"], 5),
        ("page_num=&filter.status=", ["other", "cancelled", "done", "running", "waiting"], 5),
        ("limit=1&after=2&page_size=1", ["other"], 5),
    ],
)
def test_pages_and_filters(counter, some, query, names, total):
    asked = counter.listed(query)
    assert ids(asked) == [some[name] for name in names]
    assert asked.body["total"] == total


def test_ids_are_a_repeated_parameter(counter, some):
    asked = counter.listed(
        f"filter.task_ids={some['done']}&filter.task_ids={some['other']}&filter.task_ids={TASK}"
    )
    assert ids(asked) == [some["other"], some["done"]]
    assert asked.body["total"] == 2


def test_an_endpoint_is_found_by_its_own_name_and_by_its_models(counter):
    task = counter.make(create(model="ep-20260414114820-abcde"))
    assert ids(counter.listed("filter.model=ep-20260414114820-abcde")) == [task]
    assert ids(counter.listed(f"filter.model={P15}")) == [task]


def test_only_the_usual_tier_is_listed_unless_asked(counter, counter_with):
    flex = counter.make(create(service_tier="flex"))
    assert ids(counter.listed()) == []
    assert ids(counter.listed("filter.service_tier=flex")) == [flex]
    everything = counter_with(**{"list-tier": "all"})
    flex = everything.make(create(service_tier="flex"))
    assert ids(everything.listed()) == [flex]


def test_a_page_has_twenty_tasks_unless_asked(counter):
    for number in range(23):
        counter.make(create(text(f"第{number}幕")))
    asked = counter.listed()
    assert (len(ids(asked)), asked.body["total"]) == (20, 23)


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ("page_num=0", "page_num"),
        ("page_num=501", "page_num"),
        ("page_num=1.0", "page_num"),
        ("page_num=%D9%A1", "page_num"),
        ("page_size=0", "page_size"),
        ("page_size=" + "9" * 5000, "page_size"),
        ("page_size=-1", "page_size"),
        ("filter.status=done", "filter.status"),
        ("filter.service_tier=fast", "filter.service_tier"),
        ("&".join(["filter.task_ids=a"] * 1001), "query"),
    ],
)
def test_a_bad_query_is_named(counter, query, param):
    asked = counter.listed(query)
    assert (asked.status, asked.refused) == (400, ("InvalidParameter", param))


def test_expired_may_be_no_filter(counter_with):
    refusing = counter_with(**{"list-expired": "refused"})
    assert refusing.listed("filter.status=expired").refused == ("InvalidParameter", "filter.status")


def test_unknown_parameters_are_remarked_on_or_refused(counter, counter_with):
    assert counter.listed("cursor=1").entry.remarks == ("cursor: no parameter of a list, ignored",)
    assert counter_with("strict").listed("cursor=1").refused == ("InvalidParameter", "cursor")

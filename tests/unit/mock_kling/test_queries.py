"""Asking for tasks: one, a list, a window; and the account."""

import pytest
from kling_bodies import BODIES, CREATED, NEW
from kling_counter import NOW

from vidlect_mock.scenario import AfterSeconds
from vidlect_mock.sessions import Settings

UNKNOWN = "Task not found by id/external id: "
NOW_MS = int(NOW * 1000)


@pytest.mark.parametrize("kind", BODIES)
def test_a_task_runs_and_is_done(counter, kind):
    task_id = counter.make(kind, BODIES[kind][0])
    if kind in NEW:
        words = [counter.tasks(f"task_ids={task_id}")[0]["status"] for _ in range(3)]
        assert words == ["processing", "succeeded", "succeeded"]
    else:
        words = [counter.get(kind, task_id).data["task_status"] for _ in range(3)]
        assert words == ["processing", "succeed", "succeed"]


@pytest.mark.parametrize("kind", [kind for kind in BODIES if kind in CREATED])
def test_a_classic_query_finds_only_its_own_kind(counter, counter_with, kind):
    task_id = counter.make(kind, BODIES[kind][0])
    for other in CREATED:
        asked = counter.get(other, task_id)
        if other == kind:
            assert asked.data["task_id"] == task_id
        else:
            assert asked.refused == (400, 1201, UNKNOWN + task_id)
    found = counter_with(other_kind="found")
    assert found.get("effects", found.make(kind, BODIES[kind][0])).status == 200


def test_the_new_query_shows_classic_tasks_in_its_own_words(counter):
    task_id = counter.done()["task_id"]
    (shown,) = counter.tasks(f"task_ids={task_id}")
    assert (shown["id"], shown["status"]) == (task_id, "succeeded")


def test_a_classic_query_does_not_know_new_tasks_but_by_switch(counter, counter_with):
    task_id = counter.make("new text-to-video", {"prompt": "渡口"})
    assert counter.get("text2video", task_id).refused == (400, 1201, UNKNOWN + task_id)
    found = counter_with(other_kind="found")
    task_id = found.make("new text-to-video", {"prompt": "渡口"})
    assert found.get("text2video", task_id).data["task_status"] == "processing"


@pytest.mark.parametrize("external", ["my-1", "订单 1/2?", "100%", "a b"])
def test_the_clients_own_id_finds_the_task(counter, external):
    task_id = counter.make(body={"prompt": "渡口", "external_task_id": external})
    found = counter.get("text2video", external.replace("%", "%25").replace("/", "%2F")).data
    assert found["task_id"] == task_id
    assert found["task_info"] == {"external_task_id": external}


def test_the_clients_own_id_must_be_new(counter):
    body = {"prompt": "渡口", "external_task_id": "my-1"}
    counter.make(body=body)
    assert counter.create("text2video", body).refused == (400, 1201, "External_task_id my-1 already exists")
    new = {"prompt": "渡口", "options": {"external_task_id": "my-1"}}
    assert counter.create("new text-to-video", new).refused == (
        400, 1201, "External_task_id my-1 already exists")  # fmt: skip
    assert len(counter.ask("GET", CREATED["text2video"]).data) == 1
    counter.make(body=body, session="other")


@pytest.mark.parametrize("task_id", ["831922345719271433", "x", "%E8%AE%A2", "%FF%00", "0" * 500])
def test_an_unknown_id_is_named(counter, task_id):
    asked = counter.get("image2video", task_id)
    assert asked.refused[:2] == (400, 1201)
    assert asked.refused[2].startswith(UNKNOWN)


def test_a_get_with_a_body_is_answered_all_the_same(counter):
    task_id = counter.make()
    asked = counter.ask("GET", f"{CREATED['text2video']}/{task_id}", b"{not json")
    assert asked.data["task_id"] == task_id


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 5), ("pageSize=2", 2), ("pageNum=2&pageSize=2", 2), ("pageNum=3&pageSize=2", 1), ("pageNum=4&pageSize=2", 0),
     ("pageNum=1000&pageSize=500", 0), ("pageNum=1&pageSize=500", 5), ("unknown=1", 5), ("pageSize=2&pageSize=4", 2)],
)  # fmt: skip
def test_a_list_is_paged(counter, query, count):
    made = [counter.make() for _ in range(5)]
    counter.make("image2video", {"image": "https://example.com/a.png"})
    counter.make("new text-to-video", {"prompt": "渡口"})
    listed = [task["task_id"] for task in counter.ask("GET", CREATED["text2video"], query=query).data]
    assert len(listed) == count
    if not query:
        assert listed == made[::-1]


def test_a_list_may_begin_with_the_oldest(counter_with):
    counter = counter_with(list_order="oldest")
    made = [counter.make() for _ in range(3)]
    assert [task["task_id"] for task in counter.ask("GET", CREATED["text2video"]).data] == made


@pytest.mark.parametrize(
    ("name", "value"),
    [("pageNum", 0), ("pageNum", 1001), ("pageSize", 0), ("pageSize", 501), ("pageSize", -1), ("pageNum", "x"), ("pageNum", ""),
     ("pageSize", "9" * 30), ("pageSize", "१")],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["text2video", "effects"])
def test_paging_out_of_range_is_named(counter, counter_with, kind, name, value):
    asked = counter.ask("GET", CREATED[kind], query=f"{name}={value}")
    assert asked.refused[:2] == (400, 1201)
    assert asked.refused[2].startswith(name)
    clamped = counter_with(paging="clamped").ask("GET", CREATED[kind], query=f"{name}={value}")
    assert clamped.status == (
        200 if str(value).isascii() and str(value).isdecimal() and len(str(value)) < 19 else 400
    )


def test_several_tasks_at_once(counter):
    one, two = (
        counter.make(),
        counter.make("new text-to-video", {"prompt": "渡口", "options": {"external_task_id": "二"}}),
    )
    assert [task["id"] for task in counter.tasks(f"task_ids={two},{one},nobody,{one}")] == [two, one]
    assert [task["id"] for task in counter.tasks(f"task_ids={one}&task_ids={two}")] == [one, two]
    assert [task["external_id"] for task in counter.tasks("external_task_ids=%E4%BA%8C,nobody")] == ["二"]
    assert counter.tasks("task_ids=nobody") == []
    assert counter.tasks("external_task_ids=nobody") == []


def test_the_first_known_task_counts_as_polled(counter):
    one, two = counter.make(), counter.make()
    for _ in range(2):
        shown = counter.tasks(f"task_ids=nobody,{one},{two}")
    assert [task["status"] for task in shown] == ["succeeded", "submitted"]


@pytest.mark.parametrize("query", ["", "task_ids=", "task_ids=,,", "external_task_ids=%20", "other=1"])
def test_a_query_needs_ids(counter, query):
    assert counter.ask("GET", "/tasks", query=query).refused == (
        400, 1201, "task_ids or external_task_ids is required")  # fmt: skip


@pytest.mark.parametrize(("count", "good"), [(20, True), (21, False)])
def test_a_query_takes_twenty_ids(counter, count, good):
    asked = counter.ask("GET", "/tasks", query="task_ids=" + ",".join(map(str, range(count))))
    assert asked.status == (200 if good else 400)
    if not good:
        assert "cannot exceed 20 in total" in asked.refused[2]


def test_both_kinds_of_ids_are_remarked(counter, counter_with):
    assert counter.ask("GET", "/tasks", query="task_ids=1&external_task_ids=2").remarks
    assert counter_with("strict").ask("GET", "/tasks", query="task_ids=1&external_task_ids=2").status == 400


def test_a_window_is_read_page_by_page(counter):
    made = [counter.make() for _ in range(3)] + [counter.make("new text-to-video", {"prompt": "渡口"})]
    first = counter.ask("POST", "/tasks", {"limit": 3}).data
    assert [task["id"] for task in first["result"]] == made[:0:-1]
    assert (first["count"], first["has_more"]) == (3, True)
    second = counter.ask("POST", "/tasks", {"limit": 3, "cursor": first["next_cursor"]}).data
    assert [task["id"] for task in second["result"]] == made[:1]
    assert (second["count"], second["has_more"]) == (1, False)
    assert "next_cursor" not in second


def test_an_empty_window_has_only_count_and_has_more(counter):
    assert counter.ask("POST", "/tasks").data == {"count": 0, "has_more": False}
    assert counter.ask("POST", "/tasks", {"cursor": "nobody"}).data == {"count": 0, "has_more": False}


@pytest.mark.parametrize(
    ("window", "count"),
    [
        ({"start_time": NOW_MS, "end_time": NOW_MS + 1}, 1),
        ({"start_time": str(NOW_MS), "end_time": str(NOW_MS + 1)}, 1),
        ({"end_time": NOW_MS + 1}, 1),
        ({"end_time": NOW_MS + 31 * 86_400_000}, 0),
        ({"start_time": NOW_MS + 1000}, 0),
        ({"end_time": NOW_MS - 1000}, 0),
        ({"start_time": float(NOW_MS)}, 1),
        ({"filters": [{"key": "status", "values": ["submitted", "failed"]}]}, 1),
        ({"filters": [{"key": "status", "values": ["succeeded"]}]}, 0),
        (
            {
                "filters": [
                    {"key": "product_type", "values": ["video"]},
                    {"key": "status", "values": ["submitted"]},
                ]
            },
            1,
        ),
        ({"filters": [{"key": "product_type", "values": ["text2video"]}]}, 1),
        ({"filters": [{"key": "product_type", "values": ["image"]}]}, 0),
        ({"filters": []}, 1),
        ({"limit": None}, 1),
    ],
)
def test_a_window_and_filters_choose(counter, window, count):
    counter.make()
    assert counter.ask("POST", "/tasks", window).data["count"] == count


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"limit": 0}, "limit value '0' is invalid"),
        ({"limit": 501}, "limit value '501' is invalid"),
        ({"limit": "5"}, "limit value type is invalid, expected integer"),
        ({"limit": 1e300}, "limit"),
        ({"limit": True}, "limit"),
        ({"start_time": "soon"}, "start_time value 'soon' is invalid"),
        ({"filters": {}}, "filters value type is invalid, expected array"),
        ({"filters": [{"key": "model", "values": []}]}, "filters[0].key value 'model' is invalid"),
        ({"filters": [{"key": "status"}]}, "filters[0].values is required"),
    ],
)  # fmt: skip
def test_a_wrong_filter_is_named(counter, body, said):
    asked = counter.ask("POST", "/tasks", body)
    assert asked.refused[:2] == (400, 1201)
    assert said in asked.refused[2]


def test_a_strict_window_has_no_unknown_fields(counter, counter_with):
    assert counter.ask("POST", "/tasks", {"size": 1, "cursor": None}).remarks == [
        "size: not a field of /tasks, ignored",
        "cursor: null, taken as absent",
    ]
    assert counter_with("strict").ask("POST", "/tasks", {"size": 1}).status == 400


@pytest.mark.parametrize("query", ["", "start_time=1", "end_time=1", "start_time=&end_time=1"])
def test_costs_need_a_window(counter, query):
    status, code, said = counter.ask("GET", "/account/costs", query=query).refused
    assert (status, code) == (400, 1200)
    assert said.startswith("Missing Request Parameter")


def test_costs_of_an_account(counter, counter_with):
    window = "start_time=1&end_time=2"
    data = counter.ask("GET", "/account/costs", query=window).data
    (pack,) = data["resource_pack_subscribe_infos"]
    assert (data["code"], pack["status"], pack["resource_pack_type"]) == (0, "online", "decreasing_total")
    assert pack["effective_time"] < NOW_MS < pack["invalid_time"]
    named = counter.ask("GET", "/account/costs", query=f"{window}&resource_pack_name=vidlect%20pack").data
    assert named == data
    empty = {"code": 0, "msg": "success"}
    assert counter.ask("GET", "/account/costs", query=f"{window}&resource_pack_name=other").data == empty
    assert counter_with(packs="none").ask("GET", "/account/costs", query=window).data == empty
    assert counter.ask("GET", "/account/costs", query="start_time=x&end_time=2").refused[1] == 1201


def test_so_many_tasks_run_at_once(counter):
    counter.engine.configure("default", Settings(concurrency_limit=1))
    task_id = counter.make()
    asked = counter.create("image2video", {"image": "https://example.com/a.png"})
    assert asked.refused == (429, 1303, "parallel task over resource pack limit")
    assert "data" not in asked.body
    assert counter.create("new text-to-video", {"prompt": "渡口"}).refused[1] == 1303
    assert asked.headers.keys() == {b"content-type"}  # no Retry-After, no rate headers
    for _ in range(2):
        counter.get("text2video", task_id)
    counter.make()


def test_a_quota_that_is_used_up_is_1102(counter):
    counter.engine.configure("default", Settings(quota=0))
    assert counter.create("text2video", {"prompt": "渡口"}).refused == (
        429,
        1102,
        "Account balance not enough",
    )


def test_tasks_are_forgotten_with_their_films(counter_with):
    counter = counter_with(pace=AfterSeconds(1, 2))
    task_id = counter.make()
    counter.clock.step(30 * 86_400 - 1)
    assert counter.get("text2video", task_id).data["task_status"] == "succeed"
    counter.clock.step(2)
    assert counter.get("text2video", task_id).refused[:2] == (400, 1201)

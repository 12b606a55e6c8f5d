"""Polls, lists and what is left: which call, and what its reply says."""

from datetime import UTC, datetime
from decimal import Decimal

import orjson
import pytest
from kling_words import FILM, ID, VIDEO, accepted, classic, done, finished, new, refused

from vidlect_adapters.canonical import Failed, InProgress, Succeeded, TaskRef
from vidlect_adapters.credentials import KeyPair
from vidlect_adapters.errors import Inexpressible, MalformedReply, UnknownWord
from vidlect_adapters.extras import Balance, TaskFilter
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.vendors import kling
from vidlect_adapters.vendors.kling import wire


def test_a_classic_task_is_polled_where_it_was_made(default):
    ref = TaskRef(task_id=ID, locator=(("path", "/v1/videos/image2video"),))
    call = kling.encode_poll(ref, default)
    assert (call.method, call.path, call.query, call.headers) == (
        "GET",
        f"/v1/videos/image2video/{ID}",
        (),
        (),
    )
    assert call.body == b""


@pytest.mark.parametrize(
    "locator", [(), (("path", "/text-to-video/kling-3.0"),), (("path", "/tasks"),)], ids=str
)
def test_any_other_task_is_polled_by_its_id_alone(locator, default):
    call = kling.encode_poll(TaskRef(task_id=ID, locator=locator), default)
    assert (call.path, call.query) == ("/tasks", (("task_ids", ID),))


def test_a_task_is_polled_by_its_external_id(film, default):
    old = kling.encode_poll(kling.external_ref(film("kling-v3"), "雪/1?"), default)
    assert old.path == "/v1/videos/text2video/%E9%9B%AA%2F1%3F"
    later = kling.encode_poll(kling.external_ref(film("kling-3.0"), "雪/1?"), default)
    assert (later.path, later.query) == ("/tasks", (("external_task_ids", "雪/1?"),))


@pytest.mark.parametrize("external", ["\ud800", ".", ".."])
def test_an_id_that_no_path_can_hold_is_refused(film, default, external):
    with pytest.raises(Inexpressible, match="path"):
        kling.encode_poll(kling.external_ref(film("kling-v3"), external), default)


def test_an_id_with_a_comma_is_not_asked_for_as_two(film, default):
    assert kling.encode_poll(kling.external_ref(film("kling-v3"), "1,2"), default).path.endswith("/1%2C2")
    with pytest.raises(Inexpressible, match="comma") as caught:
        kling.encode_poll(kling.external_ref(film("kling-3.0"), "1,2"), default)
    assert (caught.value.pointer, caught.value.value) == ("/task_id", "1,2")


def test_a_reference_is_serialisable(film):
    ref = kling.external_ref(film("kling-v3"), "x")
    assert orjson.loads(orjson.dumps(ref.locator)) == [
        ["path", "/v1/videos/text2video"],
        ["external", "true"],
    ]


@pytest.mark.parametrize("kind", wire.KINDS)
def test_a_classic_list_is_of_one_kind(kind, profile):
    call = kling.encode_list(TaskFilter(page=2, size=500), profile(lists=kind))
    assert (call.path, call.query) == (wire.KINDS[kind], (("pageNum", "2"), ("pageSize", "500")))
    assert kling.encode_list(TaskFilter(), profile(lists=kind)).query == ()
    assert kling.encode_list(TaskFilter(size=1), profile(lists=kind)).query == (("pageSize", "1"),)


def test_the_list_of_all_tasks_has_a_cursor(profile):
    tasks = profile(lists="tasks")
    call = kling.encode_list(TaskFilter(after="c1", size=7, state="failed"), tasks)
    assert (call.method, call.path) == ("POST", "/tasks")
    filters = [{"key": "status", "values": ["failed"]}]
    assert orjson.loads(call.body) == {"cursor": "c1", "limit": 7, "filters": filters}
    assert orjson.loads(kling.encode_list(TaskFilter(), tasks).body) == {}


def test_twenty_tasks_are_named_at_once(profile):
    tasks = profile(lists="tasks")
    call = kling.encode_list(TaskFilter(task_ids=("1", "2")), tasks)
    assert (call.method, call.path, call.query) == ("GET", "/tasks", (("task_ids", "1,2"),))
    assert kling.encode_list(TaskFilter(task_ids=("1",) * 20), tasks).method == "GET"


@pytest.mark.parametrize(
    ("lists", "wanted", "field"),
    [
        *[
            ("text2video", {name: value}, name)
            for name, value in (("after", "c"), ("state", "s"), ("task_ids", ("1",)))
        ],
        *[(lists, {"model": "kling-v3"}, "model") for lists in ("text2video", "tasks")],
        *[(lists, {"size": size}, "size") for lists in ("text2video", "tasks") for size in (0, 501)],
        *[("text2video", {"page": page}, "page") for page in (0, 1001)],
        ("tasks", {"page": 1}, "page"),
        ("tasks", {"task_ids": ("1",) * 21}, "task_ids"),
        *[
            ("tasks", {"task_ids": ("1",), name: value}, "task_ids")
            for name, value in (("after", "c"), ("state", "s"), ("size", 5))
        ],
    ],
    ids=str,
)
def test_a_filter_that_a_list_lacks_is_refused(lists, wanted, field, profile):
    with pytest.raises(Inexpressible) as caught:
        kling.encode_list(TaskFilter(**wanted), profile(lists=lists))
    assert caught.value.pointer == f"/{field}"
    if field in ("page", "size", "model"):
        assert caught.value.value == wanted[field]


@pytest.fixture
def listed(reply, profile):
    """What a list says."""

    def read(body, status=200, *, lists="image2video"):
        return kling.decode_listed(reply(body, status), profile(lists=lists))

    return read


def test_a_classic_page_has_tasks_to_poll_where_it_was_asked_for(listed):
    page = listed(
        accepted(
            [finished(), {**classic("failed"), "task_id": "2"}, {**classic("submitted"), "task_id": "3"}]
        )
    )
    assert [type(one) for one in page.tasks] == [Succeeded, Failed, InProgress]
    assert {one.ref.located("path") for one in page.tasks} == {"/v1/videos/image2video"}
    assert [one.ref.task_id for one in page.tasks] == [ID, "2", "3"]
    assert (page.total, page.next_after) == (None, None)
    assert listed(accepted([])).tasks == ()


def test_a_page_of_all_tasks_names_the_next(listed):
    data = {"result": [done(VIDEO)], "count": 1, "next_cursor": "c2", "has_more": True}
    page = listed(accepted(data), lists="tasks")
    assert page.next_after == "c2"
    assert page.tasks[0].video.location.url == FILM
    assert page.tasks[0].ref.locator == (("path", "/tasks"),)
    assert listed(accepted({**data, "has_more": False}), lists="tasks").next_after is None
    assert listed(accepted({"count": 0, "has_more": False}), lists="tasks").tasks == ()


def test_tasks_that_made_no_film_are_left_out_of_a_list(listed):
    picture = {**done({"type": "image", "url": "https://a.example/1.png"}), "id": "2"}
    voice = {**done({"type": "voice", "id": "v"}), "id": "3"}
    failed = {**new("failed", outputs=[]), "id": "4"}
    page = listed(
        accepted({"result": [picture, done(VIDEO), voice, failed], "has_more": False}), lists="tasks"
    )
    assert [one.ref.task_id for one in page.tasks] == [ID, "4"]


@pytest.mark.parametrize(
    ("data", "pointer", "value"),
    [
        (7, "/data", 7),
        ("x", "/data", "x"),
        ([7], "/data/0", 7),
        ([classic("succeed")], "/data/0/task_result/videos", None),
        ({"result": 7}, "/data/result", 7),
        ({"result": [7]}, "/data/result/0", 7),
        ({"result": [{}]}, "/data/result/0/id", None),
        ({"result": [done({"type": "hologram"})]}, "/data/result/0/outputs", None),
    ],
    ids=str,
)
def test_a_list_that_is_none_is_malformed(data, pointer, value, listed):
    with pytest.raises(MalformedReply) as caught:
        listed(accepted(data), lists="tasks")
    assert (caught.value.pointer, caught.value.value) == (pointer, value)


def test_a_failed_task_of_a_list_names_the_request(listed):
    (failed,) = listed(accepted([classic("failed")])).tasks
    assert failed.failure.request_id == "R1"


def test_a_list_may_be_refused(listed):
    assert listed(refused(1201, "pageSize"), 400).kind is ErrorKind.INVALID_REQUEST


PACK = {
    "resource_pack_name": "视频包",
    "resource_pack_id": "1",
    "resource_pack_type": "decreasing_total",
    "total_quantity": 200.0,
    "remaining_quantity": 118.5,
    "purchase_time": 1,
    "effective_time": 1,
    "invalid_time": 2,
    "status": "online",
}


@pytest.fixture
def balance(reply, default):
    """What the reply to a question for the balance says."""

    def read(packs, **inner):
        data = {"code": 0, "msg": "success", "resource_pack_subscribe_infos": packs, **inner}
        return kling.decode_balance(reply(accepted(data)), default)

    return read


def test_what_is_left_is_asked_for_over_all_time(default):
    call = kling.encode_balance(default)
    query = dict(call.query)
    assert (call.method, call.path, list(query)) == ("GET", "/account/costs", ["start_time", "end_time"])
    now = datetime.now(UTC).timestamp() * 1000
    assert int(query["start_time"]) < now < int(query["end_time"])
    keys = KeyPair(access_key="a", secret_key="b")
    assert kling.authorize(call, keys, datetime.now(UTC)).header("Authorization")


def test_packs_in_use_and_used_up_are_told(balance):
    packs = [
        PACK,
        {**PACK, "resource_pack_name": "空", "status": "runOut", "remaining_quantity": 0},
        {**PACK, "status": "toBeOnline"},
        {**PACK, "status": "expired"},
    ]
    assert balance(packs) == (
        Balance(name="视频包", left=Decimal("118.5"), unit="decreasing_total", total=Decimal("200.0")),
        Balance(name="空", left=Decimal(0), unit="decreasing_total", total=Decimal("200.0")),
    )


def test_an_account_without_packs_has_no_such_key(reply, default):
    assert kling.decode_balance(reply(accepted({"code": 0, "msg": "success"})), default) == ()


def test_the_inner_code_may_refuse(balance, reply, default):
    failure = balance([], code=7, msg="später")
    assert failure == VendorFailure(
        kind=ErrorKind.VENDOR_ERROR, vendor_code="7", message="später", request_id="R1"
    )
    assert kling.decode_balance(reply(refused(1200), 400), default).kind is ErrorKind.INVALID_REQUEST


@pytest.mark.parametrize(
    ("packs", "pointer", "value"),
    [
        ({}, "", {}),
        ([7], "/0", 7),
        ([PACK, {**PACK, "resource_pack_name": 7}], "/1/resource_pack_name", 7),
        ([{**PACK, "status": 7}], "/0/status", 7),
        ([{**PACK, "remaining_quantity": "7"}], "/0/remaining_quantity", "7"),
        ([{**PACK, "remaining_quantity": True}], "/0/remaining_quantity", True),
        ([{**PACK, "total_quantity": None}], "/0/total_quantity", None),
    ],
    ids=str,
)
def test_packs_that_are_none_are_malformed(packs, pointer, value, balance):
    with pytest.raises(MalformedReply) as caught:
        balance(packs)
    assert caught.value.pointer == f"/data/resource_pack_subscribe_infos{pointer}"
    assert caught.value.value == value


@pytest.mark.parametrize(
    ("data", "pointer", "value"),
    [
        ({"msg": "?"}, "/data/code", None),
        ({"code": "0"}, "/data/code", "0"),
        ([], "/data", []),
        (7, "/data", 7),
    ],
    ids=str,
)
def test_an_answer_without_an_inner_code_is_malformed(data, pointer, value, reply, default):
    with pytest.raises(MalformedReply) as caught:
        kling.decode_balance(reply(accepted(data)), default)
    assert (caught.value.pointer, caught.value.value) == (pointer, value)


@pytest.mark.parametrize("field", ["status", "resource_pack_type"])
def test_an_unknown_word_of_a_pack_raises(field, balance):
    with pytest.raises(UnknownWord) as caught:
        balance([{**PACK, field: "paused"}])
    assert caught.value.pointer == f"/data/resource_pack_subscribe_infos/0/{field}"
    assert caught.value.value == "paused"

"""Lists of tasks, and what is like them: pages, filters, throttling."""

from datetime import UTC, datetime

import pytest
from dashscope_words import BODY, FRAMES, TASKS, URL, UUID, VALIDATORS

from vidlect_mock.scenario import Immediate
from vidlect_mock.sessions import Settings
from vidlect_mock.vendors.dashscope.identity import read_local_time


@pytest.mark.parametrize("states", [1, 2, 0])
def test_a_list_is_flat_with_the_newest_first(vendor, states):
    first = vendor.takes(BODY)
    for _ in range(states):
        vendor.task(first)
    second = vendor.takes({"model": "wan2.2-kf2v-flash", "input": {"first_frame_url": URL}}, FRAMES)
    answer = vendor.ask("GET", TASKS)
    assert list(answer.json) == ["total", "data", "total_page", "page_no", "request_id", "page_size"]
    assert VALIDATORS.reply_violations("listTasks", 200, answer.json) == []
    newest, oldest = answer.json["data"]
    assert (newest["task_id"], oldest["task_id"]) == (second, first)
    assert newest["user_api_unique_key"] == "apikey:v1:aigc:image2video:video-synthesis:wan2.2-kf2v-flash"
    assert oldest["user_api_unique_key"] == "apikey:v1:aigc:video-generation:video-synthesis:wan2.6-t2v"
    assert oldest["status"] == ("PENDING", "RUNNING", "SUCCEEDED")[states]
    assert ("end_time" in oldest) is (states == 2)
    assert oldest["gmt_create"] <= oldest["start_time"]
    assert UUID.fullmatch(oldest["request_id"])


def test_a_list_has_pages_and_filters(vendor):
    made = [vendor.takes(BODY) for _ in range(5)]
    vendor.task(made[0])

    def page(query):
        answer = vendor.ask("GET", TASKS + "/", query=query)
        assert answer.status == 200, answer.json
        return answer.json

    assert [page("page_size=2")[name] for name in ("total", "total_page", "page_no", "page_size")] == [
        5,
        3,
        1,
        2,
    ]
    shown = [one["task_id"] for number in (1, 2, 3) for one in page(f"page_size=2&page_no={number}")["data"]]
    assert shown == made[::-1]
    assert page("page_size=2&page_no=9")["data"] == []
    assert page("status=RUNNING")["data"][0]["task_id"] == made[0]
    assert page(f"task_id={made[1]}")["total"] == 1
    assert page("model_name=wan2.6-i2v")["total"] == 0
    assert page("region=cn-beijing&status=&api_key_id=")["total"] == 5
    assert page("region=us-east-1")["total"] == 0
    assert page("mood=calm")["total"] == 5
    assert vendor.last().remarks == ("mood: no parameter of a list, ignored",)
    day = read_local_time("20200101000000")
    assert page("start_time=20200101000000")["total"] == 5
    assert page("end_time=20200101000000")["total"] == 0
    assert page("start_time=21000101000000")["total"] == 0
    assert day == datetime(2019, 12, 31, 16, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    "query",
    [
        "page_no=0",
        "page_no=x",
        "page_size=-1",
        "page_size=99999999",
        "start_time=yesterday",
        "start_time=20261301000000",
        "start_time=2026",
        "end_time=²0260101000000",
        "start_time=20260101000000&end_time=20260102000001",
        "start_time=20260102000000&end_time=20260101000000",
        "&".join(f"a{number}=1" for number in range(200)),
    ],
)
def test_a_list_that_cannot_be_had_is_refused(vendor, query):
    answer = vendor.ask("GET", TASKS, query=query.encode().decode("latin-1"))
    assert (answer.status, answer.json["code"]) == (400, "InvalidParameter")


def test_a_list_knows_the_tasks_that_fail_by_their_own_fault(vendor):
    vendor.end({**BODY, "parameters": {"size": "1280x720"}})
    assert vendor.ask("GET", TASKS, query="status=FAILED").json["total"] == 1
    assert vendor.ask("GET", TASKS).json["data"][0]["status"] == "FAILED"


def test_the_new_client_finds_its_list_by_a_switch(vendor_with):
    vendor = vendor_with(list_key="both")
    vendor.takes(BODY)
    answer = vendor.ask("GET", TASKS).json
    assert answer["tasks"] == answer["data"]
    assert len(answer["data"]) == 1


def test_a_task_may_be_done_at_once(vendor_with):
    vendor = vendor_with(pace=Immediate())
    assert vendor.task(vendor.takes(BODY))["output"]["task_status"] == "SUCCEEDED"


def test_a_submit_beyond_the_limits_is_throttled(vendor):
    vendor.engine.configure("default", Settings(concurrency_limit=1))
    vendor.takes(BODY)
    refused = vendor.refuses(BODY)
    assert (refused.status, refused.json["code"]) == (429, "Throttling.Concurrency")

import asyncio

import httpx
import pytest
from visual_by_hand import QUEUED, RUNNING, Vendor, bench, done, error_of, flat

pytestmark = pytest.mark.anyio
FILM = "http://vendor.example:8081/media/a.mp4"
FAILED = flat(None, 50511, "Post Img Risk Not Pass", 400)


async def statuses(gateway, task_id, times):
    return [(await gateway.query(task_id)).json()["status"] for _ in range(times)]


async def test_a_task_goes_from_queued_to_completed_and_is_then_asked_for_no_more():
    gateway = bench(Vendor(polls=[QUEUED, RUNNING, done(FILM)]))
    task_id = await gateway.created()
    assert await statuses(gateway, task_id, 6) == ["in_queue", "processing", *["completed"] * 4]
    assert gateway.vendor.count("poll") == 3


async def test_a_failed_task_says_why_and_is_asked_for_no_more():
    gateway = bench(Vendor(polls=[FAILED, QUEUED]))
    task_id = await gateway.created()
    for _ in range(3):
        body = (await gateway.query(task_id)).json()
        assert body["status"] == "failed"
        assert body["error"]["message"]
    assert gateway.vendor.count("poll") == 1


async def test_a_hundred_readers_of_one_task_are_one_question_to_the_vendor():
    gateway = bench(Vendor(polls=[RUNNING], pause=0.05))
    task_id = await gateway.created()
    replies = await asyncio.gather(*(gateway.query(task_id) for _ in range(100)))
    assert {reply.json()["status"] for reply in replies} == {"processing"}
    assert gateway.vendor.count("poll") == 1


async def test_between_two_polls_of_a_task_lies_a_pause_in_which_readers_get_what_is_known():
    gateway = bench(Vendor(polls=[RUNNING, done(FILM)]), shortest_pause=60)
    task_id = await gateway.created()
    assert await statuses(gateway, task_id, 5) == ["processing"] * 5
    assert gateway.vendor.count("poll") == 1


async def test_the_pause_of_one_task_holds_up_no_other():
    gateway = bench(Vendor(polls=[RUNNING]), shortest_pause=60)
    for task_id in [await gateway.created(), await gateway.created()]:
        assert await statuses(gateway, task_id, 2) == ["processing"] * 2
    assert gateway.vendor.count("poll") == 2


async def test_a_vendor_that_says_wait_is_waited_for():
    limit = flat(None, 50429, "Request Has Reached API Limit, Please Try Later", 429, {"retry-after": "60"})
    gateway = bench(Vendor(polls=[RUNNING, limit, done(FILM)]))
    task_id = await gateway.created()
    assert await statuses(gateway, task_id, 5) == ["processing"] * 5
    assert gateway.vendor.count("poll") == 2


TROUBLES = [
    httpx.ConnectError("refused"), httpx.ReadTimeout("slow"), httpx.ReadError("reset"), httpx.RemoteProtocolError("cut"),
    httpx.Response(502, text="<html>"), httpx.Response(503), httpx.Response(500), httpx.Response(200, text='{"code": 10'),
    httpx.Response(200, text="[]"), flat(None, 50429, "Limit", 429), flat(None, 50430, "Limit", 429),
]  # fmt: skip


@pytest.mark.parametrize("trouble", TROUBLES, ids=range(len(TROUBLES)))
@pytest.mark.parametrize("times", [1, 3, 7])
async def test_polls_that_go_wrong_end_no_task(trouble, times):
    gateway = bench(Vendor(polls=[RUNNING, *[trouble] * times, done(FILM)]))
    task_id = await gateway.created()
    seen = await statuses(gateway, task_id, 2 + times)
    assert seen[0] == "processing"
    assert set(seen) <= {"processing", "completed"}
    assert seen[-1] == "completed"


@pytest.mark.parametrize("trouble", TROUBLES[:7], ids=range(7))
async def test_a_poll_is_repeated_at_once_after_a_passing_fault(trouble):
    gateway = bench(Vendor(polls=[trouble, trouble, done(FILM)]))
    assert await statuses(gateway, await gateway.created(), 1) == ["completed"]


async def test_an_invented_status_word_ends_no_task():
    word = flat({"task_id": "17", "status": "pondering"})
    gateway = bench(Vendor(polls=[word, done(FILM)]))
    assert await statuses(gateway, await gateway.created(), 2) == ["processing", "completed"]


@pytest.mark.parametrize("word", ["not_found", "expired"])
async def test_a_task_that_the_vendor_has_no_more_fails_with_a_reason(word):
    gateway = bench(Vendor(polls=[flat({"task_id": "17", "status": word})]))
    body = (await gateway.query(await gateway.created())).json()
    assert body["status"] == "failed"
    assert body["error"]["message"]


async def test_a_reader_that_leaves_does_not_stop_the_poll_for_the_others():
    gateway = bench(Vendor(polls=[done(FILM)], pause=0.05))
    task_id = await gateway.created()
    impatient = asyncio.create_task(gateway.query(task_id))
    patient = asyncio.create_task(gateway.query(task_id))
    await asyncio.sleep(0.01)
    impatient.cancel()
    assert (await patient).json()["status"] == "completed"
    assert gateway.vendor.count("poll") == 1


async def test_a_poll_that_breaks_unexpectedly_is_500_and_the_next_one_works():
    gateway = bench(Vendor(polls=[RuntimeError("a bug"), done(FILM)]))
    task_id = await gateway.created()
    reply = await gateway.query(task_id)
    assert reply.status_code == 500
    error_of(reply)
    assert await statuses(gateway, task_id, 1) == ["completed"]


async def test_the_pauses_that_are_remembered_are_bounded(monkeypatch):
    monkeypatch.setattr("vidlect_contract.reference.polling._MOST_PAUSES", 3)
    gateway = bench(Vendor(polls=[RUNNING]), shortest_pause=60)
    for _ in range(5):
        await gateway.query(await gateway.created())
    assert len(gateway.app._polling._not_before) == 3

"""Callbacks over time: bounds, ends and restarts of the gateway, several workers, trouble on its own side."""

import asyncio
import time
from dataclasses import replace

import pytest
from callback_bench import CALLING, FILM, create, quiet, running, until, waiting
from gateway_records import QUEUED as RECORD
from visual_by_hand import RUNNING, Vendor, bench

from vidlect_contract.reference import announcing
from vidlect_contract.reference.ledger import opened

pytestmark = pytest.mark.anyio


async def test_no_more_than_a_bounded_number_of_tasks_is_looked_at_at_once(receiver, monkeypatch):
    monkeypatch.setattr(announcing, "MOST_AT_ONCE", 2)
    receiver.answers = [(None, (), b"")] * 2
    async with running() as gateway:
        monkeypatch.setattr(announcing, "_ATTEMPT_SECONDS", 0.5)
        for number in range(5):
            await create(gateway, receiver.url(f"/{number}"))
        await until(lambda: len(receiver.requests) == 2)
        await asyncio.sleep(0.1)
        assert (len(receiver.requests), len(gateway.announcing._looks)) == (2, 2)
        await quiet(gateway)
    assert len({path for path, _, _ in receiver.requests}) == 5


async def test_many_due_tasks_do_not_wait_for_the_next_tick(receiver, monkeypatch):
    monkeypatch.setattr(announcing, "MOST_AT_ONCE", 2)
    gateway = bench(Vendor(polls=[FILM]), surface=CALLING)
    for number in range(9):
        await create(gateway, receiver.url(f"/{number}"))
    await asyncio.sleep(0.02)
    monkeypatch.setattr(announcing, "TICK", 3600)
    gateway.announcing.start()
    await until(lambda: len(receiver.requests) == 9)
    await gateway.announcing.close()


async def test_an_attempt_under_way_gets_its_answer_when_the_gateway_ends(receiver):
    receiver.answers = [(None, (), b"")]
    async with running() as gateway:
        await create(gateway, receiver.url())
        await until(lambda: receiver.requests)
        asyncio.get_running_loop().call_later(0.1, receiver.held.set)
    assert gateway.announcing._looks == set()
    assert len(receiver.requests) == 1


async def test_an_attempt_without_an_answer_is_broken_off_at_the_end(receiver, monkeypatch):
    receiver.answers = [(None, (), b"")]
    async with running() as gateway:
        await create(gateway, receiver.url())
        await until(lambda: receiver.requests)
        monkeypatch.setattr(announcing, "_ATTEMPT_SECONDS", 0.05)
    assert gateway.announcing._looks == set()


async def test_nothing_goes_out_after_the_end(receiver):
    async with running() as gateway:
        pass
    await create(gateway, receiver.url())
    await asyncio.sleep(0.1)
    assert receiver.requests == []
    await bench().announcing.close()  # one that was never started


async def test_a_file_keeps_what_is_to_be_told_across_a_restart(receiver, tmp_path):
    place = f"sqlite:{tmp_path / 'tasks.db'}"
    with opened(place) as ledger:
        task_id = await create(bench(Vendor(polls=[RUNNING]), surface=CALLING, ledger=ledger), receiver.url())
    with opened(place) as ledger:
        async with running(FILM, ledger=ledger):
            await until(lambda: receiver.requests)
            await asyncio.sleep(0.1)
    with opened(place) as ledger:
        async with running(FILM, ledger=ledger):
            await asyncio.sleep(0.1)
    ((_, headers, body),) = receiver.requests
    assert (body["id"], body["status"], dict(headers)["Webhook-Id"]) == (task_id, "completed", task_id)


async def test_several_workers_on_one_ledger_tell_every_end_once(receiver, tmp_path):
    place = f"sqlite:{tmp_path / 'tasks.db'}"
    with opened(place) as one, opened(place) as other:
        async with running(FILM, ledger=one) as first, running(FILM, ledger=other) as second:
            ids = [await create(gateway, receiver.url()) for gateway in (first, second) * 10]
            await until(lambda: len(receiver.requests) >= 20)
            await asyncio.sleep(0.1)
    assert sorted(body["id"] for _, _, body in receiver.requests) == sorted(ids)


async def test_a_task_whose_vendor_is_not_configured_here_waits(receiver, log):
    of_another = replace(RECORD, vendor="kling", callback_url=receiver.url(), created_at=int(time.time()))
    async with running() as gateway:
        await gateway.ledger.save(of_another)
        await gateway.announcing.add(of_another, "http://gateway")
        await asyncio.sleep(0.1)
        assert len(await waiting(gateway)) == 1
    assert log("unexpected") == []
    assert (receiver.requests, gateway.vendor.calls) == ([], [])


async def test_a_task_that_the_ledger_has_forgotten_is_dropped():
    async with running() as gateway:
        await gateway.announcing.add(RECORD, "http://gateway")
        await quiet(gateway)
    assert gateway.vendor.calls == []


async def test_a_vendor_that_is_slow_is_asked_again_at_the_next_look(receiver, monkeypatch):
    monkeypatch.setattr(announcing, "_LOOK_SECONDS", 0.05)
    gateway = bench(Vendor(polls=[FILM], pause=0.2), surface=CALLING)
    gateway.announcing.start()
    await create(gateway, receiver.url())
    await quiet(gateway)
    await gateway.announcing.close()
    assert len(receiver.requests) == 1


async def test_a_look_that_breaks_ends_no_other_and_comes_again(receiver, monkeypatch):
    monkeypatch.setattr(announcing, "_CLAIM_SECONDS", 1.0)
    async with running(RuntimeError("a bug"), FILM) as gateway:
        await create(gateway, receiver.url("/1"))
        await create(gateway, receiver.url("/2"))
        await quiet(gateway)
    assert sorted(path for path, _, _ in receiver.requests) == ["/1", "/2"]


async def test_a_queue_that_cannot_be_read_now_is_read_later(receiver, monkeypatch):
    async with running() as gateway:
        honest, errors = gateway.ledger.announcements.claim, [OSError("the disk is away")] * 3

        async def claim(*arguments):
            if errors:
                raise errors.pop()
            return await honest(*arguments)

        monkeypatch.setattr(gateway.ledger.announcements, "claim", claim)
        await create(gateway, receiver.url())
        await quiet(gateway)
    assert (len(receiver.requests), errors) == (1, [])


@pytest.mark.parametrize(
    ("age", "pause"), [(0, 1.0), (5, 1.0), (60, 6.0), (150, 15.0), (3600, 15.0), (-9, 1.0)]
)
async def test_a_task_is_looked_at_less_often_the_older_it_is(monkeypatch, age, pause):
    monkeypatch.setattr(announcing, "TICK", 1.0)
    gateway = bench(surface=CALLING)
    now = time.time()
    monkeypatch.setattr(announcing.time, "time", lambda: now)
    record = replace(RECORD, created_at=now - age)
    await gateway.announcing.add(record, "http://gateway")
    (claimed,) = await gateway.ledger.announcements.claim(["tokenops"], now + 1, now + 120, 1)
    await gateway.announcing._wait(claimed, record)
    (one,) = gateway.ledger.announcements._waiting.values()
    assert one.due == pytest.approx(now + pause)

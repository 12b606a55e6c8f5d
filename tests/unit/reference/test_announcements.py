"""The queue of ends that are still to be announced, in memory and in a file."""

import asyncio
from dataclasses import replace

import pytest

from vidlect_contract.reference.announcements import Announcement
from vidlect_contract.reference.ledger import SqliteLedger, opened

pytestmark = pytest.mark.anyio
ONE = Announcement(task_id="1", surface="burncloud", base_url="http://gateway", due=100.0)
SURFACES = ("burncloud", "tokenops")


@pytest.fixture(params=["memory", "sqlite"])
def queue(request, tmp_path):
    place = "memory" if request.param == "memory" else f"sqlite:{tmp_path / 'tasks.db'}"
    with opened(place) as ledger:
        yield ledger.announcements


async def claimed(queue, now=100.0, until=220.0, most=9, surfaces=SURFACES):
    return [one.task_id for one in await queue.claim(surfaces, now, until, most)]


async def test_what_is_due_is_claimed_as_it_was_added(queue):
    await queue.add(ONE)
    assert await queue.claim(SURFACES, 99.9, 200.0, 9) in ([], ())
    assert await queue.claim(SURFACES, 100.0, 200.0, 9) == [replace(ONE, due=200.0)]


async def test_what_is_claimed_is_nobody_elses_until_the_claim_lapses(queue):
    await queue.add(ONE)
    assert await claimed(queue, until=220.0) == ["1"]
    assert await claimed(queue, now=219.9) == []
    assert await claimed(queue, now=220.0) == ["1"]


async def test_what_is_put_off_is_due_again_as_it_says(queue):
    await queue.add(ONE)
    await claimed(queue)
    await queue.put_off(replace(ONE, due=130.0, attempts=2))
    assert await claimed(queue, now=129.9) == []
    (one,) = await queue.claim(SURFACES, 130.0, 250.0, 9)
    assert one.attempts == 2
    assert await claimed(queue, now=249.9) == []  # the first claim is none any more


async def test_what_is_dropped_comes_never_again_nor_if_it_is_put_off_late(queue):
    await queue.add(ONE)
    await queue.drop("1")
    await queue.drop("1")
    await queue.put_off(ONE)
    assert await claimed(queue, now=1e9) == []


async def test_no_more_are_claimed_than_wanted_and_the_longest_overdue_come_first(queue):
    for number in (3, 1, 2):
        await queue.add(replace(ONE, task_id=str(number), due=float(number)))
    assert set(await claimed(queue, most=2)) == {"1", "2"}
    assert await claimed(queue, most=2) == ["3"]
    assert await claimed(queue, most=0) == []


async def test_a_surface_that_is_not_served_here_keeps_its_own(queue):
    await queue.add(ONE)
    assert await claimed(queue, surfaces=("tokenops",)) == []
    assert await claimed(queue, surfaces=("burncloud",)) == ["1"]


async def test_a_file_keeps_them_across_a_restart(tmp_path):
    place = f"sqlite:{tmp_path / 'tasks.db'}"
    with opened(place) as ledger:
        await ledger.announcements.add(ONE)
    with opened(place) as ledger:
        assert await claimed(ledger.announcements) == ["1"]


async def test_several_workers_who_claim_at_once_never_get_the_same(tmp_path):
    workers = [SqliteLedger(tmp_path / "tasks.db") for _ in range(4)]
    try:
        for number in range(60):
            await workers[0].announcements.add(replace(ONE, task_id=str(number)))
        rounds = [claimed(worker.announcements, most=7) for worker in workers for _ in range(4)]
        taken = [task_id for part in await asyncio.gather(*rounds) for task_id in part]
        assert sorted(taken, key=int) == [str(number) for number in range(60)]
    finally:
        for worker in workers:
            worker.close()

import asyncio
import sqlite3
from dataclasses import replace

import pytest
from gateway_records import BROKEN, DONE, QUEUED

from vidlect_contract.reference.ledger import MemoryLedger, SqliteLedger, check, opened

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["memory", "sqlite"])
def place(request, tmp_path):
    return "memory" if request.param == "memory" else f"sqlite:{tmp_path / 'tasks.db'}"


@pytest.mark.parametrize("record", [QUEUED, DONE, BROKEN], ids=["queued", "done", "broken"])
async def test_a_record_is_found_as_it_was_saved(place, record):
    with opened(place) as ledger:
        await ledger.save(record)
        assert await ledger.find(record.id) == record


async def test_an_unknown_id_is_not_found(place):
    with opened(place) as ledger:
        assert await ledger.find("1") is None


async def test_a_later_record_replaces_an_earlier_one(place):
    with opened(place) as ledger:
        await ledger.save(QUEUED)
        await ledger.save(DONE)
        assert await ledger.find(QUEUED.id) == DONE


@pytest.mark.parametrize("ended", [DONE, BROKEN], ids=["done", "broken"])
async def test_a_record_that_has_ended_is_not_taken_back_by_one_that_has_not(place, ended):
    with opened(place) as ledger:
        await ledger.save(ended)
        await ledger.save(QUEUED)
        assert await ledger.find(QUEUED.id) == ended


async def test_memory_forgets_the_oldest_when_it_is_full():
    ledger = MemoryLedger(most=2)
    for number in range(3):
        await ledger.save(replace(QUEUED, id=str(number)))
    assert [await ledger.find(str(number)) is None for number in range(3)] == [True, False, False]


async def test_a_file_remembers_across_a_restart(tmp_path):
    place = f"sqlite:{tmp_path / 'tasks.db'}"
    with opened(place) as ledger:
        await ledger.save(QUEUED)
    with opened(place) as ledger:
        assert await ledger.find(QUEUED.id) == QUEUED


async def test_several_workers_share_one_file(tmp_path):
    path = tmp_path / "tasks.db"
    workers = [SqliteLedger(path) for _ in range(4)]
    try:
        records = [replace(QUEUED, id=str(number)) for number in range(40)]
        await asyncio.gather(*(workers[n % 4].save(record) for n, record in enumerate(records)))
        found = await asyncio.gather(
            *(workers[(n + 1) % 4].find(record.id) for n, record in enumerate(records))
        )
        assert found == records
    finally:
        for worker in workers:
            worker.close()


async def test_the_loop_turns_while_the_disk_is_busy(tmp_path):
    path = tmp_path / "tasks.db"
    other = sqlite3.connect(path, isolation_level=None)
    with opened(f"sqlite:{path}") as ledger:
        other.execute("BEGIN IMMEDIATE")
        saving = asyncio.create_task(ledger.save(QUEUED))
        for _ in range(20):
            await asyncio.sleep(0.001)
        assert not saving.done()
        other.execute("COMMIT")
        await saving
        assert await ledger.find(QUEUED.id) == QUEUED
    other.close()


@pytest.mark.parametrize("place", ["", "disk", "sqlite", "sqlite:", "redis:x", "MEMORY"])
def test_another_kind_of_ledger_is_refused(place):
    with pytest.raises(ValueError, match="memory"):
        check(place)


def test_a_file_that_cannot_be_used_is_refused_in_one_line(tmp_path):
    (tmp_path / "notes.txt").write_bytes(b"these are notes and no database\n" * 99)
    for path in (tmp_path / "notes.txt", tmp_path, tmp_path / "no" / "such" / "folder.db"):
        with pytest.raises(ValueError, match="cannot be used") as refusal, opened(f"sqlite:{path}"):
            pass
        assert "\n" not in str(refusal.value)

"""Polls on read: a client's question becomes at most one question to the vendor.

Here lives how often a vendor is asked. Never: what its answer means (`vidlect_adapters.relay`).

All readers of one task share one poll in flight; between two polls of a task lies a pause, during which
readers get what is remembered; a task that has ended is not asked for again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict

from vidlect_adapters.canonical import InProgress
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.relay import Relay

from .ledger import Ledger
from .logs import event
from .sending import Fault, Repeat
from .vendors import Vendors

SHORTEST_PAUSE = 0.1
"""Seconds between two polls of one task; vendors' own samples poll every 2 to 15 s."""
_LONGEST_PAUSE = 60
"""Seconds that a vendor's Retry-After can keep readers waiting for news."""
_MOST_PAUSES = 10_000
"""Tasks whose last poll is remembered; an older one may be polled a little early."""


class Polling:
    """Keeps the records of one surface's tasks as fresh as the vendors allow."""

    def __init__(
        self, relay: Relay, vendors: Vendors, ledger: Ledger, shortest_pause: float = SHORTEST_PAUSE
    ) -> None:
        self._relay = relay
        self._vendors = vendors
        self._ledger = ledger
        self._shortest_pause = shortest_pause
        self._in_flight: dict[str, asyncio.Task[TaskRecord]] = {}
        self._not_before: OrderedDict[str, float] = OrderedDict()

    async def fresh(self, record: TaskRecord) -> TaskRecord:
        """The record after a poll, if one is due; a reader that goes away leaves the poll to the others."""
        running = self._in_flight.get(record.id)
        if running is None:
            call = self._relay.poll(record)
            if call is None or time.monotonic() < self._not_before.get(record.id, 0.0):
                return record
            running = asyncio.create_task(self._poll(record, call), name=f"poll {record.id}")
            self._in_flight[record.id] = running
            running.add_done_callback(lambda _: self._in_flight.pop(record.id, None))
        return await asyncio.shield(running)

    async def refreshed(self, record: TaskRecord) -> TaskRecord | HttpReply:
        """A finished task's record with new links, or the refusal to answer with."""
        call = self._relay.refresh(record)
        if call is None:
            return record
        reply = await self._vendors.send(record.vendor, call, Repeat.READS, "refresh")
        if isinstance(reply, Fault):
            return self._relay.refusal(reply.failure, of_content=True)
        renewed = self._relay.refreshed(record, reply)
        if isinstance(renewed, TaskRecord):
            await self._ledger.save(renewed)
        return renewed

    async def _poll(self, record: TaskRecord, call: HttpCall) -> TaskRecord:
        reply = await self._vendors.send(record.vendor, call, Repeat.READS, "poll")
        if isinstance(reply, Fault):
            # no news: the task is as it was, and the next reader asks again
            self._pause(record.id, None)
            return record
        polled = self._relay.polled(record, reply, now=int(time.time()))
        for note in polled.notes:
            event(logging.WARNING, "poll_note", task=record.id, vendor=record.vendor, note=note)
        if polled.record != record:
            await self._ledger.save(polled.record)
        if isinstance(polled.record.last, InProgress):
            self._pause(record.id, polled.retry_after)
        else:
            self._not_before.pop(record.id, None)
        return polled.record

    def _pause(self, task_id: str, retry_after: int | None) -> None:
        pause = max(self._shortest_pause, min(retry_after or 0, _LONGEST_PAUSE))
        self._not_before[task_id] = time.monotonic() + pause
        self._not_before.move_to_end(task_id)
        if len(self._not_before) > _MOST_PAUSES:
            self._not_before.popitem(last=False)

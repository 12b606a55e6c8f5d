"""The ends of tasks, announced to the addresses that clients named.

Here lives the loop that looks at tasks and posts what a query would show, once for each end. Never: how a task is
asked for (`polling`), what is waiting (`announcements`), a socket (`vidlect_mock.posting`).

No vendor hears of a client's address: it would call back in its own words. So the gateway asks on the client's
behalf, whether or not the client asks too. An announcement is repeated until it is answered, so a receiver may see
it twice where an answer got lost or a gateway died; both then have the same `Webhook-Id`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence
from dataclasses import replace

from vidlect_adapters.canonical import InProgress
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.relay import Relay
from vidlect_mock.destination import Allowed, ForbiddenDestination, destination
from vidlect_mock.message import Answer
from vidlect_mock.posting import NoAnswer, Posting

from .announcements import Announcement
from .film_links import FilmLinks
from .ledger import Ledger
from .logs import LOG, event
from .polling import Polling
from .sending import USER_AGENT

MOST_AT_ONCE = 32
"""Tasks that are looked at, or told of, at once: a receiver that does not answer holds each for seconds."""
TICK = 1.0
"""Seconds between two looks into the queue, and before the first look at a task."""
SLOWEST = 15.0
"""Seconds between two looks at a task that takes long; in between a tenth of its age, vendors need minutes."""
LONGEST_WATCH = 3 * 24 * 3600
"""Seconds after which a task that has not ended is given up: the longest that a vendor lets one run (Ark: 72 h)."""
PAUSES = (1.0, 5.0, 30.0, 120.0)
"""Seconds before the second to the fifth attempt; vendors try three to ten times (Vidu, OpenAI)."""
_ATTEMPT_SECONDS = 10.0
"""For the receiver's answer, as Kling waits for it."""
_LOOK_SECONDS = 60.0
"""For the vendor's; it is asked again at the next look."""
_CLAIM_SECONDS = 120.0
"""How long a task is ours: well over what a look and an attempt can take."""
_AGAIN = frozenset({408, 429})
"""Statuses below 500 that ask for another attempt. Any other refusal is the receiver's last word."""


class Announcing:
    """Announces the ends of the tasks of all surfaces. `start` it in the loop that serves, `close` it there."""

    def __init__(self, ledger: Ledger, links: FilmLinks, allowed: Allowed | None = None) -> None:
        self._ledger = ledger
        self._links = links
        self._allowed = allowed or Allowed()
        self._posting = Posting(self._allowed)
        self._served: dict[str, tuple[Relay, Polling]] = {}
        self._looks: set[asyncio.Task[None]] = set()
        self._slot = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    def serve(self, relay: Relay, polling: Polling) -> None:
        """Announce the ends of a surface's tasks."""
        self._served[relay.surface.NAME] = (relay, polling)

    def check(self, url: str) -> None:
        """Refuse an address that no callback can go to, as far as its text tells. Raises ForbiddenDestination."""
        to = destination(url)
        if not self._allowed.as_written(to.host):
            raise ForbiddenDestination(
                "callbacks go to the gateway's own machine and to what its operator allows"
            )

    async def add(self, record: TaskRecord, base_url: str) -> None:
        """A new task that names an address; `base_url`: by what its client reached us."""
        due = time.time() + TICK
        await self._ledger.announcements.add(
            Announcement(task_id=record.id, surface=record.surface, base_url=base_url, due=due)
        )

    def start(self) -> None:
        """Look into the queue from now on: also at what an earlier run has left there."""
        self._running = asyncio.create_task(self._run(), name="callbacks")

    async def close(self) -> None:
        """Look at nothing any more; attempts under way get their answers first."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait([self._running])
        if self._looks:
            _, late = await asyncio.wait(self._looks, timeout=_ATTEMPT_SECONDS)
            for look in late:
                look.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            self._slot.clear()
            free = MOST_AT_ONCE - len(self._looks)
            claimed = await self._claimed(free)
            for announcement in claimed:
                look = asyncio.create_task(self._look(announcement), name=f"callback {announcement.task_id}")
                self._looks.add(look)
                look.add_done_callback(self._looked)
            if len(claimed) == free:  # there may be more
                await self._slot.wait()
            else:
                await asyncio.sleep(TICK)

    def _looked(self, look: asyncio.Task[None]) -> None:
        self._looks.discard(look)
        self._slot.set()

    async def _claimed(self, most: int) -> Sequence[Announcement]:
        now = time.time()
        try:
            return await self._ledger.announcements.claim(self._served, now, now + _CLAIM_SECONDS, most)
        except Exception:  # noqa: BLE001 # a queue that cannot be read now can be read later
            LOG.exception("unexpected")
            return ()

    async def _look(self, announcement: Announcement) -> None:
        """Go one step on with a claimed task."""
        try:
            record = await self._ledger.find(announcement.task_id)
            if record is None or record.callback_url is None:
                await self._ledger.announcements.drop(announcement.task_id)
                return
            relay, polling = self._served[announcement.surface]
            if record.vendor in relay.vendors:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_LOOK_SECONDS):
                        record = await polling.fresh(record)
            if isinstance(record.last, InProgress):
                await self._wait(announcement, record)
            else:
                await self._tell(announcement, relay, record, record.callback_url or "")
        except Exception:  # noqa: BLE001 # one task must not end all others; it is ours no more after a while
            LOG.exception("unexpected")

    async def _wait(self, announcement: Announcement, record: TaskRecord) -> None:
        now = time.time()
        age = now - record.created_at
        if age > LONGEST_WATCH:
            event(logging.WARNING, "callback_given_up", task=record.id, cause="the task does not end")
            await self._ledger.announcements.drop(record.id)
            return
        pause = min(max(age / 10, TICK), SLOWEST)
        await self._ledger.announcements.put_off(replace(announcement, due=now + pause))

    async def _tell(self, announcement: Announcement, relay: Relay, record: TaskRecord, url: str) -> None:
        """One attempt at announcing an end, and what follows from it."""
        told = relay.query_reply(self._links.shown(relay, record, announcement.base_url, int(time.time())))
        kind = next(value for name, value in told.headers if name.lower() == "content-type")
        headers = (("Content-Type", kind), ("User-Agent", USER_AGENT), ("Webhook-Id", record.id))
        attempt = announcement.attempts + 1
        outcome: Answer | NoAnswer | ForbiddenDestination
        try:
            to = destination(url)
            outcome = await self._posting.post(to, to.framed(headers, told.body), told.body, _ATTEMPT_SECONDS)
        except (NoAnswer, ForbiddenDestination) as error:
            outcome = error
        done = isinstance(outcome, Answer) and 200 <= outcome.status < 300
        pause = PAUSES[attempt - 1] if attempt <= len(PAUSES) and _may_repeat(outcome) else None
        event(
            logging.INFO if done else logging.WARNING,
            "callback" if done or pause is not None else "callback_given_up",
            task=record.id,
            attempt=attempt,
            status=outcome.status if isinstance(outcome, Answer) else None,
            cause=None if isinstance(outcome, Answer) else str(outcome),
            again_in=None if done else pause,
        )
        if done or pause is None:
            await self._ledger.announcements.drop(record.id)
        else:
            due = time.time() + pause
            await self._ledger.announcements.put_off(replace(announcement, due=due, attempts=attempt))


def _may_repeat(outcome: Answer | NoAnswer | ForbiddenDestination) -> bool:
    if isinstance(outcome, Answer):
        return outcome.status >= 500 or outcome.status in _AGAIN
    return isinstance(outcome, NoAnswer)

"""The mock's callbacks on their way out.

Here lives the loop that makes the attempts that are due. Never: what is told, to whom, or when (`notices`,
`callbacks`), a socket (`posting`).

It runs only while a task is watched.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

from .callbacks import Key
from .destination import Allowed, ForbiddenDestination
from .notices import Attempt, Forbidden, Outcome, Unanswered, begin, end
from .posting import NoAnswer, Posting, Resolve, addresses_of

if TYPE_CHECKING:
    from .engine import Engine
    from .task import Task

MOST_AT_ONCE = 32
"""Attempts under way at once: a receiver that does not answer holds each for seconds."""

_LONGEST_NAP = 1.0  # seconds; somebody may step the clock beside the control API

_logger = logging.getLogger("vidlect_mock.outbound")


class Outbound:
    """Delivers an engine's callbacks, in the event loop of whoever calls the engine."""

    def __init__(
        self, engine: Engine, allowed: Allowed | None = None, resolve: Resolve = addresses_of
    ) -> None:
        self._engine = engine
        self._posting = Posting(allowed, resolve)
        self._woken = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._under_way = 0
        self._stopped = False
        engine.callbacks.wake = self._wake

    def stop(self) -> None:
        """Break off what is under way; nothing goes out any more."""
        self._stopped = True
        if self._running is not None:
            self._running.cancel()

    def _wake(self) -> None:
        """There may be something to do."""
        self._woken.set()
        if self._running is None and not self._stopped:
            with contextlib.suppress(
                RuntimeError
            ):  # an engine that is called without a loop has no callbacks
                loop = asyncio.get_running_loop()
                self._running = loop.create_task(self._run(), name="vidlect callbacks")

    async def _run(self) -> None:
        callbacks = self._engine.callbacks
        try:
            await self._posting.open()
            async with asyncio.TaskGroup() as attempts:
                self._start_due(attempts)
                while callbacks.watches or self._under_way:
                    await self._nap()
                    self._start_due(attempts)
        finally:
            self._running = None
        if callbacks.watches:  # one came while the last attempts ended
            self._wake()

    def _start_due(self, attempts: asyncio.TaskGroup) -> None:
        self._woken.clear()
        due = self._engine.callbacks.due(self._engine.clock.now(), self._task)
        while self._under_way < MOST_AT_ONCE:
            watch = next(due, None)
            if watch is None:
                return
            attempt = begin(self._engine, watch)
            if attempt is not None:
                self._under_way += 1
                attempts.create_task(self._make(attempt))

    def _task(self, key: Key) -> Task | None:
        return self._engine.task(*key, self._engine.clock.now())

    async def _nap(self) -> None:
        """Sleep until there is something to do."""
        nap = _LONGEST_NAP
        if self._under_way < MOST_AT_ONCE:
            nap = min(nap, self._engine.callbacks.next_look() - self._engine.clock.now())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, nap)):
                await self._woken.wait()

    async def _make(self, attempt: Attempt) -> None:
        try:
            end(attempt, await self._outcome(attempt))
        except Exception as error:  # noqa: BLE001 # one attempt must not end all others
            _logger.error("%s in a callback of %s", type(error).__name__, attempt.watch.key[0])  # noqa: TRY400 # without its text, which may quote a client
            self._engine.callbacks.forget(attempt.watch)
        finally:
            self._under_way -= 1
            self._woken.set()

    async def _outcome(self, attempt: Attempt) -> Outcome:
        try:
            return await self._posting.post(attempt.to, attempt.headers, attempt.notice.body, attempt.timeout)
        except ForbiddenDestination as forbidden:
            return Forbidden(str(forbidden))
        except NoAnswer as silence:
            return Unanswered(str(silence))

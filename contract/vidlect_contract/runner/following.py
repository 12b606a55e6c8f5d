"""Follows the mock's journal once for all cases, and finds what belongs to each.

Here lives the attribution of southbound calls. Never: a judgement about them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from vidlect_contract.observation import Entry
from vidlect_contract.targets.mock import PAGE, Mock

CALLBACK = "callback"
"""The journal's name for what the mock itself sends: no call of the gateway's."""


class Follower:
    """Reads a vendor's session's journal onwards, each entry once, whoever asks."""

    def __init__(self, mock: Mock, vendor: str, session: str) -> None:
        self._mock = mock
        self._vendor = vendor
        self._session = session
        self._after = 0
        self._reading = asyncio.Lock()
        self._by_case: dict[str, list[Entry]] = {}
        self._by_task: dict[str, list[Entry]] = {}
        self._unclaimed: list[Entry] = []

    async def entries(self, token: str, task_ids: Sequence[str]) -> tuple[Entry, ...]:
        """The entries of a case so far.

        They are those that the mock marks with its token, those about a task id that the case foretells, and
        those that the mock refused before it read the mark, but that carry it.

        Raises:
            NoReply: the mock does not answer.
        """
        async with self._reading:
            await self._read_on()
        found = list(self._by_case.get(token, ()))
        for task_id in task_ids:
            found += self._by_task.get(task_id, ())
        found += [one for one in self._unclaimed if carries(one, token)]
        return tuple({one.number: one for one in sorted(found, key=lambda one: one.number)}.values())

    async def _read_on(self) -> None:
        while True:
            entries, self._after = await self._mock.journal(self._vendor, self._session, self._after)
            for one in entries:
                if one.operation == CALLBACK:
                    continue
                if one.task_id:
                    self._by_task.setdefault(one.task_id, []).append(one)
                if one.case:
                    self._by_case.setdefault(one.case, []).append(one)
                else:
                    self._unclaimed.append(one)
            if len(entries) < PAGE:
                return


def carries(entry: Entry, token: str) -> bool:
    """Whether a call's body carries a case's token, in a prompt or in a media address, however JSON escapes it."""
    body = entry.call.body.replace(b"\\/", b"/")
    return token.encode() in body or token.replace("/", "~").encode() in body

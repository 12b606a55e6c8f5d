"""Sessions: what a credential names, and what was set for it.

Here live a session's settings and counters. Never: its tasks (`store`) or its entries (`journal`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .faults import Receipt
from .keys import SESSION_NAME
from .profile import Profile
from .scenario import Pace, Scenario
from .trouble import Call, Fault

DEFAULT_SESSION = "default"

MOST_SESSIONS = 20_000
"""Untouched sessions beyond this are forgotten, the oldest first; a parallel test run has some hundreds."""


@dataclass(slots=True, kw_only=True)
class Settings:
    """What the control API set for a session; None and empty: as the server has it.

    `profiles`: by vendor. `concurrency_limit`: tasks of one vendor that may be unfinished at once. `quota`:
    tasks that may be submitted in all. `faults`: a queue, served on the session's next calls whatever
    their task; a marked task's own script comes first. `webhook_url`: where news go of tasks that are submitted
    from now on without an address of their own; `webhook_secret`: what a vendor signs such news by.
    """

    profiles: dict[str, Profile] = field(default_factory=dict[str, Profile])
    scenario: Scenario | None = None
    pace: Pace | None = None
    concurrency_limit: int | None = None
    quota: int | None = None
    faults: list[Fault] = field(default_factory=list[Fault])
    webhook_url: str | None = None
    webhook_secret: str | None = field(default=None, repr=False)


class Session:
    """One session: settings, counters, and the receipts of its own faults."""

    __slots__ = ("live", "name", "numbered", "receipts", "settings", "submitted", "touched")

    def __init__(self, name: str) -> None:
        self.name = name
        self.settings = Settings()
        self.numbered = 0
        """The number of the last task: never used twice, not even after a reset."""
        self.submitted = 0
        self.receipts: list[Receipt] = []
        self.live: list[tuple[str, str]] = []
        """Vendor and id of tasks that may be unfinished; kept only while a concurrency limit is set."""
        self.touched = False
        """Whether somebody set anything: such a session is never forgotten."""

    def due(self, call: Call) -> Fault | None:
        """The next fault of the session's own queue on this kind of call."""
        return next((fault for fault in self.settings.faults if fault.on == call), None)

    def serve(self, receipt: Receipt) -> None:
        """Take a fault that was served out of the queue."""
        self.settings.faults.remove(receipt.fault)
        self.receipts.append(receipt)

    def reset(self) -> None:
        """As if nothing had been set or submitted."""
        self.settings = Settings()
        self.submitted = 0
        self.receipts = []
        self.live = []
        self.touched = False


class Sessions:
    """The sessions of a server, each made when it is first named."""

    def __init__(self) -> None:
        self._known: dict[str, Session] = {}

    def get(self, name: str) -> Session:
        """The session of this name."""
        session = self._known.get(name)
        if session is None:
            session = self._known[name] = Session(name)
            if len(self._known) > MOST_SESSIONS:
                self._forget()
        return session

    def find(self, name: str) -> Session | None:
        """The session of this name, if anybody has named it yet."""
        return self._known.get(name)

    def known(self) -> Iterator[Session]:
        """The sessions that were named so far, the oldest first."""
        return iter(list(self._known.values()))

    def reset(self, name: str | None = None) -> None:
        """Undo the settings of a session, or of all."""
        for session in self._known.values():
            if name in {None, session.name}:
                session.reset()

    def _forget(self) -> None:
        """Forget a tenth of those nobody set anything for: amortised, so no submit pays for many."""
        untouched = [name for name, session in self._known.items() if not session.touched]
        for name in untouched[: min(MOST_SESSIONS // 10, len(untouched) - 1)]:  # the last was just made
            del self._known[name]


def checked_name(name: str) -> str:
    """The name, if it can name a session.

    Raises:
        ValueError: it cannot.
    """
    if not SESSION_NAME.fullmatch(name):
        raise ValueError(f"a session's name matches {SESSION_NAME.pattern}; {name!r} does not")
    return name

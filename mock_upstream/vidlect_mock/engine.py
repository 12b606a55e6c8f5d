"""The mock's engine: what a server of mocked vendors knows between two requests.

Here lives its state, and what the HTTP shell and the control API ask of it. Never: HTTP, a vendor's words,
or the order of a request's steps (`pipeline`).
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol, TypeAlias

from . import content, links, profile
from .callbacks import Callbacks
from .clock import Clock
from .exchange import Exchange, write
from .interface import Film, MockVendor, Refusal
from .journal import Journal
from .links import LinkRefusal, Links
from .message import Answer, Delivery, JsonValue, Received
from .pipeline import handle
from .profile import Profile
from .resources import Resources
from .scenario import DEFAULT_PACE, Pace, Scenario
from .scenario_table import BUILT_IN
from .scripting import Scripts
from .sessions import Session, Sessions, Settings
from .store.interface import Store
from .store.memory import MemoryStore
from .task import Plan, Task, is_finished

Violations: TypeAlias = Callable[[str, JsonValue], list[tuple[str, str]]]
"""(operation, JSON body) → (JSON pointer, message) of everything its OpenAPI document does not allow."""

_TASK_NUMBER_BITS = (
    28  # 268 million tasks a session, under 32 bits of the session's name: below 2**63 together
)
_MOST_SHARED = 4096  # films and plans kept for sharing; a film is unlike the others only by an unusual label


class Media(Protocol):
    """What makes films."""

    def start(self, task_token: str, film: Film) -> None:
        """Begin to make a film; returns at once."""
        ...


class MediaGrant(NamedTuple):
    """A media request that is answered: whose it is, and with what film. Without one it is a picture by name."""

    session: str
    task_id: str
    film: Film | None


def no_violations(operation: str, body: JsonValue) -> list[tuple[str, str]]:
    """Nothing is wrong where there is no document."""
    del operation, body
    return []


class Engine:
    """Vendors, and everything that happened to them."""

    def __init__(  # noqa: PLR0913 # every part can be another in a test
        self,
        vendors: Mapping[str, MockVendor],
        *,
        profiles: Mapping[str, Profile] | None = None,
        pace: Pace = DEFAULT_PACE,
        violations: Mapping[str, Violations] | None = None,
        media: Media | None = None,
        clock: Clock | None = None,
        store: Store | None = None,
        journal: Journal | None = None,
    ) -> None:
        self.vendors = dict(vendors)
        self.profiles: dict[str, Profile] = {
            name: profile.choose(name, vendor.SWITCHES, vendor.PROFILES) for name, vendor in vendors.items()
        } | dict(profiles or {})
        nothing: Violations = no_violations
        self.violations = dict.fromkeys(vendors, nothing) | dict(violations or {})
        self.pace = pace
        self.media = media
        self.clock = clock or Clock()
        self.store: Store = MemoryStore() if store is None else store
        self.journal = Journal() if journal is None else journal
        self.scenarios: dict[str, Scenario] = dict(BUILT_IN)
        self.default_scenario = BUILT_IN["succeed"]
        self.sessions = Sessions()
        self.scripts = Scripts()
        self.resources = Resources()
        self.callbacks = Callbacks()
        self.attached: str | None = None
        """The judged run that needs the shared clock left alone."""
        self._secret = secrets.token_bytes(16)
        self._number = 0
        self._films: dict[Film, Film] = {}
        self._plans: dict[tuple[str, int, int, int], Plan] = {}

    def handle(self, vendor: str, received: Received, base_url: str) -> Delivery:
        """What a vendor answers to a request. `base_url` is `scheme://host`, for links.

        Raises:
            KeyError: no such vendor here.
        """
        return handle(self, vendor, received, base_url)

    def too_large(self, vendor: str, received: Received, limit: int) -> Answer:
        """The refusal of a body beyond `limit` bytes, which was not read."""
        exchange = Exchange(self, vendor, received, "")
        refusal = Refusal(
            exchange.fail("invalid_input"), "size", "body_too_large", f"at most {limit} bytes of body"
        )
        answer = exchange.refuse(refusal).answer
        write(exchange, answer)
        return answer

    def media_grant(self, vendor: str, token: str, query: bytes) -> MediaGrant | LinkRefusal:
        """Whether `/__media__/{vendor}/{token}/…?{query}` leads to a file (still), and to whose."""
        now = self.clock.now()
        address = links.address(token)
        if address is None or vendor not in self.vendors:
            return LinkRefusal("unknown")
        refusal = links.check(self._secret, vendor, token, query, now)
        if refusal is not None:
            return refusal
        if address.instant:
            return MediaGrant(address.session, address.name, None)
        task = self.task(vendor, address.session, address.name, now)
        return (
            LinkRefusal("unknown") if task is None else MediaGrant(task.session, task.task_id, task.plan.film)
        )

    def deliver_content(self, vendor: str, received: Received, token: str, honest: Answer) -> Delivery:
        """The answer to a media request, spoiled if a `content` fault is due; journalled without the file."""
        return content.by_link(self, vendor, received, token, honest)

    def task(self, vendor: str, session: str, task_id: str, now: float) -> Task | None:
        """A session's task; None if there is none, or if the vendor has forgotten it by now."""
        task = self.store.find(vendor, session, task_id)
        if task is not None and self.is_forgotten(task, now):
            self.store.remove(task)
            return None
        return task

    def is_forgotten(self, task: Task, now: float) -> bool:
        """Whether a task's vendor no longer knows it by now."""
        return now >= task.created_at + self.vendors[task.vendor].RETENTION["forgotten"]

    def configure(self, session: str, settings: Settings) -> Session:
        """Replace what was set for a session."""
        configured = self.sessions.get(session)
        configured.settings = settings
        configured.touched = True
        limited = settings.concurrency_limit is not None
        known = self.store.tasks(session=session) if limited else ()
        configured.live = [(task.vendor, task.task_id) for task in known]
        return configured

    def unfinished(self, vendor: str, session: Session) -> int:
        """How many tasks of a session with a concurrency limit are unfinished at this vendor."""
        now = self.clock.now()
        live: list[tuple[str, str]] = []
        for of_vendor, task_id in session.live:
            task = self.task(of_vendor, session.name, task_id, now)
            if task is not None and not is_finished(task, now):
                live.append((of_vendor, task_id))
        session.live = live
        return sum(1 for of_vendor, _ in live if of_vendor == vendor)

    def links(self, task: Task, base_url: str) -> Links:
        """The addresses of a task's files, good from now for as long as the vendor says."""
        return self.links_of(task.vendor, links.token(task.session, task.task_id), base_url)

    def links_of(self, vendor: str, token: str, base_url: str) -> Links:
        """The same by token."""
        expires = int(self.clock.now() + self.vendors[vendor].RETENTION["link"])
        return Links(self._secret, base_url, vendor, token, expires)

    def next_number(self) -> int:
        """The next request's number."""
        self._number += 1
        return self._number

    def new_task_id(self, vendor: str, session: Session) -> str:
        """An id in the vendor's form that no task of the session has or had.

        The session is mixed into the number, so that another session's id is unknown rather than taken
        for one of its own.
        """
        mixed = zlib.crc32(f"{vendor}/{session.name}".encode()) << _TASK_NUMBER_BITS
        while True:
            session.numbered += 1
            task_id = self.vendors[vendor].task_id(mixed | session.numbered)
            if self.store.find(vendor, session.name, task_id) is None:
                return task_id

    def shared_film(self, film: Film | None) -> Film | None:
        """An equal film that other tasks hold already: 200,000 tasks share a few dozen."""
        if film is None:
            return None
        if len(self._films) >= _MOST_SHARED:
            self._films.clear()
        return self._films.setdefault(film, film)

    def shared_plan(self, plan: Plan) -> Plan:
        """The same for plans, told apart by what they hold (which lives as long as they do)."""
        key = (plan.scenario, id(plan.pace), id(plan.outcome), id(plan.film))
        if len(self._plans) >= _MOST_SHARED:
            self._plans.clear()
        return self._plans.setdefault(key, plan)

    def reset(self, session: str | None = None) -> None:
        """Forget tasks, entries, scripts and settings: of a session, or everything incl. added scenarios.

        Numbers go on, so an id from before is never another task's; the clock goes on too.
        """
        self.store.clear(session)
        self.journal.clear(session)
        self.scripts.clear(session)
        self.resources.clear(session)
        self.callbacks.clear(session)
        self.sessions.reset(session)
        if session is None:
            self.scenarios = dict(BUILT_IN)

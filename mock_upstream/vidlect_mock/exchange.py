"""One request on its way through the mock: what is known of it so far.

Here lives what every step needs: the desk, the vendor's errors, the journal's entry. Never: the order of
the steps (`pipeline`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import links
from .interface import Admitted, Desk, MockVendor, Refusal, TaskView
from .lifecycle import State
from .message import Answer, Delivery, JsonObject, Received
from .profile import Profile
from .scenario import Breaks
from .sessions import DEFAULT_SESSION, Session
from .task import Task, ended_at, started_at, state_at
from .trouble import Fault

if TYPE_CHECKING:
    from .engine import Engine

_NO_LINKS: dict[str, str] = {}


class Exchange:
    """One request on its way: what is known of it so far. The journal's entry is made of this."""

    __slots__ = (
        "admitted",
        "base_url",
        "case",
        "desk",
        "engine",
        "fault",
        "name",
        "number",
        "operation",
        "received",
        "refusal",
        "remarks",
        "session",
        "task_id",
        "vendor",
    )

    def __init__(self, engine: Engine, name: str, received: Received, base_url: str) -> None:
        self.engine = engine
        self.name = name
        self.vendor: MockVendor = engine.vendors[name]
        self.received = received
        self.base_url = base_url
        self.number = engine.next_number()
        self.desk = self.desk_with(engine.profiles[name])
        self.admitted: Admitted | None = None
        self.session: Session | None = None
        self.operation: str | None = None
        self.case: str | None = None
        self.task_id: str | None = None
        self.fault: Fault | None = None
        self.refusal: Refusal | None = None
        self.remarks: tuple[str, ...] = ()

    def desk_with(self, profile: Profile) -> Desk:
        """What the vendor may know, under a profile."""
        vendor, engine = self.vendor, self.engine
        return Desk(
            engine.clock.wall(),
            profile,
            vendor.secret_of,
            vendor.session_of,
            engine.violations[self.name],
            self.number,
            self.link,
            self.other_task,
            self.named,
            self.resource,
            self.webhook_secret,
            self.base_url,
        )

    def enter(self, session: str) -> bool:
        """Whose request it is; whether that session has a profile of its own, by which the desk goes from now on."""
        self.session = self.engine.sessions.get(session)
        own = self.session.settings.profiles.get(self.name)
        if own is not None:
            self.desk = self.desk_with(own)
        return own is not None

    def other_task(self, session: str, task_id: str) -> TaskView | None:
        """Another task of this vendor, as of now; looking at it is no poll."""
        now = self.engine.clock.now()
        task = self.engine.task(self.name, session, task_id, now)
        return None if task is None else self.view(task, state_at(task, now), now)

    def named(self, session: str, external_id: str) -> str | None:
        """The task that was submitted under the client's own id."""
        return self.engine.resources.task_named(self.name, session, external_id)

    def resource(self, session: str, kind: str, name: str) -> JsonObject | None:
        """What the session was given to keep at this vendor."""
        return self.engine.resources.find(self.name, session, kind, name)

    def webhook_secret(self, session: str) -> str | None:
        """The secret by which the session's callbacks are signed."""
        known = self.engine.sessions.find(session)
        return None if known is None else known.settings.webhook_secret

    def view(self, task: Task, state: State, now: float) -> TaskView:
        """A task as of now, for rendering."""
        failure = None
        if state is State.FAILED and isinstance(task.plan.outcome, Breaks):
            try:
                failure = self.vendor.failure_code(task.plan.outcome.code)
            except KeyError:
                self.remarks += (
                    f"{self.name} has no failure {task.plan.outcome.code!r}; internal stands in",
                )
                failure = self.vendor.failure_code("internal")
        _, _, task_id, _, model, prompt, _, created_at, _, _, operation, external_id, callback_url = (
            task.facts
        )
        return TaskView(
            task_id,
            state,
            model,
            prompt,
            task.parsed(),
            created_at,
            ended_at(task, state),
            now - created_at,
            task.polls,
            failure,
            task.plan.film,
            self.engine.links(task, self.base_url) if state is State.SUCCEEDED else _NO_LINKS,
            started_at(task, state),
            operation,
            external_id,
            callback_url,
        )

    def link(self, name: str) -> str:
        """The address of a file that belongs to this request and to no task."""
        session = DEFAULT_SESSION if self.session is None else self.session.name
        return self.engine.links_of(self.name, links.instant_token(session, self.number), self.base_url)[name]

    def fail(self, code: str) -> Answer:
        """The vendor's error for its own code or a neutral word; a code that it lacks is remarked on."""
        vendor = self.vendor
        try:
            return vendor.fail(vendor.failure_code(code), self.admitted, self.desk)
        except KeyError:
            self.remarks += (f"{self.name} has no failure {code!r}; its internal error stands in",)
            return vendor.fail(vendor.failure_code("internal"), self.admitted, self.desk)

    def refuse(self, refusal: Refusal) -> Delivery:
        """Answer with a refusal."""
        self.refusal = refusal
        self.operation = refusal.operation or self.operation
        return Delivery(refusal.answer)


def write(exchange: Exchange, answer: Answer) -> None:
    """Put the exchange into the journal, which ends it.

    Desk and exchange know each other; they are parted here, for otherwise every request, its body included,
    would lie about until the garbage collector comes.
    """
    session = exchange.session
    exchange.engine.journal.write(
        (
            exchange.number,
            exchange.desk.wall,
            exchange.name,
            None if session is None else session.name,
            exchange.operation,
            exchange.case,
            exchange.task_id,
        ),
        exchange.received,
        Answer(answer.status, answer.headers, copied(answer.body)),
        exchange.refusal,
        exchange.fault,
        exchange.remarks,
    )
    del exchange.desk


def copied(body: bytes) -> bytes:
    """The same bytes in no more memory than they need.

    What orjson writes holds on to its buffer: measured, 200,000 bodies of 140 bytes took 786 MB, their
    copies 36 MB. So whatever is kept for long is copied.
    """
    return bytes(memoryview(body))

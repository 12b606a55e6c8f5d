"""Which scenario a request plays, and which of its faults is due.

Here lives the search for them (marker, session, server) and the writing of receipts. Never: what a fault
does to an answer (`faults`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from . import faults, marker
from .exchange import Exchange
from .faults import Honest, Receipt, Script
from .interface import Admitted, Effect, Refusal
from .marker import Marker
from .message import Answer, Delivery, Received
from .scenario import Scenario
from .sessions import Session
from .trouble import Call, Fault

MOST_SCRIPTS = 10_000
"""Scripts that wait for another attempt; the oldest is given up when there are more."""

_CALLS: dict[Effect, Call] = {
    Effect.SUBMIT: "submit",
    Effect.POLL: "poll",
    Effect.CANCEL: "cancel",
    Effect.INSTANT: "instant",
    Effect.LIST: "instant",
    Effect.CONTENT: "content",
}
_PEEKED = 400  # bytes after the beginning of a marker; a longer case id is none of ours
_HOST = marker.MEDIA_HOST.encode()

Key: TypeAlias = tuple[str | int | None, ...]


class Scripts:
    """The scripts of calls that have not been answered honestly yet.

    A script lives here from the first attempt to the first honest answer, which is when a client stops
    trying; a task that was made meanwhile holds on to it.
    """

    def __init__(self) -> None:
        self._open: dict[Key, Script] = {}

    def of(self, key: Key, scenario: Scenario) -> Script:
        """The script of these attempts; a new one if there is none, or if the scenario was rewritten."""
        script = self._open.get(key)
        if script is None or script.scenario is not scenario:
            script = self._open[key] = Script(scenario)
            if len(self._open) > MOST_SCRIPTS:
                del self._open[next(iter(self._open))]
        return script

    def end(self, key: Key) -> None:
        """The call was answered honestly: the next like it is a new one."""
        self._open.pop(key, None)

    def clear(self, session: str | None = None) -> None:
        """Give up the scripts of a session, or all of them."""
        self._open = {
            key: script for key, script in self._open.items() if session is not None and key[1] != session
        }


class Due:
    """A fault that is due, and whose script it is from."""

    __slots__ = ("fault", "script")

    def __init__(self, fault: Fault, script: Script | Session) -> None:
        self.fault = fault
        self.script = script

    def served(self, exchange: Exchange, delivery: Delivery) -> Delivery:
        """Write the receipt."""
        exchange.fault = self.fault
        self.script.serve(Receipt(exchange.desk.wall, exchange.number, self.fault))
        return delivery


class Promise:
    """A fault that is certain to be served a little later; its receipt names no entry (0) until `keep`."""

    __slots__ = ("_receipt", "_receipts", "fault")

    def __init__(self, due: Due, at: float) -> None:
        self.fault = due.fault
        self._receipt = Receipt(at, 0, due.fault)
        due.script.serve(self._receipt)
        self._receipts = due.script.receipts

    def keep(self, at: float, entry: int) -> None:
        """The fault was served now, in this journal entry."""
        place = next(place for place, one in enumerate(self._receipts) if one is self._receipt)
        self._receipts[place] = Receipt(at, entry, self.fault)


def due_fault(script: Script | None, session: Session | None, call: Call) -> Due | None:
    """The fault that is due: of the task's own script, else of the session's queue."""
    if script is not None:
        fault = script.due(call)
        if fault is not None:
            return Due(fault, script)
    if session is not None and session.settings.faults:
        fault = session.due(call)
        if fault is not None:
            return Due(fault, session)
    return None


def instead_of(exchange: Exchange, due: Due | None) -> Delivery | None:
    """The delivery of a fault that comes instead of the call."""
    if due is None or not faults.replaces(due.fault.trouble):
        return None
    delivery = faults.instead(due.fault.trouble, exchange.fail)
    return due.served(exchange, faults.addressed(delivery, exchange.task_id))


def _nothing() -> None:
    """There is no earlier answer."""


def upon(
    exchange: Exchange, due: Due | None, answer: Answer, earlier: Callable[[], Answer | None] = _nothing
) -> Delivery:
    """The honest answer, spoiled if a fault is due that can be seen in it."""
    if due is None:
        return Delivery(answer)
    honest = Honest(answer, exchange.vendor.respell_status, earlier, exchange.task_id)
    spoiled = faults.upon(due.fault.trouble, honest)
    return Delivery(answer) if spoiled is None else due.served(exchange, spoiled)


def early(exchange: Exchange, found: Admitted | Refusal) -> Delivery | None:
    """A fault that comes before credentials are looked at, from what can be known by then.

    A poll's task is known only by its body, so there such a fault comes with the others.
    """
    session = exchange.session
    queued = session is not None and (session.settings.faults or session.settings.scenario is not None)
    mark = _peek(exchange.received.body)
    if mark is None and not queued and not exchange.engine.default_scenario.faults:
        return None
    operation = found.operation
    if isinstance(operation, str):
        operation = exchange.vendor.OPERATIONS.get(operation)
    effect = Effect.SUBMIT if operation is None else operation.effect
    script = None
    if effect in {Effect.SUBMIT, Effect.INSTANT}:
        scenario = scenario_of(exchange, mark)
        script = None if scenario is None else script_of(exchange, scenario, mark)
    due = due_fault(script, session, _CALLS[effect])
    if due is None or not due.fault.before_auth:
        return None
    if mark is not None:
        exchange.case = mark.case
    exchange.operation = None if operation is None else operation.name
    return instead_of(exchange, due)


def case_of(body: bytes) -> str | None:
    """The case that the marker in an unread body names."""
    mark = _peek(body)
    return None if mark is None else mark.case


def _peek(body: bytes) -> Marker | None:
    """The marker in a body that nobody has parsed."""
    start = body.find(b"[[mock:")
    if start >= 0:
        text = body[start : start + _PEEKED].decode("latin-1").replace("\\/", "/")
        return marker.cut(text)[1]
    start = body.find(_HOST)
    if start >= 0:
        path = body[start : start + _PEEKED].decode("latin-1").replace("\\/", "/")
        return marker.in_url(f"https://{path}")
    return None


def scenario_of(exchange: Exchange, mark: Marker | None) -> Scenario | None:
    """The scenario of a new task: the marker's, the session's, the server's. None: no such scenario."""
    engine, session = exchange.engine, exchange.session
    if mark is not None and mark.scenario is not None:
        return engine.scenarios.get(mark.scenario)
    if session is not None and session.settings.scenario is not None:
        return session.settings.scenario
    return engine.default_scenario


def script_of(exchange: Exchange, scenario: Scenario, mark: Marker | None) -> Script | None:
    """The script of these attempts at one call; None if the scenario has no faults.

    It lives from the first attempt to the first honest answer, which is when a client stops trying. An
    attempt is known again by its case, else by its very body.
    """
    if not scenario.faults:
        return None
    return exchange.engine.scripts.of(script_key(exchange, scenario, mark), scenario)


def without_boundary(received: Received) -> bytes:
    """A body as it is the same in every attempt: clients draw a form's boundary anew."""
    kind, _, rest = (received.header(b"content-type") or b"").partition(b"boundary=")
    boundary = rest.partition(b";")[0].strip(b'" ')
    return (
        received.body.replace(boundary, b"") if kind.startswith(b"multipart/") and boundary else received.body
    )


def script_key(exchange: Exchange, scenario: Scenario, mark: Marker | None) -> Key:
    """What makes two calls attempts at the same."""
    session = None if exchange.session is None else exchange.session.name
    same = (
        mark.case if mark is not None and mark.case is not None else hash(without_boundary(exchange.received))
    )
    return (exchange.name, session, scenario.name, same)

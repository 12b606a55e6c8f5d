"""One attempt at a callback: from a watch to the request that goes out, and from its outcome to the journal.

Here lives what an attempt means to the engine: whose it is, which fault it meets, what follows. Never: a
socket (`outbound`), or when an attempt is due (`callbacks`).
"""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from .callbacks import Watch
from .destination import Destination, ForbiddenDestination, destination
from .exchange import Exchange, write
from .faults import NO_ANSWER
from .interface import Callback, CallsBack, Refusal
from .message import Answer, Received
from .scripting import Promise, due_fault
from .task import Task
from .trouble import Call, Duplicate, Stall

if TYPE_CHECKING:
    from .engine import Engine

CALLBACK: Call = "callback"
"""The journal's name for a request that the mock makes itself."""

_FRAMING = ("host", "content-length", "connection", "transfer-encoding")

_logger = logging.getLogger("vidlect_mock.notices")


class Unanswered(NamedTuple):
    """No answer came; the reason, for the journal."""

    reason: str


class Forbidden(NamedTuple):
    """The request was not made; the reason, for the journal."""

    reason: str


Outcome: TypeAlias = Answer | Unanswered | Forbidden


class Attempt(NamedTuple):
    """One request that is to go out; `headers` are complete."""

    watch: Watch
    exchange: Exchange
    to: Destination
    notice: Callback
    headers: tuple[tuple[str, str], ...]
    timeout: float


def begin(engine: Engine, watch: Watch) -> Attempt | None:
    """The attempt of a watch that is under way; None if it comes later, or can never be made."""
    now = engine.clock.now()
    task = engine.task(*watch.key, now)
    if task is None:
        engine.callbacks.forget(watch)
        return None
    if not watch.faulted and watch.attempts == 0 and _stalled(engine, watch, task, now):
        return None
    exchange = Exchange(engine, task.vendor, Received("POST", b"/", b"", (), b""), watch.base_url)
    exchange.enter(task.session)
    exchange.operation, exchange.case, exchange.task_id = CALLBACK, task.case, task.task_id
    try:
        to = destination(watch.url)
        notice = watch.again or _notice(exchange, watch, task, now)
    except ForbiddenDestination as forbidden:
        _journal(exchange, watch, Forbidden(str(forbidden)))
        return None
    except Exception as error:  # noqa: BLE001 # a vendor that cannot say it must not end all callbacks
        _broken(exchange, watch, error)
        return None
    if notice is None:
        del exchange.desk  # as `write` does
        engine.callbacks.told(watch)
        return None
    own = (header for header in notice.headers if header[0].lower() not in _FRAMING)
    headers = to.framed(own, notice.body)
    sent = tuple((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers)
    exchange.received = Received("POST", to.path.encode(), to.query.encode(), sent, notice.body, to.scheme)
    return Attempt(watch, exchange, to, notice, headers, watch.rule.timeout)


def _stalled(engine: Engine, watch: Watch, task: Task, now: float) -> bool:
    """Whether a script puts the delivery of the next state off."""
    due = due_fault(task.script, engine.sessions.get(task.session), CALLBACK)
    if due is None or not isinstance(due.fault.trouble, Stall):
        return False
    watch.faulted = True
    watch.promise = Promise(due, engine.clock.wall())
    engine.callbacks.put_off(watch, now + due.fault.trouble.seconds)
    return True


def _notice(exchange: Exchange, watch: Watch, task: Task, now: float) -> Callback | None:
    vendor = exchange.vendor
    if not isinstance(vendor, CallsBack):
        raise TypeError(f"{exchange.name} calls nobody back")
    view = exchange.view(task, watch.waiting[0], now)
    return vendor.callback(view, watch.url, task.session, exchange.desk)


def end(attempt: Attempt, outcome: Outcome) -> None:
    """Take in how an attempt went: the journal has it afterwards, unless the task's session was reset."""
    watch, exchange = attempt.watch, attempt.exchange
    callbacks = exchange.engine.callbacks
    if not callbacks.holds(watch):
        del exchange.desk  # as `write` does
        return
    exchange.number = exchange.engine.next_number()  # others were written meanwhile, and numbers only rise
    if watch.promise is not None:
        exchange.fault = watch.promise.fault
        watch.promise.keep(exchange.desk.wall, exchange.number)
        watch.promise = None
    _journal(exchange, watch, outcome, attempt.notice)


def _journal(exchange: Exchange, watch: Watch, outcome: Outcome, notice: Callback | None = None) -> None:
    """Go on after an outcome, and write it down."""
    callbacks = exchange.engine.callbacks
    told = f"{watch.waiting[0].value}, attempt {watch.attempts + 1} of {watch.most_attempts}"
    answer = outcome if isinstance(outcome, Answer) else NO_ANSWER
    if isinstance(outcome, Forbidden):
        exchange.refuse(_forbidden(exchange, outcome))
        callbacks.forget(watch)
        exchange.remarks += (f"{told}: not sent, and nothing more of this task is told",)
    elif isinstance(outcome, Answer) and 200 <= outcome.status < 300:
        exchange.remarks += (told,)
        if notice is not None and _again(exchange, watch):
            callbacks.repeat(watch, notice)
        else:
            callbacks.told(watch)
    else:
        exchange.remarks += (f"{told}: {_failure(outcome)}; {_next(exchange, watch)}",)
    write(exchange, answer)


def _failure(outcome: Answer | Unanswered) -> str:
    if isinstance(outcome, Unanswered):
        return outcome.reason
    followed = ", and redirects are not followed" if 300 <= outcome.status < 400 else ""
    return f"the answer's status is {outcome.status}{followed}"


def _next(exchange: Exchange, watch: Watch) -> str:
    callbacks = exchange.engine.callbacks
    if watch.again is not None:
        callbacks.told(watch)
        return "it was delivered before"
    pause = callbacks.failed(watch, exchange.engine.clock.now())
    return "given up" if pause is None else f"again in {pause:g} s"


def _again(exchange: Exchange, watch: Watch) -> bool:
    """Whether a script has what was delivered go out once more."""
    if watch.faulted or exchange.session is None:
        return False
    task = exchange.engine.store.find(*watch.key)
    due = due_fault(None if task is None else task.script, exchange.session, CALLBACK)
    if due is None or not isinstance(due.fault.trouble, Duplicate):
        return False
    watch.faulted = True
    watch.promise = Promise(due, exchange.engine.clock.wall())
    return True


def _forbidden(exchange: Exchange, outcome: Forbidden) -> Refusal:
    return Refusal(
        NO_ANSWER,
        CALLBACK,
        "forbidden_destination",
        expected="http or https, and an address of this machine or one that the operator allows",
        received=outcome.reason,
        hint="start the mock with --callback-allow HOST or --callback-allow NETWORK",
        operation=exchange.operation,
    )


def _broken(exchange: Exchange, watch: Watch, error: Exception) -> None:
    """No notice can be made; the error's text may quote what a client sent, so only the place is logged."""
    where = "".join(traceback.format_tb(error.__traceback__))
    _logger.error("%s in a callback of %s\n%s", type(error).__name__, exchange.name, where)
    exchange.engine.callbacks.forget(watch)
    hint = "a webhook secret that is none of the vendor's form, or a fault of the mock itself; its log says where"
    exchange.refuse(Refusal(NO_ANSWER, CALLBACK, type(error).__name__, hint=hint))
    write(exchange, NO_ANSWER)

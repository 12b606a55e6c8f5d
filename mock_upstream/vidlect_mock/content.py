"""The download of a result: by a link without credentials, or through the vendor's API with them.

Here lives how a file's answer is spoiled by a script and journalled. Never: the making of a file
(`media_desk`), a vendor's words.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from . import effects, links
from .exchange import Exchange, write
from .faults import Script
from .interface import Admitted, Intake, ServesContent
from .lifecycle import State
from .message import Answer, Delivery, Received, WantedFile
from .scripting import Due, due_fault, instead_of, upon
from .task import state_at
from .trouble import Call

if TYPE_CHECKING:
    from .engine import Engine

CONTENT: Call = "content"
"""The journal's name for the download of a result by its link."""


def by_link(engine: Engine, vendor: str, received: Received, token: str, honest: Answer) -> Delivery:
    """The answer to a media request, spoiled if a `content` fault is due; journalled without the file.

    A refused request (an expired link) uses up no fault.
    """
    exchange = Exchange(engine, vendor, received, "")
    exchange.operation = CONTENT
    script = None
    address = links.address(token)
    if address is not None:
        exchange.session = engine.sessions.find(address.session)
        task = engine.store.find(vendor, address.session, address.name)
        if task is not None:
            exchange.task_id, exchange.case, script = task.task_id, task.case, task.script
    due = due_fault(script, exchange.session, CONTENT) if honest.status < 400 else None
    return _delivered(exchange, due, honest)


def content(exchange: Exchange, admitted: Admitted, intake: Intake) -> Delivery:
    """A task's file through the vendor's API: what is left to do is the file, and then the journal's entry."""
    vendor = exchange.vendor
    if not isinstance(vendor, ServesContent):
        raise TypeError(f"{exchange.name} serves no content")
    now = exchange.engine.clock.now()
    task = effects.found(exchange, intake, now)
    view = None if task is None else exchange.view(task, state_at(task, now), now)
    script = None if task is None else task.script
    if view is not None and view.state is State.SUCCEEDED:
        instead = instead_of(exchange, due_fault(script, exchange.session, CONTENT))
        if instead is not None:
            return instead
    found = vendor.content(admitted, intake, view, exchange.desk)
    if isinstance(found, Answer):
        return Delivery(found)
    if view is None:
        raise TypeError(f"{exchange.name} has a file of no task")
    finish = partial(_finished, exchange, script, found.headers)
    wanted = WantedFile(view.film, view.task_id, found.name, finish)
    return Delivery(Answer(200, found.headers, b""), file=wanted)


def _finished(
    exchange: Exchange, script: Script | None, headers: tuple[tuple[bytes, bytes], ...], file: Answer
) -> Delivery:
    exchange.number = exchange.engine.next_number()  # others were written meanwhile, and numbers only rise
    due = due_fault(script, exchange.session, CONTENT)  # now: another download may have met the first one
    return _delivered(exchange, due, file._replace(headers=(*headers, *file.headers)))


def _delivered(exchange: Exchange, due: Due | None, honest: Answer) -> Delivery:
    """The file, or what a fault makes of it or sends instead; the journal gets its length in its stead."""
    instead = instead_of(exchange, due)
    if instead is not None:
        write(exchange, instead.answer)
        return instead
    delivery = upon(exchange, due, honest)
    if delivery.answer.body is honest.body:
        exchange.remarks += (f"a file of {len(honest.body)} bytes, not kept here",)
        write(exchange, delivery.answer._replace(body=b""))
    else:
        write(exchange, delivery.answer)
    return delivery

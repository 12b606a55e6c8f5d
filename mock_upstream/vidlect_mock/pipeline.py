"""The way of one request: recognise → early fault → authenticate → validate → fault → simulate → render.

Here lives the order of these steps, once for all vendors. Never: a vendor's words, or what a fault does.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from .content import content
from .effects import cancel, instant, listing, poll, submit
from .exchange import Exchange, write
from .interface import Admitted, Effect, Intake, Refusal
from .message import Delivery, Received, json_answer
from .scripting import case_of, early

if TYPE_CHECKING:
    from .engine import Engine

_logger = logging.getLogger("vidlect_mock.pipeline")

_EFFECTS: Mapping[Effect, Callable[[Exchange, Admitted, Intake], Delivery]] = {
    Effect.SUBMIT: submit,
    Effect.POLL: poll,
    Effect.CANCEL: cancel,
    Effect.INSTANT: instant,
    Effect.LIST: listing,
    Effect.CONTENT: content,
}


def handle(engine: Engine, name: str, received: Received, base_url: str) -> Delivery:
    """What a vendor answers; the exchange is in the journal afterwards, whatever happened."""
    exchange = Exchange(engine, name, received, base_url)
    try:
        delivery = _served(exchange)
    except Exception as error:  # noqa: BLE001 # a fault of the mock must reach no client as a traceback
        delivery = _broken(exchange, error)
    if delivery.file is None:  # else it is written when the file is there
        write(exchange, delivery.answer)
    return delivery


def _broken(exchange: Exchange, error: Exception) -> Delivery:
    # where it broke, without the error's text: that may quote what a client sent
    where = "".join(traceback.format_tb(error.__traceback__))
    _logger.error("%s in %s, request %d\n%s", type(error).__name__, exchange.name, exchange.number, where)
    try:
        answer = exchange.fail("internal")
    except Exception:  # noqa: BLE001 # nothing of the vendor works
        answer = json_answer(500, {"error": {"message": "the mock failed; its log says where"}})
    return exchange.refuse(
        Refusal(answer, "mock", type(error).__name__, hint="a fault of the mock itself; its log says where")
    )


def _served(exchange: Exchange) -> Delivery:
    vendor, received = exchange.vendor, exchange.received
    found = vendor.admit(received, exchange.desk)
    if found.session is not None and exchange.enter(found.session):
        found = vendor.admit(received, exchange.desk)
    delivery = early(exchange, found)
    if delivery is not None:
        return delivery
    if isinstance(found, Refusal):
        return _refused(exchange, found)
    exchange.admitted = found
    exchange.operation = found.operation.name
    exchange.remarks += found.remarks
    intake = vendor.intake(found, received, exchange.desk)
    if isinstance(intake, Refusal):
        return _refused(exchange, intake)
    exchange.remarks += intake.remarks
    exchange.task_id = intake.task_id
    return _EFFECTS[found.operation.effect](exchange, found, intake)


def _refused(exchange: Exchange, refusal: Refusal) -> Delivery:
    """A refusal before anybody has parsed the marker; the journal still says which case met it."""
    exchange.case = case_of(exchange.received.body)
    return exchange.refuse(refusal)

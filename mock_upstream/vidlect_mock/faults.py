"""Faults on the wire: which one is due, and what it makes of an honest answer.

Here live scripts with their receipts, and pure functions from an answer to a delivery. Never: a vendor's
words (those come in as functions), and never dice.

A fault that cannot be told from the honest answer (a missing field where the field is not, an empty result
before there is one) is not served: it stays due, and its receipt is written when it has been seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

import orjson

from .lifecycle import State
from .message import Answer, Delivery, JsonValue
from .scenario import Scenario
from .trouble import (
    Backwards,
    Call,
    EmptyResult,
    ExtraField,
    Fault,
    MalformedJson,
    MissingField,
    Reply,
    Reset,
    Stall,
    Status,
    Trouble,
    Truncate,
    UnknownStatus,
    VendorError,
    WrongContentType,
)

MEDIA_PATH = "/__media__/"
_TASK_ID = b"{task_id}"

NO_ANSWER = Answer(0, (), b"")
"""What a reset before acceptance answers: nothing. Status 0 stands for it in the journal."""

EARLIER: dict[State, State] = {
    State.RUNNING: State.QUEUED,
    State.SUCCEEDED: State.RUNNING,
    State.FAILED: State.RUNNING,
}
"""The state before, for going backwards; a state that is not here has none."""

_LINK = re.compile(rb'https?://[^"\\\s]*?' + re.escape(MEDIA_PATH.encode()) + rb'[^"\\\s]*')


class Receipt(NamedTuple):
    """One fault served: when (Unix seconds by the wall clock), in which journal entry."""

    at: float
    entry: int
    fault: Fault


class Script:
    """A scenario being played: how far its faults have come. Shared by every attempt at the same submit."""

    __slots__ = ("receipts", "scenario")

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.receipts: list[Receipt] = []

    def due(self, call: Call) -> Fault | None:
        """The next fault on this kind of call that was not served yet."""
        served = sum(1 for receipt in self.receipts if receipt.fault.on == call)
        planned = (fault for fault in self.scenario.faults if fault.on == call)
        return next((fault for place, fault in enumerate(planned) if place >= served), None)

    def serve(self, receipt: Receipt) -> None:
        """Keep the receipt of a fault that was served."""
        self.receipts.append(receipt)


class Honest(NamedTuple):
    """The answer of a vendor that works, and what a fault needs to spoil it."""

    answer: Answer
    respell: Callable[[Answer, str], Answer]
    earlier: Callable[[], Answer | None]
    """The same poll as of the state before the one shown last; None where there is none."""
    task_id: str | None


def replaces(trouble: Trouble) -> bool:
    """Whether a trouble comes instead of the call, so that the call has no effect."""
    return isinstance(trouble, Status | VendorError | Reply) or (
        isinstance(trouble, Reset) and not trouble.after_accepting
    )


def instead(trouble: Trouble, fail: Callable[[str], Answer]) -> Delivery:
    """What is delivered in place of an answer; `fail` gives the vendor's error for a code or a neutral word."""
    match trouble:
        case Status():
            return Delivery(_bare(trouble))
        case VendorError():
            return Delivery(fail(trouble.code))
        case Reply():
            return Delivery(_literal(trouble))
        case _:
            return Delivery(NO_ANSWER, reset=True)


def addressed(delivery: Delivery, task_id: str | None) -> Delivery:
    """The delivery with the task's id where its body says `{task_id}`: a script is written before there is one."""
    answer = delivery.answer
    if task_id is None or _TASK_ID not in answer.body:
        return delivery
    return delivery._replace(answer=answer._replace(body=answer.body.replace(_TASK_ID, task_id.encode())))


def _bare(trouble: Status) -> Answer:
    content_type, body = _body(trouble.body)
    headers = [(b"content-type", content_type)]
    if trouble.retry_after is not None:
        headers.append((b"retry-after", b"%d" % trouble.retry_after))
    return Answer(trouble.status, tuple(headers), body)


def _body(body: JsonValue) -> tuple[bytes, bytes]:
    if body is None:
        return b"text/plain; charset=utf-8", b""
    if isinstance(body, str):
        return b"text/plain; charset=utf-8", body.encode("utf-8", "replace")
    return b"application/json", orjson.dumps(body)


def _literal(trouble: Reply) -> Answer:
    content_type, body = _body(trouble.body)
    headers = {name.lower(): value for name, value in trouble.headers.items()}
    if "content-type" not in headers and body:
        headers["content-type"] = content_type.decode()
    return Answer(
        trouble.status,
        tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()),
        body,
    )


def upon(trouble: Trouble, honest: Honest) -> Delivery | None:
    """What a trouble makes of an honest answer; None if it cannot be seen there yet."""
    answer = honest.answer
    match trouble:
        case Stall():
            return Delivery(answer, delay=trouble.seconds)
        case Truncate():
            return Delivery(answer, truncate_after=len(answer.body) // 2) if answer.body else None
        case Reset():
            return Delivery(answer, reset=True)
        case _:
            spoiled = _spoiled(trouble, honest)
            return None if spoiled is None or spoiled == answer else Delivery(spoiled)


def _spoiled(trouble: Trouble, honest: Honest) -> Answer | None:
    """Another answer; None or the honest one if there is nothing to spoil."""
    answer = honest.answer
    match trouble:
        case Backwards():
            return honest.earlier()
        case UnknownStatus():
            return honest.respell(answer, trouble.word)
        case WrongContentType():
            return _as_html(answer)
        case MalformedJson():
            return answer._replace(body=_cut_short(answer.body))
        case EmptyResult():
            return answer._replace(body=_LINK.sub(b"", answer.body))
        case MissingField():
            return _edited(answer, lambda body: _without(body, trouble, honest.task_id))
        case ExtraField():
            return _edited(answer, lambda body: _with(body, trouble))
        case _:
            raise TypeError(f"{type(trouble).__name__} spoils no answer")


def _as_html(answer: Answer) -> Answer:
    others = (header for header in answer.headers if header[0] != b"content-type")
    return answer._replace(headers=((b"content-type", b"text/html; charset=utf-8"), *others))


def _cut_short(body: bytes) -> bytes:
    """A beginning that is no JSON, whatever the whole is: no proper beginning of an object or array is."""
    whole = body.strip()
    return whole[: max(1, len(whole) * 2 // 3)] if whole[:1] in {b"{", b"["} and len(whole) > 1 else b"{"


def _edited(answer: Answer, edit: Callable[[JsonValue], bool]) -> Answer | None:
    """The answer with its JSON body edited in place; None if it is no JSON or has nothing to edit."""
    try:
        body: JsonValue = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        return None
    return answer._replace(body=orjson.dumps(body)) if edit(body) else None


def _without(body: JsonValue, trouble: MissingField, task_id: str | None) -> bool:
    if trouble.pointer == "@task_id":
        return task_id is not None and _without_value(body, task_id)
    parent, last = _parent(body, trouble.pointer)
    if isinstance(parent, dict) and last in parent:
        del parent[last]
        return True
    if isinstance(parent, list) and last.isdecimal() and int(last) < len(parent):
        del parent[int(last)]
        return True
    return False


def _without_value(body: JsonValue, value: str) -> bool:
    """Whether any field had the value; none has it now."""
    removed = False
    if isinstance(body, dict):
        for name in [name for name, member in body.items() if member == value]:
            del body[name]
            removed = True
    children: Iterable[JsonValue] = body.values() if isinstance(body, dict) else ()
    for child in body if isinstance(body, list) else children:
        removed = _without_value(child, value) or removed
    return removed


def _with(body: JsonValue, trouble: ExtraField) -> bool:
    parent, last = _parent(body, trouble.pointer)
    if not isinstance(parent, dict):
        return False
    parent[last] = trouble.value
    return True


def _parent(body: JsonValue, pointer: str) -> tuple[JsonValue, str]:
    """The value that holds what a pointer names, and the last step; None as value if the way ends before."""
    *steps, last = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    for step in steps:
        if isinstance(body, dict):
            body = body.get(step)
        elif isinstance(body, list) and step.isdecimal() and int(step) < len(body):
            body = body[int(step)]
        else:
            return None, last
    return body, last

"""Requests in: a body read and handed to the engine as what is asked of it.

Here lives reading, and what queries and cancellations hold. Never: what a create must hold (`submissions`),
the query of a list (`listing`), nor anything about credentials.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

import orjson

from vidlect_mock.interface import Admitted, Desk, Effect, Intake, Refusal
from vidlect_mock.message import JsonObject, JsonValue, Received

from .auth import TASK_ID
from .errors import BAD_REQUEST, FIELD_INVALID, Fault, refuse
from .listing import asked_list
from .submissions import submitted

_YES, _NO = frozenset({"true", "1"}), frozenset({"", "false", "0"})


def intake(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """Read the request and say what it asks for, or refuse it in the vendor's words.

    A create's body that cannot be read as a JSON object (truncated, NaN, not UTF-8, nested without measure) is
    BadRequest; its own word for that is not documented.
    """
    match admitted.operation.effect:
        case Effect.POLL:
            return Intake(body={}, task_id=admitted.echo[TASK_ID])
        case Effect.CANCEL:
            return _cancellation(admitted, received, desk)
        case Effect.LIST:
            return asked_list(admitted, received, desk)
        case Effect.SUBMIT:
            body = _read(received.body)
            if isinstance(body, str):
                return refuse(Fault(BAD_REQUEST, (), "a JSON object in UTF-8", body), admitted, desk)
            return submitted(body, received, admitted, desk)
        case _:
            return _balance(admitted, received, desk)


def _read(body: bytes) -> JsonObject | str:
    """The JSON object in a body, or what is wrong with it."""
    try:
        value: JsonValue = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        return str(error)
    return value if isinstance(value, dict) else f"JSON {type(value).__name__}"


def _cancellation(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """The task in the path; clients send `{"id": …}`, `{}` or nothing. [facts 5.4]."""
    task_id = admitted.echo[TASK_ID]
    body = _read(received.body) if received.body.strip() else {}
    remarks: tuple[str, ...] = ()
    if isinstance(body, str):
        remarks = (f"the body is no JSON object, ignored: {body}",)
        body = {}
    elif body.get("id", task_id) != task_id:
        remarks = ("id: another task than the path names; the path counts",)
    if remarks and desk.profile.is_set("strict", "on"):
        fault = Fault(BAD_REQUEST, (), "a body {} or with the id of the path (switch strict)", remarks[0])
        return refuse(fault, admitted, desk)
    return Intake(body={}, task_id=task_id, remarks=remarks)


def _balance(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    asked = dict(parse_qsl(received.query.decode("latin-1"), keep_blank_values=True))
    word = asked.get("show_detail", "").lower()
    remarks = () if word in _YES | _NO else (f"show_detail: {word[:40]!r} is neither true nor false",)
    if remarks and desk.profile.is_set("strict", "on"):
        fault = Fault(FIELD_INVALID, ("show_detail",), "true or false (switch strict)", remarks[0])
        return refuse(fault, admitted, desk)
    return Intake(body={"show_detail": word in _YES}, remarks=remarks)

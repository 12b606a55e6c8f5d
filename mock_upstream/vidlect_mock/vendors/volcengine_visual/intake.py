"""Requests in: a body read, held against what the vendor takes, and handed to the engine.

Here live reading, and the checks of queries and cancellations. Never: what a submit must hold
(`submissions`), nor anything about credentials.
"""

from __future__ import annotations

import orjson

from vidlect_mock.interface import Admitted, Desk, Effect, Intake, Refusal
from vidlect_mock.message import JsonObject, JsonValue, Received

from .errors import INVALID_INPUT, refuse
from .models import MODELS, home
from .operations import ACTIONS, Action, Family
from .submissions import submitted
from .vocabulary import ALIASES, ALIASES_BY_CHOICE

_QUERY_FIELDS = frozenset({"req_key", "task_id", "req_json"})
_MARK_FIELDS = ("content_producer", "producer_id", "content_propagator", "propagate_id")
_MARK_LONGEST = 256  # characters [facts 3.2]


def intake(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """Read the body and say what it asks for, or refuse it in the vendor's words.

    What cannot be read as a JSON object (truncated, NaN, not UTF-8, nested over a thousand deep) is 50215.
    """
    try:
        body: JsonValue = orjson.loads(received.body)
    except orjson.JSONDecodeError as error:
        return refuse(INVALID_INPUT, admitted, desk, expected="a JSON object in UTF-8", received=str(error))
    if not isinstance(body, dict):
        return refuse(
            INVALID_INPUT, admitted, desk, expected="a JSON object", received=f"JSON {type(body).__name__}"
        )
    action = ACTIONS[admitted.operation.name]
    req_key = _req_key(action, body, desk)
    if req_key is None:
        return _unknown_key(admitted, action, body, desk)
    match action.effect:
        case Effect.POLL | Effect.CANCEL:
            return _asked_about(action, req_key, body, admitted, desk)
        case _:
            return submitted(req_key, body, received, admitted, desk)


def _req_key(action: Action, body: JsonObject, desk: Desk) -> str | None:
    """The model that is meant: named by the action, or by a req_key that exists (or is a tolerated alias)."""
    if action.family is Family.PER_MODEL:
        return action.req_keys[0]
    named = body.get("req_key")
    if not isinstance(named, str):
        return None
    if named in ALIASES_BY_CHOICE[desk.profile.switches["aliases"]]:
        return named
    if named not in MODELS:
        return None
    if (action.effect in {Effect.SUBMIT, Effect.INSTANT}) and not _takes(action, named):
        return None
    return named


def _takes(action: Action, req_key: str) -> bool:
    """Whether the action is of the right kind: the two submits take each other's keys, no others do."""
    family = home(req_key)
    return family is action.family or {family, action.family} == {Family.ASYNC, Family.SYNC_TO_ASYNC}


def _unknown_key(admitted: Admitted, action: Action, body: JsonObject, desk: Desk) -> Refusal:
    named = body.get("req_key")
    return refuse(
        desk.profile.switches["unknown-key"],
        admitted,
        desk,
        expected="/req_key: one of " + ", ".join(action.req_keys),
        received="no req_key" if named is None else f"req_key {_shortened(named)}",
    )


def _shortened(value: JsonValue) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:80] + "…"


def _asked_about(
    action: Action, req_key: str, body: JsonObject, admitted: Admitted, desk: Desk
) -> Intake | Refusal:
    task_id = body.get("task_id")
    if not isinstance(task_id, str) or not task_id:
        listed = "; ".join(
            f"{pointer or 'body'}: {said}" for pointer, said in desk.violations(action.name, body)
        )
        return refuse(
            INVALID_INPUT,
            admitted,
            desk,
            expected="/task_id: a non-empty string",
            received="no task_id" if task_id is None else f"task_id {_shortened(task_id)}",
            hint=listed or None,
        )
    named = body.get("req_key", req_key)
    if named != req_key:
        return refuse(
            INVALID_INPUT,
            admitted,
            desk,
            expected=f"no req_key, or {req_key}: {action.name} serves one model",
            received=f"req_key {_shortened(named)}",
        )
    strict_pairs = desk.profile.switches["pairing"] == "strict"
    if strict_pairs and action.effect is Effect.POLL and not _pairs(action, req_key):
        return refuse(
            INVALID_INPUT,
            admitted,
            desk,
            expected=f"{req_key} queried with the action that its submit is paired with",
            received=action.name,
        )
    remarks: list[str] = []
    if len(body) > (1 if action.family is Family.PER_MODEL else 2):  # more than what is required
        fault = _fault_of_req_json(body.get("req_json"), remarks)
        if fault is not None:
            return refuse(INVALID_INPUT, admitted, desk, expected=fault, hint="req_json is a JSON string")
        remarks += (
            f"{field}: not a field of {action.name}, ignored" for field in body if field not in _QUERY_FIELDS
        )
        if body.get("req_json", "") is None:
            remarks.append("req_json: empty, taken as absent")
        if remarks and desk.profile.switches["strict"] == "on":
            return refuse(
                INVALID_INPUT,
                admitted,
                desk,
                expected="nothing to remark (switch strict)",
                received="; ".join(remarks),
            )
    return Intake(body=body, model=req_key, task_id=task_id, remarks=tuple(remarks))


def _pairs(action: Action, req_key: str) -> bool:
    return action.family is Family.PER_MODEL or home(ALIASES.get(req_key, req_key)) is action.family


def _fault_of_req_json(text: JsonValue, remarks: list[str]) -> str | None:
    """What is wrong with a query's `req_json`; None where nothing is. [facts 3.2].

    That the vendor refuses what it cannot read there is not known: that is a remark.
    """
    if text is None:
        return None
    if not isinstance(text, str):
        return "/req_json: a string that holds a JSON object"
    try:
        asked: JsonValue = orjson.loads(text)
    except orjson.JSONDecodeError:
        asked = None
    if not isinstance(asked, dict):
        remarks.append("req_json: holds no JSON object, ignored")
        return None
    mark = asked.get("aigc_meta")
    if mark is None:
        return None
    if not isinstance(mark, dict) or not isinstance(mark.get("producer_id"), str) or not mark["producer_id"]:
        return "/req_json: aigc_meta.producer_id, a non-empty string"
    for field in _MARK_FIELDS:
        value = mark.get(field, "")
        if not isinstance(value, str) or len(value) > _MARK_LONGEST:
            return f"/req_json: aigc_meta.{field}, a string of at most {_MARK_LONGEST} characters"
    return None

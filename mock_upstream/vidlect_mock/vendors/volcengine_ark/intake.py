"""Requests in: what each operation asks of the engine.

Here lives reading: bodies of creates, queries of lists. Never: what a create must hold (`submissions`),
nor anything about keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

import orjson

from vidlect_mock.interface import Admitted, Desk, Effect, Intake, Refusal
from vidlect_mock.message import JsonObject, JsonValue, Received

from .errors import INVALID, Wrong, refuse
from .submissions import submitted
from .vocabulary import WORDS

_LARGEST = 64 * 1024 * 1024  # bytes [facts 3.3]
_PAGES = range(1, 501)  # [facts 5]
_PAGE_SIZE = 20  # unsure [facts 5]
_TIERS = ("default", "flex")
_MOST_PARAMETERS = 1000  # ours: more ids than two full pages
_PLAIN = ("page_num", "page_size", "filter.status", "filter.model", "filter.service_tier")
_IDS = "filter.task_ids"


def intake(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """Read the request and say what it asks for, or refuse it in the vendor's words."""
    match admitted.operation.effect:
        case Effect.SUBMIT:
            return _create(admitted, received, desk)
        case Effect.LIST:
            return _list(admitted, received, desk)
        case _:
            return Intake(body={}, task_id=admitted.echo["task_id"] or None)


def _create(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """What cannot be read as a JSON object (truncated, NaN, not UTF-8, nested too deep) names no parameter."""
    if len(received.body) > _LARGEST:
        wrong = Wrong("", "a body of at most 64 MB", "RequestBodyTooLarge")
        return refuse(wrong, admitted, desk, f"{len(received.body)} bytes")
    try:
        body: JsonValue = orjson.loads(received.body)
    except orjson.JSONDecodeError as problem:
        text = "The request body is not valid JSON."
        return refuse(Wrong("", "a JSON object in UTF-8", INVALID, text), admitted, desk, str(problem))
    if not isinstance(body, dict):
        text = "The request body is not a JSON object."
        return refuse(Wrong("", "a JSON object", INVALID, text), admitted, desk, f"{type(body).__name__}")
    return submitted(body, admitted, desk)


def _list(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    try:
        pairs = parse_qsl(
            received.query.decode("latin-1"), keep_blank_values=True, max_num_fields=_MOST_PARAMETERS
        )
    except ValueError:
        return refuse(
            Wrong("query", f"at most {_MOST_PARAMETERS} parameters", pointer="query"), admitted, desk
        )
    said: dict[str, str] = {}
    ids: list[JsonValue] = []
    remarks: list[str] = []
    for name, value in pairs:
        if not value:
            remarks.append(f"{name[:40]}: empty, taken as absent")
        elif name == _IDS:
            ids.append(value)
        elif name in _PLAIN:
            said[name] = value
        else:
            remarks.append(f"{name[:40]}: no parameter of a list, ignored")
    wrong = _wrong_query(said, desk)
    if wrong is None and remarks and desk.profile.is_set("strict", "on"):
        wrong = Wrong(remarks[0].partition(":")[0], "nothing to remark (switch strict)")
    if wrong is not None:
        return refuse(wrong, admitted, desk)
    everything = desk.profile.is_set("list-tier", "all")
    body: JsonObject = {
        "page_num": int(said.get("page_num", 1)),
        "page_size": int(said.get("page_size", _PAGE_SIZE)),
        "status": said.get("filter.status"),
        "model": said.get("filter.model"),
        "service_tier": said.get("filter.service_tier", None if everything else "default"),
        "task_ids": ids,
    }
    return Intake(body=body, remarks=tuple(remarks))


def _wrong_query(said: Mapping[str, str], desk: Desk) -> Wrong | None:
    for name in ("page_num", "page_size"):
        number = said.get(name, "1")
        if not (number.isascii() and number.isdecimal() and len(number) <= 3 and int(number) in _PAGES):
            return Wrong(name, "expected a whole number from 1 to 500", pointer=name)
    words = set(WORDS.values())
    if desk.profile.is_set("list-expired", "refused"):
        words.discard("expired")
    for name, known in (("filter.status", words), ("filter.service_tier", set(_TIERS))):
        if name in said and said[name] not in known:
            return Wrong(name, f"expected one of {', '.join(sorted(known))}", pointer=name)
    return None

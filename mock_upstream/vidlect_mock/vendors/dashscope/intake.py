"""Requests in: read, and handed to the engine.

Here live reading, and the checks of what is no submit. Never: what a submit must hold (`submissions`), a list's window
(`listing`), an upload (`uploads`), nor anything about credentials.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote

import orjson

from vidlect_mock.interface import Admitted, Desk, Effect, Intake, Refusal
from vidlect_mock.message import JsonValue, Received

from .errors import refuse
from .listing import list_intake
from .operations import POLICY, UPLOAD
from .submissions import submitted
from .uploads import upload_intake

_LONGEST_TOKEN, _USUAL_TOKEN = 1800, 60  # seconds [facts 1]
_MOST_PARAMETERS = 100


def intake(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """Read the request and say what it asks for, or refuse it in the vendor's words."""
    match admitted.operation.effect:
        case Effect.SUBMIT:
            return _submit(admitted, received, desk)
        case Effect.POLL | Effect.CANCEL:
            # what a client sends along is not looked at: the SDKs send junk [facts 3]
            raw = admitted.echo["task_id"]
            return Intake({}, task_id=unquote(raw, errors="replace") if "%" in raw else raw)
        case _:
            if admitted.operation.name == UPLOAD:
                return upload_intake(admitted)
            return _instant(admitted, received, desk)


def _submit(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    try:
        body: JsonValue = orjson.loads(received.body)
        wrong = None if isinstance(body, dict) else f"JSON {type(body).__name__}"
    except orjson.JSONDecodeError as error:
        body, wrong = None, str(error)
    if not isinstance(body, dict):
        text = "Required body invalid, please check the request body format."
        return refuse(
            "InvalidParameter",
            admitted,
            desk,
            expected="a JSON object in UTF-8",
            received=wrong,
            message=text,
        )
    return submitted(body, received, admitted, desk)


def _instant(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    try:
        pairs = parse_qsl(
            received.query.decode("latin-1"),
            keep_blank_values=True,
            max_num_fields=_MOST_PARAMETERS,
            errors="replace",
        )
    except ValueError:
        return refuse(
            "InvalidParameter", admitted, desk, expected=f"at most {_MOST_PARAMETERS} parameters in the query"
        )
    asked = dict(reversed(pairs))  # of two the first counts
    if admitted.operation.effect is Effect.LIST:
        return list_intake(asked, admitted, desk)
    if admitted.operation.name == POLICY:
        return _policy(asked, admitted, desk)
    return _token(asked, admitted, desk)


def _policy(asked: dict[str, str], admitted: Admitted, desk: Desk) -> Intake | Refusal:
    if asked.get("action") != "getPolicy":
        return refuse("InvalidParameter", admitted, desk, expected="action=getPolicy")
    if not asked.get("model"):
        return refuse(
            "InvalidParameter", admitted, desk, expected="model in the query", message="Field required: model"
        )
    return Intake({}, model=asked["model"])


def _token(asked: dict[str, str], admitted: Admitted, desk: Desk) -> Intake | Refusal:
    text = asked.get("expire_in_seconds", str(_USUAL_TOKEN))
    seconds = int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
    if not 1 <= seconds <= _LONGEST_TOKEN:
        return refuse(
            "InvalidParameter",
            admitted,
            desk,
            expected=f"expire_in_seconds: 1 to {_LONGEST_TOKEN}",
            received=text[:40],
        )
    return Intake({"expire_in_seconds": seconds})

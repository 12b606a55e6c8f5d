"""The three envelopes that business replies come in, and which one an action speaks.

Here live the frames around `data`. Never: what is in them, nor the gateway's own refusals.

flat: `{code, data, message, request_id, status, time_elapsed}` [facts 3.1]. result: the same under `Result`,
beside `ResponseMetadata`; errors as `ResponseMetadata.Error` with a string of digits [facts 5.3]. seed:
`{ResponseMetadata, data}` [seed 001].
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from vidlect_mock.interface import Admitted, Desk
from vidlect_mock.message import Answer, JsonObject, JsonValue, json_answer

from .gateway_errors import request_id
from .identity import time_elapsed
from .operations import ACTIONS, NEW, Family

OK = 10000
SUCCESS = "Success"

Envelope = Literal["flat", "result", "seed"]


class Said(NamedTuple):
    """A business error: `code` stands in a flat envelope, `name` (its digits, or the seed's word) in the others."""

    http: int
    code: int
    name: str
    message: str


def envelope_of(admitted: Admitted | None, desk: Desk) -> Envelope:
    """The envelope that this action speaks under the desk's profile; flat where no action is known."""
    choice = desk.profile.switches["envelope"]
    if choice == "seed-001":
        return "seed"
    if choice == "flat" or admitted is None:
        return "flat"
    action = ACTIONS[admitted.operation.name]
    if action.family is Family.PER_MODEL:
        return "result"
    return "result" if choice == "enveloped" and action.version == NEW else "flat"


def _request_id(admitted: Admitted | None, desk: Desk) -> str:
    drawn = None if admitted is None else admitted.echo.get("RequestId")
    return drawn or request_id(desk.wall, desk.number)


def _metadata(admitted: Admitted | None, desk: Desk) -> JsonObject:
    """What is known of the request; the gateway's echo already has these keys."""
    known: JsonObject = {"RequestId": _request_id(admitted, desk)}
    if admitted is not None:
        action = ACTIONS[admitted.operation.name]
        known |= {"Action": action.name, "Version": action.version, **admitted.echo}
    return known


def _flat(code: int, message: str, data: JsonValue, admitted: Admitted | None, desk: Desk) -> JsonObject:
    return {
        "code": code,
        "data": data,
        "message": message,
        "request_id": _request_id(admitted, desk),
        "status": code,
        "time_elapsed": time_elapsed(desk.number),
    }


def accepted(data: JsonValue, admitted: Admitted | None, desk: Desk) -> Answer:
    """HTTP 200, code 10000."""
    return carried(OK, SUCCESS, data, admitted, desk)


def carried(code: int, message: str, data: JsonValue, admitted: Admitted | None, desk: Desk) -> Answer:
    """HTTP 200 with any code."""
    match envelope_of(admitted, desk):
        case "flat":
            return json_answer(200, _flat(code, message, data, admitted, desk))
        case "result":
            result = _flat(code, message, data, admitted, desk)
            return json_answer(200, {"ResponseMetadata": _metadata(admitted, desk), "Result": result})
        case "seed":
            return json_answer(200, {"ResponseMetadata": _metadata(admitted, desk), "data": data})


def refused(
    error: Said,
    admitted: Admitted | None,
    desk: Desk,
    *,
    data: JsonValue = None,
    task_id: str | None = None,
) -> Answer:
    """A business error; `task_id` stands at the top of a flat one."""
    envelope = envelope_of(admitted, desk)
    if envelope == "flat":
        flat = _flat(error.code, error.message, data, admitted, desk)
        if task_id is not None:
            flat["task_id"] = task_id
        return json_answer(error.http, flat)
    metadata = _metadata(admitted, desk)
    metadata["Error"] = {"Code": error.name, "Message": error.message}
    body: JsonObject = {"ResponseMetadata": metadata}
    if envelope == "seed":
        body["data"] = data
    return json_answer(error.http, body)

"""Errors: one table of codes, the exact texts that clients match on, and answers by code.

Here live codes, HTTP statuses, messages and the neutral words that scenarios may use for them. Never: when an error
is due.

Source: the vendor's table [facts 6.1] and observed bodies [facts 6.2]. Messages without a mark are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vidlect_mock.interface import Admitted, Desk, Refusal
from vidlect_mock.message import Answer, JsonObject, json_answer

from .identity import drawn

EMPTY, ILLEGAL, EARLY, LATE = "1001", "1002", "1003", "1004"
BAD_REQUEST, BAD_PARAMETER, BAD_METHOD, NOT_FOUND = "1200", "1201", "1202", "1203"


class Error(NamedTuple):
    """One row."""

    http: int
    code: int
    message: str


_ROWS = (
    Error(401, 1000, "Authentication failed"),
    Error(401, 1001, "Authorization is empty"),  # [facts 2.1]
    Error(401, 1002, "Authorization is illegal"),
    Error(401, 1003, "Authorization is not yet valid"),
    Error(401, 1004, "Authorization has expired"),
    Error(429, 1100, "Account is abnormal"),
    Error(429, 1101, "Account is in arrears"),
    Error(429, 1102, "Account balance not enough"),  # [facts 6.2]
    Error(403, 1103, "No permission for this API or model"),
    Error(400, 1200, "Request parameters are illegal"),
    Error(400, 1201, "Request parameter is illegal"),
    Error(404, 1202, "HTTP method is invalid"),
    Error(404, 1203, "The requested resource does not exist"),
    Error(400, 1300, "Refused by the platform's policy"),
    Error(400, 1301, "Refused by the content safety policy"),
    Error(429, 1302, "Requests are too fast"),
    Error(429, 1303, "parallel task over resource pack limit"),  # [facts 6.2]
    Error(429, 1304, "The IP address is not on the whitelist"),
    Error(500, 5000, "Internal error"),
    Error(503, 5001, "Service is temporarily unavailable"),
    Error(504, 5002, "Internal timeout"),
)
# Bodies that were seen, under names for scenarios: the table's row with the text as observed. [facts 6.2]
_SEEN: dict[str, Error] = {
    "no_human": Error(400, 1201, "The model did not detect a human"),
    "video_height": Error(
        400, 1201, "The video height should not be less than 512px and larger than 2160px."
    ),
    "voice_not_found": Error(400, 1201, "Voice id not found"),
    "element_not_found": Error(400, 1201, "Element id not found: 1"),
    "unsupported_model": Error(400, 1201, "model is not supported"),
    "discontinued": Error(404, 1203, "The model is discontinued"),
    "gone": Error(400, 1201, "This API is no longer available"),
}
ERRORS: Mapping[str, Error] = {str(row.code): row for row in _ROWS} | _SEEN

_NEUTRAL: Mapping[str, str] = {
    "invalid_input": BAD_PARAMETER,
    "input_rejected": "1301",
    "output_rejected": "1300",
    "internal": "5000",
    "rate_limited": "1302",
    "concurrency_limited": "1303",
    "quota_exhausted": "1102",
}

# What a failed task says: it has no code, only a text. [facts 4]; a scenario names the failure by a code.
PIXELS, NO_HUMAN = "Image pixel is invalid", "The model did not detect a human"
UNREADABLE_FILE = "Something went wrong when we tried to get the contents of the file."
_FAILED: Mapping[str, str] = {
    "1300": "Failure to pass the risk control system",
    "1301": "Failure to pass the risk control system",
    "1201": PIXELS,
    "unreadable_file": UNREADABLE_FILE,
}


def failed_text(code: str | None, kind: str) -> str:
    """The message of a task that failed with a code, for this kind of task. [facts 4]."""
    if code == BAD_PARAMETER and "lip-sync" in kind:
        return NO_HUMAN
    if code is None:
        return ERRORS["5002"].message
    return _FAILED.get(code) or ERRORS[code].message


def envelope(code: int, message: str, desk: Desk) -> JsonObject:
    """What every answer has around its data. [facts 3]."""
    return {"code": code, "message": message, "request_id": drawn(b"request", desk.number)}


def error_answer(row: Error, desk: Desk) -> Answer:
    """An error's answer: no data, or (by switch) data that is null."""
    body = envelope(row.code, row.message, desk)
    if desk.profile.switches["error-data"] == "null":
        body["data"] = None
    parameter = row.http == 400 and row.code in {1200, 1201}
    return json_answer(200 if parameter and desk.profile.switches["error-http"] == "200" else row.http, body)


def fail(code: str, admitted: Admitted | None, desk: Desk) -> Answer:
    """The answer that carries an error by its code, or by the name of a text that was seen.

    Raises:
        KeyError: the vendor has no such error.
    """
    del admitted
    if code == "unreadable_file":
        return error_answer(Error(400, 1201, UNREADABLE_FILE), desk)
    return error_answer(ERRORS[code], desk)


def failure_code(kind: str) -> str:
    """The vendor's code for a neutral outcome word; a code of the vendor as it is.

    Raises:
        KeyError: neither.
    """
    return kind if kind in ERRORS or kind in _FAILED else _NEUTRAL[kind]


class Wrong(NamedTuple):
    """What is wrong with a request: the message that the vendor says, and for the journal what was expected."""

    message: str
    expected: str
    received: str | None = None
    code: str = BAD_PARAMETER


def remarked(remarks: list[str], desk: Desk) -> Wrong | None:
    """With the switch `strict` on, what was remarked is wrong."""
    if not remarks or desk.profile.switches["strict"] == "off":
        return None
    return Wrong(remarks[0], "nothing to remark (switch strict)", "; ".join(remarks))


def refuse(wrong: Wrong, admitted: Admitted, desk: Desk) -> Refusal:
    """A request that was admitted and is not taken."""
    row = ERRORS[wrong.code]._replace(message=wrong.message)
    return Refusal(
        answer=error_answer(row, desk),
        stage="body",
        code=wrong.code,
        expected=wrong.expected,
        received=wrong.received,
        operation=admitted.operation.name,
        session=admitted.session,
    )

"""The vendor's errors: one table of codes, one flat envelope.

Here live codes, HTTP statuses, texts and the neutral words that scenarios may use for them. Never: when one is due.

Sources: [facts 9.1, 9.2], the vendor's error page and recorded answers; texts of rows marked "ours" are in no source
that was found and are plain words of ours. OSS, which takes uploads, answers XML.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from vidlect_mock.interface import Admitted, Desk, Refusal
from vidlect_mock.message import Answer, json_answer

from .identity import request_id
from .operations import UPLOAD


class Row(NamedTuple):
    """One error. The row's key is its code; where one code has two meanings, the second key is `code/word`."""

    http: int
    message: str


_PARAMETERS = "Required parameter(s) missing or invalid, please check the request parameters."
_DENIED = "Access to model denied. Please make sure you are eligible for using the model."
_INPUT = "Input data may contain inappropriate content."
_OURS_FILE = "The input file does not meet the requirements."  # ours
_OURS_BILL = "The bill of the account is not paid."  # ours
_OURS_FAULT = "An internal error has occurred, please try again later."  # ours

ERRORS: Mapping[str, Row] = {
    "InvalidParameter": Row(400, _PARAMETERS),
    "InvalidParameter.DataInspection": Row(
        400, "Unable to download the media resource during the data inspection process."
    ),
    "BadRequest.EmptyInput": Row(400, "Required input parameter missing from request."),
    "BadRequest.EmptyModel": Row(400, 'Required parameter "model" missing from request.'),
    "BadRequest.EmptyParameters": Row(400, 'Required parameter "parameters" missing from request.'),  # ours
    "BadRequest.IllegalInput": Row(400, "The input parameter requires json format."),  # ours
    "BadRequest.InputDownloadFailed": Row(400, "Failed to download the input file."),  # ours
    "InvalidURL": Row(400, "Required URL is missing or invalid, please check the request URL."),
    "InvalidURL.ConnectionRefused": Row(400, "Connection to the URL was refused."),  # ours
    "InvalidURL.Timeout": Row(400, "Downloading the URL timed out."),  # ours
    **dict.fromkeys(
        (
            f"InvalidFile.{what}"
            for what in ("Resolution", "FPS", "Size", "Duration", "AspectRatio", "Format")
        ),
        Row(400, _OURS_FILE),
    ),
    "DataInspectionFailed": Row(400, _INPUT),
    "DataInspectionFailed/output": Row(400, "Output data may contain inappropriate content."),
    "IPInfringementSuspect": Row(400, "Input data is suspected of being involved in IP infringement."),
    "Arrearage": Row(400, "Access denied, please make sure your account is in good standing."),
    "UnsupportedOperation": Row(
        400, "Failed to cancel the task, please confirm if the task is in PENDING status."
    ),
    "InvalidApiKey": Row(401, "Invalid API-key provided."),
    "NOT AUTHORIZED": Row(401, "Access denied: the key does not belong to the workspace."),  # ours
    "AccessDenied": Row(403, _DENIED),
    "AccessDenied.Unpurchased": Row(403, _DENIED),
    "Model.AccessDenied": Row(403, _DENIED),
    "Workspace.AccessDenied": Row(403, _DENIED),
    "Endpoint.AccessDenied": Row(403, _DENIED),
    "AllocationQuota.FreeTierOnly": Row(403, "The free tier of the model has been exhausted."),  # ours
    "ModelNotFound": Row(404, "Model can not be found."),
    "WorkSpaceNotFound": Row(404, "WorkSpace can not be found."),  # ours
    "NotFound": Row(404, "Not found."),  # ours
    "Throttling": Row(429, "Requests throttling triggered."),
    "Throttling.RateQuota": Row(429, "Requests rate limit exceeded, please try again later."),
    "Throttling.BurstRate": Row(429, "Request rate increased too quickly."),  # ours
    "Throttling.AllocationQuota": Row(429, "Allocated quota exceeded, please increase your quota limit."),
    "Throttling.Concurrency": Row(429, "Too many concurrent requests."),
    "CommodityNotPurchased": Row(429, "Commodity has not purchased yet."),  # ours
    "PrepaidBillOverdue": Row(429, _OURS_BILL),
    "PostpaidBillOverdue": Row(429, _OURS_BILL),
    "InternalError": Row(500, _OURS_FAULT),
    "InternalError.Algo": Row(500, _OURS_FAULT),
    "InternalError.Timeout": Row(500, "The task has timed out."),  # ours
    "SystemError": Row(500, _OURS_FAULT),
    "RequestTimeOut": Row(500, "Request timed out, please try again later."),  # ours
    "ServiceUnavailable": Row(503, "The service is unavailable, please try again later."),  # ours
    "ModelUnavailable": Row(503, "Model is unavailable, please try again later."),
}
"""Key → HTTP status (of a refused call; in a FAILED task code and message stand in `output`) and text."""

_NEUTRAL: Mapping[str, str] = {
    "invalid_input": "InvalidParameter",
    "input_rejected": "DataInspectionFailed",
    "output_rejected": "DataInspectionFailed/output",
    "internal": "InternalError",
    "rate_limited": "Throttling.RateQuota",
    "concurrency_limited": "Throttling.Concurrency",
    "quota_exhausted": "Arrearage",
}
"""Neutral outcome words of scenarios."""


def code_of(key: str) -> str:
    """The vendor's code of a row's key."""
    return key.partition("/")[0]


def error_answer(status: int, code: str, message: str, desk: Desk) -> Answer:
    """The flat envelope [facts 7]."""
    drawn = request_id(desk.number)
    answer = json_answer(status, {"code": code, "message": message, "request_id": drawn})
    return answer._replace(headers=(*answer.headers, (b"x-request-id", drawn.encode())))


def uncancelled(desk: Desk) -> Answer:
    """The refusal of a cancellation, in which request_id comes first [facts 3.3]."""
    row = ERRORS["UnsupportedOperation"]
    return json_answer(
        row.http,
        {"request_id": request_id(desk.number), "code": "UnsupportedOperation", "message": row.message},
    )


def oss_answer(status: int, code: str, message: str, desk: Desk) -> Answer:
    """OSS's envelope [facts 3.5]."""
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<Error><Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
        f"<RequestId>{request_id(desk.number)}</RequestId></Error>"
    )
    return Answer(status, ((b"content-type", b"application/xml"),), body.encode())


def fail(code: str, admitted: Admitted | None, desk: Desk) -> Answer:
    """The answer that carries an error by its key.

    Raises:
        KeyError: the vendor has no such error.
    """
    row = ERRORS[code]
    if admitted is not None and admitted.operation.name == UPLOAD:
        return oss_answer(row.http, code_of(code), row.message, desk)
    return error_answer(row.http, code_of(code), row.message, desk)


def failure_code(kind: str) -> str:
    """The key of a neutral outcome word; a key as it is.

    Raises:
        KeyError: neither.
    """
    return kind if kind in ERRORS else _NEUTRAL[kind]


def refuse(  # noqa: PLR0913 # the parts of a refusal
    code: str,
    admitted: Admitted,
    desk: Desk,
    *,
    expected: str,
    received: str | None = None,
    message: str | None = None,
    hint: str | None = None,
    status: int | None = None,
) -> Refusal:
    """A request that the vendor does not take. `message` and `status`: where they are not the table's."""
    row = ERRORS[code]
    answer = error_answer(status or row.http, code_of(code), message or row.message, desk)
    return Refusal(answer, "body", code, expected, received, hint, admitted.operation.name, admitted.session)

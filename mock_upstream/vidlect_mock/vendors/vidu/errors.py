"""Refusals: one table of reasons, and answers by reason.

Here live reasons, HTTP statuses, messages and the neutral words that scenarios may use for them. Never: when
a refusal is due.

Source: the vendor's error tables in both languages, and later words in clients' code [facts 6].
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vidlect_mock.interface import Admitted, Desk, Refusal
from vidlect_mock.message import Answer, json_answer

from .identity import trace_id

FIELD_LACKING = "FieldLacking"
FIELD_INVALID = "FieldInvalid"
FIELD_UNWANTED = "FieldUnwanted"
WRONG_COUNT = "FieldItemCountOutOfRange"
BAD_REQUEST = "BadRequest"
USER_CANCELLED = "UserCancelled"


class Reason(NamedTuple):
    """One row. The words of FIELDS are followed by the names of the fields that are meant."""

    http: int
    reason: str
    message: str
    confidence: str = "documented"


_ROWS = (
    Reason(400, BAD_REQUEST, "bad request"),
    Reason(400, FIELD_LACKING, "field is missing or empty"),
    Reason(400, FIELD_UNWANTED, "unwanted field"),
    Reason(400, WRONG_COUNT, "field item count out of range"),
    Reason(400, FIELD_INVALID, "invalid field"),
    Reason(
        400, "PageSizeOutOfRange", "page size out of range"
    ),  # a picture's size or ratio, not a list's page
    Reason(400, "ImageDownloadFailure", "image download failure"),
    Reason(400, "ImageFormatInvalid", "invalid image format"),
    Reason(400, "OperationInProcess", "operation in process, please retry later"),
    Reason(400, "TaskPromptPolicyViolation", "prompt policy violation"),
    Reason(400, "AuditSubmitIllegal", "submit is illegal"),
    Reason(400, "CreationPolicyViolation", "creation policy violation"),
    Reason(400, "CreditInsufficient", "insufficient credits"),
    Reason(400, "ModelUnavailable", "model unavailable"),
    Reason(400, USER_CANCELLED, "user cancelled"),
    # newest table; their texts are not known
    Reason(400, "ImageCheckBodyJointsFailed", "image check body joints failed", "unsure"),
    Reason(400, "ImageCheckFaceFailed", "image check face failed", "unsure"),
    Reason(400, "ImageObjectsUndetected", "image objects undetected", "unsure"),
    Reason(401, "Unauthorized", "unauthorized"),
    Reason(403, "Forbidden", "forbidden"),
    Reason(404, "TaskNotFound", "task not found"),
    Reason(404, "CreationNotFound", "creation not found"),
    Reason(404, "NotFound", "not found"),
    Reason(405, "MethodNotAllowed", "method not allowed", "unsure"),  # in no table; for a known path only
    Reason(409, "Conflict", "resource conflict"),
    Reason(429, "QuotaExceeded", "quota exceeded"),  # tasks at the same time
    Reason(429, "TooManyRequests", "too many requests"),
    Reason(429, "SystemThrottling", "system is throttling"),
    Reason(499, "Canceled", "request canceled by client"),
    Reason(500, "InternalServiceFailure", "internal service failure"),
    # words of clients' code in 2026; statuses and texts are not known
    Reason(400, "PhotoAuditNotPass", "photo audit not pass", "reported"),
    Reason(400, "AuditFailed", "audit failed", "reported"),
    Reason(400, "ImageSizeInvalid", "invalid image size", "reported"),
    Reason(400, "VideoFormatInvalid", "invalid video format", "reported"),
    Reason(400, "VideoDownloadFailure", "video download failure", "reported"),
    Reason(400, "FaceDetectFailure", "face detect failure", "reported"),
    Reason(400, "FaceDetectNotPass", "face detect not pass", "reported"),
    Reason(400, "NoFaceDetected", "no face detected", "reported"),
    Reason(400, "MultiFaceDetected", "multi face detected", "reported"),
    Reason(400, "Unknown", "unknown", "reported"),
)
ERRORS: Mapping[str, Reason] = {row.reason: row for row in _ROWS}

# Neutral words of scenarios.
_NEUTRAL: Mapping[str, str] = {
    "invalid_input": FIELD_INVALID,
    "input_rejected": "AuditSubmitIllegal",
    "output_rejected": "CreationPolicyViolation",
    "internal": "InternalServiceFailure",
    "rate_limited": "TooManyRequests",
    "concurrency_limited": "QuotaExceeded",
    "quota_exhausted": "CreditInsufficient",
}


def error(reason: str, desk: Desk, *fields: str, message: str | None = None) -> Answer:
    """The answer for a row of `ERRORS`: `{code, reason, message, metadata: {trace_id}}` [facts 6].

    Raises:
        KeyError: no such row.
    """
    row = ERRORS[reason]
    http = 402 if reason == "CreditInsufficient" and desk.profile.is_set("credit-status", "402") else row.http
    text = message or (f"{row.message}: {', '.join(fields)}" if fields else row.message)
    return json_answer(
        http,
        {
            "code": http,
            "reason": reason,
            "message": text,
            "metadata": {"trace_id": trace_id(desk.wall, desk.number)},
        },
    )


def fail(code: str, admitted: Admitted | None, desk: Desk) -> Answer:
    """The answer that carries a reason of the vendor (`CreditInsufficient`).

    Raises:
        KeyError: the vendor has no such reason.
    """
    del admitted
    return error(code, desk)


def failure_code(kind: str) -> str:
    """The vendor's reason for a neutral outcome word; a reason of the vendor as it is.

    Raises:
        KeyError: neither.
    """
    return kind if kind in ERRORS else _NEUTRAL[kind]


class Fault(NamedTuple):
    """What is wrong with a body, in the vendor's words and in ours."""

    reason: str
    fields: tuple[str, ...]
    expected: str
    received: str | None = None
    message: str | None = None


def refuse(fault: Fault, admitted: Admitted, desk: Desk) -> Refusal:
    """The refusal of a body; for the journal it says what was expected."""
    return Refusal(
        error(fault.reason, desk, *fault.fields, message=fault.message),
        "body",
        fault.reason,
        expected=fault.expected,
        received=fault.received,
        operation=admitted.operation.name,
        session=admitted.session,
    )

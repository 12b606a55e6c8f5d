"""Errors: one table of codes, the envelope around them, and the neutral words that scenarios may use.

Here live codes, HTTP statuses, types and texts. Never: when an error is due.

Source: page 1299023 and observed replies [facts 1.1, 2, 2.1]; texts without a source are plain words of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import orjson

from vidlect_mock.interface import Admitted, Desk, Refusal
from vidlect_mock.message import JSON_HEADERS, Answer, JsonObject, JsonValue

from .identity import request_id

INVALID = "InvalidParameter"
MISSING = "MissingParameter"
UNAUTHENTICATED = "AuthenticationError"
UNKNOWN_MODEL = "InvalidEndpointOrModel.NotFound"
RUNNING_TASK = "InvalidAction.RunningTaskDeletion"


class Row(NamedTuple):
    """One code: HTTP status, class name, text."""

    http: int
    type: str
    message: str


class Wrong(NamedTuple):
    """What is wrong with a request: the parameter that the reply names, why, and by which code.

    `message` replaces the usual text; `pointer` says where in the body, for the journal.
    """

    param: str
    why: str
    code: str = INVALID
    message: str | None = None
    pointer: str = ""


_BAD, _TOO_MANY, _DENIED = "BadRequest", "TooManyRequests", "Forbidden"
_REVIEWS = ("PolicyViolation", "PrivacyInformation")  # of what goes in [facts 2.1]


def _reviewed() -> Iterator[tuple[str, Row]]:
    """The codes of content review [facts 2.1]."""
    for way, whose in (("Input", "input"), ("Output", "output")):
        for medium in ("Text", "Image", "Video", "Audio"):
            text = (
                f"The request failed because the {whose} {medium.lower()} may contain sensitive information."
            )
            code = f"{way}{medium}SensitiveContentDetected"
            yield code, Row(400, _BAD, text)
            if way == "Input":
                for review in _REVIEWS:
                    yield f"{code}.{review}", Row(400, _BAD, text)
        for medium in ("Text", "Image"):
            text = f"The request failed because the {whose} {medium.lower()} did not pass the risk check."
            yield f"{way}{medium}RiskDetection", Row(400, _BAD, text)


_MISSING_TEXT = "The request failed because it is missing one or multiple required parameters."
ERRORS: Mapping[str, Row] = {
    MISSING: Row(400, _BAD, _MISSING_TEXT),
    INVALID: Row(400, _BAD, "A parameter specified in the request is not valid."),
    f"{INVALID}.UnsupportedImageFormat": Row(400, _BAD, "The format of the image is not supported."),
    f"{INVALID}.OversizedImage": Row(400, _BAD, "The image is too large."),
    f"{INVALID}.TaskTypeConstraint": Row(
        400, _BAD, "duration must be -1 and ratio must be adaptive for the type of this task."
    ),
    "InvalidEndpoint.ClosedEndpoint": Row(400, _BAD, "The endpoint is closed."),
    "InvalidImageURL.EmptyURL": Row(400, _BAD, "The image URL is empty."),
    "InvalidImageURL.InvalidFormat": Row(400, _BAD, "The image URL is not valid."),
    "RequestBodyTooLarge": Row(400, _BAD, "The request body is too large."),
    "SensitiveContentDetected": Row(400, _BAD, "The request may contain sensitive information."),
    "SensitiveContentDetected.SevereViolation": Row(400, _BAD, "The request is in severe violation."),
    "SensitiveContentDetected.Violence": Row(400, _BAD, "The request may contain violence."),
    "ContentSecurityDetectionError": Row(400, _BAD, "The content security check failed."),
    **dict(_reviewed()),
    UNAUTHENTICATED: Row(
        401, "Unauthorized", "the API key or AK/SK in the request is missing or invalid. request id:"
    ),
    "InvalidAccountStatus": Row(401, _DENIED, "The account is disabled."),
    "AccountOverdueError": Row(
        403, _DENIED, "The request failed because your account has an overdue balance."
    ),
    "AccessDenied": Row(403, _DENIED, "The request failed because of a lack of permission."),
    "OperationDenied.ServiceNotOpen": Row(403, _DENIED, "The service is not open for your account."),
    "OperationDenied.ServiceOverdue": Row(403, _DENIED, "The service is overdue for your account."),
    "OperationDenied.InvalidState": Row(403, _DENIED, "The operation is denied in this state."),
    UNKNOWN_MODEL: Row(
        404, "NotFound", "The model or endpoint does not exist or you do not have access to it."
    ),
    "ModelNotOpen": Row(
        404,
        "NotFound",
        "Your account has not activated the model. Please activate the model service in the Ark Console.",
    ),
    "InvalidEndpointOrModel.ModelIDAccessDisabled": Row(404, "NotFound", "Access by model id is disabled."),
    "PathNotFound": Row(404, "NotFound", "The path is not found."),
    "InvalidAction": Row(404, "NotFound", "The specified action is invalid."),
    "ResourceNotFound": Row(404, "NotFound", "The specified resource is not found."),
    # the type is unsure [facts 11.1]
    RUNNING_TASK: Row(409, "Conflict", "Cannot delete task because it is currently running."),
    "RateLimitExceeded.EndpointRPMExceeded": Row(
        429, _TOO_MANY, "The requests per minute of the endpoint are exceeded."
    ),
    "RateLimitExceeded.EndpointTPMExceeded": Row(
        429, _TOO_MANY, "The tokens per minute of the endpoint are exceeded."
    ),
    "ModelAccountRpmRateLimitExceeded": Row(
        429, _TOO_MANY, "The requests per minute of your account for the model are exceeded."
    ),
    "ModelAccountTpmRateLimitExceeded": Row(
        429, _TOO_MANY, "The tokens per minute of your account for the model are exceeded."
    ),
    "ModelAccountIpmRateLimitExceeded": Row(
        429, _TOO_MANY, "The images per minute of your account for the model are exceeded."
    ),
    "APIAccountRpmRateLimitExceeded": Row(
        429, _TOO_MANY, "The requests per minute of your account for this API are exceeded."
    ),
    "AccountRateLimitExceeded": Row(429, _TOO_MANY, "The rate limit of your account is exceeded."),
    "QuotaExceeded": Row(
        429, _TOO_MANY, "Too many tasks are queued, or the quota of your account is used up."
    ),
    "ServerOverloaded": Row(429, _TOO_MANY, "The service is overloaded. Please retry later."),
    "RequestBurstTooFast": Row(429, _TOO_MANY, "The requests come too fast."),
    "SetLimitExceeded": Row(429, _TOO_MANY, "The limit that was set for the model is reached."),
    "InflightBatchsizeExceeded": Row(429, _TOO_MANY, "Too many requests are in flight."),
    "RequestCanceled": Row(499, "RequestCanceled", "The request was cancelled."),  # type: unsure
    "InternalServiceError": Row(500, "InternalServerError", "The service encountered an internal error."),
}
# Codes that end in the name of a parameter [facts 2.1].
_NAMED: Mapping[str, Row] = {
    MISSING: ERRORS[MISSING],
    INVALID: ERRORS[INVALID],
    "NotFound": ERRORS["ResourceNotFound"],
}

# Neutral outcome words of scenarios; too many tasks at once are told by the code of a full queue.
_NEUTRAL: Mapping[str, str] = {
    "invalid_input": INVALID,
    "input_rejected": "InputTextSensitiveContentDetected",
    "output_rejected": "OutputVideoSensitiveContentDetected",
    "internal": "InternalServiceError",
    "rate_limited": "ModelAccountRpmRateLimitExceeded",
    "concurrency_limited": "QuotaExceeded",
    "quota_exhausted": "AccountOverdueError",
}


def row_of(code: str) -> Row:
    """A code's row, also of one that ends in the name of a parameter.

    Raises:
        KeyError: the vendor has no such code.
    """
    if code in ERRORS:
        return ERRORS[code]
    stem, dot, name = code.partition(".")
    if not dot or not name:
        raise KeyError(code)
    return _NAMED[stem]


def reply(status: int, body: JsonValue, desk: Desk, *headers: tuple[bytes, bytes]) -> Answer:
    """Any answer of the vendor: JSON, with the id of the request."""
    given = request_id(desk.wall, desk.number).encode()
    return Answer(status, (*JSON_HEADERS, (b"x-request-id", given), *headers), orjson.dumps(body))


def error(
    code: str, desk: Desk, *headers: tuple[bytes, bytes], param: str = "", message: str | None = None
) -> Answer:
    """The answer that carries a code. `message` replaces the table's text; the request's id ends it.

    Raises:
        KeyError: the vendor has no such code.
    """
    row = row_of(code)
    text = row.message if message is None else message
    said = "" if text.endswith("request id:") else " Request id:"
    kind = desk.profile.switches["not-found-type"] if row.type == "NotFound" else row.type
    inner: JsonObject = {
        "code": code,
        "message": f"{text}{said} {request_id(desk.wall, desk.number)}",
        "param": param,
        "type": kind,
    }
    nested = desk.profile.is_set("envelope", "nested")
    return reply(row.http, {"error": inner} if nested else inner, desk, *headers)


def fail(code: str, admitted: Admitted | None, desk: Desk) -> Answer:
    """The answer that carries a vendor code; the name in `InvalidParameter.{name}` is its `param`.

    Raises:
        KeyError: the vendor has no such code.
    """
    del admitted
    named = "" if code in ERRORS else code.partition(".")[2]
    return error(code, desk, param=named)


def failure_code(kind: str) -> str:
    """The vendor's code for a neutral outcome word; a code of the vendor as it is.

    Raises:
        KeyError: neither.
    """
    if kind in _NEUTRAL:
        return _NEUTRAL[kind]
    row_of(kind)
    return kind


def refuse(wrong: Wrong, admitted: Admitted, desk: Desk, received: str | None = None) -> Refusal:
    """The refusal of a request that is wrong in one place, which it names."""
    code, message = wrong.code, wrong.message
    if code == INVALID and message is None and wrong.param:
        why = wrong.why.removesuffix(".")
        message = f"The parameter `{wrong.param}` specified in the request is not valid: {why}."
    if code in {INVALID, MISSING} and wrong.param and desk.profile.is_set("parameter-code", "named"):
        code = f"{code}.{wrong.param}"
    return Refusal(
        answer=error(code, desk, param=wrong.param, message=message),
        stage="body",
        code=code,
        expected=f"{wrong.pointer or wrong.param or 'body'}: {wrong.why}",
        received=received,
        operation=admitted.operation.name,
        session=admitted.session,
    )

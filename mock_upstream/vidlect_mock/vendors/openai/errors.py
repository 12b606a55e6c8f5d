"""Errors: those that a scenario can name, as one table, and those that a request brings upon itself.

Here live statuses, types, codes and messages. Never: when one is due (`auth`, `submissions` …).

Source: facts 4 and 3; "platform" there means the pattern of the vendor's other APIs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vidlect_mock.interface import Admitted, Desk, Refusal
from vidlect_mock.message import Answer, JsonValue

from .envelopes import Headers, error_body, said

INVALID = "invalid_request_error"
_SERVER = "server_error"


class Trouble(NamedTuple):
    """One refusal: HTTP status, and the four members of an error. `expected` is for the journal."""

    status: int
    message: str
    code: str | None = None
    param: str | None = None
    type: str = INVALID
    stage: str = "body"
    expected: str | None = None
    received: str | None = None
    hint: str | None = None


class Known(NamedTuple):
    """An error that a scenario can name: as an answer to a call, and as the `error` of a failed job."""

    trouble: Trouble
    job: tuple[str, str]
    """code, message"""
    headers: Headers = ()


_BLOCKED = "Your request was blocked by our moderation system."
_BLOCKED_INPUT = "The request is blocked by our moderation system when checking inputs. Possible reasons: people-in-user-uploads."
_RATE = (
    "Rate limit reached for sora-2 in organization org-vidlect on requests per min (RPM): Limit 25, Used 25, "
    "Requested 1. Please try again in 2.4s."
)
_QUOTA = "You exceeded your current quota, please check your plan and billing details."
_BUSY = "The system is under heavy load at the moment. Please try again later."


def _known(trouble: Trouble, code: str | None = None, headers: Headers = ()) -> Known:
    return Known(trouble, (code or trouble.code or trouble.type, trouble.message), headers)


ERRORS: Mapping[str, Known] = {
    "invalid_request_error": _known(Trouble(400, "Invalid request.")),
    "moderation_blocked": _known(Trouble(400, _BLOCKED, "moderation_blocked")),
    # the vendor's code is the same; this is the word by which a scenario asks for the input's review
    "moderation_blocked_input": _known(Trouble(400, _BLOCKED_INPUT, "moderation_blocked")),
    "invalid_api_key": _known(Trouble(401, "Incorrect API key provided.", "invalid_api_key")),
    "organization_not_verified": _known(
        Trouble(
            403,
            "Your organization must be verified to use the model `sora-2`. Please go to: the settings page.",
        )
    ),
    "rate_limit_exceeded": _known(
        Trouble(429, _RATE, "rate_limit_exceeded", type="requests"),
        headers=((b"retry-after", b"1"), (b"retry-after-ms", b"1000")),
    ),
    "insufficient_quota": _known(Trouble(429, _QUOTA, "insufficient_quota", type="insufficient_quota")),
    "billing_hard_limit_reached": _known(
        Trouble(
            400,
            "Billing hard limit has been reached",
            "billing_hard_limit_reached",
            type="billing_limit_user_error",
        )
    ),
    "server_error": _known(
        Trouble(500, "The server had an error while processing your request. Sorry about that!", type=_SERVER)
    ),
    "overloaded": _known(
        Trouble(503, "The engine is currently overloaded, please try again later", type=_SERVER), "overloaded"
    ),
    "processing_error": _known(Trouble(500, _BUSY, type=_SERVER), "processing_error"),
    "video_generation_failed": _known(Trouble(500, _BUSY, type=_SERVER), "video_generation_failed"),
    "internal_error": _known(Trouble(500, _BUSY, type=_SERVER), "internal_error"),
}
"""By the vendor's code, or where that is null by its type or the reason [facts 3, 4]."""

_NEUTRAL: Mapping[str, str] = {
    "input_rejected": "moderation_blocked_input",
    "output_rejected": "moderation_blocked",
    "internal": "server_error",
    "rate_limited": "rate_limit_exceeded",
    "concurrency_limited": "rate_limit_exceeded",  # it has no limit of jobs at once, only of requests
    "quota_exhausted": "insufficient_quota",
    "invalid_input": "invalid_request_error",
}

LAPSED = "processing_error"
"""A job that the vendor let lapse: there is no status for that, so it failed."""


def _answer(trouble: Trouble, desk: Desk, headers: Headers = ()) -> Answer:
    error = {"message": trouble.message, "type": trouble.type, "param": trouble.param, "code": trouble.code}
    return said(trouble.status, error_body({**error}, desk), desk, headers)


def fail(code: str, admitted: Admitted | None, desk: Desk) -> Answer:
    """The answer that carries an error of `ERRORS`.

    Raises:
        KeyError: the vendor has no such error.
    """
    del admitted
    known = ERRORS[code]
    return _answer(known.trouble, desk, known.headers)


def failure_code(kind: str) -> str:
    """The key in `ERRORS` for a neutral outcome word; a key as it is.

    Raises:
        KeyError: neither.
    """
    return kind if kind in ERRORS else _NEUTRAL[kind]


def refused(
    trouble: Trouble,
    desk: Desk,
    admitted: Admitted | None,
    operation: str | None = None,
    headers: Headers = (),
) -> Refusal:
    """The refusal of a request, which says in the journal what was expected."""
    return Refusal(
        answer=_answer(trouble, desk, headers),
        stage=trouble.stage,
        code=trouble.code or trouble.type,
        expected=trouble.expected or trouble.message,
        received=trouble.received,
        hint=trouble.hint,
        operation=operation if admitted is None else admitted.operation.name,
        session=None if admitted is None else admitted.session,
    )


def answered(trouble: Trouble, desk: Desk) -> Answer:
    """The same as a plain answer, where the engine has looked a job up."""
    return _answer(trouble, desk)


def listed(words: Sequence[str]) -> str:
    """`'a', 'b', and 'c'`, as the vendor lists choices."""
    quoted = [f"'{word}'" for word in words]
    if len(quoted) < 3:
        return " and ".join(quoted)
    return f"{', '.join(quoted[:-1])}, and {quoted[-1]}"


def kind_of(value: JsonValue) -> str:
    """A value's type as the vendor names it."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int():
            return "an integer"
        case float():
            return "a decimal"
        case str():
            return "a string"
        case list():
            return "an array"
        case dict():
            return "an object"


def wrong_value(param: str, value: str, choices: Sequence[str]) -> Trouble:
    """A value that is none of those supported."""
    shown = value if len(value) <= 100 else value[:100] + "…"
    text = f"Invalid value: '{shown}'. Supported values are: {listed(choices)}."
    return Trouble(400, text, "invalid_value", param)


def wrong_type(param: str, expected: str, got: str) -> Trouble:
    """A value of another JSON type."""
    text = f"Invalid type for '{param}': expected {expected}, but got {got} instead."
    return Trouble(400, text, "invalid_type", param)


def missing(param: str) -> Trouble:
    """A parameter that has to be there."""
    return Trouble(400, f"Missing required parameter: '{param}'.", "missing_required_parameter", param)


def unknown(param: str) -> Trouble:
    """A parameter that the vendor does not have [facts 2.1]."""
    shown = param if len(param) <= 100 else param[:100] + "…"
    return Trouble(400, f"Unknown parameter: '{shown}'.", "unknown_parameter", shown)


def not_found(thing: str, wanted: str, desk: Desk) -> Trouble:
    """No video, character or endpoint of this id."""
    code = None if desk.profile.is_set("not-found-code", "null") else INVALID
    return Trouble(404, f"{thing} with id '{wanted[:100]}' not found.", code, stage="task")

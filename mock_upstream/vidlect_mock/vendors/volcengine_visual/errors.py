"""Business errors: one table of codes, and answers by code.

Here live codes, HTTP statuses, messages and the neutral words that scenarios may use for them. Never: when
an error is due, nor the gateway's own codes (`gateway_errors`).

Source: the vendor's error tables and observed replies [facts 5.2]; [seed 001] for its five words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vidlect_mock.interface import Admitted, Desk, Refusal
from vidlect_mock.message import Answer, JsonValue

from .envelopes import Said, refused
from .gateway_errors import GATEWAY_ERRORS, gateway_error

INVALID_INPUT = "50215"


class BusinessError(NamedTuple):
    """One row. `retry`: the documents' advice; None: they give none or contradict each other."""

    code: int
    http: int
    message: str
    meaning: str
    retry: bool | None
    confidence: str


_ROWS = (
    BusinessError(50411, 400, "Pre Img Risk Not Pass", "input image review", False, "documented"),
    BusinessError(50511, 400, "Post Img Risk Not Pass", "output image review", True, "documented"),
    BusinessError(50412, 400, "Text Risk Not Pass", "input text review", False, "documented"),
    BusinessError(50512, 400, "Post Text Risk Not Pass", "output text review", False, "documented"),
    # The same message as 50512.
    BusinessError(
        50413, 400, "Post Text Risk Not Pass", "input text: sensitive or copyright words", False, "documented"
    ),
    BusinessError(50513, 400, "Pre Video Risk Not Pass", "input video review", False, "documented"),
    BusinessError(50514, 400, "Pre Audio Risk Not Pass", "input audio review", False, "documented"),
    BusinessError(50516, 400, "Post Video Risk Not Pass", "output video review", True, "documented"),
    BusinessError(50517, 400, "Post Audio Risk Not Pass", "output audio review", True, "documented"),
    BusinessError(
        50518, 400, "Pre Img Risk Not Pass: Copyright", "input image copyright", False, "documented"
    ),
    BusinessError(
        50519, 400, "Post Img Risk Not Pass: Copyright", "output image copyright", True, "documented"
    ),
    BusinessError(50520, 400, "Risk Internal Error", "review service fault", False, "documented"),
    BusinessError(50521, 400, "Antidirt Internal Error", "word filter fault", False, "documented"),
    BusinessError(
        50522, 400, "Image Copyright Internal Error", "copyright service fault", False, "documented"
    ),
    BusinessError(
        50429,
        429,
        "Request Has Reached API Limit, Please Try Later",
        "requests per second",
        True,
        "documented",
    ),
    BusinessError(
        50430,
        429,
        "Request Has Reached API Concurrent Limit, Please Try Later",
        "tasks at the same time",
        True,
        "documented",
    ),
    BusinessError(50500, 500, "Internal Error", "internal fault", None, "documented"),
    BusinessError(50501, 500, "Internal RPC Error", "algorithm fault", None, "documented"),
    # Not in the tables, seen in real replies; HTTP statuses of 50400, 50200, 50218 and 50204 are unsure.
    BusinessError(
        50400,
        401,
        "Access Denied: Access Denied",
        "capability not opened, or wrong req_key",
        None,
        "observed",
    ),
    BusinessError(50200, 400, "Invalid Input Parameters: req_key", "unknown req_key", None, "observed"),
    BusinessError(
        50215, 400, "Input invalid for this service.", "bad parameters, stale id", None, "observed"
    ),
    BusinessError(50218, 400, "Resource exists risk", "asset failed review", None, "observed"),
    BusinessError(50204, 400, "req_key not supported", "req_key not supported", None, "reported"),
)
ERRORS: Mapping[str, BusinessError] = {str(row.code): row for row in _ROWS}

# Neutral outcome words of scenarios. No code for an exhausted balance is documented: the nearest is the one
# for a capability that is not (or no longer) opened.
_NEUTRAL: Mapping[str, str] = {
    "input_rejected": "50412",
    "output_rejected": "50516",
    "internal": "50500",
    "rate_limited": "50429",
    "concurrency_limited": "50430",
    "quota_exhausted": "50400",
    "invalid_input": INVALID_INPUT,
}

TASK_NOT_FOUND = "TaskNotFound"
_QUOTA = frozenset({50429, 50430, 50400})
_PARAMETER = frozenset({50200, 50204, 50215})
_FILTERED = frozenset({50411, 50511, 50412, 50512, 50413, 50513, 50514, 50516, 50517, 50518, 50519, 50218})


def name_of(error: BusinessError, desk: Desk) -> str:
    """What stands in `Error.Code`: the code's digits, or the seed's word where it has one. [seed 001].

    The seed's fifth word, InvalidSignature, belongs to the gateway's refusal and not to a business error.
    """
    if desk.profile.switches["words"] == "seed-001":
        if error.code in _FILTERED:
            return "ContentFiltered"
        if error.code in _PARAMETER:
            return "InvalidParameter"
        if error.code in _QUOTA:
            return "QuotaExceeded"
    return str(error.code)


def business_error(
    code: str, admitted: Admitted | None, desk: Desk, *, data: JsonValue = None, task_id: str | None = None
) -> Answer:
    """The answer for a row of `ERRORS`.

    Raises:
        KeyError: no such row.
    """
    row = ERRORS[code]
    said = Said(row.http, row.code, name_of(row, desk), row.message)
    return refused(said, admitted, desk, data=data, task_id=task_id)


def fail(code: str, admitted: Admitted | None, desk: Desk) -> Answer:
    """The answer that carries a business code (`50412`) or a gateway code (`FlowLimitExceeded`).

    Raises:
        KeyError: the vendor has no such code.
    """
    if code in ERRORS:
        return business_error(code, admitted, desk)
    return gateway_error(code, desk, None if admitted is None else admitted.echo)


def failure_code(kind: str) -> str:
    """The vendor's code for a neutral outcome word; a code of the vendor as it is.

    Raises:
        KeyError: neither.
    """
    return kind if kind in ERRORS or kind in GATEWAY_ERRORS else _NEUTRAL[kind]


def refuse(  # noqa: PLR0913 # the parts of a refusal
    code: str,
    admitted: Admitted,
    desk: Desk,
    *,
    expected: str,
    received: str | None = None,
    hint: str | None = None,
) -> Refusal:
    """A body that the vendor does not take. Its own message is terse; the journal gets the reason."""
    return Refusal(
        answer=business_error(code, admitted, desk),
        stage="body",
        code=code,
        expected=expected,
        received=received,
        hint=hint,
        operation=admitted.operation.name,
        session=admitted.session,
    )

"""The vendor's refusals: every documented code and every observed text that says more than its code.

Here live one table of codes and one of texts. Never: an envelope, a status word. A code that stands in no
table is an error of the vendor, not a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from vidlect_adapters import refusals
from vidlect_adapters.failure import ErrorKind


@dataclass(frozen=True, slots=True)
class Code:
    """One refusal: its kind, the documented HTTP status, and its meaning where the reply has no text."""

    kind: ErrorKind
    status: int
    message: str


_KEY: Final = ErrorKind.VENDOR_CREDENTIALS
_BAD: Final = ErrorKind.INVALID_REQUEST
_QUOTA: Final = ErrorKind.QUOTA_EXHAUSTED
_IN: Final = ErrorKind.INPUT_REJECTED

CODES: Final[Mapping[int, Code]] = MappingProxyType(
    {
        1000: Code(_KEY, 401, "authentication failed"),
        1001: Code(_KEY, 401, "there is no Authorization"),
        1002: Code(_KEY, 401, "the Authorization is not valid"),
        1003: Code(_KEY, 401, "the Authorization is not valid yet"),
        1004: Code(_KEY, 401, "the Authorization has expired"),
        1100: Code(_KEY, 429, "the account is not in order"),
        1101: Code(_QUOTA, 429, "the account is in arrears"),
        1102: Code(_QUOTA, 429, "the resource pack is used up or has expired"),
        1103: Code(_KEY, 403, "the account may not use this API or model"),
        1200: Code(_BAD, 400, "the parameters are not valid"),
        1201: Code(_BAD, 400, "a parameter is not valid"),
        1202: Code(ErrorKind.INTERNAL, 404, "the HTTP method is not valid"),
        1203: Code(ErrorKind.NOT_FOUND, 404, "there is no such resource"),
        1300: Code(_IN, 400, "refused by the platform's policy"),
        1301: Code(_IN, 400, "refused by the content policy"),
        1302: Code(ErrorKind.RATE_LIMITED, 429, "too many requests"),
        1303: Code(ErrorKind.CONCURRENCY_LIMITED, 429, "too many tasks at once for the resource pack"),
        1304: Code(_KEY, 429, "the address is not on the account's list"),
        5000: Code(ErrorKind.VENDOR_ERROR, 500, "internal error"),
        5001: Code(ErrorKind.VENDOR_UNAVAILABLE, 503, "not available for the time being"),
        5002: Code(ErrorKind.VENDOR_TIMEOUT, 504, "internal timeout"),
    }
)
"""Facts 6.1. Account and address trouble (1100, 1103, 1304) is the gateway's own, not its client's."""

LOST: Final = "Task not found"
"""How a text starts that says there is no such task; it comes with code 1201 (facts 5, 6.2)."""

TASK_TEXTS: Final[Mapping[str, ErrorKind]] = MappingProxyType(
    {
        "risk control": _IN,
        "image pixel is invalid": _BAD,
        "did not detect a human": _BAD,
        "get the contents of the file": _BAD,
        "aspect ratio": _BAD,
    }
)
"""What stands in the reason of a failed task, in small letters, and its kind (facts 4); else the vendor's error."""


def kind_of_status(status: int) -> ErrorKind:
    """The kind of an HTTP error whose body holds no code; the vendor's own gateway answers 502 (facts 6.2)."""
    return ErrorKind.VENDOR_UNAVAILABLE if status == 502 else refusals.kind_of_status(status)


def kind_of_task(message: str) -> ErrorKind:
    """The kind of a failed task, told by the vendor's reason: it has no code."""
    lowered = message.lower()
    return next((kind for part, kind in TASK_TEXTS.items() if part in lowered), ErrorKind.VENDOR_ERROR)

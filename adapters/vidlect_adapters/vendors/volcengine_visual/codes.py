"""The vendor's refusals: every documented or observed code, its kind, and whether to try again.

Here lives one table for business codes, one for the gateway's, one for seed 001's words. Never: an
envelope, a status word. A code that stands in none of them is an error of the vendor, not a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from vidlect_adapters.failure import ErrorKind


class About(Enum):
    """What a refused poll tells about the task."""

    TASK = "task"
    """The task has ended without a film."""
    CALL = "call"
    """Only this call was refused; the task may be well."""
    EITHER = "either"
    """It cannot be told from the code alone (see the switch `internal-error-on-poll`)."""


@dataclass(frozen=True, slots=True)
class Code:
    """One refusal: `retry` is the vendor's own advice (None where it gives none), `message` its text."""

    kind: ErrorKind
    about: About
    retry: bool | None
    message: str


_IN: Final = ErrorKind.INPUT_REJECTED
_OUT: Final = ErrorKind.OUTPUT_REJECTED
_BAD: Final = ErrorKind.INVALID_REQUEST
_KEY: Final = ErrorKind.VENDOR_CREDENTIALS
_BROKEN: Final = ErrorKind.VENDOR_ERROR
_OURS: Final = ErrorKind.INTERNAL
_TASK: Final = About.TASK
_CALL: Final = About.CALL

BUSINESS: Final[Mapping[int, Code]] = MappingProxyType(
    {
        50411: Code(_IN, _TASK, False, "Pre Img Risk Not Pass"),
        50511: Code(_OUT, _TASK, True, "Post Img Risk Not Pass"),
        50412: Code(_IN, _TASK, False, "Text Risk Not Pass"),
        50512: Code(_OUT, _TASK, False, "Post Text Risk Not Pass"),
        50413: Code(_IN, _TASK, False, "Post Text Risk Not Pass"),
        50513: Code(_IN, _TASK, False, "Pre Video Risk Not Pass"),
        50514: Code(_IN, _TASK, False, "Pre Audio Risk Not Pass"),
        50516: Code(_OUT, _TASK, True, "Post Video Risk Not Pass"),
        50517: Code(_OUT, _TASK, True, "Post Audio Risk Not Pass"),
        50518: Code(_IN, _TASK, False, "Pre Img Risk Not Pass: Copyright"),
        50519: Code(_OUT, _TASK, True, "Post Img Risk Not Pass: Copyright"),
        50520: Code(_BROKEN, _TASK, False, "Risk Internal Error"),
        50521: Code(_BROKEN, _TASK, False, "Antidirt Internal Error"),
        50522: Code(_BROKEN, _TASK, False, "Image Copyright Internal Error"),
        50429: Code(ErrorKind.RATE_LIMITED, _CALL, True, "Request Has Reached API Limit, Please Try Later"),
        50430: Code(
            ErrorKind.CONCURRENCY_LIMITED,
            _CALL,
            True,
            "Request Has Reached API Concurrent Limit, Please Try Later",
        ),
        50500: Code(_BROKEN, About.EITHER, True, "Internal Error"),
        50501: Code(_BROKEN, About.EITHER, True, "Internal RPC Error"),
        # Not in the official tables but seen in real replies:
        50400: Code(_KEY, _CALL, None, "Access Denied"),  # capability not opened for the account
        50200: Code(_BAD, _TASK, None, "Invalid Input Parameters"),
        50204: Code(_BAD, _TASK, None, "req_key not supported"),
        50215: Code(_BAD, _TASK, None, "Input invalid for this service."),
        50218: Code(_IN, _TASK, None, "Resource exists risk"),
    }
)
"""Codes of the flat envelope; the newer family says the same numbers as text (facts 5.2, 5.3)."""


@dataclass(frozen=True, slots=True)
class GatewayCode:
    """One refusal by the gateway in front of the vendor: never says anything about a task."""

    number: int
    words: tuple[str, ...]
    kind: ErrorKind
    retry: bool


GATEWAY: Final[tuple[GatewayCode, ...]] = (
    GatewayCode(100001, ("UndefinedError",), _BROKEN, True),
    GatewayCode(100002, ("MissingParameter",), _OURS, False),
    GatewayCode(100003, ("MissingAuthenticationToken",), _KEY, False),
    GatewayCode(100004, ("MissingRequestInfo",), _KEY, False),
    GatewayCode(100005, ("MissingSignature",), _KEY, False),
    GatewayCode(100006, ("InvalidTimestamp",), _KEY, False),
    GatewayCode(100007, ("ServiceNotFound",), _OURS, False),
    GatewayCode(100008, ("InvalidActionOrVersion",), _OURS, False),
    GatewayCode(100009, ("InvalidAccessKey", "InvalidClientTokenId"), _KEY, False),
    GatewayCode(100010, ("SignatureDoesNotMatch",), _KEY, False),
    GatewayCode(100012, ("LackPolicy",), _KEY, False),
    GatewayCode(100013, ("AccessDenied",), _KEY, False),
    GatewayCode(100014, ("InternalError",), _BROKEN, True),
    GatewayCode(100015, ("FailToConnect",), _BROKEN, True),
    GatewayCode(100016, ("InternalServiceTimeout",), ErrorKind.VENDOR_TIMEOUT, True),
    GatewayCode(100017, ("InnerApiNeedAccountInfo",), _OURS, False),
    GatewayCode(100018, ("FlowLimitExceeded",), ErrorKind.RATE_LIMITED, True),
    GatewayCode(100019, ("ServiceUnavailableTemp",), ErrorKind.VENDOR_UNAVAILABLE, True),
    GatewayCode(100020, ("MethodNotAllowed",), _OURS, False),
    GatewayCode(100021, ("LackProjectPolicy",), _KEY, False),
    GatewayCode(100023, ("InternalServiceError",), _BROKEN, True),
    GatewayCode(100024, ("InvalidAuthorization",), _KEY, False),
    GatewayCode(100025, ("InvalidCredential",), _KEY, False),
    GatewayCode(100026, ("InvalidSecretToken",), _KEY, False),
    GatewayCode(100027, ("AccountFlowLimitExceeded",), ErrorKind.RATE_LIMITED, True),
    # Known by number and meaning only (facts 2.5, last paragraph of the table):
    GatewayCode(100028, (), _KEY, False),  # the user does not exist
    GatewayCode(100029, (), _KEY, False),  # the role does not exist
    GatewayCode(100030, (), _OURS, False),  # region
    GatewayCode(100031, (), _OURS, False),  # endpoint
    GatewayCode(100032, (), _KEY, False),  # forbidden
    GatewayCode(100033, (), _OURS, False),  # endpoint
    GatewayCode(100034, (), ErrorKind.RATE_LIMITED, True),  # limits and busy
    GatewayCode(100035, (), ErrorKind.RATE_LIMITED, True),
    GatewayCode(100036, (), ErrorKind.RATE_LIMITED, True),
)
"""Codes inside `ResponseMetadata.Error` (facts 2.5)."""

GATEWAY_BY_WORD: Final[Mapping[str, GatewayCode]] = MappingProxyType(
    {word: code for code in GATEWAY for word in code.words}
)
GATEWAY_BY_NUMBER: Final[Mapping[int, GatewayCode]] = MappingProxyType(
    {code.number: code for code in GATEWAY}
)

SEED_001_WORDS: Final[Mapping[str, Code]] = MappingProxyType(
    {
        "InvalidParameter": Code(_BAD, _TASK, False, "a parameter is wrong"),
        "InvalidSignature": Code(_KEY, _CALL, False, "the signature is wrong"),
        "QuotaExceeded": Code(ErrorKind.QUOTA_EXHAUSTED, _CALL, False, "the quota is used up"),
        "ContentFiltered": Code(_IN, _TASK, False, "the content is not allowed"),
        "TaskNotFound": Code(ErrorKind.NOT_FOUND, _TASK, False, "there is no such task"),
    }
)
"""The five words that seed 001 has instead of codes (not official, facts 5.2)."""

"""The vendor's refusals: every documented code and what kind of failure it is.

Here lives one table. Never: an envelope, a status word. The list is open in places (`InvalidFile.…`): there what
stands before the dot decides. A code whose family is unknown too is an error of the vendor, not a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from vidlect_adapters.failure import ErrorKind

_BAD: Final = ErrorKind.INVALID_REQUEST
_KEY: Final = ErrorKind.VENDOR_CREDENTIALS
_RATE: Final = ErrorKind.RATE_LIMITED
_SPENT: Final = ErrorKind.QUOTA_EXHAUSTED
_BROKEN: Final = ErrorKind.VENDOR_ERROR

CODES: Final[Mapping[str, ErrorKind]] = MappingProxyType(
    {
        "InvalidParameter": _BAD,
        "BadRequest": _BAD,
        "InvalidURL": _BAD,
        "InvalidFile": _BAD,
        "UnsupportedOperation": _BAD,
        "ModelNotFound": _BAD,
        "DataInspectionFailed": ErrorKind.INPUT_REJECTED,
        "IPInfringementSuspect": ErrorKind.INPUT_REJECTED,
        "Arrearage": _SPENT,
        "AllocationQuota": _SPENT,
        "CommodityNotPurchased": _SPENT,
        "PrepaidBillOverdue": _SPENT,
        "PostpaidBillOverdue": _SPENT,
        "InvalidApiKey": _KEY,
        "NOT AUTHORIZED": _KEY,
        "AccessDenied": _KEY,
        "Model": _KEY,
        "Workspace": _KEY,
        "Endpoint": _KEY,
        "WorkSpaceNotFound": _KEY,
        "NotFound": ErrorKind.NOT_FOUND,
        "Throttling": _RATE,
        "Throttling.Concurrency": ErrorKind.CONCURRENCY_LIMITED,
        "InternalError": _BROKEN,
        "InternalError.Timeout": ErrorKind.VENDOR_TIMEOUT,
        "SystemError": _BROKEN,
        "RequestTimeOut": ErrorKind.VENDOR_TIMEOUT,
        "ServiceUnavailable": ErrorKind.VENDOR_UNAVAILABLE,
        "ModelUnavailable": ErrorKind.VENDOR_UNAVAILABLE,
    }
)
"""Code, or what stands before its first dot → kind (facts 9.1, 9.2)."""

_INSPECTION: Final = "DataInspectionFailed"
_OUTPUT: Final = "Output data"
"""How the text begins where inspection refused the film; the code is the same for prompt and film."""


def kind_of(code: str, message: str) -> ErrorKind | None:
    """The kind of a code; None: no document has it."""
    kind = CODES.get(code) or CODES.get(code.partition(".")[0])
    if code == _INSPECTION and message.startswith(_OUTPUT):
        return ErrorKind.OUTPUT_REJECTED
    return kind

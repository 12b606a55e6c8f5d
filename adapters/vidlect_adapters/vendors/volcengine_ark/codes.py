"""The vendor's refusals: every documented or observed code and its kind.

Here lives one table of codes. Never: an envelope, a status word. The vendor's list is open by design (codes end in
names of parameters, new reviews appear), so a code that is not here counts by its family, then by its HTTP status,
whose classes are documented.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from vidlect_adapters.failure import ErrorKind
from vidlect_adapters.refusals import kind_of_status

_BAD: Final = ErrorKind.INVALID_REQUEST
_KEY: Final = ErrorKind.VENDOR_CREDENTIALS
_RATE: Final = ErrorKind.RATE_LIMITED
_BROKEN: Final = ErrorKind.VENDOR_ERROR

CODES: Final[Mapping[str, ErrorKind]] = MappingProxyType(
    {
        "MissingParameter": _BAD,
        "InvalidParameter": _BAD,
        "InvalidEndpoint.ClosedEndpoint": _KEY,
        "InvalidImageURL": _BAD,
        "RequestBodyTooLarge": _BAD,
        "SensitiveContentDetected": ErrorKind.INPUT_REJECTED,
        "InputTextSensitiveContentDetected": ErrorKind.INPUT_REJECTED,
        "InputImageSensitiveContentDetected": ErrorKind.INPUT_REJECTED,
        "InputVideoSensitiveContentDetected": ErrorKind.INPUT_REJECTED,
        "InputAudioSensitiveContentDetected": ErrorKind.INPUT_REJECTED,
        "InputTextRiskDetection": ErrorKind.INPUT_REJECTED,
        "InputImageRiskDetection": ErrorKind.INPUT_REJECTED,
        "OutputTextSensitiveContentDetected": ErrorKind.OUTPUT_REJECTED,
        "OutputImageSensitiveContentDetected": ErrorKind.OUTPUT_REJECTED,
        "OutputVideoSensitiveContentDetected": ErrorKind.OUTPUT_REJECTED,
        "OutputAudioSensitiveContentDetected": ErrorKind.OUTPUT_REJECTED,
        "OutputTextRiskDetection": ErrorKind.OUTPUT_REJECTED,
        "OutputImageRiskDetection": ErrorKind.OUTPUT_REJECTED,
        "ContentSecurityDetectionError": _BROKEN,
        "AuthenticationError": _KEY,
        "InvalidAccountStatus": _KEY,
        "AccountOverdueError": ErrorKind.QUOTA_EXHAUSTED,
        "AccessDenied": _KEY,
        "OperationDenied": _KEY,
        "InvalidEndpointOrModel.NotFound": ErrorKind.NOT_FOUND,
        "InvalidEndpointOrModel.ModelIDAccessDisabled": _KEY,
        "ModelNotOpen": _KEY,
        "ResourceNotFound": ErrorKind.NOT_FOUND,
        "NotFound": ErrorKind.NOT_FOUND,
        "PathNotFound": ErrorKind.INTERNAL,
        "InvalidAction": ErrorKind.INTERNAL,
        "InvalidAction.RunningTaskDeletion": _BAD,
        "RateLimitExceeded": _RATE,
        "ModelAccountRpmRateLimitExceeded": _RATE,
        "ModelAccountTpmRateLimitExceeded": _RATE,
        "ModelAccountIpmRateLimitExceeded": _RATE,
        "APIAccountRpmRateLimitExceeded": _RATE,
        "AccountRateLimitExceeded": _RATE,
        "RequestBurstTooFast": _RATE,
        "QuotaExceeded": ErrorKind.CONCURRENCY_LIMITED,
        "InflightBatchsizeExceeded": ErrorKind.CONCURRENCY_LIMITED,
        "SetLimitExceeded": ErrorKind.QUOTA_EXHAUSTED,
        "ServerOverloaded": ErrorKind.VENDOR_UNAVAILABLE,
        "RequestCanceled": _BROKEN,
        "InternalServiceError": _BROKEN,
    }
)
"""Code, or its part before the first full stop, → kind (facts 1.1, 2.1)."""

_BY_STATUS: Final = {400: _BAD, 404: ErrorKind.NOT_FOUND, 409: _BAD, 413: _BAD}
"""What a status says beside a code, besides what it says everywhere."""
_ABOUT_TASK: Final = frozenset({"ResourceNotFound", "NotFound"})


def known(code: str) -> ErrorKind | None:
    """The kind of a code by the table: the code itself, or its family; None: neither is known."""
    return CODES.get(code) or CODES.get(code.partition(".")[0])


def kind_of(code: str, status: int) -> ErrorKind:
    """The kind of a refusal; a code that is not in the table counts by its HTTP status."""
    return known(code) or _BY_STATUS.get(status) or kind_of_status(status)


def says_task_is_gone(code: str) -> bool:
    """Whether a refused poll says that there is no such task (any more) (facts 2.1)."""
    return code.partition(".")[0] in _ABOUT_TASK

"""The vendor's refusals: every documented or observed code and status, and its kind.

Here live these tables. Never: an envelope, a status word. Codes are an open set (the specification says `string`), so
a code that is not here is read by the HTTP status, and of a failed job as the vendor's own trouble.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from vidlect_adapters.failure import ErrorKind
from vidlect_adapters.refusals import kind_of_status

_BAD: Final = ErrorKind.INVALID_REQUEST
_KEY: Final = ErrorKind.VENDOR_CREDENTIALS
_QUOTA: Final = ErrorKind.QUOTA_EXHAUSTED

CODES: Final[Mapping[str, ErrorKind]] = MappingProxyType(
    {
        "moderation_blocked": ErrorKind.INPUT_REJECTED,  # says "your request"; of a film it says nothing
        "invalid_value": _BAD,
        "invalid_type": _BAD,
        "unknown_parameter": _BAD,
        "missing_required_parameter": _BAD,
        "model_not_found": _BAD,
        "unknown_url": ErrorKind.INTERNAL,  # whoever called has the address wrong
        "invalid_api_key": _KEY,
        "rate_limit_exceeded": ErrorKind.RATE_LIMITED,
        "insufficient_quota": _QUOTA,
        "billing_hard_limit_reached": _QUOTA,
        "processing_error": ErrorKind.VENDOR_ERROR,
        "video_generation_failed": ErrorKind.VENDOR_ERROR,
        "internal_error": ErrorKind.VENDOR_ERROR,
        "server_error": ErrorKind.VENDOR_ERROR,
    }
)
"""`code` of an error, or of a failed job (facts 3, 4)."""

_BY_STATUS: Final = {402: _QUOTA, 404: ErrorKind.NOT_FOUND}
"""What a status says in this vendor's answers, besides what it says everywhere."""


def kind_of(status: int, code: str | None) -> ErrorKind:
    """The kind of a refusal: by its code where that is known, else by its status."""
    known = CODES.get(code or "") or _BY_STATUS.get(status)
    return known or kind_of_status(status, _BAD if status < 500 else ErrorKind.VENDOR_ERROR)


def kind_of_job(code: str) -> ErrorKind:
    """The kind of a failed job's error."""
    return CODES.get(code, ErrorKind.VENDOR_ERROR)

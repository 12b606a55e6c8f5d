"""What can go wrong with a task, as values.

Here lives the one table of error kinds. Never: a vendor's code (vendors' vocabularies map to these
kinds) and never an envelope (surfaces map from these kinds).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ErrorKind(Enum):
    """Kinds of failure: (word, HTTP status a gateway answers with, safe to retry, throttling)."""

    INVALID_REQUEST = ("invalid_request", 400, False, False)
    INVALID_CREDENTIALS = ("invalid_credentials", 401, False, False)
    """The gateway's client showed no valid key."""
    PERMISSION_DENIED = ("permission_denied", 403, False, False)
    NOT_FOUND = ("not_found", 404, False, False)
    INPUT_REJECTED = ("input_rejected", 400, False, False)
    """Moderation refused the prompt or a medium."""
    OUTPUT_REJECTED = ("output_rejected", 400, True, False)
    """Moderation refused the film; another draw may pass."""
    RATE_LIMITED = ("rate_limited", 429, True, True)
    CONCURRENCY_LIMITED = ("concurrency_limited", 429, True, True)
    QUOTA_EXHAUSTED = ("quota_exhausted", 402, False, False)
    EXPIRED = ("expired", 410, False, False)
    """The vendor no longer has the task."""
    CANCELLED = ("cancelled", 409, False, False)
    VENDOR_CREDENTIALS = ("vendor_credentials", 502, False, False)
    """The vendor refused the gateway's own key: nothing the client can mend."""
    VENDOR_ERROR = ("vendor_error", 502, True, False)
    VENDOR_UNAVAILABLE = ("vendor_unavailable", 503, True, False)
    VENDOR_TIMEOUT = ("vendor_timeout", 504, True, False)
    INTERNAL = ("internal", 500, False, False)

    def __init__(self, word: str, status: int, safe_to_retry: bool, throttling: bool) -> None:  # noqa: FBT001 # rows of a table
        self.word = word
        self.status = status
        self.safe_to_retry = safe_to_retry
        self.throttling = throttling


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorFailure:
    """A vendor's documented refusal or a task's documented failure, in the vendor's words.

    `vendor_code` and `message` are never empty; `retry_after` in seconds where the vendor says.
    """

    kind: ErrorKind
    vendor_code: str
    message: str
    request_id: str | None = None
    retry_after: int | None = None

    def __post_init__(self) -> None:
        if not self.vendor_code or not self.message:
            raise ValueError("a failure has a code and a message")

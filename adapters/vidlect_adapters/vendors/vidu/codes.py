"""The vendor's reasons: why a call was refused or a task failed, and what kind of failure that is.

Here lives one table. Never: an envelope, a state word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from vidlect_adapters.failure import ErrorKind


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its kind, and the vendor's text for people."""

    kind: ErrorKind
    message: str


_BAD: Final = ErrorKind.INVALID_REQUEST
_IN: Final = ErrorKind.INPUT_REJECTED
_KEY: Final = ErrorKind.VENDOR_CREDENTIALS
_GONE: Final = ErrorKind.NOT_FOUND
_BUSY: Final = ErrorKind.RATE_LIMITED

REASONS: Final[Mapping[str, Reason]] = MappingProxyType(
    {
        "BadRequest": Reason(_BAD, "bad request"),
        "FieldLacking": Reason(_BAD, "field is missing or empty"),
        "FieldUnwanted": Reason(_BAD, "unwanted field"),
        "FieldItemCountOutOfRange": Reason(_BAD, "field item count out of range"),
        "FieldInvalid": Reason(_BAD, "invalid field"),
        "PageSizeOutOfRange": Reason(_BAD, "page size out of range"),  # a picture's size, ratio or format
        "ImageDownloadFailure": Reason(_BAD, "image download failure"),
        "ImageFormatInvalid": Reason(_BAD, "invalid image format"),
        # integrators try again after it (facts 6)
        "OperationInProcess": Reason(
            ErrorKind.VENDOR_UNAVAILABLE, "operation in process, please retry later"
        ),
        "TaskPromptPolicyViolation": Reason(_IN, "prompt policy violation"),
        "AuditSubmitIllegal": Reason(_IN, "submit is illegal"),
        "CreationPolicyViolation": Reason(ErrorKind.OUTPUT_REJECTED, "creation policy violation"),
        "CreditInsufficient": Reason(ErrorKind.QUOTA_EXHAUSTED, "insufficient credits"),
        "ModelUnavailable": Reason(_BAD, "model unavailable"),
        "UserCancelled": Reason(ErrorKind.CANCELLED, "user cancelled"),
        "ImageCheckBodyJointsFailed": Reason(_BAD, "no usable body in the picture"),
        "ImageCheckFaceFailed": Reason(_BAD, "no usable face in the picture"),
        "ImageObjectsUndetected": Reason(_BAD, "no object in the picture"),
        "Unauthorized": Reason(_KEY, "unauthorized"),
        "Forbidden": Reason(_KEY, "forbidden"),
        "TaskNotFound": Reason(_GONE, "task not found"),
        "CreationNotFound": Reason(_GONE, "creation not found"),
        "NotFound": Reason(_GONE, "not found"),
        "MethodNotAllowed": Reason(ErrorKind.INTERNAL, "method not allowed"),
        "Conflict": Reason(_BAD, "resource conflict"),
        "QuotaExceeded": Reason(ErrorKind.CONCURRENCY_LIMITED, "quota exceeded"),  # tasks at the same time
        "TooManyRequests": Reason(_BUSY, "too many requests"),
        "SystemThrottling": Reason(_BUSY, "system is throttling"),
        "Canceled": Reason(ErrorKind.CANCELLED, "request canceled by client"),
        "InternalServiceFailure": Reason(ErrorKind.VENDOR_ERROR, "internal service failure"),
        # Not in the tables but in clients' code of 2026:
        "PhotoAuditNotPass": Reason(_IN, "the picture did not pass review"),
        "AuditFailed": Reason(_IN, "the review failed"),
        "ImageSizeInvalid": Reason(_BAD, "invalid image size"),
        "VideoFormatInvalid": Reason(_BAD, "invalid video format"),
        "VideoDownloadFailure": Reason(_BAD, "video download failure"),
        "FaceDetectFailure": Reason(_BAD, "the search for a face failed"),
        "FaceDetectNotPass": Reason(_BAD, "the face is not usable"),
        "NoFaceDetected": Reason(_BAD, "no face in the picture"),
        "MultiFaceDetected": Reason(_BAD, "more than one face in the picture"),
        "Unknown": Reason(ErrorKind.VENDOR_ERROR, "unknown"),
    }
)
"""`reason` of a refusal and `err_code` of a failed task: the same words (facts 6)."""

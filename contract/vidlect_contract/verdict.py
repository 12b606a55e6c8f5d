"""What the judge says: statuses, findings, verdicts.

Here lives the one table of finding codes. Never: how a finding is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from vidlect_adapters.message import JsonObject, JsonValue


class Status(Enum):
    """How a case ended."""

    PASSED = "passed"
    FAILED = "failed"
    UNTESTABLE = "untestable"
    """The gateway could not be shown what the case plans: red, for it proves nothing."""
    HARNESS_ERROR = "harness_error"
    """Our own fault: red."""
    NOT_APPLICABLE = "not_applicable"
    """The declared profile says otherwise."""


class Code(Enum):
    """Every kind of fault that the judge can name; the value is stable, for known-failure lists and tools."""

    ACCEPTED_INVALID = "accepted-invalid"
    """A request that must be refused was accepted."""
    CONTENT_HEADERS = "content-headers"
    """Content-Type, Content-Length or Content-Range of the film is absent or wrong."""
    CONTENT_MISMATCH = "content-mismatch"
    """The bytes are not the vendor's."""
    CONTENT_OPEN = "content-open"
    """A film was given to somebody without the right key."""
    CONTENT_REFUSED = "content-refused"
    """The film of a finished task was not given."""
    CREATED_AT_CHANGED = "created-at-changed"
    CREATED_AT_TYPE = "created-at-type"
    """created_at is no integer of Unix seconds."""
    DOUBLE_CREATE = "double-create"
    """One request of the client became several paid tasks."""
    ERROR_ENVELOPE = "error-envelope"
    """A refusal that is not in the dialect's error envelope."""
    FAILURE_KIND = "failure-kind"
    """The error reads as another kind of failure than the vendor's."""
    FIELD_NOT_NAMED = "field-not-named"
    """A refusal that does not say which field is meant."""
    FINAL_STATE = "final-state"
    """The task ended otherwise than the vendor's."""
    FRAME_DIFFERS = "frame-differs"
    HEADER_DIFFERS = "header-differs"
    HTTP_STATUS = "http-status"
    ID_CHANGED = "id-changed"
    ID_NOT_STRING = "id-not-string"
    INPUT_DIFFERS = "input-differs"
    """A picture, audio, video or mask was lost, added, exchanged or changed."""
    LENGTH_DIFFERS = "length-differs"
    MALFORMED_REPLY = "malformed-reply"
    """A reply that is not of the dialect."""
    MEANING_DIFFERS = "meaning-differs"
    """Another member of the request arrived with another meaning."""
    MISSING_REASON = "missing-reason"
    """A failure without code or message."""
    MODEL_DIFFERS = "model-differs"
    NEVER_ENDED = "never-ended"
    NO_ANSWER = "no-answer"
    """The gateway closed the connection or did not answer in time."""
    OPTION_DIFFERS = "option-differs"
    """A vendor option was lost, added or changed."""
    POLLED_AFTER_END = "polled-after-end"
    PROGRESS_FELL = "progress-fell"
    PROGRESS_RANGE = "progress-range"
    """Progress is no integer from 0 to 100, is 100 before success, or is not 100 with it."""
    PROMPT_DIFFERS = "prompt-differs"
    RAW_VENDOR_REPLY = "raw-vendor-reply"
    """The error's message holds the vendor's JSON instead of its text."""
    REASON_LOST = "reason-lost"
    """The vendor's code or text did not reach the client."""
    REPLY_DIFFERS = "reply-differs"
    REPLY_SCHEMA = "reply-schema"
    """The reply breaks the surface's OpenAPI document."""
    SECRET_LEAKED = "secret-leaked"  # noqa: S105 # a word, not a secret
    SEED_DIFFERS = "seed-differs"
    SERVER_ERROR = "server-error"
    """A 5xx for what is the client's mistake."""
    SOUTHBOUND_COUNT = "southbound-count"
    """The vendor was called too often or not at all."""
    SOUTHBOUND_MALFORMED = "southbound-malformed"
    """What was sent to the vendor is not of the vendor's dialect."""
    SOUTHBOUND_REFUSED = "southbound-refused"
    """The mocked vendor refused the gateway's call."""
    STATE_SEQUENCE = "state-sequence"
    STATE_WENT_BACK = "state-went-back"
    TASK_READABLE = "task-readable"
    """Another client's task was shown."""
    UNKNOWN_WORD = "unknown-word"
    """A status word that the dialect does not have."""
    WIRE_DIFFERS = "wire-differs"
    """The form of the southbound body matters here and is another."""
    # Not the gateway's fault:
    CASE_BROKEN = "case-broken"
    FAULTS_UNSERVED = "faults-unserved"
    HARNESS = "harness"
    REQUEST_INVALID = "request-invalid"
    """Our own request breaks the surface's OpenAPI document, and the case does not say that it means to."""
    UNATTRIBUTABLE = "unattributable"
    """The mock holds no call of this case although the gateway says that it has a task."""


UNTESTABLE_CODES = frozenset({Code.FAULTS_UNSERVED, Code.UNATTRIBUTABLE})
HARNESS_CODES = frozenset({Code.CASE_BROKEN, Code.HARNESS, Code.REQUEST_INVALID})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it should be: what was expected, what was seen, and where."""

    code: Code
    expected: str
    seen: str
    where: str

    @property
    def place(self) -> str:
        """What is wrong and where, without what was seen: what a known-failure list names."""
        return f"{self.code.value} at {self.where}"

    def to_json(self) -> JsonObject:
        """For reports."""
        return {"code": self.code.value, "expected": self.expected, "seen": self.seen, "where": self.where}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judge's word on one case."""

    case_id: str
    status: Status
    findings: tuple[Finding, ...] = ()
    note: str = ""

    @property
    def codes(self) -> frozenset[Code]:
        """The codes of all findings."""
        return frozenset(finding.code for finding in self.findings)

    def to_json(self) -> JsonObject:
        """For reports."""
        found: list[JsonValue] = [finding.to_json() for finding in self.findings]
        return {"id": self.case_id, "status": self.status.value, "findings": found, "note": self.note}


def verdict_of(case_id: str, findings: list[Finding]) -> Verdict:
    """The verdict that these findings make: ours first, then what proves nothing, then the gateway's."""
    codes = {finding.code for finding in findings}
    if codes & HARNESS_CODES:
        status = Status.HARNESS_ERROR
    elif codes - UNTESTABLE_CODES:
        status = Status.FAILED
    elif codes:
        status = Status.UNTESTABLE
    else:
        status = Status.PASSED
    # a reply that is wrong in the same way at every poll is one thing to mend
    return Verdict(case_id=case_id, status=status, findings=tuple(dict.fromkeys(findings)))

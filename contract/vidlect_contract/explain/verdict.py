"""What is said about a request's authentication, and whose keys count.

Here live the values. Never: how a verdict is come to (`visual`, `one_header`), nor a rule of a vendor.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from vidlect_mock.message import JsonObject, JsonValue, Received


class GivenKeys(NamedTuple):
    """A key pair that is the truth. Without a token, one that comes with the request is not judged."""

    access_key: str
    secret_key: str
    security_token: str | None = None

    def __repr__(self) -> str:
        return f"GivenKeys({self.access_key!r}, …)"


class GivenKey(NamedTuple):
    """A single key that is the truth."""

    api_key: str

    def __repr__(self) -> str:
        return "GivenKey(…)"


Keys: TypeAlias = GivenKeys | GivenKey | str | None
"""Given keys, a session's name, or None for the mock's keys of any session."""


class Step(NamedTuple):
    """One check: what it asks, and whether it holds (None: not reached)."""

    title: str
    holds: bool | None


class Verdict(NamedTuple):
    """`stage` and what follows say the first step that fails; None when the request is authentic."""

    authentic: bool
    stage: str | None = None
    code: str | None = None
    expected: str | None = None
    received: str | None = None
    hint: str | None = None
    steps: tuple[Step, ...] = ()
    remarks: tuple[str, ...] = ()

    def as_json(self) -> JsonObject:
        """What `--json` prints."""
        remarks: list[JsonValue] = list(self.remarks)
        return {
            "verdict": "authentic" if self.authentic else "not_authentic",
            "stage": self.stage,
            "code": self.code,
            "expected": self.expected,
            "received": self.received,
            "hint": self.hint,
            "remarks": remarks,
        }


Explainer: TypeAlias = Callable[[Received, Keys, float | None, float], Verdict]
"""(request, keys, time to judge by or None for the request's own, now) → verdict."""


def same(one: str, other: str) -> bool:
    """Whether two keys are one, in constant time."""
    # a command line may hold bytes that are no UTF-8
    return hmac.compare_digest(
        one.encode("utf-8", "surrogateescape"), other.encode("utf-8", "surrogateescape")
    )


def no_violations(operation: str, body: JsonValue) -> list[tuple[str, str]]:
    """Bodies are not judged here."""
    del operation, body
    return []


def age(own: float, now: float, window: float, code: str) -> str:
    """When a request was made, and what the vendor would say to it now if that was too long ago."""
    gone = now - own
    when = f"{_span(gone)} ago" if gone >= 0 else f"{_span(-gone)} in the future"
    written = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(own))
    late = abs(gone) > window
    verdict = f"; today the gateway would answer {code} (see --at now)" if late else ""
    return f"signed {written}, {when}{verdict}"


def _span(seconds: float) -> str:
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"

"""What a run brings: a result a case, and the sum.

Here live the values that reports are made of. Never: a report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vidlect_adapters.message import JsonObject
from vidlect_contract.case import Case
from vidlect_contract.known_failures import RED, KnownFailure, Standing
from vidlect_contract.observation import Observation
from vidlect_contract.verdict import Status, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One case, judged."""

    case: Case
    verdict: Verdict
    standing: Standing
    reason: str
    observation: Observation
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A whole run. `left` counts cases that an interruption left unjudged.

    `known` is the target's list; its `stale` entries name no case, or findings that nothing shows any more.
    """

    target: str
    surface: str
    results: tuple[Result, ...]
    seconds: float
    left: int = 0
    known: tuple[KnownFailure, ...] = ()
    stale: tuple[KnownFailure, ...] = ()

    @property
    def red(self) -> tuple[Result, ...]:
        """Results that fail the run."""
        return tuple(one for one in self.results if one.standing in RED)

    @property
    def exit_code(self) -> int:
        """0 all as expected; 1 anything red, or nothing judged at all; 130 interrupted."""
        if self.left:
            return 130
        return 1 if self.red or not self.results or self.stale else 0

    def count(self, status: Status) -> int:
        """How many cases ended so."""
        return sum(one.verdict.status is status for one in self.results)

    def standings(self) -> Counter[Standing]:
        """How many results stand so."""
        return Counter(one.standing for one in self.results)

    def to_json(self) -> JsonObject:
        """What `vidlect verify --json` prints."""
        standings = self.standings()
        return {
            "target": self.target,
            "surface": self.surface,
            "cases": len(self.results),
            **{status.value: self.count(status) for status in Status},
            "advisory": standings[Standing.ADVISORY],
            "known_failures": standings[Standing.KNOWN_FAILURE],
            "unexpected_passes": standings[Standing.UNEXPECTED_PASS],
            "red": [one.case.id for one in self.red],
            "stale_known_failures": [one.glob for one in self.stale],
            "left": self.left,
            "seconds": round(self.seconds, 3),
            "exit_code": self.exit_code,
        }


def grouped(results: Sequence[Result]) -> dict[str, list[Result]]:
    """Results by `dialect/topic`, in order."""
    groups: dict[str, list[Result]] = {}
    for one in sorted(results, key=lambda result: result.case.id):
        groups.setdefault(one.case.id.rpartition("/")[0], []).append(one)
    return groups

"""Known failures of a target: which cases are expected to fail, and why.

Here lives the list and its strictness in both directions. Never: a way to skip a case.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from fnmatch import fnmatchcase
from typing import NamedTuple

from .case import Case
from .verdict import Status, Verdict


class KnownFailure(NamedTuple):
    """A glob of case ids and the reason why they fail for now."""

    glob: str
    reason: str


class Standing(Enum):
    """A verdict against the list."""

    AS_EXPECTED = "as_expected"
    KNOWN_FAILURE = "known_failure"
    """Fails, and the list says so."""
    UNEXPECTED_PASS = "unexpected_pass"  # noqa: S105 # a word, not a secret
    """Passes, and the list says that it fails: red, so that the list stays true."""
    ADVISORY = "advisory"
    """Fails, but is no documented or observed MUST: reported, not red."""
    RED = "red"


RED = frozenset({Standing.RED, Standing.UNEXPECTED_PASS})


def standing(case: Case, verdict: Verdict, known: Iterable[KnownFailure]) -> tuple[Standing, str]:
    """Where a verdict stands, and the list's reason where the list has one."""
    entry = next((one for one in known if fnmatchcase(case.id, one.glob)), None)
    reason = entry.reason if entry else ""
    if verdict.status is Status.NOT_APPLICABLE:
        return Standing.AS_EXPECTED, reason
    if verdict.status is Status.PASSED:
        return (Standing.UNEXPECTED_PASS if entry else Standing.AS_EXPECTED), reason
    if verdict.status is not Status.FAILED:
        return Standing.RED, reason
    if entry:
        return Standing.KNOWN_FAILURE, reason
    return (Standing.RED if case.binding else Standing.ADVISORY), reason


def unmatched(case_ids: Iterable[str], known: Iterable[KnownFailure]) -> tuple[KnownFailure, ...]:
    """Entries that name no case at all: a list that has gone stale."""
    ids = tuple(case_ids)
    return tuple(one for one in known if not any(fnmatchcase(case_id, one.glob) for case_id in ids))

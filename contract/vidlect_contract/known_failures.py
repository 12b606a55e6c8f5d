"""Known failures of a target: which cases are expected to fail, and why.

Here lives the list and its strictness in both directions. Never: a way to skip a case.

An entry names cases, or in cases the findings of one fault: `volcengine_ark/*: created-at-type at create*`.
One fault shows itself in many cases; an entry for it leaves every other finding of those cases red. Several
globs of cases stand side by side with blanks between them, and each must be true by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from fnmatch import fnmatchcase
from typing import NamedTuple

from .case import Case
from .verdict import Finding, Status, Verdict

_FINDINGS = ": "
"""Between the cases of an entry and its findings; a case id has neither."""


class KnownFailure(NamedTuple):
    """A glob of case ids, with `: ` and a glob of findings (`code at where`) behind it or not, and the reason."""

    glob: str
    reason: str

    @property
    def cases(self) -> str:
        """The glob of case ids."""
        return self.glob.partition(_FINDINGS)[0]

    @property
    def findings(self) -> str:
        """The glob of findings; empty where the entry is for the case as a whole."""
        return self.glob.partition(_FINDINGS)[2]

    def names(self, case_id: str) -> bool:
        """Whether a case is one of the entry's."""
        return fnmatchcase(case_id, self.cases)

    def explains(self, case_id: str, finding: Finding) -> bool:
        """Whether a finding in a case is one that the entry is about."""
        return self.names(case_id) and fnmatchcase(finding.place, self.findings or "*")


def known_from(entries: Mapping[str, str]) -> tuple[KnownFailure, ...]:
    """The list that a target file writes: globs of cases, perhaps with findings behind them → reason."""
    return tuple(
        KnownFailure(cases + colon + findings, reason)
        for key, reason in entries.items()
        for globs, colon, findings in (key.partition(_FINDINGS),)
        for cases in globs.split()
    )


class Standing(Enum):
    """A verdict against the list."""

    AS_EXPECTED = "as_expected"
    KNOWN_FAILURE = "known_failure"
    """Fails, and the list knows every finding."""
    UNEXPECTED_PASS = "unexpected_pass"  # noqa: S105 # a word, not a secret
    """Passes, and the list says that it fails: red, so that the list stays true."""
    ADVISORY = "advisory"
    """Fails, but is no documented or observed MUST: reported, not red."""
    RED = "red"


RED = frozenset({Standing.RED, Standing.UNEXPECTED_PASS})


def standing(case: Case, verdict: Verdict, known: Sequence[KnownFailure]) -> tuple[Standing, str]:
    """Where a verdict stands, and the list's reasons where the list has any."""
    if verdict.status is Status.FAILED:
        entries = [explaining(case.id, one, known) for one in verdict.findings]
        reason = " · ".join(dict.fromkeys(entry.reason for entry in entries if entry))
        if entries and all(entries):
            return Standing.KNOWN_FAILURE, reason
        return (Standing.RED if case.binding else Standing.ADVISORY), reason
    entry = next((one for one in known if one.names(case.id) and not one.findings), None)
    reason = entry.reason if entry else ""
    if verdict.status is Status.NOT_APPLICABLE:
        return Standing.AS_EXPECTED, reason
    if verdict.status is Status.PASSED:
        return (Standing.UNEXPECTED_PASS if entry else Standing.AS_EXPECTED), reason
    return Standing.RED, reason


def explaining(case_id: str, finding: Finding, known: Iterable[KnownFailure]) -> KnownFailure | None:
    """The first entry that a finding is known by."""
    return next((one for one in known if one.explains(case_id, finding)), None)


def unmatched(case_ids: Iterable[str], known: Iterable[KnownFailure]) -> tuple[KnownFailure, ...]:
    """Entries that name no case at all: a list that has gone stale."""
    ids = tuple(case_ids)
    return tuple(one for one in known if not any(one.names(case_id) for case_id in ids))


def unseen(
    verdicts: Iterable[Verdict], case_ids: Iterable[str], known: Sequence[KnownFailure]
) -> tuple[KnownFailure, ...]:
    """Entries whose findings nothing shows any more, although every case that could (`case_ids`) was judged."""
    judged = {one.case_id: one for one in verdicts}
    shown = {
        explaining(case_id, finding, known) for case_id, one in judged.items() for finding in one.findings
    }
    ids = tuple(case_ids)
    stale: list[KnownFailure] = []
    for entry in known:
        named = [case_id for case_id in ids if entry.names(case_id)]
        if entry.findings and entry not in shown and named and judged.keys() >= set(named):
            stale.append(entry)
    return tuple(stale)

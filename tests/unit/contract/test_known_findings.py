"""Known findings: one fault is named once, whatever else its cases show stays red, and a mended fault is told."""

from __future__ import annotations

import pytest

from vidlect_contract.case import Case, Kind, Level
from vidlect_contract.known_failures import KnownFailure, Standing, known_from, standing, unmatched, unseen
from vidlect_contract.verdict import Code, Finding, Status, Verdict

CASE = Case(
    id="ark/polled/late",
    kind=Kind.POLLED,
    level=Level.MUST,
    source="here",
    confidence="documented",
    title="a title",
    given={},
    expect={},
)
TIME = Finding(code=Code.CREATED_AT_TYPE, expected="a number", seen="null", where="create /created_at")
TWICE = Finding(code=Code.DOUBLE_CREATE, expected="1", seen="3", where="southbound submit")
NO_TIME = KnownFailure("ark/*: created-at-type at create*", "no time")
RETRIES = KnownFailure("*: double-create at southbound submit", "retries")
WHOLE = KnownFailure("ark/polled/*", "all of it")


def verdict(*findings: Finding) -> Verdict:
    status = Status.FAILED if findings else Status.PASSED
    return Verdict(case_id=CASE.id, status=status, findings=findings)


@pytest.mark.parametrize(
    ("findings", "known", "expected", "reason"),
    [
        ([TIME], [NO_TIME], Standing.KNOWN_FAILURE, "no time"),
        ([TIME, TWICE], [NO_TIME], Standing.RED, "no time"),
        ([TIME, TWICE], [NO_TIME, RETRIES], Standing.KNOWN_FAILURE, "no time · retries"),
        ([TIME, TWICE], [WHOLE], Standing.KNOWN_FAILURE, "all of it"),
        ([TIME], [KnownFailure("kling/*: created-at-type*", "")], Standing.RED, ""),
        ([TIME], [KnownFailure("ark/*: created-at-type", "")], Standing.RED, ""),
        ([], [NO_TIME], Standing.AS_EXPECTED, ""),
        ([], [NO_TIME, WHOLE], Standing.UNEXPECTED_PASS, "all of it"),
    ],
)
def test_a_case_is_known_when_every_finding_is(findings, known, expected, reason):
    assert standing(CASE, verdict(*findings), known) == (expected, reason)


@pytest.mark.parametrize(
    ("findings", "case_ids", "stale"),
    [
        ([TIME], [CASE.id], []),
        ([TWICE], [CASE.id], [NO_TIME]),
        ([TWICE], [CASE.id, "ark/polled/not-judged-this-time"], []),
        ([TWICE], [CASE.id, "kling/polled/late"], [NO_TIME]),
        ([TWICE], ["kling/polled/late"], []),
    ],
)
def test_a_fault_that_nothing_shows_any_more_is_told(findings, case_ids, stale):
    assert list(unseen([verdict(*findings)], case_ids, [NO_TIME])) == stale


def test_an_entry_behind_another_that_takes_all_its_findings_is_told():
    again = KnownFailure("ark/polled/*: created-at-type*", "the same again")
    assert unseen([verdict(TIME)], [CASE.id], [NO_TIME, again]) == (again,)


def test_an_entry_for_cases_is_not_asked_for_findings():
    assert unseen([verdict(TIME)], [CASE.id], [KnownFailure("ark/*", "")]) == ()


def test_an_entry_for_findings_of_no_case_is_found():
    gone = KnownFailure("vidu/*: created-at-type*", "")
    assert unmatched([CASE.id], [NO_TIME, gone]) == (gone,)


def test_globs_of_cases_stand_side_by_side():
    written = {"ark/* kling/polled/*: created-at-type at *": "no time", "vidu/*": "all"}
    assert known_from(written) == (
        KnownFailure("ark/*: created-at-type at *", "no time"),
        KnownFailure("kling/polled/*: created-at-type at *", "no time"),
        KnownFailure("vidu/*", "all"),
    )

"""Every case that says what the vendor takes, put to the mock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vidlect_contract.case import Case, Kind
from vidlect_contract.defendants.mock import engine_of, judge_mock
from vidlect_contract.loading import load_cases
from vidlect_contract.verdict import Code, Status

VENDOR = "volcengine_visual"
CASES = [case for case in load_cases() if case.kind is Kind.ACCEPT and case.vendor == VENDOR]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_mock_meets(case: Case):
    assert judge_mock(case, engine_of(VENDOR), VENDOR).findings == ()


def test_a_wrong_statement_about_the_mock_fails():
    case = replace(CASES[0], expect={"status": 418, "body": {"code": 1}})
    verdict = judge_mock(case, engine_of(VENDOR), VENDOR)
    assert verdict.status is Status.FAILED
    assert verdict.codes == {Code.HTTP_STATUS, Code.REPLY_DIFFERS}

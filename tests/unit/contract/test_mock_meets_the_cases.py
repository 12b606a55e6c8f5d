"""Every case that says what the vendor takes, put to the mock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vidlect_adapters.registry import VENDORS
from vidlect_contract.case import Case, Kind
from vidlect_contract.defendants.mock import engine_of, judge_mock
from vidlect_contract.loading import load_cases
from vidlect_contract.verdict import Code, Status

CASES = [case for case in load_cases() if case.kind is Kind.ACCEPT]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_mock_meets(case: Case):
    assert judge_mock(case, engine_of(case.vendor), case.vendor).findings == ()


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_vendor_says_what_it_takes(vendor: str):
    assert [case for case in CASES if case.vendor == vendor]


def test_a_wrong_statement_about_the_mock_fails():
    case = replace(CASES[0], expect={"status": 418, "body": {"code": 1}})
    verdict = judge_mock(case, engine_of(case.vendor), case.vendor)
    assert verdict.status is Status.FAILED
    assert verdict.codes == {Code.HTTP_STATUS, Code.REPLY_DIFFERS}

"""The conformance cases inside a Python team's own pytest run: `-p vidlect_contract.pytest_plugin`.

Here live two options and two fixtures. Never: a judgement.

    def test_conformance(vidlect_result):
        assert vidlect_result.verdict.findings == (), vidlect_result.case.title

A test that takes `vidlect_result` runs once for each selected case; the gateway is started, judged and
stopped once, by the first of them.
"""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from vidlect_contract.case import Case
from vidlect_contract.runner.result import Result
from vidlect_contract.runner.verifying import Plan, plan, verify_all

CONCURRENCY = 256
PATIENCE = 60.0
"""As `vidlect verify` has them by default."""

_PLAN = pytest.StashKey[Plan]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--vidlect-target` and `--vidlect-only`."""
    group = parser.getgroup("vidlect", "conformance of a video gateway")
    group.addoption("--vidlect-target", metavar="reference|FILE.toml", default="reference")
    group.addoption("--vidlect-only", metavar="GLOB", action="append", default=[])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test a case."""
    if "vidlect_result" in metafunc.fixturenames:
        cases = _plan(metafunc.config).cases
        metafunc.parametrize("vidlect_result", cases, ids=[case.id for case in cases], indirect=True)


@pytest.fixture(scope="session")
def vidlect_results(pytestconfig: pytest.Config) -> dict[str, Result]:
    """All selected cases, judged: case id → result."""
    verified = asyncio.run(verify_all(_plan(pytestconfig), _unseen, _unseen))
    return {one.case.id: one for one in verified.summary.results}


@pytest.fixture
def vidlect_result(request: pytest.FixtureRequest, vidlect_results: dict[str, Result]) -> Result:
    """One case, judged; `standing` says whether it is as expected."""
    case: Case = request.param
    return vidlect_results[case.id]


def _plan(config: pytest.Config) -> Plan:
    if _PLAN not in config.stash:
        target = str(config.getoption("--vidlect-target"))
        only = cast("list[str]", config.getoption("--vidlect-only"))
        config.stash[_PLAN] = plan(
            target, only, (), concurrency=CONCURRENCY, patience=PATIENCE, print_env=False
        )
    return config.stash[_PLAN]


def _unseen(_: object) -> None:
    """Nobody watches the progress."""

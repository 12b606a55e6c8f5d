"""The judge is judged over HTTP: each wrong gateway is convicted for its own reason, the right one acquitted."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from vidlect_contract.runner.verifying import plan, verify_all
from vidlect_contract.verdict import Status

sys.path.insert(0, str(Path(__file__).parents[1]))

import miniatures  # stands one folder up
from right_gateway import Right, served  # the same

SLOW_ENOUGH = 8.0
"""Seconds that one case may take: only the gateway that never ends needs them."""


def verified(miniature, mock, tmp_path, only, patience=SLOW_ENOUGH):
    with served(miniature) as url:
        target = tmp_path / "miniature.toml"
        target.write_text(
            f"""
            surface = "{miniature.surface}"
            poll_interval = 0.05
            gateway.base_url = "{url}"
            keys = {{ default = "sk-first", other = "sk-second" }}
            mock.attach = "{mock.control_url}"
            """
        )
        planned = plan(str(target), only, (), concurrency=64, patience=patience, print_env=False)
        return asyncio.run(verify_all(planned, lambda _: None, lambda _: None)).summary


class _RightOfAnotherDialect(Right):
    """Right too, and shows films by a link."""

    surface = "burncloud"


@pytest.mark.slow
@pytest.mark.parametrize("wrong", miniatures.WRONG, ids=lambda one: one.__name__)
def test_a_wrong_gateway_is_convicted_for_its_own_reason(wrong, mock, tmp_path):
    patience = 2.0 if wrong is miniatures.NeverSeesExpiry else SLOW_ENOUGH
    upstream = mock.vendor_urls["volcengine_visual"]
    summary = verified(wrong(upstream), mock, tmp_path, [wrong.by], patience)
    assert summary.exit_code == 1
    assert [one.verdict.status for one in summary.results] == [Status.FAILED]
    assert wrong.convicted_for in summary.results[0].verdict.codes


@pytest.mark.slow
@pytest.mark.parametrize("right", [Right, _RightOfAnotherDialect], ids=lambda one: one.surface)
def test_the_right_gateway_is_acquitted_of_all_of_it(right, mock, tmp_path):
    only = sorted({wrong.by for wrong in miniatures.WRONG if wrong.surface == right.surface})
    summary = verified(right(mock.vendor_urls["volcengine_visual"]), mock, tmp_path, only)
    assert [(one.case.id, one.verdict.findings) for one in summary.red] == []
    assert summary.exit_code == 0
    assert len(summary.results) == len(only)


class _PlainErrors(Right):
    """Right, and its refusals hold what a client needs and nothing that nobody documents."""

    def said(self, step, status, body):
        if step != "error":
            return status, body
        error = body["error"]
        return status, {"error": {"message": error["message"], "type": "a_type_of_ours", "request_id": "r-1"}}


@pytest.mark.slow
def test_nobody_is_convicted_for_members_of_an_error_that_nobody_documents(mock, tmp_path):
    only = ["tokenops/refusals/*", "journeys/errors/*", "volcengine_visual/submitted/*"]
    summary = verified(_PlainErrors(mock.vendor_urls["volcengine_visual"]), mock, tmp_path, only)
    assert [(one.case.id, one.verdict.findings) for one in summary.red] == []
    assert len(summary.results) > 100


def test_no_two_miniatures_are_the_same():
    assert len({(wrong.convicted_for, wrong.by) for wrong in miniatures.WRONG}) == len(miniatures.WRONG)
    assert len({wrong.convicted_for for wrong in miniatures.WRONG}) >= 25

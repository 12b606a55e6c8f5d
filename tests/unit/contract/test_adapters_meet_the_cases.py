"""Every case that says something about translation, put to the reference adapters."""

from __future__ import annotations

import pytest

from vidlect_adapters.canonical import VideoRequest
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_contract.case import Case
from vidlect_contract.defendants.adapter import judge_adapters, speaks_of_translation
from vidlect_contract.judge.dialects import Dialects, SurfaceDocument
from vidlect_contract.loading import load_cases
from vidlect_contract.runner.filling import filled, label_of
from vidlect_contract.verdict import Status


def _dialects() -> Dialects:
    surface, vendor = SURFACES["tokenops"], VENDORS["volcengine_visual"]
    return Dialects(
        surface=surface,
        surface_profile=choose(surface.NAME, surface.SWITCHES, surface.PROFILES),
        vendor=vendor,
        vendor_profile=choose(vendor.NAME, vendor.SWITCHES, vendor.PROFILES),
        document=SurfaceDocument({"paths": {}}),
    )


DIALECTS = _dialects()
CASES = [case for case in load_cases() if speaks_of_translation(case, DIALECTS)]
REQUEST = VideoRequest(model="jimeng_ti2v_v30_pro", prompt="白鹭")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_reference_adapters_meet(case: Case):
    verdict = judge_adapters(filled(case, label_of(case, "unit"), {}), DIALECTS, REQUEST)
    assert verdict.status is Status.PASSED, verdict.findings


def test_most_cases_speak_of_translation():
    assert len(CASES) > 150

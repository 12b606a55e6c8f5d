"""What the cases send fits the surface's OpenAPI document, unless it breaks it on purpose."""

from __future__ import annotations

import pytest

from vidlect_adapters.message import HttpCall
from vidlect_adapters.registry import SURFACES
from vidlect_contract.case import Case, Kind
from vidlect_contract.judge.dialects import SurfaceDocument
from vidlect_contract.loading import load_cases
from vidlect_contract.northbound import body_of
from vidlect_contract.runner.filling import filled, label_of
from vidlect_mock.documents import load

DOCUMENTS = {name: SurfaceDocument(load("surfaces", name)) for name in SURFACES}
SAYING = [case for case in load_cases() if case.kind in {Kind.CREATE, Kind.REFUSE, Kind.JOURNEY}]


@pytest.mark.parametrize("case", [one for one in SAYING if not one.deliberate], ids=lambda case: case.id)
def test_a_request_of_ours_fits(case: Case):
    request = filled(case, label_of(case, "unit"), {}).given["request"]
    body, kind = body_of(request)
    headers = (("Content-Type", kind),)
    call = HttpCall(method=request["method"], path=request["path"], headers=headers, body=body)
    assert DOCUMENTS[case.surface].request_violations(call) == []


def test_every_success_route_is_in_the_document():
    routes = {
        (case.surface, case.given["request"]["method"], case.given["request"]["path"])
        for case in SAYING
        if case.kind is not Kind.REFUSE
    }
    assert [route for route in routes if DOCUMENTS[route[0]].operation(*route[1:]) is None] == []

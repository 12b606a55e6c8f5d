"""What the cases send fits the surface's OpenAPI document, unless it breaks it on purpose."""

from __future__ import annotations

from functools import cache

import pytest

from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import choose
from vidlect_adapters.registry import SURFACES
from vidlect_contract.case import Case, Kind
from vidlect_contract.judge.dialects import SurfaceDocument
from vidlect_contract.loading import load_cases
from vidlect_contract.northbound import body_of
from vidlect_contract.runner.filling import filled, label_of
from vidlect_contract.surface_documents import document_of

SAYING = [case for case in load_cases() if case.kind in {Kind.CREATE, Kind.REFUSE, Kind.JOURNEY}]


@cache
def document(surface: str, chosen: frozenset[tuple[str, str]] = frozenset()) -> SurfaceDocument:
    """What describes a surface, with the switches that a case requires."""
    adapter = SURFACES[surface]
    switches = {name.partition(".")[2]: choice for name, choice in chosen if name.startswith(f"{surface}.")}
    return SurfaceDocument(
        document_of(choose(surface, adapter.SWITCHES, adapter.PROFILES, overrides=switches))
    )


@pytest.mark.parametrize("case", [one for one in SAYING if not one.deliberate], ids=lambda case: case.id)
def test_a_request_of_ours_fits(case: Case):
    request = filled(case, label_of(case, "unit"), {}).given["request"]
    body, kind = body_of(request)
    headers = (("Content-Type", kind),)
    call = HttpCall(method=request["method"], path=request["path"], headers=headers, body=body)
    assert document(case.surface, frozenset(case.requires)).request_violations(call) == []


def test_every_success_route_is_in_the_document():
    routes = {
        (case.surface, case.given["request"]["method"], case.given["request"]["path"])
        for case in SAYING
        if case.kind is not Kind.REFUSE
    }
    assert [route for route in routes if document(route[0]).operation(*route[1:]) is None] == []

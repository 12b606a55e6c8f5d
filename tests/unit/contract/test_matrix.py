"""The table of crossings: asked of the relay, the same in every form, and each of its letters judged by a case."""

from __future__ import annotations

from functools import cache

import orjson
import pytest
from click.testing import CliRunner

from vidlect_adapters.canonical import Kind
from vidlect_adapters.canonical_json import request_from_json
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_contract.case import Kind as CaseKind
from vidlect_contract.cli.dialects import dialects
from vidlect_contract.loading import load_cases
from vidlect_contract.matrix import Crossing, crossings
from vidlect_contract.report import matrix as report


@cache
def table() -> dict[tuple[str, str], Crossing]:
    return {(one.surface, one.vendor): one for one in crossings()}


def test_every_surface_stands_over_every_vendor():
    assert list(table()) == [(surface, vendor) for surface in SURFACES for vendor in VENDORS]


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("vendor", VENDORS)
def test_a_film_can_be_made_from_text_over_every_crossing(surface: str, vendor: str):
    assert Kind.TEXT in table()[surface, vendor].kinds


@pytest.mark.parametrize(
    ("surface", "vendor", "field", "fate"),
    [
        ("tokenops", "volcengine_visual", "seed", "kept"),
        ("tokenops", "kling", "seed", "lost"),
        ("tokenops", "kling", "negative_prompt", "unsaid"),
        ("openai_videos", "volcengine_visual", "frame", "lost"),
        ("openai_videos", "openai", "frame", "kept"),
    ],
)
def test_each_fate_of_a_field_is_told(surface: str, vendor: str, field: str, fate: str):
    crossing = table()[surface, vendor]
    assert [name for name in ("kept", "lost", "refused", "unsaid") if field in getattr(crossing, name)] == [
        fate
    ]


def test_openai_makes_no_film_between_two_pictures():
    assert table()["tokenops", "openai"].kinds == (Kind.TEXT, Kind.FIRST_FRAME)


def test_only_who_knows_digital_humans_makes_them():
    assert Kind.DRIVEN in table()["tokenops", "volcengine_visual"].kinds
    assert Kind.DRIVEN not in table()["tokenops", "vidu"].kinds


@cache
def judged() -> frozenset[tuple[str | None, str | None, Kind]]:
    """What kinds of film the creates among the cases ask for."""
    return frozenset(
        (case.surface, case.vendor, request_from_json(case.expect_object("request")).kind)
        for case in load_cases()
        if case.kind is CaseKind.CREATE and "model" in case.expect_object("request")
    )


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("vendor", VENDORS)
def test_each_letter_of_the_table_is_judged_by_a_case(surface: str, vendor: str):
    assert [
        kind.value for kind in table()[surface, vendor].kinds if (surface, vendor, kind) not in judged()
    ] == []


def test_the_command_prints_it_as_a_table_and_as_json():
    printed = CliRunner().invoke(dialects, ["--matrix"]).output
    assert printed == report.markdown(tuple(table().values())) + "\n"
    told = orjson.loads(CliRunner().invoke(dialects, ["--matrix", "--json"]).output)
    assert told == report.as_json(tuple(table().values()))
    assert told["tokenops"]["kling"]["lost"] == ["seed"]

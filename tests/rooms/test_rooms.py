"""Same rooms in every house, and the house rules that a machine can see."""

import ast
from pathlib import Path

import pytest

from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_mock.registry import VENDORS as MOCKED

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path for root in ("adapters", "mock_upstream", "contract") for path in (ROOT / root).rglob("*.py")
)
HOUSES = {
    "adapters/vidlect_adapters/vendors": ("wire", "catalog", "vocabulary", "auth", "encode", "decode"),
    "adapters/vidlect_adapters/surfaces": ("wire", "vocabulary", "encode", "decode", "errors"),
    "mock_upstream/vidlect_mock/vendors": ("operations", "auth", "replies", "errors"),
}


def houses(street: str) -> list[Path]:
    return sorted(path.parent for path in (ROOT / street).glob("*/__init__.py"))


@pytest.mark.parametrize(
    ("house", "room"),
    [(house, room) for street, rooms in HOUSES.items() for house in houses(street) for room in rooms],
    ids=lambda part: str(part.relative_to(ROOT)) if isinstance(part, Path) else part,
)
def test_every_house_has_the_same_rooms(house: Path, room: str) -> None:
    assert (house / f"{room}.py").is_file()


def test_the_registries_name_every_house() -> None:
    assert sorted(VENDORS) == [house.name for house in houses("adapters/vidlect_adapters/vendors")]
    assert sorted(SURFACES) == [house.name for house in houses("adapters/vidlect_adapters/surfaces")]
    assert sorted(MOCKED) == [house.name for house in houses("mock_upstream/vidlect_mock/vendors")]


def test_a_house_has_one_name_everywhere() -> None:
    assert sorted(MOCKED) == sorted(VENDORS)
    for name, dialect in {**VENDORS, **SURFACES}.items():
        assert name == dialect.NAME
    for kind, names in (("vendors", VENDORS), ("surfaces", SURFACES)):
        assert sorted(path.stem for path in (ROOT / "openapi" / kind).glob("*.yaml")) == sorted(names)
        for name in names:
            assert any((ROOT / "contract/vidlect_contract/cases" / name).rglob("*.json")), name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_lives_here_and_stays_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert path.stem not in {"utils", "util", "common", "helpers", "base"}
    said = ast.get_docstring(ast.parse(text))
    assert said, "a module starts with what lives here"
    if path.name not in {"__init__.py", "__main__.py"}:
        assert "never" in said.lower(), "and with what never does"


@pytest.mark.parametrize("place", ["", "adapters", "mock_upstream", "contract"])
def test_every_source_root_has_a_readme(place: str) -> None:
    assert (ROOT / place / "README.md").stat().st_size > 0

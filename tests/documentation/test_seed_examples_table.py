"""The table of the seeds' examples and the data are in step: every row has its case, every case its row."""

import re
from pathlib import Path

import pytest

from vidlect_contract.case import Kind
from vidlect_contract.loading import load_cases

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "seed-examples.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"\| +(?P<number>[0-4]\.\d+) \| (?P<example>[^|]+) \| (?P<outcome>[^|]+) \| `(?P<data>[^`]+)` \|"
)
ROWS = [match.groupdict() for match in ROW.finditer(TEXT)]
CASES = {case.id: case for case in load_cases()}
EXAMPLES_OF = {"0": 18, "1": 12, "2": 23, "3": 11, "4": 18}
"""Seed → its rows: an example that goes out of the table is missed."""
AFTER_A_FILM = "2.23"
"""The one refusal that is shown by a journey: its case downloads the film with and without a key."""


def test_every_row_is_read_and_no_example_is_missing():
    assert len(ROWS) == sum(TEXT.count(f"\n| {seed}.") for seed in EXAMPLES_OF)
    for seed, count in EXAMPLES_OF.items():
        assert [row["number"] for row in ROWS if row["number"][0] == seed] == [
            f"{seed}.{number}" for number in range(1, count + 1)
        ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["number"])
def test_a_row_says_what_its_case_says(row):
    assert re.match("works|refused", row["outcome"])
    if row["data"].startswith("tests/"):
        assert (ROOT / row["data"]).exists()
        return
    is_refusal = CASES[row["data"]].kind is Kind.REFUSE
    assert row["outcome"].startswith("refused") == is_refusal or row["number"] == AFTER_A_FILM


def test_every_case_made_of_an_example_has_its_row():
    named = {row["data"] for row in ROWS}
    made = {name for name in CASES if re.search("/seed-examples(-[a-z]+)?/|/seed-000-programs/", name)}
    assert sorted(made - named) == []

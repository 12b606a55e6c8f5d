"""What became of each mutant, and what that is worth.

Here lives the reading of mutmut's records, and the table. Never: how a result comes about.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant

LEAST = 90  # per cent
"""What issue 4 asks to be killed."""


class End(StrEnum):
    """What became of a mutant. The first three are killed: `make test` fails."""

    TESTS = "tests"
    TIMEOUT = "timeout"
    TYPES = "types"
    SURVIVED = "survived"
    UNTESTED = "no tests"
    UNCLEAR = "unclear"


BY_EXIT_CODE = {
    0: End.SURVIVED,
    1: End.TESTS,
    5: End.UNTESTED,
    24: End.TIMEOUT,
    -24: End.TIMEOUT,
    33: End.UNTESTED,
    37: End.TYPES,
    152: End.TIMEOUT,
}
"""mutmut's and pytest's exit codes; of any other nobody knows what it was."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to one function, `name` as mutmut writes it."""

    name: str
    source: Path
    end: End

    @property
    def function(self) -> str:
        """The mutated function as `called.txt` names it."""
        return self.name.partition("__mutmut_")[0]


@dataclass(slots=True)
class House:
    """What became of a house's mutants."""

    name: str
    mutants: list[Mutant] = field(default_factory=list)

    def row(self) -> list[str]:
        """The house's row of the table."""
        count = Counter(mutant.end for mutant in self.mutants)
        shares = (self.killed, self.killed_by_tests)
        return [
            self.name,
            str(len(self.mutants)),
            *(str(count[end]) for end in End),
            *(f"{share:.1f} %" for share in shares),
        ]

    @property
    def killed(self) -> float:
        """Per cent of all mutants: `make test` would fail."""
        return _share(self.mutants, {End.TESTS, End.TIMEOUT, End.TYPES})

    @property
    def killed_by_tests(self) -> float:
        """Per cent of those that type checking lets pass."""
        passed = [mutant for mutant in self.mutants if mutant.end is not End.TYPES]
        return _share(passed, {End.TESTS, End.TIMEOUT})


def _share(mutants: Sequence[Mutant], ends: Collection[End]) -> float:
    return 100 * sum(mutant.end in ends for mutant in mutants) / len(mutants) if mutants else 100.0


COLUMNS = ["house", "mutants", *End, "killed", "of those that types let pass"]


def read(work: Path) -> list[Mutant]:
    """Every mutant of a working folder that was run."""
    records = sorted((work / "mutants" / "src").rglob("*.py.meta"))
    return [
        Mutant(name, meta.relative_to(work / "mutants").with_suffix(""), BY_EXIT_CODE.get(code, End.UNCLEAR))
        for meta in records
        for name, code in json.loads(meta.read_text("utf-8"))["exit_code_by_key"].items()
        if code is not None
    ]


def survivors(house: House, work: Path) -> str:
    """What no test noticed: each mutant with the lines that it changes."""
    told: list[str] = []
    with contextlib.chdir(work):
        for mutant in house.mutants:
            if mutant.end not in {End.SURVIVED, End.UNTESTED, End.UNCLEAR}:
                continue
            lines = get_diff_for_mutant(mutant.name, path=mutant.source).splitlines()[2:]
            told += [f"{mutant.name}: {mutant.end}", *(line for line in lines if line[:1] in {"+", "-"}), ""]
    return "\n".join(told)


def table(found: list[House]) -> str:
    """Every house, and all together, as a table of Markdown."""
    whole = House("all", [mutant for house in found for mutant in house.mutants])
    rows = [COLUMNS, ["---", *("---:" for _ in COLUMNS[1:])], *(house.row() for house in [*found, whole])]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)

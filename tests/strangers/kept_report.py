"""The part of a kept report that a run writes, and its place in docs/reports.

    python tests/strangers/kept_report.py REPORT_DIR docs/reports/litellm.md

puts what `vidlect verify --report REPORT_DIR` wrote into a kept report, behind what people wrote.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_NOTHING = re.compile(r"\| \S+ \| (\d+) \| 0 \| 0 \| 0 \| 0 \| \1 \|")
"""A topic of which no case applies, for it is about another profile of the surface."""

MARK = "<!-- Behind this line: what `vidlect verify --report` wrote, without its times. -->\n"


def written_by(run: Path) -> str:
    """What the run in a folder says, from the table on: before it stand only the name and the time it took."""
    summary = (run / "summary.md").read_text("utf-8")
    lines = summary[summary.index("| topic |") :].splitlines(keepends=True)
    return "".join(line for line in lines if not _NOTHING.match(line))


def kept_in(report: Path) -> str:
    """What a kept report holds of its run."""
    return report.read_text("utf-8").partition(MARK)[2].lstrip("\n")


def main(run: str, report: str) -> None:
    """Put a run into a kept report."""
    file = Path(report)
    by_people = file.read_text("utf-8").partition(MARK)[0]
    file.write_text(f"{by_people}{MARK}\n{written_by(Path(run))}", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

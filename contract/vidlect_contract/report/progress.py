"""Progress on standard error, and the table at the end.

Here live a live line for terminals and plain lines for logs. Never: a file.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from vidlect_contract.known_failures import RED, Standing
from vidlect_contract.runner.result import Result, Summary, grouped
from vidlect_contract.verdict import Status

from .markdown import verdict_line

_EVERY = 25
"""Plain lines: one for so many cases, and one for every case that is not as expected."""


class Display:
    """Shows how far a run is. A context manager."""

    def __init__(self, total: int) -> None:
        self._console = Console(file=sys.stderr)
        self._total = total
        self._done = 0
        self._progress: Progress | None = None
        if self._console.is_terminal:
            self._progress = Progress(
                TextColumn("judging"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TextColumn("{task.description}"),
                console=self._console,
                transient=True,
            )
            self._task = self._progress.add_task("", total=total)

    def __enter__(self) -> Self:
        if self._progress is not None:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def show(self, result: Result) -> None:
        """One more case is done."""
        self._done += 1
        if result.standing is not Standing.AS_EXPECTED:
            codes = ", ".join(sorted(code.value for code in result.verdict.codes))
            mark = "red" if result.standing in RED else "yellow"
            status = result.verdict.status.value
            self._console.print(
                f"[{mark}]{status}[/] {escape(result.case.id)} {escape(codes)}", highlight=False
            )
        if self._progress is not None:
            self._progress.update(self._task, advance=1, description=escape(result.case.id))
        elif self._done % _EVERY == 0 or self._done == self._total:
            self._console.print(f"{self._done}/{self._total} cases judged", highlight=False)


def print_table(summary: Summary, console: Console) -> None:
    """The summary table."""
    shown = [status for status in Status if status is Status.PASSED or summary.count(status)]
    table = Table(title=f"{summary.target} ({summary.surface})", title_justify="left")
    table.add_column("topic", no_wrap=True)
    for name in ("cases", *(status.value.replace("_", " ") for status in shown)):
        table.add_column(name, justify="right")
    for topic, results in grouped(summary.results).items():
        counts = [sum(one.verdict.status is status for one in results) for status in shown]
        table.add_row(topic, str(len(results)), *(str(count or "") for count in counts))
    table.add_section()
    table.add_row("all", str(len(summary.results)), *(str(summary.count(status) or "") for status in shown))
    console.print(table)
    for one in summary.results:
        if one.standing in RED:
            line = f"[red]{one.verdict.status.value}[/] {escape(one.case.id)}: {escape(one.case.title)}"
            console.print(line, highlight=False, soft_wrap=True)
            for finding in one.verdict.findings:
                text = f"    {finding.place}: expected {finding.expected}; seen {finding.seen}"
                console.print(escape(text), highlight=False, soft_wrap=True)
    console.print(
        f"{verdict_line(summary)} {len(summary.results)} cases in {summary.seconds:.1f} s.", highlight=False
    )

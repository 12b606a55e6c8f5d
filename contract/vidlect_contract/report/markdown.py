"""summary.md: what a person reads first.

Here lives the page. Never: all observations (results.jsonl has them).
"""

from __future__ import annotations

from vidlect_contract.known_failures import RED, Standing
from vidlect_contract.runner.result import Result, Summary, grouped
from vidlect_contract.verdict import Status

_MARKS = {
    Standing.AS_EXPECTED: "as expected",
    Standing.ADVISORY: "advisory",
    Standing.KNOWN_FAILURE: "known failure",
    Standing.UNEXPECTED_PASS: "**unexpected pass**",
    Standing.RED: "**red**",
}


def render(summary: Summary) -> str:
    """The page."""
    judged = len(summary.results)
    lines = [
        f"# Conformance of `{summary.target}` ({summary.surface})",
        "",
        f"{verdict_line(summary)} {judged} cases in {summary.seconds:.1f} s.",
        "",
        "| topic | cases | " + " | ".join(status.value.replace("_", " ") for status in Status) + " |",
        "| -- | --: |" + " --: |" * len(Status),
    ]
    for topic, results in grouped(summary.results).items():
        counts = " | ".join(str(sum(one.verdict.status is status for one in results)) for status in Status)
        lines.append(f"| {topic} | {len(results)} | {counts} |")
    if summary.left:
        lines += ["", f"Interrupted: {summary.left} cases were not judged."]
    lines += [f"\nThe known-failure entry `{one.glob}` names no case of this run." for one in summary.stale]
    notable = [one for one in summary.results if one.standing is not Standing.AS_EXPECTED]
    if notable:
        lines += ["", "## What is not as expected", ""]
        for one in sorted(notable, key=lambda result: (result.standing not in RED, result.case.id)):
            lines += _section(one)
    return "\n".join(lines) + "\n"


def verdict_line(summary: Summary) -> str:
    """The outcome in one sentence."""
    if not summary.results and not summary.left:
        return "No case was selected."
    if summary.left:
        return "Interrupted."
    red = len(summary.red)
    return f"{red} red." if red else "All as expected."


def _section(result: Result) -> list[str]:
    case = result.case
    lines = [
        f"### `{case.id}`: {result.verdict.status.value.replace('_', ' ')}, {_MARKS[result.standing]}",
        "",
        f"{case.title} ({case.level.value}, {case.confidence}; {_plain(case.source)})",
        "",
    ]
    if result.reason:
        lines += [f"Known: {_plain(result.reason)}", ""]
    lines += [
        f"- `{one.code.value}` at {_plain(one.where)}: expected {_plain(one.expected)}; seen {_plain(one.seen)}"
        for one in result.verdict.findings
    ]
    return [*lines, ""]


def _plain(text: str) -> str:
    """On one line, and nothing that Markdown would take for HTML."""
    return " ".join(text.split()).replace("<", "&lt;").replace("|", "\\|")

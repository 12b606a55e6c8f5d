"""summary.md: what a person reads first.

Here lives the page. Never: all observations (results.jsonl has them).
"""

from __future__ import annotations

from vidlect_contract.known_failures import RED, Standing, explaining
from vidlect_contract.runner.result import Result, Summary, grouped
from vidlect_contract.verdict import Status

_FEW = 4
"""Cases of a topic that are listed by name; more are counted."""

_MARKS = {
    Standing.AS_EXPECTED: "as expected",
    Standing.ADVISORY: "advisory",
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
    lines += [
        f"\nThe known-failure entry `{one.glob}` names no case, or nothing seen." for one in summary.stale
    ]
    expected = {Standing.AS_EXPECTED, Standing.KNOWN_FAILURE}
    notable = [one for one in summary.results if one.standing not in expected]
    if notable:
        lines += ["", "## What is not as expected", ""]
        for one in sorted(notable, key=lambda result: (result.standing not in RED, result.case.id)):
            lines += _section(one)
    lines += _known(summary)
    return "\n".join(lines) + "\n"


def verdict_line(summary: Summary) -> str:
    """The outcome in one sentence."""
    if not summary.results and not summary.left:
        return "No case was selected."
    if summary.left:
        return "Interrupted."
    red = len(summary.red)
    return f"{red} red." if red else "All as expected."


def _known(summary: Summary) -> list[str]:
    """Each reason of the list once, with the findings that it explains and the cases that show them."""
    shown: dict[str, dict[str, list[Result]]] = {}
    for result in summary.results:
        for finding in result.verdict.findings:
            entry = explaining(result.case.id, finding, summary.known)
            if entry is not None:
                results = shown.setdefault(entry.reason, {}).setdefault(finding.place, [])
                results += [result] if result not in results else []
    if not shown:
        return []
    lines = ["", "## Known failures", ""]
    for reason in dict.fromkeys(entry.reason for entry in summary.known):
        if reason in shown:
            lines += [f"- {_plain(reason)}"]
            lines += [
                f"  - `{place}`: {_listed(results)}" for place, results in sorted(shown[reason].items())
            ]
    return lines


def _listed(results: list[Result]) -> str:
    """The cases by topic: by name where they are few."""
    told: list[str] = []
    for topic, some in grouped(results).items():
        names = ", ".join(one.case.id.rpartition("/")[2] for one in some)
        told.append(f"{topic} ({names if len(some) <= _FEW else len(some)})")
    return "; ".join(told)


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

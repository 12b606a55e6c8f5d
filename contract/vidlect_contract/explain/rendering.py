"""A verdict for people: the steps, the difference, the likely mistake.

Here lives text. Never: a judgement.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from .verdict import Verdict

_MARKS = {True: "ok ", False: "NO ", None: " . "}
_SHORT = 100  # characters of a value that fits beside its label


def lines(verdict: Verdict) -> Iterator[str]:
    """The whole report."""
    for step in verdict.steps:
        yield f"  {_MARKS[step.holds]} {step.title}"
    yield ""
    if verdict.authentic:
        yield "authentic"
    else:
        yield f"not authentic: {verdict.code}, at the stage {verdict.stage}"
        yield from _both(verdict.expected or "", verdict.received or "")
        if verdict.hint:
            yield f"  likely mistake: {verdict.hint}"
    for remark in verdict.remarks:
        yield f"  remark: {remark}"


def _both(expected: str, received: str) -> Iterator[str]:
    """Both versions; of two texts of several lines, each line once and the first difference marked."""
    if "\n" not in expected or "\n" not in received:
        yield from _labelled("expected", expected)
        yield from _labelled("received", received)
        return
    differs = False
    yield "  expected (-) and received (+):"
    for number, (wanted, came) in enumerate(zip_longest(expected.split("\n"), received.split("\n")), start=1):
        if wanted == came:
            yield f"      {number:>2}   {wanted}"
            continue
        first = "" if differs else "   <- the first line that differs"
        differs = True
        if wanted is not None:
            yield f"    - {number:>2}   {wanted}{first}"
        if came is not None:
            yield f"    + {number:>2}   {came}"


def _labelled(label: str, text: str) -> Iterator[str]:
    if "\n" not in text and len(text) <= _SHORT:
        yield f"  {label}: {text}"
        return
    yield f"  {label}:"
    for line in text.split("\n"):
        yield f"      {line}"

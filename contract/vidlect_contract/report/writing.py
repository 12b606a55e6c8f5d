"""Writes the reports of a run into a folder.

Here lives which file has which form. Never: a form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from vidlect_contract.runner.result import Summary

from . import json_lines, junit, markdown

FILES: Mapping[str, Callable[[Summary], str]] = {
    "results.jsonl": json_lines.render,
    "junit.xml": junit.render,
    "summary.md": markdown.render,
}


def write_reports(summary: Summary, folder: Path, scrub: Callable[[str], str]) -> None:
    """Write every report. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, render in FILES.items():
        (folder / name).write_text(scrub(render(summary)), encoding="utf-8")

"""The table of crossings as Markdown, which a terminal shows as well.

Here lives the rendering. Never: what can be said (`vidlect_contract.matrix`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vidlect_adapters.canonical import Kind
from vidlect_adapters.message import JsonObject
from vidlect_contract.matrix import Crossing

LETTERS: Mapping[Kind, tuple[str, str]] = {
    Kind.TEXT: ("T", "text"),
    Kind.FIRST_FRAME: ("F", "first frame"),
    Kind.FIRST_AND_LAST_FRAME: ("L", "first and last frame"),
    Kind.REFERENCE: ("R", "reference pictures"),
    Kind.DRIVEN: ("H", "driven by speech or a video (digital humans)"),
}
"""Kind → its letter in the table, and in words."""


def markdown(crossings: Sequence[Crossing]) -> str:
    """A row a surface, a column a vendor; then the legend, and what each surface has no member for."""
    vendors = tuple(dict.fromkeys(one.vendor for one in crossings))
    surfaces = tuple(dict.fromkeys(one.surface for one in crossings))
    cells = {(one.surface, one.vendor): _cell(one) for one in crossings}
    rows = [
        ("surface", *(f"`{vendor}`" for vendor in vendors)),
        *((f"`{surface}`", *(cells[surface, vendor] for vendor in vendors)) for surface in surfaces),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    legend = ", ".join(f"{letter} {words}" for letter, words in LETTERS.values())
    lines += ["", f"{legend}; − declared as lost or adjusted; ✗ refused by every model.", ""]
    for surface in surfaces:
        unsaid = next(one.unsaid for one in crossings if one.surface == surface)
        lines.append(
            f"- `{surface}` has "
            + (f"no member for {', '.join(unsaid)}." if unsaid else "a member for each.")
        )
    return "\n".join(lines)


def as_json(crossings: Sequence[Crossing]) -> JsonObject:
    """`{surface: {vendor: {"kinds": […], "kept": […], "lost": […], "refused": […], "unsaid": […]}}}`."""
    table: JsonObject = {}
    for one in crossings:
        row = table.setdefault(one.surface, {})
        if isinstance(row, dict):
            row[one.vendor] = {
                "kinds": [kind.value for kind in one.kinds],
                "kept": list(one.kept),
                "lost": list(one.lost),
                "refused": list(one.refused),
                "unsaid": list(one.unsaid),
            }
    return table


def _cell(crossing: Crossing) -> str:
    marks = [" ".join(LETTERS[kind][0] for kind in crossing.kinds) or "none"]
    marks += [f"−{', '.join(crossing.lost)}"] if crossing.lost else []
    marks += [f"✗{', '.join(crossing.refused)}"] if crossing.refused else []
    return " ".join(marks)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"

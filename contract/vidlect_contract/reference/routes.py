"""Which operation of a surface a path and a method name.

Here lives the table, made from the surface's own calls. Never: a path of any dialect.

A surface says its paths by `encode_query`, `encode_content` and `encode_inspection`; a film is created at
the collection that the query's path ends in, as in every dialect there is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import unquote

from vidlect_adapters.canonical import InspectionKind, Link, MediaInput, Medium, Role, SubjectInspection
from vidlect_adapters.interface import InspectsSubjectSurface, SurfaceAdapter
from vidlect_adapters.profile import Profile

_PLACEHOLDER = "vidlect-task-id"
_ID = re.compile(r"[!-.0-~]{1,200}")
"""Visible ASCII without a slash; the longest ids that are known have 190 characters."""


class Operation(Enum):
    """What a client may want, and the methods that say so."""

    CREATE = ("create", ("POST",))
    QUERY = ("query", ("GET",))
    CONTENT = ("content", ("GET", "HEAD"))
    INSPECT = ("inspect", ("POST",))

    def __init__(self, word: str, methods: tuple[str, ...]) -> None:
        self.word = word
        self.methods = methods


@dataclass(frozen=True, slots=True)
class Wanted:
    """An operation, and the task it is about."""

    operation: Operation
    task_id: str = ""


@dataclass(frozen=True, slots=True)
class Routes:
    """A surface's paths. `of_tasks`: (before the id, after it) → operation."""

    fixed: dict[str, Operation]
    of_tasks: dict[tuple[str, str], Operation]

    def find(self, path: str) -> Wanted | None:
        """What a path names, whatever the method; None for an unknown path."""
        if path in self.fixed:
            return Wanted(self.fixed[path])
        for (before, after), operation in self.of_tasks.items():
            if path.startswith(before) and path.endswith(after):
                task_id = unquote(path[len(before) : len(path) - len(after)])
                if _ID.fullmatch(task_id):
                    return Wanted(operation, task_id)
        return None


def routes_of(surface: SurfaceAdapter, profile: Profile) -> Routes:
    """The paths of a surface."""
    query = _around(surface.encode_query(_PLACEHOLDER, profile).path)
    content = _around(surface.encode_content(_PLACEHOLDER, profile).path)
    fixed = {query[0].rstrip("/"): Operation.CREATE}
    if isinstance(surface, InspectsSubjectSurface):
        picture = MediaInput(
            role=Role.REFERENCE, medium=Medium.IMAGE, source=Link(url="https://media.mock.invalid/x.png")
        )
        for kind in InspectionKind:
            asked = SubjectInspection(kind=kind, model=_PLACEHOLDER, picture=picture)
            fixed[surface.encode_inspection(asked, _PLACEHOLDER, profile).path] = Operation.INSPECT
    return Routes(fixed=fixed, of_tasks={content: Operation.CONTENT, query: Operation.QUERY})


def _around(path: str) -> tuple[str, str]:
    before, _, after = path.partition(_PLACEHOLDER)
    return before, after

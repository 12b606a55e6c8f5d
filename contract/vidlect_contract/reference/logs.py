"""The gateway's log: one JSON object a line, on stderr.

Here lives the form of a line. Never: a body, a header, a query, a key, the text of an unexpected error
(any of these may hold a secret); whose key it was is said by its session's name.
"""

from __future__ import annotations

import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import TextIO

import orjson

LOG = logging.getLogger("vidlect.gateway")
_LONGEST = 200
"""Characters of one value: notes quote foreign words."""
_FRAMES = 8
"""Innermost places of an unexpected error that a line names."""


def event(level: int, name: str, **members: str | float | None) -> None:
    """Log one event with its members; absent ones are left out."""
    LOG.log(level, name, extra={"members": members})


class JsonLines(logging.Formatter):
    """`{"at", "level", "event", …}`; an exception becomes its type and the places it came through."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": _clipped(record.getMessage()),
        }
        members: dict[str, str | int | float | None] = getattr(record, "members", {})
        line |= {name: _clipped(value) for name, value in members.items() if value is not None}
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.extract_tb(record.exc_info[2])[-_FRAMES:]
            line["error"] = record.exc_info[0].__name__
            line["places"] = [f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in frames]
        return orjson.dumps(line).decode()


def to_stderr(stream: TextIO | None = None) -> None:
    """Send our log and uvicorn's errors to stderr, as JSON lines, and nowhere else."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    for name, level in ((LOG.name, logging.INFO), ("uvicorn", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
        logger.setLevel(level)


def _clipped(value: str | float) -> str | int | float:
    """A value of bounded length that any JSON reader takes (no lone surrogates)."""
    if not isinstance(value, str):
        return value
    return value[:_LONGEST].encode("utf-8", "replace").decode()

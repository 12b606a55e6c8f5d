"""Reads TOML files and tables with errors that name the file, the key's path and what was expected.

Here live the readers of a file and of single keys. Never: which keys there are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar, cast

_T = TypeVar("_T")


class BadTarget(Exception):
    """A file that cannot be meant: the key's path, what was expected, what stands there."""


@contextmanager
def opened(path: Path) -> Generator[dict[str, object]]:
    """The values of a TOML file, for a block whose errors then name the file.

    Raises:
        BadTarget: unreadable, not TOML, or whatever the block finds wrong.
    """
    try:
        yield tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadTarget(f"{path}: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadTarget(f"{path}: not TOML: {error}") from error
    except BadTarget as error:
        raise BadTarget(f"{path}: {error}") from error


class Table:
    """One TOML table. Each `take…` removes its key; `end` refuses what is left."""

    def __init__(self, values: Mapping[str, object], path: str = "") -> None:
        self._values = dict(values)
        self._path = path
        self._known: list[str] = []

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def _take(self, name: str, expected: str, read: Callable[[object], _T | None], default: _T) -> _T:
        self._known.append(name)
        if name not in self._values:
            return default
        value = self._values.pop(name)
        found = read(value)
        if found is None:
            raise BadTarget(f"{self._at(name)}: expected {expected}, got {value!r}")
        return found

    def text(self, name: str, default: str = "") -> str:
        """A text that is not empty."""
        return self._take(
            name, "a text", lambda value: value if isinstance(value, str) and value else None, default
        )

    def number(self, name: str, default: float) -> float:
        """A positive number."""
        return self._take(name, "a positive number", _positive, default)

    def count(self, name: str, default: int) -> int:
        """A whole number, zero or more."""
        return self._take(name, "a whole number, 0 or more", _count, default)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        return self._take(name, "a list of texts", _texts, ())

    def pairs(self, name: str) -> dict[str, str]:
        """A table of texts."""
        return self._take(name, "a table of texts", _pairs, {})

    def names(self) -> tuple[str, ...]:
        """The keys that nobody has taken yet."""
        return tuple(self._values)

    def table(self, name: str) -> Table | None:
        """A table; None where there is none."""
        return self._take(
            name,
            "a table",
            lambda value: (
                Table(cast("dict[str, object]", value), self._at(name)) if isinstance(value, dict) else None
            ),
            None,
        )

    def text_or_table(self, name: str, expected: str) -> str | Table:
        """A text that is not empty, or a table, whichever stands there; `expected` names both."""
        value = self._values.get(name)
        if isinstance(value, str) and value:
            return self.text(name)
        found = self.table(name) if isinstance(value, dict) else None
        if found is None:
            raise BadTarget(f"{self._at(name)}: expected {expected}, got {value!r}")
        return found

    def end(self) -> None:
        """Refuse every key that nobody took."""
        for name in self._values:
            known = ", ".join(self._known) or "none"
            raise BadTarget(f"{self._at(name)}: no such key; there are: {known}")


def _positive(value: object) -> float | None:
    return (
        float(value) if isinstance(value, int | float) and not isinstance(value, bool) and value > 0 else None
    )


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    items = cast("list[object]", value)
    return (
        tuple(one for one in items if isinstance(one, str))
        if all(isinstance(one, str) for one in items)
        else None
    )


def _pairs(value: object) -> dict[str, str] | None:
    if not isinstance(value, dict):
        return None
    items = cast("dict[str, object]", value)
    found = {name: one for name, one in items.items() if isinstance(one, str)}
    return found if len(found) == len(items) else None

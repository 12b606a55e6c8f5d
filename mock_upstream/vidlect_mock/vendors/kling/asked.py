"""A classic create as it is judged.

Here lives what the rules look at. Never: a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from vidlect_mock.interface import Desk
from vidlect_mock.message import JsonObject

from .errors import Wrong
from .models import Model


class Asked(NamedTuple):
    """A create as it is judged: forgiven body, its model (None: the kind has none), and what was remarked."""

    kind: str
    body: JsonObject
    model: Model | None
    mode: str
    seconds: int
    remarks: list[str]


Before: TypeAlias = Callable[[JsonObject], Iterator[Wrong]]
After: TypeAlias = Callable[[Asked, Desk], Iterator[Wrong]]

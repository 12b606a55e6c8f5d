"""The vendor's words: its open questions as switches, its status words and what they mean.

Here live tables of words and of settings. Never: error codes (`codes`), a model, a body.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from vidlect_adapters.profile import Switch

SWITCHES: Final[tuple[Switch, ...]] = (
    Switch(
        name="references-2-5",
        choices=("page", "observed"),
        about="reference pictures of Seedance 2.5: 30 by the page, 64 were accepted",
        source="facts 3.3",
        confidence="documented",
    ),
    Switch(
        name="list-expired",
        choices=("accepted", "refused"),
        about="whether a list can be filtered by the status expired",
        source="facts 5",
        confidence="unsure",
    ),
    Switch(
        name="unknown-task",
        choices=("task", "call"),
        about="a poll that answers 404 for the task says that it is gone, or nothing about it",
        source="facts 2.1, 4.1",
        confidence="unsure",
    ),
)
"""One switch for each contradiction or open question that a client notices."""

PROFILES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"default": MappingProxyType({}), "live": MappingProxyType({"references-2-5": "observed"})}
)


class Stage(Enum):
    """What a status word says."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


STATUSES: Final[Mapping[str, Stage]] = MappingProxyType({stage.value: stage for stage in Stage})
"""Word → stage: the vendor's words are these six (facts 4.1)."""

CANCELLED_MESSAGE: Final = "the task was cancelled before it started"
EXPIRED_MESSAGE: Final = "the task did not end within execution_expires_after; it has to be created again"
FAILED_MESSAGE: Final = "the vendor says that the task failed and gives no reason"
"""Reasons in our words: the vendor gives none beside these statuses."""

LINK_LIFE: Final = 86_400
"""Seconds that a link to a film lives (facts 4)."""

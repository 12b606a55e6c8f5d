"""The vendor's words: its open questions as switches, its status words and what they mean.

Here live tables of words and of settings. Never: error codes (`codes`), a model, a body.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from vidlect_adapters.profile import Switch

from .wire import KINDS, TASKS

SWITCHES: Final[tuple[Switch, ...]] = (
    Switch(
        name="retired-names",
        choices=("accept", "refuse"),
        about="models that the real service has switched off since September 2026 are asked for all the same",
        source="facts 7.3, 8, 13",
        confidence="observed",
    ),
    Switch(
        name="tail-in-std",
        choices=("refuse", "send"),
        about="a last frame in a tier that cannot have one is refused here, or sent though it may be overlooked",
        source="facts 8, 14",
        confidence="unsure",
    ),
    Switch(
        name="omni-contents",
        choices=("documented", "probed"),
        about="references of the path API are refer_image and feature_video, or image and video",
        source="facts 11.2, 13",
        confidence="observed",
    ),
    Switch(
        name="lists",
        choices=(*KINDS, TASKS.lstrip("/")),
        about="a list has the tasks of one classic kind (any credentials), or all tasks (API key only)",
        source="facts 5, 11.1",
        confidence="documented",
    ),
    Switch(
        name="data-urls",
        choices=("refuse", "accept"),
        about="a picture with a data: prefix in a submit that is read is malformed, or read without it",
        source="facts 6.2, 13",
        confidence="observed",
    ),
    Switch(
        name="integer-duration",
        choices=("accept", "refuse"),
        about="a classic duration that is a number instead of a text is read, or malformed",
        source="facts 7.1, 14",
        confidence="unsure",
    ),
)
"""One switch for each contradiction or open question that a client notices."""

PROFILES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "default": MappingProxyType({}),
        "strict": MappingProxyType({"integer-duration": "refuse"}),
        "2026-09": MappingProxyType({"retired-names": "refuse"}),
    }
)


class Stage(Enum):
    """What a status word says."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


_BEFORE_THE_END: Final = {"submitted": Stage.QUEUED, "processing": Stage.RUNNING, "failed": Stage.FAILED}

CLASSIC_STATUSES: Final[Mapping[str, Stage]] = MappingProxyType({**_BEFORE_THE_END, "succeed": Stage.DONE})
PATH_STATUSES: Final[Mapping[str, Stage]] = MappingProxyType({**_BEFORE_THE_END, "succeeded": Stage.DONE})
"""The word of success tells the two APIs apart (facts 0, 4, 11.4)."""

FAILED_MESSAGE: Final = "the vendor says that the task failed and gives no reason"
LOST_MESSAGE: Final = "the vendor has no such task (any more)"
"""Reasons in our words, where the vendor gives none."""

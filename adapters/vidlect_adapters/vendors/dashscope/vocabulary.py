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
        name="kf2v-path",
        choices=("image2video", "video-generation"),
        about="where a first-and-last-frame model is submitted: the documented path, or that of the newer clients",
        source="facts 3, 11, 12",
        confidence="documented",
    ),
    Switch(
        name="wan26-duration",
        choices=("2-15", "5-10-15"),
        about="seconds of wan2.6-t2v, -i2v and -i2v-flash: any from 2 to 15, or the older three",
        source="facts 4, 12; seed 004",
        confidence="documented",
    ),
    Switch(
        name="wan3-negative-prompt",
        choices=("lost", "sent"),
        about="whether wan3.0 has a negative_prompt",
        source="facts 4.3, 13.7",
        confidence="unsure",
    ),
    Switch(
        name="mask-frame-id",
        choices=("parameters", "input"),
        about="which object of a vace submit holds mask_frame_id",
        source="facts 4.3, 4.4",
        confidence="unsure",
    ),
    Switch(
        name="tier-case",
        choices=("exact", "any"),
        about="whether a submit that says 720p is read as 720P",
        source="facts 13.9",
        confidence="unsure",
    ),
)
"""One switch for each contradiction or open question that a client notices."""

PROFILES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "default": MappingProxyType({}),
        "seed-004": MappingProxyType({"wan26-duration": "5-10-15"}),
    }
)


class Stage(Enum):
    """What a status word says."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    GONE = "gone"


STATUSES: Final[Mapping[str, Stage]] = MappingProxyType(
    {
        "PENDING": Stage.QUEUED,
        # the SDKs know it, the documentation of films does not (facts 5)
        "SUSPENDED": Stage.QUEUED,
        "RUNNING": Stage.RUNNING,
        "SUCCEEDED": Stage.DONE,
        "FAILED": Stage.FAILED,
        "CANCELED": Stage.CANCELLED,
        "UNKNOWN": Stage.GONE,
    }
)
"""Facts 5; one L in CANCELED. UNKNOWN comes with HTTP 200."""

CANCELLED_MESSAGE: Final = "the task was cancelled before it started"
GONE_MESSAGE: Final = "the vendor has no such task (any more); it keeps one for 24 hours"
FAILED_MESSAGE: Final = "the vendor says that the task failed and gives no reason"
LISTED_MESSAGE: Final = "the vendor's list does not say why; its reply to a poll does"
"""Reasons in our words, where the vendor gives none."""

"""The vendor's words: its open questions as switches, its status words and what they mean.

Here live tables of words and of settings. Never: error codes (`codes`), a model, a body.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from vidlect_adapters.profile import Switch

OFFICIAL: Final = "official"
SEED_001: Final = "seed-001"

SWITCHES: Final[tuple[Switch, ...]] = (
    Switch(
        name="envelope",
        choices=("flat", SEED_001),
        about="a success is flat with code 10000 (or that inside Result), or ResponseMetadata beside data",
        source="facts 3.1, 6; seed 001",
        confidence="documented",
    ),
    Switch(
        name="statuses",
        choices=(OFFICIAL, SEED_001),
        about="the six official status words, or the seven of seed 001",
        source="facts 5.1, 6; seed 001",
        confidence="documented",
    ),
    Switch(
        name="error-words",
        choices=(OFFICIAL, SEED_001),
        about="only official codes are known, or also the five words of seed 001",
        source="facts 5.1, 5.2; seed 001",
        confidence="documented",
    ),
    Switch(
        name="aliases",
        choices=("translate", "keep"),
        about="an unofficial req_key is sent as the official one, or as it stands",
        source="facts 4.1, 6",
        confidence="reported",
    ),
    Switch(
        name="api",
        choices=("classic", "per-model"),
        about="actions that name the model in the body, or one pair of actions for each model",
        source="facts 5.3",
        confidence="observed",
    ),
    Switch(
        name="submit-pair",
        choices=("documented", "sync2async"),
        about="each model by the pair its page names, or all by CVSync2Async*",
        source="facts 1, 6",
        confidence="unsure",
    ),
    Switch(
        name="unknown-task",
        choices=("not-found", "50215"),
        about="a lost task has the status not_found, or its poll answers code 50215",
        source="facts 5.1",
        confidence="unsure",
    ),
    Switch(
        name="internal-error-on-poll",
        choices=("poll", "task"),
        about="HTTP 500 with code 50500 or 50501 on a poll is trouble of the poll, or the task's end",
        source="facts 5.1, 5.2",
        confidence="unsure",
    ),
    Switch(
        name="recamera-options",
        choices=("required", "optional"),
        about="template_id and camera_strength must be given, or may be left out as in the page's sample",
        source="facts 4.1",
        confidence="unsure",
    ),
)
"""One switch for each contradiction or open question that a client notices."""

PROFILES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "default": MappingProxyType({}),
        SEED_001: MappingProxyType(
            {"envelope": SEED_001, "statuses": SEED_001, "error-words": SEED_001, "aliases": "keep"}
        ),
        "per-model": MappingProxyType({"api": "per-model"}),
    }
)


class Stage(Enum):
    """What a status word says."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    LOST = "lost"
    EXPIRED = "expired"


STATUSES: Final[Mapping[str, Mapping[str, Stage]]] = MappingProxyType(
    {
        OFFICIAL: MappingProxyType(
            {
                "in_queue": Stage.QUEUED,
                "processing": Stage.RUNNING,
                "generating": Stage.RUNNING,
                "done": Stage.DONE,
                "not_found": Stage.LOST,
                "expired": Stage.EXPIRED,
            }
        ),
        SEED_001: MappingProxyType(
            {
                "not_start": Stage.QUEUED,
                "pending": Stage.QUEUED,
                "running": Stage.RUNNING,
                "done": Stage.DONE,
                "success": Stage.DONE,
                "failed": Stage.FAILED,
                "fail": Stage.FAILED,
            }
        ),
    }
)
"""Choice of the switch `statuses` → word → stage (facts 5.1; seed 001)."""

LOST_MESSAGE: Final = "the vendor has no such task (any more)"
EXPIRED_MESSAGE: Final = "the vendor let the task expire; it has to be submitted again"
FAILED_MESSAGE: Final = "the vendor says that the task failed and gives no reason"
"""Reasons in our words: beside these statuses the vendor's own message says `Success`."""

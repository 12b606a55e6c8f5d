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
SEED_000: Final = "seed-000"
SEED_002: Final = "seed-002"
SEED_004: Final = "seed-004"

SWITCHES: Final[tuple[Switch, ...]] = (
    Switch(
        name="body",
        choices=("multipart", "json"),
        about="a create is a form, as all SDKs send it, or JSON; what only JSON can say always makes it JSON",
        source="facts 2.1, 6",
        confidence="observed",
    ),
    Switch(
        name="statuses",
        choices=(OFFICIAL, SEED_004, SEED_002, SEED_000),
        about="the four official status words, or those of a gateway's page as well",
        source="facts 3, 7; seeds 000, 002, 004",
        confidence="documented",
    ),
    Switch(
        name="film",
        choices=("content-route", "url"),
        about="a film is fetched from /content, or from the `url` that some resellers give",
        source="facts 2.4, 7; seed 004",
        confidence="documented",
    ),
    Switch(
        name="seconds",
        choices=("extended", "classic"),
        about="4, 8, 12, 16, 20 (guide of March 2026), or 4, 8, 12 (specification, SDK types)",
        source="facts 2.1, 7",
        confidence="documented",
    ),
    Switch(
        name="1080p",
        choices=("pro", "none"),
        about="1080x1920 and 1920x1080 for sora-2-pro (guide), or for no model (specification, SDK types)",
        source="facts 2.2, 7",
        confidence="documented",
    ),
    Switch(
        name="characters",
        choices=("guide", "spec"),
        about="whether a create has `characters` (guide) or not (specification)",
        source="facts 2.1",
        confidence="documented",
    ),
)
"""One switch for each contradiction or open question that a client notices."""

PROFILES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "default": MappingProxyType({}),
        "json": MappingProxyType({"body": "json"}),
        "strict": MappingProxyType({"seconds": "classic", "1080p": "none", "characters": "spec"}),
        SEED_004: MappingProxyType({"statuses": SEED_004, "film": "url"}),
        SEED_002: MappingProxyType({"statuses": SEED_002, "film": "url"}),
        SEED_000: MappingProxyType({"statuses": SEED_000, "film": "url"}),
    }
)


class Stage(Enum):
    """What a status word says."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


_OFFICIAL: Final = {
    "queued": Stage.QUEUED,
    "in_progress": Stage.RUNNING,
    "completed": Stage.DONE,
    "failed": Stage.FAILED,
}
STATUSES: Final[Mapping[str, Mapping[str, Stage]]] = MappingProxyType(
    {
        OFFICIAL: MappingProxyType(_OFFICIAL),
        SEED_004: MappingProxyType({**_OFFICIAL, "processing": Stage.RUNNING, "succeeded": Stage.DONE}),
        SEED_002: MappingProxyType({**_OFFICIAL, "in_queue": Stage.QUEUED, "processing": Stage.RUNNING}),
        SEED_000: MappingProxyType({**_OFFICIAL, "processing": Stage.RUNNING, "succeeded": Stage.DONE}),
    }
)
"""Choice of the switch `statuses` → word → stage (facts 3, 7)."""

EVENTS: Final[Mapping[str, Stage]] = MappingProxyType(
    {"video.completed": Stage.DONE, "video.failed": Stage.FAILED}
)
"""Type of a webhook's event → stage (facts 5)."""

NO_REASON: Final = "the vendor says that the job failed and gives no reason"
NO_REASON_YET: Final = "the notice gives no reason; the job itself has it"
"""In our words."""

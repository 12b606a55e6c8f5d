"""The vendor's words: its open questions as switches, its state words and what they mean.

Here live tables of words and of settings. Never: reasons of refusals (`codes`), a model, a body.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from vidlect_adapters.profile import Switch

SWITCHES: Final[tuple[Switch, ...]] = (
    Switch(
        name="prompt-limit",
        choices=("5000", "2000", "1500"),
        about="characters of a prompt, by the newest, older and oldest documents",
        source="facts 3, 9",
        confidence="documented",
    ),
    Switch(
        name="q2-durations",
        choices=("newest", "older"),
        about="viduq2-pro and viduq2-turbo from one picture: 1 to 10 s, or 1 to 8 s",
        source="facts 4, 9",
        confidence="documented",
    ),
    Switch(
        name="q3-mix-durations",
        choices=("3-16", "1-16"),
        about="lengths of viduq3-mix from references",
        source="facts 4",
        confidence="reported",
    ),
    Switch(
        name="q2-pro-reference",
        choices=("taken", "refused"),
        about="viduq2-pro from references, as the page lists it, or not at all, as an integrator met",
        source="facts 3.4, 4",
        confidence="documented",
    ),
    Switch(
        name="portrait-ratios",
        choices=("q2-and-q3", "q2"),
        about="which models make 3:4 and 4:3 from references",
        source="facts 9",
        confidence="documented",
    ),
    Switch(
        name="pager",
        choices=("pager", "paper"),
        about="how the list's paging is spelt: as clients and the token have it, or as the page prints it",
        source="facts 5.5, 9",
        confidence="observed",
    ),
    Switch(
        name="callback-age",
        choices=("five-minutes", "any"),
        about="how far a callback's Date may be from now",
        source="facts 7",
        confidence="observed",
    ),
)
"""One switch for each contradiction or open question that a client notices."""

PROFILES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "default": MappingProxyType({}),
        "oldest": MappingProxyType(
            {
                "prompt-limit": "1500",
                "q2-durations": "older",
                "portrait-ratios": "q2",
                "pager": "paper",
            }
        ),
    }
)


class Stage(Enum):
    """What a state word says."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


STATES: Final[Mapping[str, Stage]] = MappingProxyType(
    {
        "created": Stage.QUEUED,
        "queueing": Stage.QUEUED,
        "processing": Stage.RUNNING,
        "success": Stage.DONE,
        "failed": Stage.FAILED,
    }
)
"""State word → stage (facts 5.3). There is none for cancelled: that is failed with UserCancelled."""

FAILED_MESSAGE: Final = "the vendor says that the task failed and gives no reason"

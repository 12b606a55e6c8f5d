"""The Seedance models as the server knows them: scenes, sizes, lengths, and fields that only some take.

Here lives one table. Never: a check, nor how a film looks.

Source: page 1520757 and model lists [facts 3.1, 3.3, 3.4].
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

RATIOS = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9")
ADAPTIVE = "adaptive"


class Model(NamedTuple):
    """One model.

    `names`: the Chinese id and, where there is one, BytePlus's. `references`: the most pictures, videos and
    sounds that it takes as references. `seconds`: the shortest and longest film. `takes`: fields of the body
    that not every model has.
    """

    names: tuple[str, ...]
    generation: str
    seconds: tuple[int, int]
    takes: frozenset[str]
    tiers: tuple[str, ...] = ("480p", "720p", "1080p")
    tier: str = "720p"
    text: bool = True
    first: bool = True
    first_last: bool = True
    references: tuple[int, int, int] = (0, 0, 0)

    @property
    def name(self) -> str:
        """The Chinese id."""
        return self.names[0]

    @property
    def chooses_length(self) -> bool:
        """Whether duration -1 lets the model decide."""
        return self.generation != "1.0"

    @property
    def sounds(self) -> bool:
        """Whether its films can have sound."""
        return "generate_audio" in self.takes


_1_0 = frozenset({"frames", "service_tier", "camera_fixed"})
_1_5 = frozenset({"generate_audio", "draft", "service_tier", "camera_fixed"})
_2_0 = frozenset({"generate_audio", "tools", "priority"})
_2_5 = frozenset(
    {
        "generate_audio",
        "priority",
        "output_format",
        "omni_reference_task_type",
        "service_tier",
        "camera_fixed",
    }
)

# BytePlus's ids of 2.0 and 2.5 are quoted without their dates; the Chinese dates stand in [facts 3.4, unsure].
_ROWS = (
    Model(
        ("doubao-seedance-2-5-260628", "dreamina-seedance-2-5-260628"),
        "2.5",
        (4, 30),
        _2_5,
        references=(30, 10, 10),
    ),
    Model(
        ("doubao-seedance-2-0-260128", "dreamina-seedance-2-0-260128"),
        "2.0",
        (4, 15),
        _2_0,
        ("480p", "720p", "1080p", "4k"),
        references=(9, 3, 3),
    ),
    Model(("doubao-seedance-2-0-fast-260128",), "2.0", (4, 15), _2_0, ("480p", "720p"), references=(9, 3, 3)),
    Model(("doubao-seedance-2-0-mini-260615",), "2.0", (4, 15), _2_0, ("480p", "720p"), references=(9, 3, 3)),
    Model(("doubao-seedance-1-5-pro-251215", "seedance-1-5-pro-251215"), "1.5", (4, 12), _1_5),
    Model(("doubao-seedance-1-0-pro-250528", "seedance-1-0-pro-250528"), "1.0", (2, 12), _1_0, tier="1080p"),
    Model(
        ("doubao-seedance-1-0-pro-fast-251015", "seedance-1-0-pro-fast-251015"),
        "1.0",
        (2, 12),
        _1_0,
        tier="1080p",
        first_last=False,
    ),
    Model(
        ("doubao-seedance-1-0-lite-t2v-250428", "seedance-1-0-lite-t2v-250428"),
        "1.0",
        (2, 12),
        _1_0,
        first=False,
        first_last=False,
    ),
    Model(
        ("doubao-seedance-1-0-lite-i2v-250428", "seedance-1-0-lite-i2v-250428"),
        "1.0",
        (2, 12),
        _1_0,
        text=False,
        references=(4, 0, 0),
    ),
)

MODELS: Mapping[str, Model] = {name: model for model in _ROWS for name in model.names}
ENDPOINT = re.compile(r"ep-[0-9]{14}-[a-z0-9]{5}")  # an inference endpoint stands for any model

"""The models of the path API, which the path names: one frozen row each, with its source.

Here live rows. Never: a rule that holds for all of them, a model of the classic API (`classic_models`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .row import Only, Option, Row, Sound
from .wire import Way


def _words(*tiers: str) -> Mapping[str, str]:
    """Tiers of the path API, which says them as they are."""
    return MappingProxyType({tier: tier for tier in tiers})


_BOTH: Final = (Way.TEXT, Way.PICTURE)
_PRO: Final = Only(("1080p",))
_LONG: Final = tuple(range(3, 16))
_EXTERNAL: Final = Option(name="external_task_id")
_ELEMENTS: Final = Option(name="element", ways=(Way.PICTURE, Way.OMNI))
_AUDIO: Final = Option(name="audio")
_HD: Final = _words("720p", "1080p")
_UHD: Final = _words("720p", "1080p", "4k")

PATH_ROWS: Final[tuple[Row, ...]] = (
    Row(
        model="kling-2.5-turbo",
        source="facts 11.3",
        by_path=True,
        ways=_BOTH,
        tiers=_HD,
        last_frame=_PRO,
        options=(_EXTERNAL,),
    ),
    Row(
        model="kling-2.6",
        source="facts 11.2, 11.3",
        by_path=True,
        ways=_BOTH,
        tiers=_HD,
        sound=Sound(only=_PRO),
        last_frame=_PRO,
        options=(_EXTERNAL, Option(name="voice", ways=(Way.PICTURE,))),
    ),
    Row(
        model="kling-3.0",
        source="facts 11.2, 11.3",
        by_path=True,
        ways=_BOTH,
        tiers=_UHD,
        lengths=_LONG,
        prompt_limit=3072,
        sound=Sound(only=Only(tuple(_UHD))),
        last_frame=Only(tuple(_UHD)),
        options=(
            _EXTERNAL,
            Option(name="multi_shot", default=True),
            Option(name="element", ways=(Way.PICTURE,)),
        ),
    ),
    Row(
        model="kling-3.0-turbo",
        source="facts 11.2, 11.3",
        by_path=True,
        ways=_BOTH,
        tiers=_HD,
        lengths=_LONG,
        prompt_limit=3072,
        sound=Sound(only=Only(tuple(_HD)), always=True),
        options=(_EXTERNAL,),
    ),
    Row(
        model="kling-3.0-omni",
        source="facts 11.2, 11.3",
        by_path=True,
        ways=(Way.OMNI,),
        tiers=_UHD,
        lengths=_LONG,
        prompt_limit=3072,
        sound=Sound(only=Only(tuple(_UHD))),
        last_frame=Only(tuple(_UHD)),
        options=(_EXTERNAL, _ELEMENTS, _AUDIO),
    ),
    Row(
        model="kling-o1",
        source="facts 11.2, 11.3",
        by_path=True,
        ways=(Way.OMNI,),
        tiers=_HD,
        lengths=tuple(range(3, 11)),
        unreferred_lengths=(5, 10),
        sound=Sound(only=Only(tuple(_HD)), native=False),
        last_frame=Only(tuple(_HD)),
        options=(_EXTERNAL, _ELEMENTS, _AUDIO),
    ),
)

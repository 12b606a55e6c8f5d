"""The models of the classic API, which the body names: one frozen row each, with its source.

Here live rows. Never: a rule that holds for all of them, a model of the path API (`path_models`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .row import Only, Option, Row, Sound
from .wire import Way

SIMPLE: Final = "simple"
CAMERA_MOVES: Final = (SIMPLE, "down_back", "forward_up", "right_turn_forward", "left_turn_forward")


def _fps(text: int | None, picture: int | None = None) -> Mapping[Way, int]:
    said = {Way.TEXT: text, Way.PICTURE: picture or text}
    return MappingProxyType({way: rate for way, rate in said.items() if rate is not None})


_STD_PRO: Final[Mapping[str, str]] = MappingProxyType({"720p": "std", "1080p": "pro"})
_STD_PRO_4K: Final[Mapping[str, str]] = MappingProxyType({"720p": "std", "1080p": "pro", "4k": "4k"})
_BOTH: Final = (Way.TEXT, Way.PICTURE)
_PRO: Final = Only(("1080p",))
_LONG: Final = tuple(range(3, 16))
_EXTERNAL: Final = Option(name="external_task_id")
_CFG: Final = Option(name="cfg_scale", ways=_BOTH, default=0.5)
_VOICES: Final = Option(name="voice_list", ways=_BOTH)
_SHOTS: Final = (
    Option(name="multi_shot", ways=_BOTH, default=False),
    Option(name="shot_type", ways=_BOTH),
    Option(name="multi_prompt", ways=_BOTH),
)
_KEEP_SOUND: Final = Option(name="keep_original_sound")

CLASSIC_ROWS: Final[tuple[Row, ...]] = (
    Row(
        model="kling-v1",
        source="facts 7.1, 7.2, 8",
        ways=_BOTH,
        tiers=MappingProxyType({"720p": ""}),  # std and pro are both 720p; see the option `mode`
        retired=True,
        negative_prompt=True,
        last_frame=Only(("720p",), (5,)),
        brush=Only(("720p",), (5,)),
        camera=Only(("720p",), (5,)),
        camera_moves=CAMERA_MOVES,
        fps=_fps(30),
        options=(
            _EXTERNAL,
            _CFG,
            Option(name="mode", default="std"),
            Option(name="camera_control", ways=(Way.TEXT,)),
            Option(name="dynamic_masks", ways=(Way.PICTURE,)),
        ),
    ),
    Row(
        model="kling-v1-5",
        source="facts 7.2, 8",
        ways=(Way.PICTURE,),
        tiers=_STD_PRO,
        retired=True,
        negative_prompt=True,
        last_frame=_PRO,
        last_frame_alone=True,
        brush=Only(("1080p",), (5,)),
        camera=Only(("1080p",), (5,)),
        camera_moves=(SIMPLE,),
        fps=_fps(None, 30),
        options=(_EXTERNAL, _CFG, Option(name="camera_control"), Option(name="dynamic_masks")),
    ),
    Row(
        model="kling-v1-6",
        source="facts 7.1, 7.2, 7.3, 8",
        ways=(*_BOTH, Way.REFERENCES),
        tiers=_STD_PRO,
        retired=True,
        negative_prompt=True,
        last_frame=_PRO,
        last_frame_alone=True,
        fps=_fps(24, 30),
        options=(_EXTERNAL, _CFG),
    ),
    Row(
        model="kling-v2-master",
        source="facts 7.1, 8",
        ways=_BOTH,
        tiers=MappingProxyType({"720p": ""}),
        retired=True,
        negative_prompt=True,
        fps=_fps(24),
        options=(_EXTERNAL,),
    ),
    Row(
        model="kling-v2-1",
        source="facts 7.2, 8",
        ways=(Way.PICTURE,),
        tiers=_STD_PRO,
        retired=True,
        negative_prompt=True,
        last_frame=_PRO,
        fps=_fps(None, 24),
        options=(_EXTERNAL,),
    ),
    Row(
        model="kling-v2-1-master",
        source="facts 7.1, 8",
        ways=_BOTH,
        tiers=MappingProxyType({"1080p": ""}),
        default_tier="1080p",
        retired=True,
        negative_prompt=True,
        fps=_fps(24),
        options=(_EXTERNAL,),
    ),
    Row(
        model="kling-v2-5-turbo",
        source="facts 7.1, 8",
        ways=_BOTH,
        tiers=_STD_PRO,
        negative_prompt=True,
        last_frame=_PRO,
        fps=_fps(24),
        options=(_EXTERNAL,),
    ),
    Row(
        model="kling-v2-6",
        source="facts 7.1, 8",
        ways=_BOTH,
        tiers=_STD_PRO,
        negative_prompt=True,
        sound=Sound(only=_PRO, off_by_default=True),
        last_frame=_PRO,
        last_frame_silent=True,
        options=(_EXTERNAL, _VOICES),
    ),
    Row(
        model="kling-v3",
        source="facts 7.1, 7.2, 8",
        ways=_BOTH,
        tiers=_STD_PRO_4K,
        lengths=_LONG,
        negative_prompt=True,
        sound=Sound(only=Only(tuple(_STD_PRO_4K)), off_by_default=True),
        last_frame=Only(tuple(_STD_PRO_4K)),
        options=(_EXTERNAL, _VOICES, *_SHOTS, Option(name="element_list", ways=(Way.PICTURE,))),
    ),
    Row(
        model="kling-video-o1",
        source="facts 7.4",
        ways=(Way.OMNI,),
        tiers=_STD_PRO,
        default_tier="1080p",
        lengths=tuple(range(3, 11)),
        unreferred_lengths=(5, 10),
        last_frame=Only(tuple(_STD_PRO)),
        options=(_EXTERNAL, Option(name="element_list"), _KEEP_SOUND),
    ),
    Row(
        model="kling-v3-omni",
        source="facts 7.4",
        ways=(Way.OMNI,),
        tiers=_STD_PRO_4K,
        default_tier="1080p",
        lengths=_LONG,
        sound=Sound(only=Only(tuple(_STD_PRO_4K)), off_by_default=True),
        last_frame=Only(tuple(_STD_PRO_4K)),
        options=(_EXTERNAL, Option(name="element_list"), _KEEP_SOUND),
    ),
)

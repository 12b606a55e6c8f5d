"""The silent models of 2.1 and 2.2, and the video editing model with its five functions.

Here live the rest of the catalog's rows, and the catalog as a whole. Never: what a row means (`catalog`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from vidlect_adapters.canonical import Medium, Role

from . import catalog, wire
from .catalog import PromptRule, Row, Shaping, Slot, Sound

EDITOR: Final = "wanx2.1-vace-plus"


def _silent(names: tuple[str, ...], shaping: Shaping, tiers: tuple[str, ...], tier: str) -> Row:
    """A text model, or with `TIER` one that takes a picture (facts 4)."""
    shown = shaping is Shaping.TIER
    return Row(
        names=names,
        source="facts 4",
        shaping=shaping,
        tiers=tiers,
        tier=tier,
        slots=(Slot(Role.FIRST_FRAME, Medium.IMAGE, "img_url", 1),) if shown else (),
        prompt=PromptRule.OPTIONAL if shown else PromptRule.REQUIRED,
        prompt_limit=800,
        lengths=(5,),
        sound=Sound.NEVER,
        options=("prompt_extend", "enable_thinking", *(("template",) if shown else ())),
        largest_picture=10 * 1024 * 1024,  # facts 4.3
    )


def _between(names: tuple[str, ...], tiers: tuple[str, ...]) -> Row:
    """A model that fills in between two frames (facts 4)."""
    return replace(
        _silent(names, Shaping.TIER, tiers, "720P"),
        slots=(
            Slot(Role.FIRST_FRAME, Medium.IMAGE, "first_frame_url", 1),
            Slot(Role.LAST_FRAME, Medium.IMAGE, "last_frame_url"),
        ),
        path=wire.FRAMES_PATH,
    )


_ALL: Final = ("480P", "720P", "1080P")
_SIZE, _TIER = Shaping.SIZE, Shaping.TIER

ROWS: Final[tuple[Row, ...]] = (
    *catalog.ROWS,
    _silent(("wan2.2-t2v-plus",), _SIZE, ("480P", "1080P"), "1080P"),
    _silent(("wan2.2-i2v-flash",), _TIER, _ALL, "720P"),
    _silent(("wan2.2-i2v-plus",), _TIER, ("480P", "1080P"), "1080P"),
    _between(("wan2.2-kf2v-flash",), _ALL),
    _silent(("wanx2.1-t2v-turbo", "wan2.1-t2v-turbo"), _SIZE, ("480P", "720P"), "720P"),
    _silent(("wanx2.1-t2v-plus", "wan2.1-t2v-plus"), _SIZE, ("720P",), "720P"),
    replace(
        _silent(("wanx2.1-i2v-turbo", "wan2.1-i2v-turbo"), _TIER, ("480P", "720P"), "720P"), lengths=(3, 4, 5)
    ),
    _silent(("wanx2.1-i2v-plus", "wan2.1-i2v-plus"), _TIER, ("720P",), "720P"),
    _between(("wanx2.1-kf2v-plus", "wan2.1-kf2v-plus"), ("720P",)),
    _silent((EDITOR, "wan2.1-vace-plus"), _SIZE, ("720P",), "720P"),
)
"""The second name is the one of the international regions (facts 1). It stays: key and region belong together."""

BY_NAME: Final[Mapping[str, Row]] = MappingProxyType({name: row for row in ROWS for name in row.names})


def models() -> tuple[str, ...]:
    """Every name that a request may have."""
    return tuple(BY_NAME)


def largest_picture(model: str) -> int:
    """Bytes of the largest picture that a model takes as a file."""
    return BY_NAME[model].largest_picture


@dataclass(frozen=True, slots=True)
class Function:
    """One function of the video editing model: its media and options. `one_of`: at least one of these inputs."""

    slots: tuple[Slot, ...]
    options: tuple[str, ...]
    one_of: tuple[str, ...] = ()


_VIDEO: Final = Slot(Role.SOURCE, Medium.VIDEO, "video_url", 1)
_PLAIN: Final = ("prompt_extend", "enable_thinking")


def _pictures(least: int, most: int) -> Slot:
    return Slot(Role.REFERENCE, Medium.IMAGE, "ref_images_url", least, most, array=True)


FUNCTIONS: Final[Mapping[str, Function]] = MappingProxyType(
    {
        "image_reference": Function((_pictures(1, 3),), ("obj_or_bg", *_PLAIN)),
        "video_repainting": Function((_VIDEO, _pictures(0, 1)), ("control_condition", "strength", *_PLAIN)),
        "video_edit": Function(
            (_VIDEO, Slot(Role.MASK, Medium.IMAGE, "mask_image_url")),
            (
                "mask_video_url",
                "mask_frame_id",
                "mask_type",
                "expand_ratio",
                "expand_mode",
                "control_condition",
                *_PLAIN,
            ),
            ("mask_image_url", "mask_video_url"),
        ),
        "video_extension": Function(
            (
                Slot(Role.FIRST_FRAME, Medium.IMAGE, "first_frame_url"),
                Slot(Role.LAST_FRAME, Medium.IMAGE, "last_frame_url"),
                Slot(Role.SOURCE, Medium.VIDEO, "first_clip_url"),
            ),
            ("last_clip_url", "video_url", "control_condition", *_PLAIN),
            ("first_frame_url", "last_frame_url", "first_clip_url", "last_clip_url"),
        ),
        "video_outpainting": Function(
            (_VIDEO,), ("top_scale", "bottom_scale", "left_scale", "right_scale", *_PLAIN)
        ),
    }
)
"""Facts 4.4. The option `function` chooses; what it calls a clip to continue is the SOURCE here."""


def fitted(row: Row, function: Function) -> Row:
    """The row as one of the functions has it."""
    return replace(
        row, slots=function.slots, prompt=PromptRule.REQUIRED, options=("function", *function.options)
    )

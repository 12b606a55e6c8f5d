"""A film in the path API's words: the body of a submit.

Here lives the place of every wish in that body. Never: a decision about one (`plan`), the reading of a body
(`read_by_path`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from vidlect_adapters.canonical import Medium, Role
from vidlect_adapters.message import JsonObject, JsonValue

from .plan import Plan
from .wire import Way

NATIVE: Final = "native"
OFF: Final = "off"

REFER_IMAGE: Final = "refer_image"
FEATURE_VIDEO: Final = "feature_video"
BASE_VIDEO: Final = "base_video"

_TYPES: Final[Mapping[tuple[Role, Medium], str]] = MappingProxyType(
    {
        (Role.FIRST_FRAME, Medium.IMAGE): "first_frame",
        (Role.LAST_FRAME, Medium.IMAGE): "last_frame",
        (Role.REFERENCE, Medium.IMAGE): REFER_IMAGE,
        (Role.REFERENCE, Medium.VIDEO): FEATURE_VIDEO,
        (Role.SOURCE, Medium.VIDEO): BASE_VIDEO,
    }
)
PROBED: Final[Mapping[str, str]] = MappingProxyType({REFER_IMAGE: "image", FEATURE_VIDEO: "video"})
"""Documented type of content → what a probe found instead (see the switch `omni-contents`)."""

_THINGS: Final = ("element", "voice")
"""Options that are contents, each thing one of them."""


def body(plan: Plan, *, probed: bool) -> JsonObject:
    """The body of a submit; the model stands in the path."""
    said: JsonObject = {}
    if plan.way is Way.TEXT:
        said["prompt"] = plan.prompt
    else:
        said["contents"] = _contents(plan, probed=probed)
    sound = None if plan.sound is None else NATIVE if plan.sound else OFF
    said["settings"] = _present(
        resolution=None if plan.tier is None else plan.row.tiers[plan.tier],
        aspect_ratio=plan.ratio,
        duration=plan.seconds,
        audio=plan.options.get("audio", sound),
        multi_shot=plan.options.get("multi_shot"),
    )
    said["options"] = _present(
        callback_url=plan.callback_url,
        external_task_id=plan.options.get("external_task_id"),
        watermark_info=None if plan.watermark is None else {"enabled": plan.watermark},
    )
    return {name: value for name, value in said.items() if value}


def _contents(plan: Plan, *, probed: bool) -> list[JsonValue]:
    found: list[JsonValue] = []
    if plan.prompt is not None:
        found.append({"type": "prompt", "text": plan.prompt})
    for one in plan.media:
        kind = _TYPES[one.role, one.medium]
        found.append({"type": PROBED.get(kind, kind) if probed else kind, "url": one.text})
    for name in _THINGS:
        things = plan.options.get(name)
        if isinstance(things, list):
            found += [{"type": name, **one} for one in things if isinstance(one, dict)]
    return found


def _present(**members: JsonValue) -> JsonObject:
    return {name: value for name, value in members.items() if value is not None}

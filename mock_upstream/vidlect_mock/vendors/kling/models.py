"""What each model of the classic and of the new API can, as two tables [facts 8, 11.3].

Here live capabilities. Never: a check, nor a body's shape (that is the OpenAPI document).

Sources: [facts N] is section N of the vendor's facts file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .vocabulary import DAY

HD, FULL_HD, UHD = "720p", "1080p", "4k"

TEXT, PICTURE, OMNI, MULTI = "text2video", "image2video", "omni-video", "multi-image2video"
MOTION, ELEMENTS, EFFECTS = "motion-control", "multi-elements", "effects"

SHORT_OR_LONG: tuple[int, ...] = (5, 10)
THREE_TO_TEN: tuple[int, ...] = tuple(range(3, 11))
THREE_TO_FIFTEEN: tuple[int, ...] = tuple(range(3, 16))
EXTENDED_SECONDS = 5  # 4–5 s a call [facts 7.5]
SESSION_SECONDS = DAY  # of a lip-sync session [facts 7.6]

_BOTH: frozenset[str] = frozenset({"std", "pro"})
_NONE: frozenset[str] = frozenset()
_STD: Mapping[str, str] = {"std": HD, "pro": HD}
_STD_PRO: Mapping[str, str] = {"std": HD, "pro": FULL_HD}
_STD_PRO_4K: Mapping[str, str] = {"std": HD, "pro": FULL_HD, "4k": UHD}


class Model(NamedTuple):
    """One row of the capability map.

    `kinds`: what it makes. `modes`: mode → resolution; a model of one mode takes any and has one resolution. `fps`: of
    films from text, and from pictures. `tail`, `brush`: modes in which a last frame or a motion brush works,
    `tail_seconds`: with which lengths. `tail_only`: whether a last frame may come without a first.
    """

    name: str
    kinds: frozenset[str]
    durations: tuple[int, ...]
    modes: Mapping[str, str]
    fps: tuple[int, int] = (24, 24)
    tail: frozenset[str] = _NONE
    tail_seconds: tuple[int, ...] = SHORT_OR_LONG
    tail_only: bool = False
    brush: frozenset[str] = _NONE
    scaled: bool = False
    """Whether cfg_scale has an effect."""
    extends: bool = False
    sound: bool = False
    shots: bool = False
    """multi_shot, element_list."""
    retired: bool = False


_V1 = Model("", _NONE, SHORT_OR_LONG, _STD_PRO, scaled=True, extends=True, retired=True)

_ROWS = (
    _V1._replace(
        name="kling-v1",
        kinds=frozenset({TEXT, PICTURE, EFFECTS}),
        modes=_STD,
        fps=(30, 30),
        tail=_BOTH,
        tail_seconds=(5,),
        brush=_BOTH,
    ),
    _V1._replace(
        name="kling-v1-5",
        kinds=frozenset({PICTURE, EFFECTS}),
        fps=(30, 30),
        tail=frozenset({"pro"}),
        tail_only=True,
        brush=frozenset({"pro"}),
    ),
    _V1._replace(
        name="kling-v1-6",
        kinds=frozenset({TEXT, PICTURE, EFFECTS, MULTI, ELEMENTS}),
        fps=(24, 30),
        tail=frozenset({"pro"}),
        tail_only=True,
    ),
    Model("kling-v2-master", frozenset({TEXT, PICTURE}), SHORT_OR_LONG, _STD, retired=True),
    Model("kling-v2-1", frozenset({PICTURE}), SHORT_OR_LONG, _STD_PRO, tail=frozenset({"pro"}), retired=True),
    Model(
        "kling-v2-1-master",
        frozenset({TEXT, PICTURE}),
        SHORT_OR_LONG,
        {"std": FULL_HD, "pro": FULL_HD},
        retired=True,
    ),
    Model("kling-v2-5-turbo", frozenset({TEXT, PICTURE}), SHORT_OR_LONG, _STD_PRO, tail=frozenset({"pro"})),
    Model(
        "kling-v2-6",
        frozenset({TEXT, PICTURE, MOTION}),
        SHORT_OR_LONG,
        _STD_PRO,
        tail=frozenset({"pro"}),
        sound=True,
    ),
    Model(
        "kling-v3",
        frozenset({TEXT, PICTURE, MOTION}),
        THREE_TO_FIFTEEN,
        _STD_PRO_4K,
        tail=frozenset({"std", "pro", "4k"}),
        tail_seconds=THREE_TO_FIFTEEN,
        sound=True,
        shots=True,
    ),
    # the lengths depend on the inputs [facts 7.4]; `rules` has them
    Model("kling-video-o1", frozenset({OMNI}), THREE_TO_TEN, _STD_PRO),
    Model("kling-v3-omni", frozenset({OMNI}), THREE_TO_FIFTEEN, _STD_PRO_4K, sound=True),
)
MODELS: Mapping[str, Model] = {row.name: row for row in _ROWS}

# [facts 7.1–7.4, 7.9]; a kind that is not here has no model_name
DEFAULT_MODEL: Mapping[str, str] = {
    TEXT: "kling-v1",
    PICTURE: "kling-v1",
    MULTI: "kling-v1-6",
    OMNI: "kling-video-o1",
    MOTION: "kling-v2-6",
    ELEMENTS: "kling-v1-6",  # [facts 7]
}
DEFAULT_MODE: Mapping[str, str] = {OMNI: "pro"}  # elsewhere std [facts 7.1, 7.4]


class NewModel(NamedTuple):
    """One row of the new API's map. `audio`: what settings.audio may be, the default first; empty: no such field."""

    name: str
    kinds: frozenset[str]
    resolutions: tuple[str, ...]
    durations: tuple[int, ...]
    audio: tuple[str, ...] = ()
    always_sounds: bool = False
    longest_prompt: int = 2500
    """Characters."""
    first_frame_only: bool = False
    """Whether contents may hold nothing but prompt and first_frame."""


_TEXT_PICTURE: frozenset[str] = frozenset({"text-to-video", "image-to-video"})
_NEW_MOTION: frozenset[str] = frozenset({"motion-control"})
_LOW: tuple[str, ...] = (HD, FULL_HD)
_ALL: tuple[str, ...] = (HD, FULL_HD, UHD)
_OMNI_3 = NewModel(
    "kling-3.0-omni",
    frozenset({OMNI}),
    _ALL,
    THREE_TO_FIFTEEN,
    ("off", "native", "original"),
    longest_prompt=3072,
)
OMNI_ALIAS = "kling-v3-omni"  # [facts 11.1]

_NEW_ROWS = (
    NewModel(
        "kling-3.0-turbo",
        _TEXT_PICTURE,
        _LOW,
        THREE_TO_FIFTEEN,
        always_sounds=True,
        longest_prompt=3072,
        first_frame_only=True,
    ),
    NewModel(
        "kling-3.0",
        _TEXT_PICTURE | _NEW_MOTION,
        _ALL,
        THREE_TO_FIFTEEN,
        ("off", "native"),
        longest_prompt=3072,
    ),
    _OMNI_3,
    _OMNI_3._replace(name=OMNI_ALIAS),
    NewModel("kling-o1", frozenset({OMNI}), _LOW, THREE_TO_TEN, ("off", "original")),
    NewModel("kling-2.6", _TEXT_PICTURE | _NEW_MOTION, _LOW, SHORT_OR_LONG, ("off", "native")),
    NewModel("kling-2.5-turbo", _TEXT_PICTURE, _LOW, SHORT_OR_LONG),
)
NEW_MODELS: Mapping[str, NewModel] = {row.name: row for row in _NEW_ROWS}
MOTION_AUDIO: tuple[str, ...] = ("original", "off")  # [facts 11.3]

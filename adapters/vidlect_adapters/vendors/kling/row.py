"""What can be said of a model: its ways, tiers, lengths, and what can be had only in some of them.

Here live the types of the vendor's table. Never: a model (`classic_models`, `path_models`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from vidlect_adapters.message import JsonValue
from vidlect_adapters.profile import Confidence

from .wire import Way


@dataclass(frozen=True, slots=True)
class Only:
    """The tiers and lengths (in seconds) in which something can be had; no lengths: in all."""

    tiers: tuple[str, ...]
    lengths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A model that is asked for sound, in some tiers.

    Not `native`: it makes none, but may be told to drop what a video brings along. `always`: it cannot be
    silent and has no field. `off_by_default`: where the default is documented.
    """

    only: Only
    native: bool = True
    always: bool = False
    off_by_default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option that only this vendor has, for films made in these ways; `default` where it is documented."""

    name: str
    ways: tuple[Way, ...] = tuple(Way)
    default: JsonValue = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One model.

    `tiers`: resolution → the vendor's word for it, empty where there is no choice and nothing is said.
    `lengths` in seconds; `unreferred_lengths` instead, where no reference is given. `last_frame` None: it
    takes none; `last_frame_alone`: also without a first frame. `brush`: motion masks. `camera`: the
    moves of `camera_control` and where they can be had. `fps` by way, where it is documented.
    """

    model: str
    source: str
    ways: tuple[Way, ...]
    tiers: Mapping[str, str]
    default_tier: str = "720p"
    by_path: bool = False
    confidence: Confidence = "documented"
    retired: bool = False
    lengths: tuple[int, ...] = (5, 10)
    unreferred_lengths: tuple[int, ...] = ()
    prompt_limit: int = 2500
    negative_prompt: bool = False
    sound: Sound | None = None
    last_frame: Only | None = None
    last_frame_alone: bool = False
    last_frame_silent: bool = False
    brush: Only | None = None
    camera: Only | None = None
    camera_moves: tuple[str, ...] = ()
    fps: Mapping[Way, int] = field(default_factory=lambda: MappingProxyType({}))
    options: tuple[Option, ...] = ()

    def option(self, name: str, way: Way) -> Option | None:
        """An option of films made in this way."""
        return next((one for one in self.options if one.name == name and way in one.ways), None)

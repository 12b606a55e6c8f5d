"""What the models make: sizes, lengths and the film of a job.

Here live the tables of limits. Never: a check of a request (`submissions`), an error's text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from vidlect_mock.interface import Film
from vidlect_mock.profile import Profile

DEFAULT_MODEL = "sora-2"
DEFAULT_SECONDS = "4"
DEFAULT_SIZE = "720x1280"

# Every name → the model whose limits it has [facts 2.1]
MODELS: Mapping[str, str] = {
    "sora-2": "sora-2",
    "sora-2-2025-10-06": "sora-2",
    "sora-2-2025-12-08": "sora-2",
    "sora-2-pro": "sora-2-pro",
    "sora-2-pro-2025-10-06": "sora-2-pro",
}
NAMED_MODELS = ("sora-2", "sora-2-pro")  # as the refusal of another lists them [facts 4]

_BOTH = ("720x1280", "1280x720")
CLASSIC_SIZES = (*_BOTH, "1024x1792", "1792x1024")  # as the refusal of another lists them [facts 2.2, 4]
TALL_SIZES = ("1080x1920", "1920x1080")  # the guide of March 2026; not in the specification [facts 2.2]
SIZES: Mapping[str, tuple[str, ...]] = {"sora-2": _BOTH, "sora-2-pro": (*CLASSIC_SIZES, *TALL_SIZES)}

CLASSIC_SECONDS = ("4", "8", "12")
EXTENDED_SECONDS = (*CLASSIC_SECONDS, "16", "20")

MOST_EXTENSIONS = 6  # [facts 2.3]
LONGEST = 120  # seconds in total [facts 2.3]

_FPS = 30  # unsure: no source gives the frame rate
_ANY_SIZE = re.compile(r"([1-9]\d{1,3})[x*]([1-9]\d{1,3})")
_ANY_SECONDS = re.compile(r"[1-9]\d?")


def create_seconds(profile: Profile) -> tuple[str, ...]:
    """The lengths that a create may ask for; an extension has all of `EXTENDED_SECONDS`."""
    return EXTENDED_SECONDS if profile.is_set("seconds", "extended") else CLASSIC_SECONDS


def any_size(size: str) -> tuple[int, int] | None:
    """Width and height of `WxH` or `W*H`."""
    found = _ANY_SIZE.fullmatch(size)
    return (int(found[1]), int(found[2])) if found else None


def any_seconds(seconds: str) -> bool:
    """Whether this is some whole number of seconds below a hundred."""
    return _ANY_SECONDS.fullmatch(seconds) is not None


def film_of(model: str, size: str, seconds: str) -> Film:
    """The film of a job whose fields were found in order: with sound, as all of this vendor's."""
    width, height = any_size(size) or (720, 1280)
    return Film(width, height, float(seconds), _FPS, sound=True, label=model)

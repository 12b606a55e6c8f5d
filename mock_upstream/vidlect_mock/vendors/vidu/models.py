"""The models as the server knows them: which operation takes which, with what lengths and resolutions.

Here lives one table and its switches. Never: a check of a body, nor how a film looks. The OpenAPI document says
the same per model; a test holds the two against each other.

Source: the documents' table of models, newest first [facts 3, 4, 3.5].
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from vidlect_mock.profile import Profile


class Offer(NamedTuple):
    """What a model makes in one operation: lengths in seconds, the usual one, and resolutions by length.

    `tiers` has the key 0 for any length that is not named; the first resolution is the usual one.
    """

    lengths: tuple[int, ...]
    usual: int
    tiers: Mapping[int, tuple[str, ...]]

    def resolutions(self, length: int) -> tuple[str, ...]:
        """The resolutions for a length, the usual one first."""
        return self.tiers.get(length) or self.tiers[0]


def _any_length(*resolutions: str) -> Mapping[int, tuple[str, ...]]:
    return MappingProxyType({0: resolutions})


_USUAL = _any_length("720p", "540p", "1080p")
_FAST = _any_length("720p", "1080p")
_FULL = _any_length("1080p")
_SPLIT: Mapping[int, tuple[str, ...]] = MappingProxyType({0: ("720p",), 4: ("360p", "720p", "1080p")})
_SMALL = _any_length("360p", "720p")


def _to(last: int, first: int = 1) -> tuple[int, ...]:
    return tuple(range(first, last + 1))


_Q3 = Offer(_to(16), 5, _USUAL)
_Q3_REFERENCE = Offer(_to(16, 3), 5, _USUAL)
_TEN = Offer(_to(10), 5, _USUAL)
_EIGHT = Offer(_to(8), 5, _USUAL)
_FIVE = Offer((5,), 5, _FULL)
_FOUR_EIGHT = Offer((4, 8), 4, _SPLIT)

# The models of 3.2; start-end2video has the same [facts 3.3, 4]. viduq3-pro-fast stands in the list of 3.2 without
# a row in the table of lengths: taken as the other q3 models (unsure).
_PICTURE: Mapping[str, Offer] = {
    "viduq3-turbo": _Q3,
    "viduq3-pro": _Q3,
    "viduq3-pro-fast": _Q3,
    "viduq2-pro-fast": Offer(_to(10), 5, _FAST),
    "viduq2-pro": _TEN,
    "viduq2-turbo": _TEN,
    "viduq1": _FIVE,
    "viduq1-classic": _FIVE,
    "vidu2.0": _FOUR_EIGHT,
    "vidu1.5": _FOUR_EIGHT,
}
_SEVEN = Offer(_to(7), 5, _USUAL)
# The length of a multiframe is the sum of its parts, each 5 s unless said (unsure).
_PARTS = Offer((), 5, _USUAL)

OFFERS: Mapping[str, Mapping[str, Offer]] = {
    "text2video": {
        "viduq3-turbo": _Q3,
        "viduq3-pro": _Q3,
        "viduq2": _TEN,
        "viduq1": _FIVE,
        "vidu1.5": _FOUR_EIGHT,
    },
    "img2video": _PICTURE,
    "startEnd2video": {
        **_PICTURE,
        "viduq2-pro-fast": Offer(_to(8), 5, _FAST),
        "viduq2-pro": _EIGHT,
        "viduq2-turbo": _EIGHT,
    },
    "reference2video": {
        "viduq3": _Q3_REFERENCE,
        "viduq3-turbo": _Q3_REFERENCE,
        "viduq3-mix": _Q3_REFERENCE,
        "viduq2": _TEN,
        # 0: the server chooses the length
        "viduq2-pro": Offer(_to(10, 0), 5, _USUAL),
        "viduq1": _FIVE,
        "vidu2.0": Offer((4,), 4, _SMALL),
        "vidu1.5": _FOUR_EIGHT,
    },
    "multiframe": {"viduq2-turbo": _PARTS, "viduq2-pro": _PARTS},
    "extend": {"viduq2-pro": _SEVEN, "viduq2-turbo": _SEVEN},
}
"""Operation → model → what it makes. Operations that are not here take no model."""


def offers(operation: str, profile: Profile) -> Mapping[str, Offer]:
    """The models of an operation under a profile's switches; empty where it takes none."""
    known = OFFERS.get(operation, {})
    if operation == "img2video" and profile.is_set("q2-durations", "older"):
        return {**known, "viduq2-pro": _EIGHT, "viduq2-turbo": _EIGHT}
    if operation == "reference2video":
        if profile.is_set("q3-mix-durations", "1-16"):
            known = {**known, "viduq3-mix": _Q3}
        if profile.is_set("q2-pro-reference", "refused"):
            known = {model: offer for model, offer in known.items() if model != "viduq2-pro"}
    return known


def ratios(operation: str, model: str, profile: Profile) -> tuple[str, ...]:
    """The values of `aspect_ratio`, the usual one first. [facts 3.1, 3.4]."""
    with_portrait = model.startswith("viduq2") or (
        model.startswith("viduq3")
        and not (operation == "reference2video" and profile.is_set("portrait-ratios", "q2"))
    )
    return ("16:9", "9:16", "1:1", "3:4", "4:3") if with_portrait else ("16:9", "9:16", "1:1")


def generation(model: str) -> str:
    """`q3`, `q2`, `q1`, `2.0` or `1.5`: what rules about a whole generation go by."""
    return model.removeprefix("vidu").partition("-")[0]

"""What the server keeps of a request that it accepted: the wishes that its answers repeat, defaults filled in.

Here lives how those facts are made and read again. Never: a check, nor a state.

A task keeps no picture from a body (an answer has a link in its place), and `payload` in pieces: the engine cuts
long texts of large bodies, but the vendor returns a payload untouched.
"""

from __future__ import annotations

from collections.abc import Mapping

from vidlect_mock.interface import Desk
from vidlect_mock.message import JsonObject, JsonValue

from .fields import ECHOED, FORMS
from .films import has_sound, length_of_parts
from .identity import LARGEST_SEED, seed
from .models import Offer
from .pictures import is_inline

_PIECE = 1000  # characters, below what the engine keeps of a text in a large body
_CORNERS: Mapping[int, str] = {
    1: "top_left",
    2: "top_right",
    3: "bottom_right",
    4: "bottom_left",
}  # [facts 3]
_ONLY_IF_SAID = ("wm_url", "meta_data", "is_rec", "audio_type", "voice_id", "template", "auto_subjects")
_MEDIA: Mapping[str, type] = {"images": str, "videos": str, "subjects": dict}
"""Field → what its items are."""
_TYPES: Mapping[str, type] = {
    "duration": int,
    "seed": int,
    "bgm": bool,
    "audio": bool,
    "off_peak": bool,
    "watermark": bool,
    "is_rec": bool,
    "auto_subjects": bool,
    "images": list,
}
"""What a fact is, where it is no text."""
_DEEPEST = 4
"""Levels of a medium: subjects are objects in an array, with pictures in arrays."""
_PLACE = "data:"
"""What stands for a picture that came in a body."""


def facts_of(operation: str, body: JsonObject, offer: Offer | None, desk: Desk) -> JsonObject:
    """The facts of an accepted request."""
    listed = FORMS[operation].listed
    usual = {**ECHOED, **_chosen(operation, body, offer)}
    facts: JsonObject = {
        name: value
        for name, otherwise in usual.items()
        if (name in body or listed is None or name in listed)
        and (value := body.get(name) or otherwise) is not None
    }
    facts |= {name: body[name] for name in _ONLY_IF_SAID if name in body}
    # the bodies of templates are open, so that any place may hold anything
    facts = {name: value for name, value in facts.items() if type(value) is _TYPES.get(name, str)}
    for name, kind in _MEDIA.items():
        given = body.get(name, facts.get(name))
        if isinstance(given, list):
            facts[name] = [_without_pictures(one) for one in given if isinstance(one, kind)]
    if body.get("watermark") is True or "wm_position" in body:
        corner = body.get("wm_position")
        facts["wm_position"] = _CORNERS.get(corner if isinstance(corner, int) else 3, _CORNERS[3])
    if "seed" in facts:
        facts["seed"] = _seed(facts["seed"]) or seed(desk.number)
    if operation == "multiframe":
        facts["duration"] = length_of_parts(body.get("image_settings"))
    payload = str(facts.get("payload", ""))
    facts["payload"] = [payload[at : at + _PIECE] for at in range(0, len(payload), _PIECE)]
    return facts


def _seed(said: JsonValue) -> int | None:
    return said if isinstance(said, int) and 0 < said <= LARGEST_SEED else None


def _chosen(operation: str, body: JsonObject, offer: Offer | None) -> JsonObject:
    """What model and number choose where it was left unsaid; a length of 0 is left to the server too."""
    chosen: JsonObject = {"audio": body.get("audio", has_sound(operation, str(body.get("model", ""))))}
    if offer is not None:
        length = body.get("duration") or offer.usual
        chosen["resolution"] = offer.resolutions(length if isinstance(length, int) else offer.usual)[0]
        chosen["duration"] = offer.usual
    return chosen


def _without_pictures(value: JsonValue, depth: int = 0) -> JsonValue:
    if _is_nested(value) and depth == _DEEPEST:
        return None
    if isinstance(value, list):
        return [_without_pictures(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {name: _without_pictures(one, depth + 1) for name, one in value.items()}
    return _PLACE if is_inline(value) else value


def _is_nested(value: JsonValue) -> bool:
    return isinstance(value, list | dict)


def told(facts: JsonObject, desk: Desk) -> JsonObject:
    """The facts as an answer tells them: the payload whole, a link for each picture that came in the body.

    What the vendor answers in place of base64 is not known (unsure); any picture will do.
    """
    said = dict(facts)
    said["payload"] = payload_of(facts)
    for name in _MEDIA:
        if name in said:
            said[name] = _with_links(said[name], desk)
    return said


def payload_of(facts: JsonObject) -> str:
    """The payload as it was sent."""
    pieces = facts.get("payload")
    return "".join(map(str, pieces)) if isinstance(pieces, list) else ""


def _with_links(value: JsonValue, desk: Desk) -> JsonValue:
    if isinstance(value, list):
        return [_with_links(one, desk) for one in value]
    if isinstance(value, dict):
        return {name: _with_links(one, desk) for name, one in value.items()}
    return desk.link("mask-1.png") if value == _PLACE else value

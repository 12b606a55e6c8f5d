"""The free options of a create, in both directions: `metadata`.

Here lives which of its members are wishes that every vendor knows, and which are options of one vendor. Never: what
an option means (its vendor says so, and refuses what it does not know).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from vidlect_adapters.canonical import VideoRequest
from vidlect_adapters.json_body import write_object
from vidlect_adapters.loss import LossKind
from vidlect_adapters.members import Members, is_unsaid, pointer_to
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_adapters.metadata import read_metadata
from vidlect_adapters.profile import Profile
from vidlect_adapters.remarks import Remarks

from . import wire
from .vocabulary import ELSEWHERE, HINTS, RANDOM_SEED, SOUND

_AT = f"/{wire.METADATA}"
_CALLBACK = "callback_url"
_NEGATIVE = "negative_prompt"
_AUDIO = "with_audio"
_FPS = "fps"
_DOCUMENTED = frozenset({wire.SEED, wire.CAMERA_FIXED, wire.WATERMARK})
_WISHES = _DOCUMENTED | {_NEGATIVE, _FPS}
_NO_MEMBER = "there is no such member; it was left out"


class Wishes(TypedDict, total=False):
    """What `metadata` asks for, under the names of `VideoRequest`."""

    seed: int | None
    camera_fixed: bool | None
    watermark: bool | None
    negative_prompt: str | None
    with_audio: bool | None
    fps: int | None
    vendor_options: Mapping[str, JsonValue]


def read_options(value: JsonValue, *, documented: bool, profile: Profile, remarks: Remarks) -> Wishes:
    """The wishes of an object or its JSON text (A-3). Raises MalformedRequest.

    `documented`: the model is one of this surface's, whose metadata has three members. Of any other model they are
    the vendor's own options, but for the wishes that have a neutral name.
    """
    try:
        options, _ = read_metadata(value)
    except ValueError as error:
        raise wire.wrong(_AT, str(error), value) from None
    said = Members(wire.NAME, options, _AT)
    wishes = Wishes(
        seed=_seed(said, remarks),
        camera_fixed=said.boolean(wire.CAMERA_FIXED),
        watermark=said.boolean(wire.WATERMARK),
    )
    if not documented:
        # an empty one is kept, as an option's empty text is
        wishes["negative_prompt"] = "" if options.get(_NEGATIVE) == "" else said.text(_NEGATIVE)
        wishes["with_audio"] = _with_audio(said)
        wishes["fps"] = _fps(said, remarks)
    wishes["vendor_options"] = _others(said, documented=documented, profile=profile, remarks=remarks)
    return wishes


def lose_or_refuse(name: str, value: JsonValue, within: str, profile: Profile, remarks: Remarks) -> None:
    """What becomes of a member that nobody documents. Raises MalformedRequest."""
    reason = HINTS.get(name)
    if profile["unknown-members"] == "refuse":
        raise wire.wrong(pointer_to(name, within), f"left out: {reason or 'there is no such member'}", value)
    field = f"{within[1:]}.{name[:60]}" if within and name != _CALLBACK else name[:60]
    remarks.lose(
        LossKind.UNSUPPORTED, field, value, _NO_MEMBER if reason is None else f"{_NO_MEMBER}; {reason}"
    )


def _others(
    said: Members, *, documented: bool, profile: Profile, remarks: Remarks
) -> Mapping[str, JsonValue]:
    """The options of the model's vendor; none where the model is a documented one."""
    options: JsonObject = {}
    for name, value in said.body.items():
        if value is None or is_wish(name, value, documented=documented):
            continue
        if (member := ELSEWHERE.get(name)) is not None:
            if not is_unsaid(value):
                raise said.wrong(name, f"left out: the member {member} of the request says it", value)
        elif documented or name == _CALLBACK:
            if not is_unsaid(value):
                lose_or_refuse(name, value, _AT, profile, remarks)
        else:
            options[name] = value
    return options


def is_wish(name: str, value: JsonValue, *, documented: bool) -> bool:
    """Whether a member of `metadata` says a wish that has a neutral name."""
    if documented:
        return name in _DOCUMENTED
    return name in _WISHES or (name in SOUND and (name == _AUDIO or isinstance(value, bool)))


def _seed(said: Members, remarks: Remarks) -> int | None:
    seed = said.integer(wire.SEED, remarks.notes)
    if seed is None or seed > RANDOM_SEED:
        return seed
    if seed < RANDOM_SEED:
        raise said.wrong(wire.SEED, f"{RANDOM_SEED} (random) or more", seed)
    remarks.note(f"{wire.METADATA}.{wire.SEED}: {RANDOM_SEED} means random")
    return None


def _fps(said: Members, remarks: Remarks) -> int | None:
    fps = said.integer(_FPS, remarks.notes)
    if fps is not None and fps < 1:
        raise said.wrong(_FPS, "1 or more", fps)
    return fps


def _with_audio(said: Members) -> bool | None:
    """One wish under three names; where several are given they agree."""
    given = {
        name: value
        for name in SOUND
        if (name == _AUDIO or isinstance(said.body.get(name), bool))
        and (value := said.boolean(name)) is not None
    }
    if len(set(given.values())) > 1:
        first, other, *_ = given
        raise said.wrong(other, f"left out, or the same as {first}", given[other])
    return next(iter(given.values()), None)


def write_options(request: VideoRequest, *, documented: bool) -> JsonObject:
    """The member `metadata`, a JSON text as the table has it. Raises Inexpressible."""
    options: JsonObject = {}
    for name in (wire.SEED, wire.CAMERA_FIXED, wire.WATERMARK, _NEGATIVE, _AUDIO, _FPS):
        value: JsonValue = getattr(request, name)
        if value is None:
            continue
        if documented and name not in _DOCUMENTED:
            raise wire.unsaid(f"/{name}", f"there is no member for {name}", value)
        options[name] = value
    for name, value in request.vendor_options.items():
        if documented:
            raise wire.unsaid(f"/vendor_options/{name}", "there is no member for this option", value)
        taken = name in ELSEWHERE or name == _CALLBACK or is_wish(name, value, documented=False)
        if taken or value is None:
            raise wire.unsaid(
                f"/vendor_options/{name}", "an option of this name and value is read as no option", value
            )
        options[name] = value
    return {wire.METADATA: write_object(options, wire.NAME).decode()} if options else {}

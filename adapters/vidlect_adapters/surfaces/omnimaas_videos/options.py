"""The free options of a create, `metadata`, in both directions.

Here lives which of its members are canonical fields, which are the vendor's own, which are said elsewhere. Never:
an option's check (the vendor's catalog has that).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from vidlect_adapters.canonical import VideoRequest
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.loss import LossKind
from vidlect_adapters.members import Members, is_unsaid, pointer_to
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_adapters.metadata import read_metadata
from vidlect_adapters.remarks import Remarks

from . import wire
from .vocabulary import FOREIGN_CONTENT, SAID_ELSEWHERE

_AT = f"/{wire.METADATA}"
_RANDOM_SEED: Final = -1
"""How vendors that have a word for it say a random seed."""
_AUDIO: Final = ("audio", "generate_audio")
"""How DashScope and Vidu, and Ark, say whether a film has sound."""
_NEGATIVE: Final = "negative_prompt"
"""An empty one is kept: having nothing to avoid is a wish of its own."""
_FIELDS: Final[Mapping[str, str]] = {
    _NEGATIVE: _NEGATIVE,
    "seed": "seed",
    "watermark": "watermark",
    "camera_fixed": "camera_fixed",
    "fps": "fps",
    "with_audio": _AUDIO[0],
}
"""Canonical field → member: what vendors call alike and mean alike."""
_RESERVED: Final = frozenset({*SAID_ELSEWHERE, *FOREIGN_CONTENT, *_FIELDS.values(), *_AUDIO, wire.IMG_URL})


class Options(NamedTuple):
    """What `metadata` says; `picture` as it stands there, `vendor` under the vendor's own names."""

    negative_prompt: str | None
    seed: int | None
    watermark: bool | None
    camera_fixed: bool | None
    fps: int | None
    with_audio: bool | None
    picture: str | None
    vendor: JsonObject


def read_options(body: JsonObject, remarks: Remarks) -> Options:
    """The options of a create. Raises MalformedRequest."""
    try:
        said, _ = read_metadata(body.get(wire.METADATA))
    except ValueError as error:
        raise wire.wrong(_AT, str(error)) from None
    members = Members(wire.NAME, said, _AT)
    _refuse_foreign(said)
    fps = members.integer(_FIELDS["fps"], remarks.notes)
    if fps is not None and fps < 1:
        raise members.wrong(_FIELDS["fps"], "1 or more", fps)
    return Options(
        negative_prompt="" if said.get(_NEGATIVE) == "" else members.text(_NEGATIVE),
        seed=_seed(members, remarks),
        watermark=members.boolean(_FIELDS["watermark"]),
        camera_fixed=members.boolean(_FIELDS["camera_fixed"]),
        fps=fps,
        with_audio=_audio(members),
        picture=members.text(wire.IMG_URL),
        vendor=_vendor_options(said, remarks),
    )


def _refuse_foreign(said: JsonObject) -> None:
    for name, value in said.items():
        instead = SAID_ELSEWHERE.get(name) or FOREIGN_CONTENT.get(name)
        if instead is not None and not is_unsaid(value):
            shown = value if name in SAID_ELSEWHERE else None
            raise wire.wrong(pointer_to(name, _AT), f"left out: {instead}", shown)


def _seed(members: Members, remarks: Remarks) -> int | None:
    seed = members.integer(_FIELDS["seed"], remarks.notes)
    if seed == _RANDOM_SEED:
        remarks.note("metadata.seed: -1 is a random seed, as none is")
        return None
    return seed


def _audio(members: Members) -> bool | None:
    said = {name: value for name in _AUDIO if (value := members.boolean(name)) is not None}
    if len(set(said.values())) > 1:
        raise members.wrong(_AUDIO[1], f"left out, or the same as {_AUDIO[0]}", said[_AUDIO[1]])
    return next(iter(said.values()), None)


def _vendor_options(said: JsonObject, remarks: Remarks) -> JsonObject:
    options: JsonObject = {}
    for name, value in said.items():
        if name in _RESERVED or value is None:
            continue
        if name == "callback_url":
            lose_callback(value, remarks)
        else:
            options[name] = value
    return options


def lose_callback(value: JsonValue, remarks: Remarks) -> None:
    """Say that nobody will be called back."""
    if not is_unsaid(value):
        reason = "nobody is called back here; ask for the task's status"
        remarks.lose(LossKind.UNSUPPORTED, "callback_url", value, reason)


def as_metadata(request: VideoRequest) -> JsonObject:
    """The options of a request, as a client writes them. Raises Inexpressible."""
    said: JsonObject = {
        member: value for field, member in _FIELDS.items() if (value := _field(request, field)) is not None
    }
    for name, value in request.vendor_options.items():
        if name in _RESERVED or name == "callback_url" or value is None:
            text = "metadata has another meaning for this option"
            raise Inexpressible(wire.NAME, text, pointer=pointer_to(name, "/vendor_options"), value=value)
        said[name] = value
    return said


def _field(request: VideoRequest, name: str) -> JsonValue:
    value: JsonValue = getattr(request, name)
    return value

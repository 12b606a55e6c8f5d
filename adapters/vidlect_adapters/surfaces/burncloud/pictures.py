"""Pictures, sound and video that a film is made of, with their roles.

Here lives the reading of `image` and of the media among the free options, and how they agree (D-4). Never: which
of them a model takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from vidlect_adapters import addresses
from vidlect_adapters.canonical import Inline, Link, MediaInput, Medium, Role
from vidlect_adapters.members import is_unsaid
from vidlect_adapters.message import JsonValue

from . import options, wire
from .agreement import Found, in_one_voice, settled
from .measures import Asked
from .vocabulary import Wish

Source: TypeAlias = Link | Inline
Sources: TypeAlias = tuple[Source, ...]

_HOLDERS = ("image", "image_url")
"""Kling's `image_list` has objects with one of these."""


class _Given(NamedTuple):
    """The pictures of the free options, by role."""

    first: Found[Source] | None = None
    last: Found[Source] | None = None
    references: Found[Sources] | None = None
    listed: Found[Sources] | None = None
    """The pictures that came without a role."""


def read_media(asked: Asked) -> tuple[MediaInput, ...]:
    """The media of a film: frames, references, what drives it, masks.

    Raises:
        MalformedRequest: no address and no file; places that differ.
    """
    given = _given(asked)
    references = () if given.references is None else given.references.value
    first = _first(asked, given)
    return (
        *_inputs(Role.FIRST_FRAME, Medium.IMAGE, () if first is None else (first,)),
        *_inputs(Role.LAST_FRAME, Medium.IMAGE, () if given.last is None else (given.last.value,)),
        *_inputs(Role.REFERENCE, Medium.IMAGE, references),
        *_inputs(Role.SOURCE, Medium.AUDIO, _driving(asked, Wish.SPEECH, Medium.AUDIO)),
        *_inputs(Role.SOURCE, Medium.VIDEO, _driving(asked, Wish.MOTION, Medium.VIDEO)),
        *_inputs(Role.MASK, Medium.IMAGE, _masks(asked)),
    )


def same_file(one: Source, other: Source) -> bool:
    """Whether two sources are one file: an inline one may say its media type or not."""
    if isinstance(one, Inline) and isinstance(other, Inline):
        return one.base64 == other.base64
    return one == other


def same_files(one: Sequence[Source], other: Sequence[Source]) -> bool:
    """Whether two lists hold the same files in the same order."""
    return len(one) == len(other) and all(map(same_file, one, other))


def _given(asked: Asked) -> _Given:
    """What the options say.

    Pictures without a role have it by their number, as in the lineage: one is the first frame, two are first and last,
    more are references (facts 1.5, A-10).
    """
    remarks = asked.remarks
    first = in_one_voice(asked.options.read(Wish.FIRST_FRAME, _picture), remarks, same_file)
    last = in_one_voice(asked.options.read(Wish.LAST_FRAME, _picture), remarks, same_file)
    references = in_one_voice(asked.options.read(Wish.REFERENCES, _several), remarks, same_files)
    listed = in_one_voice(asked.options.read(Wish.PICTURES, _several), remarks, same_files)
    if listed is None or not listed.value:
        return _Given(first, last, references)
    if len(listed.value) > 2:
        said = [one for one in (listed, references) if one is not None]
        return _Given(first, last, in_one_voice(said, remarks, same_files), listed)
    frames: list[Found[Source] | None] = []
    for at, one in enumerate((first, last)):
        said_of_frame = [] if one is None else [one]
        if at < len(listed.value):
            said_of_frame.append(Found(listed.value[at], listed.pointer, listed.asked))
        frames.append(in_one_voice(said_of_frame, remarks, same_file))
    return _Given(frames[0], frames[1], references, listed)


def _first(asked: Asked, given: _Given) -> Source | None:
    """The first frame: `image`, unless it is one of the pictures without a role, which then has its place (D-4)."""
    value = asked.body.get(wire.IMAGE)
    if is_unsaid(value):
        return None if given.first is None else given.first.value
    pointer = f"/{wire.IMAGE}"
    image = Found(_picture(value, pointer), pointer, value)
    if given.listed is not None and any(same_file(image.value, one) for one in given.listed.value):
        asked.remarks.note(f"image: one of the pictures of {given.listed.name}")
        return None if given.first is None else given.first.value
    return settled(image, given.first, asked.profile, asked.remarks, same_file)


def _driving(asked: Asked, wish: Wish, medium: Medium) -> Sources:
    found = in_one_voice(
        asked.options.read(wish, lambda value, pointer: _source(value, pointer, medium)), asked.remarks
    )
    return () if found is None else (found.value,)


def _masks(asked: Asked) -> Sources:
    found = in_one_voice(asked.options.read(Wish.MASKS, _several), asked.remarks, same_files)
    return () if found is None else found.value


def _inputs(role: Role, medium: Medium, sources: Sources) -> tuple[MediaInput, ...]:
    return tuple(MediaInput(role=role, medium=medium, source=one) for one in sources)


def _picture(value: JsonValue, pointer: str) -> Source:
    return _source(value, pointer, Medium.IMAGE)


def _several(value: JsonValue, pointer: str) -> Sources:
    """One picture or several: texts, or objects that hold one."""
    items = value if isinstance(value, list) else [value]
    return tuple(
        _held(item, f"{pointer}/{at}" if isinstance(value, list) else pointer)
        for at, item in enumerate(items)
        if not is_unsaid(item)
    )


def _held(item: JsonValue, pointer: str) -> Source:
    if not isinstance(item, dict):
        return _picture(item, pointer)
    held = [name for name in _HOLDERS if name in item]
    if len(held) != 1 or len(item) != 1:
        raise wire.wrong(
            pointer, f"a string, or an object with one of {', '.join(_HOLDERS)} and nothing else", item
        )
    return _picture(item[held[0]], f"{pointer}/{held[0]}")


def _source(value: JsonValue, pointer: str, medium: Medium) -> Source:
    text = options.text(value, pointer)
    try:
        return addresses.read_source(text, medium.value)
    except ValueError as error:
        shown = text if addresses.is_web(text) else None
        raise wire.wrong(pointer, str(error), shown) from None

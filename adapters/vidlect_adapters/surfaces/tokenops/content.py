"""What a create is made of: its text, its pictures, its masks and its speech.

Here lives the reading of `content`, `image_urls` and `mask_urls`, and how they agree. Never: which of it
a model takes (`decode`).
"""

from __future__ import annotations

from typing import NamedTuple

from vidlect_adapters import addresses
from vidlect_adapters.canonical import Inline, Link
from vidlect_adapters.json_body import json_type
from vidlect_adapters.loss import LossKind
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_adapters.profile import Profile
from vidlect_adapters.remarks import Remarks

from . import wire
from .vocabulary import LONGEST_PROMPT

_HOLDER_MEMBERS = frozenset({"url"})


class Medium(NamedTuple):
    """One medium and where it stood."""

    source: Link | Inline
    pointer: str


class Content(NamedTuple):
    """Everything that a film is made of, as the client gave it."""

    text: str
    pictures: tuple[Medium, ...]
    masks: tuple[Medium, ...]
    speech: tuple[Medium, ...]


def read_content(body: JsonObject, profile: Profile, remarks: Remarks) -> Content:
    """The text and the media of a create.

    Raises:
        MalformedRequest: a wrong type, an unknown item, an address that is none, two sets that differ.
    """
    items = _items(body)
    texts: list[str] = []
    pictures: list[Medium] = []
    masks: list[Medium] = []
    speech: list[Medium] = []
    for item, pointer in items:
        kind = wire.required_text_of(item, "type", pointer)
        if kind not in wire.ITEM_MEMBERS:
            known = ", ".join(wire.ITEM_MEMBERS)
            raise wire.wrong(f"{pointer}/type", f"one of {known}", kind)
        known_members = frozenset({"type", wire.ROLE, wire.ITEM_MEMBERS[kind]})
        _note_unknown(item, pointer, known_members, profile, remarks)
        is_mask = _is_mask(item, pointer, kind)
        if kind == wire.TEXT_ITEM:
            texts.append(wire.text_of(item, wire.TEXT_ITEM, pointer) or "")
            continue
        medium = _medium(item, pointer, kind, profile, remarks)
        if medium is not None:
            (speech if kind == wire.AUDIO_URL_ITEM else masks if is_mask else pictures).append(medium)
    return Content(
        text=_sane(_text(body, texts, remarks), profile),
        pictures=_agreed(body, wire.IMAGE_URLS, pictures, profile, remarks),
        masks=_agreed(body, wire.MASK_URLS, masks, profile, remarks),
        speech=tuple(speech),
    )


def read_source(value: str, pointer: str, media: str = "image") -> Link | Inline:
    """A medium given by its address or by a data URL. `media` is image or audio."""
    try:
        if addresses.is_data_url(value):
            return addresses.read_data_url(value, media)
        return addresses.read_link(value, media)
    except ValueError as error:
        raise wire.wrong(pointer, str(error), None if addresses.is_data_url(value) else value) from None


def _items(body: JsonObject) -> tuple[tuple[JsonObject, str], ...]:
    value = body.get(wire.CONTENT)
    if wire.is_absent(value):
        return ()
    if not isinstance(value, list):
        raise wire.wrong("/content", f"an array of items, not {json_type(value)}", value)
    found: list[tuple[JsonObject, str]] = []
    for at, item in enumerate(value):
        if not isinstance(item, dict):
            raise wire.wrong(f"/content/{at}", f"an object with a type, not {json_type(item)}", item)
        found.append((item, f"/content/{at}"))
    return tuple(found)


def _note_unknown(
    holder: JsonObject, pointer: str, known: frozenset[str], profile: Profile, remarks: Remarks
) -> None:
    for name, value in holder.items():
        if name in known or wire.is_absent(value):
            continue
        where = wire.pointer_to(name, pointer)
        if profile["unknown-members"] == "refuse":
            raise wire.wrong(where, "left out: there is no such member", value)
        remarks.lose(LossKind.UNSUPPORTED, where, value, "there is no such member; it was left out")


def _is_mask(item: JsonObject, pointer: str, kind: str) -> bool:
    role = wire.text_of(item, wire.ROLE, pointer)
    if role is None:
        return False
    if role != wire.MASK_ROLE or kind not in {wire.IMAGE_URL_ITEM, wire.IMAGE_BASE64_ITEM}:
        raise wire.wrong(f"{pointer}/role", f"left out, or {wire.MASK_ROLE} on a picture", role)
    return True


def _medium(item: JsonObject, pointer: str, kind: str, profile: Profile, remarks: Remarks) -> Medium | None:
    name = wire.ITEM_MEMBERS[kind]
    holder = item.get(name)
    if not isinstance(holder, dict):
        raise wire.wrong(f"{pointer}/{name}", f"an object with a url, not {json_type(holder)}", holder)
    _note_unknown(holder, f"{pointer}/{name}", _HOLDER_MEMBERS, profile, remarks)
    value = wire.text_of(holder, "url", f"{pointer}/{name}")
    if value is None:
        return None
    where = f"{pointer}/{name}/url"
    if kind == wire.IMAGE_BASE64_ITEM:
        return Medium(source=_inline(value, where, profile), pointer=where)
    media = "audio" if kind == wire.AUDIO_URL_ITEM else "image"
    return Medium(source=read_source(value, where, media), pointer=where)


def _inline(value: str, pointer: str, profile: Profile) -> Inline:
    if not addresses.is_data_url(value) and profile["base64-form"] == "data-url":
        raise wire.wrong(pointer, "a data URL: data:image/jpeg;base64,…", None)
    try:
        if addresses.is_data_url(value):
            return addresses.read_data_url(value)
        addresses.check_base64(value)
    except ValueError as error:
        raise wire.wrong(pointer, str(error), None) from None
    return Inline(base64=value)


def _text(body: JsonObject, texts: list[str], remarks: Remarks) -> str:
    """The text of the film: that of `content` before `prompt`."""
    prompt = wire.text_of(body, wire.PROMPT) or ""
    if not texts:
        return prompt
    said = [text for text in texts if text]
    if len(said) > 1:
        reason = f"{len(said)} text items became one text"
        remarks.lose(LossKind.MERGED, wire.CONTENT, said[1], reason)
    text = "\n".join(said)
    if not text:
        return prompt
    if prompt and prompt != text:
        remarks.lose(LossKind.MERGED, wire.PROMPT, prompt, "the text of content comes before prompt")
    return text


def _sane(text: str, profile: Profile) -> str:
    """The text, unless its size is absurd: then it is refused without being repeated."""
    if len(text) > LONGEST_PROMPT and profile["absurd-prompt"] == "refuse":
        raise wire.wrong("/prompt", f"at most {LONGEST_PROMPT} characters, not {len(text)}", None)
    return text


def _agreed(
    body: JsonObject, name: str, in_content: list[Medium], profile: Profile, remarks: Remarks
) -> tuple[Medium, ...]:
    """One set of pictures from the two places where they may stand (C-4)."""
    listed = [
        Medium(source=read_source(value, pointer), pointer=pointer)
        for value, pointer in wire.texts_of(body, name)
    ]
    if not listed or not in_content:
        return tuple(listed or in_content)
    if [one.source for one in listed] != [one.source for one in in_content]:
        if profile["pictures-against-content"] == "refuse":
            value: JsonValue = body.get(name)
            raise wire.wrong(f"/{name}", "the same pictures as in content, or left out", value)
        remarks.lose(LossKind.MERGED, name, body.get(name), "the pictures of content come first")
    return tuple(in_content)

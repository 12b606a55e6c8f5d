"""Text, pictures, videos and sounds of a request, as items of `content`, in both directions.

Here live the items, and which media a model takes together. Never: any other field (`encode`, `decode`).
Source: facts 3.3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from vidlect_adapters.canonical import Handle, Inline, Link, MediaInput, MediaSource, Medium, Role
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_adapters.profile import Profile

from .catalog import Row
from .wire import inexpressible, malformed_request

ASSET: Final = "asset"
DRAFT_TASK: Final = "draft_task"
"""Kinds of handles: a file in the vendor's asset library; a draft that is to be finished (role SOURCE, a video)."""

_MOST_OBSERVED: Final = 64  # reference pictures of 2.5 (facts 3.3)
_FRAMES: Final = frozenset({Role.FIRST_FRAME, Role.LAST_FRAME})
_ROLES: Final[Mapping[str, Role]] = MappingProxyType(
    {
        "first_frame": Role.FIRST_FRAME,
        "last_frame": Role.LAST_FRAME,
        **{f"reference_{medium.value}": Role.REFERENCE for medium in Medium},
    }
)
_TYPES: Final[Mapping[str, Medium]] = MappingProxyType({f"{medium.value}_url": medium for medium in Medium})
_SUBTYPES: Final[Mapping[Medium, frozenset[str]]] = MappingProxyType(
    {
        Medium.IMAGE: frozenset({"jpeg", "jpg", "png", "webp", "bmp", "tiff", "gif", "heic", "heif"}),
        Medium.AUDIO: frozenset({"wav", "x-wav", "wave", "mp3", "mpeg"}),
        Medium.VIDEO: frozenset(),
    }
)
_SNIFFED: Final[tuple[tuple[str, str], ...]] = (
    ("iVBORw", "png"),
    ("R0lG", "gif"),
    ("UklG", "webp"),
    ("Qk", "bmp"),
)
"""How base64 of a picture begins → its type; whatever else is taken for JPEG."""

_PUBLIC: Final = ("https://", "http://")
_ASSETS: Final = "asset://"
_DATA: Final = re.compile(r"data:([A-Za-z0-9.+/-]+);base64,")


class Fault(NamedTuple):
    """Why media cannot be taken: the reason, and the place of the one that is too much."""

    reason: str
    place: int | None = None

    @property
    def pointer(self) -> str:
        """Where, under a list of media."""
        return "" if self.place is None else f"/{self.place}"


def items(row: Row, prompt: str, inputs: tuple[MediaInput, ...], profile: Profile) -> list[JsonValue]:
    """The items of a create, the text first. Raises Inexpressible for what the model does not take."""
    fault = misfit(row, prompt, inputs, profile)
    if fault is not None:
        inexpressible(fault.reason, f"/inputs{fault.pointer}" if inputs else "/prompt", None)
    content: list[JsonValue] = [{"type": "text", "text": prompt}] if prompt.strip() else []
    return content + [_item(one, index) for index, one in enumerate(inputs)]


def misfit(row: Row, prompt: str, inputs: tuple[MediaInput, ...], profile: Profile) -> Fault | None:
    """Why a model does not take these media together; None: it does."""
    for index, one in enumerate(inputs):
        reason = _single(row, one)
        if reason is not None:
            return Fault(reason, index)
    roles = {one.role for one in inputs}
    if not inputs:
        return _without_media(row, prompt)
    if Role.SOURCE in roles and len(inputs) > 1:
        return Fault("a draft is finished without other media")
    if roles & _FRAMES and Role.REFERENCE in roles:
        return Fault("a first or last frame does not go with reference media")
    if roles == {Role.LAST_FRAME}:
        return Fault("a last frame needs a first frame beside it")
    references = [one.medium for one in inputs if one.role is Role.REFERENCE]
    if references and set(references) == {Medium.AUDIO}:
        return Fault("reference audio needs a reference image or video beside it")
    for medium, most in row.references.items():
        allowed = _MOST_OBSERVED if _observed(medium, most, profile) else most
        if references.count(medium) > allowed:
            return Fault(f"{row.model} takes at most {allowed} reference {medium.value}s")
    return None


def _without_media(row: Row, prompt: str) -> Fault | None:
    if not row.text:
        return Fault(f"{row.model} needs an image")
    return None if prompt.strip() else Fault("a prompt or a medium is needed")


def _observed(medium: Medium, most: int, profile: Profile) -> bool:
    return medium is Medium.IMAGE and most == 30 and profile["references-2-5"] == "observed"


def _single(row: Row, one: MediaInput) -> str | None:
    """Why a model never takes this medium in this role."""
    match one.role:
        case Role.FIRST_FRAME:
            return None if row.first_frame else f"{row.model} takes no first frame"
        case Role.LAST_FRAME:
            return None if row.last_frame else f"{row.model} takes no last frame"
        case Role.REFERENCE:
            taken = row.references.get(one.medium, 0)
            return None if taken else f"{row.model} takes no reference {one.medium.value}"
        case Role.SOURCE if isinstance(one.source, Handle) and one.source.kind == DRAFT_TASK:
            return None if "draft" in row.options else f"{row.model} finishes no drafts"
        case _:
            return f"the vendor has no {one.role.value} ({one.medium.value})"


def _item(one: MediaInput, index: int) -> JsonObject:
    if one.role is Role.SOURCE and isinstance(one.source, Handle):
        return {"type": DRAFT_TASK, DRAFT_TASK: {"id": one.source.value}}
    kind = f"{one.medium.value}_url"
    role = one.role.value if one.role in _FRAMES else f"reference_{one.medium.value}"
    return {"type": kind, kind: {"url": _url(one, f"/inputs/{index}/source")}, "role": role}


def _url(one: MediaInput, pointer: str) -> str:
    source = one.source
    if isinstance(source, Link):
        if not source.url[:8].lower().startswith(_PUBLIC):
            inexpressible("a medium has an http(s) address", pointer, source.url[:80])
        return source.url
    if isinstance(source, Handle):
        if source.kind != ASSET or not source.value:
            inexpressible(f"the vendor keeps files as {ASSET}, not {source.kind}", pointer, source.kind)
        return _ASSETS + source.value
    if one.medium is Medium.VIDEO:
        inexpressible("a video is given by its address, not as a file", pointer, None)
    said = source.media_type or _guessed(one.medium, source.base64)
    medium, _, subtype = said.partition("/")
    if medium != one.medium.value or subtype.lower() not in _SUBTYPES[one.medium]:
        allowed = ", ".join(sorted(_SUBTYPES[one.medium]))
        inexpressible(f"a file of {one.medium.value} is one of {allowed}", pointer, said)
    return f"data:{said.lower()};base64,{source.base64}"


def _guessed(medium: Medium, base64: str) -> str:
    if medium is Medium.AUDIO:
        return "audio/wav" if base64.startswith("UklG") else "audio/mpeg"
    return "image/" + next((kind for start, kind in _SNIFFED if base64.startswith(start)), "jpeg")


class Read(NamedTuple):
    """What a content list says."""

    prompt: str
    inputs: tuple[MediaInput, ...]


def read(content: JsonValue, notes: list[str]) -> Read:
    """The prompt and the media of a create, whatever its model. Raises MalformedRequest."""
    if not isinstance(content, list) or not content:
        malformed_request("expected an array that is not empty", "/content", None)
    prompts: list[str] = []
    inputs: list[MediaInput] = []
    pictures = sum(isinstance(one, dict) and one.get("type") == "image_url" for one in content)
    for index, one in enumerate(content):
        pointer = f"/content/{index}"
        if not isinstance(one, dict):
            malformed_request("expected an object", pointer, None)
        if one.get("type") == "text":
            text = one.get("text")
            if not isinstance(text, str):
                malformed_request("expected a text", f"{pointer}/text", None)
            prompts.append(text)
        else:
            inputs.append(_read_medium(one, pointer, pictures == 1))
    if len(prompts) > 1:
        malformed_request("at most one text", "/content", len(prompts))
    for role in _FRAMES:
        if sum(one.role is role for one in inputs) > 1:
            malformed_request(f"at most one {role.value}", "/content", role.value)
    if prompts == [""]:
        notes.append("/content holds an empty text; read as absent")
    return Read(prompts[0] if prompts else "", tuple(inputs))


def _read_medium(item: JsonObject, pointer: str, alone: bool) -> MediaInput:  # noqa: FBT001 # one of two cases
    kind = item.get("type")
    inner = item.get(kind) if isinstance(kind, str) else None
    if not isinstance(kind, str) or kind not in {*_TYPES, DRAFT_TASK}:
        known = ", ".join(("text", *_TYPES, DRAFT_TASK))
        malformed_request(f"an item is one of {known}", f"{pointer}/type", kind)
    if not isinstance(inner, dict):
        malformed_request("expected an object", f"{pointer}/{kind}", None)
    if kind == DRAFT_TASK:
        named = inner.get("id")
        if not isinstance(named, str) or not named:
            malformed_request("expected the id of a task", f"{pointer}/{kind}/id", None)
        return MediaInput(role=Role.SOURCE, medium=Medium.VIDEO, source=Handle(kind=DRAFT_TASK, value=named))
    medium = _TYPES[kind]
    role = item.get("role")
    if role is None and medium is Medium.IMAGE and alone:
        role = "first_frame"  # what the vendor takes a lone picture for
    fitting = _FRAME_WORDS if medium is Medium.IMAGE else ()
    if not isinstance(role, str) or role not in (*fitting, f"reference_{medium.value}"):
        allowed = " or ".join((*fitting, f"reference_{medium.value}"))
        malformed_request(f"expected the role {allowed}", f"{pointer}/role", role)
    return MediaInput(
        role=_ROLES[role], medium=medium, source=_source(medium, inner.get("url"), f"{pointer}/{kind}/url")
    )


_FRAME_WORDS: Final = ("first_frame", "last_frame")


def _source(medium: Medium, url: JsonValue, pointer: str) -> MediaSource:
    source = _read_url(medium, url) if isinstance(url, str) else None
    if source is None:
        expected = "http(s)://… or asset://…" + ("" if medium is Medium.VIDEO else " or data:…;base64,…")
        malformed_request(f"expected {expected}", pointer, url[:40] if isinstance(url, str) else None)
    return source


def _read_url(medium: Medium, url: str) -> MediaSource | None:
    start = url[:8].lower()
    if start.startswith(_PUBLIC):
        return Link(url=url)
    if start == _ASSETS:
        return Handle(kind=ASSET, value=url[8:]) if url[8:] else None
    data = _DATA.match(url)
    if data is None or not url[data.end() :]:
        return None
    kind, _, subtype = data[1].lower().partition("/")
    if kind != medium.value or subtype not in _SUBTYPES[medium]:
        return None
    return Inline(base64=url[data.end() :], media_type=data[1].lower())

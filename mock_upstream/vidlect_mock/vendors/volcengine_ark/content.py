"""What stands in `content`: text, pictures, videos and sounds, and the scene that they make.

Here live the items' shapes, their roles, and which scenes a model takes. Never: any other field of the body.

Texts in quotes of the vendor are observed [facts 2.1]; the rules are [facts 3.3].
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vidlect_mock.interface import Desk
from vidlect_mock.message import JsonObject, JsonValue

from .errors import INVALID, Wrong
from .models import Model

TYPES = ("text", "image_url", "audio_url", "video_url", "draft_task")
_FRAME_ROLES = ("first_frame", "last_frame")
_IMAGE_ROLES = (*_FRAME_ROLES, "reference_image")
_IMAGES = frozenset({"jpeg", "jpg", "png", "webp", "bmp", "tiff", "gif", "heic", "heif"})
_SOUNDS = frozenset({"wav", "x-wav", "wave", "mp3", "mpeg"})
_MOST_IMAGE = 30_000_000  # bytes
_MOST_SOUND = 15_000_000
_DATA = re.compile(r"data:(image|audio)/([A-Za-z0-9.+-]+);base64,")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_LINK = re.compile(r"(?:https?://|asset://)\S", re.IGNORECASE)


class Scene(NamedTuple):
    """What the content asks for. `kind` is in the vendor's words: t2v, i2v, r2v, or draft."""

    text: str
    kind: str
    urls: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    draft_task: str | None = None
    remarks: tuple[str, ...] = ()

    def count(self, role: str) -> int:
        """How many items have a role."""
        return self.roles.count(role)


def _wrong(why: str, pointer: str = "", code: str = INVALID) -> Wrong:
    return Wrong("content", why, code, pointer=pointer or "/content")


class _Item(NamedTuple):
    """One item: its type, its role (text and draft task: none), its text, URL or id, and a remark."""

    kind: str
    role: str
    value: str
    remark: str | None = None


def read(items: list[JsonValue]) -> Scene | Wrong:
    """The scene of a content list, whatever model is asked."""
    pictures = sum(isinstance(item, dict) and item.get("type") == "image_url" for item in items)
    found: list[_Item] = []
    for index, item in enumerate(items):
        one = _item(item, f"/content/{index}", pictures)
        if isinstance(one, Wrong):
            return one
        found.append(one)
    texts = [one.value for one in found if one.kind == "text"]
    drafts = [one.value for one in found if one.kind == "draft_task"]
    media = [(one.role, one.value) for one in found if one.role]
    if drafts and (media or len(drafts) > 1):
        return _wrong("a draft task is finished alone, without media")
    remarks = [one.remark for one in found if one.remark is not None]
    if len(texts) > 1:
        remarks.append(f"content: {len(texts)} texts, the first one counts")
    return _scene(texts[0] if texts else "", media, drafts[0] if drafts else None, tuple(remarks))


def _item(item: JsonValue, pointer: str, pictures: int) -> _Item | Wrong:
    kind = item.get("type") if isinstance(item, dict) else None
    if not isinstance(item, dict) or not isinstance(kind, str) or kind not in TYPES:
        return _wrong("the supported item types are text, image_url, audio_url, video_url", pointer)
    if kind == "text":
        text = item.get("text")
        if not isinstance(text, str):
            return _wrong("`content.text` must be a string", f"{pointer}/text")
        idle = "content: a text has no role, ignored" if item.get("role") is not None else None
        return _Item(kind, "", text, idle)
    inner = item.get(kind)
    if not isinstance(inner, dict):
        return _wrong(f"`content.{kind}` must be an object", f"{pointer}/{kind}")
    if kind == "draft_task":
        named = inner.get("id")
        if not isinstance(named, str) or not named:
            return _wrong("`content.draft_task.id` must be the id of a task", f"{pointer}/draft_task/id")
        return _Item(kind, "", named)
    role = _role(kind, item, pictures)
    if isinstance(role, Wrong):
        return role._replace(pointer=f"{pointer}/role")
    wrong = _url_fault(kind, inner, f"{pointer}/{kind}/url")
    return _Item(kind, role, str(inner["url"])) if wrong is None else wrong


def _role(kind: str, item: JsonObject, pictures: int) -> str | Wrong:
    role = item.get("role")
    if kind == "image_url":
        if role is None:
            return "first_frame" if pictures == 1 else _wrong("role must be specified for image contents")
        return (
            role
            if isinstance(role, str) and role in _IMAGE_ROLES
            else _wrong("invalid role specified for image content")
        )
    medium = kind.removesuffix("_url")
    if role != f"reference_{medium}":
        return _wrong(f"reference media mode requires {medium} role to be reference_{medium}")
    return f"reference_{medium}"


def _url_fault(kind: str, inner: JsonObject, pointer: str) -> Wrong | None:
    url = inner.get("url")
    if not isinstance(url, str) or not url:
        return _wrong(f"`content.{kind}.url` must be a string that is not empty", pointer)
    if _LINK.match(url):
        return None
    if kind == "video_url":
        return _wrong("reference_video must be provided as a web url.", pointer)
    data = _DATA.match(url)
    medium = kind.removesuffix("_url")
    if data is None or data[1] != medium or not _BASE64.fullmatch(url, data.end()):
        return _wrong(f"an http(s) link, data:{medium}/…;base64,… or asset://… is expected", pointer)
    known, most = (_IMAGES, _MOST_IMAGE) if medium == "image" else (_SOUNDS, _MOST_SOUND)
    if data[2].lower() not in known:
        code = f"{INVALID}.UnsupportedImageFormat" if medium == "image" else INVALID
        return _wrong(f"the {medium} format {data[2][:20]} is not supported", pointer, code)
    if (len(url) - data.end()) * 3 // 4 - url[-2:].count("=") >= most:
        code = f"{INVALID}.OversizedImage" if medium == "image" else INVALID
        return _wrong(f"the {medium} has to be smaller than {most // 1_000_000} MB", pointer, code)
    return None


def _scene(
    text: str, media: list[tuple[str, str]], draft: str | None, remarks: tuple[str, ...]
) -> Scene | Wrong:
    roles = tuple(role for role, _ in media)
    framed = any(role in _FRAME_ROLES for role in roles)
    if framed and any(role not in _FRAME_ROLES for role in roles):
        return _wrong("first/last frame content cannot be mixed with reference media content.")
    for role in _FRAME_ROLES:
        given = roles.count(role)
        if given > 1:
            name = role.replace("_", " ")
            return _wrong(f"expected at most one {name} image content but got {given} instead.")
    if roles == ("last_frame",):
        return _wrong("a last frame needs a first frame beside it")
    if roles and set(roles) == {"reference_audio"}:
        return _wrong("reference audio needs a reference image or video beside it")
    if not media and draft is None and not text.strip():
        return _wrong("a text or a medium is needed")
    kind = "draft" if draft is not None else "i2v" if framed else "r2v" if roles else "t2v"
    return Scene(text, kind, tuple(url for _, url in media), roles, draft, remarks)


def misfit(scene: Scene, model: Model, desk: Desk) -> Wrong | None:
    """Why a model does not take a scene; None: it does."""
    for why in _misfits(scene, model, desk):
        return _wrong(why)
    return None


def _misfits(scene: Scene, model: Model, desk: Desk) -> Iterator[str]:
    name = model.name
    if scene.kind == "draft" and "draft" not in model.takes:
        yield f"model {name} finishes no drafts"
    if scene.kind == "t2v" and not model.text:
        yield f"model {name} needs an image"
    if scene.kind == "i2v":
        if not model.first:
            yield f"model {name} takes no image"
        if scene.count("last_frame") and not model.first_last:
            yield f"model {name} takes no last frame"
    images, videos, sounds = model.references
    if model.generation == "2.5" and desk.profile.is_set("references-2-5", "observed"):
        images = 64
    for medium, most in (("image", images), ("video", videos), ("audio", sounds)):
        given = scene.count(f"reference_{medium}")
        if given > most:
            yield f"model {name} takes at most {most} of reference_{medium}, got {given}"

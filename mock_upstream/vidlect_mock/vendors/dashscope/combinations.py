"""Which media and options belong together in a request, by kind of model.

Here live those rules. Never: the type of a field (the OpenAPI document), nor an address (`media`).

Sources: [facts 4.3, 4.4]. What is missing is refused; what excludes each other makes the task fail, unless a rule
says that it is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from vidlect_mock.message import JsonObject, JsonValue

from .models import Kind, Model
from .usage import is_video

Missing: TypeAlias = str
"""The name of an input that is needed."""


class Wrong(NamedTuple):
    """What does not go together; `message` is the vendor's text. `refused`: by the submit, not by a failed task."""

    expected: str
    message: str
    refused: bool = False


class Function(NamedTuple):
    """A function of the video editing model: what it needs, of which one is needed."""

    all_of: tuple[str, ...]
    one_of: tuple[str, ...] = ()


FUNCTIONS: Mapping[str, Function] = {
    "image_reference": Function(("ref_images_url",)),
    "video_repainting": Function(("video_url",)),
    "video_edit": Function(("video_url",), ("mask_image_url", "mask_video_url")),
    "video_extension": Function((), ("first_frame_url", "last_frame_url", "first_clip_url", "last_clip_url")),
    "video_outpainting": Function(("video_url",)),
}
"""[facts 4.4]"""

_REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    Kind.TEXT: ("prompt",),
    Kind.PICTURE: ("img_url",),
    Kind.FRAMES: ("first_frame_url",),
    Kind.REFERENCES: ("prompt",),
    Kind.VACE: ("function", "prompt"),
    Kind.TEXT_27: ("prompt",),
    Kind.FRAMES_27: ("media",),
    Kind.REFERENCES_27: ("prompt", "media"),
    Kind.EDIT_27: ("media",),
    Kind.ANYTHING_30: (),
}
"""[facts 4.3]"""

_FRAME_SETS = (
    {"first_frame"},
    {"first_frame", "driving_audio"},
    {"first_frame", "last_frame"},
    {"first_frame", "last_frame", "driving_audio"},
    {"first_clip"},
    {"first_clip", "last_frame"},
)
"""What wan2.7-i2v takes, each type once [facts 4.3]."""

_MOST_VIDEOS = 3  # of wan2.6-r2v [facts 4.3]
_MOST_REFERENCES = 5  # of wan2.6-r2v and wan2.7-r2v
_EXCLUSIVE = "The two modes are mutually exclusive. Do not pass reference_xx and first_frame/last_frame at the same time."
_TOO_MANY = {
    "first_frame": 1,
    "last_frame": 1,
    "reference_image": 10,
    "reference_video": 5,
    "reference_audio": 5,
    "file": 1,
    "link": 1,
}
"""What wan3.0 takes of each [facts 4.3]."""
_MEDIA_TEXT = "The combination of media is invalid."  # ours: the vendor's text is in no source that was found


def missing(model: Model, given: JsonObject) -> Missing | None:
    """The first input that is needed and not there."""
    for field in _REQUIRED[model.kind]:
        if field not in given:
            return field
    if model.kind is Kind.REFERENCES and not given.keys() & {"reference_urls", "reference_video_urls"}:
        return "reference_urls"
    if model.kind is Kind.ANYTHING_30 and not given.keys() & {"prompt", "media"}:
        return "prompt"
    if model.kind is Kind.VACE:
        name = given["function"]
        function = FUNCTIONS.get(name) if isinstance(name, str) else None
        if function is not None:
            lacking = [field for field in function.all_of if field not in given]
            if function.one_of and not given.keys() & set(function.one_of):
                lacking.append(function.one_of[0])
            return lacking[0] if lacking else None
    return None


def combination(model: Model, given: JsonObject, asked: JsonObject) -> Wrong | None:
    """What does not go together, in a request whose fields are each in order."""
    rule = _RULES.get(model.kind)
    return None if rule is None else rule(given, asked)


def _types(given: JsonObject) -> Counter[str]:
    media: JsonValue = given.get("media")
    return Counter(
        str(item.get("type")) for item in (media if isinstance(media, list) else ()) if isinstance(item, dict)
    )


def _frames(given: JsonObject, asked: JsonObject) -> Wrong | None:
    del asked
    if "template" in given and "last_frame_url" in given:
        return Wrong("no last_frame_url beside a template", _MEDIA_TEXT)
    return None


def _references(given: JsonObject, asked: JsonObject) -> Wrong | None:
    del asked
    urls, older = given.get("reference_urls", []), given.get("reference_video_urls", [])
    videos = sum(map(is_video, urls)) if isinstance(urls, list) else 0
    videos += len(older) if isinstance(older, list) else 0
    if videos > _MOST_VIDEOS:
        return Wrong(f"at most {_MOST_VIDEOS} reference videos, not {videos}", _MEDIA_TEXT)
    return None


def _vace(given: JsonObject, asked: JsonObject) -> Wrong | None:
    pictures, roles = given.get("ref_images_url"), asked.get("obj_or_bg")
    if isinstance(roles, list):
        if len(roles) != (len(pictures) if isinstance(pictures, list) else 0):
            text = "ref_images_url and obj_or_bg must be the same length."
            return Wrong("one obj_or_bg for each of ref_images_url", text, refused=True)
        if roles.count("bg") > 1:
            return Wrong("at most one bg in obj_or_bg", _MEDIA_TEXT)
    if given.get("function") == "video_repainting" and isinstance(pictures, list) and len(pictures) > 1:
        return Wrong("at most one of ref_images_url", _MEDIA_TEXT)
    return None


def _frames_27(given: JsonObject, asked: JsonObject) -> Wrong | None:
    del asked
    types = _types(given)
    if set(types) in _FRAME_SETS and max(types.values()) == 1:
        return None
    allowed = "; ".join(" + ".join(sorted(one)) for one in _FRAME_SETS)
    return Wrong(f"media: one of {allowed}", _MEDIA_TEXT)


def _references_27(given: JsonObject, asked: JsonObject) -> Wrong | None:
    del asked
    types = _types(given)
    if not 1 <= types["reference_image"] + types["reference_video"] <= _MOST_REFERENCES:
        return Wrong("media: 1 to 5 reference_image and reference_video together", _MEDIA_TEXT)
    return Wrong("media: at most one first_frame", _MEDIA_TEXT) if types["first_frame"] > 1 else None


def _edit_27(given: JsonObject, asked: JsonObject) -> Wrong | None:
    del asked
    types = _types(given)
    if types["video"] != 1:
        return Wrong("media: exactly one video", _MEDIA_TEXT)
    return Wrong("media: at most 4 reference_image", _MEDIA_TEXT) if types["reference_image"] > 4 else None


def _anything_30(given: JsonObject, asked: JsonObject) -> Wrong | None:
    types = _types(given)
    frames = types.keys() & {"first_frame", "last_frame"}
    if frames and types.keys() - frames:
        return Wrong("media: frames or references, not both", _EXCLUSIVE)
    for kind, most in _TOO_MANY.items():
        if types[kind] > most:
            return Wrong(f"media: at most {most} {kind}", _MEDIA_TEXT)
    if types["file"] and types["link"]:
        return Wrong("media: a file or a link, not both", _MEDIA_TEXT)
    if (types["file"] or types["link"]) and asked.get("prompt_extend") is False:
        return Wrong("prompt_extend: true beside a file or a link", _MEDIA_TEXT)
    return None


_RULES: Mapping[Kind, Callable[[JsonObject, JsonObject], Wrong | None]] = {
    Kind.FRAMES: _frames,
    Kind.REFERENCES: _references,
    Kind.VACE: _vace,
    Kind.FRAMES_27: _frames_27,
    Kind.REFERENCES_27: _references_27,
    Kind.EDIT_27: _edit_27,
    Kind.ANYTHING_30: _anything_30,
}

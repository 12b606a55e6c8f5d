"""What a submit by the path API asks for: the way back from its words.

Here lives the reading of that body, tolerant of equivalent spellings, with a note on each. Never: the
writing of one (`by_path`), a reply.
"""

from __future__ import annotations

from types import MappingProxyType

from vidlect_adapters.canonical import MediaInput, MediaSource, Medium, Role
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_adapters.profile import Profile

from . import by_path, catalog
from .asked import Asked
from .row import Row
from .said import Said, checked
from .wire import Way, malformed_request

_POINTERS = MappingProxyType(
    {
        "/length": "/settings/duration",
        "/frame/aspect": "/settings/aspect_ratio",
        "/frame": "/settings/resolution",
        "/vendor_options/element": "/contents",
        "/vendor_options/voice": "/contents",
        "/vendor_options/external_task_id": "/options/external_task_id",
        "/vendor_options/": "/settings/",
        "/inputs": "/contents",
    }
)
_PROMPT = "prompt"
_PICTURES = {
    "first_frame": Role.FIRST_FRAME,
    "last_frame": Role.LAST_FRAME,
    by_path.REFER_IMAGE: Role.REFERENCE,
    "image": Role.REFERENCE,
}
_VIDEOS = {
    by_path.FEATURE_VIDEO: Role.REFERENCE,
    "video": Role.REFERENCE,
    by_path.BASE_VIDEO: Role.SOURCE,
}
_THINGS = {"element": "element_id", "voice": "voice_id"}
_TYPES = (_PROMPT, *_PICTURES, *_VIDEOS, *_THINGS)


def read(asked: Asked, way: Way, name: str, profile: Profile) -> Said:
    """What the body says. Raises MalformedRequest with a pointer to what the dialect does not have."""
    row = _model(way, name)
    options: JsonObject = {}
    settings = asked.object("settings") or Asked({}, [])
    more = asked.object("options") or Asked({}, [])
    inputs: tuple[MediaInput, ...] = ()
    if way is Way.TEXT:
        prompt = asked.text(_PROMPT)
    else:
        prompt, inputs = _contents(row, way, asked, profile, options)
    external = more.text("external_task_id")
    if external is not None:
        options["external_task_id"] = external
    if row.option("multi_shot", way) is not None:
        shots = settings.flag("multi_shot")
        options |= {} if shots is None else {"multi_shot": shots}
    said = Said(
        row=row,
        way=way,
        model_name=name,
        fields=_POINTERS,
        prompt=prompt,
        inputs=inputs,
        seconds=settings.seconds("duration", as_text=False, strict=False),
        tier=settings.word("resolution", tuple(row.tiers)),
        ratio=None if way is Way.PICTURE else settings.word("aspect_ratio", catalog.RATIOS),
        sound=_sound(row, settings, options),
        watermark=more.flagged("watermark_info", "enabled"),
        callback_url=more.text("callback_url"),
        options=options,
    )
    settings.note_unread(row.model)
    more.note_unread(row.model)
    return said


def _model(way: Way, name: str) -> Row:
    row = catalog.BY_MODEL.get(catalog.PATH_ALIASES.get(name, name))
    if row is None or not row.by_path or way not in row.ways:
        malformed_request("model is not supported", "/model", name[:80])
    return row


def _sound(row: Row, settings: Asked, options: JsonObject) -> bool | None:
    if row.sound is None or row.sound.always:
        return None
    original = row.option("audio", row.ways[0]) is not None
    words = (by_path.NATIVE,) * row.sound.native + ("original",) * original + (by_path.OFF,)
    word = settings.word("audio", words)
    if word == "original":
        options["audio"] = word
        return None
    return None if word is None else word == by_path.NATIVE


def _contents(
    row: Row, way: Way, asked: Asked, profile: Profile, options: JsonObject
) -> tuple[str | None, tuple[MediaInput, ...]]:
    prompt: str | None = None
    inputs: list[MediaInput] = []
    things: dict[str, list[JsonValue]] = {}
    members = asked.objects("contents")
    if not members:
        malformed_request("contents cannot be empty", "/contents", None)
    for one in members:
        kind = one.word("type", _TYPES)
        if kind is None:
            malformed_request(f"expected one of {', '.join(_TYPES)}", one.at("type"), None)
        if kind == _PROMPT:
            prompt = _once(prompt, one)
        elif kind in _THINGS:
            things.setdefault(kind, []).append(_thing(one, _THINGS[kind]))
        else:
            inputs.append(_medium(one, kind, profile))
        one.note_unread(kind)
    for kind, given in things.items():
        if row.option(kind, way) is None:
            malformed_request(f"{row.model} takes no {kind}", "/contents", kind)
        options[kind] = checked(row, kind, given, "/contents")
    return prompt, tuple(inputs)


def _once(prompt: str | None, one: Asked) -> str:
    text = one.text("text")
    if text is None or not text.strip():
        malformed_request("content item of type 'prompt' must have non-blank text", one.at("text"), text)
    if prompt is not None:
        malformed_request("expected one prompt", one.at("text"), None)
    return text


def _thing(one: Asked, key: str) -> JsonValue:
    found: JsonObject = {key: one.value(key)}
    label = one.value("id")
    return found if label is None else found | {"id": label}


def _medium(one: Asked, kind: str, profile: Profile) -> MediaInput:
    if kind in _VIDEOS:
        return MediaInput(role=_VIDEOS[kind], medium=Medium.VIDEO, source=one.address("url"))
    source: MediaSource | None = one.picture("url", profile)
    if source is None:
        malformed_request(f"content item of type '{kind}' must have a non-blank url", one.at("url"), None)
    return MediaInput(role=_PICTURES[kind], medium=Medium.IMAGE, source=source)

"""What a submit by the classic API asks for: the way back from its words.

Here lives the reading of that body, tolerant of equivalent spellings, with a note on each. Never: the
writing of one (`classic`), a reply.
"""

from __future__ import annotations

from vidlect_adapters.canonical import MediaInput, Medium, Role
from vidlect_adapters.message import JsonObject
from vidlect_adapters.profile import Profile

from . import catalog, classic, media
from .asked import Asked
from .row import Row
from .said import Said, checked
from .wire import Way, malformed_request

_FRAMES = ((Role.FIRST_FRAME, "image"), (Role.LAST_FRAME, "image_tail"), (Role.MASK, "static_mask"))
_TYPES = {
    None: Role.REFERENCE,
    classic.FIRST_FRAME: Role.FIRST_FRAME,
    classic.END_FRAME: Role.LAST_FRAME,
}
_ELSEWHERE = ("mode", "keep_original_sound")
"""Options that do not stand in a body under their own name alone."""
_POINTERS = {
    "/model": "/model_name",
    "/length": "/duration",
    "/frame/aspect": "/aspect_ratio",
    "/frame": "/mode",
    "/vendor_options/": "/",
    "/vendor_options": "",
}
_REFER = {None: Role.SOURCE, classic.BASE: Role.SOURCE, classic.FEATURE: Role.REFERENCE}


def read(asked: Asked, way: Way, profile: Profile) -> Said:
    """What the body says. Raises MalformedRequest with a pointer to what the dialect does not have."""
    row = _model(asked, way)
    options: JsonObject = {}
    inputs = _inputs(asked, way, profile, options)
    mode = asked.word("mode", ("std", "pro", "4k"))
    tier = _tier(row, way, mode, asked, options)
    sound = None if row.sound is None else asked.word("sound", ("on", "off"))
    _read_options(row, way, asked, options)
    return Said(
        row=row,
        way=way,
        model_name=row.model,
        fields=_POINTERS | {"/inputs": "/image" if way is Way.PICTURE else "/image_list"},
        prompt=asked.text("prompt"),
        negative_prompt=asked.text("negative_prompt") if row.negative_prompt else None,
        inputs=inputs,
        seconds=asked.seconds("duration", as_text=True, strict=profile["integer-duration"] == "refuse"),
        tier=tier,
        ratio=None if way is Way.PICTURE else asked.word("aspect_ratio", catalog.RATIOS),
        sound=None if sound is None else sound == "on",
        watermark=asked.flagged("watermark_info", "enabled"),
        callback_url=asked.text("callback_url"),
        options=options,
    )


def _read_options(row: Row, way: Way, asked: Asked, options: JsonObject) -> None:
    for option in row.options:
        name = option.name
        if name in _ELSEWHERE or way not in option.ways:
            continue
        value = asked.flag(name) if name == "multi_shot" else asked.value(name)
        if value is not None:
            options[name] = checked(row, name, value, f"/{name}")
    if way not in (Way.TEXT, Way.PICTURE) or row.option("camera_control", way) is not None:
        return
    if asked.value("camera_control") is not None:
        malformed_request(f"{row.model} has no camera_control for {way.value}", "/camera_control", None)


def _model(asked: Asked, way: Way) -> Row:
    name = asked.text("model_name")
    if asked.value("model") is not None:
        asked.note("/model is no field any more; the vendor overlooks it (model_name counts)")
    if name is None:
        name = catalog.DEFAULT_MODELS[way]
        asked.note(f"/model_name is not said; the vendor takes {name}")
    row = catalog.BY_MODEL.get(name)
    if row is None or row.by_path:
        known = ", ".join(one.model for one in catalog.ROWS if not one.by_path and way in one.ways)
        malformed_request(f"no model of the classic API; known are {known}", "/model_name", name[:80])
    if way not in row.ways:
        malformed_request(f"{name} makes no films from {way.value}", "/model_name", name)
    return row


def _tier(row: Row, way: Way, mode: str | None, asked: Asked, options: JsonObject) -> str | None:
    if mode is None:
        return None
    if row.option("mode", way) is not None:
        options["mode"] = checked(row, "mode", mode, "/mode")
        return None
    tier = next((tier for tier, word in row.tiers.items() if word == mode), None)
    if tier is None and any(row.tiers.values()):
        malformed_request(f"{row.model} has {' or '.join(row.tiers.values())}", "/mode", mode)
    if tier is None:
        asked.note(f"/mode: {row.model} has one mode; the vendor overlooks it")
    return tier


def _inputs(asked: Asked, way: Way, profile: Profile, options: JsonObject) -> tuple[MediaInput, ...]:
    if way is Way.TEXT:
        return ()
    if way is Way.PICTURE:
        found = ((role, asked.picture(field, profile)) for role, field in _FRAMES)
        inputs = tuple(
            MediaInput(role=role, medium=Medium.IMAGE, source=source)
            for role, source in found
            if source is not None
        )
        if not any(one.role in (Role.FIRST_FRAME, Role.LAST_FRAME) for one in inputs):
            malformed_request("image can not be null", "/image", None)
        return inputs
    field = "image" if way is Way.REFERENCES else "image_url"
    return (*_pictures(asked, way, field, profile), *(_videos(asked, options) if way is Way.OMNI else ()))


def _pictures(asked: Asked, way: Way, field: str, profile: Profile) -> list[MediaInput]:
    found: list[MediaInput] = []
    for one in asked.objects("image_list"):
        source = one.picture(field, profile)
        if source is None:
            malformed_request("expected an address or base64", one.at(field), None)
        kind = one.word("type", (classic.FIRST_FRAME, classic.END_FRAME)) if way is Way.OMNI else None
        found.append(MediaInput(role=_TYPES[kind], medium=Medium.IMAGE, source=source))
        one.note_unread("a picture")
    if way is Way.REFERENCES and not 1 <= len(found) <= media.MOST_REFERENCES:
        malformed_request(f"expected 1 to {media.MOST_REFERENCES}", "/image_list", len(found))
    return found


def _videos(asked: Asked, options: JsonObject) -> list[MediaInput]:
    found: list[MediaInput] = []
    for one in asked.objects("video_list"):
        role = _REFER[one.word("refer_type", (classic.FEATURE, classic.BASE))]
        source = one.address("video_url")
        keep = one.word("keep_original_sound", ("yes", "no"))
        if keep is not None:
            options["keep_original_sound"] = keep
        found.append(MediaInput(role=role, medium=Medium.VIDEO, source=source))
        one.note_unread("a video")
    return found

"""Creates of the new API: `prompt` or `contents`, `settings`, `options`.

Here live their rules and what becomes of them. Never: the form of single values (the OpenAPI document).

Sources: [facts 11.2, 11.3]; texts [facts 6.2].
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vidlect_mock.interface import Admitted, Desk, Film, Intake
from vidlect_mock.message import JsonObject

from .errors import Wrong, remarked
from .films import RATIO, film
from .media import MOST_BYTES_NEW, is_link, picture_fault, prompt_and_marker
from .models import FULL_HD, HD, MOTION_AUDIO, NEW_MODELS, OMNI_ALIAS, NewModel
from .operations import ENDPOINTS
from .rules import NO_RATIO, O1_LENGTH
from .submissions import taken_name, unsupported
from .values import object_of, objects, text_of, whole
from .wording import invalid, missing, shown, violated

_TOP = frozenset({"prompt", "contents", "settings", "options"})
_SETTINGS = frozenset(
    {"resolution", "aspect_ratio", "duration", "audio", "multi_shot", "seed", "character_orientation"}
)
_SHAPED = frozenset({"text-to-video", "omni-video"})  # kinds with aspect_ratio

# Which contents a kind takes; omni: the documents' and those that were probed [facts 11.2, 13].
_TYPES: Mapping[str, frozenset[str]] = {
    "image-to-video": frozenset({"prompt", "first_frame", "last_frame", "element", "voice"}),
    "omni-video": frozenset(
        {
            "prompt",
            "first_frame",
            "last_frame",
            "element",
            "voice",
            "refer_image",
            "feature_video",
            "base_video",
        }
        | {"image", "video"}
    ),
    "motion-control": frozenset({"prompt", "image", "video", "element"}),
}
_PICTURES = frozenset({"first_frame", "last_frame", "refer_image", "image"})
_VIDEOS = frozenset({"feature_video", "base_video", "video"})
_MOST: Mapping[str, int] = {"element": 3, "voice": 2}


class _Asked(NamedTuple):
    kind: str
    model: NewModel
    items: list[JsonObject]
    settings: JsonObject
    remarks: list[str]

    def has(self, *types: str) -> bool:
        """Whether the contents hold one of these."""
        return any(item.get("type") in types for item in self.items)


def submitted(given: JsonObject, admitted: Admitted, desk: Desk) -> Intake | Wrong:
    """The task that a create of the new API asks for, or what is wrong with it."""
    kind = ENDPOINTS[admitted.operation.name].kind
    name = admitted.echo["last"]
    model = NEW_MODELS.get(name)
    if model is None or kind not in model.kinds:
        known = [row.name for row in NEW_MODELS.values() if kind in row.kinds]
        return unsupported(name[:80], known, desk)
    prompt, marker = prompt_and_marker(_texts(given), given)
    remarks: list[str] = []
    body = _forgiven(given, kind, model, remarks)
    options = object_of(body.get("options"))
    external = text_of(options, "external_task_id")
    asked = _Asked(kind, model, objects(body.get("contents")), object_of(body.get("settings")), remarks)
    for fault in _faults(asked, body, prompt, admitted, desk):
        return fault
    wrong = taken_name(external, admitted, desk) or remarked(remarks, desk)
    if wrong is not None:
        return wrong
    return Intake(
        body=body,
        model=name,
        prompt=prompt,
        marker=marker,
        film=_film(asked),
        remarks=tuple(remarks),
        callback_url=text_of(options, "callback_url"),
        external_id=external,
    )


def _texts(body: JsonObject) -> Iterator[tuple[JsonObject, str]]:
    yield body, "prompt"
    for item in objects(body.get("contents")):
        if item.get("type") == "prompt":
            yield item, "text"


def _forgiven(given: JsonObject, kind: str, model: NewModel, remarks: list[str]) -> JsonObject:
    """A copy without what the vendor ignores. [facts 11.1]."""
    other = "contents" if kind == "text-to-video" else "prompt"
    body: JsonObject = {}
    for name, value in given.items():
        if name not in _TOP or name == other:
            remarks.append(f"{name}: not a field of /{kind}/, ignored")
        elif value is None:
            remarks.append(f"{name}: null, taken as absent")
        else:
            body[name] = value
    settings = body.get("settings")
    if isinstance(settings, dict):
        unused = _unused(kind, model)
        kept: JsonObject = {}
        for name, value in settings.items():
            if name not in _SETTINGS or name in unused or value is None:
                remarks.append(f"settings.{name}: not used by {model.name} in /{kind}/, ignored")
            else:
                kept[name] = value
        body["settings"] = kept
    return body


def _unused(kind: str, model: NewModel) -> set[str]:
    unused = set[str]()
    if kind not in _SHAPED:
        unused.add("aspect_ratio")
    if kind == "motion-control":
        unused |= {"duration", "multi_shot"}
    else:
        unused.add("character_orientation")
        if not model.audio:
            unused.add("audio")
        if not model.name.startswith(("kling-3.0", OMNI_ALIAS)):
            unused.add("multi_shot")
    return unused


def _faults(asked: _Asked, body: JsonObject, prompt: str, admitted: Admitted, desk: Desk) -> Iterator[Wrong]:
    """What the vendor refuses; what has words of its own first."""
    if asked.kind == "text-to-video":
        said = body.get("prompt")
        if said is None or (isinstance(said, str) and not said.strip()):
            yield missing("prompt")
    elif body.get("contents", []) == []:
        yield Wrong("contents cannot be empty", "contents: at least one item", "none")
    for pointer, text in desk.violations(admitted.operation.name, body):
        yield violated(pointer, text, body)
    if len(prompt) > asked.model.longest_prompt:
        most = asked.model.longest_prompt
        yield Wrong(
            f"prompt length must be less than or equal to {most}", f"at most {most}", str(len(prompt))
        )
    if asked.kind != "text-to-video":
        yield from _items(asked, desk)
    yield from _set(asked, desk)


def _items(asked: _Asked, desk: Desk) -> Iterator[Wrong]:
    types = frozenset({"prompt", "first_frame"}) if asked.model.first_frame_only else _TYPES[asked.kind]
    for index, item in enumerate(asked.items):
        kind = str(item["type"])
        if kind not in types:
            yield invalid(f"contents[{index}].type", kind, f"one of {', '.join(sorted(types))}")
        elif kind == "prompt" and not str(item.get("text") or "").strip():
            yield Wrong("content item of type 'prompt' must have non-blank text", f"contents[{index}].text")
        elif kind in _PICTURES | _VIDEOS:
            yield from _file(index, item, desk, asked.remarks)
        elif kind == "element":
            yield from _element(index, item)
        elif kind == "voice" and asked.model.name != "kling-2.6":
            asked.remarks.append(f"contents[{index}]: {asked.model.name} has no voices, ignored")
    for kind, most in _MOST.items():
        count = sum(1 for item in asked.items if item["type"] == kind)
        if count > most:
            yield Wrong(
                f"contents of type '{kind}' must be less than or equal to {most}",
                f"at most {most}",
                str(count),
            )
    yield from _together(asked)


def _file(index: int, item: JsonObject, desk: Desk, remarks: list[str]) -> Iterator[Wrong]:
    kind, url = str(item["type"]), str(item.get("url") or "").strip()
    name = f"contents[{index}].url"
    if not url:
        yield Wrong(f"content item of type '{kind}' must have a non-blank url", name)
    elif kind in _VIDEOS:
        if not is_link(url):
            yield Wrong("Video URL is invalid", f"{name}: a URL", shown(url))
    else:
        wrong = picture_fault(name, url, desk, MOST_BYTES_NEW, remarks)
        if wrong is not None:
            yield wrong


def _element(index: int, item: JsonObject) -> Iterator[Wrong]:
    number = str(item.get("element_id") or "")
    if not number.strip():
        yield Wrong("Invalid element id: ", f"contents[{index}].element_id", "nothing")


def _together(asked: _Asked) -> Iterator[Wrong]:
    """Which contents need which others."""
    if asked.kind == "image-to-video" and not asked.has("first_frame"):
        yield missing("first_frame")
    if asked.has("last_frame") and not asked.has("first_frame"):
        yield Wrong("last_frame requires first_frame", "a content of type first_frame", "none")
    if asked.kind == "motion-control":
        for kind in ("image", "video"):
            if not asked.has(kind):
                yield missing(kind)
    if asked.kind == "omni-video":
        placed = asked.has("first_frame", *_VIDEOS)
        if "aspect_ratio" not in asked.settings and not placed:
            yield Wrong(NO_RATIO, "settings.aspect_ratio", "nothing")


def _set(asked: _Asked, desk: Desk) -> Iterator[Wrong]:
    model, settings = asked.model, asked.settings
    motion = asked.kind == "motion-control"
    resolutions = model.resolutions[:2] if motion else model.resolutions  # no 4k there [facts 11.3]
    resolution = settings.get("resolution", HD)
    if resolution not in resolutions:
        yield invalid("settings.resolution", resolution, f"one of {', '.join(resolutions)}")
    modes = MOTION_AUDIO if motion else model.audio
    audio = settings.get("audio")
    if audio is not None and audio not in modes:
        said = f"audio mode '{audio}' is not supported by the current model"
        yield Wrong(said, f"one of {', '.join(modes)}", shown(audio))
    seconds = whole(settings.get("duration", 5))
    unchecked = model.name == OMNI_ALIAS and desk.profile.switches["omni-duration"] == "unchecked"
    if not motion and seconds not in model.durations and not unchecked:
        yield invalid("duration", settings["duration"], f"one of {', '.join(map(str, model.durations))}")
    if (
        model.name == "kling-o1"
        and seconds not in {5, 10}
        and not asked.has("refer_image", "image", "element", *_VIDEOS)
    ):
        yield Wrong(O1_LENGTH, "5 or 10", str(seconds))
    loud = asked.kind != "motion-control" and audio == "native"
    tall = asked.has("last_frame") or loud
    if model.name in {"kling-2.6", "kling-2.5-turbo"} and tall and resolution != FULL_HD:
        asked.remarks.append(f"settings.resolution: {model.name} makes this in 1080p only")


def _film(asked: _Asked) -> Film:
    settings, model = asked.settings, asked.model
    audio = settings.get("audio")
    resolution = str(settings.get("resolution", HD))
    if model.name in {"kling-2.6", "kling-2.5-turbo"} and (asked.has("last_frame") or audio == "native"):
        resolution = FULL_HD
    return film(
        model.name,
        resolution,
        str(settings.get("aspect_ratio", RATIO)),
        seconds=whole(settings.get("duration")) or 5,
        sound=model.always_sounds or audio in {"native", "original"},
    )

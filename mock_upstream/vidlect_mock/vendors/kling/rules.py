"""Rules of classic creates that say their own words or go beyond a schema: what must be there, what excludes what.

Here lives one generator of faults a kind, in two tables: `BEFORE` the schema is asked (nothing is known of the types
yet) and `AFTER` (all are as documented). Never: forms of single values (the OpenAPI document has them).

Sources: [facts 6.2, 7, 8]; texts in [facts 6.2] are the vendor's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vidlect_mock.interface import Desk
from vidlect_mock.message import JsonObject

from .asked import After, Asked, Before
from .errors import Wrong
from .fields import NO_VIDEO, REQUIRED
from .film_rules import film_after, picture_before, text_before
from .values import objects
from .wording import invalid, missing, shown

NO_RATIO = "Aspect ratio must be specified when no first image and not video editing"
O1_LENGTH = "Duration only supports 5 or 10 seconds when no refer_image is provided"
NO_SOUND = "sound on is not supported with video input"

_SCENES = frozenset({"hug", "kiss", "heart_gesture", "fight"})  # those that the facts name [facts 7.7]
_WORDS: Mapping[str, tuple[str, ...]] = {
    "mode": ("text2video", "audio2video"),
    "audio_type": ("file", "url"),
    "voice_language": ("zh", "en"),
}


def _required(kind: str) -> Before:
    def check(body: JsonObject) -> Iterator[Wrong]:
        for name in REQUIRED.get(kind, ()):
            if name not in body:
                yield missing(name)

    return check


def _spoken(body: JsonObject) -> Iterator[Wrong]:
    given = body.get("input")
    yield from _said(given) if isinstance(given, dict) else (missing("input"),)


def _said(given: JsonObject) -> Iterator[Wrong]:
    if not given.get("video_id") and not given.get("video_url"):
        yield Wrong(NO_VIDEO, "input.video_id or input.video_url", "neither")
    for name, words in _WORDS.items():
        value = given.get(name)
        if (value is not None and value not in words) or (name == "mode" and value is None):
            allowed = f"allowed values: {', '.join(words)}"
            yield Wrong(f"{name} is invalid, {allowed}", f"input.{name}: {allowed}", shown(value))
    yield from (_sound if given.get("mode") == "audio2video" else _speech)(given)


def _sound(given: JsonObject) -> Iterator[Wrong]:
    if not given.get("audio_type"):
        yield Wrong("Audio type is null", "input.audio_type: file or url", "nothing")
    wanted = f"audio_{given.get('audio_type')}"
    if not given.get(wanted):
        yield missing(wanted)


def _speech(given: JsonObject) -> Iterator[Wrong]:
    if not given.get("text"):
        yield missing("text")
    if given.get("voice_id") == "":
        yield Wrong("Voice id not found", "input.voice_id, not empty", "an empty text")


def _effect(body: JsonObject) -> Iterator[Wrong]:
    yield from _required("effects")(body)
    given = body.get("input")
    if isinstance(given, dict) and ("image" in given) == ("images" in given):
        yield Wrong(
            "input.image or input.images is required",
            "one of the two",
            "both" if "image" in given else "neither",
        )


def _avatar(body: JsonObject) -> Iterator[Wrong]:
    yield from _required("avatar/image2video")(body)
    if ("audio_id" in body) == ("sound_file" in body):
        said = "both" if "audio_id" in body else "neither"
        yield Wrong("Exactly one of audio_id and sound_file is required", "one of the two", said)


def _faces(body: JsonObject) -> Iterator[Wrong]:
    yield from _required("advanced-lip-sync")(body)
    for index, face in enumerate(objects(body.get("face_choose"))):
        if ("audio_id" in face) == ("sound_file" in face):
            name = f"face_choose[{index}]"
            yield Wrong(f"Exactly one of {name}.audio_id and {name}.sound_file is required", "one of the two")


def _of_video(body: JsonObject) -> Iterator[Wrong]:
    if "video_id" not in body and "video_url" not in body:
        yield Wrong(NO_VIDEO, "video_id or video_url", "neither")


BEFORE: Mapping[str, Before] = {
    **{kind: _required(kind) for kind in REQUIRED},
    "text2video": text_before,
    "image2video": picture_before,
    "lip-sync": _spoken,
    "effects": _effect,
    "avatar/image2video": _avatar,
    "advanced-lip-sync": _faces,
    "identify-face": _of_video,
    "multi-elements/init-selection": _of_video,
}


def _omni(asked: Asked, desk: Desk) -> Iterator[Wrong]:
    """[facts 7.4]; texts [facts 6.2]."""
    del desk
    body = asked.body
    pictures, videos = objects(body.get("image_list")), objects(body.get("video_list"))
    elements = objects(body.get("element_list"))
    types = [picture.get("type") for picture in pictures]
    editing = any(video.get("refer_type", "base") == "base" for video in videos)
    if "aspect_ratio" not in body and "first_frame" not in types and not editing:
        yield Wrong(NO_RATIO, "aspect_ratio", "nothing")
    most = 4 if videos else 7
    if len(pictures) + len(elements) > most:
        said = f"The sum of image_list and element_list must be less than or equal to {most}"
        yield Wrong(said, f"at most {most}", str(len(pictures) + len(elements)))
    if "end_frame" in types and "first_frame" not in types:
        yield Wrong("end_frame requires first_frame", "a picture of type first_frame", "none")
    if "end_frame" in types and len(pictures) > 2:
        yield Wrong("end_frame is not supported with more than 2 images", "at most 2", str(len(pictures)))
    if body.get("sound") == "on" and videos:
        yield Wrong(NO_SOUND, "sound off, or no video", "sound on with a video")
    refers = bool(videos or elements or types.count(None))
    o1 = asked.model is not None and asked.model.name == "kling-video-o1"
    if o1 and not refers and asked.seconds not in {5, 10}:
        yield Wrong(O1_LENGTH, "5 or 10", str(asked.seconds))
    for element in elements:
        number = element["element_id"]
        if isinstance(number, int) and number <= 0:
            yield Wrong(f"Element id not found: {number}", "an element that exists", str(number))


def _scene(asked: Asked, desk: Desk) -> Iterator[Wrong]:
    scene = asked.body["effect_scene"]
    if desk.profile.switches["effect-scenes"] == "listed" and scene not in _SCENES:
        yield invalid("effect_scene", scene, f"one of {', '.join(sorted(_SCENES))}")


def _edited(asked: Asked, desk: Desk) -> Iterator[Wrong]:
    """How many pictures an edit takes. [facts 7.10]."""
    del desk
    count = len(objects(asked.body.get("image_list")))
    mode = str(asked.body["edit_mode"])
    least, most = {"addition": (1, 2), "swap": (1, 1), "removal": (0, 0)}[mode]
    if not least <= count <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        yield Wrong(f"image_list size is invalid for edit_mode {mode}", f"{wanted} pictures", str(count))


def _timed(asked: Asked, desk: Desk) -> Iterator[Wrong]:
    """The cut of each sound: at least 2 s of it. [facts 7.6]."""
    del desk
    for index, face in enumerate(objects(asked.body["face_choose"])):
        start, end = face["sound_start_time"], face["sound_end_time"]
        if isinstance(start, int) and isinstance(end, int) and end - start < 2000:
            name = f"face_choose[{index}]"
            yield Wrong(
                f"{name}: the cut audio must not be shorter than 2 seconds",
                "2000 ms or more",
                f"{end - start}",
            )


AFTER: Mapping[str, After] = {
    "text2video": film_after,
    "image2video": film_after,
    "omni-video": _omni,
    "effects": _scene,
    "multi-elements": _edited,
    "advanced-lip-sync": _timed,
}

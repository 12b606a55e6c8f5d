"""Rules of text2video and image2video: shots, camera, frames, motion brush.

Here live their generators of faults. Never: forms of single values, nor the other kinds (`rules`).

Sources: [facts 6.2, 7.1, 7.2, 8]; texts in [facts 6.2] are the vendor's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vidlect_mock.interface import Desk
from vidlect_mock.message import JsonObject

from .asked import Asked
from .errors import Wrong
from .fields import NO_PICTURE
from .models import DEFAULT_MODEL, MODELS, Model
from .values import objects
from .wording import missing, shown

CAMERA = "camera_control is only supported in std mode with 5s duration and kling-v1"

_PROMPTED = ("", "intelligence")  # a tuple, for a body's value may not be hashable


def text_before(body: JsonObject) -> Iterator[Wrong]:
    """What text2video must have before its schema is asked."""
    yield from _scripted(body)
    yield from _camera(body, {"kling-v1": ("std", None)})


def _scripted(body: JsonObject) -> Iterator[Wrong]:
    """A prompt, or the shots that stand for one."""
    kind = body.get("shot_type") if body.get("multi_shot") is True else ""
    if kind is None:
        yield missing("shot_type")
    if kind == "customize" and "multi_prompt" not in body:
        yield missing("multi_prompt")
    if kind in _PROMPTED and "prompt" not in body:
        yield missing("prompt")


def picture_before(body: JsonObject) -> Iterator[Wrong]:
    """What image2video must have before its schema is asked."""
    model = body.get("model_name", "kling-v1")
    if body.get("multi_shot") is True:
        yield from _scripted({"prompt": "", **body})  # a prompt is optional beside a picture
    alone = isinstance(model, str) and model in MODELS and MODELS[model].tail_only
    if "image" not in body and not (alone and "image_tail" in body):
        yield Wrong(NO_PICTURE, "image: a URL or base64", "nothing")
    # [facts 8]: of image2video only this
    yield from _camera(body, {"kling-v1-5": ("pro", "simple")})


def _camera(body: JsonObject, allowed: Mapping[str, tuple[str, str | None]]) -> Iterator[Wrong]:
    """`allowed`: model → its mode, and the one type of movement that it has (None: any)."""
    camera = body.get("camera_control")
    if not isinstance(camera, dict):
        return
    model = body.get("model_name", "kling-v1")
    mode, kind = allowed.get(model, ("", None)) if isinstance(model, str) else ("", None)
    timely = body.get("mode", "std") == mode and body.get("duration", "5") == "5"
    if not timely or (kind is not None and camera.get("type") != kind):
        models = ", ".join(f"{name} in {its} mode" for name, (its, _) in allowed.items())
        yield Wrong(CAMERA, f"camera_control with {models}, 5 s", shown(model))


def _model(asked: Asked) -> Model:
    """The create's model: these kinds have one."""
    return asked.model or MODELS[DEFAULT_MODEL[asked.kind]]


def film_after(asked: Asked, desk: Desk) -> Iterator[Wrong]:
    """What text2video and image2video have in common."""
    body = asked.body
    camera = body.get("camera_control")
    if isinstance(camera, dict):
        yield from _moves(camera)
    if "voice_list" in body and body.get("sound") != "on":
        asked.remarks.append("voice_list: ignored unless sound is on")
    if body.get("sound") == "on" and _model(asked).name == "kling-v2-6" and asked.mode == "std":
        asked.remarks.append("sound: kling-v2-6 has sound in pro mode only, ignored")
    if body.get("multi_shot") is True and body.get("shot_type") == "customize":
        yield from _shots(asked)
    if asked.kind == "image2video":
        yield from _frames(asked, desk)


def _moves(camera: JsonObject) -> Iterator[Wrong]:
    config = camera.get("config")
    axes = [value for value in config.values() if value] if isinstance(config, dict) else []
    if camera["type"] == "simple" and len(axes) != 1:
        said = f"{len(axes)} that are not 0"
        yield Wrong(
            "camera_control.config must have exactly one non-zero value", "one of the six numbers", said
        )
    if camera["type"] != "simple" and axes:
        yield Wrong("camera_control.config is only supported with type simple", "no config", "a config")


def _shots(asked: Asked) -> Iterator[Wrong]:
    """The client's own shots add up. [facts 7.1]."""
    shots = objects(asked.body.get("multi_prompt"))
    if [shot["index"] for shot in shots] != list(range(1, len(shots) + 1)):
        yield Wrong("multi_prompt.index must be consecutive from 1", "1, 2, 3 …", "another order")
    total = sum(int(str(shot["duration"])) for shot in shots)
    if total != asked.seconds:
        yield Wrong(
            "The durations of multi_prompt must sum up to duration", f"{asked.seconds} s in all", f"{total} s"
        )


def _frames(asked: Asked, desk: Desk) -> Iterator[Wrong]:
    """Last frame, motion brush, camera: at most one of the three, each where the model has it. [facts 7.2, 8]."""
    body, model = asked.body, _model(asked)
    groups = ("image_tail", "static_mask" if "static_mask" in body else "dynamic_masks", "camera_control")
    given = [name for name in groups if name in body]
    if len(given) > 1:
        text = " and ".join(given)
        yield Wrong(f"{text} cannot be used together", "one of last frame, motion brush and camera", text)
    works = asked.mode in model.tail and asked.seconds in model.tail_seconds
    if "image_tail" in body and not works:
        if desk.profile.switches["unsupported-tail"] == "refused":
            yield Wrong(
                f"image_tail is not supported by {model.name} in {asked.mode} mode with {asked.seconds}s duration",
                "no image_tail",
                "one",
            )
        asked.remarks.append(f"image_tail: without effect for {model.name}, {asked.mode}, {asked.seconds} s")
    if "image_tail" in body and model.name == "kling-v2-6" and body.get("sound") == "on":
        asked.remarks.append("sound: kling-v2-6 is silent with a last frame")
    brushed = not body.keys().isdisjoint({"static_mask", "dynamic_masks"})
    if brushed and (asked.mode not in model.brush or asked.seconds != 5):
        asked.remarks.append(f"static_mask, dynamic_masks: {model.name} has no motion brush here, ignored")
    if "element_list" in body and "voice_list" in body:
        yield Wrong("element_list and voice_list cannot be used together", "one of the two", "both")

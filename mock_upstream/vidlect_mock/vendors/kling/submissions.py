"""Classic creates and steps: what is forgiven, what is refused, and the task that comes of it.

Here live the order of the checks and the forgiveness. Never: a rule of one kind (`rules`), nor the form of single values
(the OpenAPI document, by `desk.violations`).

What the vendor documents as wrong is refused. What it ignores is remarked in the journal and left out; with the
switch `strict` on, a remark is a refusal.
"""

from __future__ import annotations

from collections.abc import Iterator

from vidlect_mock.interface import Admitted, Desk, Film, Intake
from vidlect_mock.message import JsonObject

from .asked import Asked
from .errors import ERRORS, NOT_FOUND, Wrong, remarked
from .fields import BLANK_IN_SAMPLES, FIELDS, PICTURE_FIELDS, PICTURE_LISTS
from .films import RATIO, film, longer
from .media import MOST_BYTES, picture_fault, prompt_and_marker
from .models import DEFAULT_MODE, DEFAULT_MODEL, EXTENDED_SECONDS, HD, MODELS, Model
from .operations import ENDPOINTS
from .rules import AFTER, BEFORE
from .sources import Source, source_holder, source_of
from .values import objects, text_of, whole
from .wording import violated

LONGEST_FILM = 180  # seconds, of an extended one [facts 7.5]
_RETIRED_KINDS = frozenset({"text2video", "image2video", "multi-image2video"})
_SHOT_FIELDS = ("multi_shot", "shot_type", "multi_prompt")


def submitted(body: JsonObject, admitted: Admitted, desk: Desk) -> Intake | Wrong:
    """The task that a classic create asks for, or what is wrong with it."""
    kind = ENDPOINTS[admitted.operation.name].kind
    prompt, marker = prompt_and_marker(_texts(body), body)
    remarks: list[str] = []
    asked = _judged(kind, body, admitted, desk, remarks)
    if isinstance(asked, Wrong):
        return asked
    source = source_of(kind, asked.body, admitted.session, desk)
    if isinstance(source, Wrong):
        return source
    made = _film(asked, source)
    if made.seconds > LONGEST_FILM:
        said = f"at most {LONGEST_FILM} s in all"
        return Wrong("The video is too long to be extended", said, f"{made.seconds:.0f} s")
    external = text_of(asked.body, "external_task_id")
    wrong = taken_name(external, admitted, desk) or remarked(remarks, desk)
    if wrong is not None:
        return wrong
    return Intake(
        body=asked.body if source is None else {**asked.body, **source.named},
        model=made.label,
        prompt=prompt,
        marker=marker,
        film=made,
        remarks=tuple(remarks),
        callback_url=text_of(asked.body, "callback_url"),
        external_id=external,
    )


def step(kind: str, body: JsonObject, admitted: Admitted, desk: Desk) -> tuple[JsonObject, list[str]] | Wrong:
    """The forgiven body of a step that is answered at once, and remarks; or what is wrong with it."""
    remarks: list[str] = []
    asked = _judged(kind, body, admitted, desk, remarks)
    if isinstance(asked, Wrong):
        return asked
    return remarked(remarks, desk) or (asked.body, remarks)


def taken_name(external: str | None, admitted: Admitted, desk: Desk) -> Wrong | None:
    """The fault of an external id that a task has already. [facts 7]."""
    if external is None or desk.named(admitted.session, external) is None:
        return None
    return Wrong(
        f"External_task_id {external} already exists", "an external_task_id that is new", external[:80]
    )


def _texts(body: JsonObject) -> Iterator[tuple[JsonObject, str]]:
    """Where a client may say what it wants."""
    yield body, "prompt"
    for shot in objects(body.get("multi_prompt")):
        yield shot, "prompt"
    given = body.get("input")
    if isinstance(given, dict):
        yield given, "text"


def _judged(
    kind: str, given: JsonObject, admitted: Admitted, desk: Desk, remarks: list[str]
) -> Asked | Wrong:
    if kind == "multi-image2video" and desk.profile.switches["multi-image2video"] == "gone":
        return Wrong(ERRORS["gone"].message, "another endpoint", kind)
    body = _forgiven(kind, given, desk, remarks)
    model = _model(kind, body, desk)
    if isinstance(model, Wrong):
        return model
    if model is not None:
        _leave_out(kind, body, model, remarks)
    before = BEFORE.get(kind)
    for wrong in before(body) if before is not None else ():
        return wrong
    for pointer, said in desk.violations(admitted.operation.name, body):
        return violated(pointer, said, body)
    mode = str(body.get("mode", DEFAULT_MODE.get(kind, "std")))
    asked = Asked(kind, body, model, mode, whole(body.get("duration")) or 5, remarks)
    after = AFTER.get(kind)
    for wrong in after(asked, desk) if after is not None else ():
        return wrong
    for wrong in _pictures(asked, desk):
        return wrong
    return asked


def _forgiven(kind: str, given: JsonObject, desk: Desk, remarks: list[str]) -> JsonObject:
    """A copy without what the vendor ignores, and in the documented types."""
    body = _known(kind, given, remarks)
    nested = body.get("input")
    if isinstance(nested, dict):
        body["input"] = nested = dict(nested)
    if desk.profile.switches["duration-type"] == "any":
        for holder in (body, nested):
            if isinstance(holder, dict):
                _as_text(holder, remarks)
    if body.get("multi_shot") in ("true", "false"):
        remarks.append("multi_shot: a text, a boolean is documented")
        body["multi_shot"] = body["multi_shot"] == "true"
    if "watermark_info" in body and not isinstance(body["watermark_info"], dict):
        remarks.append("watermark_info: no object, ignored")
        del body["watermark_info"]
    camera = body.get("camera_control")
    if isinstance(camera, dict) and camera.get("config", 0) in (None, {}):
        body["camera_control"] = {name: value for name, value in camera.items() if name != "config"}
    return body


def _known(kind: str, given: JsonObject, remarks: list[str]) -> JsonObject:
    """The fields that the kind has, where something stands in them."""
    known = FIELDS[kind]
    body: JsonObject = {}
    for name, value in given.items():
        if name == "model" and "model_name" in known:
            # [facts 7.1]: renamed in 2024, and ignored since
            remarks.append("model: ignored, the field is model_name")
        elif name not in known:
            remarks.append(f"{name}: not a field of {kind}, ignored")
        elif value is not None and value not in ("", []):
            body[name] = value
        elif value != "" or name not in BLANK_IN_SAMPLES:
            remarks.append(f"{name}: empty, taken as absent")
    return body


def _as_text(holder: JsonObject, remarks: list[str]) -> None:
    value = holder.get("duration")
    number = None if isinstance(value, str) else whole(value)
    if number is not None:
        remarks.append("duration: a number, a text is documented")
        holder["duration"] = str(number)


def _model(kind: str, body: JsonObject, desk: Desk) -> Model | Wrong | None:
    """The model that is meant; None for a kind that has none; or why there is no such one here."""
    default = DEFAULT_MODEL.get(kind)
    if default is None:
        return None
    name = body.get("model_name", default)
    model = MODELS.get(name) if isinstance(name, str) else None
    if model is None or kind not in model.kinds:
        known = [row.name for row in MODELS.values() if kind in row.kinds]
        return unsupported(str(name)[:80], known, desk)
    retired = desk.profile.switches["retired-models"]
    if model.retired and retired != "taken" and kind in _RETIRED_KINDS:
        if retired == NOT_FOUND:
            return Wrong(ERRORS["discontinued"].message, "a model in service", model.name, NOT_FOUND)
        said = f"The model '{model.name}' has been discontinued and is no longer available."  # [facts 6.2]
        return Wrong(said, "a model in service", model.name)
    return model


def unsupported(name: str, known: list[str], desk: Desk) -> Wrong:
    """The fault of a model that does not exist, or not here."""
    code = desk.profile.switches["unknown-model"]
    return Wrong(ERRORS["unsupported_model"].message, f"one of {', '.join(known)}", name, code)


def _leave_out(kind: str, body: JsonObject, model: Model, remarks: list[str]) -> None:
    """Knobs that this model has not: taken and without effect. [facts 7.1, 8]."""
    unused: list[str] = []
    if not model.scaled:
        unused.append("cfg_scale")
    if kind in {"text2video", "image2video"}:
        if not model.sound:
            unused += ["sound", "voice_list"]
        if not model.shots:
            unused += [*_SHOT_FIELDS, "element_list"]
    elif kind == "omni-video" and not model.sound:
        unused.append("sound")
    for name in unused:
        value = body.pop(name, None)
        if value not in (None, False, "off"):
            remarks.append(f"{name}: not supported by {model.name}, ignored")


def _pictures(asked: Asked, desk: Desk) -> Iterator[Wrong]:
    for name, text in _picture_texts(asked.kind, asked.body):
        wrong = picture_fault(name, text, desk, MOST_BYTES, asked.remarks)
        if wrong is not None:
            yield wrong


def _picture_texts(kind: str, body: JsonObject) -> Iterator[tuple[str, str]]:
    """(name, text) of every picture."""
    for name in PICTURE_FIELDS.get(kind, ()):
        if name in body:
            yield name, str(body[name])
    for name, member in PICTURE_LISTS.get(kind, ()):
        for index, item in enumerate(objects(body.get(name))):
            yield f"{name}[{index}].{member}", str(item[member])
    given = body.get("input")
    if kind == "effects" and isinstance(given, dict):
        images = given.get("images")
        pair = images if isinstance(images, list) else [given["image"]]
        yield from ((f"input.images[{index}]", str(text)) for index, text in enumerate(pair))


def _film(asked: Asked, source: Source | None) -> Film:
    """The film of a create that was found in order."""
    body, model, kind = asked.body, asked.model, asked.kind
    if source is not None and kind != "multi-elements":
        if kind == "video-extend":
            return longer(source.film, source.model or "kling-v1", EXTENDED_SECONDS)
        return longer(source.film, kind, 0)._replace(sound=True, label=kind)
    given = source_holder(body)
    if model is None:
        seconds = whole(given.get("duration")) or 5
        resolution = "1080p" if given.get("mode") == "pro" else HD
        return film(
            str(given.get("model_name", kind)), resolution, seconds=seconds, sound=kind.startswith("avatar")
        )
    resolution = model.modes.get(asked.mode, HD)
    ratio = body.get("aspect_ratio", RATIO)
    silent = model.name == "kling-v2-6" and (asked.mode == "std" or "image_tail" in body)
    sound = body.get("sound") == "on" and not silent
    if kind == "motion-control":
        sound = body.get("keep_original_sound", "yes") == "yes"
    fps = model.fps[0 if kind == "text2video" else 1]
    return film(model.name, resolution, str(ratio), seconds=asked.seconds, fps=fps, sound=sound)

"""The settings of a film: what was asked for by field or flag, checked against the model, defaults filled in.

Here live the rules of single fields and of fields together, and the settings that a task keeps. Never: the
content's own rules (`content`), nor JSON types (that is the OpenAPI document).

Fields are checked strictly, flags weakly. Sources: [facts 3.1, 3.2].
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from vidlect_mock.interface import Desk
from vidlect_mock.message import JsonObject, JsonValue

from .content import Scene
from .errors import Wrong
from .films import RATIO, SECONDS
from .flags import Flags
from .models import ADAPTIVE, RATIOS, Model

_AUTOMATIC = -1
_FRAMES = range(29, 290, 4)
_SEEDS = 2**32
_SEED_STRIDE = 2654435761  # odd, so that neighbours draw unlike seeds
_EXPIRES_AFTER = 172800  # seconds, the default
# What asks for nothing: a model without the field is known to refuse other values only.
_HARMLESS: Mapping[str, JsonValue] = {
    "frames": None,
    "service_tier": "default",
    "camera_fixed": False,
    "generate_audio": False,
    "draft": False,
    "tools": [],
    "priority": 0,
    "output_format": None,
    "omni_reference_task_type": None,
}
_LENGTHS = frozenset({"frames", "duration"})
_CHECKED_FLAGS = ("resolution", "duration")  # as a live user found [facts 3.2]
_REPEATED = (
    "tools",
    "safety_identifier",
    "priority",
    "output_format",
    "omni_reference_task_type",
    "camera_fixed",
    "watermark",
)


class Settings(NamedTuple):
    """What a task keeps, and what was remarked."""

    values: JsonObject
    remarks: tuple[str, ...] = ()


def settle(given: JsonObject, flags: Flags, scene: Scene, model: Model, desk: Desk) -> Settings | Wrong:
    """The settings of a film. `given` are the fields of the body without nulls, of the right JSON types."""
    fields = _from_fields(given, scene, model)
    if isinstance(fields, Wrong):
        return fields
    values, remarks = fields.values, [*fields.remarks, *flags.remarks]
    for field, value in flags.values.items():
        why = _flag_fault(field, value, model, scene)
        if why is None:
            _put_flag(field, value, values, given, desk)
        elif field in _CHECKED_FLAGS and desk.profile.is_set("flags", "observed"):
            return Wrong(field, why)
        else:
            remarks.append(f"--{field}: {why}; ignored")
    for wrong in _faults_of_a_draft(values, given):
        return wrong
    return Settings(_filled(values, model, desk), tuple(remarks))


def _put_flag(field: str, value: JsonValue, values: JsonObject, given: JsonObject, desk: Desk) -> None:
    """A flag counts where no field of the body asks for the same; both lengths ask for the same."""
    rivals = (_LENGTHS if field in _LENGTHS else {field}) & given.keys()
    if rivals and desk.profile.is_set("precedence", "body"):
        return
    for rival in rivals:
        values.pop(rival, None)
    values[field] = value


def _from_fields(given: JsonObject, scene: Scene, model: Model) -> Settings | Wrong:
    values: JsonObject = {}
    remarks: list[str] = []
    for field, value in given.items():
        if field not in _HARMLESS or field in model.takes:
            why = _fault(field, value, model, scene)
            if why is not None:
                return Wrong(field, why)
            values[field] = value
        elif value == _HARMLESS[field]:
            remarks.append(f"{field}: {model.name} has no such field; this value asks for nothing")
        else:
            said = f"the parameter {field} specified in the request is not valid"
            message = f"{said} for model {model.name} in {scene.kind}."
            return Wrong(field, f"model {model.name} has no {field}", message=message)
    return Settings(values, tuple(remarks))


def _resolution(value: JsonValue, model: Model, scene: Scene) -> str | None:
    if value not in model.tiers:
        return f"expected one of {', '.join(model.tiers)} for model {model.name}"
    if value == "1080p" and model.generation == "1.0" and scene.kind == "r2v":
        return "1080p is not available with reference images"
    return None


def _ratio(value: JsonValue, model: Model, scene: Scene) -> str | None:
    if model.generation == "2.5" and scene.kind == "i2v":
        return f"model {model.name} takes no ratio beside a first frame"
    return None if value in (*RATIOS, ADAPTIVE) else f"expected one of {', '.join(RATIOS)}, {ADAPTIVE}"


def _duration(value: JsonValue, model: Model, scene: Scene) -> str | None:
    del scene
    least, most = model.seconds
    if isinstance(value, int) and (least <= value <= most or (value == _AUTOMATIC and model.chooses_length)):
        return None
    either = ", or -1" if model.chooses_length else ""
    return f"expected {least} to {most} seconds{either} for model {model.name}"


def _frames(value: JsonValue, model: Model, scene: Scene) -> str | None:
    del model, scene
    return None if value in _FRAMES else "expected 25 + 4n, from 29 to 289"


def _seed(value: JsonValue, model: Model, scene: Scene) -> str | None:
    del model, scene
    return None if isinstance(value, int) and -1 <= value < _SEEDS else "expected -1 to 2^32-1"


def _camera(value: JsonValue, model: Model, scene: Scene) -> str | None:
    del model
    return "the camera cannot be fixed with reference media" if value and scene.kind == "r2v" else None


_RULES: Mapping[str, Callable[[JsonValue, Model, Scene], str | None]] = {
    "resolution": _resolution,
    "ratio": _ratio,
    "duration": _duration,
    "frames": _frames,
    "seed": _seed,
    "camera_fixed": _camera,
}


def _fault(field: str, value: JsonValue, model: Model, scene: Scene) -> str | None:
    rule = _RULES.get(field)
    return None if rule is None else rule(value, model, scene)


def _flag_fault(field: str, value: JsonValue, model: Model, scene: Scene) -> str | None:
    if field in _HARMLESS and field not in model.takes:
        return f"model {model.name} has no such setting"
    return _fault(field, value, model, scene)


def _faults_of_a_draft(values: JsonObject, given: JsonObject) -> Iterator[Wrong]:
    """A draft is 480p, made at once, and has no last frame [facts 3.1]."""
    if values.get("draft") is not True:
        return
    if values.get("resolution", "480p") != "480p":
        if "resolution" in given:
            yield Wrong("resolution", "a draft is 480p")
        del values["resolution"]  # a flag counts weakly
    if values.get("service_tier") == "flex":
        yield Wrong("service_tier", "a draft is not made offline")
    if given.get("return_last_frame") is True:
        yield Wrong("return_last_frame", "a draft has no last frame")


def _filled(values: JsonObject, model: Model, desk: Desk) -> JsonObject:
    """The settings with their defaults, as the task's record shows them."""
    drafted = values.get("draft") is True
    ratio = values.get("ratio", ADAPTIVE)
    settings: JsonObject = {
        "resolution": values.get("resolution", "480p" if drafted else model.tier),
        "ratio": RATIO if ratio == ADAPTIVE else ratio,
    }
    if "frames" in values:
        settings["frames"] = values["frames"]
    else:
        seconds = values.get("duration", SECONDS)
        settings["duration"] = SECONDS if seconds == _AUTOMATIC else seconds
    seed = values.get("seed", -1)
    settings["seed"] = desk.number * _SEED_STRIDE % _SEEDS if seed == -1 else seed
    if model.sounds:
        settings["generate_audio"] = values.get("generate_audio", True)
    if "draft" in model.takes:
        settings["draft"] = drafted
    settings["service_tier"] = values.get("service_tier", "default")
    settings["execution_expires_after"] = values.get("execution_expires_after", _EXPIRES_AFTER)
    if values.get("return_last_frame") is True:
        settings["return_last_frame"] = True
    settings |= {field: values[field] for field in _REPEATED if field in values}
    return settings

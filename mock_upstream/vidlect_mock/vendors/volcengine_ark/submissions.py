"""What a create must hold, and what a careless one is forgiven.

Here live the order of the checks and the forgiveness. Never: the rules of content (`content`) and of single
fields (`settings`), nor JSON types (that is the OpenAPI document, by `desk.violations`).

What the vendor is known to refuse is refused. The rest is remarked in the journal; with the switch `strict`
on, a remark is a refusal. An explicit null means that a field is unset: the official SDK sends all of
them so [facts 3.1].
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from vidlect_mock.interface import Admitted, Desk, Intake, Refusal
from vidlect_mock.lifecycle import State
from vidlect_mock.marker import Marker, cut, in_url
from vidlect_mock.message import JsonObject, JsonValue

from . import content, flags
from .content import Scene
from .errors import MISSING, UNKNOWN_MODEL, Wrong, refuse
from .films import film_of
from .models import ENDPOINT, MODELS, Model
from .settings import settle

_FIELDS = frozenset(
    {
        "model",
        "content",
        "callback_url",
        "return_last_frame",
        "service_tier",
        "execution_expires_after",
        "generate_audio",
        "draft",
        "tools",
        "safety_identifier",
        "priority",
        "resolution",
        "ratio",
        "duration",
        "frames",
        "seed",
        "camera_fixed",
        "watermark",
        "output_format",
        "omni_reference_task_type",
        "framespersecond",
    }
)
_IDLE = frozenset({"framespersecond"})  # taken without a look, without effect [facts 3.1]
_FINISHED_FROM_DRAFT = ("ratio", "duration", "seed", "generate_audio")


class _Read(NamedTuple):
    """A body whose parts are in order one by one."""

    given: JsonObject
    model: Model
    shown: str
    scene: Scene
    marker: Marker | None
    remarks: tuple[str, ...]


def submitted(body: JsonObject, admitted: Admitted, desk: Desk) -> Intake | Refusal:
    """The task that is asked for, or the refusal."""
    read = _read(body, admitted, desk)
    if isinstance(read, Wrong):
        return refuse(read, admitted, desk)
    flagged = flags.read(read.scene.text)
    settled = settle(read.given, flagged, read.scene, read.model, desk)
    if isinstance(settled, Wrong):
        return refuse(settled, admitted, desk)
    values = settled.values
    remarks = (*read.remarks, *read.scene.remarks, *settled.remarks)
    if read.scene.draft_task is not None:
        finished = _finish(read.scene.draft_task, read, values, admitted.session, desk)
        if isinstance(finished, Wrong):
            return refuse(finished, admitted, desk)
        values = finished
    if remarks and desk.profile.is_set("strict", "on"):
        named = remarks[0].partition(":")[0]
        wrong = Wrong(named, "nothing to remark (switch strict)")
        return refuse(wrong, admitted, desk, received="; ".join(remarks))
    callback = read.given.get("callback_url")
    return Intake(
        body={"model": read.shown, **values},
        model=str(read.given["model"]),
        prompt=flagged.text,
        marker=read.marker,
        film=film_of(read.model, values),
        remarks=remarks,
        callback_url=callback if isinstance(callback, str) else None,
        expires_after=cast("int", values["execution_expires_after"]),
    )


def _read(body: JsonObject, admitted: Admitted, desk: Desk) -> _Read | Wrong:
    given: JsonObject = {field: _whole(value) for field, value in body.items() if value is not None}
    for field in ("model", "content"):
        if given.get(field, "") in ("", []):
            return Wrong(field, "a value is required", MISSING, pointer=f"/{field}")
    named, items = given["model"], given["content"]
    if not isinstance(named, str):
        return Wrong("model", "expected a string")
    model = _model(named, desk)
    if model is None:
        text = f"The model or endpoint {named[:80]} does not exist or you do not have access to it."
        return Wrong("", f"one of {', '.join(MODELS)}, or ep-…", UNKNOWN_MODEL, text, "/model")
    if not isinstance(items, list):
        return Wrong("content", "expected an array")
    bare = [_without_nulls(item) for item in items]
    marker = _cut_marker(bare)
    scene = content.read(bare)
    if isinstance(scene, Wrong):
        return scene
    misfit = content.misfit(scene, model, desk)
    if misfit is not None:
        return misfit
    given["content"] = bare
    for pointer, said in desk.violations(admitted.operation.name, given):
        return Wrong(pointer.split("/")[1] if pointer else "", said, pointer=pointer)
    unknown = [field for field in given if field not in _FIELDS]
    if unknown and desk.profile.is_set("unknown-field", "refused"):
        return Wrong(unknown[0], "there is no such parameter")
    shown = model.name if ENDPOINT.fullmatch(named) else named
    return _Read(given, model, shown, scene, marker, tuple(_remarks(given, unknown)))


def _remarks(given: JsonObject, unknown: list[str]) -> Iterator[str]:
    for field in unknown:
        yield f"{field}: not a field of a create, ignored"
    for field in given.keys() & _IDLE:
        yield f"{field}: taken, without effect"
    if not str(given.get("callback_url", "http://")).lower().startswith(("http://", "https://")):
        yield "callback_url: no http(s) address, so nobody is told"


def _model(named: str, desk: Desk) -> Model | None:
    if ENDPOINT.fullmatch(named):
        named = desk.profile.switches["endpoint-model"]
    return MODELS.get(named)


def _whole(value: JsonValue) -> JsonValue:
    """5.0 is an integer in JSON Schema, and so it is here."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _without_nulls(item: JsonValue) -> JsonValue:
    if not isinstance(item, dict):
        return item
    return {field: value for field, value in item.items() if value is not None}


def _cut_marker(items: list[JsonValue]) -> Marker | None:
    """Take the marker off the first text that has one; else that of a media URL."""
    objects = [item for item in items if isinstance(item, dict)]
    for item in objects:
        text = item.get("text")
        if isinstance(text, str):
            said, marker = cut(text)
            if marker is not None:
                item["text"] = said
                return marker
    for item in objects:
        inner = item.get(str(item.get("type")))
        url = inner.get("url") if isinstance(inner, dict) else None
        marker = in_url(url) if isinstance(url, str) else None
        if marker is not None:
            return marker
    return None


def _finish(task_id: str, read: _Read, values: JsonObject, session: str, desk: Desk) -> JsonObject | Wrong:
    """The settings of a finished draft: the draft's, at the resolution that is asked for now [facts 3.3]."""
    task = desk.task(session, task_id)
    if task is None or task.body.get("draft") is not True or task.state is not State.SUCCEEDED:
        state = "no task of yours" if task is None else f"a task that is {task.state.value}, draft or not"
        return Wrong("content", f"expected the id of a draft that succeeded, got {state}")
    if cast("str", task.body["model"]) != read.shown:
        return Wrong("content", f"the draft was made by {task.body['model']}")
    kept: JsonObject = {field: task.body[field] for field in _FINISHED_FROM_DRAFT}
    return {**values, **kept, "draft_task_id": task_id}

"""What a create must hold, and what a careless one is forgiven.

Here live the order of these checks and the forgiveness. Never: the tables (`fields`, `models`, the OpenAPI
document by `desk.violations`), nor reading bytes (`intake`).

What the vendor documents as a refusal is refused. The rest is remarked in the journal and left out before the body
is held against the document; with the switch `strict` on, a remark is a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vidlect_mock.interface import Admitted, Desk, Intake, Refusal
from vidlect_mock.lifecycle import State
from vidlect_mock.marker import Marker, cut, in_url
from vidlect_mock.message import JsonObject, JsonValue, Received

from .accepted import facts_of
from .errors import FIELD_INVALID, FIELD_LACKING, FIELD_UNWANTED, WRONG_COUNT, Fault, refuse
from .fields import FORMS, HARMLESS, INEFFECTIVE, MOST_IMAGES_WITH_VIDEOS
from .films import film_of
from .identity import task_of
from .models import Offer, generation, offers, ratios
from .pictures import faults_of_pictures, first_size
from .vocabulary import OFF_PEAK_LIMIT

_PIXELS = re.compile(r"[0-9]{2,5}[x*X][0-9]{2,5}")
_LONGEST_BGM = 8  # seconds; not on q2 at 9 to 10 [facts 3]
_MEGABYTE = 1_000_000
_EXACT = 2**53


class _Asked:
    """A body without its marker and without what is forgiven, and what was said about it."""

    __slots__ = ("body", "marker", "prompt", "remarks")

    def __init__(self, body: JsonObject) -> None:
        self.remarks = [f"{name}: null, taken as absent" for name, value in body.items() if value is None]
        self.body = {name: _whole(value) for name, value in body.items() if value is not None}
        self.prompt, self.marker = _marked(self.body)


def submitted(body: JsonObject, received: Received, admitted: Admitted, desk: Desk) -> Intake | Refusal:
    """The task that is asked for, or the refusal."""
    operation = admitted.operation.name
    asked = _Asked(body)
    _forgive(asked, operation, received, desk)
    for fault in _faults(asked, operation, admitted.session, desk):
        return refuse(fault, admitted, desk)
    if asked.remarks and desk.profile.is_set("strict", "on"):
        fault = Fault(
            FIELD_UNWANTED, (), "nothing to remark (switch strict)", received="; ".join(asked.remarks)
        )
        return refuse(fault, admitted, desk)
    model = str(asked.body.get("model", ""))
    facts = facts_of(operation, asked.body, offers(operation, desk.profile).get(model), desk)
    callback = asked.body.get("callback_url")
    return Intake(
        body=facts,
        model=model or operation,
        prompt=asked.prompt,
        marker=asked.marker,
        film=film_of(operation, facts, first_size(asked.body)),
        expires_after=OFF_PEAK_LIMIT if facts.get("off_peak") is True else None,
        remarks=tuple(asked.remarks),
        callback_url=callback if isinstance(callback, str) and callback else None,
    )


def _whole(value: JsonValue) -> JsonValue:
    """5.0 is the whole number 5, as JSON Schema has it; beyond 2**53 a float is no longer exact."""
    whole = isinstance(value, float) and value.is_integer() and abs(value) <= _EXACT
    return int(value) if isinstance(value, float) and whole else value


def _marked(body: JsonObject) -> tuple[str, Marker | None]:
    """The prompt (a lip-sync's text) without its marker, in the body too, and the marker of it or of a media URL."""
    said = ""
    for name in ("prompt", "text"):
        text = body.get(name)
        if isinstance(text, str):
            body[name], marker = cut(text)
            said = said or str(body[name])
            if marker is not None:
                return said, marker
    return said, next((mark for url in _texts(body) if (mark := in_url(url)) is not None), None)


def _texts(body: JsonObject) -> Iterator[str]:
    """Every text that may be an address of a medium, at most three levels down."""
    waiting: list[tuple[int, JsonValue]] = [(0, body)]
    while waiting:
        depth, value = waiting.pop(0)
        if isinstance(value, str):
            yield value
        elif depth < 4 and isinstance(value, list):
            waiting += ((depth + 1, one) for one in value[:16])
        elif depth < 4 and isinstance(value, dict):
            waiting += ((depth + 1, one) for one in value.values())


def _forgive(asked: _Asked, operation: str, received: Received, desk: Desk) -> None:
    """Leave out unknown fields and empty words, and say so."""
    body, form = asked.body, FORMS[operation]
    refused = form.unwanted if desk.profile.is_set("extra-fields", "refused") else frozenset[str]()
    for name in list(body):
        if form.listed is not None and name not in form.listed and name not in refused:
            asked.remarks.append(f"{name[:80]}: not a field of {operation}, ignored")
            del body[name]
    for name in ("resolution", "aspect_ratio", "style", "movement_amplitude", "audio_type"):
        if body.get(name) == "":
            asked.remarks.append(f"{name}: empty, taken as absent")
            del body[name]
    size = body.get("resolution")
    pixels = isinstance(size, str) and _PIXELS.fullmatch(size) is not None
    if pixels and desk.profile.is_set("pixel-resolution", "taken"):
        asked.remarks.append(f"resolution: {size} is a size in pixels, taken as the model's usual resolution")
        del body["resolution"]
    _advise(asked, received, desk)


def _advise(asked: _Asked, received: Received, desk: Desk) -> None:
    body = asked.body
    made = generation(str(body.get("model", "")))
    for name, generations in INEFFECTIVE.items():
        if made in generations and name in body and body[name] != HARMLESS[name]:
            asked.remarks.append(f"{name}: has no effect on {made} models")
    length = body.get("duration")
    if body.get("bgm") is True and made == "q2" and isinstance(length, int) and length > _LONGEST_BGM:
        asked.remarks.append("bgm: has no effect on q2 models at 9 and 10 seconds")
    limit = int(desk.profile.switches["body-limit"]) * _MEGABYTE
    if len(received.body) > limit:
        asked.remarks.append(f"the body has {len(received.body)} bytes, the documented limit is {limit}")


def _faults(asked: _Asked, operation: str, session: str, desk: Desk) -> Iterator[Fault]:
    """What the vendor refuses; what can be said most clearly first. Only the first is answered."""
    body, form = asked.body, FORMS[operation]
    unwanted = tuple(name for name in body if form.listed is not None and name not in form.listed)
    if unwanted:
        yield Fault(FIELD_UNWANTED, unwanted, f"none of {', '.join(sorted(form.unwanted))}")
    both = ("images", "subjects")
    if desk.profile.is_set("extra-fields", "refused") and all(body.get(name) for name in both):
        yield Fault(FIELD_UNWANTED, ("images",), "images or subjects, not both")
    yield from _lacking(body, operation, desk)
    offer: Offer | None = None
    known = offers(operation, desk.profile)
    if known:
        offer = known.get(body["model"]) if isinstance(body["model"], str) else None
        if offer is None:
            yield Fault(
                desk.profile.switches["wrong-model"],
                (),
                f"model: one of {', '.join(known)}",
                str(body["model"])[:80],
                message="model is not supported",
            )
    yield from _miscounted(body, operation)
    if offer is not None:
        yield from _outside(body, operation, offer, desk)
    yield from _said_wrong(body, desk)
    if form.listed is not None or form.counts:  # else nothing is known of its pictures
        yield from faults_of_pictures(operation, body)
    for pointer, expected in desk.violations(operation, body):
        yield Fault(FIELD_INVALID, (pointer.split("/")[1] if pointer else "body",), f"{pointer}: {expected}")
    yield from _unknown_source(body, session, desk)


def _lacking(body: JsonObject, operation: str, desk: Desk) -> Iterator[Fault]:
    needs = FORMS[operation].needs
    if operation == "extend" and desk.profile.is_set("extend-source", "both"):
        needs = (("model",), ("video_creation_id",), ("video_url",))
    missing = [names for names in needs if not any(_is_said(body.get(name)) for name in names)]
    if missing:
        fields = tuple(name for names in missing for name in names)
        yield Fault(
            FIELD_LACKING, fields, "something in " + ", ".join(" or ".join(names) for names in missing)
        )


def _is_said(value: JsonValue) -> bool:
    return bool(value) or isinstance(value, int | float)


def _miscounted(body: JsonObject, operation: str) -> Iterator[Fault]:
    counts = dict(FORMS[operation].counts)
    if operation == "reference2video":
        if body.get("videos"):
            counts["images"] = (1, MOST_IMAGES_WITH_VIDEOS)
        for empty in ("images", "subjects"):
            if body.get(empty) == []:
                counts.pop(empty)
    for name, (least, most) in counts.items():
        given = body.get(name)
        if isinstance(given, list) and not least <= len(given) <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            yield Fault(WRONG_COUNT, (name,), f"{name}: {wanted} item(s)", str(len(given)))


def _outside(body: JsonObject, operation: str, offer: Offer, desk: Desk) -> Iterator[Fault]:
    """Length, resolution or ratio that the model does not make."""
    model = str(body["model"])
    length = body.get("duration", offer.usual)
    if offer.lengths and (not isinstance(length, int) or length not in offer.lengths):
        allowed = ", ".join(map(str, offer.lengths))
        yield Fault(FIELD_INVALID, ("duration",), f"duration: one of {allowed}", str(length)[:80])
    allowed_tiers = offer.resolutions(length if isinstance(length, int) else offer.usual)
    resolution = body.get("resolution", allowed_tiers[0])
    if resolution not in allowed_tiers:
        expected = f"resolution: one of {', '.join(allowed_tiers)} at {length} s"
        yield Fault(FIELD_INVALID, ("resolution",), expected, str(resolution)[:80])
    if "aspect_ratio" in body and "aspect_ratio" in (FORMS[operation].listed or ()):
        allowed_ratios = ratios(operation, model, desk.profile)
        if body["aspect_ratio"] not in allowed_ratios:
            expected = f"aspect_ratio: one of {', '.join(allowed_ratios)}"
            yield Fault(FIELD_INVALID, ("aspect_ratio",), expected, str(body["aspect_ratio"])[:80])


def _said_wrong(body: JsonObject, desk: Desk) -> Iterator[Fault]:
    longest = int(desk.profile.switches["prompt-limit"])
    prompt = body.get("prompt")
    if isinstance(prompt, str) and len(prompt) > longest:
        yield Fault(FIELD_INVALID, ("prompt",), f"prompt: at most {longest} characters", str(len(prompt)))
    videos = body.get("videos")
    if videos and body.get("model") != "viduq2-pro":
        yield Fault(FIELD_INVALID, ("videos",), "videos: with viduq2-pro only", str(body.get("model"))[:80])


def _unknown_source(body: JsonObject, session: str, desk: Desk) -> Iterator[Fault]:
    """A creation to extend that is none of the session's; the address counts where both are given."""
    creation = body.get("video_creation_id")
    if not isinstance(creation, str) or not creation or body.get("video_url"):
        return
    task_id = task_of(creation)
    task = None if task_id is None else desk.task(session, task_id)
    if task is None or task.state is not State.SUCCEEDED:
        yield Fault("CreationNotFound", (), "the id of a creation, not of its task", creation[:80])

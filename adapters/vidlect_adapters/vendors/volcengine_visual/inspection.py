"""Looking at the subject of a picture before a digital human is made of it: detection and recognition.

Here lives their calls and the reading of their findings. Never: a film.
"""

from __future__ import annotations

import orjson

from vidlect_adapters.addresses import is_web
from vidlect_adapters.canonical import (
    InspectionKind,
    Link,
    Medium,
    SubjectFindings,
    SubjectInspection,
    TaskRef,
    VideoTask,
)
from vidlect_adapters.errors import UnknownWord
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.loss import Translation
from vidlect_adapters.message import HttpReply, JsonObject, JsonValue
from vidlect_adapters.profile import Profile

from . import catalog, encode, replies, wire
from .envelope import Accepted, Refused, malformed, opened
from .wire import inexpressible


def encode_inspection(inspection: SubjectInspection, profile: Profile) -> Translation:
    """The call that asks: detection is answered at once, recognition makes a task. Raises Inexpressible."""
    wanted = _KEYS[inspection.kind]
    if inspection.model != wanted:
        inexpressible(f"{inspection.kind.value} is done by {wanted}", "/model", inspection.model)
    picture = inspection.picture
    if picture.medium is not Medium.IMAGE:
        inexpressible("a picture is inspected", "/picture/medium", picture.medium.value)
    if not isinstance(picture.source, Link) or not is_web(picture.source.url):
        inexpressible("the picture has a public http(s) address", "/picture/source", None)
    body: JsonObject = {"req_key": wanted, "image_url": picture.source.url}
    if inspection.kind is InspectionKind.DETECTION:
        return Translation(call=wire.call(wire.PROCESS_ACTION, wire.CLASSIC_VERSION, body))
    actions = wire.CLASSIC[_family(profile)]
    return Translation(call=wire.call(actions.submit, actions.version, body))


def decode_inspected(
    inspection: SubjectInspection, reply: HttpReply, profile: Profile
) -> SubjectFindings | TaskRef | VendorFailure:
    """Findings of a detection, the task of a recognition, or a refusal. Raises UnknownWord, MalformedReply."""
    read = opened(reply, profile)
    if isinstance(read, Refused):
        return read.failure
    if inspection.kind is InspectionKind.DETECTION:
        return _findings(read, None)
    locator = ((encode.MODEL, catalog.RECOGNITION), (encode.FAMILY, _family(profile)))
    return TaskRef(task_id=read.text("task_id"), locator=locator)


def decode_inspection_polled(
    ref: TaskRef, reply: HttpReply, profile: Profile
) -> SubjectFindings | VideoTask | VendorFailure:
    """Findings when done; else as for films. Raises UnknownWord, MalformedReply."""
    read = replies.polled(ref, reply, profile)
    return _findings(read, ref.task_id) if isinstance(read, Accepted) else read


_KEYS = {
    InspectionKind.DETECTION: catalog.DETECTION,
    InspectionKind.RECOGNITION: catalog.RECOGNITION,
}


def _family(profile: Profile) -> str:
    return wire.SYNC2ASYNC if profile["submit-pair"] == "sync2async" else wire.CVSUBMIT


def _findings(read: Accepted, task_id: str | None) -> SubjectFindings:
    """What `resp_data`, a JSON text inside JSON, says (facts 4.2, 4.3)."""
    pointer = f"{read.root}/data/resp_data"
    try:
        found: JsonValue = orjson.loads(read.text("resp_data"))
    except orjson.JSONDecodeError:
        malformed("expected JSON text", pointer, None)
    if not isinstance(found, dict):
        malformed("expected the text of a JSON object", pointer, None)
    inner = found.get("code", 0)
    if inner != 0:
        raise UnknownWord(wire.NAME, f"unknown code {inner} inside resp_data", pointer=pointer, value=inner)
    status = found.get("status")
    if type(status) is not int or status not in (0, 1):
        malformed("expected status 0 or 1", pointer, None)
    masks: tuple[Link, ...] = ()
    if status == 1 and task_id is None:
        masks = _masks(found, pointer)
    return SubjectFindings(
        contains_subject=status == 1, masks=masks, task_id=task_id, request_id=read.request_id
    )


def _masks(found: JsonObject, pointer: str) -> tuple[Link, ...]:
    result = found.get("object_detection_result")
    mask = result.get("mask") if isinstance(result, dict) else None
    addresses = mask.get("url") if isinstance(mask, dict) else None
    if not isinstance(addresses, list) or not addresses:
        malformed("a subject was found, but no mask of it is given", pointer, None)
    links: list[Link] = []
    for address in addresses:
        if not isinstance(address, str) or not is_web(address):
            malformed("a mask is at an http(s) address", pointer, None)
        links.append(Link(url=address))
    return tuple(links)

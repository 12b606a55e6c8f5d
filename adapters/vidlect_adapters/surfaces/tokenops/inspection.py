"""Questions about a picture's subject: detection and recognition, in both directions.

Here live the two routes of facts 3.4. Never: how a vendor answers them.
"""

from __future__ import annotations

import orjson

from vidlect_adapters.canonical import (
    InspectionKind,
    Link,
    MediaInput,
    Medium,
    Role,
    SubjectFindings,
    SubjectInspection,
)
from vidlect_adapters.errors import Inexpressible, MalformedReply, MalformedRequest
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.json_body import read_object
from vidlect_adapters.loss import DecodedInspection, LossKind
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, json_reply
from vidlect_adapters.nested_error import read_reply
from vidlect_adapters.profile import Profile
from vidlect_adapters.remarks import Remarks

from . import wire
from .content import read_source
from .errors import decode_error
from .vocabulary import INSPECTIONS, OMNI_HUMAN

_ROUTES = {kind: (path, req_key) for path, (kind, req_key) in INSPECTIONS.items()}


def decode_inspection(call: HttpCall, profile: Profile) -> DecodedInspection:
    """What a client asks; the route says which of the two. All three members are required.

    Raises:
        MalformedRequest: names the member and what was expected.
    """
    if call.path not in INSPECTIONS:
        raise MalformedRequest(wire.NAME, f"there is no route {call.path[:60]}", status=404)
    kind, req_key = INSPECTIONS[call.path]
    body = read_object(call.body, wire.NAME)
    remarks = Remarks()
    for name, value in body.items():
        if name in wire.INSPECTION_MEMBERS or wire.is_absent(value):
            continue
        if profile["unknown-members"] == "refuse":
            raise wire.wrong(wire.pointer_to(name), "left out: there is no such member", value)
        remarks.lose(LossKind.UNSUPPORTED, name[:60], value, "there is no such member; it was left out")
    if (model := wire.required_text_of(body, wire.MODEL)) != OMNI_HUMAN:
        raise wire.wrong("/model", OMNI_HUMAN, model)
    if (key := wire.required_text_of(body, wire.REQ_KEY)) != req_key:
        raise wire.wrong("/req_key", f"{req_key} on this route", key)
    picture = wire.required_text_of(body, wire.IMAGE_URL)
    source = read_source(picture, "/image_url")
    if not isinstance(source, Link):
        raise wire.wrong("/image_url", "the http(s) address of an image", None)
    asked = SubjectInspection(
        kind=kind,
        model=req_key,
        picture=MediaInput(role=Role.REFERENCE, medium=Medium.IMAGE, source=source),
    )
    return DecodedInspection(inspection=asked, model_name=model, losses=tuple(remarks.losses))


def encode_inspection(inspection: SubjectInspection, model_name: str, profile: Profile) -> HttpCall:
    """The call by which a client asks. Raises Inexpressible."""
    del profile
    if not isinstance(inspection.picture.source, Link):
        text = "a picture is given by its address here"
        raise Inexpressible(wire.NAME, text, pointer="/picture")
    path, req_key = _ROUTES[inspection.kind]
    url = inspection.picture.source.url
    body: JsonObject = {wire.MODEL: model_name, wire.REQ_KEY: req_key, wire.IMAGE_URL: url}
    headers = (("Content-Type", "application/json"),)
    return HttpCall(method="POST", path=path, headers=headers, body=orjson.dumps(body))


def encode_findings(findings: SubjectFindings, inspection: SubjectInspection, profile: Profile) -> HttpReply:
    """The reply: masks for a detection, a task id for a recognition."""
    del profile
    body: JsonObject = {"status": int(findings.contains_subject)}
    if inspection.kind is InspectionKind.DETECTION:
        body["mask_urls"] = [mask.url for mask in findings.masks]
    else:
        body["task_id"] = findings.task_id
    body["request_id"] = findings.request_id
    return json_reply(200, body)


def decode_findings(
    inspection: SubjectInspection, reply: HttpReply, profile: Profile
) -> SubjectFindings | VendorFailure:
    """What a client reads from the reply. Raises MalformedReply."""
    if reply.status != 200:
        return decode_error(reply, profile)
    body = read_reply(reply, wire.NAME)
    status = body.get("status")
    if isinstance(status, bool) or status not in (0, 1):
        raise MalformedReply(wire.NAME, "status is 0 or 1", pointer="/status", value=status)
    is_detection = inspection.kind is InspectionKind.DETECTION
    return SubjectFindings(
        contains_subject=status == 1,
        masks=_masks(body) if is_detection else (),
        task_id=None if is_detection else _text(body, "task_id"),
        request_id=_text(body, "request_id"),
    )


def _masks(body: JsonObject) -> tuple[Link, ...]:
    urls = body.get("mask_urls")
    if not isinstance(urls, list):
        raise MalformedReply(wire.NAME, "mask_urls is an array", pointer="/mask_urls", value=urls)
    masks: list[Link] = []
    for at, url in enumerate(urls):
        if not isinstance(url, str) or not url:
            raise MalformedReply(wire.NAME, "a mask is an address", pointer=f"/mask_urls/{at}", value=url)
        masks.append(Link(url=url))
    return tuple(masks)


def _text(body: JsonObject, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        text = f"{name} is a string that is not empty"
        raise MalformedReply(wire.NAME, text, pointer=f"/{name}", value=value)
    return value

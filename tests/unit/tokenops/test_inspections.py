"""Detection and recognition, in both directions."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from vidlect_adapters.canonical import (
    Inline,
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
from vidlect_adapters.interface import InspectsSubjectSurface
from vidlect_adapters.loss import DecodedInspection, LossKind
from vidlect_adapters.message import HttpCall, json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.surfaces import tokenops

PROFILE = choose(tokenops.NAME, tokenops.SWITCHES, tokenops.PROFILES)
STRICT = choose(tokenops.NAME, tokenops.SWITCHES, tokenops.PROFILES, "strict")
KEYS = {
    "detection": "jimeng_realman_avatar_object_detection",
    "recognition": "jimeng_realman_avatar_picture_create_role_omni_v15",
}
FACE = MediaInput(role=Role.REFERENCE, medium=Medium.IMAGE, source=Link(url="https://example.com/face.jpg"))


def body_of(word: str) -> dict[str, Any]:
    return {"model": "OmniHuman_1.5", "req_key": KEYS[word], "image_url": "https://example.com/face.jpg"}


def call_of(word: str, body: Any) -> HttpCall:
    return HttpCall(method="POST", path=f"/v1/omnihuman/subject/{word}", body=orjson.dumps(body))


def asked(word: str) -> SubjectInspection:
    return SubjectInspection(kind=InspectionKind(word), model=KEYS[word], picture=FACE)


def test_the_surface_asks_about_subjects():
    assert isinstance(tokenops, InspectsSubjectSurface)


@pytest.mark.parametrize("word", KEYS)
def test_a_question_is_read_and_written(word: str):
    decoded = tokenops.decode_inspection(call_of(word, body_of(word)), PROFILE)
    assert decoded == DecodedInspection(inspection=asked(word), model_name="OmniHuman_1.5")
    written = tokenops.encode_inspection(asked(word), "OmniHuman_1.5", PROFILE)
    assert written.path == f"/v1/omnihuman/subject/{word}"
    assert orjson.loads(written.body) == body_of(word)


@pytest.mark.parametrize("word", KEYS)
@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("model", None),
        ("model", "jimeng-video-3.0-pro"),
        ("req_key", ""),
        ("req_key", "jimeng_realman_avatar_picture_omni_v15"),
        ("image_url", None),
        ("image_url", "face.jpg"),
        ("image_url", ["https://example.com/face.jpg"]),
        ("image_url", "data:image/png;base64,AAAA"),
    ],
    ids=repr,
)
def test_every_member_is_needed(word: str, member: str, value: Any):
    with pytest.raises(MalformedRequest) as caught:
        tokenops.decode_inspection(call_of(word, {**body_of(word), member: value}), PROFILE)
    assert caught.value.field == member


def test_a_key_belongs_to_its_route():
    with pytest.raises(MalformedRequest):
        tokenops.decode_inspection(call_of("detection", body_of("recognition")), PROFILE)


def test_an_unknown_member_is_a_loss_or_refused():
    call = call_of("detection", {**body_of("detection"), "x": 1})
    decoded = tokenops.decode_inspection(call, PROFILE)
    assert decoded.inspection == asked("detection")
    assert [(loss.kind, loss.field) for loss in decoded.losses] == [(LossKind.UNSUPPORTED, "x")]
    with pytest.raises(MalformedRequest) as caught:
        tokenops.decode_inspection(call, STRICT)
    assert caught.value.field == "x"


def test_another_route_is_unknown():
    with pytest.raises(MalformedRequest) as caught:
        tokenops.decode_inspection(call_of("segmentation", {}), PROFILE)
    assert caught.value.status == 404


def test_a_picture_inside_the_question_cannot_be_said():
    inside = MediaInput(role=Role.REFERENCE, medium=Medium.IMAGE, source=Inline(base64="AAAA"))
    inspection = SubjectInspection(kind=InspectionKind.DETECTION, model=KEYS["detection"], picture=inside)
    with pytest.raises(Inexpressible) as caught:
        tokenops.encode_inspection(inspection, "OmniHuman_1.5", PROFILE)
    assert caught.value.pointer == "/picture"


@pytest.mark.parametrize("contains", [True, False])
def test_findings_are_written_as_documented_and_read_back(contains: bool):  # noqa: FBT001 # a parameter
    masks = (Link(url="https://example.com/1.png"), Link(url="https://example.com/2.png")) if contains else ()
    found = SubjectFindings(contains_subject=contains, masks=masks, request_id="r")
    reply = tokenops.encode_findings(found, asked("detection"), PROFILE)
    assert orjson.loads(reply.body) == {
        "status": int(contains),
        "mask_urls": [mask.url for mask in masks],
        "request_id": "r",
    }
    assert tokenops.decode_findings(asked("detection"), reply, PROFILE) == found
    known = SubjectFindings(contains_subject=contains, task_id="t", request_id="r")
    reply = tokenops.encode_findings(known, asked("recognition"), PROFILE)
    assert orjson.loads(reply.body) == {"status": int(contains), "task_id": "t", "request_id": "r"}
    assert tokenops.decode_findings(asked("recognition"), reply, PROFILE) == known


@pytest.mark.parametrize(
    ("word", "body", "pointer", "value"),
    [
        ("detection", {"status": 2, "mask_urls": [], "request_id": "r"}, "/status", 2),
        ("detection", {"status": True, "mask_urls": [], "request_id": "r"}, "/status", True),
        ("detection", {"status": [1], "mask_urls": [], "request_id": "r"}, "/status", [1]),
        ("detection", {"status": 1, "request_id": "r"}, "/mask_urls", None),
        ("detection", {"status": 1, "mask_urls": "x", "request_id": "r"}, "/mask_urls", "x"),
        ("detection", {"status": 1, "mask_urls": [5], "request_id": "r"}, "/mask_urls/0", 5),
        ("detection", {"status": 1, "mask_urls": [""], "request_id": "r"}, "/mask_urls/0", ""),
        ("detection", {"status": 1, "mask_urls": []}, "/request_id", None),
        ("recognition", {"status": 1, "request_id": "r"}, "/task_id", None),
        ("recognition", {"status": 1, "task_id": 5, "request_id": "r"}, "/task_id", 5),
    ],
    ids=repr,
)
def test_findings_outside_the_dialect_are_malformed(word: str, body: Any, pointer: str, value: Any):
    with pytest.raises(MalformedReply) as caught:
        tokenops.decode_findings(asked(word), json_reply(200, body), PROFILE)
    assert (caught.value.pointer, caught.value.value) == (pointer, value)


def test_a_refusal_is_read():
    reply = json_reply(400, {"error": {"message": "no"}})
    assert isinstance(tokenops.decode_findings(asked("detection"), reply, PROFILE), VendorFailure)

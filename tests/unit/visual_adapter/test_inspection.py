"""Subject detection (at once) and recognition (a task)."""

import orjson
import pytest

from vidlect_adapters.canonical import (
    Failed,
    Inline,
    InProgress,
    InspectionKind,
    Link,
    MediaInput,
    Medium,
    Role,
    SubjectFindings,
    SubjectInspection,
    TaskRef,
)
from vidlect_adapters.errors import Inexpressible, MalformedReply, UnknownWord
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.interface import Cancels, InspectsSubject
from vidlect_adapters.vendors import volcengine_visual as visual

DETECTION = "jimeng_realman_avatar_object_detection"
RECOGNITION = "jimeng_realman_avatar_picture_create_role_omni_v15"
FACE = Link(url="https://m.example/face.png")


def inspection(kind, model=None, source=FACE, medium=Medium.IMAGE):
    keys = {InspectionKind.DETECTION: DETECTION, InspectionKind.RECOGNITION: RECOGNITION}
    picture = MediaInput(role=Role.REFERENCE, medium=medium, source=source)
    return SubjectInspection(kind=kind, model=model or keys[kind], picture=picture)


DETECT = inspection(InspectionKind.DETECTION)
RECOGNISE = inspection(InspectionKind.RECOGNITION)
REF = TaskRef(task_id="77", locator=(("req_key", RECOGNITION), ("actions", "cvsubmit")))


def answer(resp_data, **data):
    text = resp_data if isinstance(resp_data, str) else orjson.dumps(resp_data).decode()
    return {"code": 10000, "data": {"resp_data": text, **data}, "message": "Success", "request_id": "R"}


def found(*urls, status=1):
    return {"code": 0, "object_detection_result": {"mask": {"url": list(urls)}}, "status": status}


def test_the_package_offers_what_the_protocols_ask_for():
    assert isinstance(visual, Cancels)
    assert isinstance(visual, InspectsSubject)


def test_detection_is_one_synchronous_call(default):
    call = visual.encode_inspection(DETECT, default).call
    assert call.query == (("Action", "CVProcess"), ("Version", "2022-08-31"))
    assert orjson.loads(call.body) == {"req_key": DETECTION, "image_url": FACE.url}


@pytest.mark.parametrize(
    ("pair", "action"), [("documented", "CVSubmitTask"), ("sync2async", "CVSync2AsyncSubmitTask")]
)
def test_recognition_is_a_task(pair, action, profile, reply):
    chosen = profile(submit_pair=pair)
    call = visual.encode_inspection(RECOGNISE, chosen).call
    assert call.query[0] == ("Action", action)
    assert orjson.loads(call.body) == {"req_key": RECOGNITION, "image_url": FACE.url}
    ref = visual.decode_inspected(RECOGNISE, reply({"code": 10000, "data": {"task_id": "77"}}), chosen)
    assert visual.encode_poll(ref, chosen).query[0][1] == action.replace("SubmitTask", "GetResult")


@pytest.mark.parametrize(
    ("asked", "pointer", "value"),
    [
        (inspection(InspectionKind.DETECTION, model=RECOGNITION), "/model", RECOGNITION),
        (inspection(InspectionKind.RECOGNITION, model=DETECTION), "/model", DETECTION),
        (inspection(InspectionKind.DETECTION, medium=Medium.VIDEO), "/picture/medium", "video"),
        (inspection(InspectionKind.DETECTION, source=Inline(base64="AA")), "/picture/source", None),
        (inspection(InspectionKind.DETECTION, source=Link(url="oss://a")), "/picture/source", None),
    ],
)
def test_what_cannot_be_inspected_is_refused(asked, pointer, value, default):
    with pytest.raises(Inexpressible) as caught:
        visual.encode_inspection(asked, default)
    assert (caught.value.pointer, caught.value.value) == (pointer, value)


def test_masks_come_in_the_vendors_order(default, reply):
    urls = ["https://m.example/1", "https://m.example/2?x=%2F"]
    findings = visual.decode_inspected(DETECT, reply(answer(found(*urls))), default)
    assert findings == SubjectFindings(
        contains_subject=True, masks=tuple(Link(url=url) for url in urls), request_id="R"
    )


@pytest.mark.parametrize("nothing", [{"status": 0}, found(status=0), {"code": 0, "status": 0}])
def test_a_picture_without_a_subject_has_no_masks(nothing, default, reply):
    findings = visual.decode_inspected(DETECT, reply(answer(nothing)), default)
    assert findings == SubjectFindings(contains_subject=False, request_id="R")


@pytest.mark.parametrize("status", [0, 1])
def test_recognition_ends_with_a_yes_or_no(status, default, reply):
    body = answer({"status": status}, status="done")
    assert visual.decode_inspection_polled(REF, reply(body), default) == SubjectFindings(
        contains_subject=status == 1, task_id="77", request_id="R"
    )


def test_recognition_is_polled_like_a_film(default, reply):
    body = {"code": 10000, "data": {"status": "in_queue", "resp_data": ""}}
    assert isinstance(visual.decode_inspection_polled(REF, reply(body), default), InProgress)
    body = {"code": 50411, "data": None, "message": "Pre Img Risk Not Pass"}
    assert isinstance(visual.decode_inspection_polled(REF, reply(body, 400), default), Failed)
    assert isinstance(visual.decode_inspected(DETECT, reply(body, 400), default), VendorFailure)


@pytest.mark.parametrize(
    "resp_data",
    [
        "",
        "{",
        "[]",
        {},
        {"status": 2},
        {"status": True},
        {"status": "1"},
        {"status": 1},
        {"status": 1, "object_detection_result": None},
        {"status": 1, "object_detection_result": {"mask": []}},
        found(),
        found("mask.png"),
        found(5),
    ],
)
def test_broken_findings_raise(resp_data, default, reply):
    with pytest.raises(MalformedReply) as caught:
        visual.decode_inspected(DETECT, reply(answer(resp_data)), default)
    assert caught.value.pointer == "/data/resp_data"


def test_an_unknown_code_inside_the_findings_raises(default, reply):
    with pytest.raises(UnknownWord) as caught:
        visual.decode_inspected(DETECT, reply(answer({"code": 7, "status": 0})), default)
    assert (caught.value.pointer, caught.value.value) == ("/data/resp_data", 7)

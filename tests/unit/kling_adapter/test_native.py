"""Operations that are not "make a video from this request"."""

import orjson
import pytest
from kling_words import ID, accepted, classic, new, refused

from vidlect_adapters.canonical import TaskRef
from vidlect_adapters.errors import Inexpressible, MalformedReply
from vidlect_adapters.failure import ErrorKind
from vidlect_adapters.vendors import kling

SYNC = {
    "identifyFace": "/v1/videos/identify-face",
    "initSelection": "/v1/videos/multi-elements/init-selection",
    "addSelection": "/v1/videos/multi-elements/add-selection",
    "deleteSelection": "/v1/videos/multi-elements/delete-selection",
    "clearSelection": "/v1/videos/multi-elements/clear-selection",
    "previewSelection": "/v1/videos/multi-elements/preview-selection",
}
CLASSIC = {
    "createOmniVideo": "/v1/videos/omni-video",
    "createVideoExtend": "/v1/videos/video-extend",
    "createAdvancedLipSync": "/v1/videos/advanced-lip-sync",
    "createLipSync": "/v1/videos/lip-sync",
    "createEffects": "/v1/videos/effects",
    "createAvatar": "/v1/videos/avatar/image2video",
    "createMotionControl": "/v1/videos/motion-control",
    "createMultiElements": "/v1/videos/multi-elements/",
}
BY_PATH = {"omniVideo": "/omni-video/", "motionControl": "/motion-control/"}


def test_these_are_the_operations():
    assert set(kling.NATIVE_OPERATIONS) == {*SYNC, *CLASSIC, *BY_PATH}


@pytest.mark.parametrize("operation", [*SYNC, *CLASSIC])
def test_a_body_goes_as_it_is(operation, default):
    body = {"input": {"text": "你好"}, "model": "kept"}
    call = kling.encode_native(operation, body, default)
    assert (call.method, call.path) == ("POST", {**SYNC, **CLASSIC}[operation])
    assert orjson.loads(call.body) == body
    assert call.header("Content-Type") == "application/json"


@pytest.mark.parametrize("operation", BY_PATH)
def test_the_path_api_has_the_model_in_the_path(operation, default):
    body = {"model": "kling-3.0", "contents": []}
    call = kling.encode_native(operation, body, default)
    assert call.path == BY_PATH[operation] + "kling-3.0"
    assert orjson.loads(call.body) == {"contents": []}
    assert body["model"] == "kling-3.0"
    for said in ({"model": None}, {"model": ""}, {"model": 7}, {}):
        with pytest.raises(Inexpressible) as caught:
            kling.encode_native(operation, said, default)
        assert (caught.value.pointer, caught.value.value) == ("/model", said.get("model"))


def test_an_unknown_operation_is_refused(default, reply):
    for asked in (
        lambda: kling.encode_native("textToVideo", {}, default),
        lambda: kling.decode_native("textToVideo", reply(accepted({}))),
    ):
        with pytest.raises(Inexpressible, match="createLipSync") as caught:
            asked()
        assert (caught.value.pointer, caught.value.value) == ("", "textToVideo")


@pytest.mark.parametrize("operation", CLASSIC)
def test_its_task_is_polled_where_it_was_made(operation, reply, default):
    ref = kling.decode_native(operation, reply(accepted(classic("submitted"))))
    assert ref == TaskRef(task_id=ID, locator=(("path", CLASSIC[operation].rstrip("/")),))
    assert kling.encode_poll(ref, default).path == f"{CLASSIC[operation].rstrip('/')}/{ID}"


@pytest.mark.parametrize("operation", BY_PATH)
def test_a_task_by_path_is_polled_by_its_id(operation, reply, default):
    ref = kling.decode_native(operation, reply(accepted(new("submitted"))))
    assert kling.encode_poll(ref, default).query == (("task_ids", ID),)


@pytest.mark.parametrize("operation", SYNC)
def test_what_is_answered_at_once_is_handed_on(operation, reply):
    assert kling.decode_native(operation, reply(accepted({"session_id": "s"}))) == {"session_id": "s"}
    with pytest.raises(MalformedReply) as caught:
        kling.decode_native(operation, reply(accepted([])))
    assert (caught.value.pointer, caught.value.value) == ("/data", [])


def test_a_status_inside_an_accepted_reply_may_refuse(reply):
    failure = kling.decode_native("addSelection", reply(accepted({"status": 7, "res": {}})))
    assert (failure.kind, failure.vendor_code, failure.request_id) == (ErrorKind.INVALID_REQUEST, "7", "R1")
    for fine in ({"status": 0, "session_id": "s"}, {"status": "online"}, {"status": True}):
        assert kling.decode_native("addSelection", reply(accepted(fine))) == fine


@pytest.mark.parametrize("operation", [*SYNC, *CLASSIC, *BY_PATH])
def test_a_refusal_is_a_failure(operation, reply):
    failure = kling.decode_native(operation, reply(refused(1303), 429))
    assert failure.kind is ErrorKind.CONCURRENCY_LIMITED

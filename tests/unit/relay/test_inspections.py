"""A question about a picture through the relay: one call, or a submit and polls."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from vidlect_adapters.message import HttpCall, HttpReply, json_reply
from vidlect_adapters.relay import Relay
from vidlect_adapters.relay_inspection import InspectionOutbound, begin_inspection, inspected
from vidlect_adapters.routing import Route

KEYS = {
    "detection": "jimeng_realman_avatar_object_detection",
    "recognition": "jimeng_realman_avatar_picture_create_role_omni_v15",
}


def question(word: str, **changes: Any) -> HttpCall:
    body = {
        "model": "OmniHuman_1.5",
        "req_key": KEYS[word],
        "image_url": "https://example.com/face.jpg",
        **changes,
    }
    return HttpCall(method="POST", path=f"/v1/omnihuman/subject/{word}", body=orjson.dumps(body))


def begun(relay: Relay, word: str) -> InspectionOutbound:
    outbound = begin_inspection(relay, question(word))
    assert isinstance(outbound, InspectionOutbound)
    return outbound


def body_of(reply: InspectionOutbound | HttpReply) -> dict[str, Any]:
    assert isinstance(reply, HttpReply)
    return orjson.loads(reply.body)


def test_a_detection_is_one_call(relay: Relay):
    outbound = begun(relay, "detection")
    assert (outbound.vendor, outbound.call.path, outbound.ref) == ("fake", "/detection", None)
    assert body_of(inspected(relay, outbound, json_reply(200, {}), new_id="1")) == {
        "status": 1,
        "mask_urls": ["https://example.com/m.png"],
        "request_id": "1",
    }


def test_a_recognition_may_take_polls(relay: Relay):
    outbound = inspected(relay, begun(relay, "recognition"), json_reply(200, {"id": "up"}), new_id="1")
    assert isinstance(outbound, InspectionOutbound)
    assert outbound.call.path == "/poll/up"
    for reply, transient in (
        (json_reply(200, {"word": "running"}), False),
        (HttpReply(status=502, body=b"<html>"), True),
        (json_reply(200, {"word": "dreaming"}), True),
        (json_reply(429, {"refused": "rate_limited"}), True),
        (json_reply(200, {"word": "queued"}), False),
    ):
        outbound = inspected(relay, outbound, reply, new_id="1")
        assert isinstance(outbound, InspectionOutbound)
        assert outbound.transient is transient
    found = inspected(relay, outbound, json_reply(200, {"word": "found"}), new_id="1")
    assert body_of(found) == {"status": 1, "task_id": "upstream", "request_id": "r"}


def test_a_recognition_without_ids_gets_the_gateways(relay: Relay):
    found = inspected(relay, begun(relay, "recognition"), json_reply(200, {}), new_id="1")
    assert body_of(found) == {"status": 1, "task_id": "1", "request_id": "1"}


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (json_reply(400, {"refused": "input_rejected"}), "input_rejected"),
        (json_reply(429, {"refused": "rate_limited"}), "rate_limited"),
        (HttpReply(status=502, body=b"<html>"), "malformed_reply"),
    ],
)
def test_a_refused_question_is_answered(relay: Relay, reply: HttpReply, code: str):
    assert body_of(inspected(relay, begun(relay, "detection"), reply, new_id="1"))["error"]["code"] == code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"refused": "not_found"}, "not_found"),
        ({"word": "failed"}, "output_rejected"),
        ({"word": "done", "url": "https://example.com/a.mp4"}, "malformed_reply"),
    ],
)
def test_a_poll_that_ends_without_findings_is_answered(relay: Relay, body: Any, code: str):
    outbound = inspected(relay, begun(relay, "recognition"), json_reply(200, {"id": "up"}), new_id="1")
    assert isinstance(outbound, InspectionOutbound)
    assert body_of(inspected(relay, outbound, json_reply(200, body), new_id="1"))["error"]["code"] == code


def test_a_bad_question_is_refused(relay: Relay):
    refusal = begin_inspection(relay, question("detection", image_url=""))
    assert body_of(refusal)["error"]["param"] == "image_url"


def test_without_a_vendor_that_looks_there_is_no_such_model(make_relay: Any):
    refusal = begin_inspection(make_relay("m", inspects=False), question("detection"))
    assert body_of(refusal)["error"]["code"] == "unknown_model"


def test_a_route_to_a_vendor_that_does_not_look_is_refused(make_relay: Any):
    blind = make_relay("m", inspects=False, overrides={KEYS["detection"]: Route(vendor="fake", model="m")})
    assert body_of(begin_inspection(blind, question("detection")))["error"]["code"] == "unsupported"
    outbound = begun(make_relay("m"), "detection")
    with pytest.raises(TypeError, match="never asked"):
        inspected(blind, outbound, json_reply(200, {}), new_id="1")


def test_a_surface_without_the_question_is_a_programming_error(relay: Relay):
    class Plain:
        NAME = "plain"

    mute = Relay(
        surface=Plain(),  # type: ignore[arg-type] # only its name is asked
        vendors=relay.vendors,
        routing=relay.routing,
        profiles=relay.profiles,
    )
    with pytest.raises(TypeError, match="'plain' has no question"):
        begin_inspection(mute, question("detection"))

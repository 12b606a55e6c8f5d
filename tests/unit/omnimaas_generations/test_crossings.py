"""The surface in front of the vendors: what is sent, and refusals that name what cannot be said and who could."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from generations_creates import FAST, OTHER, PRO, TEXT, post

from vidlect_adapters.message import HttpReply
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import Outbound, relay_of

RELAY = relay_of(SURFACES["omnimaas_generations"], VENDORS)
URLS = [f"https://example.com/{number}.png" for number in range(3)]


def sent(body: dict[str, Any]) -> Outbound:
    outbound = RELAY.begin_create(post(orjson.dumps(body)))
    assert isinstance(outbound, Outbound), outbound
    return outbound


def refusal(body: dict[str, Any]) -> dict[str, Any]:
    reply = RELAY.begin_create(post(orjson.dumps(body)))
    assert isinstance(reply, HttpReply), reply
    assert reply.status == 400
    error: dict[str, Any] = orjson.loads(reply.body)["error"]
    return error


def test_the_documented_create_becomes_the_documented_call():
    options = {"seed": 0, "camera_fixed": False, "watermark": True}
    body = {**TEXT, "images": URLS[:1], "duration": 5, "size": "1:1", "metadata": options}
    outbound = sent(body)
    # facts 1.6, whole
    assert orjson.loads(outbound.call.body) == {
        "model": PRO,
        "content": [
            {"type": "text", "text": TEXT["prompt"]},
            {"type": "image_url", "image_url": {"url": URLS[0]}, "role": "first_frame"},
        ],
        "duration": 5,
        "resolution": "720p",
        "ratio": "1:1",
        **options,
    }
    assert outbound.losses == ()


@pytest.mark.parametrize(
    ("model", "count", "names", "could"),
    [
        ("sora-2", 2, "last_frame", ["volcengine_visual", "volcengine_ark", "dashscope", "kling", "vidu"]),
        ("sora-2", 3, "reference", ["volcengine_ark", "dashscope", "kling", "vidu"]),
        ("jimeng_ti2v_v30_pro", 3, "reference", ["volcengine_ark", "dashscope", "kling", "vidu"]),
        (FAST, 2, "last frame", ["volcengine_visual", "dashscope", "kling", "vidu"]),
        (PRO, 3, "reference", ["dashscope", "kling", "vidu"]),
        ("wan2.6-t2v", 1, "first_frame", ["volcengine_visual", "volcengine_ark", "kling", "vidu", "openai"]),
    ],
)
def test_a_crossing_that_cannot_be_names_what_cannot_be_said_and_who_could(
    model: str, count: int, names: str, could: list[str]
):
    error = refusal({"model": model, "prompt": "雪", "images": URLS[:count]})
    assert error["param"] == "images"
    assert names in error["message"]
    told = error["message"].partition("could be asked of ")[2]
    assert [name for name in VENDORS if f"{name} (" in told] == could


def test_an_option_that_the_vendor_lacks_is_refused_by_name():
    error = refusal({**OTHER, "metadata": {"sparkle": 3}})
    assert error["param"] == "metadata.sparkle"
    assert "sparkle" in error["message"]


def test_the_model_of_the_code_samples_is_unknown():
    error = refusal({"model": "jimeng-1.0", "prompt": "雪"})
    assert (error["param"], error["code"]) == ("model", "unknown_model")


def test_an_unknown_model_is_refused_with_names_that_are_near():
    error = refusal({"model": "doubao-seedance-1-0-pro", "prompt": "雪"})
    assert "near names are" in error["message"]
    assert PRO in error["message"]


def test_the_address_to_call_back_reaches_no_vendor():
    for body in ({**TEXT, "callback_url": URLS[0]}, {**OTHER, "metadata": {"callback_url": URLS[0]}}):
        outbound = sent(body)
        assert URLS[0].encode() not in outbound.call.body
        assert outbound.callback_url is None
        assert [loss.field for loss in outbound.losses] == ["callback_url"]

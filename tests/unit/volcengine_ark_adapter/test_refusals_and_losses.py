"""What a refusal or a loss shows of the wish that it is about."""

import pytest
from ark_words import P20, PICTURE, create, image, medium

from vidlect_adapters.canonical import Handle, Inline, Link, Role
from vidlect_adapters.errors import Inexpressible, MalformedReply, MalformedRequest
from vidlect_adapters.message import json_reply
from vidlect_adapters.vendors import volcengine_ark as ark


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (Handle(kind="oss", value="x"), "oss"),
        (Link(url="ftp://m.example/a"), "ftp://m.example/a"),
        (Inline(base64="AAAA", media_type="image/svg+xml"), "image/svg+xml"),
        (Inline(base64="AAAA", media_type="image/x/png"), "image/x/png"),
    ],
)
def test_a_source_that_cannot_be_said_is_shown(adapter, source, value):
    with pytest.raises(Inexpressible) as caught:
        adapter.says(inputs=(medium(Role.FIRST_FRAME, source=source),))
    assert (caught.value.pointer, caught.value.value) == ("/inputs/0/source", value)


def test_the_medium_that_the_vendor_lacks_is_pointed_at(adapter):
    assert adapter.refuses(model=P20, inputs=(PICTURE, medium(Role.MASK)))[0] == "/inputs/1"


def test_what_is_lost_has_a_reason(adapter):
    (loss,) = adapter.says(fps=30).losses
    assert loss.reason == "every film has 24 frames a second"


@pytest.mark.parametrize(
    ("call", "pointer", "value"),
    [
        (create(duration=99), "/duration", 99),
        (create(frames=30), "/frames", 30),
        (create(image("mask")), "/content/0/role", "mask"),
        (create({"type": "sound"}), "/content/0/type", "sound"),
    ],
    ids=["duration", "frames", "role", "type"],
)
def test_a_create_is_refused_for_what_stands_there(adapter, call, pointer, value):
    with pytest.raises(MalformedRequest) as caught:
        adapter.reads(call)
    assert (caught.value.pointer, caught.value.value) == (pointer, value)


def test_an_item_is_one_of_the_types_that_are_named(adapter):
    _, message = adapter.misreads(create({"type": "sound"}))
    assert message == "an item is one of text, image_url, video_url, audio_url, draft_task"


def test_an_error_under_a_success_is_pointed_at(adapter):
    with pytest.raises(MalformedReply) as caught:
        ark.decode_submitted(adapter.film(), json_reply(200, {"error": {"code": "X"}}), adapter.profile)
    assert caught.value.pointer == "/error"

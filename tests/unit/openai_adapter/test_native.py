"""Operations that are not a film from a request."""

import orjson
import pytest

from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.vendors import openai
from vidlect_mock import documents


@pytest.mark.parametrize(
    ("operation", "body", "method", "path", "sent"),
    [
        ("remixVideo", {"video_id": "v/1", "prompt": "1"}, "POST", "/v1/videos/v%2F1/remix", {"prompt": "1"}),
        ("editVideo", {"prompt": "1", "video": {"id": "v"}}, "POST", "/v1/videos/edits", ...),
        (
            "extendVideo",
            {"prompt": "1", "seconds": "4", "video": {"id": "v"}},
            "POST",
            "/v1/videos/extensions",
            ...,
        ),
        ("createWebhookEndpoint", {"name": "n"}, "POST", "/v1/webhook_endpoints", ...),
        (
            "updateWebhookEndpoint",
            {"webhook_endpoint_id": "w", "name": "n"},
            "POST",
            "/v1/webhook_endpoints/w",
            {"name": "n"},
        ),
        (
            "rotateWebhookSecret",
            {"webhook_endpoint_id": "w"},
            "POST",
            "/v1/webhook_endpoints/w/rotate_secret",
            {},
        ),
    ],
)
def test_a_post_has_its_body_as_given(default, operation, body, method, path, sent):
    call = openai.encode_native(operation, body, default)
    assert (call.method, call.path) == (method, path)
    assert orjson.loads(call.body) == (body if sent is ... else sent)


@pytest.mark.parametrize(
    ("operation", "body", "method", "path", "query"),
    [
        ("retrieveCharacter", {"character_id": "char_1"}, "GET", "/v1/videos/characters/char_1", ()),
        (
            "listWebhookEndpoints",
            {"limit": 2, "after": "w"},
            "GET",
            "/v1/webhook_endpoints",
            (("limit", "2"), ("after", "w")),
        ),
        ("retrieveWebhookEndpoint", {"webhook_endpoint_id": "w"}, "GET", "/v1/webhook_endpoints/w", ()),
        ("deleteWebhookEndpoint", {"webhook_endpoint_id": "w"}, "DELETE", "/v1/webhook_endpoints/w", ()),
        ("listWebhookEventTypes", {}, "GET", "/v1/webhook_event_types", ()),
    ],
)
def test_a_call_without_a_body(default, operation, body, method, path, query):
    call = openai.encode_native(operation, body, default)
    assert (call.method, call.path, call.query, call.body) == (method, path, query, b"")


@pytest.mark.parametrize(
    ("more", "head"),
    [
        ({}, b'filename="video.mp4"\r\nContent-Type: video/mp4\r\n\r\n\x00\x01'),
        (
            {"file_name": "狐.mov", "media_type": "video/quicktime"},
            'filename="狐.mov"\r\nContent-Type: video/quicktime\r\n\r\n\x00\x01'.encode(),
        ),
    ],
)
def test_a_character_is_a_form(default, more, head):
    body = {"name": "小狐", "video": {"base64": "AAE=", **more}}
    call = openai.encode_native("createCharacter", body, default)
    assert call.header("Content-Type").startswith("multipart/form-data; boundary=")
    assert 'name="name"\r\n\r\n小狐\r\n'.encode() in call.body
    assert head in call.body


@pytest.mark.parametrize(
    ("operation", "body", "field"),
    [
        ("makeCoffee", {}, "operation"),
        ("remixVideo", {"prompt": "1"}, "video_id"),
        ("remixVideo", {"video_id": 7}, "video_id"),
        ("createCharacter", {"name": 7}, "name"),
        ("createCharacter", {"video": {"base64": 7}}, "video"),
        ("createCharacter", {"video": {"base64": "not base64"}}, "video.base64"),
        ("createCharacter", {"video": {"base64": "AAE=", "file_name": 'a".mp4'}}, "video.file_name"),
        ("createCharacter", {"video": {"base64": "AAE=", "media_type": "a\r\nb"}}, "video.media_type"),
        ("createCharacter", {'na"me': "1"}, 'na"me'),
        ("createCharacter", {"name": "\ud800"}, "name"),
    ],
)
def test_what_makes_no_call_is_refused_by_name(default, operation, body, field):
    with pytest.raises(Inexpressible) as caught:
        openai.encode_native(operation, body, default)
    assert caught.value.field == field


def test_the_operations_are_those_of_the_document():
    named = {name for name, *_ in documents.operations(documents.load("vendors", "openai"))}
    canonical = {"createVideo", "retrieveVideo", "retrieveVideoContent", "listVideos", "deleteVideo"}
    assert {*openai.NATIVE_OPERATIONS} | canonical == named

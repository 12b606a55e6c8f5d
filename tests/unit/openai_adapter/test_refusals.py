"""What a refusal points at, and what it shows of it."""

import pytest
from openai_calls import REF, create, file, film, first_frame, form, profile_of, text, video

from vidlect_adapters.canonical import Link, MediaInput, Medium, Role
from vidlect_adapters.errors import Inexpressible, MalformedReply, MalformedRequest
from vidlect_adapters.message import json_reply
from vidlect_adapters.vendors import openai

LONG = "夜" * 32001


@pytest.mark.parametrize(
    ("call", "pointer", "value"),
    [
        (create({"prompt": "1"}, method="PUT"), "", "PUT /v1/videos"),
        (create({"prompt": "1"}, headers=(("Content-Type", "text/plain"),)), "", "text/plain"),
        (form(file("prompt", file_name="a.png")), "/prompt", "a.png"),
        (create({"prompt": ""}), "/prompt", ""),
        (create({}), "/prompt", ""),
        (create({"prompt": LONG}), "/prompt", "夜" * 80),
        (create({"prompt": "1", "model": "sora-9"}), "/model", "sora-9"),
        (create({"prompt": "1", "seconds": "5"}), "/seconds", "5"),
        (create({"prompt": "1", "size": "1x1"}), "/size", "1x1"),
        (create({"prompt": "1", "input_reference": {"url": "x"}}), "/input_reference", "url"),
        (create({"prompt": "1", "input_reference": {"image_url": "x"}}), "/input_reference/image_url", "x"),
        (form(text("prompt", "1"), text("prompt", "2")), "/prompt", None),
    ],
    ids=str,
)
def test_a_create_is_refused_for_what_stands_there(default, call, pointer, value):
    with pytest.raises(MalformedRequest) as caught:
        openai.decode_submit(call, default)
    assert (caught.value.pointer, caught.value.value) == (pointer, value)


def test_a_wrong_type_is_named(default):
    with pytest.raises(MalformedRequest, match="expected a string, not a number"):
        openai.decode_submit(create({"prompt": 7}), default)
    with pytest.raises(MalformedRequest, match="image/jpeg"):
        openai.decode_submit(
            form(text("prompt", "1"), file("input_reference", b"GIF89a", "image/gif")), default
        )


def test_a_last_frame_is_no_first_one(default):
    last = MediaInput(role=Role.LAST_FRAME, medium=Medium.IMAGE, source=Link(url="https://m.example/1"))
    with pytest.raises(Inexpressible) as caught:
        openai.encode_submit(film(inputs=(last,)), default)
    assert caught.value.value == "last_frame"


def test_a_prompt_that_is_too_long_is_counted(default):
    with pytest.raises(Inexpressible) as caught:
        openai.encode_submit(film(prompt=LONG), default)
    assert (caught.value.pointer, caught.value.value) == ("/prompt", 32001)


@pytest.mark.parametrize(("choice", "known"), [("guide", "it has: characters"), ("spec", "it has: none")])
def test_an_option_of_nobody_is_told_which_there_are(choice, known):
    request = film(vendor_options={"metadata": "{}"}, inputs=first_frame(Link(url="https://m.example/1")))
    with pytest.raises(Inexpressible) as caught:
        openai.encode_submit(request, profile_of(characters=choice))
    assert caught.value.message.endswith(known)


def test_an_operation_of_nobody_is_shown(default):
    with pytest.raises(Inexpressible) as caught:
        openai.encode_native("makeCoffee", {}, default)
    assert (caught.value.pointer, caught.value.value) == ("/operation", "makeCoffee")


def test_what_is_almost_base64_is_none(default):
    with pytest.raises(Inexpressible) as caught:
        openai.encode_native("createCharacter", {"video": {"base64": "AA=E="}}, default)
    assert caught.value.field == "video.base64"


@pytest.mark.parametrize(("status", "value"), [(7, None), ("", "")])
def test_a_status_is_a_word(default, status, value):
    with pytest.raises(MalformedReply) as caught:
        openai.decode_polled(REF, json_reply(200, video(status=status)), default)
    assert (caught.value.pointer, caught.value.value) == ("/status", value)

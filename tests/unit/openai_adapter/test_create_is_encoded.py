"""What a request becomes at the vendor."""

from fractions import Fraction

import orjson
import pytest
from openai_calls import JPEG, PNG, WEBP, film, first_frame, inline, profile_of

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Handle,
    Inline,
    Link,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.loss import LossKind
from vidlect_adapters.vendors import openai
from vidlect_adapters.vendors.openai import catalog


def said(request, profile):
    return orjson.loads(openai.encode_submit(request, profile).call.body)


def refused(request, profile):
    with pytest.raises(Inexpressible) as caught:
        openai.encode_submit(request, profile)
    assert caught.value.dialect == "openai"
    return caught.value


def test_a_create_is_a_form_in_the_order_of_the_python_sdk(default):
    request = film(length=Seconds(Fraction(8)), frame=Pixels(width=1280, height=720))
    call = openai.encode_submit(request, default).call
    boundary = call.header("Content-Type").removeprefix("multipart/form-data; boundary=")
    lines = [
        f"--{boundary}",
        'Content-Disposition: form-data; name="prompt"',
        "",
        "夜航",
        f"--{boundary}",
        'Content-Disposition: form-data; name="model"',
        "",
        "sora-2",
        f"--{boundary}",
        'Content-Disposition: form-data; name="seconds"',
        "",
        "8",
        f"--{boundary}",
        'Content-Disposition: form-data; name="size"',
        "",
        "1280x720",
        f"--{boundary}--",
        "",
    ]
    assert (call.method, call.path) == ("POST", "/v1/videos")
    assert call.body.decode() == "\r\n".join(lines)


def test_equal_wishes_make_equal_forms_and_other_wishes_another_boundary(default):
    one, same, other = (openai.encode_submit(film(prompt=text), default).call for text in ("甲", "甲", "乙"))
    assert one == same
    assert one.header("Content-Type") != other.header("Content-Type")


def test_the_same_create_in_json(as_json):
    assert said(film(length=Seconds(Fraction(4))), as_json) == {
        "prompt": "夜航",
        "model": "sora-2",
        "seconds": "4",
    }


@pytest.mark.parametrize(
    ("content", "media_type", "sent"),
    [
        (PNG, "image/png", b'filename="input_reference.png"\r\nContent-Type: image/png'),
        (JPEG, "image/jpg", b'filename="input_reference.jpg"\r\nContent-Type: image/jpeg'),
        (JPEG, None, b'filename="input_reference.jpg"\r\nContent-Type: image/jpeg'),
        (WEBP, None, b'filename="input_reference.webp"\r\nContent-Type: image/webp'),
        (b"anything", "image/webp", b'filename="input_reference.webp"\r\nContent-Type: image/webp'),
    ],
)
def test_an_inline_picture_is_a_file_part_of_its_type(default, content, media_type, sent):
    body = openai.encode_submit(film(inputs=first_frame(inline(content, media_type))), default).call.body
    assert sent + b"\r\n\r\n" + content + b"\r\n" in body


@pytest.mark.parametrize("name", ["default", "json"])
@pytest.mark.parametrize(
    ("source", "sent"),
    [
        (Link(url="https://a.example/1.png"), {"image_url": "https://a.example/1.png"}),
        (Link(url="HTTP://a.example/1.png"), {"image_url": "HTTP://a.example/1.png"}),
        (Handle(kind="file_id", value="file-1"), {"file_id": "file-1"}),
    ],
)
def test_what_only_json_can_say_makes_it_json(name, source, sent):
    assert said(film(inputs=first_frame(source)), profile_of(name))["input_reference"] == sent


def test_in_json_an_inline_picture_is_a_data_url(as_json):
    sent = said(film(inputs=first_frame(Inline(base64="iVBORw0KGgo="))), as_json)["input_reference"]
    assert sent == {"image_url": "data:image/png;base64,iVBORw0KGgo="}


def test_characters_make_it_json(default):
    options = {"characters": [{"id": "char_1"}, {"id": "char_2"}]}
    assert said(film(vendor_options=options), default)["characters"] == options["characters"]


@pytest.mark.parametrize(
    ("frame", "model", "size"),
    [
        (None, "sora-2", None),
        (Shape(aspect="9:16"), "sora-2", "720x1280"),
        (Shape(aspect="16:9"), "sora-2-pro", "1280x720"),
        (Shape(resolution="720P"), "sora-2", "720x1280"),
        (Shape(resolution="1024p", aspect="7:4"), "sora-2-pro", "1792x1024"),
        (Shape(resolution="1024p"), "sora-2-pro-2025-10-06", "1024x1792"),
        (Shape(resolution="1080p", aspect="16:9"), "sora-2-pro", "1920x1080"),
    ],
)
def test_a_shape_is_a_size(as_json, frame, model, size):
    assert said(film(model=model, frame=frame), as_json).get("size") == size


@pytest.mark.parametrize("row", catalog.ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("size", catalog.SIZES, ids=lambda size: size.word)
@pytest.mark.parametrize("tall", ["pro", "none"])
def test_every_size_is_sent_or_refused_as_the_catalog_says(row, size, tall):
    profile = profile_of("json", **{"1080p": tall})
    request = film(model=row.name, frame=size.pixels)
    if (size.pro and not row.pro) or (size.newer and tall == "none"):
        assert refused(request, profile).field == "frame"
    else:
        assert said(request, profile)["size"] == size.word


@pytest.mark.parametrize("seconds", range(1, 25))
@pytest.mark.parametrize(("choice", "allowed"), [("extended", {4, 8, 12, 16, 20}), ("classic", {4, 8, 12})])
def test_every_length_is_sent_or_refused(seconds, choice, allowed):
    profile = profile_of("json", seconds=choice)
    request = film(length=Seconds(Fraction(seconds)))
    if seconds in allowed:
        assert said(request, profile)["seconds"] == str(seconds)
    else:
        assert refused(request, profile).field == "length"


def test_frames_are_seconds(as_json):
    assert said(film(length=Frames(count=96, fps=24)), as_json)["seconds"] == "4"
    assert refused(film(length=Frames(count=97, fps=24)), as_json).field == "length"


def test_an_automatic_length_is_the_default_and_said_to_be(as_json):
    translation = openai.encode_submit(film(length=Automatic()), as_json)
    (loss,) = translation.losses
    assert (loss.kind, loss.field, loss.sent) == (LossKind.DEFAULTED, "length", "4")
    assert "seconds" not in orjson.loads(translation.call.body)


@pytest.mark.parametrize(
    ("field", "wish", "asked"),
    [
        ("negative_prompt", "模糊", "模糊"),
        ("fps", 24, "24"),
        ("seed", 0, "0"),
        ("watermark", False, "false"),
        ("with_audio", True, "true"),
        ("camera_fixed", True, "true"),
        ("callback_url", "https://h.example", "https://h.example"),
    ],
)
def test_a_knob_that_the_vendor_lacks_is_lost_aloud(default, field, wish, asked):
    translation = openai.encode_submit(film(**{field: wish}), default)
    (loss,) = translation.losses
    assert (loss.kind, loss.field, loss.asked) == (LossKind.UNSUPPORTED, field, asked)
    assert translation.call == openai.encode_submit(film(), default).call


def test_an_empty_negative_prompt_is_no_wish(default):
    assert openai.encode_submit(film(negative_prompt=""), default).losses == ()


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"model": "sora-1"}, "model"),
        ({"count": 2}, "count"),
        ({"prompt": ""}, "prompt"),
        ({"prompt": "山" * 32_001}, "prompt"),
        ({"prompt": "\ud800"}, "prompt"),
        ({"inputs": first_frame(Link(url="ftp://a.example/1"))}, "inputs[0].source"),
        ({"inputs": first_frame(Link(url="https://" + "a" * 20_971_520))}, "inputs[0].source"),
        ({"inputs": first_frame(Handle(kind="asset", value="1"))}, "inputs[0].source"),
        ({"inputs": first_frame(Inline(base64="not base64"))}, "inputs[0].source"),
        ({"inputs": first_frame(inline(b"GIF89a", None))}, "inputs[0].source"),
        ({"inputs": first_frame(inline(b"GIF89a", "image/gif"))}, "inputs[0].source"),
        ({"vendor_options": {"metadata": "{}"}}, "vendor_options.metadata"),
        ({"vendor_options": {"seconds": "4"}}, "vendor_options.seconds"),
        ({"vendor_options": {"characters": []}}, "vendor_options.characters"),
        ({"vendor_options": {"characters": ["char_1"]}}, "vendor_options.characters"),
        ({"vendor_options": {"characters": [{"id": ""}]}}, "vendor_options.characters"),
        ({"vendor_options": {"characters": [{"id": "1"}] * 3}}, "vendor_options.characters"),
    ],
)
def test_what_the_vendor_cannot_express_is_refused_by_name(default, wish, field):
    assert refused(film(**wish), default).field == field


@pytest.mark.parametrize(
    "medium",
    [
        MediaInput(role=Role.LAST_FRAME, medium=Medium.IMAGE, source=Link(url="https://a.example")),
        MediaInput(role=Role.REFERENCE, medium=Medium.IMAGE, source=Link(url="https://a.example")),
        MediaInput(role=Role.SOURCE, medium=Medium.AUDIO, source=Link(url="https://a.example")),
    ],
    ids=lambda one: one.role.value,
)
def test_content_that_the_vendor_cannot_take_is_refused(default, medium):
    assert refused(film(inputs=(medium,)), default).field == "inputs[0]"


def test_a_half_surrogate_is_refused_in_json_too(as_json):
    assert "JSON" in refused(film(prompt="\ud800"), as_json).message


def test_characters_are_no_option_where_the_specification_counts():
    error = refused(film(vendor_options={"characters": [{"id": "1"}]}), profile_of("strict"))
    assert error.field == "vendor_options.characters"

"""What a create of any gateway asks for."""

from fractions import Fraction

import pytest
from openai_calls import JPEG, PNG, create, file, film, first_frame, form, inline, profile_of, text

from vidlect_adapters.canonical import Handle, Inline, Link, Pixels, Seconds
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors import openai

PROMPT = text("prompt", "夜航")


def read(call, profile):
    return openai.decode_submit(call, profile)


def refused(call, profile):
    with pytest.raises(MalformedRequest) as caught:
        openai.decode_submit(call, profile)
    return caught.value


def test_defaults_stay_open_but_for_the_model(default):
    assert read(create({"prompt": "夜航"}), default).request == film()


def test_every_field_is_read(default):
    call = create({"prompt": "夜航", "model": "sora-2-pro", "seconds": "12", "size": "1792x1024"})
    decoded = read(call, default)
    assert decoded.model_name == "sora-2-pro"
    assert decoded.request == film(
        model="sora-2-pro", length=Seconds(Fraction(12)), frame=Pixels(width=1792, height=1024)
    )


@pytest.mark.parametrize(
    ("reference", "source"),
    [
        ({"image_url": "https://a.example/1"}, Link(url="https://a.example/1")),
        ({"file_id": "file-1"}, Handle(kind="file_id", value="file-1")),
        ({"image_url": "data:image/png;base64,AAAA"}, Inline(base64="AAAA", media_type="image/png")),
        ({"image_url": "DATA:Image/JPEG;base64,AAAA"}, Inline(base64="AAAA", media_type="image/jpeg")),
    ],
)
def test_a_reference_in_json(default, reference, source):
    call = create({"prompt": "夜航", "input_reference": reference})
    assert read(call, default).request == film(inputs=first_frame(source))


def test_a_file_of_a_form(default):
    decoded = read(form(PROMPT, file("input_reference", JPEG, "Image/JPEG; q=1")), default)
    assert decoded.request == film(inputs=first_frame(inline(JPEG, "image/jpeg")))
    assert decoded.notes == ()


def test_bytes_of_a_file_survive_whatever_they_are(default):
    content = b"\r\n--\r\n\x00\xff--b\r" + PNG + b"\r\n"
    request = film(inputs=first_frame(inline(content)))
    assert read(openai.encode_submit(request, default).call, default).request == request


def test_the_node_sdks_object_in_a_form_is_read_with_a_note(default):
    decoded = read(form(PROMPT, text("input_reference[image_url]", "https://a.example/1")), default)
    assert decoded.request == film(inputs=first_frame(Link(url="https://a.example/1")))
    assert any("Node" in note for note in decoded.notes)


def test_json_without_a_content_type_is_read_with_a_note(default):
    decoded = read(HttpCall(method="POST", path="/v1/videos", body='{"prompt": "夜航"}'.encode()), default)
    assert decoded.request == film()
    assert decoded.notes == ("there is no Content-Type; the body is read as JSON",)


def test_null_is_read_as_absent_with_a_note(default):
    decoded = read(create({"prompt": "夜航", "size": None}), default)
    assert decoded.request == film()
    assert decoded.notes == ("/size is null; read as absent",)


def test_characters_are_options(default):
    options = {"characters": [{"id": "char_1"}]}
    assert read(create({"prompt": "夜航", **options}), default).request == film(vendor_options=options)


def test_a_preamble_and_quoted_names_are_tolerated(default):
    call = form(
        ('content-disposition: form-data; NAME="pro\\mpt"', b"1"),
        content_type='multipart/form-data; boundary="b"',
    )
    preamble = create(b"hello\r\n" + call.body, headers=call.headers)
    assert read(preamble, default).request == film(prompt="1")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "prompt"),
        ({"prompt": ""}, "prompt"),
        ({"prompt": 1}, "prompt"),
        ({"prompt": "山" * 32_001}, "prompt"),
        ({"prompt": "1", "model": "sora-1"}, "model"),
        ({"prompt": "1", "model": ["sora-2"]}, "model"),
        ({"prompt": "1", "model": ""}, "model"),
        ({"prompt": "1", "seconds": 4}, "seconds"),
        ({"prompt": "1", "seconds": "5"}, "seconds"),
        ({"prompt": "1", "seconds": "4.0"}, "seconds"),
        ({"prompt": "1", "size": "1280*720"}, "size"),
        ({"prompt": "1", "size": "1792x1024"}, "size"),
        ({"prompt": "1", "width": 1280}, "width"),
        ({"prompt": "1", "metadata": "{}"}, "metadata"),
        ({"prompt": "1", "input_reference": "https://a.example"}, "input_reference"),
        ({"prompt": "1", "input_reference": {}}, "input_reference"),
        ({"prompt": "1", "input_reference": {"url": "https://a.example"}}, "input_reference"),
        ({"prompt": "1", "input_reference": {"file_id": ""}}, "input_reference.file_id"),
        ({"prompt": "1", "input_reference": {"image_url": 1}}, "input_reference.image_url"),
        ({"prompt": "1", "input_reference": {"image_url": "a.png"}}, "input_reference.image_url"),
        (
            {"prompt": "1", "input_reference": {"image_url": "data:image/png,AAAA"}},
            "input_reference.image_url",
        ),
        (
            {"prompt": "1", "input_reference": {"image_url": "data:image/gif;base64,AAAA"}},
            "input_reference.image_url",
        ),
        ({"prompt": "1", "characters": "char_1"}, "characters"),
    ],
)
def test_what_the_vendor_refuses_is_refused_by_name(default, body, field):
    assert refused(create(body), default).field == field


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ([PROMPT, PROMPT], "prompt"),
        ([PROMPT, file("model")], "model"),
        ([PROMPT, file("input_reference"), file("input_reference")], "input_reference"),
        ([PROMPT, text("input_reference", "a"), file("input_reference")], "input_reference"),
        ([PROMPT, file("input_reference"), text("input_reference[file_id]", "a")], "input_reference"),
        ([PROMPT, text("input_reference", "a.png")], "input_reference"),
        ([PROMPT, file("input_reference", media_type="application/octet-stream")], "input_reference"),
        ([PROMPT, file("input_reference", media_type=None)], "input_reference"),
        ([PROMPT, file("input_reference", b"")], "input_reference"),
        ([('Content-Disposition: form-data; name="prompt"', b"\xff")], "prompt"),
        ([PROMPT, text("video[id]", "1")], "video[id]"),
        ([("Content-Disposition: form-data", b"1")], ""),
        ([("no header", b"1")], ""),
    ],
)
def test_a_form_that_the_vendor_refuses_is_refused_by_name(default, parts, field):
    error = refused(form(*parts), default)
    assert error.pointer == (f"/{field}" if field else "")


@pytest.mark.parametrize(
    "call",
    [
        form(PROMPT, content_type="multipart/form-data"),
        form(PROMPT, boundary="b" * 71),
        form(PROMPT, content_type="multipart/form-data; boundary=other"),
        form(PROMPT, end=False),
        form(PROMPT, text("model", "sora-2"), text("seconds", "4"), end=False),
        form(),
        form(PROMPT, boundary="b").with_headers(("Content-Type", "application/x-www-form-urlencoded")),
        create(
            b"--b\r\nno end of headers\r\n--b--\r\n",
            headers=(("Content-Type", "multipart/form-data; boundary=b"),),
        ),
        create(b"{"),
        create(b'{"prompt": "1", "prompt": "2"}'),
        create({"prompt": "1"}, method="PUT"),
        create({"prompt": "1"}, path="/v1/videos/edits"),
    ],
    ids=[
        "no boundary",
        "long boundary",
        "other boundary",
        "no end",
        "no end of three",
        "no part",
        "urlencoded",
        "headless part",
        "no JSON",
        "twice",
        "PUT",
        "another path",
    ],
)
def test_a_call_that_is_no_create_is_refused(default, call):
    assert refused(call, default).status == 400


def test_characters_are_unknown_where_the_specification_counts():
    call = create({"prompt": "1", "characters": [{"id": "1"}]})
    assert refused(call, profile_of("strict")).field == "characters"

"""The first frame: a file of a form, or an address among the free options."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from wan_creates import OTHER, PICTURE, PNG, TEXT, URL, file, form, part, read, refused

from vidlect_adapters.canonical import Inline, Link, MediaInput, MediaSource, Medium, Role

DATA = "data:image/png;base64,AAAA"
NAME = "input_reference"
BMP = b"BM\x46\x00"
BYTES = b"\r\n \x00\xff\r\n--x \r\n"


def source_of(body: Any, name: str = "default", **switches: str) -> MediaSource:
    (one,) = read(body, name, **switches).request.inputs
    assert one == MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=one.source)
    return one.source


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "image/webp", "image/bmp", "image/gif"])
@pytest.mark.parametrize("members", [PICTURE, OTHER])
def test_a_files_bytes_and_type_are_kept(members: dict[str, str], kind: str):
    source = source_of(form(file(BYTES, kind), **members))
    assert isinstance(source, Inline)
    assert (source.content(), source.media_type) == (BYTES, kind)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PNG, "image/png"), (b"\xff\xd8\xff\xe0", "image/jpeg"), (b"RIFF....WEBP", "image/webp")],
)
@pytest.mark.parametrize("said", [None, "application/octet-stream"])
def test_a_file_of_unknown_type_is_known_by_its_first_bytes(content: bytes, kind: str, said: str | None):
    decoded = read(form(file(content, said), **PICTURE))
    (one,) = decoded.request.inputs
    assert isinstance(one.source, Inline)
    assert one.source.media_type == kind
    assert kind in decoded.notes[0]


@pytest.mark.parametrize(
    "call",
    [
        form(file(BMP, "application/octet-stream"), **PICTURE),
        form(file(b"x", "video/mp4"), **PICTURE),
        form(file(b"x", "application/json"), **PICTURE),
        form(file(b""), **PICTURE),
        form(file(), file(), **PICTURE),
        form(part(NAME, "x"), file(), **PICTURE),
        form(file(), part(NAME, "x"), **PICTURE),
        form(file(), part(f"{NAME}[image_url]", URL), **PICTURE),
        form(part(f"{NAME}[image_url]", URL), **PICTURE),
        form(part(NAME, URL), **PICTURE),
        form(**PICTURE),
        form(file(), **TEXT),
    ],
)
def test_a_wrong_picture_is_named(call: Any):
    assert refused(call).field == NAME


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (form(file(name="prompt"), model="wan2.6-i2v"), "prompt"),
        (form(file(name="image"), **PICTURE), "image"),
        (form(part("seconds", "5"), part("seconds", "10"), **TEXT), "seconds"),
        (form(part("prompt", b"\xff"), model="wan2.6-t2v"), "prompt"),
        (form(part("prompt", "a\x00b"), model="wan2.6-t2v"), "prompt"),
        (form(file(b"{}", "text/plain", "metadata"), **TEXT), "metadata"),
        (form(file(b"\xff", "application/json", "metadata"), **TEXT), "metadata"),
        (form(part("metadata", "{}"), file(b"{}", "application/json", "metadata"), **TEXT), "metadata"),
    ],
)
def test_a_wrong_part_is_named(call: Any, field: str):
    assert refused(call).field == field


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (URL, Link(url=URL)),
        (DATA, Inline(base64="AAAA", media_type="image/png")),
        ("AAAA", Inline(base64="AAAA")),
    ],
)
def test_an_address_is_a_picture_in_metadata_and_where_a_text_is_taken(text: str, source: MediaSource):
    assert source_of(form(**PICTURE, metadata={"img_url": text})) == source
    assert source_of({**PICTURE, NAME: text}) == source
    assert source_of(form(**PICTURE, input_reference=text), "lenient") == source


def test_a_text_for_a_file_is_noted():
    assert len(read(form(**PICTURE, input_reference=URL), "lenient").notes) == 1


@pytest.mark.parametrize(
    "text", ["ftp://example.com/a", "data:image/png;base64,???", "data:video/mp4;base64,AAAA", "a b", "é"]
)
def test_what_is_no_picture_is_named(text: str):
    assert refused({**PICTURE, NAME: text}).field == NAME
    assert refused(form(**PICTURE, metadata={"img_url": text})).field == "metadata.img_url"


@pytest.mark.parametrize("value", [7, [URL], {"image_url": URL}, True], ids=repr)
def test_a_picture_in_json_is_a_text(value: Any):
    assert refused({**PICTURE, NAME: value}).field == NAME


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"data:image/png;base64,{base64.b64encode(b'secret').decode()}?", False),
        ("https://example.com/a b", True),
    ],
)
def test_only_an_address_is_repeated(text: str, *, shown: bool):
    assert refused({**PICTURE, NAME: text}).value == (text if shown else None)


def test_an_endless_text_is_no_picture():
    error = refused({**PICTURE, NAME: "https://example.com/" + "a" * 20_971_520})
    assert len(error.message) < 100


def test_there_is_one_picture():
    call = form(file(), **PICTURE, metadata={"img_url": URL})
    assert refused(call).field == "metadata.img_url"


def test_a_gateway_may_know_no_picture_in_metadata():
    call = form(**PICTURE, metadata={"img_url": URL})
    assert refused(call, metadata_picture="refuse").field == "metadata.img_url"


def test_the_text_model_takes_no_picture_from_metadata_either():
    assert refused(form(**TEXT, metadata={"img_url": URL})).field == "metadata.img_url"

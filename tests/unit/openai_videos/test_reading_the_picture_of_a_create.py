"""The first frame: by a form's file, an address, a data URL, a file's id."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from openai_creates import OTHER, PNG, TEXT, URL, file, form, part, read, refused

from vidlect_adapters.canonical import Handle, Inline, Link, MediaInput, MediaSource, Medium, Role

DATA = "data:image/png;base64,AAAA"
NAME = "input_reference"


def source_of(body: Any, name: str = "default", **switches: str) -> MediaSource:
    (one,) = read(body, name, **switches).request.inputs
    assert one == MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=one.source)
    return one.source


@pytest.mark.parametrize(
    ("holder", "source"),
    [
        ({"image_url": URL}, Link(url=URL)),
        ({"image_url": URL, "file_id": None}, Link(url=URL)),
        ({"image_url": DATA}, Inline(base64="AAAA", media_type="image/png")),
        ({"file_id": "file-1"}, Handle(kind="file_id", value="file-1")),
    ],
)
def test_an_object_names_a_picture(holder: dict[str, Any], source: MediaSource):
    assert source_of({**TEXT, NAME: holder}) == source


@pytest.mark.parametrize("holder", [{}, {"image_url": ""}, {"image_url": None, "file_id": None}])
def test_an_object_may_say_nothing(holder: dict[str, Any]):
    assert read({**TEXT, NAME: holder}).request.inputs == ()


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (URL, NAME),
        (7, NAME),
        ([URL], NAME),
        ({"image_url": URL, "file_id": "file-1"}, NAME),
        ({"url": URL}, f"{NAME}.url"),
        ({"image_url": 7}, "image_url"),
        ({"image_url": "ftp://example.com/a"}, f"{NAME}.image_url"),
        ({"image_url": "data:image/png;base64,???"}, f"{NAME}.image_url"),
        ({"image_url": "data:image/gif;base64,AAAA"}, f"{NAME}.image_url"),
        ({"image_url": "data:video/mp4;base64,AAAA"}, f"{NAME}.image_url"),
        ({"image_url": "https://example.com/" + "a" * 20_971_520}, f"{NAME}.image_url"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_reference_is_named(value: Any, field: str):
    error = refused({**TEXT, NAME: value})
    assert error.field == field
    assert len(error.message) < 300


def test_the_bytes_of_a_data_url_are_not_repeated():
    assert refused({**TEXT, NAME: {"image_url": "data:image/png;base64,c2VjcmV0?"}}).value is None


def test_a_file_of_the_documented_vendor_is_nothing_to_another():
    error = refused({**OTHER, NAME: {"file_id": "file-1"}})
    assert error.field == f"{NAME}.file_id"


@pytest.mark.parametrize("text", [URL, DATA])
def test_the_lenient_profile_takes_a_text_as_an_address_in_json_and_in_forms(text: str):
    assert source_of({**TEXT, NAME: text}, "lenient") == source_of({**TEXT, NAME: {"image_url": text}})
    assert source_of(form(**TEXT, input_reference=text), "lenient") == source_of(
        {**TEXT, NAME: text}, "lenient"
    )


def test_a_forms_texts_are_its_members():
    texts = {**TEXT, "seconds": "8", "size": "1280x720"}
    assert read(form(**texts)) == read(texts)


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "image/webp"])
def test_a_files_bytes_and_type_are_kept(kind: str):
    assert source_of(form(file(b"\x00\xff\r\n--x", kind), **TEXT)) == Inline(
        base64=base64.b64encode(b"\x00\xff\r\n--x").decode(), media_type=kind
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PNG, "image/png"), (b"\xff\xd8\xff\xe0", "image/jpeg"), (b"RIFF....WEBP", "image/webp")],
)
def test_a_file_of_unknown_type_is_known_by_its_first_bytes(content: bytes, kind: str):
    decoded = read(form(file(content, "application/octet-stream"), **TEXT))
    (one,) = decoded.request.inputs
    assert isinstance(one.source, Inline)
    assert one.source.media_type == kind
    assert kind in decoded.notes[0]


def test_other_vendors_take_other_pictures():
    assert source_of(form(file(b"GIF89a", "image/gif"), **OTHER))
    assert refused(form(file(b"GIF89a", "image/gif"), **TEXT)).field == NAME


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (form(file(b"GIF89a", "application/octet-stream"), **OTHER), NAME),
        (form(file(b"x", "video/mp4"), **OTHER), NAME),
        (form(file(b""), **TEXT), NAME),
        (form(file(), file(), **TEXT), NAME),
        (form(part(NAME, "x"), file(), **TEXT), NAME),
        (form(file(), part(NAME, "x"), **TEXT), NAME),
        (form(file(), part(f"{NAME}[image_url]", URL), **TEXT), NAME),
        (form(part(f"{NAME}[image_url]", URL), part(f"{NAME}[file_id]", "f"), **TEXT), NAME),
        (form(part(NAME, URL), **TEXT), NAME),
        (form(file(name="prompt"), model="sora-2"), "prompt"),
        (form(part("seconds", "4"), part("seconds", "8"), **TEXT), "seconds"),
        (form(part("prompt", b"\xff")), "prompt"),
        (form(part("prompt", "a\x00b")), "prompt"),
        (form(part("width", "640"), **TEXT), "width"),
        (form(part("characters", "char_1"), **TEXT), "characters"),
    ],
)
def test_a_wrong_part_is_named(call: Any, field: str):
    assert refused(call).field == field


def test_the_node_sdks_spelling_of_an_object_is_read():
    assert source_of(form(part(f"{NAME}[image_url]", URL), **TEXT)) == Link(url=URL)
    assert source_of(form(part(f"{NAME}[file_id]", "file-1"), **TEXT)) == Handle(
        kind="file_id", value="file-1"
    )

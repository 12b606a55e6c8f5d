"""Pictures in a request: their headers are read, and nothing else of them."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from vidlect_mock.pictures import Look, look


def header(width, height, colour=2):
    """A PNG that has nothing but a header."""
    told = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    checked = told + struct.pack(">I", zlib.crc32(told))
    nothing = struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + checked + nothing


@pytest.mark.parametrize(
    ("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")]
)
def test_a_picture_has_a_type_and_a_size(kind, media_type):
    written = BytesIO()
    Image.new("RGB", (6, 4)).save(written, kind)
    assert look(written.getvalue()) == Look(media_type, (6, 4), clear=False)


def test_a_format_that_is_not_asked_for_is_no_picture():
    written = BytesIO()
    Image.new("RGB", (6, 4)).save(written, "BMP")
    assert look(written.getvalue()) is None
    assert look(written.getvalue(), ("BMP",)) == Look("image/bmp", (6, 4), clear=False)


def test_an_alpha_channel_is_seen():
    assert look(header(6, 4, colour=6)) == Look("image/png", (6, 4), clear=True)


def test_a_huge_picture_is_looked_at_and_not_decoded():
    assert look(header(10_000, 10_000)) == Look("image/png", (10_000, 10_000), clear=False)


@pytest.mark.parametrize("size", [(0, 4), (6, 0), (60_000, 60_000)])
def test_a_size_that_no_picture_has_is_not_believed(size):
    assert look(header(*size)) is None


@given(st.binary() | st.binary().map(header(6, 4)[:30].__add__))
def test_no_bytes_break_the_look(content):
    assert look(content) is None or isinstance(look(content), Look)

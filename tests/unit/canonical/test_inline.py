"""A file inside a request, given as base64 or as bytes."""

from dataclasses import replace

import pytest

from vidlect_adapters.canonical import Inline

TEXT = Inline(base64="YWJjZA==", media_type="image/png")
BYTES = Inline(content=b"abcd", media_type="image/png")


def test_bytes_and_their_base64_are_the_same_file():
    assert TEXT == BYTES
    assert hash(TEXT) == hash(BYTES)
    assert repr(TEXT) == repr(BYTES) == "Inline(base64='YWJjZA==', media_type='image/png')"
    assert (BYTES.base64, TEXT.content()) == ("YWJjZA==", b"abcd")


def test_the_bytes_that_were_given_are_held_not_a_copy():
    content = bytes(1000)
    assert Inline(content=content).content() is content


@pytest.mark.parametrize(
    "other",
    [Inline(base64="YWJjZA==", media_type="image/jpeg"), Inline(base64="YWJjZQ=="), "YWJjZA=="],
)
def test_another_file_or_another_type_is_not_the_same(other):
    assert other != TEXT


@pytest.mark.parametrize("size", range(1, 12))
def test_the_size_is_that_of_the_file_whatever_holds_it(size):
    file = Inline(content=bytes(size))
    assert file.size == Inline(base64=file.base64).size == size


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "needs base64 text, or the bytes"),
        ({"base64": "YQ==", "content": b"a"}, "needs base64 text, or the bytes"),
        ({"base64": "data:image/png;base64,YQ=="}, "without a data: prefix"),
    ],
)
def test_neither_both_and_a_data_url_are_no_file(given, why):
    with pytest.raises(ValueError, match=why):
        Inline(**given)


def test_a_text_that_is_no_base64_has_no_content():
    with pytest.raises(ValueError, match=r"Only base64 data|padding"):
        Inline(base64="!").content()


def test_a_file_can_be_given_another_type_but_not_be_changed():
    with pytest.raises(AttributeError):
        BYTES.media_type = "image/jpeg"
    assert replace(TEXT, base64="YQ==") == Inline(base64="YQ==", media_type="image/png")

"""What of a vendor's text, and of a wrong value, a client gets to see."""

import pytest

from vidlect_adapters.scrubbing import scrub, shown

TEXTS = {
    "太长": "太长",
    "  two\n lines ": "two lines",
    '"quoted"': "quoted",
    '""': "",
    '"': '"',
    '"half': '"half',
    "see https://vendor.example/x?sig=1 now": "see [link] now",
    'Failed: {"message": "no face"}': "Failed no face",
    'Failed: \'[{"message": "no face"}]\'': "Failed",
    'Failed [{"message": "no face"}] sorry': "Failed sorry",
    'Failed [{"message": "no face"}]': "Failed",
    'Failed - {"error": {"msg": "no face"}} "(7)"': "Failed - no face (7)",
    '{"code": 7}': "no readable message",
    '{"message": "cut of': "no readable message",
    'It said {"message": "cut of': "It said",
    '{"ResponseMetadata": {"Error": {"Message": "no key"}}}': "no key",
    '{"reason": 7}': "no readable message",
    "Signature=abc, SecretKey: x": "[hidden], [hidden]",
    "it is Bearer abc.def": "it is [hidden]",
    "下载失败https://a.example/b?Signature=c": "下载失败[link]",
    "1ftp://a.example/b": "1[link]",
    "密钥AKLTabcd1234无效": "密钥[hidden]无效",
    "密钥sk-abcdef无效": "密钥[hidden]无效",
    "令牌eyJab.cd.ef": "令牌[hidden]",
    "头Bearer abc": "头[hidden]",
    "签名Signature=abc": "签名[hidden]",
}
"""A vendor's text → what a client sees."""


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_keeps_its_words_alone(text):
    assert scrub(text) == TEXTS[text]


@pytest.mark.parametrize(("length", "seen"), [(499, "x" * 499), (500, "x" * 500), (501, "x" * 499 + "…")])
def test_a_text_has_500_characters_at_most(length, seen):
    assert scrub("x" * length) == seen


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (7, "7"),
        (None, "null"),
        (True, "true"),
        ("雪", "'雪'"),
        ({"a": 1, "b": 2}, "an object of 2"),
        ([1], "an array of 1"),
        ("x" * 58, "'" + "x" * 58 + "'"),
        ("x" * 59, "'" + "x" * 58 + "…"),
        ("is Bearer abc", "'is [hidden]"),
    ],
    ids=str,
)
def test_a_value_is_shown_in_short(value, seen):
    assert shown(value) == seen


def test_a_key_far_into_a_value_is_neither_shown_nor_searched_for():
    assert shown("x" * 300 + " Bearer abc") == "'" + "x" * 58 + "…"


@pytest.mark.parametrize("again", ["[", "a.", "a-", "eyJ-", "X-Amz-", "sk-", "{ "])
def test_a_long_text_is_read_at_once(again):
    # a pattern that looked far ahead from each of these would take hours, and nobody else would be answered
    assert len(scrub(again * 300_000)) <= 500

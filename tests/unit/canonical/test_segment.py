"""A text as one segment of a path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.segment import segment


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a1-b_c.~", "a1-b_c.~"),
        ("雪/1?", "%E9%9B%AA%2F1%3F"),
        ("a b", "a%20b"),
        ("...", "..."),
        ("../x", "..%2Fx"),
    ],
)
def test_a_text_is_encoded_whole(text, written):
    assert segment(text, "kling") == written


@pytest.mark.parametrize("text", ["", ".", "..", "\ud800"])
def test_what_would_lead_elsewhere_is_refused(text):
    with pytest.raises(Inexpressible, match="cannot be written in a path") as refused:
        segment(text, "kling")
    assert refused.value.dialect == "kling"


@given(st.text(min_size=1))
def test_it_never_ends_a_segment(text):
    try:
        written = segment(text, "vidu")
    except Inexpressible:
        return
    assert not set(written) & set("/?#%") - {"%"}
    assert written.isascii()

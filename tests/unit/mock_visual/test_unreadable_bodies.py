"""Bodies that cannot be read, and any others, are taken or refused in the vendor's words."""

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from visual_bodies import submit

from vidlect_mock.interface import Intake, Refusal
from vidlect_mock.vendors import volcengine_visual as visual
from vidlect_mock.vendors.volcengine_visual.models import MODELS


@pytest.mark.parametrize("action", visual.ACTIONS)
@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"req_key":"jimeng_t2v_v30"',
        b"null",
        b"[]",
        b'"text"',
        b"7",
        b"{'req_key':1}",
        b'{"seed":NaN}',
        b'{"seed":Infinity}',
        b'{"prompt":"\xff\xfe"}',
        b"\xef\xbb\xbf{}",
        b'{"prompt":"\\ud800"}',
        b'{"a":' * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b"\x00",
        b"req_key=jimeng_t2v_v30&prompt=a",
    ],
    ids=lambda raw: repr(raw[:24]),
)
def test_an_unreadable_body_is_refused_in_the_vendors_words(counter, action, raw):
    refusal = counter.refuses(action, raw)
    assert (refusal.code, refusal.stage, refusal.answer.status) == ("50215", "body", 400)
    assert refusal.expected.startswith("a JSON object")
    assert counter.fits(action, 400, orjson.loads(refusal.answer.body)) == []


def test_nul_bytes_are_taken_as_they_are(counter):
    assert submit(counter, "jimeng_t2v_v30", {"prompt": "a\x00b"}).prompt == "a\x00b"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FIELDS = sorted(
    {field for model in MODELS.values() for field in model.fields or ()} | {"req_key", "task_id", "req_json"}
)


@settings(max_examples=400, deadline=None)
@given(
    action=st.sampled_from(sorted(visual.ACTIONS)),
    key=st.sampled_from(sorted(MODELS)) | ANYTHING,
    fields=st.dictionaries(st.sampled_from(FIELDS) | st.text(), ANYTHING, max_size=6),
    strict=st.booleans(),
)
def test_whatever_comes_is_taken_or_refused(counter, action, key, fields, strict):
    try:
        raw = orjson.dumps({**fields, "req_key": key})
    except TypeError:  # a number or text that JSON cannot hold
        raw = b"{}"
    asked = counter.ask(action, raw, counter.desk("strict" if strict else "default"))
    if isinstance(asked, Refusal):
        body = orjson.loads(asked.answer.body)
        assert counter.fits(action, asked.answer.status, body) == []
        assert asked.expected
    else:
        assert isinstance(asked, Intake)

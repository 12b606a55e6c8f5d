"""A body that two readers could read in two ways is refused, and no other is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.json_body import read_object

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.sampled_from(["", ":", "a:b", "://", '":', "http://x"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc:"), inner, max_size=3),
    max_leaves=6,
)
MEMBERS = st.lists(st.tuples(st.sampled_from(["a", "b", ":", "://", "http://x"]), VALUES), max_size=4)


@given(members=MEMBERS, nested=st.booleans())
def test_a_body_is_read_unless_a_key_stands_twice(members: list[tuple[str, Any]], *, nested: bool):
    text = "{" + ", ".join(f"{json.dumps(name)} : {json.dumps(value)}" for name, value in members) + "}"
    body = (f'{{"within": [{text}]}}' if nested else text).encode()
    if len(dict(members)) == len(members):
        assert read_object(body, "any") == ({"within": [dict(members)]} if nested else dict(members))
    else:
        with pytest.raises(MalformedRequest, match="stands twice"):
            read_object(body, "any")

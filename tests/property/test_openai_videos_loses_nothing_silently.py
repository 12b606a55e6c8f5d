"""Law: a member that a client adds or changes shows in the film, in a loss, in a note, or in a refusal."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import choose
from vidlect_adapters.surfaces import openai_videos as surface
from vidlect_adapters.surfaces.openai_videos import wire

URL = "https://example.com/a.jpg"
BASES: dict[str, dict[str, Any]] = {
    "text": {"model": "sora-2", "prompt": "雪山"},
    "whole": {
        "model": "sora-2-pro",
        "prompt": "雪山",
        "seconds": "8",
        "size": "1280x720",
        "input_reference": {"image_url": URL},
    },
    "other": {"model": "kling-v1", "prompt": "雪山", "seconds": "7", "size": "640x360"},
}
VALUES = st.one_of(
    st.integers(-3, 20),
    st.booleans(),
    st.floats(-10, 10),
    st.sampled_from(
        ["4", "8", "7", "16:9", "1280x720", "720x1280", "1280*720", "夜", URL, "sora-2", "sora-2-pro"]
    ),
    st.lists(st.sampled_from([URL, {"id": "char_1"}]), min_size=1, max_size=3),
    st.dictionaries(
        st.sampled_from(["image_url", "file_id", "a"]), st.sampled_from([URL, "file-1", 7]), min_size=1
    ),
)
NAMES = st.sampled_from(
    [*sorted(wire.CREATE_MEMBERS), "duration", "n", "image", "metadata", "callback_url", "seed"]
) | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8)


def read(body: dict[str, Any], name: str) -> Decoded | str:
    profile = choose(surface.NAME, surface.SWITCHES, surface.PROFILES, name)
    try:
        return surface.decode_create(
            HttpCall(method="POST", path="/v1/videos", body=orjson.dumps(body)), profile
        )
    except MalformedRequest as error:
        return error.field


@pytest.mark.parametrize("base", BASES)
@given(member=NAMES, value=VALUES, name=st.sampled_from(list(surface.PROFILES)))
def test_a_changed_member_never_vanishes(base: str, member: str, value: Any, name: str):
    body = BASES[base]
    assume(body.get(member) != value)
    before, after = read(body, name), read({**body, member: value}, name)
    assert isinstance(before, Decoded)
    assert after != before


def test_a_name_that_is_the_default_changes_nothing():
    named = {"model": "sora-2", "prompt": "雪山"}
    assert read({"prompt": "雪山"}, "default") == read(named, "default")

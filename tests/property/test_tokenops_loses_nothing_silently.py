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
from vidlect_adapters.surfaces import tokenops
from vidlect_adapters.surfaces.tokenops import wire

URL = "https://example.com/a.jpg"
SPEECH = {"type": "audio_url", "audio_url": {"url": "https://example.com/a.mp3"}}
BASES: dict[str, dict[str, Any]] = {
    "text": {"model": "jimeng-video-3.0-720P", "req_key": "jimeng_t2v_v30", "prompt": "雪山"},
    "pro": {
        "model": "jimeng-video-3.0-pro",
        "req_key": "jimeng_ti2v_v30_pro",
        "prompt": "雪山",
        "image_urls": [URL],
        "frames": 241,
        "aspect_ratio": "4:3",
        "seed": 7,
    },
    "camera": {
        "model": "jimeng-video-3.0-720P",
        "req_key": "jimeng_i2v_recamera_v30",
        "prompt": "雪山",
        "image_urls": [URL],
        "template_id": "handheld",
        "camera_strength": "weak",
    },
    "human": {
        "model": "OmniHuman_1.5",
        "req_key": "jimeng_realman_avatar_picture_omni_v15",
        "generation_type": "omni_human",
        "content": [{"type": "image_url", "image_url": {"url": URL}}, SPEECH],
    },
    "other": {"model": "kling-v1", "prompt": "雪山", "seconds": "7"},
}
VALUES = st.one_of(
    st.integers(-3, 300),
    st.booleans(),
    st.floats(-10, 10),
    st.sampled_from(
        ["5", "10", "7", "16:9", "9:16", "1280x720", "720x1280", "weak", "handheld", "夜", URL, "omni_human"]
    ),
    st.lists(st.sampled_from([URL, "https://example.com/b.jpg"]), min_size=1, max_size=3),
    st.sampled_from([720, 1080, 121, 241, -1, 0]),
    st.just([{"type": "text", "text": "海"}]),
    st.just([{"type": "text", "text": "海", "extra": 1}]),
    st.dictionaries(st.sampled_from(["a", "b"]), st.integers(-9, 9), min_size=1),
)
NAMES = st.sampled_from(
    [*sorted(wire.CREATE_MEMBERS), "duration", "n", "image", "metadata", "callback_url"]
) | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8)

IN_VAIN: dict[str, tuple[str, Any]] = {
    wire.SEED: ("", -1),
    wire.IMAGE_URLS: ("human", [URL]),
    wire.SECONDS: ("pro", "10"),
}
"""Member → the base (any, where blank) and value that only repeat what is said already."""


def read(body: dict[str, Any], name: str) -> Decoded | str:
    profile = choose(tokenops.NAME, tokenops.SWITCHES, tokenops.PROFILES, name)
    try:
        return tokenops.decode_create(
            HttpCall(method="POST", path="/v1/videos", body=orjson.dumps(body)), profile
        )
    except MalformedRequest as error:
        return error.field


@pytest.mark.parametrize("base", BASES)
@given(member=NAMES, value=VALUES, name=st.sampled_from(list(tokenops.PROFILES)))
def test_a_changed_member_never_vanishes(base: str, member: str, value: Any, name: str):
    body = BASES[base]
    assume(body.get(member) != value)
    repeating, repeated = IN_VAIN.get(member, (None, None))
    assume(repeating not in {"", base} or member in body or repeated != value)
    before, after = read(body, name), read({**body, member: value}, name)
    assert isinstance(before, Decoded)
    assert after != before


@pytest.mark.parametrize(
    ("base", "member"), [(base, "seed") for base in BASES] + [("human", "image_urls"), ("pro", "seconds")]
)
def test_what_only_repeats_what_is_said_changes_nothing(base: str, member: str):
    plain = {key: value for key, value in BASES[base].items() if key != member}
    assert read({**plain, member: IN_VAIN[member][1]}, "default") == read(plain, "default")

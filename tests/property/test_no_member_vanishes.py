"""Law: a member that a client adds or changes shows in the film, in a loss, in a note, or in a refusal."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from surfaces import SURFACES, every_surface, surface

from vidlect_adapters.loss import Decoded

URL = "https://example.com/a.jpg"
FREE = "metadata"
"""The member in which some surfaces take options of any name: what stands in it must not vanish either."""
values = st.one_of(
    st.integers(-3, 300),
    st.booleans(),
    st.floats(-10, 10),
    st.sampled_from(
        [
            "4",
            "5",
            "8",
            "10",
            "7",
            "16:9",
            "9:16",
            "720p",
            "1080P",
            "1280x720",
            "720x1280",
            "1280*720",
            "夜",
            URL,
        ]
    ),
    st.sampled_from(["weak", "handheld", "omni_human", "sora-2", "kling-v1", "auto", "adaptive"]),
    st.lists(st.sampled_from([URL, "https://example.com/b.jpg", {"id": "one"}]), min_size=1, max_size=3),
    st.sampled_from([720, 1080, 121, 241, -1, 0]),
    st.just([{"type": "text", "text": "海"}]),
    st.just([{"type": "text", "text": "海", "extra": 1}]),
    st.dictionaries(
        st.sampled_from(["a", "b", "image_url", "file_id", "seed", "watermark"]),
        st.integers(-9, 9) | st.just(URL),
        min_size=1,
    ),
)
foreign = st.sampled_from(
    [
        *(
            "duration",
            "seconds",
            "frames",
            "n",
            "image",
            "images",
            "input_reference",
            "metadata",
            "callback_url",
        ),
        *(
            "seed",
            "size",
            "resolution",
            "aspect_ratio",
            "width",
            "fps",
            "negative_prompt",
            "response_format",
            "user",
        ),
        *(
            "watermark",
            "camera_fixed",
            "prompt_extend",
            "shot_type",
            "req_key",
            "image_tail",
            "image_urls",
            "bgm",
        ),
    ]
)
names = foreign | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8)
LABELS = [(name, label) for name in SURFACES for label in surface(name).drawn.BODIES]


def only_repeats(of, label, member, value):
    """Whether a member says nothing that the body does not say already."""
    return (label, value) in getattr(of.drawn, "IN_VAIN", {}).get(member, ())


@pytest.mark.parametrize(("surface_name", "label"), LABELS)
@given(data=st.data())
def test_a_changed_member_never_vanishes(surface_name, label, data):
    of = surface(surface_name)
    profile = data.draw(st.sampled_from(list(of.adapter.PROFILES)))
    body = of.drawn.BODIES[label]
    member = data.draw(names | st.sampled_from(sorted(of.wire.CREATE_MEMBERS)))
    value = data.draw(values)
    assume(body.get(member) != value and not only_repeats(of, label, member, value))
    before, after = of.read(body, profile), of.read({**body, member: value}, profile)
    assert isinstance(before, Decoded), before
    assert after != before


@pytest.mark.parametrize(
    ("surface_name", "label"), [one for one in LABELS if FREE in surface(one[0]).wire.CREATE_MEMBERS]
)
@given(data=st.data())
def test_an_option_in_metadata_never_vanishes(surface_name, label, data):
    of = surface(surface_name)
    profile = data.draw(st.sampled_from(list(of.adapter.PROFILES)))
    body = of.drawn.BODIES[label]
    options = body.get(FREE, {})
    member, value = data.draw(names), data.draw(values)
    assume(options.get(member) != value and not only_repeats(of, label, f"{FREE}.{member}", value))
    before = of.read(body, profile)
    after = of.read({**body, FREE: {**options, member: value}}, profile)
    assert after != before


@every_surface()
def test_what_only_repeats_what_is_said_changes_nothing(surface_name):
    of = surface(surface_name)
    for member, pairs in getattr(of.drawn, "IN_VAIN", {}).items():
        for label, value in pairs:
            plain = {name: one for name, one in of.drawn.BODIES[label].items() if name != member}
            if FREE not in member:
                assert of.read({**plain, member: value}) == of.read(plain), (member, label)

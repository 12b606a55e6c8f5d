"""What canonical values refuse, and what a request's media say that it is."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from vidlect_adapters.canonical import (
    Frames,
    Inline,
    Kind,
    Link,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
    Succeeded,
    TaskRef,
    VideoRequest,
)
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.profile import Profile, Switch, choose

SWITCHES = (Switch(name="words", choices=("few", "many"), about="", source="", confidence="documented"),)
PROFILES = {"default": {}, "talkative": {"words": "many"}}


def picture(role: Role) -> MediaInput:
    return MediaInput(role=role, medium=Medium.IMAGE, source=Link(url="https://example.com/a.jpg"))


def chosen(name: str = "default", **overrides: str) -> Profile:
    return choose("any", SWITCHES, PROFILES, name, overrides)


@pytest.mark.parametrize(
    ("value", "members", "words"),
    [
        (Link, {"url": ""}, "needs a url"),
        (Inline, {"base64": ""}, "needs base64"),
        (Inline, {"base64": "data:image/png;base64,AAAA"}, "without a data: prefix"),
        (
            MediaInput,
            {"role": Role.MASK, "medium": Medium.AUDIO, "source": Link(url="https://example.com/a.mp3")},
            "a mask is an image, not audio",
        ),
        (Seconds, {"value": Fraction(0)}, "positive"),
        (Frames, {"count": 0, "fps": 24}, "positive"),
        (Frames, {"count": 121, "fps": 0}, "positive"),
        (Pixels, {"width": 0, "height": 1}, "positive"),
        (Pixels, {"width": 1, "height": 0}, "positive"),
        (Shape, {}, "its resolution or its aspect"),
        (VideoRequest, {"model": ""}, "needs a model"),
        (VideoRequest, {"model": "m", "count": 0}, "at least 1"),
        (VideoRequest, {"model": "m", "inputs": (picture(Role.FIRST_FRAME),) * 2}, "one first_frame"),
        (VideoRequest, {"model": "m", "inputs": (picture(Role.LAST_FRAME),) * 2}, "one last_frame"),
        (TaskRef, {"task_id": " "}, "needs a task id"),
        (Succeeded, {"ref": TaskRef(task_id="t"), "files": ()}, "has a file"),
        (VendorFailure, {"kind": ErrorKind.INTERNAL, "vendor_code": "", "message": "m"}, "a code"),
        (VendorFailure, {"kind": ErrorKind.INTERNAL, "vendor_code": "c", "message": ""}, "and a message"),
        (chosen, {"name": "silent"}, "no profile 'silent'; it has default, talkative"),
        (chosen, {"tone": "soft"}, "no switch 'tone'; it has words"),
        (chosen, {"words": "some"}, "one of few, many, not 'some'"),
    ],
)
def test_a_wrong_value_is_refused_in_words(
    value: Callable[..., object], members: dict[str, object], words: str
):
    with pytest.raises(ValueError, match=words):
        value(**members)


@pytest.mark.parametrize(
    ("roles", "kind"),
    [
        ((), Kind.TEXT),
        ((Role.FIRST_FRAME,), Kind.FIRST_FRAME),
        ((Role.LAST_FRAME,), Kind.FIRST_AND_LAST_FRAME),
        ((Role.FIRST_FRAME, Role.LAST_FRAME), Kind.FIRST_AND_LAST_FRAME),
        ((Role.REFERENCE, Role.REFERENCE), Kind.REFERENCE),
        ((Role.REFERENCE, Role.SOURCE), Kind.DRIVEN),
    ],
)
def test_the_media_tell_what_is_asked_for(roles: tuple[Role, ...], kind: Kind):
    assert VideoRequest(model="m", inputs=tuple(picture(role) for role in roles)).kind is kind


def test_a_profile_is_named_after_what_was_overridden():
    profile = chosen("talkative", words="few")
    assert (profile.name, profile["words"]) == ("talkative+words=few", "few")
    assert chosen("talkative")["words"] == "many"

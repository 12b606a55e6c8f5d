"""How long and how wide a create's film is, and which spelling wins."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import pytest
from reading_creates import TEXT, read, refused

from vidlect_adapters.canonical import Frames, Seconds, Shape
from vidlect_adapters.errors import MalformedRequest


@pytest.mark.parametrize("name", ["default", "strict", "lenient"])
@pytest.mark.parametrize(
    ("value", "length"),
    [({"seconds": "5"}, Seconds(Fraction(5))), ({"seconds": "10"}, Seconds(Fraction(10)))],
)
def test_seconds_are_a_string(value: dict[str, Any], length: Seconds, name: str):
    assert read({**TEXT, **value}, name).request.length == length


@pytest.mark.parametrize(("value", "seconds"), [(5, 5), (5.0, 5), (10, 10), (10.0, 10)], ids=repr)
def test_a_lenient_reader_takes_seconds_as_a_number(value: float, seconds: int):
    decoded = read({**TEXT, "seconds": value}, "lenient")
    assert decoded.request.length == Seconds(Fraction(seconds))
    assert decoded.notes == ("seconds: a number was taken for a string",)


@pytest.mark.parametrize("value", [7, 5.5, 0, -5, 1e300, True, "five"])
def test_a_lenient_reader_takes_no_other_length(value: Any):
    assert refused({**TEXT, "seconds": value}, "lenient").field == "seconds"


@pytest.mark.parametrize(("frames", "seconds"), [(121, "5"), (241, "10")])
def test_frames_and_seconds_that_agree_are_fine(frames: int, seconds: str):
    decoded = read({**TEXT, "frames": frames, "seconds": seconds})
    assert decoded.request.length == Frames(count=frames, fps=24)
    assert decoded.losses == ()


def test_frames_against_seconds_is_refused_or_frames_win():
    body = {**TEXT, "frames": 121, "seconds": "10"}
    assert refused(body).field == "seconds"
    decoded = read(body, frames_against_seconds="frames")
    assert decoded.request.length == Frames(count=121, fps=24)
    assert [(loss.field, loss.asked, loss.sent) for loss in decoded.losses] == [
        ("seconds", "'10'", "frames 121")
    ]


@pytest.mark.parametrize(
    ("size", "aspect"),
    [
        ("1280x720", "16:9"),
        ("1920x1080", "16:9"),
        ("1920x1088", "16:9"),
        ("2176x928", "21:9"),
        ("1664x1248", "4:3"),
        ("1440x1440", "1:1"),
        ("1248x1664", "3:4"),
        ("1088x1920", "9:16"),
        ("720x1280", "9:16"),
        ("512x512", "1:1"),
        ("640x480", "4:3"),
    ],
)
def test_a_size_becomes_its_ratio_and_that_is_said(size: str, aspect: str):
    decoded = read({**TEXT, "size": size})
    assert decoded.request.frame == Shape(aspect=aspect)
    assert decoded.notes == (f"size: {size} means the aspect ratio {aspect}",)
    assert read({**TEXT, "size": size, "aspect_ratio": aspect}).request == decoded.request


def test_a_size_never_turns_its_orientation():
    taken = 0
    for width, height in itertools.product(range(200, 2400, 37), range(200, 2400, 61)):
        try:
            frame = read({**TEXT, "size": f"{width}x{height}"}).request.frame
        except MalformedRequest:
            continue
        assert isinstance(frame, Shape)
        across, down = map(int, (frame.aspect or "").split(":"))
        assert abs(width / height - across / down) <= 0.02 * across / down + 1e-9
        taken += 1
    assert taken > 50


@pytest.mark.parametrize("size", ["1280*720", "1280X720"])
def test_a_lenient_reader_takes_other_separators(size: str):
    decoded = read({**TEXT, "size": size}, "lenient")
    assert decoded.request == read({**TEXT, "size": "1280x720"}).request
    assert decoded.notes[0] == f"size: {size[4]} was taken for x"


def test_a_ratio_against_a_size_is_refused_or_the_ratio_wins():
    body = {**TEXT, "aspect_ratio": "9:16", "size": "1280x720"}
    assert refused(body).field == "size"
    decoded = read(body, ratio_against_size="aspect-ratio")
    assert decoded.request.frame == Shape(aspect="9:16")
    assert [(loss.field, loss.asked, loss.sent) for loss in decoded.losses] == [
        ("size", "'1280x720'", "9:16")
    ]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("seconds", "3601"),
        ("seconds", "0"),
        ("frames", 0),
        ("frames", 2**31),
        ("aspect_ratio", "wide"),
        ("size", "wide"),
    ],
)
def test_lengths_and_shapes_have_bounds_for_every_model(member: str, value: Any):
    assert refused({"model": "kling-v1", "prompt": "雪", member: value}).field == member

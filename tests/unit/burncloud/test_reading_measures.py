"""Length, rate, size, seed and number of a film, wherever they stand, and when two spellings are one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from burncloud_creates import TEXT, read, refused, with_metadata

from vidlect_adapters.canonical import Automatic, Frames, Pixels, Seconds, Shape
from vidlect_adapters.loss import LossKind

FULL_HD = Pixels(width=1920, height=1080)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (5, Fraction(5)),
        (5.0, Fraction(5)),
        (2.5, Fraction(5, 2)),
        (0.1, Fraction(1, 10)),
        (3600, Fraction(3600)),
    ],
)
def test_a_duration_is_an_exact_number_of_seconds(value: float, seconds: Fraction):
    assert read({**TEXT, "duration": value}).request.length == Seconds(seconds)


@pytest.mark.parametrize("value", [0, -5, 3600.5, 10**30, 1e300, True, "five", [5], {}])
@pytest.mark.parametrize("name", ["default", "lenient"])
def test_anything_else_is_no_duration(value: Any, name: str):
    assert refused({**TEXT, "duration": value}, name).field == "duration"


@pytest.mark.parametrize("member", ["duration", "fps", "n", "seed"])
def test_digits_in_a_string_are_for_the_lenient(member: str):
    assert "string" in refused({**TEXT, member: "5"}).message
    decoded = read({**TEXT, member: "5"}, "lenient")
    assert decoded.request == read({**TEXT, member: 5}).request
    assert decoded.notes == (f"{member}: a string was taken for a number",)


@pytest.mark.parametrize(
    ("member", "bad"),
    [
        ("fps", [0, -1, 1.5, True, "x"]),
        ("n", [0, -1, 1.5, True]),
        ("seed", [-2, 1.5, True, 2**63]),
    ],
)
def test_whole_numbers_have_their_bounds(member: str, bad: list[Any]):
    for value in bad:
        assert refused({**TEXT, member: value}).field == member


def test_whole_numbers_may_have_a_point():
    decoded = read({**TEXT, "fps": 24.0, "n": 2.0, "seed": 7.0})
    assert (decoded.request.fps, decoded.request.count, decoded.request.seed) == (24, 2, 7)
    assert len(decoded.notes) == 3


def test_a_seed_of_minus_one_is_a_random_one():
    decoded = read({**TEXT, "seed": -1})
    assert (decoded.request, decoded.notes) == (read(TEXT).request, ("seed: -1 means a random one",))
    assert read({**TEXT, "seed": 0}).request.seed == 0
    assert refused({**TEXT, "metadata": {"seed": -2}}).field == "metadata.seed"


@pytest.mark.parametrize(
    ("options", "length"),
    [
        ({"duration": 5}, Seconds(Fraction(5))),
        ({"duration": "10"}, Seconds(Fraction(10))),
        ({"seconds": "8"}, Seconds(Fraction(8))),
        ({"duration": -1}, Automatic()),
        ({"frames": 121}, Frames(count=121, fps=24)),
        ({"frames": 121, "duration": 5}, Seconds(Fraction(5))),
        ({"frames": 120, "duration": 5}, Seconds(Fraction(5))),
    ],
)
def test_a_length_in_the_words_of_every_vendor(options: dict[str, Any], length: Any):
    assert with_metadata(metadata=options).request.length == length


@pytest.mark.parametrize(
    "options",
    [
        {"duration": 0},
        {"duration": "5s"},
        {"duration": 3601},
        {"frames": 0},
        {"frames": 86_402},
        {"frames": 1.5},
    ],
)
def test_a_length_that_is_none_is_named(options: dict[str, Any]):
    assert refused({**TEXT, "metadata": options}).field == f"metadata.{next(iter(options))}"


def test_a_length_that_is_said_twice_is_one():
    decoded = with_metadata(duration=5, metadata={"duration": 5})
    assert decoded.request.length == Seconds(Fraction(5))
    assert (decoded.losses, decoded.notes) == ((), ("metadata.duration: the same as duration",))
    assert with_metadata(duration=5, metadata={"frames": 121}).request.length == Frames(count=121, fps=24)
    assert refused({**TEXT, "duration": 5, "metadata": {"frames": 122}}).field == "metadata.frames"
    assert refused({**TEXT, "metadata": {"duration": -1, "frames": 121}}).field == "metadata.frames"


@pytest.mark.parametrize(("member", "one", "other"), [("duration", 5, 6), ("seed", 7, 8), ("fps", 24, 30)])
def test_what_differs_is_refused_or_metadata_wins(member: str, one: int, other: int):
    body = {**TEXT, member: one, "metadata": {member: other}}
    for name in ("default", "strict"):
        error = refused(body, name)
        assert (error.field, f"the same as {member}" in error.message) == (f"metadata.{member}", True)
    decoded = read(body, "lenient")
    assert decoded.request == read({**TEXT, member: other}).request
    (loss,) = decoded.losses
    assert (loss.kind, loss.field, loss.asked, loss.sent) == (
        LossKind.MERGED,
        member,
        str(one),
        f"metadata.{member}",
    )


def test_size_or_width_and_height_say_pixels():
    assert read({**TEXT, "size": "1920x1080"}).request.frame == FULL_HD
    assert read({**TEXT, "width": 1920, "height": 1080}).request.frame == FULL_HD
    both = read({**TEXT, "size": "1920x1080", "width": 1920, "height": 1080})
    assert (both.request.frame, both.notes) == (FULL_HD, ("size: the same as width and height",))


def test_size_against_the_sides_is_refused_or_the_table_wins():
    body = {**TEXT, "size": "1280x720", "width": 1920, "height": 1080}
    for name in ("default", "strict"):
        assert refused(body, name).field == "size"
    decoded = read(body, "lenient")
    assert decoded.request.frame == FULL_HD
    assert [(loss.kind, loss.field, loss.sent) for loss in decoded.losses] == [
        (LossKind.MERGED, "size", "1920x1080")
    ]


@pytest.mark.parametrize(
    ("sides", "field"),
    [
        ({"width": 1280}, "height"),
        ({"height": 720}, "width"),
        ({"width": 0, "height": 720}, "width"),
        ({"width": 1280, "height": 100_000}, "height"),
        ({"width": 1280, "height": 7.5}, "height"),
    ],
)
def test_the_sides_come_together_and_in_bounds(sides: dict[str, Any], field: str):
    assert refused({**TEXT, **sides}).field == field


@pytest.mark.parametrize(
    "size", ["16:9", "720p", "0x720", "01x720", "1280x", "1280x720x3", "123456x1", 1080, ["a"]]
)
def test_anything_else_is_no_size(size: Any):
    assert refused({**TEXT, "size": size}, "lenient").field == "size"


@pytest.mark.parametrize("separator", ["*", "X"])
def test_another_separator_is_for_the_lenient(separator: str):
    assert refused({**TEXT, "size": f"1920{separator}1080"}).field == "size"
    decoded = read({**TEXT, "size": f"1920{separator}1080"}, "lenient")
    assert (decoded.request.frame, decoded.notes) == (FULL_HD, ("size: another separator was taken for x",))
    assert with_metadata("strict", metadata={"size": f"1920{separator}1080"}).request.frame == FULL_HD


@pytest.mark.parametrize(
    ("options", "shape"),
    [
        ({"resolution": "1080p"}, Shape(resolution="1080p")),
        ({"resolution": "720P"}, Shape(resolution="720P")),
        ({"output_resolution": 1080}, Shape(resolution="1080p")),
        ({"resolution": "1080P", "output_resolution": 1080}, Shape(resolution="1080P")),
        ({"aspect_ratio": "9:16"}, Shape(aspect="9:16")),
        ({"ratio": "adaptive"}, Shape(aspect="adaptive")),
        (
            {"resolution": "480p", "ratio": "1:1", "aspect_ratio": "1:1"},
            Shape(resolution="480p", aspect="1:1"),
        ),
    ],
)
def test_a_shape_in_the_words_of_every_vendor(options: dict[str, Any], shape: Shape):
    assert with_metadata(metadata=options).request.frame == shape


@pytest.mark.parametrize(
    ("size", "options"),
    [
        ("1920x1080", {"resolution": "1080p"}),
        ("1920x1088", {"resolution": "1080P", "aspect_ratio": "16:9"}),
        ("960x960", {"resolution": "720p", "ratio": "1:1"}),
        ("1504x640", {"resolution": "720p"}),
        ("720x1280", {"aspect_ratio": "9:16"}),
        ("3840x2160", {"resolution": "4k"}),
        ("1080x1080", {"output_resolution": 1080}),
    ],
)
def test_a_size_and_the_shape_that_it_has_are_one_wish(size: str, options: dict[str, Any]):
    decoded = with_metadata(size=size, metadata=options)
    assert decoded.request.frame == read({**TEXT, "size": size}).request.frame
    assert decoded.losses == ()
    assert decoded.notes == tuple(f"metadata.{name}: said by size already" for name in options)


@pytest.mark.parametrize(
    ("size", "name", "value"),
    [
        ("1920x1080", "resolution", "720p"),
        ("1280x720", "resolution", "1080p"),
        ("1280x720", "resolution", "hd"),
        ("1280x720", "aspect_ratio", "9:16"),
        ("1280x720", "ratio", "adaptive"),
    ],
)
def test_a_size_against_another_shape_is_refused_or_metadata_wins(size: str, name: str, value: str):
    body = {**TEXT, "size": size, "metadata": {name: value}}
    error = refused(body)
    assert (error.field, "the same as size" in error.message) == (f"metadata.{name}", True)
    decoded = read(body, "lenient")
    wanted = Shape(resolution=value) if name == "resolution" else Shape(aspect=value)
    assert decoded.request.frame == wanted
    assert [(loss.kind, loss.field, loss.sent) for loss in decoded.losses] == [
        (LossKind.MERGED, "size", f"metadata.{name}")
    ]


def test_a_size_in_metadata_against_a_shape_beside_it_is_refused_in_every_profile():
    body = {**TEXT, "metadata": {"size": "1280*720", "resolution": "1080P"}}
    assert refused(body, "lenient").field == "metadata.resolution"
    assert "metadata.size" in refused(body, "lenient").message


def test_a_size_in_metadata_and_as_a_member():
    assert with_metadata(size="1280x720", metadata={"size": "1280*720"}).request.frame == Pixels(
        width=1280, height=720
    )
    assert refused({**TEXT, "size": "1280x720", "metadata": {"size": "1920*1080"}}).field == "metadata.size"


@pytest.mark.parametrize("options", [{"resolution": ["a"]}, {"resolution": True}, {"ratio": 7}, {"size": 7}])
def test_a_shape_that_is_none_is_named(options: dict[str, Any]):
    assert refused({**TEXT, "metadata": options}).field == f"metadata.{next(iter(options))}"

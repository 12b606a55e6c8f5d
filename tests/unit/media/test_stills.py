"""Stills are real pictures of the film, and carry their task's id."""

import io
import json
import zlib
from collections.abc import Iterator
from struct import unpack

import av
import pytest
from PIL import Image, ImageChops, ImageStat

from vidlect_mock import media, stills
from vidlect_mock.interface import Film
from vidlect_mock.media import STILLS, MediaStudio

WIDE = Film(width=1280, height=720, seconds=0.5, fps=24, sound=False, label="wide")
TALL = Film(width=96, height=160, seconds=0.5, fps=24, sound=False, label="tall")
FORMATS = {"last-frame.png": "PNG", "cover.jpg": "JPEG", "thumbnail.webp": "WEBP", "spritesheet.jpg": "JPEG"}


@pytest.fixture(scope="module")
def studio(tmp_path_factory) -> Iterator[MediaStudio]:
    made = MediaStudio(tmp_path_factory.mktemp("media"))
    yield made
    made.close()


def shown(data: bytes) -> Image.Image:
    """The picture, decoded to its last pixel."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of a channel, 0 to 255."""
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


@pytest.mark.parametrize(
    ("film", "name", "size"),
    [
        (WIDE, "last-frame.png", (1280, 720)),
        (WIDE, "cover.jpg", (1280, 720)),
        (WIDE, "thumbnail.webp", (640, 360)),
        (WIDE, "spritesheet.jpg", (800, 180)),
        (TALL, "last-frame.png", (96, 160)),
        (TALL, "cover.jpg", (96, 160)),
        (TALL, "thumbnail.webp", (96, 160)),
        (TALL, "spritesheet.jpg", (480, 320)),
    ],
)
def test_a_still_is_a_picture_of_its_kind_in_the_film_s_pixels(studio, film, name, size):
    picture = shown(studio.still(film, name, "17"))
    assert (picture.format, picture.size) == (FORMATS[name], size)


@pytest.mark.parametrize("name", ["last-frame.png", "cover.jpg"])
def test_a_frame_shows_what_the_film_shows_in_the_end(studio, name):
    with av.open(io.BytesIO(studio.film(WIDE, "17"))) as container:
        last = list(container.decode(video=0))[-1].to_image()
    assert difference(last, shown(studio.still(WIDE, name, "17"))) < 3


def test_every_sprite_is_the_picture(studio):
    sheet = shown(studio.still(WIDE, "spritesheet.jpg", "17"))
    sprite = shown(studio.still(WIDE, "cover.jpg", "17")).resize((160, 90))
    for left in range(0, 800, 160):
        for top in (0, 90):
            assert difference(sheet.crop((left, top, left + 160, top + 90)), sprite) < 8


@pytest.mark.parametrize("name", STILLS)
def test_two_tasks_get_different_bytes_of_one_length_that_are_one_picture(studio, name):
    one, two = studio.still(TALL, name, "10762451179911711518"), studio.still(TALL, name, "17")
    assert one != two
    assert len(one) == len(two)
    assert b"vidlect-task:10762451179911711518" in one
    assert difference(shown(one), shown(two)) == 0


def test_every_part_of_a_marked_png_has_a_right_checksum(studio):
    data = studio.still(TALL, "last-frame.png", "17")
    place, kinds = 8, []
    while place < len(data):
        length, kind = unpack(">I4s", data[place : place + 8])
        end = place + 8 + length
        assert unpack(">I", data[end : end + 4]) == (zlib.crc32(data[place + 4 : end]),)
        kinds.append(kind)
        place = end + 4
    assert b"tEXt" in kinds
    assert shown(data).text["Comment"].startswith("vidlect-task:17_")


def test_a_still_is_made_once_and_then_read_from_disk(tmp_path, monkeypatch):
    studio = MediaStudio(tmp_path)
    first = studio.still(TALL, "cover.jpg", "1")
    studio.close()
    assert [file.name.partition(".")[2] for file in tmp_path.iterdir()] == ["cover.jpg"]
    monkeypatch.setattr(media.subprocess, "Popen", lambda *_args, **_more: pytest.fail("made again"))
    again = MediaStudio(tmp_path)
    assert again.still(TALL, "cover.jpg", "1") == first
    again.close()


@pytest.mark.parametrize(("name", "size"), [("last-frame.png", (64, 64)), ("spritesheet.jpg", (320, 128))])
def test_tiny_media_have_tiny_stills(tmp_path, name, size):
    studio = MediaStudio(tmp_path, tiny=True)
    try:
        assert shown(studio.still(WIDE, name, "1")).size == size
    finally:
        studio.close()


def test_a_film_has_no_other_stills(studio):
    with pytest.raises(KeyError, match=r"poster\.gif"):
        studio.still(TALL, "poster.gif", "1")


def test_a_file_without_room_for_a_task_s_id_is_not_handed_out(studio, monkeypatch):
    monkeypatch.setattr(
        MediaStudio, "_encode", lambda _self, _shape, draft, _name: draft.write_bytes(b"bare")
    )
    with pytest.raises(ValueError, match="no place"):
        studio.still(TALL._replace(label="bare"), "cover.jpg", "1")


def test_stills_are_made_in_this_process_too(tmp_path):
    for name in STILLS:
        stills.make(json.loads(json.dumps(TALL._asdict())), tmp_path / name, name)
        with Image.open(tmp_path / name) as picture:
            assert picture.format == FORMATS[name]

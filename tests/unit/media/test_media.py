"""Films have the pixels, frames and sound that were asked for, and carry their task's id."""

import io
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import av
import pytest
from PIL import Image

from vidlect_mock import media
from vidlect_mock.interface import Film
from vidlect_mock.media import MediaStudio, mask

SILENT = Film(width=96, height=64, seconds=1.0, fps=24, sound=False, label="jimeng")


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[MediaStudio]:
    made = MediaStudio(tmp_path)
    yield made
    made.close()


def decoded(data: bytes) -> tuple[int, int, int, float, bool, str]:
    with av.open(io.BytesIO(data)) as container:
        video = container.streams.video[0]
        frames = sum(1 for _ in container.decode(video))
        return (
            video.width,
            video.height,
            frames,
            float(video.average_rate or 0),
            bool(container.streams.audio),
            container.metadata["comment"],
        )


@pytest.mark.parametrize(
    ("width", "height", "seconds", "fps", "sound", "frames"),
    [
        (96, 64, 1.0, 24, False, 24),
        (64, 96, 121 / 24, 24, False, 121),
        (128, 128, 2.0, 25, True, 50),
        (2176, 928, 0.5, 24, False, 12),
        (2560, 1440, 0.25, 24, False, 6),
    ],
)
def test_a_film_decodes_to_the_shape_that_was_asked_for(studio, width, height, seconds, fps, sound, frames):
    film = Film(width=width, height=height, seconds=seconds, fps=fps, sound=sound, label="model")
    shown = decoded(studio.film(film, "17"))
    assert shown[:5] == (width, height, frames, fps, sound)


def test_two_tasks_of_one_shape_get_different_bytes_of_one_length(studio):
    one, two = studio.film(SILENT, "10762451179911711518"), studio.film(SILENT, "10762451179911711519")
    assert one != two
    assert len(one) == len(two)
    assert decoded(one)[5].startswith("vidlect-task:10762451179911711518")


def test_a_shape_is_encoded_once_and_then_read_from_disk(studio, tmp_path, monkeypatch):
    first = studio.film(SILENT, "1")
    assert len(list(tmp_path.glob("*.mp4"))) == 1
    monkeypatch.setattr(media.subprocess, "Popen", lambda *_args, **_more: pytest.fail("encoded again"))
    assert MediaStudio(tmp_path).film(SILENT, "1") == first
    assert not list(tmp_path.glob("*.part"))


def test_start_returns_before_the_film_is_encoded(studio, monkeypatch):
    gate = threading.Event()
    honest = MediaStudio._encode

    def slow(self, shape, draft, name):
        assert gate.wait(30)
        honest(self, shape, draft, name)

    monkeypatch.setattr(MediaStudio, "_encode", slow)
    studio.start("task", SILENT)
    studio.start("another task", SILENT)
    gate.set()
    assert decoded(studio.film(SILENT, "1"))[:2] == (96, 64)


def test_tiny_media_are_64_pixels_square_but_keep_their_length(tmp_path):
    studio = MediaStudio(tmp_path, tiny=True)
    try:
        assert decoded(studio.film(SILENT, "1"))[:3] == (64, 64, 24)
    finally:
        studio.close()


def test_a_failed_encoding_is_reported_and_tried_again(studio, monkeypatch):
    monkeypatch.setattr(media.sys, "executable", "/bin/false")
    with pytest.raises(RuntimeError, match="the encoder failed"):
        studio.film(SILENT, "1")
    monkeypatch.setattr(media.sys, "executable", sys.executable)
    monkeypatch.undo()
    assert decoded(studio.film(SILENT, "1"))[2] == 24


def test_a_closed_studio_encodes_nothing(tmp_path):
    studio = MediaStudio(tmp_path)
    studio.close()
    with pytest.raises(RuntimeError, match="closed"):
        studio.film(SILENT, "1")


def test_more_shapes_than_fit_in_memory_are_all_served(studio, monkeypatch):
    monkeypatch.setattr(media, "_SHAPES_IN_MEMORY", 1)
    tall = Film(width=64, height=96, seconds=0.5, fps=24, sound=False, label="tall")
    assert decoded(studio.film(SILENT, "1"))[:2] == (96, 64)
    assert decoded(studio.film(tall, "2"))[:2] == (64, 96)
    assert decoded(studio.film(SILENT, "3"))[:2] == (96, 64)


def test_masks_are_png_pictures_the_first_the_largest():
    areas = []
    for number in range(1, 6):
        with Image.open(io.BytesIO(mask(number))) as picture:
            assert picture.format == "PNG"
            areas.append(picture.histogram()[255])
    assert areas == sorted(areas, reverse=True)
    assert len(set(areas)) == 5

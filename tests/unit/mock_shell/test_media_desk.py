"""Which file a link leads to, and what is said where it leads nowhere."""

import asyncio
import concurrent.futures

import pytest

from vidlect_mock.engine import MediaGrant
from vidlect_mock.interface import Film
from vidlect_mock.links import LinkRefusal
from vidlect_mock.media_desk import MediaDesk
from vidlect_mock.message import Delivery, Received

FILM = Film(width=64, height=64, seconds=1.0, fps=24, sound=False, label="a film")


class Engine:
    """Grants what it is told to, delivers what it gets, and notes both."""

    def __init__(self, granted):
        self.granted = granted
        self.asked = []
        self.delivered = []

    def media_grant(self, *asked):
        self.asked.append(asked)
        return self.granted

    def deliver_content(self, vendor, _, token, honest):
        self.delivered.append((vendor, token))
        return Delivery(honest)


class Studio:
    def film(self, film, task_id):
        assert film is FILM
        return b"film of " + task_id.encode()

    def still(self, film, name, task_id):
        assert film is FILM
        return f"{name} of {task_id}".encode()


class BrokenStudio:
    def __init__(self, error):
        self.error = error

    def film(self, *_):
        raise self.error

    still = film


def answer(granted, path, query=b"q=1", studio=None, method="GET", headers=()):
    engine = Engine(granted)
    received = Received(method, path, query, list(headers), b"")
    delivery = asyncio.run(MediaDesk(engine, studio or Studio()).answer("the_port_s", received))
    return delivery.answer, engine


def test_a_link_of_a_task_leads_to_its_film():
    found, engine = answer(MediaGrant("s", "t1", FILM), b"/__media__/a_vendor/s.t1/video.mp4")
    assert (found.status, found.body) == (200, b"film of t1")
    assert dict(found.headers)[b"content-type"] == b"video/mp4"
    assert engine.asked == [("a_vendor", "s.t1", b"q=1")]
    assert engine.delivered == [("a_vendor", "s.t1")]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("last-frame.png", b"image/png"),
        ("cover.jpg", b"image/jpeg"),
        ("thumbnail.webp", b"image/webp"),
        ("spritesheet.jpg", b"image/jpeg"),
    ],
)
def test_a_still_is_a_file_of_its_task_with_a_tag_and_ranges(name, media_type):
    granted = MediaGrant("s", "t1", FILM)
    found, _ = answer(granted, b"/__media__/a_vendor/s.t1/" + name.encode())
    headers = dict(found.headers)
    assert (found.status, found.body) == (200, f"{name} of t1".encode())
    assert (headers[b"content-type"], headers[b"accept-ranges"]) == (media_type, b"bytes")
    part, _ = answer(
        granted, b"/__media__/a_vendor/s.t1/" + name.encode(), headers=[(b"range", b"bytes=0-3")]
    )
    assert (part.status, part.body) == (206, name[:4].encode())
    assert dict(part.headers)[b"etag"] == headers[b"etag"]


def test_films_of_two_tasks_have_two_tags():
    tags = {
        dict(answer(MediaGrant("s", task, FILM), b"/__media__/v/s.t/video.mp4")[0].headers)[b"etag"]
        for task in ("t1", "t2")
    }
    assert len(tags) == 2


def test_a_part_of_a_film_may_be_asked_for():
    granted = MediaGrant("s", "t1", FILM)
    found, _ = answer(granted, b"/__media__/v/s.t1/video.mp4", headers=[(b"range", b"bytes=-2")])
    assert (found.status, found.body) == (206, b"t1")


@pytest.mark.parametrize("number", [1, 5])
def test_a_mask_is_a_picture_by_its_number(number):
    found, _ = answer(MediaGrant("s", "7", None), b"/__media__/v/s~7/mask-%d.png" % number)
    assert found.status == 200
    assert found.body.startswith(b"\x89PNG")
    assert dict(found.headers)[b"content-type"] == b"image/png"


@pytest.mark.parametrize(
    ("granted", "path"),
    [
        (MediaGrant("s", "t", FILM), b"/__media__/v/s.t/other.mp4"),
        (MediaGrant("s", "t", FILM), b"/__media__/v/s.t/cover.png"),
        (MediaGrant("s", "t", None), b"/__media__/v/s.t/video.mp4"),
        (MediaGrant("s", "t", None), b"/__media__/v/s.t/cover.jpg"),
        (MediaGrant("s", "t", FILM), b"/__media__/v/s.t/mask-12.png"),
        (MediaGrant("s", "t", FILM), b"/__media__/v/s.t"),
        (MediaGrant("s", "t", FILM), b"/__media__/"),
        (MediaGrant("s", "t", FILM), b"/__media__/v/s.t/video.mp4/more"),
        (MediaGrant("s", "t", FILM), b"/__media__/\xff\xff/s.t/video.mp4"),
        (LinkRefusal("unknown"), b"/__media__/v/s.t/video.mp4"),
    ],
)
def test_a_link_to_nothing_is_404_and_journalled(granted, path):
    found, engine = answer(granted, path)
    assert found.status == 404
    assert b"<Code>NoSuchKey</Code>" in found.body
    assert len(engine.delivered) == 1


@pytest.mark.parametrize(("reason", "words"), [("expired", b"expired"), ("forged", b"SignatureDoesNotMatch")])
def test_a_link_that_is_good_no_more_is_403_and_says_why(reason, words):
    found, engine = answer(LinkRefusal(reason), b"/__media__/v/s.t/video.mp4")
    assert found.status == 403
    assert words in found.body
    # the path's vendor may be a stranger's word: only the port's own is certain to be known
    assert engine.delivered == [("the_port_s", "s.t")]


@pytest.mark.parametrize(
    "error", [RuntimeError("the encoder failed"), OSError("disk full"), concurrent.futures.CancelledError()]
)
@pytest.mark.parametrize("name", [b"video.mp4", b"cover.jpg"])
def test_a_file_that_cannot_be_made_is_503_and_one_line_in_the_log(error, name, caplog):
    found, _ = answer(MediaGrant("s", "t1", FILM), b"/__media__/v/s.t1/" + name, studio=BrokenStudio(error))
    assert found.status == 503
    assert [record.message.count("\n") for record in caplog.records] == [0]
    assert "t1" in caplog.text

"""Values tell what they are: files, kinds of errors, fields, headers."""

from fractions import Fraction

import pytest

from vidlect_adapters import canonical as c
from vidlect_adapters.errors import Inexpressible, MalformedReply, TranslationError
from vidlect_adapters.failure import ErrorKind
from vidlect_adapters.message import HttpCall, HttpReply, json_reply

LINK = c.Link(url="https://example.com/a.png")


def test_a_success_names_its_film_even_when_no_file_is_marked():
    ref = c.TaskRef(task_id="1", locator=(("req_key", "k"),))
    cover = c.VideoFile(kind=c.FileKind.COVER, location=LINK)
    film = c.VideoFile(kind=c.FileKind.VIDEO, location=LINK)
    assert c.Succeeded(ref=ref, files=(cover, film)).video is film
    assert c.Succeeded(ref=ref, files=(cover,)).video is cover
    assert ref.located("req_key") == "k"
    assert ref.located("path") is None


def test_error_kinds_have_words_of_their_own_and_plausible_statuses():
    assert len({kind.word for kind in ErrorKind}) == len(ErrorKind)
    assert all(400 <= kind.status < 600 for kind in ErrorKind)
    assert {kind for kind in ErrorKind if kind.throttling} == {
        ErrorKind.RATE_LIMITED,
        ErrorKind.CONCURRENCY_LIMITED,
    }


@pytest.mark.parametrize(
    ("pointer", "field"),
    [
        ("", ""),
        ("/prompt", "prompt"),
        ("/content/1/image_url/url", "content[1].image_url.url"),
        ("/a~1b/c~0d", "a/b.c~d"),
    ],
)
def test_an_error_names_its_field_as_people_write_it(pointer, field):
    error = Inexpressible("tokenops", "no", pointer=pointer, value=1, status=422)
    assert (error.field, error.status) == (field, 422)
    assert isinstance(error, TranslationError)
    assert MalformedReply("tokenops", "no").status == 502


def test_headers_are_found_in_any_letter_case_and_replaced_all():
    call = HttpCall(method="GET", path="/", headers=(("Host", "a"), ("X-Date", "1"), ("host", "b")))
    assert call.header("HOST") == "a"
    assert call.header("accept") is None
    assert call.with_headers(("HOST", "c")).headers == (("X-Date", "1"), ("HOST", "c"))
    reply = json_reply(200, {"word": "完成"}, ("X-Id", "1"))
    assert reply.header("content-type") == "application/json"
    assert reply.body == '{"word":"完成"}'.encode()
    assert HttpReply(status=200).header("x-id") is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (c.Seconds(Fraction(5)), "5 s"),
        (c.Seconds(Fraction(13, 2)), "6.5 s"),
        (c.Frames(count=121, fps=24), "121 frames at 24 a second"),
        (c.Automatic(), "an automatic length"),
        (c.Pixels(width=1280, height=720), "1280x720"),
        (c.Shape(resolution="720p"), "720p"),
        (c.Shape(aspect="16:9"), "16:9"),
        (c.Shape(resolution="1080p", aspect="16:9"), "1080p 16:9"),
    ],
)
def test_a_measure_is_told_as_people_say_it(value, text):
    assert str(value) == text


@pytest.mark.parametrize(
    ("described", "plain"),
    [
        (c.Link(url="https://a.example/b", expires_at=5), c.Link(url="https://a.example/b")),
        (c.Inline(base64="AAAA", media_type="image/png"), c.Inline(base64="AAAA")),
        (c.Handle(kind="file_id", value="x"), c.Handle(kind="file_id", value="x")),
    ],
)
def test_what_only_describes_a_file_can_be_left_out(described, plain):
    one = c.MediaInput(role=c.Role.REFERENCE, medium=c.Medium.VIDEO, source=described)
    assert one.undescribed() == c.MediaInput(role=c.Role.REFERENCE, medium=c.Medium.VIDEO, source=plain)

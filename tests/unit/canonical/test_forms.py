"""Forms, written and read: the grammar's corners."""

import pytest

from vidlect_adapters import forms
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.form_parser import MOST_PARTS, FormParser, Head
from vidlect_adapters.forms import Part, form_call
from vidlect_adapters.message import HttpCall

KIND = "multipart/form-data; boundary=b"


def body(*parts: bytes, end: bytes = b"--b--\r\n") -> bytes:
    return b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + end


def text(name: str = "a", content: bytes = b"1", more: bytes = b"") -> bytes:
    return b'Content-Disposition: form-data; name="%s"%s\r\n\r\n%s' % (name.encode(), more, content)


def read(given: bytes, kind: str = KIND) -> tuple[Part, ...]:
    return forms.read(kind, given, "openai_videos")


@pytest.mark.parametrize("coding", [b"7bit", b"8bit", b"binary", b"Binary"])
def test_a_part_that_is_sent_as_it_is_may_say_so(coding):
    (part,) = read(body(text(more=b"\r\nContent-Transfer-Encoding: " + coding)))
    assert part.content == b"1"


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data; boundary=b",
        'multipart/form-data; boundary="b"',
        "Multipart/Form-Data;Boundary=b",
        "multipart/form-data; charset=utf-8; boundary=b ; x=y",
        r'multipart/form-data; boundary="\b"',
    ],
)
def test_the_boundary_is_found_however_it_is_written(kind):
    assert read(body(text()), kind) == (Part(name="a", content=b"1"),)
    assert forms.is_form(kind)


@pytest.mark.parametrize(
    "kind", ["", "application/json", "multipart/mixed; boundary=b", "text/multipart/form-data"]
)
def test_other_bodies_are_no_forms(kind):
    assert not forms.is_form(kind)


NO_BOUNDARY = "names no boundary of 1 to 70 characters"
ENDS = "breaks off, or its boundary is another"
UNREADABLE = [
    ("multipart/form-data", body(text()), NO_BOUNDARY),
    ("multipart/form-data; boundary=", body(text()), NO_BOUNDARY),
    ('multipart/form-data; boundary=""', body(text()), NO_BOUNDARY),
    ("multipart/form-data; boundary=" + "b" * 71, body(text()), NO_BOUNDARY),
    ("multipart/form-data; boundary=c", body(text()), ENDS),
    ("multipart/form-data; boundary=é", body(text()), ENDS),
    (KIND, b"", ENDS),
    (KIND, b"-", ENDS),
    (KIND, b"{}", ENDS),
    (KIND, body(text(), end=b""), ENDS),
    (KIND, body(text(), end=b"--b"), ENDS),
    (KIND, body(text(), end=b"--b-"), ENDS),
    (KIND, body(text(), end=b"--b \t"), ENDS),
    (KIND, body(text(), end=b"--b\r"), ENDS),
    (KIND, body(text(), end=b"--b\r\nContent-Dispo"), ENDS),
    (KIND, body(text()).replace(b"\r\n", b"\n"), "ends with CR LF, not with LF alone"),
    (KIND, b"preamble\r\n" + body(text()).replace(b"\r\n", b"\n"), "ends with CR LF, not with LF alone"),
    (KIND, body(), "has no part"),
    (KIND, body(b"\r\n1"), "a part has no headers"),
    (KIND, body(b"no header\r\n\r\n1"), "a header that cannot be read"),
    (KIND, body(b"Content-Type: text/plain\r\n\r\n1"), "a part has no name"),
    (KIND, body(b"Content-Disposition: form-data\r\n\r\n1"), "a part has no name"),
    (KIND, body(text("")), "a part has no name"),
    (KIND, body(text(more=b"\r\ncontent-disposition: form-data")), "the header content-disposition twice"),
    (KIND, body(text(more=b"\r\nContent-Transfer-Encoding: base64")), "encoded as base64, not sent as it is"),
    (KIND, body(text(more=b"\r\nX: " + b"x" * 8192)), "more than 8192 bytes of headers"),
    (KIND, b"--b\r\nX: " + b"x" * 9000, "more than 8192 bytes of headers"),
    (KIND, body(*[text()] * (MOST_PARTS + 1)), "more than 200 parts"),
]


@pytest.mark.parametrize(("kind", "given", "why"), UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_form_that_cannot_be_read_says_why(kind, given, why):
    with pytest.raises(MalformedRequest, match=f"the body is no form: .*{why}") as raised:
        read(given, kind)
    assert (raised.value.status, raised.value.dialect) == (400, "openai_videos")


CONTENTS = [
    b"", b"\r\n", b"\n", b"\r", b"--b", b"\r\n--", b"\r\n--c--", b"\r\n--bc\r\n", b"\r\n--b-\r\n", b"\r\n--b\n", b"\r\n--b x",
    b"x\r\n\r\n", b"\r\n--b \tx\r\n", b"\r\n--b" + b" " * 71 + b"\r\n", b"\x00\xff", b"\r\n\r\n--", b"\r\n--b\r",
]  # fmt: skip


@pytest.mark.parametrize("content", CONTENTS, ids=range(len(CONTENTS)))
@pytest.mark.parametrize("before", [b"", b"\r\n", b"preamble\r\n--bx\r\n", b"--bx\r\n"])
@pytest.mark.parametrize("step", [0, 1, 2, 3, 7])
def test_what_looks_like_a_boundary_is_content_and_pieces_make_no_difference(content, before, step):
    given = before + body(text(content=content), text("b", b"2")) + b"epilogue\r\n--b\r\n"
    parser = FormParser(KIND)
    step = step or len(given)
    found = [one for at in range(0, len(given), step) for one in parser.feed(given[at : at + step])]
    parser.finish()
    heads = [one for one in found if isinstance(one, Head)]
    assert [head.name for head in heads] == ["a", "b"]
    second = found.index(heads[1])
    assert b"".join(found[1:second]) == content
    assert b"".join(found[second + 1 :]) == b"2"


@pytest.mark.parametrize("padding", [b" ", b"\t", b" \t "])
def test_a_boundary_may_be_padded(padding):
    padded = body(text(), text("b")).replace(b"--b\r\n", b"--b" + padding + b"\r\n")
    assert [part.name for part in read(padded)] == ["a", "b"]


@pytest.mark.parametrize("end", [b"--b--", b"--b--\r\n", b"--b--\n", b"--b-- \r\nanything"])
def test_what_follows_the_last_boundary_is_nothing(end):
    assert len(read(body(text(), end=end))) == 1


DISPOSITIONS = [
    (b'form-data; name="a"; filename="x.png"', "a", "x.png"),
    (b"form-data; name=a; filename=x.png", "a", "x.png"),
    (b"form-data;NAME=a;FileName=x.png", "a", "x.png"),
    (b'form-data; filename="x;y=\\"z\\".png"; name="a b"', "a b", 'x;y="z".png'),
    (b'form-data; name="a"; filename=""', "a", ""),
    ('form-data; name="雪"; filename="狐.png"'.encode(), "雪", "狐.png"),
    (b'form-data; name="a"; filename="x"; filename*=UTF-8\'\'%E7%8B%90.png', "a", "狐.png"),
    (b"form-data; name=\"a\"; filename*=iso-8859-1'en'caf%E9", "a", "café"),
    (b"form-data; name=\"a\"; filename*=koi8-r''%E7; filename=x", "a", "x"),
    (b'form-data; name="a"; filename="caf\xe9"', "a", "caf\ufffd"),
]


@pytest.mark.parametrize(("said", "name", "file_name"), DISPOSITIONS, ids=range(len(DISPOSITIONS)))
def test_names_are_read_as_senders_write_them(said, name, file_name):
    part = b"content-DISPOSITION:" + said + b"\r\nCONTENT-type:  Image/PNG; q=1 \r\n\r\n1"
    assert read(body(part)) == (Part(name=name, content=b"1", file_name=file_name, media_type="image/png"),)


def test_repeated_and_unknown_fields_are_all_given_back_in_order():
    found = read(body(text("a", b"1"), text("b", b"2"), text("a", b"3")))
    assert [(part.name, part.content) for part in found] == [("a", b"1"), ("b", b"2"), ("a", b"3")]


@pytest.mark.parametrize("name", ['a"b', "a\\b", '\\"', "雪", "a;b=c", "a%22b"])
def test_a_name_that_needs_escapes_is_written_and_read(name):
    parts = (Part(name=name, content=b"1", file_name=name, media_type="image/png"),)
    call = form_call("POST", "/x", parts)
    assert forms.parts_of(call, "openai_videos") == parts


def test_a_line_end_in_a_name_starts_no_header():
    (part,) = forms.parts_of(
        form_call("POST", "/x", (Part(name="a\r\nX: y", content=b"1"),)), "openai_videos"
    )
    assert part.name == "a%0D%0AX: y"


def test_a_file_without_a_type_and_a_text_with_one_stay_so():
    parts = (
        Part(name="a", content=b"", file_name="x"),
        Part(name="m", content=b"{}", media_type="application/json"),
    )
    assert forms.parts_of(form_call("POST", "/x", parts), "openai_videos") == parts


def test_parts_that_were_read_on_arrival_are_not_read_again():
    parts = (Part(name="a", content=b"1"),)
    call = HttpCall(method="POST", path="/x", headers=(("Content-Type", KIND),), body=b"--b", form=parts)
    assert forms.parts_of(call.with_headers(("X", "y")), "openai_videos") is parts


def test_a_fault_that_was_found_on_arrival_is_told():
    call = HttpCall(method="POST", path="/x", headers=(("Content-Type", KIND),), form_fault="it has spots")
    with pytest.raises(MalformedRequest, match="the body is no form: it has spots"):
        forms.parts_of(call.with_headers(("X", "y")), "openai_videos")


@pytest.mark.parametrize("blanks", [b" ", b"\t", b" \t"])
def test_a_header_of_many_blanks_is_refused_at_once(blanks):
    # with a pattern that divides blanks in every way, this line takes minutes and no other request is answered
    header = b"Content-Disposition:" + blanks * (8000 // len(blanks)) + b"\nx"
    with pytest.raises(MalformedRequest, match="a header that cannot be read"):
        read(body(header + b"\r\n\r\n1"))


def test_blanks_around_a_headers_value_are_no_part_of_it():
    head = b'Content-Disposition: \t form-data; name="a"\r\nContent-Type:text/plain \t \r\n\r\n1'
    assert read(body(head)) == (Part(name="a", content=b"1", media_type="text/plain"),)

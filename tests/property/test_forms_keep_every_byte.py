"""A form keeps its parts: whoever wrote it, however it is cut on its way, every byte, name and media type is read back."""

import httpx
from hypothesis import given
from hypothesis import strategies as st
from urllib3 import encode_multipart_formdata
from urllib3.fields import RequestField

from vidlect_adapters import forms
from vidlect_adapters.form_parser import FormParser, Head
from vidlect_adapters.forms import Part, form_call

NAMES = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
    .map(str.strip)
    .filter(bool)
)
PLAIN = NAMES.filter(lambda name: not set(name) & set('"\\'))
"""Names without what each sender escapes in its own way."""
SCRAPS = st.sampled_from(
    [b"\r\n", b"\r\n--", b"--", b"\r", b"\n", b"--b--", b"\r\n--b", b"\r\n--b\r\n", b"\x00"]
)
CONTENTS = st.binary(max_size=60) | st.lists(SCRAPS | st.binary(max_size=3), max_size=6).map(b"".join)
TYPES = st.sampled_from(["image/png", "image/jpeg", "application/octet-stream", "application/json"])


def parts(names):
    texts = st.builds(Part, name=names, content=CONTENTS)
    files = st.builds(Part, name=names, content=CONTENTS, file_name=names, media_type=TYPES)
    return st.lists(texts | files, min_size=1, max_size=5).map(tuple)


@given(parts(NAMES))
def test_our_own_writing_is_read_back(written):
    assert forms.parts_of(form_call("POST", "/x", written), "openai_videos") == written


@given(parts(PLAIN))
def test_the_writing_of_httpx_is_read_back(written):
    files = [(one.name, (one.file_name, one.content, one.media_type)) for one in written]
    request = httpx.Request("POST", "http://x", files=files)
    found = forms.read(request.headers["Content-Type"], request.read(), "openai_videos")
    assert [(one.name, one.file_name, one.content) for one in found] == [
        (one.name, one.file_name, one.content) for one in written
    ]
    assert all(
        one.media_type == was.media_type for one, was in zip(found, written, strict=True) if was.media_type
    )


@given(parts(PLAIN))
def test_the_writing_of_requests_is_read_back(written):
    fields = []
    for one in written:
        field = RequestField(name=one.name, data=one.content, filename=one.file_name)
        field.make_multipart(content_type=one.media_type)
        fields.append(field)
    body, kind = encode_multipart_formdata(fields)
    assert forms.read(kind, body, "openai_videos") == written


@given(parts(NAMES), st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_the_cuts_on_the_way_make_no_difference(written, cuts):
    call = form_call("POST", "/x", written)
    parser = FormParser(call.header("Content-Type") or "")
    found, at, turn = [], 0, 0
    while at < len(call.body):
        step = cuts[turn % len(cuts)]
        found += parser.feed(call.body[at : at + step])
        at, turn = at + step, turn + 1
    parser.finish()
    contents = []
    for piece in found:
        if isinstance(piece, Head):
            contents.append((piece, b""))
        else:
            head, content = contents[-1]
            contents[-1] = (head, content + piece)
    assert tuple(forms.part(head, content) for head, content in contents) == written

"""What a call's body says, in JSON or as a form."""

import pytest

from vidlect_adapters.message import HttpCall
from vidlect_contract.observation import read_body

FORM = "multipart/form-data; boundary=b"
TEXT = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xe6\xb5\xb7\r\n--b--\r\n'
FILE = (
    b'--b\r\nContent-Disposition: form-data; name="a"; filename="1.png"\r\nContent-Type: image/png\r\n\r\n'
    b"\x89PNG\r\n\x1a\n\x00\r\r\n\n\r\n--b--\r\n"
)


def said(body, content_type):
    return read_body(HttpCall(method="POST", path="/", headers=(("content-type", content_type),), body=body))


@pytest.mark.parametrize(
    ("body", "content_type", "seen"),
    [
        (b'{"a": 1}', "application/json", {"a": 1}),
        (b'{"a": 1}', "text/plain", {"a": 1}),
        (TEXT, FORM, {"a": "海"}),
        (TEXT, FORM.replace("multipart", "Multipart"), {"a": "海"}),
        (FILE, FORM, {"a": {"media_type": "image/png", "base64": "iVBORw0KGgoADQ0KCg=="}}),
    ],
)
def test_a_body_is_json_or_a_form(body, content_type, seen):
    assert said(body, content_type) == seen


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/json"),
        (TEXT, "application/json"),
        (b"junk", FORM),
        (b"", "multipart/form-data"),
        (TEXT.replace(b"\xe6", b"\xff"), FORM),
    ],
)
def test_another_body_says_nothing(body, content_type):
    with pytest.raises(ValueError, match=r"\w"):
        said(body, content_type)

"""Local files: the permit, the form, and the address that a request names the file by."""

import email
from base64 import b64encode

import orjson
import pytest

from vidlect_adapters.canonical import Handle, Inline
from vidlect_adapters.errors import Inexpressible, MalformedReply
from vidlect_adapters.extras import UploadPermit
from vidlect_adapters.failure import ErrorKind
from vidlect_adapters.message import HttpReply
from vidlect_adapters.vendors import dashscope

DATA = {
    "policy": "cG9saWN5",
    "signature": "c2ln",
    "upload_dir": "dashscope-instant/a/2026-01-02/b",
    "upload_host": "https://oss.example",
    "expire_in_seconds": 300,
    "oss_access_key_id": "LTAI1",
    "x_oss_object_acl": "private",
    "x_oss_forbid_overwrite": "true",
}


def reply(body, status=200):
    return HttpReply(status=status, body=body if isinstance(body, bytes) else orjson.dumps(body))


@pytest.fixture
def permit(client):
    found = dashscope.decode_permit(reply({"data": DATA, "request_id": "r"}), client.profile())
    assert isinstance(found, UploadPermit)
    return found


def test_a_permit_is_asked_for_by_model(client):
    call = dashscope.encode_permit("wan2.6-i2v", client.profile())
    assert (call.method, call.path) == ("GET", "/api/v1/uploads")
    assert call.query == (("action", "getPolicy"), ("model", "wan2.6-i2v"))


def test_a_permit_is_read(permit):
    assert (permit.base_url, permit.folder, permit.expires_in) == (
        DATA["upload_host"],
        DATA["upload_dir"],
        300,
    )
    assert "c2ln" not in repr(permit)


@pytest.mark.parametrize("name", [name for name in DATA if name != "expire_in_seconds"])
@pytest.mark.parametrize("value", [None, "", 5])
def test_a_permit_that_lacks_something_is_broken(client, name, value):
    with pytest.raises(MalformedReply) as caught:
        dashscope.decode_permit(reply({"data": {**DATA, name: value}}), client.profile())
    assert caught.value.pointer == f"/data/{name}"


def test_a_permit_may_be_refused_or_no_permit(client):
    refused = dashscope.decode_permit(reply({"code": "Throttling", "message": "x"}, 429), client.profile())
    assert refused.kind is ErrorKind.RATE_LIMITED
    for data, pointer, value in (
        ([], "/data", []),
        ({**DATA, "upload_host": "ftp://oss.example"}, "/data/upload_host", "ftp://oss.example"),
    ):
        with pytest.raises(MalformedReply) as caught:
            dashscope.decode_permit(reply({"data": data}), client.profile())
        assert (caught.value.pointer, caught.value.value) == (pointer, value)
    timeless = dashscope.decode_permit(
        reply({"data": {**DATA, "expire_in_seconds": "300"}}), client.profile()
    )
    assert timeless.expires_in is None


def parts(call):
    head = f"Content-Type: {call.header('Content-Type')}\r\n\r\n".encode()
    return email.message_from_bytes(head + call.body).get_payload()


def test_the_form_has_its_fields_in_order(permit):
    picture = Inline(base64=b64encode(b"\x89PNG\r\n--x").decode(), media_type="image/png")
    call = dashscope.encode_upload(permit, "灯 笼.png", picture)
    assert (call.method, call.path, call.header("Authorization")) == ("POST", "/", None)
    form = parts(call)
    names = [part.get_param("name", header="content-disposition") for part in form]
    assert names == [
        "OSSAccessKeyId",
        "Signature",
        "policy",
        "key",
        "x-oss-object-acl",
        "x-oss-forbid-overwrite",
        "success_action_status",
        "x-oss-content-type",
        "file",
    ]
    values = [part.get_payload(decode=True) for part in form]
    assert values[3].decode() == "dashscope-instant/a/2026-01-02/b/灯 笼.png"
    assert values[6:] == [b"200", b"image/png", b"\x89PNG\r\n--x"]
    assert form[-1].get_content_type() == "image/png"


def test_a_file_of_no_known_type_is_octets(permit):
    call = dashscope.encode_upload(permit, 'a"b.bin', Inline(base64="AAAA"))
    assert parts(call)[-1].get_content_type() == "application/octet-stream"
    assert b'filename="a%22b.bin"' in call.body


@pytest.mark.parametrize("name", ["", "a/b", ".", "..", "a\r\nb", "a\x00", "\x7f", "\ud800.png"])
def test_a_file_whose_name_no_key_can_hold_is_refused(permit, name):
    with pytest.raises(Inexpressible, match="name") as refused:
        dashscope.encode_upload(permit, name, Inline(base64="AAAA"))
    assert refused.value.pointer == "/file_name"


@pytest.mark.parametrize("base64", ["A", "==", "é", "AA AA"])
def test_a_file_that_is_no_base64_is_refused(permit, base64):
    with pytest.raises(Inexpressible, match="base64"):
        dashscope.encode_upload(permit, "a", Inline(base64=base64))


@pytest.mark.parametrize("kind", ["image/png\r\nX-Oss: y", "image/é", " "])
def test_a_type_that_no_header_can_hold_is_refused(permit, kind):
    with pytest.raises(Inexpressible, match="media type"):
        dashscope.encode_upload(permit, "a", Inline(base64="AAAA", media_type=kind))


def test_a_type_may_have_a_parameter(permit):
    call = dashscope.encode_upload(
        permit, "...txt", Inline(base64="AAAA", media_type="text/plain; charset=utf-8")
    )
    assert parts(call)[-1].get_content_charset() == "utf-8"


@pytest.mark.parametrize("status", [200, 201, 204])
def test_an_uploaded_file_is_named_by_its_key(permit, status):
    found = dashscope.decode_uploaded(permit, "灯.png", reply(b"", status))
    assert found == Handle(kind="oss", value="oss://dashscope-instant/a/2026-01-02/b/灯.png")


@pytest.mark.parametrize(
    ("status", "body", "code", "kind"),
    [
        (
            403,
            b"<Error><Code>AccessDenied</Code><Message>late</Message></Error>",
            "AccessDenied",
            "invalid_request",
        ),
        (
            403,
            b"<Error><Code>SignatureDoesNotMatch</Code></Error>",
            "SignatureDoesNotMatch",
            "vendor_credentials",
        ),
        (400, b"", "HTTP 400", "invalid_request"),
        (503, b"busy", "HTTP 503", "vendor_unavailable"),
    ],
)
def test_a_refused_upload_says_why(permit, status, body, code, kind):
    failure = dashscope.decode_uploaded(permit, "a", reply(body, status))
    assert (failure.vendor_code, failure.kind.word) == (code, kind)
    assert failure.message == ("late" if b"late" in body else f"the upload was answered with HTTP {status}")

"""Local files: the policy, the form, and what a request may do with the file."""

import base64

import orjson
import pytest

from vidlect_mock import documents
from vidlect_mock.interface import Resource
from vidlect_mock.sessions import Settings
from vidlect_mock.trouble import Fault, VendorError
from vidlect_mock.vendors import dashscope
from vidlect_mock.vendors.dashscope.credentials import policy_signature, upload_key

HOST = "/dashscope-file-mgr"
VALIDATORS = documents.Validators(documents.load("vendors", "dashscope"))


def policy(vendor, model="wan2.6-i2v", key=None):
    answer = vendor.ask("GET", "/api/v1/uploads", query=f"action=getPolicy&model={model}", key=key)
    assert VALIDATORS.reply_violations("getUploadPolicy", answer.status, answer.json) == []
    return answer.json["data"]


def fields_of(data, name="a.png"):
    return {
        "OSSAccessKeyId": data["oss_access_key_id"],
        "Signature": data["signature"],
        "policy": data["policy"],
        "key": f"{data['upload_dir']}/{name}",
        "x-oss-object-acl": data["x_oss_object_acl"],
        "x-oss-forbid-overwrite": data["x_oss_forbid_overwrite"],
        "success_action_status": "200",
        "x-oss-content-type": "image/png",
    }


def form(fields, file=b"picture", boundary="b0undary", *, end=True):
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'
        for n, v in fields.items()
    ]
    body = "".join(parts).encode()
    if file is not None:
        body += (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="灯.png"\r\n\r\n'.encode()
        )
        body += file + b"\r\n"
    return body + (f"--{boundary}--\r\n".encode() if end else b"")


def post(vendor, body, kind="multipart/form-data; boundary=b0undary", **headers):
    return vendor.ask("POST", HOST, body, content_type=kind, **{"authorization": None, **headers})


def uploaded(vendor, model="wan2.6-i2v", key=None):
    """The address of a file that was uploaded."""
    fields = fields_of(policy(vendor, model, key))
    assert post(vendor, form(fields)).status == 200
    return "oss://" + fields["key"]


def film(vendor, address, resolve="enable", model="wan2.6-i2v"):
    body = {"model": model, "input": {"img_url": address}}
    return vendor.end(body, x_dashscope_ossresourceresolve=resolve)["output"]


def test_a_policy_is_for_one_folder_and_five_minutes(vendor):
    data = policy(vendor)
    assert data["upload_host"] == "http://127.0.0.1:9" + HOST
    said = orjson.loads(base64.b64decode(data["policy"]))
    assert ["starts-with", "$key", data["upload_dir"]] in said["conditions"]
    assert said["expiration"].endswith("Z")
    assert policy(vendor)["upload_dir"] != data["upload_dir"]


@pytest.mark.parametrize(
    "query", ["", "action=getPolicy", "action=getPolicy&model=", "action=x&model=wan2.6-i2v"]
)
def test_a_policy_needs_an_action_and_a_model(vendor, query):
    answer = vendor.ask("GET", "/api/v1/uploads", query=query)
    assert (answer.status, answer.json["code"]) == (400, "InvalidParameter")


def test_an_uploaded_file_makes_a_film(vendor):
    address = uploaded(vendor)
    entry = vendor.last()
    assert (entry.operation, entry.session, entry.remarks) == ("uploadFile", "default", ())
    assert film(vendor, address)["task_status"] == "SUCCEEDED"


@pytest.mark.parametrize(
    ("said", "status"), [("200", 200), ("201", 201), ("204", 204), ("", 204), ("500", 204)]
)
def test_the_form_says_the_status(vendor, said, status):
    answer = post(vendor, form({**fields_of(policy(vendor)), "success_action_status": said}))
    assert (answer.status, answer.raw) == (status, b"")


def test_an_authorization_is_not_looked_at(vendor):
    answer = post(vendor, form(fields_of(policy(vendor))), authorization="Bearer sk-1")
    assert answer.status == 200
    assert len(vendor.last().remarks) == 1


def test_a_file_is_kept_once(vendor):
    fields = fields_of(policy(vendor))
    assert [post(vendor, form(fields)).status for _ in range(2)] == [200, 409]


def test_what_is_kept_of_a_file_is_its_description(vendor):
    address = uploaded(vendor)
    kept = vendor.engine.resources.find("dashscope", "default", "file", address.removeprefix("oss://"))
    assert (kept["file_name"], kept["size"], kept["media_type"]) == ("灯.png", 7, "image/png")
    assert len(kept["sha256"]) == 64


def signed(data, **changes):
    """A policy that the account has signed, changed."""
    said = orjson.loads(base64.b64decode(data["policy"])) | changes
    text = base64.b64encode(orjson.dumps(said)).decode()
    return {"policy": text, "Signature": policy_signature(data["oss_access_key_id"], text)}


CHANGES = {
    "a stranger's key": (lambda _: {"OSSAccessKeyId": "LTAI1"}, "InvalidAccessKeyId"),
    "another account's key": (lambda _: {"OSSAccessKeyId": upload_key("other")}, "SignatureDoesNotMatch"),
    "no signature": (lambda _: {"Signature": ""}, "SignatureDoesNotMatch"),
    "another policy": (lambda data: {"policy": data["policy"][:-4]}, "SignatureDoesNotMatch"),
    "an old policy": (lambda data: signed(data, expiration="2020-01-01T00:00:00.000Z"), "AccessDenied"),
    "another folder": (lambda _: {"key": "elsewhere/a.png"}, "AccessDenied"),
    "a folder like it": (lambda data: {"key": data["upload_dir"] + "x/a.png"}, "AccessDenied"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_an_upload_that_its_policy_does_not_permit(vendor, name):
    change, code = CHANGES[name]
    data = policy(vendor)
    answer = post(vendor, form(fields_of(data) | change(data)))
    assert answer.status == 403
    assert answer.headers["content-type"] == "application/xml"
    assert f"<Code>{code}</Code>".encode() in answer.raw
    assert vendor.last().refusal.stage == "upload"


def test_a_late_upload_is_told_in_the_vendors_words(vendor):
    data = policy(vendor)
    late = form(fields_of(data) | signed(data, expiration="2020-01-01T00:00:00.000Z"))
    assert b"<Message>Invalid according to Policy: Policy expired.</Message>" in post(vendor, late).raw


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data; boundary=b0undary"),
        (b"junk", "multipart/form-data; boundary=b0undary"),
        (b"--b0undary\r\nbroken", "multipart/form-data; boundary=b0undary"),
        (b"--b0undary--", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"{}", ""),
        (form({"a": "b"}, end=False), "multipart/form-data; boundary=b0undary"),
        (form({str(number): "x" for number in range(200)}), "multipart/form-data; boundary=b0undary"),
    ],
)
def test_a_form_that_is_none(vendor, body, kind):
    answer = post(vendor, body, kind)
    assert answer.status == 400
    assert b"<Code>MalformedPOSTRequest</Code>" in answer.raw


def test_a_form_without_a_file(vendor):
    answer = post(vendor, form(fields_of(policy(vendor)), file=None))
    assert b"<Code>InvalidArgument</Code>" in answer.raw
    assert answer.status == 400


def test_a_part_without_a_name_is_no_part(vendor):
    answer = post(vendor, form(fields_of(policy(vendor)) | {"": "nameless"}))
    assert b"<Code>MalformedPOSTRequest</Code>" in answer.raw
    assert answer.status == 400


def test_a_file_without_a_type_is_octets(vendor):
    fields = fields_of(policy(vendor))
    del fields["x-oss-content-type"]
    post(vendor, form(fields))
    assert vendor.engine.resources.find("dashscope", "default", "file", fields["key"])["media_type"].endswith(
        "stream"
    )


@pytest.mark.parametrize("resolve", [None, "disable"])
def test_a_file_needs_the_header_to_be_resolved(vendor, resolve):
    output = film(vendor, uploaded(vendor), resolve)
    assert (output["task_status"], output["code"]) == ("FAILED", "InvalidParameter.DataInspection")
    assert output["message"].startswith("Unable to download the media resource")


def test_a_file_of_nobody_of_another_or_for_another_model_fails_the_task(vendor):
    other = dashscope.credentials("other")[0].values["api_key"]
    addresses = [
        "oss://dashscope-instant/nobody/a.png",
        uploaded(vendor, key=other),
        uploaded(vendor, "wan2.5-i2v-preview"),
    ]
    for address in addresses:
        assert film(vendor, address)["code"] == "InvalidParameter.DataInspection"


def test_a_file_lives_for_two_days(vendor):
    address = uploaded(vendor)
    key = address.removeprefix("oss://")
    kept = vendor.engine.resources.find("dashscope", "default", "file", key)
    assert film(vendor, address)["task_status"] == "SUCCEEDED"
    older = Resource("file", key, {**kept, "expires": kept["expires"] - 48 * 3600 - 1})
    vendor.engine.resources.change("dashscope", "default", [older], [])
    assert film(vendor, address)["task_status"] == "FAILED"


def test_a_scripted_fault_of_an_upload_is_told_in_xml(vendor):
    body = form(fields_of(policy(vendor)))
    vendor.engine.configure("default", Settings(faults=[Fault("instant", VendorError("Throttling"))]))
    answer = post(vendor, body)
    assert (answer.status, answer.headers["content-type"]) == (429, "application/xml")

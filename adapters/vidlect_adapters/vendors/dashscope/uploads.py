"""Local files: ask for an upload policy, then post the file to the host that it names (facts 3.5).

Here live those two calls and the reading of their replies. Never: the use of a file (`media`).
"""

from __future__ import annotations

import re
from typing import Final

from vidlect_adapters.addresses import is_web
from vidlect_adapters.canonical import Handle, Inline
from vidlect_adapters.extras import UploadPermit
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.forms import Part, form_call
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.profile import Profile
from vidlect_adapters.refusals import kind_of_status, retry_after

from . import wire
from .replies import opened
from .wire import inexpressible, malformed_reply

_FIELDS: Final = (
    ("OSSAccessKeyId", "oss_access_key_id"),
    ("Signature", "signature"),
    ("policy", "policy"),
    ("x-oss-object-acl", "x_oss_object_acl"),
    ("x-oss-forbid-overwrite", "x_oss_forbid_overwrite"),
)
"""Form field → where the policy has it."""
_DONE: Final = "200"
_OTHER_TYPE: Final = "application/octet-stream"
_SAID: Final = re.compile(rb"<(Code|Message)>([^<]*)</")
_KINDS: Final = {
    "InvalidAccessKeyId": ErrorKind.VENDOR_CREDENTIALS,
    "SignatureDoesNotMatch": ErrorKind.VENDOR_CREDENTIALS,
}
_NAME: Final = re.compile(r"(?!\.{1,2}\Z)[^/\x00-\x1f\x7f\ud800-\udfff]+")
_MEDIA_TYPE: Final = re.compile(r"[!-~]+(?: ?; ?[!-~]+)*")


def encode_permit(model: str, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that asks where to upload files for a model."""
    return HttpCall(method="GET", path=wire.UPLOADS_PATH, query=(("action", "getPolicy"), ("model", model)))


def decode_permit(reply: HttpReply, profile: Profile) -> UploadPermit | VendorFailure:  # noqa: ARG001 # part of the interface
    """Where, and with what form fields. Raises UnknownWord, MalformedReply."""
    body = opened(reply)
    if isinstance(body, VendorFailure):
        return body
    data = body.get("data")
    if not isinstance(data, dict):
        malformed_reply("a policy is an object", "/data", data)
    texts: dict[str, str] = {}
    for name in ("upload_host", "upload_dir", *(name for _, name in _FIELDS)):
        text = data.get(name)
        if not isinstance(text, str) or not text:
            malformed_reply("expected a text that is not empty", f"/data/{name}", None)
        texts[name] = text
    if not is_web(texts["upload_host"]):
        malformed_reply("an upload goes to an http(s) address", "/data/upload_host", texts["upload_host"])
    seconds = data.get("expire_in_seconds")
    return UploadPermit(
        base_url=texts["upload_host"],
        fields=tuple((field, texts[name]) for field, name in _FIELDS),
        folder=texts["upload_dir"],
        expires_in=seconds if type(seconds) is int else None,
    )


def encode_upload(permit: UploadPermit, file_name: str, content: Inline) -> HttpCall:
    """The form, in the order of the official SDK; sent without `authorize`.

    Raises:
        Inexpressible: the file's name is empty, dots, or has a slash or a control character; its content is no
            base64, or its type is none.
    """
    if not _NAME.fullmatch(file_name):
        inexpressible("a file has a name without slashes and control characters", "/file_name", None)
    try:
        data = content.content()
    except ValueError:
        inexpressible("a file is base64", "/content", None)
    kind = content.media_type or _OTHER_TYPE
    if not _MEDIA_TYPE.fullmatch(kind):
        inexpressible("expected a media type", "/content/media_type", kind[:80])
    fields = dict(permit.fields)
    form = [(name, fields[name]) for name in ("OSSAccessKeyId", "Signature", "policy")]
    form.append(("key", _key(permit, file_name)))
    form += [(name, fields[name]) for name in ("x-oss-object-acl", "x-oss-forbid-overwrite")]
    form += [("success_action_status", _DONE), ("x-oss-content-type", kind)]
    safe = file_name.replace('"', "%22")  # as browsers do (HTML, multipart/form-data)
    file = Part(name="file", content=data, file_name=safe, media_type=kind)
    return form_call("POST", "/", (*(Part(name=name, content=text.encode()) for name, text in form), file))


def decode_uploaded(permit: UploadPermit, file_name: str, reply: HttpReply) -> Handle | VendorFailure:
    """The handle by which a request names the file, or OSS's refusal (XML)."""
    if 200 <= reply.status < 300:
        return Handle(kind=wire.OSS_KIND, value=wire.OSS + _key(permit, file_name))
    said = {name.decode(): text.decode("utf-8", "replace") for name, text in _SAID.findall(reply.body)}
    code = said.get("Code") or f"HTTP {reply.status}"
    return VendorFailure(
        kind=_KINDS.get(
            code,
            ErrorKind.INVALID_REQUEST if 400 <= reply.status < 500 else kind_of_status(reply.status),
        ),
        vendor_code=code,
        message=said.get("Message") or f"the upload was answered with HTTP {reply.status}",
        retry_after=retry_after(reply),
    )


def _key(permit: UploadPermit, file_name: str) -> str:
    return f"{permit.folder}/{file_name}"

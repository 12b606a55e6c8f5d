"""Local files: the policy that permits an upload, and the upload itself, which goes to OSS in life [facts 3.5].

Here live policies, the reading of the form and what is kept of a file. Never: the use of a file (`media`), nor the
bytes of one once it was answered.
"""

from __future__ import annotations

import hmac
import time
from base64 import b64decode, b64encode
from hashlib import blake2b
from typing import cast

import orjson

from vidlect_mock.interface import Admitted, Desk, Intake, Operation, Refusal, Resource
from vidlect_mock.message import Answer, JsonObject, JsonValue, Received, json_answer

from .credentials import policy_signature, upload_key, uploader_of
from .errors import oss_answer
from .forms import Form, read
from .identity import local_day, request_id
from .operations import UPLOAD_PATH
from .vocabulary import FILE_LIFE, POLICY_LIFE

FILE = "file"
"""The kind of resource that an uploaded file is."""
BUCKET = "dashscope-file-mgr"
_ACL = "private"
_FORBID = "true"
_LARGEST = 1073741824  # bytes
_LARGEST_MB = 1024
_CAPACITY_MB = 999999999
_MODEL = "x-dashscope-model"
"""Ours: how an upload is told which model its policy was made for. In life OSS does not need to know."""
_STATUSES = {"200": 200, "201": 201, "204": 204}  # what success_action_status may be; 204 without one


def policy_answer(admitted: Admitted, intake: Intake, desk: Desk) -> Answer:
    """Leave to upload files for one model."""
    session, model = admitted.session, intake.model
    owner = blake2b(session.encode(), digest_size=16).hexdigest()
    drawn = request_id(desk.number)
    folder = f"dashscope-instant/{owner}/{local_day(desk.wall)}/{drawn}"
    key = upload_key(session)
    policy = _policy(folder, model, desk.wall)
    data: JsonObject = {
        "policy": policy,
        "signature": policy_signature(key, policy),
        "upload_dir": folder,
        "upload_host": desk.base_url + UPLOAD_PATH,
        "expire_in_seconds": POLICY_LIFE,
        "max_file_size_mb": _LARGEST_MB,
        "capacity_limit_mb": _CAPACITY_MB,
        "oss_access_key_id": key,
        "x_oss_object_acl": _ACL,
        "x_oss_forbid_overwrite": _FORBID,
    }
    return json_answer(200, {"data": data, "request_id": drawn})


def _policy(folder: str, model: str, wall: float) -> str:
    conditions: JsonValue = [
        ["content-length-range", 0, _LARGEST],
        ["starts-with", "$key", folder],
        {"bucket": BUCKET},
        {"x-oss-object-acl": _ACL},
        {"x-oss-forbid-overwrite": _FORBID},
        {_MODEL: model},
    ]
    expiration = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(wall + POLICY_LIFE)) + ".000Z"
    return b64encode(orjson.dumps({"expiration": expiration, "conditions": conditions})).decode()


class _Trouble(Exception):  # what is wrong, on its way out of the checks
    """An upload that OSS does not take."""

    def __init__(self, status: int, code: str, message: str, expected: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.expected = expected


def admit_upload(operation: Operation, received: Received, desk: Desk) -> Admitted | Refusal:
    """Hold an upload against its policy, whose signature tells the session; no Authorization is looked at.

    What the file is stands in the echo: it is read once.
    """
    session = None
    try:
        form = _read(received)
        session, model = _permitted(form.fields, desk)
        key, file = _file(form, session, desk)
    except _Trouble as trouble:
        return Refusal(
            oss_answer(trouble.status, trouble.code, trouble.message, desk),
            "upload",
            trouble.code,
            trouble.expected,
            trouble.message,
            operation=operation.name,
            session=session,
        )
    description = {**file, "model": model, "expires": desk.wall + FILE_LIFE}
    echo = {
        "key": key,
        "status": form.fields.get("success_action_status", ""),
        "file": orjson.dumps(description).decode(),
    }
    remarks = ("Authorization is not sent with an upload",) if received.header(b"authorization") else ()
    return Admitted(operation, session, echo, remarks)


def upload_intake(admitted: Admitted) -> Intake:
    """The file's description is kept; a request names it by `oss://` and its key."""
    description = cast("JsonObject", orjson.loads(admitted.echo["file"]))
    key = admitted.echo["key"]
    return Intake({"key": key, **description}, keep=(Resource(FILE, key, description),))


def uploaded(admitted: Admitted) -> Answer:
    """OSS answers nothing, with the status that the form asks for."""
    return Answer(_STATUSES.get(admitted.echo["status"], 204), (), b"")


def _file(form: Form, session: str, desk: Desk) -> tuple[str, JsonObject]:
    """The file and the key that it is kept under."""
    if form.file is None:
        text = "POST requires exactly one file upload per request."
        raise _Trouble(400, "InvalidArgument", text, "a field file")
    key = form.fields["key"]
    if desk.resource(session, FILE, key) is not None:
        text = "The object you specified already exists."
        raise _Trouble(409, "FileAlreadyExists", text, "another key")
    return key, form.file


def _permitted(fields: dict[str, str], desk: Desk) -> tuple[str, str]:
    """The session and the model of the policy."""
    key_id, policy = fields.get("OSSAccessKeyId", ""), fields.get("policy", "")
    session = uploader_of(key_id)
    if session is None:
        text = "The OSS Access Key Id you provided does not exist in our records."
        raise _Trouble(403, "InvalidAccessKeyId", text, "the oss_access_key_id of an upload policy")
    signed = policy_signature(key_id, policy)
    if not hmac.compare_digest(signed.encode(), fields.get("Signature", "").encode()):
        text = (
            "The request signature we calculated does not match the signature you provided. "
            "Check your key and signing method."
        )
        raise _Trouble(403, "SignatureDoesNotMatch", text, "policy and signature of an upload policy")
    said = cast("JsonObject", orjson.loads(b64decode(policy)))
    if str(said["expiration"]) < time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(desk.wall)):
        text = "Invalid according to Policy: Policy expired."
        raise _Trouble(403, "AccessDenied", text, f"an upload within {POLICY_LIFE} s of its policy")
    model = ""
    for condition in cast("list[JsonValue]", said["conditions"]):
        if isinstance(condition, list) and condition[0] == "starts-with":
            prefix = str(condition[2])
            if not fields.get("key", "").startswith(prefix + "/"):
                text = f'Invalid according to Policy: Policy Condition failed: ["starts-with", "$key", "{prefix}"]'
                raise _Trouble(403, "AccessDenied", text, f"a key below {prefix}/")
        elif isinstance(condition, dict) and _MODEL in condition:
            model = str(condition[_MODEL])
    return session, model


def _read(received: Received) -> Form:
    """The form in a body."""
    form = read(received.header(b"content-type") or b"", received.body)
    if form is None:
        text = "The body of your POST request is not well-formed multipart/form-data."
        raise _Trouble(400, "MalformedPOSTRequest", text, "well-formed multipart/form-data")
    return form

"""Callbacks: what is posted to `callback_url`, and how it is signed.

Here live the notice and its six headers [facts 7]. Never: who posts it, nor when it is posted again.

The key is the API key that the task was created with. The body is not signed.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from email.utils import formatdate
from urllib.parse import quote

import orjson

from vidlect_mock.interface import Callback, CallbackRule, Desk, TaskView
from vidlect_mock.lifecycle import State

from .credentials import api_key
from .identity import nonce
from .replies import queried

# Each change of state; the documents name processing, success, failed. Sent again three times [facts 7]; how far
# apart, and for how long one is waited for, is not documented: ours, short enough for a test.
CALLBACKS = CallbackRule(
    frozenset({State.RUNNING, State.SUCCEEDED, State.FAILED, State.CANCELLED, State.EXPIRED}),
    pauses=(1.0, 4.0, 16.0),
    timeout=5.0,
)

ACCESS_KEY = "vidu"
SIGNED_HEADERS = ("Date", "x-request-nonce")
_KEPT = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
"""What is signed as it stands: all of ASCII. Anything else goes over the wire percent-encoded."""


def callback(task: TaskView, url: str, session: str, desk: Desk) -> Callback:
    """The notice of a task's present state, dated and signed anew for each attempt."""
    date, drawn = formatdate(desk.wall, usegmt=True), nonce(desk.wall, desk.number)
    signature = sign(api_key(session), string_to_sign(url, date, drawn))
    body = queried(task, desk)
    if desk.profile.is_set("callback-field", "status"):
        body = {"id": body.get("id", task.task_id), "status": body["state"], **body}
        del body["state"]
    headers = (
        ("Content-Type", "application/json"),
        ("Date", date),
        ("x-request-nonce", drawn),
        ("X-HMAC-SIGNED-HEADERS", ";".join(SIGNED_HEADERS)),
        ("X-HMAC-ALGORITHM", "hmac-sha256"),
        ("X-HMAC-ACCESS-KEY", ACCESS_KEY),
        ("X-HMAC-SIGNATURE", signature),
    )
    return Callback(headers, orjson.dumps(body))


def string_to_sign(url: str, date: str, drawn: str) -> str:
    """Method, path, raw query, access key, date and the signed headers: one line each, the last one ended too."""
    target = url.partition("://")[2].partition("#")[0]
    before, _, query = target.partition("?")
    path = before[before.find("/") :] if "/" in before else "/"
    lines = ("POST", quote(path, safe=_KEPT), quote(query, safe=_KEPT), ACCESS_KEY, date)
    signed = zip(SIGNED_HEADERS, (date, drawn), strict=True)
    return "".join(f"{line}\n" for line in (*lines, *(f"{name}:{value}" for name, value in signed)))


def sign(key: str, text: str) -> str:
    """Base64 of HMAC-SHA256."""
    return b64encode(hmac.digest(key.encode(), text.encode(), "sha256")).decode()

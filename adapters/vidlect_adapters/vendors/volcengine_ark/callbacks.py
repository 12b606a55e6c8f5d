"""The vendor's notices of a task's state, as they reach the client's address.

Here lives reading them. Never: a web server. The vendor signs nothing (facts 7): whoever needs to trust a notice
polls the task that it names.
"""

from __future__ import annotations

from datetime import datetime

import orjson

from vidlect_adapters.canonical import TaskRef, VideoTask
from vidlect_adapters.errors import InvalidSignature
from vidlect_adapters.message import HttpCall, JsonValue
from vidlect_adapters.profile import Profile

from .replies import task_of
from .wire import NAME, malformed_reply


def read_callback(call: HttpCall, secret: str | None, at: datetime, profile: Profile) -> VideoTask:  # noqa: ARG001 # part of the interface
    """What a callback says: the body is that of a get. Raises InvalidSignature, UnknownWord, MalformedReply."""
    if secret is not None:
        raise InvalidSignature(NAME, "a signature is expected, and this vendor signs no callbacks")
    try:
        body: JsonValue = orjson.loads(call.body)
    except orjson.JSONDecodeError:
        malformed_reply("the body of a callback is JSON", "", None)
    named = body.get("id") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(named, str) or not named.strip():
        malformed_reply("a callback names its task", "/id", None)
    return task_of(TaskRef(task_id=named), body, "")

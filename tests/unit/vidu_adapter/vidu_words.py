"""Requests, replies and short ways to the adapter; stands beside the tests."""

from fractions import Fraction

import orjson
import pytest

from vidlect_adapters.canonical import (
    Inline,
    Link,
    MediaInput,
    Medium,
    Role,
    Seconds,
    TaskRef,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.message import HttpCall, HttpReply, json_reply
from vidlect_adapters.profile import choose
from vidlect_adapters.vendors import vidu

TASK = "900539403250700288"
REF = TaskRef(task_id=TASK)
PICTURE = "https://a.example/pier.png"
OTHER = "https://a.example/dusk.png"
FILM = "https://s.example/video.mp4?a=1%2F2"
COVER = "https://s.example/cover.jpeg"
TRACE = "04e5a1b2c3d4e5f60718293a4b5c6d7e"


def profile(name="default", **overrides):
    switches = {key.replace("_", "-"): value for key, value in overrides.items()}
    return choose(vidu.NAME, vidu.SWITCHES, vidu.PROFILES, name, switches)


DEFAULT = profile()


def picture(role, url=PICTURE):
    return MediaInput(role=role, medium=Medium.IMAGE, source=Link(url=url))


def inline(role, media_type="image/png"):
    return MediaInput(
        role=role, medium=Medium.IMAGE, source=Inline(base64="iVBORw0KGgo=", media_type=media_type)
    )


def video(url="https://a.example/run.mp4"):
    return MediaInput(role=Role.REFERENCE, medium=Medium.VIDEO, source=Link(url=url))


FIRST = picture(Role.FIRST_FRAME)
LAST = picture(Role.LAST_FRAME, OTHER)
REFERENCE = picture(Role.REFERENCE)


def seconds(number):
    return Seconds(Fraction(number))


def request(model="viduq1", prompt="雪", **members):
    return VideoRequest(model=model, prompt=prompt, **members)


def sent(wish, chosen=DEFAULT):
    """Path and body of the submit, and the fields that were lost."""
    translation = vidu.encode_submit(wish, chosen)
    call = translation.call
    assert call.method == "POST"
    assert call.header("Content-Type") == "application/json"
    return call.path, orjson.loads(call.body), {loss.field for loss in translation.losses}


def read(path, body, chosen=DEFAULT):
    """What a stranger's submit asks for."""
    raw = body if isinstance(body, bytes) else orjson.dumps(body)
    return vidu.decode_submit(HttpCall(method="POST", path=f"/ent/v2/{path}", body=raw), chosen)


def refusal(status, reason, message="said the vendor", **members):
    body = {"code": status, "reason": reason, "message": message, "metadata": {"trace_id": TRACE}}
    return json_reply(status, {**body, **members})


def creations(state, **members):
    return json_reply(200, told(state, **members))


def told(state, **members):
    body = {"id": TASK, "state": state, "err_code": "", "credits": 80, "payload": "", "creations": []}
    return {**body, **members}


def page(status, **headers):
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return HttpReply(status=status, headers=(("Content-Type", "text/html"), *pairs), body=b"<html></html>")


def refused(wish, **switches):
    """The refusal of a wish that cannot be said."""
    with pytest.raises(Inexpressible) as found:
        vidu.encode_submit(wish, profile(**switches))
    assert found.value.dialect == "vidu"
    return found.value

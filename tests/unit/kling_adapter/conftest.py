"""Profiles, requests and replies that the adapter's tests share."""

import sys
from pathlib import Path

import orjson
import pytest

from vidlect_adapters.canonical import Inline, Link, MediaInput, Medium, VideoRequest
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.profile import choose
from vidlect_adapters.vendors import kling

sys.path.insert(0, str(Path(__file__).parent))

from kling_words import REF


def _profile(name="default", **overrides):
    switches = {key.replace("_", "-"): value for key, value in overrides.items()}
    return choose(kling.NAME, kling.SWITCHES, kling.PROFILES, name, switches)


@pytest.fixture(scope="session")
def profile():
    """A profile by name, with switches as keywords (underscores for dashes)."""
    return _profile


@pytest.fixture(scope="session")
def default():
    return _profile()


@pytest.fixture(scope="session")
def media():
    """One medium by role: a link, or inline base64."""

    def one(role, medium=Medium.IMAGE, *, url=None, base64=None, media_type=None):
        address = url or f"https://media.example/{role.value}.{medium.value}?sign=a%2Fb%2Bc&x=1"
        source = Inline(base64=base64, media_type=media_type) if base64 else Link(url=address)
        return MediaInput(role=role, medium=medium, source=source)

    return one


@pytest.fixture(scope="session")
def film():
    """A request for a film, with a prompt."""

    def build(model, *inputs, **fields):
        return VideoRequest(**{"model": model, "prompt": "雨后的竹林", "inputs": inputs, **fields})

    return build


@pytest.fixture(scope="session")
def sent(default):
    """The body that a request is encoded to."""

    def body(request, profile=default):
        return orjson.loads(kling.encode_submit(request, profile).call.body)

    return body


@pytest.fixture(scope="session")
def submit():
    """A stranger's submit: to a classic kind, or to a whole path."""

    def call(kind, body, **fields):
        path = kind if kind.startswith("/") else f"/v1/videos/{kind}"
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        return HttpCall(**{"method": "POST", "path": path, "body": raw, **fields})

    return call


@pytest.fixture(scope="session")
def read(submit, default):
    """What a stranger's submit asks for."""

    def decoded(kind, body, profile=default, **fields):
        return kling.decode_submit(submit(kind, body, **fields), profile)

    return decoded


@pytest.fixture(scope="session")
def reply():
    """A vendor's reply: any JSON value or raw bytes."""

    def answer(body, status=200, *headers):
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        return HttpReply(status=status, headers=headers, body=raw)

    return answer


@pytest.fixture(scope="session")
def poll(reply, default):
    """What a reply to a poll says of a task."""

    def said(body, status=200, *, ref=REF, headers=()):
        return kling.decode_polled(ref, reply(body, status, *headers), default)

    return said


@pytest.fixture
def refused(read, default):
    """The pointer at which a submit is refused."""

    def pointer(kind, body, profile=default, **fields):
        with pytest.raises(MalformedRequest) as caught:
            read(kind, body, profile, **fields)
        assert (caught.value.dialect, caught.value.status) == ("kling", 400)
        return caught.value.pointer

    return pointer

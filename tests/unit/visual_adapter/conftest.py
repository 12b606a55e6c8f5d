"""Profiles, requests and replies that the adapter's tests share."""

import sys
from pathlib import Path

import orjson
import pytest

from vidlect_adapters.canonical import (
    Frames,
    Inline,
    Link,
    MediaInput,
    Medium,
    Role,
    VideoRequest,
)
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.profile import choose
from vidlect_adapters.vendors import volcengine_visual as visual

sys.path.insert(0, str(Path(__file__).parent))

from visual_replies import REF


def _profile(name="default", **overrides):
    switches = {key.replace("_", "-"): value for key, value in overrides.items()}
    return choose(visual.NAME, visual.SWITCHES, visual.PROFILES, name, switches)


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
        source = (
            Inline(base64=base64, media_type=media_type) if base64 else Link(url=url or address(role, medium))
        )
        return MediaInput(role=role, medium=medium, source=source)

    def address(role, medium):
        return f"https://media.example/{role.value}.{medium.value}?sign=a%2Fb%2Bc&x=1"

    return one


@pytest.fixture(scope="session")
def film(media):
    """A request that the model accepts, with the media that it must have."""

    def build(model, **fields):
        row = visual.catalog.BY_KEY[model]
        inputs = tuple(media(slot.role, slot.medium) for slot in row.slots if slot.least)
        defaults = {"inputs": inputs}
        if row.prompt is not visual.catalog.PromptRule.NONE:
            defaults["prompt"] = "雪后的松林里有一只红狐"
        options = {option.name: option.choices[0] for option in row.options if option.required}
        if options:
            defaults["vendor_options"] = options
        return VideoRequest(**{"model": model, **defaults, **fields})

    return build


@pytest.fixture(scope="session")
def sent(default):
    """The body that a request is encoded to."""

    def body(request, profile=default):
        return orjson.loads(visual.encode_submit(request, profile).call.body)

    return body


@pytest.fixture(scope="session")
def submit():
    """A stranger's submit."""

    def call(body, action="CVSync2AsyncSubmitTask", version="2022-08-31", **fields):
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        query = (("Action", action), ("Version", version))
        return HttpCall(**{"method": "POST", "path": "/", "query": query, "body": raw, **fields})

    return call


@pytest.fixture(scope="session")
def reply():
    """A vendor's reply: any JSON value or raw bytes."""

    def answer(body, status=200, *headers):
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        return HttpReply(status=status, headers=headers, body=raw)

    return answer


@pytest.fixture
def poll(reply, default):
    """What a reply to a poll says of a task."""

    def read(body, status=200, *, profile=default, ref=REF, headers=()):
        return visual.decode_polled(ref, reply(body, status, *headers), profile)

    return read


@pytest.fixture
def submitted(reply, default, film):
    """What a reply to a submit says."""

    def read(body, status=200, *, profile=default, headers=()):
        return visual.decode_submitted(film("jimeng_t2v_v30"), reply(body, status, *headers), profile)

    return read


@pytest.fixture(scope="session")
def frames():
    def of(count):
        return Frames(count=count, fps=24)

    return of


@pytest.fixture(scope="session")
def roles():
    return Role

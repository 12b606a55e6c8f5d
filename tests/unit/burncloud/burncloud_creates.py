"""Creates to read, and their reading under a profile."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vidlect_adapters.canonical import Inline, Link, MediaInput, Medium, Role
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import Profile, choose
from vidlect_adapters.surfaces import burncloud

TEXT = {"model": "viduq2", "prompt": "雪山上的晨光"}
A, B, C = (f"https://example.com/{name}.jpg" for name in "abc")
PNG = "iVBORw0KGgo="


def profile_of(name: str = "default", **switches: str) -> Profile:
    overrides = {key.replace("_", "-"): value for key, value in switches.items()}
    return choose(burncloud.NAME, burncloud.SWITCHES, burncloud.PROFILES, name, overrides)


def post(body: Any) -> HttpCall:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = (("Content-Type", "application/json"),)
    return HttpCall(method="POST", path="/v1/video/generations", headers=headers, body=raw)


def read(body: Any, name: str = "default", **switches: str) -> Decoded:
    return burncloud.decode_create(post(body), profile_of(name, **switches))


def with_metadata(name: str = "default", /, metadata: Any = None, **members: Any) -> Decoded:
    return read({**TEXT, **members, "metadata": metadata}, name)


def refused(body: Any, name: str = "default", **switches: str) -> MalformedRequest:
    with pytest.raises(MalformedRequest) as caught:
        read(body, name, **switches)
    return caught.value


def picture(role: Role, source: str) -> MediaInput:
    return medium(role, Medium.IMAGE, source)


def medium(role: Role, kind: Medium, source: str) -> MediaInput:
    is_link = source.startswith("https:")
    return MediaInput(role=role, medium=kind, source=Link(url=source) if is_link else Inline(base64=source))

"""Creates to read, as forms and in JSON, and their reading under a profile."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.forms import Part, form_call
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import Profile, choose
from vidlect_adapters.surfaces import omnimaas_videos as surface

TEXT = {"model": "wan2.6-t2v", "prompt": "雪山上的晨光"}
PICTURE = {"model": "wan2.6-i2v", "prompt": "雪山上的晨光"}
OTHER = {"model": "kling-v1", "prompt": "雪山上的晨光"}
PNG = b"\x89PNG\r\n\x1a\n rest"
URL = "https://example.com/a.jpg"


def profile_of(name: str = "default", **switches: str) -> Profile:
    overrides = {key.replace("_", "-"): value for key, value in switches.items()}
    return choose(surface.NAME, surface.SWITCHES, surface.PROFILES, name, overrides)


def post(raw: bytes, kind: str | None = "application/json") -> HttpCall:
    headers = () if kind is None else (("Content-Type", kind),)
    return HttpCall(method="POST", path="/v1/videos", headers=headers, body=raw)


def part(name: str, text: str | bytes, media_type: str | None = None) -> Part:
    content = text if isinstance(text, bytes) else text.encode()
    return Part(name=name, content=content, media_type=media_type)


def file(content: bytes = PNG, media_type: str | None = "image/png", name: str = "input_reference") -> Part:
    return Part(name=name, content=content, file_name="a.png", media_type=media_type)


def form(*parts: Part, **texts: Any) -> HttpCall:
    """A form; what is no text is written as JSON."""
    said = (
        part(name, text if isinstance(text, str) else json.dumps(text, ensure_ascii=False))
        for name, text in texts.items()
    )
    return form_call("POST", "/v1/videos", (*said, *parts))


def read(body: Any, name: str = "default", **switches: str) -> Decoded:
    """A call, or the members of a JSON body."""
    call = body if isinstance(body, HttpCall) else post(json.dumps(body).encode())
    return surface.decode_create(call, profile_of(name, **switches))


def refused(body: Any, name: str = "default", **switches: str) -> MalformedRequest:
    with pytest.raises(MalformedRequest) as caught:
        read(body, name, **switches)
    return caught.value

"""Creates to read, in JSON and as forms, and their reading under a profile."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.forms import Part, form_call
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import Profile, choose
from vidlect_adapters.surfaces import openai_videos

TEXT = {"model": "sora-2", "prompt": "雪山上的晨光"}
OTHER = {"model": "kling-v1", "prompt": "雪山上的晨光"}
PNG = b"\x89PNG\r\n\x1a\n rest"
URL = "https://example.com/a.jpg"


def profile_of(name: str = "default", **switches: str) -> Profile:
    overrides = {key.replace("_", "-"): value for key, value in switches.items()}
    return choose(openai_videos.NAME, openai_videos.SWITCHES, openai_videos.PROFILES, name, overrides)


def post(raw: bytes, kind: str | None = "application/json") -> HttpCall:
    headers = () if kind is None else (("Content-Type", kind),)
    return HttpCall(method="POST", path="/v1/videos", headers=headers, body=raw)


def part(name: str, text: str | bytes) -> Part:
    return Part(name=name, content=text if isinstance(text, bytes) else text.encode())


def file(content: bytes = PNG, media_type: str | None = "image/png", name: str = "input_reference") -> Part:
    return Part(name=name, content=content, file_name="a.png", media_type=media_type)


def form(*parts: Part, **texts: str) -> HttpCall:
    return form_call("POST", "/v1/videos", (*(part(name, text) for name, text in texts.items()), *parts))


def read(body: Any, name: str = "default", **switches: str) -> Decoded:
    call = body if isinstance(body, HttpCall) else post(json.dumps(body).encode())
    return openai_videos.decode_create(call, profile_of(name, **switches))


def refused(body: Any, name: str = "default", **switches: str) -> MalformedRequest:
    with pytest.raises(MalformedRequest) as caught:
        read(body, name, **switches)
    return caught.value

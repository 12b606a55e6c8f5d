"""Creates to read and their reading under a profile."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import Profile, choose
from vidlect_adapters.surfaces import omnimaas_generations

PRO = "doubao-seedance-1-0-pro-250528"
FAST = "doubao-seedance-1-0-pro-fast-251015"
OF_PICTURES = "doubao-seedance-1-0-lite-i2v-250428"
OF_TEXT = "doubao-seedance-1-0-lite-t2v-250428"
NEWER = "doubao-seedance-1-5-pro-251215"
TEXT = {"model": PRO, "prompt": "雪山上的晨光"}
OTHER = {"model": "kling-v1", "prompt": "雪山上的晨光"}
URL = "https://example.com/a.jpg"
NAMES = ("default", "strict", "lenient")
"""Profiles of the surface itself; new-api is another dialect in its place."""
PATH = "/v1/video/generations"


def profile_of(name: str = "default", **switches: str) -> Profile:
    overrides = {key.replace("_", "-"): value for key, value in switches.items()}
    surface = omnimaas_generations
    return choose(surface.NAME, surface.SWITCHES, surface.PROFILES, name, overrides)


def post(raw: bytes, kind: str | None = "application/json") -> HttpCall:
    headers = () if kind is None else (("Content-Type", kind),)
    return HttpCall(method="POST", path=PATH, headers=headers, body=raw)


def read(body: Any, name: str = "default", **switches: str) -> Decoded:
    call = body if isinstance(body, HttpCall) else post(json.dumps(body).encode())
    return omnimaas_generations.decode_create(call, profile_of(name, **switches))


def refused(body: Any, name: str = "default", **switches: str) -> MalformedRequest:
    with pytest.raises(MalformedRequest) as caught:
        read(body, name, **switches)
    return caught.value

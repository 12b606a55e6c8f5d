"""Creates to read, and their reading under a profile."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import HttpCall
from vidlect_adapters.profile import choose
from vidlect_adapters.surfaces import tokenops

PRO = {"model": "jimeng-video-3.0-pro", "req_key": "jimeng_ti2v_v30_pro"}
TEXT = {**PRO, "prompt": "雪山上的晨光"}
HUMAN = {
    "model": "OmniHuman_1.5",
    "req_key": "jimeng_realman_avatar_picture_omni_v15",
    "generation_type": "omni_human",
}
FACE = {"type": "image_url", "image_url": {"url": "https://example.com/face.jpg"}}
SPEECH = {"type": "audio_url", "audio_url": {"url": "https://example.com/speech.mp3"}}
MASK = {"type": "image_url", "role": "mask_image", "image_url": {"url": "https://example.com/mask.png"}}
TALK = {**HUMAN, "content": [FACE, SPEECH]}


def read(body: Any, name: str = "default", **switches: str) -> Decoded:
    profile = choose(
        tokenops.NAME,
        tokenops.SWITCHES,
        tokenops.PROFILES,
        name,
        {key.replace("_", "-"): value for key, value in switches.items()},
    )
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return tokenops.decode_create(HttpCall(method="POST", path="/v1/videos", body=raw), profile)


def refused(body: Any, name: str = "default", **switches: str) -> MalformedRequest:
    with pytest.raises(MalformedRequest) as caught:
        read(body, name, **switches)
    return caught.value

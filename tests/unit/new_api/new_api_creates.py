"""Creates as clients of new-api write them, read by the shared reading."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from vidlect_adapters import new_api
from vidlect_adapters.canonical import Link, MediaInput, Medium, Role, VideoRequest
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.forms import Part, form_call
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import HttpCall

VIDEOS = new_api.Route(surface="openai_videos", path=new_api.VIDEOS)
GENERATIONS = new_api.Route(surface="burncloud", path=new_api.GENERATIONS, announces=True)
PLAIN: dict[str, Any] = {"model": "kling-v1", "prompt": "雪山"}
URL = "https://example.com/a.png"
OTHER = "https://example.com/b.png"
THIRD = "https://example.com/c.png"


def call(body: Any, route: new_api.Route = VIDEOS, **headers: str) -> HttpCall:
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return HttpCall(method="POST", path=route.path, headers=pairs, body=content)


def read(route: new_api.Route = VIDEOS, **members: Any) -> Decoded:
    return new_api.decode_create(call({**PLAIN, **members}, route), route)


def film(route: new_api.Route = VIDEOS, **members: Any) -> VideoRequest:
    return read(route, **members).request


def refused(body: Any = None, route: new_api.Route = VIDEOS, **members: Any) -> MalformedRequest:
    sent = body if isinstance(body, HttpCall) else call({**PLAIN, **members} if body is None else body, route)
    with pytest.raises(MalformedRequest) as caught:
        new_api.decode_create(sent, route)
    return caught.value


def form(*parts: Part | tuple[str, str], plain: bool = True) -> HttpCall:
    texts = [Part(name=name, content=text.encode()) for name, text in PLAIN.items()] if plain else []
    given = [one if isinstance(one, Part) else Part(name=one[0], content=one[1].encode()) for one in parts]
    return form_call("POST", VIDEOS.path, (*texts, *given))


def of_form(*parts: Part | tuple[str, str]) -> Decoded:
    return new_api.decode_create(form(*parts), VIDEOS)


def picture(url: str, role: Role = Role.FIRST_FRAME, medium: Medium = Medium.IMAGE) -> MediaInput:
    return MediaInput(role=role, medium=medium, source=Link(url=url))

"""The model that a client names, read before anything else of its request.

Here lives one look at a body. Never: whether the rest of it can be read (the surface's own decoding says that).
"""

from __future__ import annotations

from typing import Final

import orjson

from . import forms
from .errors import MalformedRequest
from .message import HttpCall, JsonValue

MODEL: Final = "model"
"""The member's name on every surface that there is."""


def named_model(call: HttpCall) -> str | None:
    """The one text that stands as `model` in a JSON object or a form; None where there is none."""
    if forms.is_form(call.header("Content-Type") or ""):
        return _in_form(call)
    try:
        body: JsonValue = orjson.loads(call.body)
    except ValueError:
        return None
    model = body.get(MODEL) if isinstance(body, dict) else None
    return model if isinstance(model, str) else None


def _in_form(call: HttpCall) -> str | None:
    try:
        named = [part.content for part in forms.parts_of(call, "") if part.name == MODEL]
        return named[0].decode() if len(named) == 1 else None
    except (MalformedRequest, UnicodeDecodeError):
        return None

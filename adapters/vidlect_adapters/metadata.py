"""The free options of a create: one member `metadata`, an object or the JSON text of one.

Here lives its reading for the surfaces that have it. Never: an option's meaning.
"""

from __future__ import annotations

from .errors import MalformedRequest
from .json_body import json_type, read_object
from .message import JsonObject, JsonValue


def read_metadata(value: JsonValue) -> tuple[JsonObject, bool]:
    """The options, and whether they came as a text. Raises ValueError: what was expected instead."""
    if value is None or value == "":
        return {}, False
    if isinstance(value, dict):
        return value, False
    if not isinstance(value, str):
        raise ValueError(f"an object, or the JSON text of one, not {json_type(value)}")  # noqa: TRY004 # bad JSON, not a bad call
    try:
        return read_object(value.encode(), "metadata"), True
    except MalformedRequest as error:
        raise ValueError(
            f"the JSON text of an object: {error.message.replace('the body', 'it', 1)}"
        ) from None
    except UnicodeEncodeError:
        raise ValueError("a text that UTF-8 can write") from None

"""The form of an upload: text fields, and what is kept of the file.

Here lives the step from parts to fields and one file. Never: which fields there are (`uploads`).
"""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from vidlect_mock import multipart
from vidlect_mock.message import JsonObject

_LONGEST_FIELD = 16_384  # bytes of a field besides the file; a policy has some 700


class Form(NamedTuple):
    """Text fields by name, and what is kept of the file (`file_name`, `media_type`, `size`, `sha256`), if any."""

    fields: dict[str, str]
    file: JsonObject | None


def read(content_type: bytes, body: bytes) -> Form | None:
    """The form in a body; None where it is no whole form. Of two parts with one name the last counts."""
    said = content_type.decode("latin-1")
    parts = multipart.read(said, body) if said.lower().startswith("multipart/form-data") else ""
    if isinstance(parts, str):
        return None
    fields: dict[str, str] = {}
    file: JsonObject | None = None
    for part in parts:
        if part.name == "file":
            file = {
                "file_name": part.file_name or "",
                "media_type": fields.get("x-oss-content-type")
                or part.media_type
                or "application/octet-stream",
                "size": len(part.content),
                "sha256": sha256(part.content).hexdigest(),
            }
        else:
            fields[part.name] = part.content[:_LONGEST_FIELD].decode("utf-8", "replace")
    return Form(fields, file)

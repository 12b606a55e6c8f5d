"""Files in a request: what type they are, and how a job remembers them.

Here lives what the server sees of a file. Never: a download, nor the bytes once the request is answered.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator, Sequence

from vidlect_mock.interface import Desk
from vidlect_mock.message import JsonObject
from vidlect_mock.pictures import look

from .errors import Trouble, listed
from .forms import Upload

PICTURES = ("image/jpeg", "image/png", "image/webp")  # [facts 2.1]
FILM = "video/mp4"  # [facts 2.3]


def media_type_of(upload: Upload, desk: Desk) -> str:
    """What counts as the file's type."""
    if desk.profile.is_set("file-type", "declared"):
        return upload.media_type or "application/octet-stream"
    if upload.content[4:8] == b"ftyp":
        return FILM
    found = look(upload.content)
    return upload.media_type if found is None else found.media_type


def wrong_file(param: str, upload: Upload, taken: Sequence[str], desk: Desk) -> Iterator[Trouble]:
    """Refuse an empty file, or one of a type that is not taken."""
    if not upload.content:
        yield Trouble(400, f"Invalid file '{param}': the file is empty.", "empty_file", param)
    declared = media_type_of(upload, desk)
    if declared not in taken:
        text = f"Invalid file '{param}': unsupported mimetype ('{declared[:60]}'). Supported file formats are"
        yield Trouble(
            400,
            f"{text} {listed(taken)}.",
            "unsupported_file_mimetype",
            param,
            expected=" or ".join(taken),
            received=declared[:60],
            hint="the part's Content-Type counts; a part that is sent on needs the type that it came with",
        )


def inline(url: str) -> Upload | None:
    """The file in a base64 data URL; None where it is none."""
    head, comma, text = url.partition(",")
    if not comma or not head.endswith(";base64"):
        return None
    try:
        return Upload(
            "", head[len("data:") : -len(";base64")].lower(), binascii.a2b_base64(text, strict_mode=True)
        )
    except ValueError:
        return None


def described(upload: Upload) -> JsonObject:
    """A file as a job's body keeps it: as if it had been uploaded before, in words instead of bytes."""
    name = upload.file_name[:100] or "a file"
    return {"file_id": f"{name} ({upload.media_type or 'no type'}, {len(upload.content)} bytes)"}

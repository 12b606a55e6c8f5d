"""Requests in: each operation's reader, and what the targets of jobs hold besides an id.

Here lives which reader an operation has. Never: a field of a body.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vidlect_mock.interface import Admitted, Desk, Intake, Refusal
from vidlect_mock.message import JsonObject, Received

from . import characters, endpoints, paging, submissions
from .auth import PATH_ID
from .errors import Trouble, refused, wrong_value
from .operations import OPERATIONS

VARIANTS: Mapping[str, str] = {
    "video": "video.mp4",
    "thumbnail": "thumbnail.webp",
    "spritesheet": "spritesheet.jpg",
}
"""Variant → the file's name with the engine, which makes MP4, WebP and JPEG [facts 2.6]."""


def intake(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """What a request asks for, or the refusal."""
    return _READERS[admitted.operation.name](admitted, received, desk)


def _named(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """A job by its id; a query or body beside it is overlooked."""
    return _remarked(received, Intake(body={}, task_id=admitted.echo[PATH_ID]), admitted, desk, ())


def _content(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    variant = paging.parameters(received.query).get("variant", "video")
    if variant not in VARIANTS:
        return refused(wrong_value("variant", variant, tuple(VARIANTS)), desk, admitted)
    asked = Intake(body={"variant": variant}, task_id=admitted.echo[PATH_ID])
    return _remarked(received, asked, admitted, desk, ("variant",))


def _list(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    page = paging.read(received.query)
    if isinstance(page, Trouble):
        return refused(page, desk, admitted)
    body: JsonObject = {"after": page.after, "limit": page.limit, "order": page.order}
    return _remarked(received, Intake(body=body), admitted, desk, ("after", "limit", "order"))


def _remarked(
    received: Received, asked: Intake, admitted: Admitted, desk: Desk, known: tuple[str, ...]
) -> Intake | Refusal:
    """Remark on parameters that the operation does not have; what the vendor does with them is unsure."""
    if not received.query:
        return asked
    unknown = [name for name in paging.parameters(received.query) if name not in known]
    if unknown and desk.profile.is_set("strict", "on"):
        text = f"Unknown parameter: '{unknown[0][:100]}'."
        return refused(Trouble(400, text, "unknown_parameter", unknown[0][:100]), desk, admitted)
    return asked._replace(remarks=tuple(f"{name[:100]}: an unknown query parameter" for name in unknown))


Reader = Callable[[Admitted, Received, Desk], Intake | Refusal]

_SPECIAL: Mapping[str, Reader] = {
    **dict.fromkeys(("createVideo", "remixVideo", "editVideo", "extendVideo"), submissions.submitted),
    "listVideos": _list,
    "retrieveVideo": _named,
    "deleteVideo": _named,
    "retrieveVideoContent": _content,
    "createCharacter": characters.create,
    "retrieveCharacter": characters.retrieve,
}
_READERS: Mapping[str, Reader] = dict.fromkeys(OPERATIONS, endpoints.instant) | dict(_SPECIAL)
"""Operation → its reader; what is not of videos is of webhook endpoints."""

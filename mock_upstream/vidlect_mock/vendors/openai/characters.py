"""Characters: made of a film, and shown again.

Here live what these two calls must hold. Never: how a create names a character (`submissions`).
"""

from __future__ import annotations

from collections.abc import Iterator

from vidlect_mock.interface import Admitted, Desk, Intake, Refusal, Resource
from vidlect_mock.marker import cut
from vidlect_mock.message import JsonObject, Received

from . import reading, uploads
from .auth import PATH_ID
from .creations import CHARACTER
from .errors import Trouble, missing, not_found, refused, wrong_type
from .forms import Upload
from .identity import character_id
from .reading import Asked, type_of

LONGEST_NAME = 80  # characters [facts 2.3]


def create(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """A new character."""
    asked = reading.read(received, reading.ONLY_FORM)
    if isinstance(asked, Trouble):
        return refused(asked, desk, admitted)
    name, marker = cut(asked.text("name") or "")
    for trouble in _troubles(asked, name, desk):
        return refused(trouble, desk, admitted)
    body: JsonObject = {"id": character_id(desk.number), "name": name, "created_at": int(desk.wall)}
    return Intake(body=body, marker=marker, keep=(Resource(CHARACTER, str(body["id"]), body),))


def _troubles(asked: Asked, name: str, desk: Desk) -> Iterator[Trouble]:
    yield from reading.only(asked, {"name", "video"})
    yield from reading.text(asked, "name", longest=LONGEST_NAME, unmarked=name)
    video = asked.fields.get("video")
    if video is None:
        yield missing("video")
    elif not isinstance(video, Upload):
        yield wrong_type("video", "a file", type_of(video))
    else:
        yield from uploads.wrong_file("video", video, (uploads.FILM,), desk)


def retrieve(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """A character that was made before."""
    del received
    wanted = admitted.echo[PATH_ID]
    kept = desk.resource(admitted.session, CHARACTER, wanted)
    if kept is None:
        return refused(not_found("Character", wanted, desk), desk, admitted)
    return Intake(body=kept)

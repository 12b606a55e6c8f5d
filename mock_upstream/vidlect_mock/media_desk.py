"""Requests under `/__media__/`: the link is checked, the file made, the answer handed to the engine.

Here lives which file a name stands for, and what a storage says of a link that leads nowhere. Never: how a
link is signed (`links`), how a film is encoded (`media`).
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import hashlib
import logging
import re
from typing import Protocol

from .engine import MediaGrant
from .file_reply import file_reply
from .interface import Film
from .links import FILM, LinkRefusal
from .media import STILLS, mask
from .message import Answer, Delivery, Received, WantedFile

_PATH = re.compile(r"/__media__/(?P<vendor>[a-z_]+)/(?P<token>[^/]+)/(?P<name>[^/]+)")
_MASK = re.compile(r"mask-(\d)\.png")

# Status, code and words by which object storages refuse a presigned URL; the shape is S3's, which TOS shares.
_REFUSALS = {
    "unknown": (404, "NoSuchKey", "There is no such file."),
    "forged": (403, "SignatureDoesNotMatch", "The signature of this link is wrong."),
    "expired": (403, "AccessDenied", "This link has expired. Query the task for a new one."),
}

_logger = logging.getLogger("vidlect_mock.media_desk")


class Studio(Protocol):
    """What makes films."""

    def film(self, film: Film, task_id: str) -> bytes:
        """The MP4 of a task; blocks until it is encoded."""
        ...

    def still(self, film: Film, name: str, task_id: str) -> bytes:
        """The same for one of the film's stills."""
        ...


class Grants(Protocol):
    """What the desk asks the engine."""

    def media_grant(self, vendor: str, token: str, query: bytes) -> MediaGrant | LinkRefusal:
        """Whose file a link leads to, or why to none."""
        ...

    def deliver_content(self, vendor: str, received: Received, token: str, honest: Answer) -> Delivery:
        """The answer as scripts would have it; journalled."""
        ...


class MediaDesk:
    """Answers requests for files, of all vendors."""

    def __init__(self, engine: Grants, studio: Studio) -> None:
        self._engine = engine
        self._studio = studio

    async def answer(self, vendor: str, received: Received) -> Delivery:
        """The delivery for a request that came to a vendor's port; waits for a film that is being encoded."""
        found = _PATH.fullmatch(received.path.decode("latin-1"))
        if found is None:
            return self._engine.deliver_content(vendor, received, "", _refused("unknown"))
        grant = self._engine.media_grant(found["vendor"], found["token"], received.query)
        if isinstance(grant, LinkRefusal):
            return self._engine.deliver_content(vendor, received, found["token"], _refused(grant.reason))
        honest = await self._honest(received, grant.film, grant.task_id, found["name"])
        return self._engine.deliver_content(found["vendor"], received, found["token"], honest)

    async def made(self, received: Received, wanted: WantedFile) -> Delivery:
        """The delivery of a file that the vendor's API serves itself."""
        return wanted.finish(await self._honest(received, wanted.film, wanted.task_id, wanted.name))

    async def _honest(self, received: Received, film: Film | None, task_id: str, name: str) -> Answer:
        numbered = _MASK.fullmatch(name)
        if numbered is not None:
            return _file(received, mask(int(numbered[1])), b"image/png")
        media_type = b"video/mp4" if name == FILM else STILLS.get(name)
        if media_type is None or film is None:
            return _refused("unknown")
        try:
            content = await asyncio.to_thread(self._content, film, name, task_id)
        except (RuntimeError, OSError) as error:
            _logger.error("%s of task %s could not be made: %s", name, task_id, error)  # noqa: TRY400 # one line
            return Answer(503, ((b"content-type", b"text/plain"),), b"The mock could not make this file.\n")
        return _file(received, content, media_type)

    def _content(self, film: Film, name: str, task_id: str) -> bytes:
        try:
            if name == FILM:
                return self._studio.film(film, task_id)
            return self._studio.still(film, name, task_id)
        except concurrent.futures.CancelledError:
            # asyncio would take it for the cancellation of who waits
            raise RuntimeError("the server is stopping") from None


def _file(received: Received, content: bytes, media_type: bytes) -> Answer:
    tag = hashlib.sha256(content).hexdigest()[:32].encode()
    return file_reply(received, content, media_type, tag)


def _refused(reason: str) -> Answer:
    status, code, message = _REFUSALS[reason]
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>\n'
    return Answer(status, ((b"content-type", b"application/xml"),), body.encode())

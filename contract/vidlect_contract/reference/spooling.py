"""A client's form as it arrives: each part into a file of its own, and refused as soon as it is too large.

Here lives the gathering, on disk but for what is small. Never: what a part means (but for the model's name, which
tells the limit), the limits of vendors (`Relay.largest_file`).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

from vidlect_adapters import forms
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.file_sizes import TOO_LARGE, too_large
from vidlect_adapters.form_parser import FormParser, Head
from vidlect_adapters.members import pointer_to
from vidlect_adapters.message import Part
from vidlect_adapters.named_model import MODEL
from vidlect_adapters.relay import Relay

LARGEST_FORM = 64 * 1024 * 1024
"""Bytes of all parts together: the largest request that any vendor documents (Ark, facts 3.3)."""
LARGEST_TEXT = 32 * 1024 * 1024
"""Bytes of a part that is no file: it may be a picture in base64, as in a JSON body."""
_IN_MEMORY = 128 * 1024
"""Bytes of a part beyond which it goes to disk: hundreds of senders at once may hold so much."""
_BEGINNING = 64
"""Bytes of a picture by which its kind is known."""
_JSON = "application/json"


@dataclass(slots=True)
class _Arriving:
    head: Head
    file: SpooledTemporaryFile[bytes]
    size: int = 0

    @property
    def is_heavy(self) -> bool:
        """Whether it lies on disk and tells by its first bytes what it is: a picture."""
        is_file = self.head.file_name is not None and self.head.media_type != _JSON
        return is_file and self.size > _IN_MEMORY

    def read(self, size: int = -1) -> Part:
        """The part, or its beginning."""
        self.file.seek(0)
        return forms.part(self.head, self.file.read(size))


class Spool:
    """The parts of one form; on leaving its block nothing of it is left on disk."""

    def __init__(self, content_type: str, relay: Relay) -> None:
        """Raises Unreadable: there is no boundary."""
        self._relay = relay
        self._parts: list[_Arriving] = []
        self._size = 0
        self._model = "any model here"
        self._largest = relay.largest_file(None)
        self._parser = FormParser(content_type)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for part in self._parts:
            part.file.close()

    def take(self, data: bytes) -> None:
        """What arrived next. Raises Unreadable, or MalformedRequest with status 413: it is too large."""
        self._size += len(data)
        if self._size > LARGEST_FORM:
            raise self._refusal("", f"a form has at most {LARGEST_FORM} bytes")
        for piece in self._parser.feed(data):
            if isinstance(piece, Head):
                self._end_part()
                self._parts.append(_Arriving(piece, SpooledTemporaryFile(_IN_MEMORY)))  # noqa: SIM115 # closed with the spool
            else:
                part = self._parts[-1]
                part.size += len(piece)
                self._check(part)
                part.file.write(piece)  # 64 KiB at a time, to the page cache: some 30 µs

    def finish(self) -> None:
        """Nothing more comes. Raises as `take`."""
        self._parser.finish()
        self._end_part()

    def limit(self, largest: int, model: str) -> None:
        """How large a file may be, now that the model is known; for those that came before too. Raises as `take`."""
        self._largest, self._model = largest, f"the model {model}"
        for part in self._parts:
            self._check(part)

    @property
    def is_heavy(self) -> bool:
        """Whether a picture is so large that it lies on disk."""
        return any(part.is_heavy for part in self._parts)

    def outline(self) -> tuple[Part, ...]:
        """The whole form, but of large pictures only how they begin."""
        return tuple(part.read(_BEGINNING if part.is_heavy else -1) for part in self._parts)

    async def parts(self) -> tuple[Part, ...]:
        """The whole form."""
        return tuple([await asyncio.to_thread(part.read) for part in self._parts])

    def _end_part(self) -> None:
        last = self._parts[-1] if self._parts else None
        if last is not None and last.head.name == MODEL and last.head.file_name is None:
            model = last.read().content.decode("utf-8", "replace")
            if model in self._relay.routing.routes:
                self.limit(self._relay.largest_file(model), model)

    def _check(self, part: _Arriving) -> None:
        name = part.head.name
        if part.head.file_name is None:
            if part.size > LARGEST_TEXT:
                raise self._refusal(name, f"a text has at most {LARGEST_TEXT} bytes")
        elif part.size > self._largest:
            raise self._refusal(name, too_large(self._largest, self._model))

    def _refusal(self, name: str, reason: str) -> MalformedRequest:
        dialect = self._relay.surface.NAME
        if not name:
            return MalformedRequest(dialect, reason, status=TOO_LARGE)
        text = f"{name[:60]}: {reason}"
        return MalformedRequest(dialect, text, pointer=pointer_to(name), status=TOO_LARGE)

"""A client's form as it arrives: each part into a file of its own, and refused as soon as it is too large.

Here lives the gathering, on disk but for what is small. Never: what a part means (but for `model`, which tells the
limit), the limits of vendors (`Relay.largest_file`).
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
from vidlect_adapters.relay import Relay

LARGEST_FORM = 64 * 1024 * 1024
"""Bytes of all parts together: the largest request that any vendor documents (Ark, facts 3.3)."""
LARGEST_TEXT = 32 * 1024 * 1024
"""Bytes of a part that is no file: it may be a picture in base64, as in a JSON body."""
_IN_MEMORY = 128 * 1024
"""Bytes of a part beyond which it goes to disk: hundreds of senders at once may hold so much."""
_MODEL = "model"
"""The field that tells the limit, named so on every surface that has forms; without it, the largest limit counts."""


@dataclass(slots=True)
class _Arriving:
    head: Head
    file: SpooledTemporaryFile[bytes]
    size: int = 0


class Spool:
    """The parts of one form; on leaving its block nothing of it is left on disk."""

    def __init__(self, content_type: str, relay: Relay) -> None:
        """Raises Unreadable: there is no boundary."""
        self._relay = relay
        self._parts: list[_Arriving] = []
        self._size = 0
        self._model: str | None = None
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

    async def parts(self) -> tuple[Part, ...]:
        """The whole form, each part read once. Raises as `take`."""
        self._parser.finish()
        self._end_part()
        return tuple([forms.part(one.head, await asyncio.to_thread(_read, one.file)) for one in self._parts])

    def _end_part(self) -> None:
        """Once the model is known its vendor's limit counts, for files that came before it too."""
        last = self._parts[-1] if self._parts else None
        if last is not None and last.head.name == _MODEL and last.head.file_name is None:
            self._model = _read(last.file).decode("utf-8", "replace")
            self._largest = self._relay.largest_file(self._model)
            for part in self._parts:
                self._check(part)

    def _check(self, part: _Arriving) -> None:
        name = part.head.name
        if part.head.file_name is None:
            if part.size > LARGEST_TEXT:
                raise self._refusal(name, f"a text has at most {LARGEST_TEXT} bytes")
        elif part.size > self._largest:
            routed = self._model is not None and self._model in self._relay.routing.routes
            model = f"the model {self._model}" if routed else "any model here"
            raise self._refusal(name, too_large(self._largest, model))

    def _refusal(self, name: str, reason: str) -> MalformedRequest:
        dialect = self._relay.surface.NAME
        if not name:
            return MalformedRequest(dialect, reason, status=TOO_LARGE)
        text = f"{name[:60]}: {reason}"
        return MalformedRequest(dialect, text, pointer=pointer_to(name), status=TOO_LARGE)


def _read(file: SpooledTemporaryFile[bytes]) -> bytes:
    file.seek(0)
    return file.read()

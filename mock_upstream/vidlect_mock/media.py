"""The files that every success points to: MP4 films, their stills and PNG masks, one cached file per shape.

Here live the disk cache and the writing of a task's id into a file. Never: the codecs (`encoder` and `stills`,
each in a process of its own, so that encoding never stops the event loop) and never HTTP.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from struct import pack
from typing import TypeAlias

from .interface import Film
from .links import FILM

STILLS: Mapping[str, bytes] = {
    "last-frame.png": b"image/png",
    "cover.jpg": b"image/jpeg",
    "thumbnail.webp": b"image/webp",
    "spritesheet.jpg": b"image/jpeg",
}
"""The stills of every film: name → media type."""

_CACHE_VERSION = "1"  # raise when the encoder's or the stills' output changes
_MARK_START = b"vidlect-task:"
_MARK_LENGTH = 64  # room for any vendor's task id; the longest known has 36 characters
_TINY = 64  # pixels; with `--media tiny` every film has this size
_MASK_SIZE = 64  # pixels; a mask is a picture of one filled square
_SHAPES_IN_MEMORY = 32  # a session rarely uses more; a 1080p film takes some 100 kB
_PNG_COMMENT = b"tEXtComment\0"  # the chunk's type and keyword: a checksum follows what they name

_Wanted: TypeAlias = tuple[Film, str]
"""A shape, and which of its files."""


class MediaStudio:
    """Makes films and their stills: encodes each shape once, hands out one file per task.

    `start` returns at once; `film` and `still` wait for the encoder. Thread-safe. Call `close` at the end.
    """

    def __init__(self, cache: Path | None = None, *, tiny: bool = False) -> None:
        self._cache = cache
        self._tiny = tiny
        self._lock = threading.Lock()
        self._encoded: dict[_Wanted, Future[bytes]] = {}
        self._workers: ThreadPoolExecutor | None = None
        self._encoding: subprocess.Popen[bytes] | None = None
        self._closed = False

    def start(self, task_token: str, film: Film) -> None:
        """Begin to encode a shape, if nobody has; the token is that of the task that asks."""
        del task_token  # all tasks of one shape share the encoded file
        if (film, FILM) not in self._encoded:
            self._file((film, FILM))

    def film(self, film: Film, task_id: str) -> bytes:
        """The MP4 of a task: its own bytes, but the length of its shape. Blocks until it is encoded."""
        return _marked(self._file((film, FILM)).result(), task_id)

    def still(self, film: Film, name: str, task_id: str) -> bytes:
        """The same for one of `STILLS`. Raises KeyError for another name."""
        if name not in STILLS:
            raise KeyError(name)
        return _marked(self._file((film, name)).result(), task_id)

    def close(self) -> None:
        """Stop encoding; whoever still waits gets an error."""
        with self._lock:
            self._closed = True
            workers, encoding = self._workers, self._encoding
        if encoding is not None:
            with suppress(OSError):
                encoding.terminate()
        if workers is not None:
            workers.shutdown(cancel_futures=True)

    def _file(self, wanted: _Wanted) -> Future[bytes]:
        with self._lock:
            future = self._encoded.get(wanted)
            if future is None:
                if self._closed:
                    raise RuntimeError("the studio is closed")
                if self._workers is None:
                    self._workers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vidlect-media")
                while len(self._encoded) >= _SHAPES_IN_MEMORY:
                    self._encoded.pop(next(iter(self._encoded)))
                future = self._workers.submit(self._load, *wanted)
                future.add_done_callback(self._forgetting(wanted))
                self._encoded[wanted] = future
            return future

    def _forgetting(self, wanted: _Wanted) -> Callable[[Future[bytes]], None]:
        def forget(future: Future[bytes]) -> None:
            if future.cancelled() or future.exception() is not None:
                self._encoded.pop(wanted, None)  # the next request tries again

        return forget

    def _load(self, film: Film, name: str) -> bytes:
        shown = film._replace(width=_TINY, height=_TINY) if self._tiny else film
        shape = json.dumps(shown._asdict(), sort_keys=True)
        digest = hashlib.sha256(f"{_CACHE_VERSION}|{shape}".encode()).hexdigest()[:32]
        folder = self._folder()
        target = folder / (f"{digest}.mp4" if name == FILM else f"{digest}.{name}")
        if not target.exists():
            folder.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f"{target.name}.{threading.get_ident()}.part")
            try:
                self._encode(shape, draft, name)
                draft.replace(target)  # atomic: other processes share the cache
            finally:
                draft.unlink(missing_ok=True)
        return target.read_bytes()

    def _encode(self, shape: str, draft: Path, name: str) -> None:
        made_by = ["encoder", shape, str(draft)] if name == FILM else ["stills", shape, str(draft), name]
        command = [sys.executable, "-m", f"vidlect_mock.{made_by[0]}", *made_by[1:]]
        encoding = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603 # our own modules
        self._encoding = encoding
        _, errors = encoding.communicate()
        self._encoding = None
        if encoding.returncode != 0:
            raise RuntimeError(f"the encoder failed: {errors.decode(errors='replace')[-500:]}")

    def _folder(self) -> Path:
        if self._cache is None:
            from platformdirs import user_cache_path  # noqa: PLC0415 # only a server that makes films needs it

            self._cache = user_cache_path("vidlect") / "media"
        return self._cache


def _marked(encoded: bytes, task_id: str) -> bytes:
    """The file with the task's id in its place."""
    start = encoded.find(_MARK_START)
    if start < 0:
        raise ValueError("an encoded file has no place for a task id")
    place = start + len(_MARK_START)
    end = place + _MARK_LENGTH
    name = task_id.encode("ascii", "replace")[:_MARK_LENGTH].ljust(_MARK_LENGTH, b"_")
    chunk = start - len(_PNG_COMMENT)
    if encoded[chunk:start] != _PNG_COMMENT:
        return encoded[:place] + name + encoded[end:]
    checksum = pack(">I", zlib.crc32(encoded[chunk:place] + name))
    return encoded[:place] + name + checksum + encoded[end + len(checksum) :]


def mask(number: int) -> bytes:
    """A PNG mask: one white square on black, its place and size by number (1 is the largest)."""
    half = max(2, _MASK_SIZE // 2 - 6 * number)
    low, high = _MASK_SIZE // 2 - half, _MASK_SIZE // 2 + half
    blank = bytes(_MASK_SIZE)
    filled = bytes(low) + b"\xff" * (high - low) + bytes(_MASK_SIZE - high)
    rows = b"".join(b"\0" + (filled if low <= row < high else blank) for row in range(_MASK_SIZE))
    header = pack(">IIBBBBB", _MASK_SIZE, _MASK_SIZE, 8, 0, 0, 0, 0)  # 8-bit grey, not interlaced
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )

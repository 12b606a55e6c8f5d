"""The journal: what every client sent, what it was answered, and why.

Here live the entries, bounded in number and bytes, and their JSON. Never: a credential in what is shown
(`redaction`).

Writing is on the hot path, reading is not: an entry is what was at hand, and rendered when somebody asks.
"""

from __future__ import annotations

import base64
from collections import deque
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple, TypeAlias
from urllib.parse import parse_qsl

from . import redaction
from .interface import Refusal
from .message import Answer, JsonObject, JsonValue, Received
from .trouble import Fault, fault_to_json

MOST_ENTRIES = 20_000
MOST_BYTES = 64 * 1024 * 1024
LARGEST_BODY = 1024 * 1024
"""Bytes of a body that are kept: room for a test's base64 picture. The rest is cut, its size is told."""

_OVERHEAD = 600  # bytes of an entry's own objects, by sys.getsizeof on CPython 3.11

Head: TypeAlias = tuple[int, float, str, str | None, str | None, str | None, str | None]
"""Number, time, vendor, session, operation, case, task id."""

_Headers: TypeAlias = tuple[tuple[bytes, bytes], ...]
_Raw: TypeAlias = tuple[
    Head,
    tuple[str, bytes, bytes, bytes, bytes, str],
    tuple[int, _Headers, bytes],
    Refusal | None,
    Fault | None,
    tuple[str, ...],
    tuple[int, int, int],
]
"""An entry as it is kept: plain tuples of atoms, which the garbage collector soon leaves alone (of named
ones it would look at every one again). Head, request (its headers packed), response, refusal, fault,
remarks; then its cost and the size of both bodies before any cut."""

_FILTERS = {"vendor": 2, "session": 3, "operation": 4, "case": 5, "task_id": 6}
"""Filter → its place in the head."""


class Entry(NamedTuple):
    """One exchange. `at`: Unix seconds by the wall clock; sizes: of the bodies before any cut."""

    number: int
    at: float
    vendor: str
    session: str | None
    operation: str | None
    case: str | None
    task_id: str | None
    received: Received
    answer: Answer
    refusal: Refusal | None
    fault: Fault | None
    remarks: tuple[str, ...]
    request_bytes: int
    response_bytes: int

    def __repr__(self) -> str:
        """Without what was received: that holds credentials."""
        return f"Entry({self.number}, {self.vendor!r}, {self.operation!r}, {self.answer.status})"


class Journal:
    """The newest entries; the oldest goes when there are too many, or too many bytes."""

    def __init__(self, most_entries: int = MOST_ENTRIES, most_bytes: int = MOST_BYTES) -> None:
        self._most_entries = most_entries
        self._most_bytes = most_bytes
        self._entries: deque[_Raw] = deque()
        self._bytes = 0
        self.dropped = 0
        """How many entries went for want of room, or by a reset."""

    def write(  # noqa: PLR0913, PLR0917 # on the hot path: no object is made only to be taken apart
        self,
        head: Head,
        received: Received,
        answer: Answer,
        refusal: Refusal | None = None,
        fault: Fault | None = None,
        remarks: tuple[str, ...] = (),
    ) -> None:
        """Keep an entry; numbers only rise. Bodies should hold no more memory than they need."""
        method, path, query, headers, body, scheme = received
        status, answer_headers, answer_body = answer
        sizes = len(body), len(answer_body)
        if max(sizes) > LARGEST_BODY:
            body, answer_body = body[:LARGEST_BODY], answer_body[:LARGEST_BODY]
        packed = _packed(headers)
        cost = _OVERHEAD + len(query) + len(path) + len(packed) + len(body) + len(answer_body)
        self._entries.append(
            (
                head,
                (method, path, query, packed, body, scheme),
                (status, answer_headers, answer_body),
                refusal,
                fault,
                remarks,
                (cost, *sizes),
            )
        )
        self._bytes += cost
        while len(self._entries) > self._most_entries or self._bytes > self._most_bytes:
            self._bytes -= self._entries.popleft()[-1][0]
            self.dropped += 1

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def size(self) -> int:
        """Bytes, about."""
        return self._bytes

    @property
    def last(self) -> int:
        """The newest entry's number; 0 if there is none."""
        return self._entries[-1][0][0] if self._entries else 0

    def clear(self, session: str | None = None) -> None:
        """Drop the entries of a session, or all of them."""
        kept = [raw for raw in self._entries if session not in {None, raw[0][_FILTERS["session"]]}]
        self.dropped += len(self._entries) - len(kept)
        self._entries = deque(kept)
        self._bytes = sum(raw[-1][0] for raw in kept)

    def find(self, *, after: int = 0, limit: int | None = None, **filters: str | None) -> list[Entry]:
        """The entries that fit every filter given, the oldest first; those numbered above `after`.

        Filters are `vendor`, `session`, `operation`, `case` and `task_id`; None lets everything through.

        Raises:
            KeyError: there is no such filter.
        """
        wanted = [(_FILTERS[name], value) for name, value in filters.items() if value is not None]
        found: list[Entry] = []
        for raw in self._since(after):
            if all(raw[0][place] == value for place, value in wanted):
                found.append(_entry(raw))
                if len(found) == limit:
                    break
        return found

    def _since(self, after: int) -> Iterator[_Raw]:
        """The entries numbered above `after`: walked back to from the newest, for that is what is asked."""
        newer: list[_Raw] = []
        for raw in reversed(self._entries):
            if raw[0][0] <= after:
                break
            newer.append(raw)
        return reversed(newer)


def _packed(headers: _Headers | list[tuple[bytes, bytes]]) -> bytes:
    """Names and values, one a line: one object instead of three a header, which the next request reuses.

    Measured: 12 µs of a poll's 125. HTTP allows no line feed in either; a caller in process might.
    """
    packed = b"\n".join(chain.from_iterable(headers))
    if packed.count(b"\n") < 2 * len(headers):
        return packed
    return b"\n".join(part.replace(b"\n", b" ") for part in chain.from_iterable(headers))


def _unpacked(packed: bytes) -> _Headers:
    parts = packed.split(b"\n")
    return tuple(zip(parts[::2], parts[1::2], strict=False))  # no header at all is one part


def _entry(raw: _Raw) -> Entry:
    head, (method, path, query, packed, body, scheme), response, refusal, fault, remarks, (_, *sizes) = raw
    received = Received(method, path, query, _unpacked(packed), body, scheme)
    return Entry(*head, received, Answer(*response), refusal, fault, remarks, *sizes)


def entry_to_json(entry: Entry) -> JsonObject:
    """An entry as the control API shows it, without credentials."""
    received, answer = entry.received, entry.answer
    pairs = parse_qsl(received.query.decode("latin-1"), keep_blank_values=True, encoding="utf-8")
    secrets = redaction.secrets(received, pairs)
    return {
        "number": entry.number,
        "at": entry.at,
        "vendor": entry.vendor,
        "session": entry.session,
        "operation": entry.operation,
        "case": entry.case,
        "task_id": entry.task_id,
        "request": {
            "method": received.method,
            "path": received.path.decode("latin-1"),
            "query": [[name, redaction.query(name, value)] for name, value in pairs],
            "headers": _headers(received.headers),
            "body": _body(received.body, entry.request_bytes),
            "body_bytes": entry.request_bytes,
        },
        "response": {
            "status": answer.status,
            "headers": _headers(answer.headers),
            "body": _body(answer.body, entry.response_bytes),
        },
        "refusal": None if entry.refusal is None else _refusal(entry.refusal, secrets),
        "fault": None if entry.fault is None else fault_to_json(entry.fault),
        "remarks": [redaction.scrubbed(remark, secrets) for remark in entry.remarks],
    }


def _headers(headers: tuple[tuple[bytes, bytes], ...] | list[tuple[bytes, bytes]]) -> list[JsonValue]:
    decoded = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
    return [[name, redaction.header(name, value)] for name, value in decoded]


def _body(body: bytes, size: int) -> JsonValue:
    """Text where it is text, else base64; what was cut off is said at the end of text."""
    cut = size > len(body)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        if not cut or error.start < len(body) - 3:  # a cut may split a character of up to four bytes
            return {"base64": base64.b64encode(body).decode()}
        text = body[: error.start].decode("utf-8")
    text = redaction.body(text)
    return f"{text}…[cut; {size} bytes in all]" if cut else text


def _refusal(refusal: Refusal, secrets: list[str]) -> JsonObject:
    def shown(text: str | None) -> JsonValue:
        return None if text is None else redaction.scrubbed(text, secrets)

    return {
        "stage": refusal.stage,
        "code": refusal.code,
        "expected": shown(refusal.expected),
        "received": shown(refusal.received),
        "hint": shown(refusal.hint),
    }

"""What a refusal says besides a vendor's own words: its HTTP status, how long to wait, a text for people.

Here lives what the refusals of all vendors have in common. Never: a vendor's code, or its envelope.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .failure import ErrorKind, VendorFailure
from .message import HttpReply, JsonValue

_SECONDS: Final = re.compile(r"[0-9]{1,9}")
"""A number that no reader can choke on."""

_KINDS: Final[Mapping[int, ErrorKind]] = MappingProxyType(
    {
        401: ErrorKind.VENDOR_CREDENTIALS,
        403: ErrorKind.VENDOR_CREDENTIALS,
        408: ErrorKind.VENDOR_TIMEOUT,
        429: ErrorKind.RATE_LIMITED,
        503: ErrorKind.VENDOR_UNAVAILABLE,
        504: ErrorKind.VENDOR_TIMEOUT,
    }
)


def kind_of_status(status: int, otherwise: ErrorKind = ErrorKind.VENDOR_ERROR) -> ErrorKind:
    """The kind of an HTTP error without a vendor's word: a page of some machine in between."""
    return _KINDS.get(status, otherwise)


def by_status(
    reply: HttpReply, *, kind: ErrorKind | None = None, request_id: str | None = None
) -> VendorFailure:
    """A refusal of which nothing but the HTTP status is known; `kind` where the vendor's own differs."""
    return VendorFailure(
        kind=kind or kind_of_status(reply.status),
        vendor_code=f"HTTP {reply.status}",
        message=f"the vendor answered HTTP {reply.status} without saying why",
        request_id=request_id,
        retry_after=retry_after(reply),
    )


def retry_after(reply: HttpReply, header: str = "Retry-After") -> int | None:
    """Seconds to wait, or whatever another header counts; a date is left unread, since there is no clock here."""
    text = (reply.header(header) or "").strip()
    return int(text) if _SECONDS.fullmatch(text) else None


def human(message: JsonValue, otherwise: str) -> str:
    """The vendor's text for people; never a body pasted into it."""
    text = message.strip() if isinstance(message, str) else ""
    return otherwise if not text or text[0] in "{[" or '{"' in text or '{\\"' in text else text


def text_or_none(value: JsonValue) -> str | None:
    """A text that says something, or None for anything else."""
    return value if isinstance(value, str) and value.strip() else None

"""How a file is answered: whole, in part, only its headers, or not again (RFC 9110 sections 13 and 14).

Here lives the reading of `Range` and of the conditions on it. Never: where files come from.
"""

from __future__ import annotations

import re

from .message import Answer, Received

_RANGE = re.compile(rb"\Abytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*\Z", re.IGNORECASE)


class Unsatisfiable(Exception):
    """The range begins after the file's end."""


def span(header: bytes | None, length: int) -> tuple[int, int] | None:
    """First and last-but-one position that a `Range` header asks of `length` bytes; None: all of them.

    Several ranges, another unit and anything unreadable ask for all, as RFC 9110 section 14.2 allows.

    Raises:
        Unsatisfiable: no byte of the file is in the range.
    """
    found = _RANGE.match(header) if header is not None else None
    if found is None or found[1] == found[2] == b"":
        return None
    if not found[1]:
        start, stop = max(0, length - int(found[2])), length
    else:
        start = int(found[1])
        stop = min(int(found[2]) + 1, length) if found[2] else length
        if found[2] and int(found[2]) < start:
            return None
    if start >= length:
        raise Unsatisfiable
    return start, stop


def file_reply(received: Received, content: bytes, media_type: bytes, tag: bytes) -> Answer:
    """The answer to GET or HEAD of a file; `tag` is its strong entity tag without quotes.

    A HEAD's answer carries the body too: who sends it leaves that out and keeps its length.
    """
    tag = b'"' + tag + b'"'
    headers = ((b"content-type", media_type), (b"accept-ranges", b"bytes"), (b"etag", tag))
    if received.method not in {"GET", "HEAD"}:
        return Answer(
            405, ((b"content-type", b"text/plain"), (b"allow", b"GET, HEAD")), b"Method Not Allowed\n"
        )
    known = received.header(b"if-none-match")
    if known is not None and (known.strip() == b"*" or tag in {one.strip() for one in known.split(b",")}):
        return Answer(304, headers[1:], b"")
    condition = received.header(b"if-range")
    asked = received.header(b"range") if condition is None or condition.strip() == tag else None
    try:
        part = span(asked, len(content)) if received.method == "GET" else None
    except Unsatisfiable:
        nothing = (b"content-range", b"bytes */%d" % len(content))
        return Answer(
            416, (*headers[1:], nothing, (b"content-type", b"text/plain")), b"Range Not Satisfiable\n"
        )
    if part is None:
        return Answer(200, headers, content)
    start, stop = part
    shown = (b"content-range", b"bytes %d-%d/%d" % (start, stop - 1, len(content)))
    return Answer(206, (*headers, shown), content[start:stop])

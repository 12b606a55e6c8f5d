"""Judges the content route: the vendor's bytes, to the right client, with true headers.

Here live the rules about the film's delivery. Never: what is in the film.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vidlect_contract.case import Case, texts
from vidlect_contract.observation import Exchange, Observation
from vidlect_contract.verdict import Code, Finding

from .dialects import Dialects
from .replies import answered, error_reply, finding

PART = 100
"""Bytes that a Range request of ours asks for, from the film's start."""


def content(
    case: Case, observation: Observation, dialects: Dialects, *, must_be_tried: bool
) -> list[Finding]:
    """Everything that the case tries on the content route; not tried where the task never came so far."""
    found: list[Finding] = []
    for name in texts(case.expect.get("content")):
        exchanges = observation.exchanges(f"content/{name}")
        if not exchanges and must_be_tried:
            found.append(finding(Code.HARNESS, "the content route tried", "not tried", f"content/{name}"))
        for exchange in exchanges:
            found += answered(exchange) or CHECKS[name](exchange, observation, dialects)
    return found


def _whole(exchange: Exchange, observation: Observation, dialects: Dialects) -> list[Finding]:
    del dialects
    refused = _given(exchange, frozenset({200}))
    if refused or exchange.reply is None:
        return refused
    film, seen = observation.film, exchange.digest
    if film is None or seen is None:
        return [finding(Code.HARNESS, "the vendor's film to compare with", "none", exchange.step)]
    found: list[Finding] = []
    if seen != film:
        found.append(
            finding(
                Code.CONTENT_MISMATCH,
                f"the vendor's {film.length} bytes",
                f"{seen.length} others",
                exchange.step,
            )
        )
    kind = exchange.reply.header("content-type") or ""
    if not kind.startswith("video/"):
        found.append(finding(Code.CONTENT_HEADERS, "Content-Type video/…", kind or "none", exchange.step))
    length = exchange.reply.header("content-length")
    if length != str(seen.length):
        found.append(
            finding(Code.CONTENT_HEADERS, f"Content-Length {seen.length}", str(length), exchange.step)
        )
    return found


def _range(exchange: Exchange, observation: Observation, dialects: Dialects) -> list[Finding]:
    del dialects
    refused = _given(exchange, frozenset({200, 206}))
    film, part, reply = observation.film, observation.film_part, exchange.reply
    if refused or reply is None:
        return refused
    if film is None or part is None:
        return [finding(Code.HARNESS, "the vendor's film to compare with", "none", exchange.step)]
    if reply.status == 200:
        if exchange.digest == film and reply.header("accept-ranges") in {None, "none"}:
            return []  # the whole, from a gateway that does not say that it has parts
        wanted = "206 with the part that was asked for, or 200 with the whole and no Accept-Ranges"
        return [finding(Code.HTTP_STATUS, wanted, "200", exchange.step)]
    found: list[Finding] = []
    if exchange.digest != part:
        found.append(
            finding(Code.CONTENT_MISMATCH, f"the first {part.length} bytes", "others", exchange.step)
        )
    wanted = f"bytes 0-{part.length - 1}/{film.length}"
    if reply.header("content-range") != wanted:
        said = str(reply.header("content-range"))
        found.append(finding(Code.CONTENT_HEADERS, f"Content-Range {wanted}", said, exchange.step))
    return found


def _head(exchange: Exchange, observation: Observation, dialects: Dialects) -> list[Finding]:
    del dialects
    refused = _given(exchange, frozenset({200}))
    if refused or exchange.reply is None:
        return refused
    film = observation.film
    found: list[Finding] = []
    if exchange.digest is not None and exchange.digest.length:
        found.append(
            finding(Code.CONTENT_MISMATCH, "no body", f"{exchange.digest.length} bytes", exchange.step)
        )
    length = exchange.reply.header("content-length")
    if film is not None and length != str(film.length):
        found.append(
            finding(Code.CONTENT_HEADERS, f"Content-Length {film.length}", str(length), exchange.step)
        )
    return found


def _no_key(exchange: Exchange, observation: Observation, dialects: Dialects) -> list[Finding]:
    del observation
    return _closed(exchange, frozenset({401}), dialects)


def _other_key(exchange: Exchange, observation: Observation, dialects: Dialects) -> list[Finding]:
    del observation
    return _closed(exchange, frozenset({403, 404}), dialects)


def _refused(exchange: Exchange, observation: Observation, dialects: Dialects) -> list[Finding]:
    del observation
    reply = exchange.reply
    if reply is None:
        return []
    if reply.status < 400:
        return [
            finding(
                Code.CONTENT_MISMATCH, "no film of a task that has none", str(reply.status), exchange.step
            )
        ]
    if reply.status >= 500:
        return [finding(Code.SERVER_ERROR, "a 4xx", str(reply.status), exchange.step)]
    return [] if _needs_no_route(exchange, dialects) else error_reply(exchange, dialects)[0]


def _needs_no_route(exchange: Exchange, dialects: Dialects) -> bool:
    """Whether the dialect itself shows films by link alone, whatever its lineage serves besides."""
    return not dialects.document.promises(exchange.call.method, exchange.call.path)


def _given(exchange: Exchange, wanted: frozenset[int]) -> list[Finding]:
    status = exchange.reply.status if exchange.reply else 0
    if status in wanted:
        return []
    return [finding(Code.CONTENT_REFUSED, " or ".join(map(str, sorted(wanted))), str(status), exchange.step)]


def _closed(exchange: Exchange, wanted: frozenset[int], dialects: Dialects) -> list[Finding]:
    status = exchange.reply.status if exchange.reply else 0
    if status == 404 and _needs_no_route(exchange, dialects):
        return []
    said = " or ".join(map(str, sorted(wanted)))
    if status < 400:
        return [finding(Code.CONTENT_OPEN, said, str(status), exchange.step)]
    if status not in wanted:
        return [finding(Code.HTTP_STATUS, said, str(status), exchange.step)]
    return error_reply(exchange, dialects)[0]


CHECKS: Mapping[str, Callable[[Exchange, Observation, Dialects], list[Finding]]] = {
    "whole": _whole,
    "route": _whole,
    "range": _range,
    "head": _head,
    "no-key": _no_key,
    "other-key": _other_key,
    "refused": _refused,
}

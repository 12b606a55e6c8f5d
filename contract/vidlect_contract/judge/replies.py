"""Judges single replies of the gateway: status, envelope, schema, secrets.

Here live the rules that hold for any one reply. Never: a rule about their order, about the vendor's side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vidlect_adapters.errors import TranslationError, UnknownWord
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpReply, JsonObject, JsonValue
from vidlect_contract.case import Case, as_object
from vidlect_contract.comparing import ABSENT, Mismatch, Seen, compare, show
from vidlect_contract.observation import Exchange, Observation, read_json
from vidlect_contract.verdict import Code, Finding

from .dialects import ID_MEMBERS, Dialects, film_link, id_members, read_error, shown, state_of_word, task_in

_TRACES_OF_SECRETS = re.compile(
    rb"HMAC-SHA256 Credential=|[?&;]?\bX-?(?:Amz-)?Signature=|Traceback \(most recent"
)
"""What no client may see, whatever the keys are: signed headers, signed links' signatures, tracebacks."""


def ours_are_valid(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    """Our own requests against the surface's document, unless the case breaks it on purpose."""
    if case.deliberate:
        return []
    return [
        Finding(
            code=Code.REQUEST_INVALID,
            expected="a request of ours that fits openapi/surfaces",
            seen=f"{violation.pointer or '/'}: {violation.text}",
            where=exchange.step,
        )
        for exchange in observation.northbound
        for violation in dialects.document.request_violations(exchange.call)
    ]


def answered(exchange: Exchange) -> list[Finding]:
    """A finding where there was no answer."""
    if exchange.reply is not None:
        return []
    return [finding(Code.NO_ANSWER, "an answer", exchange.trouble or "none", exchange.step)]


def leaks(observation: Observation, dialects: Dialects) -> list[Finding]:
    """Secrets that any reply shows, without repeating them."""
    secrets = [secret.encode() for secret in dialects.secrets if secret]
    found: list[Finding] = []
    for exchange in observation.northbound:
        if exchange.reply is None:
            continue
        headers = "\n".join(f"{name}: {value}" for name, value in exchange.reply.headers).encode()
        shown = exchange.reply.body + b"\n" + headers
        if any(secret in shown for secret in secrets) or _TRACES_OF_SECRETS.search(
            _without_film_link(shown, exchange, dialects)
        ):
            found.append(
                finding(Code.SECRET_LEAKED, "no key, signature or traceback in a reply", "one", exchange.step)
            )
    return found


def _without_film_link(shown: bytes, exchange: Exchange, dialects: Dialects) -> bytes:
    """What a reply shows but for the film's address: that one opens without a key, so it may be signed however it is."""
    reply = exchange.reply
    link = film_link(reply, dialects) if reply is not None and exchange.step == "query" else None
    return shown.replace(link.encode(), b"") if link else shown


def finding(code: Code, expected: str, seen: str, where: str) -> Finding:
    """A finding."""
    return Finding(code=code, expected=expected, seen=seen, where=where)


def mismatches(code: Code, found: Sequence[Mismatch], where: str) -> list[Finding]:
    """Differences as findings of one code."""
    return [finding(code, one.expected, one.seen, f"{where} {one.pointer}") for one in found]


def success_body(exchange: Exchange, dialects: Dialects, *, first: bool) -> list[Finding]:
    """The body of a create (`first`) or query that went well: types, and the surface's document."""
    reply = exchange.reply
    if reply is None:
        return []
    try:
        body = read_json(reply.body)
    except ValueError:
        return [finding(Code.MALFORMED_REPLY, "a JSON body", _start(reply.body), exchange.step)]
    obj = shown(as_object(body), dialects)
    found: list[Finding] = []
    for name in id_members(obj) or ID_MEMBERS[: int(first)]:
        if not isinstance(obj.get(name), str):
            said = show(obj.get(name))
            found.append(finding(Code.ID_NOT_STRING, f"{name} as a text", said, f"{exchange.step} /{name}"))
    created_at = obj.get("created_at")
    if "created_at" in obj and (not isinstance(created_at, int) or isinstance(created_at, bool)):
        found.append(
            finding(
                Code.CREATED_AT_TYPE, "whole Unix seconds", show(created_at), f"{exchange.step} /created_at"
            )
        )
    if first:
        found += _first_word(exchange, reply, dialects)
    # status words are judged by the reader, which knows the profile and the target's own words
    named = {one.where.rpartition(" ")[2] for one in found}
    found += [
        finding(
            Code.REPLY_SCHEMA, "the surface's document", one.text, f"{exchange.step} {one.pointer or '/'}"
        )
        for one in dialects.document.reply_violations(exchange.call, reply.status, body)
        if one.pointer not in named and not one.pointer.endswith("/status")
    ]
    return found


def _first_word(exchange: Exchange, reply: HttpReply, dialects: Dialects) -> list[Finding]:
    """The status word of a create's reply; what else is wrong with it has its own findings."""
    try:
        dialects.surface.decode_created(reply, dialects.surface_profile)
    except UnknownWord as error:
        if str(error.value) not in dialects.extra_words:
            return [finding(Code.UNKNOWN_WORD, error.message, show(error.value), f"{exchange.step} /status")]
    except TranslationError:
        pass
    return []


def error_reply(exchange: Exchange, dialects: Dialects) -> tuple[list[Finding], VendorFailure | None]:
    """A refusal: in the dialect's envelope, by the document, with a reason that is a text."""
    reply = exchange.reply
    if reply is None:
        return answered(exchange), None
    failure = read_error(reply, dialects)
    if isinstance(failure, TranslationError):
        return [
            finding(
                Code.ERROR_ENVELOPE,
                f"the dialect's error envelope ({failure.message})",
                _start(reply.body),
                exchange.step,
            )
        ], None
    found = [
        finding(
            Code.ERROR_ENVELOPE, "the surface's document", one.text, f"{exchange.step} {one.pointer or '/'}"
        )
        for one in dialects.document.reply_violations(exchange.call, reply.status, read_json(reply.body))
    ]
    return found + reason_is_text(failure, exchange.step), failure


def reason_is_text(failure: VendorFailure, where: str) -> list[Finding]:
    """A reason for people: not the vendor's JSON pasted in."""
    message = failure.message.strip()
    if '{"' in message or (message[:1] in "{[" and message[-1:] in "}]"):
        return [finding(Code.RAW_VENDOR_REPLY, "a text for people", show(failure.message), where)]
    return []


def reason_survives(
    failure: VendorFailure | None, said: Sequence[str], kinds: Sequence[str], where: str
) -> list[Finding]:
    """The vendor's code and text (`said`) reach the client, and the error reads as one of `kinds`."""
    if failure is None:
        return []
    shown = f"{failure.vendor_code}\n{failure.message}"
    found = [
        finding(Code.REASON_LOST, f"{text!r} in the error's code or message", show(shown), where)
        for text in said
        if text not in shown
    ]
    if kinds and failure.kind.word not in kinds:
        found.append(finding(Code.FAILURE_KIND, " or ".join(kinds), failure.kind.word, where))
    return found


def names_field(exchange: Exchange, fields: Sequence[str]) -> list[Finding]:
    """The refusal says which field is meant: in `param` or in the message."""
    if not fields or exchange.reply is None:
        return []
    try:
        body = as_object(read_json(exchange.reply.body))
    except ValueError:
        return []
    # nested in most dialects, flat in some
    error = as_object(body.get("error")) or body
    said = f"{error.get('param') or ''}\n{error.get('message') or ''}"
    if any(name in said for name in fields):
        return []
    return [finding(Code.FIELD_NOT_NAMED, " or ".join(fields), show(said.strip()), exchange.step)]


def as_expected(
    exchange: Exchange, expected: JsonObject, dialects: Dialects, default: JsonValue
) -> list[Finding]:
    """A reply against a `replyExpectation`; `default` is what is expected of the status if it says nothing."""
    reply = exchange.reply
    if reply is None:
        return answered(exchange)
    wanted = expected.get("status", default)
    found = status_is(exchange, wanted)
    # a refusal has no member of a success, nor the other way round: the status says it all
    if "body" in expected and (reply.status < 300) is not _refusal_is_wanted(wanted):
        seen_body = _in_the_dialects_words(_body(reply), expected["body"], exchange, dialects)
        found += mismatches(Code.REPLY_DIFFERS, compare(expected["body"], seen_body), exchange.step)
    for name, wanted in as_object(expected.get("headers")).items():
        value = reply.header(name)
        seen: Seen = ABSENT if value is None else value
        found += mismatches(Code.HEADER_DIFFERS, compare(wanted, seen, f"/{name}"), f"{exchange.step} header")
    if expected.get("envelope") is True and reply.status >= 400:
        found += error_reply(exchange, dialects)[0]
    return found


def _in_the_dialects_words(seen: Seen, expected: JsonValue, exchange: Exchange, dialects: Dialects) -> Seen:
    """The body with a status word that the target declares as the expected one, where both mean one state."""
    said, wanted = (
        task_in(seen, dialects).get("status") if isinstance(seen, dict) else None,
        task_in(as_object(expected), dialects).get("status"),
    )
    if exchange.reply is None or not isinstance(seen, dict) or not isinstance(wanted, str):
        return seen
    if not isinstance(said, str) or said not in dialects.extra_words:
        return seen
    if state_of_word(wanted, exchange.reply, dialects) != dialects.extra_words[said]:
        return seen
    told = as_object(read_json(exchange.reply.body))
    task_in(told, dialects)["status"] = wanted
    return told


def _refusal_is_wanted(wanted: JsonValue) -> bool:
    return all(compare(wanted, good) for good in (200, 201, 202))


def status_is(exchange: Exchange, wanted: JsonValue) -> list[Finding]:
    """The HTTP status, and what a wrong one means: accepted, or our mistake called the server's."""
    if exchange.reply is None:
        return answered(exchange)
    status = exchange.reply.status
    different = compare(wanted, status)
    if not different:
        return []
    if status < 300 and _refusal_is_wanted(wanted):
        code = Code.ACCEPTED_INVALID
    elif status >= 500:
        code = Code.SERVER_ERROR
    else:
        code = Code.HTTP_STATUS
    return [
        finding(
            code, f"status {different[0].expected}", f"{status} {_start(exchange.reply.body)}", exchange.step
        )
    ]


def _body(reply: HttpReply) -> Seen:
    try:
        return read_json(reply.body)
    except ValueError:
        return ABSENT


def _start(body: bytes) -> str:
    return show(body[:200].decode("utf-8", "replace"))

"""Judges a task's life as the client saw it, and the polls behind it.

Here live the rules about order: states, progress, constant members, polls after the end. Never: a rule
about one reply alone.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise

from vidlect_adapters.canonical import Failed, Succeeded, TaskRef
from vidlect_adapters.errors import TranslationError, UnknownWord
from vidlect_adapters.message import JsonObject
from vidlect_contract.case import Case, as_object, texts
from vidlect_contract.comparing import compare, show
from vidlect_contract.observation import Exchange, Observation
from vidlect_contract.verdict import Code, Finding

from .dialects import ID_MEMBERS, TERMINAL, Dialects, Read, read_query, shown
from .replies import answered, error_reply, finding, mismatches, reason_is_text, reason_survives, success_body

RANK = {"queued": 0, "running": 1, "succeeded": 2, "failed": 2}

MEND = frozenset({408, 425, 429})
"""Statuses below 500 by which a gateway may say: not now, ask again."""

GRACE = 1
"""Polls that may be in flight while the terminal reply arrives."""


def states(observation: Observation, dialects: Dialects) -> list[tuple[Exchange, Read]]:
    """What each answered query said."""
    return [
        (one, read_query(one.reply, dialects))
        for one in observation.exchanges("query")
        if one.reply is not None
    ]


def life(  # noqa: PLR0913 # what is known of the task whose life it is
    case: Case,
    observation: Observation,
    dialects: Dialects,
    wanted: str,
    *,
    scripted: bool = False,
    ordered: bool = True,
) -> list[Finding]:
    """All queries of a task that was created: each reply, their order, and the end.

    `scripted`: one poll was answered by the case, the others by the mock. What the two say of progress and
    time is not of one task, and a gateway that keeps no record repeats both. `ordered`: nor is the state where
    the scripted word may be read or not.
    """
    found: list[Finding] = []
    seen = states(observation, dialects)
    for one in observation.exchanges("query"):
        found += answered(one)
    for exchange, read in seen:
        found += _one_reply(exchange, read, dialects)
    if ordered:
        found += _order([read.state for _, read in seen if read.state])
    told = [(shown(_object(exchange), dialects), read) for exchange, read in seen if read.state]
    found += _progress(told, of_one_task=not scripted)
    found += _constant(observation, dialects, CONSTANT_IDS if scripted else CONSTANT)
    found += _ending(case, observation, seen, wanted)
    return found


def _one_reply(exchange: Exchange, read: Read, dialects: Dialects) -> list[Finding]:
    if isinstance(read.broken, UnknownWord):
        return [
            finding(
                Code.UNKNOWN_WORD, "a status word of the dialect", show(read.broken.value), "query /status"
            )
        ]
    if read.broken is not None:
        start = "/" + read.broken.pointer.removeprefix("/data").strip("/").partition("/")[0]
        code = {
            "/error": Code.MISSING_REASON,
            "/fail_reason": Code.MISSING_REASON,
            **{f"/{name}": Code.ID_NOT_STRING for name in ID_MEMBERS},
            "/progress": Code.PROGRESS_RANGE,
        }.get(start, Code.MALFORMED_REPLY)
        return [
            finding(code, read.broken.message, show(_object(exchange)), f"query {read.broken.pointer or '/'}")
        ]
    if read.state is None:
        status = exchange.reply.status if exchange.reply else 0
        if status >= 500 or status in MEND:
            return error_reply(exchange, dialects)[0]
        return [
            finding(
                Code.HTTP_STATUS, "an answer about the task", f"{status} {show(_object(exchange))}", "query"
            )
        ]
    found = success_body(exchange, dialects, first=False)
    if read.state == "failed":
        if read.failure is None or not read.failure.message.strip() or not read.failure.vendor_code.strip():
            found.append(
                finding(Code.MISSING_REASON, "a code and a message", show(_object(exchange)), "query /error")
            )
        else:
            found += reason_is_text(read.failure, "query /error/message")
    return found


def _order(seen: list[str]) -> list[Finding]:
    for before, after in pairwise(seen):
        if RANK[after] < RANK[before] or (before in TERMINAL and after != before):
            return [finding(Code.STATE_WENT_BACK, f"{before}, or what follows it", after, "query /status")]
    return []


def _progress(seen: list[tuple[JsonObject, Read]], *, of_one_task: bool) -> list[Finding]:
    highest = 0
    for task, read in seen:
        progress = task.get("progress")
        if progress is None:
            continue
        if not isinstance(progress, int) or isinstance(progress, bool) or not 0 <= progress <= 100:
            return [
                finding(Code.PROGRESS_RANGE, "an integer from 0 to 100", show(progress), "query /progress")
            ]
        if read.state in {"queued", "running"} and progress == 100:
            return [finding(Code.PROGRESS_RANGE, "below 100 while unfinished", "100", "query /progress")]
        if read.state == "succeeded" and progress != 100:
            return [finding(Code.PROGRESS_RANGE, "100 with success", show(progress), "query /progress")]
        if progress < highest and read.state != "failed" and of_one_task:
            return [finding(Code.PROGRESS_FELL, f"at least {highest}", show(progress), "query /progress")]
        highest = max(highest, progress)
    return []


CONSTANT_IDS = tuple((name, Code.ID_CHANGED) for name in ID_MEMBERS)
CONSTANT = (*CONSTANT_IDS, ("created_at", Code.CREATED_AT_CHANGED))
"""Members that no reply changes."""


def _constant(
    observation: Observation, dialects: Dialects, members: tuple[tuple[str, Code], ...]
) -> list[Finding]:
    bodies = [
        shown(_object(one), dialects)
        for one in observation.northbound
        if one.step in {"create", "query"} and one.reply is not None and one.reply.status < 300
    ]
    found: list[Finding] = []
    for name, code in members:
        values = [body[name] for body in bodies if body.get(name) is not None]
        changed = next((value for value in values if value != values[0]), None)
        if changed is not None:
            found.append(finding(code, show(values[0]), show(changed), f"query /{name}"))
    return found


def _ending(
    case: Case, observation: Observation, seen: list[tuple[Exchange, Read]], wanted: str
) -> list[Finding]:
    words = [read.state for _, read in seen if read.state]
    end = next((word for word in words if word in TERMINAL), None)
    shown = " ".join(word for word, _ in groupby(words))
    if wanted == "unfinished":
        return [] if end is None else [finding(Code.FINAL_STATE, "a task that goes on", end, "query /status")]
    if end is None and any(read.broken for _, read in seen):
        return []  # what is wrong with such a reply has been said
    if end is None:
        said = f"after {len(observation.exchanges('query'))} queries: {shown or 'no state'}"
        return [finding(Code.NEVER_ENDED, f"{wanted} in the end", said, "query /status")]
    found: list[Finding] = []
    if end != wanted:
        found.append(finding(Code.FINAL_STATE, wanted, f"{end} ({shown})", "query /status"))
    pattern = case.expect.get("states")
    if isinstance(pattern, str) and not re.fullmatch(pattern, shown):
        found.append(finding(Code.STATE_SEQUENCE, pattern, shown, "query /status"))
    last, read = next((one for one in reversed(seen) if one[1].state), seen[-1])
    if read.state == "failed" == wanted:
        reasons, kinds = texts(case.expect.get("reason")), texts(case.expect.get("failure_kind"))
        found += reason_survives(read.failure, reasons, kinds, "query /error")
    if "last" in case.expect:
        found += mismatches(Code.REPLY_DIFFERS, compare(case.expect["last"], _object(last)), "last query")
    return found


def ended_as(observation: Observation, dialects: Dialects) -> str | None:
    """The first end that a query told, if any did."""
    return next((read.state for _, read in states(observation, dialects) if read.state in TERMINAL), None)


def polls(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    """How often the vendor was asked, and that nobody asks after the end."""
    entries = observation.entries("poll")
    found = mismatches(
        Code.SOUTHBOUND_COUNT,
        compare(case.expect.get("polls", {"$present": True}), len(entries)),
        "southbound polls",
    )
    for index, entry in enumerate(entries):
        ref = TaskRef(task_id=entry.task_id or "unknown")
        try:
            task = dialects.vendor.decode_polled(ref, entry.reply, dialects.vendor_profile)
        except TranslationError:
            continue
        later = len(entries) - index - 1
        asked = sum(one.step != "create" for one in observation.northbound)
        if isinstance(task, Succeeded | Failed):
            if later > GRACE:
                found.append(
                    finding(
                        Code.POLLED_AFTER_END,
                        "no polls of an ended task",
                        f"{later} more ({len(entries)} polls for {asked} requests of the client)",
                        "southbound polls",
                    )
                )
            break
    return found


def _object(exchange: Exchange) -> JsonObject:
    try:
        return as_object(exchange.json_body())
    except ValueError:
        return {}

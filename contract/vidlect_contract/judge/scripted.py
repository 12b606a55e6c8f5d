"""Judges what a gateway makes of one reply of the vendor's that a case scripts.

Here live the kinds `submitted` and `polled`. Never: a reply that the mock gives of itself.
"""

from __future__ import annotations

import json
from urllib.parse import unquote

from vidlect_adapters.failure import ErrorKind
from vidlect_adapters.message import HttpCall, JsonValue
from vidlect_adapters.relay import TRANSIENT_KINDS
from vidlect_contract.case import Case, as_object
from vidlect_contract.comparing import compare
from vidlect_contract.observation import Exchange, Observation
from vidlect_contract.verdict import Code, Finding

from .creation import REFUSED, create_exchange, created, no_task
from .dialects import Dialects
from .meaning import submits
from .replies import answered, error_reply, finding, reason_survives, status_is
from .timeline import ended_as, life, polls


def submitted(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    """The vendor's reply to a submit, served to a gateway: what its client must then be told."""
    exchange = create_exchange(observation)
    if exchange is None:
        return [finding(Code.HARNESS, "a create", "none was sent", "create")]
    found = submits(SEVERAL if _is_plainly_refused(case) else 1, observation)
    task_id = case.expect.get("task_id")
    if isinstance(task_id, str):
        found += created(case, observation, dialects)
        asked = observation.entries("poll")
        if asked and not any(names_task(one.call, task_id) for one in asked):
            found.append(
                finding(Code.ID_CHANGED, f"polls of task {task_id}", "polls of another", "southbound poll")
            )
        return found
    status = exchange.reply.status if exchange.reply else 0
    failure = case.expect_object("failure")
    if 200 <= status < 300 and _unread_word(case):
        # the task is made: a gateway may refuse to guess, or take it for one that waits
        return found + created(case, observation, dialects)
    refused = status_is(exchange, REFUSED)
    found += refused
    if refused or not failure:
        return found + answered(exchange)
    if _plain_kind(case) in CLIENT_MISTAKES and status >= 500:
        found.append(finding(Code.SERVER_ERROR, "a 4xx: it is the client's mistake", str(status), "create"))
    problems, seen = error_reply(exchange, dialects)
    if _plain_kind(case) != HIDDEN:
        words = [failure.get(name) for name in ("vendor_code", "message")]
        said = [word for word in words if isinstance(word, str) and _was_said(word, case)]
        problems += reason_survives(seen, said, (), "create")
    return found + problems


def _unread_word(case: Case) -> bool:
    """Whether the vendor's reply tells the state by a word that nobody documents."""
    return case.expect_object("raises").get("code") == "unknown_word"


def _was_said(word: str, case: Case) -> bool:
    """Whether the vendor's reply has a word: what the adapters call a reply without one, no gateway repeats."""
    body = case.given_object("reply").get("body", "")
    return word in (body if isinstance(body, str) else json.dumps(body, ensure_ascii=False))


def _is_plainly_refused(case: Case) -> bool:
    """Whether the reply leaves no doubt that no task was made: asking again may be idle, but buys no second film."""
    status = case.given_object("reply").get("status")
    return _plain_kind(case) in THROTTLING or (isinstance(status, int) and 400 <= status < 500)


SEVERAL: JsonValue = {"$range": [1, None]}

THROTTLING = frozenset(kind.word for kind in ErrorKind if kind.throttling)
"""Refusals that say: later; some vendors say so with a status of success."""

HIDDEN = "vendor_credentials"
"""The one kind of refusal whose details are the gateway's own business, not its client's."""

CLIENT_MISTAKES = frozenset({"invalid_request", "input_rejected"})
"""Kinds of failure that a client can mend: never a 5xx (RB-50)."""


def polled(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    """The vendor's reply to the first poll, served to a gateway; afterwards the mock goes on to success."""
    beginning = created(case, observation, dialects)
    found = submits(1, observation) + beginning
    if no_task(beginning):
        return found
    state = case.expect_object("task").get("state")
    wanted = str(state) if state in {"succeeded", "failed"} else "succeeded"
    if _plain_kind(case) in FINAL_REFUSALS and ended_as(observation, dialects) == "failed":
        # a poll that is refused for good may end the task with that reason, or leave it going
        wanted = "failed"
    if _tells_of_nothing(case) and (gone := _answered_as_gone(observation)):
        return found + error_reply(gone, dialects)[0]
    found += life(case, observation, dialects, wanted, scripted=True, ordered=not _unread_word(case))
    return found + polls(case, observation, dialects)


def _tells_of_nothing(case: Case) -> bool:
    """Whether the vendor's reply says that the task is not there (any more)."""
    failure = case.expect_object("failure") or as_object(case.expect_object("task").get("failure"))
    return any(not compare(failure.get("kind"), kind) for kind in GONE)


def _answered_as_gone(observation: Observation) -> Exchange | None:
    """The query that was answered as for a task that is not there, if one was."""
    queries = observation.exchanges("query")
    return next((one for one in queries if one.reply and one.reply.status in {404, 410}), None)


GONE = ("not_found", "expired")
"""Kinds of failure that a gateway may hand on as they are: the client asks for what is no more."""

FINAL_REFUSALS = frozenset(kind.word for kind in ErrorKind if kind not in TRANSIENT_KINDS)
"""Refusals of a poll after which asking again does not help."""


def _plain_kind(case: Case) -> str:
    """The kind of failure that a case expects, where it names one; a comparator is for the adapters."""
    kind = case.expect_object("failure").get("kind")
    return kind if isinstance(kind, str) else ""


def names_task(call: HttpCall, task_id: str) -> bool:
    """Whether a call is about a task: its id stands in path, query or body, whole."""
    texts_of_call = [*unquote(call.path).split("/"), *(value for _, value in call.query)]
    return task_id in texts_of_call or task_id.encode() in call.body

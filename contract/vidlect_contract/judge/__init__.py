"""Maps (case, observation) to a verdict.

Here lives one function per kind of case, without I/O. Never: a target's name, a socket, a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import unquote

from vidlect_adapters.failure import ErrorKind
from vidlect_adapters.message import HttpCall, JsonValue
from vidlect_adapters.relay import TRANSIENT_KINDS
from vidlect_contract.case import Case, Kind, as_list, as_object, texts
from vidlect_contract.comparing import BrokenExpectation
from vidlect_contract.observation import Exchange, Observation
from vidlect_contract.verdict import Code, Finding, Status, Verdict, verdict_of

from .dialects import Dialects
from .film import content
from .meaning import refusals, same_meaning, submits, wire
from .replies import (
    answered,
    as_expected,
    error_reply,
    finding,
    leaks,
    names_field,
    ours_are_valid,
    reason_survives,
    status_is,
    success_body,
)
from .timeline import ended_as, life, polls

CREATED: JsonValue = {"$range": [200, 299]}
"""Statuses of an accepted create where a case does not say; the surface's document says which exist."""

REFUSED: JsonValue = {"$range": [400, 599]}


def judge(case: Case, observation: Observation, dialects: Dialects) -> Verdict:
    """The verdict on one case. The case's placeholders are filled in as they were sent."""
    unmet = [
        f"{switch} is {chosen}, not {choice}"
        for switch, choice in case.requires
        if (chosen := _chosen(switch, dialects)) != choice
    ]
    if unmet:
        return Verdict(case_id=case.id, status=Status.NOT_APPLICABLE, note="; ".join(unmet))
    found = [finding(Code.HARNESS, "a working harness", text, "harness") for text in observation.troubles]
    if not found:
        try:
            found = ours_are_valid(case, observation, dialects)
            found += JUDGES[case.kind](case, observation, dialects)
            found += leaks(observation, dialects)
            found += _faults(observation)
        except BrokenExpectation as error:
            found = [finding(Code.CASE_BROKEN, "an expectation that can be meant", str(error), case.id)]
    return verdict_of(case.id, found)


def _chosen(switch: str, dialects: Dialects) -> str | None:
    dialect, _, name = switch.partition(".")
    for profile in (dialects.surface_profile, dialects.vendor_profile):
        if profile.dialect == dialect:
            return profile.switches.get(name)
    return None


def _faults(observation: Observation) -> list[Finding]:
    """Faults that were planned but never served: the case then proves nothing."""
    planned = len(as_list((observation.scenario or {}).get("faults")))
    served = sum(one.fault is not None for one in observation.southbound)
    if served >= planned:
        return []
    return [finding(Code.FAULTS_UNSERVED, f"{planned} faults served", str(served), "southbound")]


def _only(observation: Observation, step: str) -> Exchange | None:
    return next(iter(observation.exchanges(step)), None)


def _created(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    """The reply to a create that must go well, and that the vendor saw it."""
    exchange = _only(observation, "create")
    if exchange is None:
        return [finding(Code.HARNESS, "a create", "none was sent", "create")]
    found = as_expected(exchange, case.expect_object("reply"), dialects, CREATED)
    if exchange.reply is not None and exchange.reply.status < 300:
        if "southbound" not in case.expect:
            found += success_body(exchange, dialects, first=True)
        if not observation.southbound:
            said = f"{exchange.reply.status} without any call of the vendor"
            found.append(finding(Code.UNATTRIBUTABLE, "a call of the vendor", said, "southbound"))
    return found


def _create(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    found = _created(case, observation, dialects)
    if any(one.code in {Code.NO_ANSWER, Code.UNATTRIBUTABLE} for one in found):
        return found + refusals(observation)
    if "southbound" not in case.expect:
        found += submits(1, observation)
    return found + refusals(observation) + same_meaning(case, observation, dialects) + wire(case, observation)


def _refuse(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    exchange = _only(observation, "create")
    if exchange is None:
        return [finding(Code.HARNESS, "a request", "none was sent", "create")]
    found = as_expected(exchange, case.expect, dialects, REFUSED)
    if not any(one.code in {Code.NO_ANSWER, Code.ACCEPTED_INVALID} for one in found):
        found += error_reply(exchange, dialects)[0]
        found += names_field(exchange, texts(case.expect.get("field")))
    calls = len(observation.southbound)
    if calls:
        found.append(finding(Code.SOUTHBOUND_COUNT, "no call of the vendor", str(calls), "southbound"))
    return found


def _journey(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    wanted = str(case.expect["final"])
    exchange = _only(observation, "create")
    if exchange is None:
        return [finding(Code.HARNESS, "a create", "none was sent", "create")]
    found = submits(case.expect.get("submits", 1), observation)
    if wanted == "refused":
        found += as_expected(exchange, case.expect_object("reply"), dialects, REFUSED)
        if not any(one.code in {Code.NO_ANSWER, Code.ACCEPTED_INVALID} for one in found):
            problems, failure = error_reply(exchange, dialects)
            said, kinds = texts(case.expect.get("reason")), texts(case.expect.get("failure_kind"))
            found += problems + reason_survives(failure, said, kinds, "create")
        return found + polls(case, observation, dialects)
    created = _created(case, observation, dialects)
    found += created + refusals(observation) + same_meaning(case, observation, dialects)
    if not created:
        found += life(case, observation, dialects, wanted)
    found += polls(case, observation, dialects)
    found += content(case, observation, dialects, must_be_tried=not found)
    return found + _visits(case, observation, dialects)


def _visits(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    found: list[Finding] = []
    for index, one in enumerate(as_list(case.given.get("visits"))):
        visit = as_object(one)
        stranger = as_object(visit.get("request")).get("key") == "other"
        for exchange in observation.exchanges(f"visit/{index}"):
            said = as_expected(exchange, as_object(visit.get("expect")), dialects, CREATED)
            if stranger and any(problem.code is Code.ACCEPTED_INVALID for problem in said):
                said = [finding(Code.TASK_READABLE, "no task for another client", "a task", exchange.step)]
            found += said
    return found


def _submitted(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    """The vendor's reply to a submit, served to a gateway: what its client must then be told."""
    exchange = _only(observation, "create")
    if exchange is None:
        return [finding(Code.HARNESS, "a create", "none was sent", "create")]
    found = submits(1, observation)
    task_id = case.expect.get("task_id")
    if isinstance(task_id, str):
        found += _created(case, observation, dialects)
        asked = observation.entries("poll")
        if asked and not any(names_task(one.call, task_id) for one in asked):
            found.append(
                finding(Code.ID_CHANGED, f"polls of task {task_id}", "polls of another", "southbound poll")
            )
        return found
    status = exchange.reply.status if exchange.reply else 0
    failure = case.expect_object("failure")
    found += status_is(exchange, REFUSED)
    if found or not failure:
        return found + answered(exchange)
    if _plain_kind(case) in CLIENT_MISTAKES and status >= 500:
        found.append(finding(Code.SERVER_ERROR, "a 4xx: it is the client's mistake", str(status), "create"))
    problems, seen = error_reply(exchange, dialects)
    if _plain_kind(case) != HIDDEN:
        said = [
            str(failure[name]) for name in ("vendor_code", "message") if isinstance(failure.get(name), str)
        ]
        problems += reason_survives(seen, said, (), "create")
    return found + problems


HIDDEN = "vendor_credentials"
"""The one kind of refusal whose details are the gateway's own business, not its client's."""

CLIENT_MISTAKES = frozenset({"invalid_request", "input_rejected"})
"""Kinds of failure that a client can mend: never a 5xx (RB-50)."""


def _polled(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    """The vendor's reply to the first poll, served to a gateway; afterwards the mock goes on to success."""
    found = submits(1, observation) + _created(case, observation, dialects)
    if found:
        return found
    state = case.expect_object("task").get("state")
    wanted = str(state) if state in {"succeeded", "failed"} else "succeeded"
    if _plain_kind(case) in FINAL_REFUSALS and ended_as(observation, dialects) == "failed":
        # a poll that is refused for good may end the task with that reason, or leave it going
        wanted = "failed"
    return life(case, observation, dialects, wanted) + polls(case, observation, dialects)


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


JUDGES: Mapping[Kind, Callable[[Case, Observation, Dialects], list[Finding]]] = {
    Kind.CREATE: _create,
    Kind.REFUSE: _refuse,
    Kind.JOURNEY: _journey,
    Kind.SUBMITTED: _submitted,
    Kind.POLLED: _polled,
}
"""The kinds that a gateway is judged by."""

"""Maps (case, observation) to a verdict.

Here lives one function per kind of case, without I/O. Never: a target's name, a socket, a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vidlect_contract.case import Case, Kind, as_list, as_object, texts
from vidlect_contract.comparing import BrokenExpectation
from vidlect_contract.observation import Observation
from vidlect_contract.verdict import Code, Finding, Status, Verdict, verdict_of

from .creation import CREATED, REFUSED, create_exchange, created, no_task
from .dialects import Dialects
from .film import content
from .meaning import refusals, same_meaning, submits, wire
from .replies import (
    as_expected,
    error_reply,
    finding,
    leaks,
    names_field,
    ours_are_valid,
    reason_survives,
)
from .scripted import polled, submitted
from .timeline import life, polls


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
            found += _unserved(observation)
        except BrokenExpectation as error:
            found = [finding(Code.CASE_BROKEN, "an expectation that can be meant", str(error), case.id)]
    return verdict_of(case.id, found)


def _chosen(switch: str, dialects: Dialects) -> str | None:
    dialect, _, name = switch.partition(".")
    for profile in (dialects.surface_profile, dialects.vendor_profile):
        if profile.dialect == dialect:
            return profile.switches.get(name)
    return None


def _unserved(observation: Observation) -> list[Finding]:
    """Faults that were planned but never served: the case then proves nothing."""
    planned = len(as_list((observation.scenario or {}).get("faults")))
    served = sum(one.fault is not None for one in observation.southbound)
    if served >= planned:
        return []
    return [finding(Code.FAULTS_UNSERVED, f"{planned} faults served", str(served), "southbound")]


def _create(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    found = created(case, observation, dialects)
    if no_task(found) and not observation.entries("submit"):
        return found + refusals(observation)
    if "southbound" not in case.expect:
        found += submits(1, observation)
    return found + refusals(observation) + same_meaning(case, observation, dialects) + wire(case, observation)


def _refuse(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    exchange = create_exchange(observation)
    if exchange is None:
        return [finding(Code.HARNESS, "a request", "none was sent", "create")]
    found = as_expected(exchange, case.expect, dialects, REFUSED)
    if any(one.code in {Code.NO_ANSWER, Code.ACCEPTED_INVALID} for one in found):
        return found
    found += error_reply(exchange, dialects)[0]
    found += names_field(exchange, texts(case.expect.get("field")))
    handed_on = case.expect.get("vendor_may_refuse") is True
    calls = [one for one in observation.southbound if one.refusal is None or not handed_on]
    if calls:
        wanted = "no call that the vendor takes" if handed_on else "no call of the vendor"
        found.append(finding(Code.SOUTHBOUND_COUNT, wanted, str(len(calls)), "southbound"))
    return found


def _journey(case: Case, observation: Observation, dialects: Dialects) -> list[Finding]:
    wanted = str(case.expect["final"])
    exchange = create_exchange(observation)
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
    beginning = created(case, observation, dialects)
    found += beginning + refusals(observation) + same_meaning(case, observation, dialects)
    if not no_task(beginning):
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


JUDGES: Mapping[Kind, Callable[[Case, Observation, Dialects], list[Finding]]] = {
    Kind.CREATE: _create,
    Kind.REFUSE: _refuse,
    Kind.JOURNEY: _journey,
    Kind.SUBMITTED: submitted,
    Kind.POLLED: polled,
}
"""The kinds that a gateway is judged by."""

"""Puts cases to the adapters: the same statements as for a gateway, without HTTP.

Here lives one function per kind of case. Never: a rule of a dialect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import orjson

from vidlect_adapters.canonical import InProgress, RunState, TaskRef, VideoRequest
from vidlect_adapters.canonical_json import request_from_json, to_json
from vidlect_adapters.errors import TranslationError
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.relay import Outbound, relay_of
from vidlect_contract.case import Case, Kind, as_object, substituted, texts
from vidlect_contract.comparing import ABSENT, Seen, compare, show
from vidlect_contract.judge import judge
from vidlect_contract.judge.dialects import Dialects
from vidlect_contract.judge.replies import finding, mismatches
from vidlect_contract.northbound import body_of
from vidlect_contract.observation import Entry, Exchange, Observation, read_body
from vidlect_contract.verdict import Code, Finding, Verdict, verdict_of

TASK = "7392616336519610409"
"""A task id for replies that are about some task."""


def judge_adapters(case: Case, dialects: Dialects, request: VideoRequest) -> Verdict:
    """The verdict on the adapters.

    Args:
        case: with its placeholders filled in.
        dialects: whose adapters are judged.
        request: the film that `submitted` and `polled` replies are about.

    Raises:
        KeyError: a kind that says nothing about a translation.
    """
    if case.kind in {Kind.CREATE, Kind.REFUSE}:
        return judge(case, _relayed(case, dialects), dialects)
    return verdict_of(case.id, JUDGES[case.kind](case, dialects, request))


def speaks_of_translation(case: Case, dialects: Dialects) -> bool:
    """Whether the adapters can be judged by a case: not by keys, routes, inspections."""
    if case.kind in JUDGES:
        return case.vendor == dialects.vendor.NAME
    if case.kind not in {Kind.CREATE, Kind.REFUSE} or case.surface != dialects.surface.NAME:
        return False
    request = case.given_object("request")
    anything = VideoRequest(model="any", prompt="any")
    usual = dialects.surface.encode_create(anything, "any", dialects.surface_profile)
    return (request.get("method"), request.get("path")) == (usual.method, usual.path) and "key" not in request


def _relayed(case: Case, dialects: Dialects) -> Observation:
    """What a gateway made of nothing but the adapters would say and send."""
    given = case.given_object("request")
    body, kind = body_of(given)
    said = {**({"Content-Type": kind} if kind else {}), **as_object(given.get("headers"))}
    call = HttpCall(
        method=str(given["method"]),
        path=str(given["path"]),
        headers=tuple((name, str(value)) for name, value in said.items()),
        body=body,
    )
    relay = relay_of(
        dialects.surface,
        {dialects.vendor.NAME: dialects.vendor},
        {one.dialect: one for one in (dialects.surface_profile, dialects.vendor_profile)},
    )
    outbound = relay.begin_create(call)
    if isinstance(outbound, HttpReply):
        return Observation(northbound=(_said(call, outbound),))
    ref = TaskRef(task_id=TASK)
    record = TaskRecord(
        id=relay.new_id(1),
        owner="nobody",
        surface=dialects.surface.NAME,
        vendor=outbound.vendor,
        model_name=outbound.model_name,
        ref=ref,
        request=outbound.request,
        created_at=1,
        last=InProgress(ref=ref, state=RunState.QUEUED),
    )
    reply = dialects.surface.encode_created(record, dialects.surface_profile)
    return Observation(northbound=(_said(call, reply),), southbound=(_sent(outbound),))


def _said(call: HttpCall, reply: HttpReply) -> Exchange:
    return Exchange(step="create", started=0.0, ended=0.0, call=call, reply=reply)


def _sent(outbound: Outbound) -> Entry:
    return Entry(
        number=1, at=0.0, operation="submit", effect="submit", call=outbound.call, reply=HttpReply(status=200)
    )


def _submit(case: Case, dialects: Dialects, request: VideoRequest) -> list[Finding]:
    del request
    asked = request_from_json(case.given_object("request"))
    try:
        translation = dialects.vendor.encode_submit(asked, dialects.vendor_profile)
    except TranslationError as error:
        return _raised(case, error)
    if "raises" in case.expect:
        return _not_raised(case, translation.call.body.decode())
    wanted, call = case.expect_object("call"), translation.call
    seen: JsonObject = {
        "method": call.method,
        "path": call.path,
        "query": dict(call.query),
        "body": read_body(call),
    }
    found = mismatches(Code.WIRE_DIFFERS, compare(wanted, seen), "submit")
    lost, known = (
        sorted({loss.field for loss in translation.losses}),
        sorted(texts(case.expect.get("losses"))),
    )
    return found if lost == known else [*found, finding(Code.OPTION_DIFFERS, str(known), str(lost), "losses")]


def _submitted(case: Case, dialects: Dialects, request: VideoRequest) -> list[Finding]:
    if "request" in case.given:
        request = request_from_json(case.given_object("request"))
    try:
        answer = dialects.vendor.decode_submitted(request, _vendor_reply(case), dialects.vendor_profile)
    except TranslationError as error:
        return _raised(case, error)
    seen = to_json(answer)
    if isinstance(answer, VendorFailure):
        return _compared(case, {"failure": seen})
    return _compared(case, {"task_id": answer.task_id})


def _polled(case: Case, dialects: Dialects, request: VideoRequest) -> list[Finding]:
    del request
    locator = tuple((name, str(value)) for name, value in case.given_object("locator").items())
    ref = TaskRef(task_id=TASK, locator=locator)
    try:
        answer = dialects.vendor.decode_polled(ref, _vendor_reply(case), dialects.vendor_profile)
    except TranslationError as error:
        return _raised(case, error)
    return _compared(case, {"failure" if isinstance(answer, VendorFailure) else "task": to_json(answer)})


def _vendor_reply(case: Case) -> HttpReply:
    reply = as_object(substituted(case.given_object("reply"), {"{task_id}": TASK}))
    body, status = reply.get("body", ""), reply["status"]
    headers = {"Content-Type": "application/json", **as_object(reply.get("headers"))}
    return HttpReply(
        status=status if isinstance(status, int) else 0,
        headers=tuple((name, str(value)) for name, value in headers.items()),
        body=body.encode() if isinstance(body, str) else orjson.dumps(body),
    )


def _compared(case: Case, seen: JsonObject) -> list[Finding]:
    """Exactly what the case expects has come: a task, a failure or an id."""
    if "raises" in case.expect:
        return _not_raised(case, show(seen))
    found: list[Finding] = []
    for name, wanted in case.expect.items():
        value: Seen = seen.get(name, ABSENT)
        found += mismatches(Code.REPLY_DIFFERS, compare(wanted, value, f"/{name}"), case.kind.value)
    return found


def _raised(case: Case, error: TranslationError) -> list[Finding]:
    wanted = case.expect_object("raises")
    where = case.kind.value
    if not wanted:
        return [finding(Code.MALFORMED_REPLY, "no exception", f"{error.code}: {error}", where)]
    found = mismatches(Code.MALFORMED_REPLY, compare(wanted["code"], error.code), where)
    names = texts(wanted.get("field"))
    if names and not any(name in error.pointer or name in error.message for name in names):
        found.append(finding(Code.FIELD_NOT_NAMED, " or ".join(names), str(error), where))
    return found


def _not_raised(case: Case, seen: str) -> list[Finding]:
    wanted = case.expect_object("raises")
    return [finding(Code.ACCEPTED_INVALID, str(wanted["code"]), seen, case.kind.value)]


JUDGES: Mapping[Kind, Callable[[Case, Dialects, VideoRequest], list[Finding]]] = {
    Kind.SUBMIT: _submit,
    Kind.SUBMITTED: _submitted,
    Kind.POLLED: _polled,
}

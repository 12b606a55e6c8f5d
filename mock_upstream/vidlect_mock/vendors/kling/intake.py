"""Requests in: a body or a query read, and handed to what knows the operation.

Here live reading, and what is asked of existing tasks. Never: what a create must hold (`submissions`, `contents`,
`steps`), nor anything about credentials.
"""

from __future__ import annotations

from typing import cast
from urllib.parse import parse_qsl

import orjson

from vidlect_mock.interface import Admitted, Desk, Effect, Intake, Refusal
from vidlect_mock.message import JsonObject, JsonValue, Received

from . import contents, steps, submissions
from .errors import BAD_REQUEST, ERRORS, Wrong, refuse, remarked
from .operations import ENDPOINTS, Api
from .values import whole
from .vocabulary import DAY
from .wording import invalid, violated

MOST_IDS = 20  # [facts 11.1]
WINDOW = 30 * DAY * 1000  # milliseconds [facts 11.1]


def intake(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """What a request asks for, or the refusal. A GET's body is never looked at. [facts 2.3]."""
    endpoint = ENDPOINTS[admitted.operation.name]
    if endpoint.method == "GET":
        return _asked(admitted, received, desk)
    body = _body(received, admitted, desk)
    if isinstance(body, Refusal):
        return body
    if endpoint.name == "listTasks":
        read = _filter(body, desk)
    elif endpoint.effect is Effect.INSTANT:
        read = steps.intake(body, admitted, desk)
    elif endpoint.api is Api.NEW:
        read = contents.submitted(body, admitted, desk)
    else:
        read = submissions.submitted(body, admitted, desk)
    if isinstance(read, Wrong):
        return refuse(read, admitted, desk)
    kind = received.header(b"content-type") or b""
    if not kind.lower().startswith(b"application/json"):
        said = f"content-type: {kind.decode('latin-1') or 'none'}, application/json is documented"
        return read._replace(remarks=(*read.remarks, said))
    return read


def _body(received: Received, admitted: Admitted, desk: Desk) -> JsonObject | Refusal:
    """The body as an object; the list of tasks may do without one."""
    if not received.body.strip() and admitted.operation.name == "listTasks":
        return {}
    message = ERRORS[BAD_REQUEST].message
    try:
        body: JsonValue = orjson.loads(received.body)
    except orjson.JSONDecodeError as error:
        return refuse(Wrong(message, "a JSON object in UTF-8", str(error), BAD_REQUEST), admitted, desk)
    if not isinstance(body, dict):
        return refuse(Wrong(message, "a JSON object", type(body).__name__, BAD_REQUEST), admitted, desk)
    # what nests too deep for a schema to look at is too deep to be kept; its finding has no pointer
    deep = [
        said
        for pointer, said in desk.violations(admitted.operation.name, body)
        if not pointer and "deep" in said
    ]
    if deep:
        return refuse(Wrong(message, deep[0], "a deeper one", BAD_REQUEST), admitted, desk)
    return body


def _asked(admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
    """A question about tasks, or about the account."""
    name = admitted.operation.name
    query = dict(reversed(_pairs(received)))  # the first of a name counts
    match admitted.operation.effect:
        case Effect.LIST:
            read = _page(query, desk)
        case Effect.INSTANT:
            read = _costs(query)
        case _ if name == "getTasks":
            read = _several(received, admitted, desk)
        case _:
            asked = admitted.echo["last"]
            return Intake(body={"asked": asked}, task_id=desk.named(admitted.session, asked) or asked)
    return refuse(read, admitted, desk) if isinstance(read, Wrong) else read


def _pairs(received: Received) -> list[tuple[str, str]]:
    text = received.query.decode("latin-1")
    return parse_qsl(text, keep_blank_values=True, errors="replace") if text else []


def _page(query: dict[str, str], desk: Desk) -> Intake | Wrong:
    """`pageNum` and `pageSize`. [facts 5]."""
    read: JsonObject = {}
    for name, most, default in (("pageNum", 1000, 1), ("pageSize", 500, 30)):
        text = query.get(name, str(default))
        number = whole(text)
        if number is None:
            return invalid(name, text, f"an integer from 1 to {most}")
        within = _within(name, number, most, desk)
        if isinstance(within, Wrong):
            return within
        read[name] = within
    return Intake(body=read)


def _within(name: str, number: int, most: int, desk: Desk) -> int | Wrong:
    if 1 <= number <= most:
        return number
    if desk.profile.switches["paging"] == "clamped":
        return min(max(number, 1), most)
    return invalid(name, number, f"an integer from 1 to {most}")


def _costs(query: dict[str, str]) -> Intake | Wrong:
    """The account's packs in a window of time. [facts 9]."""
    for name in ("start_time", "end_time"):
        text = query.get(name, "")
        if not text:
            said = f"Missing Request Parameter: {name}"  # its beginning was seen [facts 6.2]
            return Wrong(said, f"{name}: Unix milliseconds", "nothing", BAD_REQUEST)
        if whole(text) is None:
            return invalid(name, text, "Unix milliseconds")
    return Intake(body=cast("JsonObject", dict(query)))


def _several(received: Received, admitted: Admitted, desk: Desk) -> Intake | Wrong:
    """`GET /tasks`: at most twenty tasks by their own ids or the client's. [facts 11.1]."""
    remarks: list[str] = []
    given: dict[str, list[str]] = {"task_ids": [], "external_task_ids": []}
    for name, text in _pairs(received):
        if name in given:
            given[name] += [part.strip() for part in text.split(",") if part.strip()]
    both = given["task_ids"] + given["external_task_ids"]
    if not both:
        return Wrong("task_ids or external_task_ids is required", "one of the two", "neither")
    if len(both) > MOST_IDS:
        text = f"task_ids and external_task_ids cannot exceed {MOST_IDS} in total"
        return Wrong(text, f"at most {MOST_IDS}", str(len(both)))
    if given["task_ids"] and given["external_task_ids"]:
        if desk.profile.switches["strict"] == "on":
            return Wrong("task_ids and external_task_ids cannot be used together", "one of the two", "both")
        remarks.append("task_ids and external_task_ids: one of the two is documented")
    named = [desk.named(admitted.session, name) for name in given["external_task_ids"]]
    found = list(dict.fromkeys([*given["task_ids"], *(task_id for task_id in named if task_id)]))
    # the first that is known counts as polled
    polled = (
        next((one for one in found if desk.task(admitted.session, one) is not None), None) if found else None
    )
    return Intake(
        body={"ids": cast("list[JsonValue]", found)},
        task_id=polled or (found[0] if found else None),
        remarks=tuple(remarks),
    )


def _filter(body: JsonObject, desk: Desk) -> Intake | Wrong:
    """`POST /tasks`: which tasks, and where to go on. [facts 11.1]."""
    known = ("start_time", "end_time", "cursor", "limit", "filters")
    remarks = [f"{name}: not a field of /tasks, ignored" for name in body if name not in known]
    remarks += [
        f"{name}: null, taken as absent" for name, value in body.items() if value is None and name in known
    ]
    read = {name: body[name] for name in known if body.get(name) is not None}
    limit = None if isinstance(read.get("limit"), str) else whole(read.get("limit"))
    if limit is not None:
        within = _within("limit", limit, 500, desk)
        if isinstance(within, Wrong):
            return within
        read["limit"] = within
    for pointer, said in desk.violations("listTasks", read):
        return violated(pointer, said, read)
    strict = remarked(remarks, desk)
    if strict is not None:
        return strict
    for name in ("start_time", "end_time"):
        if name in read:
            read[name] = whole(read[name])
    end = whole(read.get("end_time"))
    if end is not None and "start_time" not in read:
        read["start_time"] = end - int(WINDOW)
    return Intake(body=read, remarks=tuple(remarks))

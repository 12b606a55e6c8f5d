"""What was seen of one case: what the client saw, what the mock's journal holds, and when.

Here live values and their JSON form. Never: an opinion about them, a socket.
"""

from __future__ import annotations

import base64
import binascii
import email
import email.policy
import hashlib
from dataclasses import dataclass

import orjson

from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, JsonValue, Pairs

from .case import as_list, as_object

KEPT_BODY = 65_536
"""Bytes of a body that an observation keeps: every JSON reply, no film."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What is kept of a file: its length in bytes and its SHA-256 in hex."""

    length: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> Digest:
        """The digest of these bytes."""
        return cls(len(content), hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request of the client and its answer.

    `step` is `create`, `query`, `content/whole`, `content/range`, `content/head`, `content/no-key`,
    `content/route`, `content/other-key`, `content/refused` or `visit/INDEX`. Times are seconds since the run began. `reply` is
    None where there was none, and `trouble` says why; a long body is cut, `digest` is of the whole.
    """

    step: str
    started: float
    ended: float
    call: HttpCall
    reply: HttpReply | None
    digest: Digest | None = None
    trouble: str = ""

    def json_body(self) -> JsonValue:
        """The reply's JSON. Raises ValueError where it is none."""
        if self.reply is None:
            raise ValueError("no reply")
        return read_json(self.reply.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One call that reached the mocked vendor, from its journal. `effect`: submit, poll, cancel, instant or content."""

    number: int
    at: float
    operation: str
    effect: str
    call: HttpCall
    reply: HttpReply
    case: str | None = None
    task_id: str | None = None
    refusal: JsonObject | None = None
    fault: JsonObject | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """All that was seen of one case.

    `scenario` is what was asked of the mock; `film` is what the vendor itself serves for the finished
    task; `timed_out` when the task had not ended within the case's time; `troubles` are the harness's own.
    """

    northbound: tuple[Exchange, ...] = ()
    southbound: tuple[Entry, ...] = ()
    scenario: JsonObject | None = None
    film: Digest | None = None
    film_part: Digest | None = None
    timed_out: bool = False
    troubles: tuple[str, ...] = ()

    def exchanges(self, step: str) -> tuple[Exchange, ...]:
        """The exchanges of one step, in order."""
        return tuple(one for one in self.northbound if one.step == step)

    def entries(self, effect: str) -> tuple[Entry, ...]:
        """The vendor's calls of one effect, in order."""
        return tuple(one for one in self.southbound if one.effect == effect)


def read_json(body: bytes) -> JsonValue:
    """Any JSON value. Raises ValueError."""
    value: JsonValue = orjson.loads(body)
    return value


def read_body(call: HttpCall) -> JsonValue:
    """A call's JSON body; a form as an object of its parts, a file as its media type and base64.

    Raises ValueError for another body.
    """
    kind = call.header("Content-Type") or ""
    if not kind.lower().startswith("multipart/form-data"):
        return read_json(call.body)
    form = email.message_from_bytes(
        f"Content-Type: {kind}\r\n\r\n".encode() + call.body, policy=email.policy.HTTP
    )
    parts: JsonObject = {}
    for part in form.iter_parts():
        name, content = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        written = content if isinstance(content, bytes) else b""
        file: JsonObject = {
            "media_type": part.get_content_type(),
            "base64": base64.b64encode(written).decode(),
        }
        parts[str(name)] = written.decode() if part.get_filename() is None else file
    if not parts:
        raise ValueError("a form without parts")
    return parts


def entry_from_json(obj: JsonObject, effects: dict[str, str]) -> Entry:
    """An entry of the mock's journal. `effects`: operation name → effect.

    Raises:
        ValueError: the journal's form is not the agreed one.
    """
    request, response = as_object(obj.get("request")), as_object(obj.get("response"))
    operation = str(obj.get("operation") or "")
    fault, refusal, task_id, case = (obj.get(name) for name in ("fault", "refusal", "task_id", "case"))
    number, at, status = obj.get("number"), obj.get("at"), response.get("status")
    if not isinstance(number, int) or not isinstance(at, int | float) or not isinstance(status, int):
        raise ValueError("a journal entry has number, at and response.status")  # noqa: TRY004 # bad JSON
    return Entry(
        number=number,
        at=float(at),
        operation=operation,
        effect=effects.get(operation, "content" if operation in {"content", "media"} else "unknown"),
        call=HttpCall(
            method=str(request.get("method", "")),
            path=str(request.get("path", "/")),
            query=_pairs(request.get("query")),
            headers=_pairs(request.get("headers")),
            body=_body(request.get("body")),
        ),
        reply=HttpReply(
            status=status, headers=_pairs(response.get("headers")), body=_body(response.get("body"))
        ),
        case=case if isinstance(case, str) else None,
        task_id=task_id if isinstance(task_id, str) else None,
        refusal=as_object(refusal) if refusal else None,
        fault=as_object(fault) if fault else None,
        remarks=tuple(str(one) for one in as_list(obj.get("remarks"))),
    )


def _pairs(value: JsonValue) -> Pairs:
    pairs = (as_list(pair) for pair in as_list(value))
    return tuple((str(pair[0]), str(pair[1])) for pair in pairs if len(pair) == 2)


def _body(value: JsonValue) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    if isinstance(value, dict) and isinstance(value.get("base64"), str):
        try:
            return base64.b64decode(str(value["base64"]), validate=True)
        except binascii.Error as error:
            raise ValueError(f"a journal body in base64: {error}") from error
    return b""


def to_json(observation: Observation) -> JsonObject:
    """An observation for a report: bodies as text where they are text, with their length where cut."""
    north: list[JsonValue] = [
        {
            "step": one.step,
            "started": round(one.started, 4),
            "ended": round(one.ended, 4),
            "request": _message_json(
                one.call.headers, one.call.body, method=one.call.method, path=one.call.path
            ),
            "reply": None
            if one.reply is None
            else _message_json(one.reply.headers, one.reply.body, status=one.reply.status),
            "trouble": one.trouble,
        }
        for one in observation.northbound
    ]
    south: list[JsonValue] = [
        {
            "number": one.number,
            "at": one.at,
            "operation": one.operation,
            "request": _message_json((), one.call.body, method=one.call.method, path=one.call.path),
            "reply": _message_json((), one.reply.body, status=one.reply.status),
            "refusal": one.refusal,
            "fault": one.fault,
            "remarks": list(one.remarks),
        }
        for one in observation.southbound
    ]
    return {
        "northbound": north,
        "southbound": south,
        "scenario": observation.scenario,
        "timed_out": observation.timed_out,
        "troubles": list(observation.troubles),
    }


def _message_json(headers: Pairs, body: bytes, **first: JsonValue) -> JsonObject:
    shown = body[:_SHOWN_BODY].decode("utf-8", "replace")
    text = shown if len(body) <= _SHOWN_BODY else f"{shown}… ({len(body)} bytes)"
    pairs: list[JsonValue] = [[name, value] for name, value in headers]
    return {**first, **({"headers": pairs} if pairs else {}), "body": text}


_SHOWN_BODY = 2000
"""Bytes of a body in a report."""

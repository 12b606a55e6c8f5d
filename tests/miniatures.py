"""Small gateways, each wrong in one known way, and the right one that they are made of.

Here lives one hook for each thing that a gateway can get wrong, and one class for each wrong gateway.
Never: a rule of a dialect (adapters and relay have them), a judgement.
"""

from __future__ import annotations

import contextlib
import hashlib
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any, ClassVar
from urllib.parse import urlsplit

import httpx
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from vidlect_adapters.canonical import Failed, InProgress, Succeeded
from vidlect_adapters.credentials import KeyPair
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import Outbound, relay_of
from vidlect_contract.verdict import Code
from vidlect_mock import registry
from vidlect_mock.ports import Servers, listen_all, run_in_thread, url_of

KEYS = {"sk-first": "first", "sk-second": "second"}
VENDOR = "volcengine_visual"


@dataclass
class Right:
    """A gateway that is right; a wrong one overrides one of its hooks."""

    upstream: str
    convicted_for: ClassVar[Code | None] = None
    by: ClassVar[str] = "*"
    """A glob of cases that must see the fault."""

    def __post_init__(self) -> None:
        self.relay = relay_of(SURFACES["tokenops"], {VENDOR: VENDORS[VENDOR]})
        self.tasks: dict[str, TaskRecord] = {}
        self.numbers = count(1)
        self.client = httpx.AsyncClient(trust_env=False, timeout=20)
        values = registry.load(VENDOR).credentials("default")[0].values
        self.keys = KeyPair(access_key=values["access_key"], secret_key=values["secret_key"])
        self.last_sent: HttpReply | None = None

    # What a wrong gateway overrides:

    def heard(self, body: dict[str, Any]) -> dict[str, Any]:
        """The client's create, as it is understood."""
        return body

    def southbound(self, body: dict[str, Any]) -> dict[str, Any]:
        """The vendor's submit, as it is sent."""
        return body

    def said(self, step: str, status: int, body: dict[str, Any]) -> tuple[int, Any]:
        """A reply to the client: `create`, `query` or `error`."""
        return status, body

    def vendor_said(self, reply: HttpReply) -> HttpReply:
        """The vendor's reply, as it is understood."""
        return reply

    def owner(self, request: Request) -> str | None:
        """Who asks; None for nobody that is known."""
        return KEYS.get(request.headers.get("authorization", "").removeprefix("Bearer "))

    def may_see(self, record: TaskRecord, owner: str) -> bool:
        """Whether a client sees a task."""
        return record.owner == owner

    def signed(self, call: HttpCall) -> HttpCall:
        """The call with credentials."""
        call = call.with_headers(("Host", urlsplit(self.upstream).netloc))
        return VENDORS[VENDOR].authorize(call, self.keys, datetime.now(UTC))

    async def submit(self, call: HttpCall) -> HttpReply | None:
        """Ask for a film, once."""
        return await self.send(call)

    def polled(self, record: TaskRecord, reply: HttpReply | None) -> TaskRecord:
        """What a poll changes."""
        return record if reply is None else self.relay.polled(record, reply).record

    def to_poll(self, record: TaskRecord) -> HttpCall | None:
        """The poll to send, if any."""
        return self.relay.poll(record)

    def film(self, content: bytes) -> bytes:
        """The film, as it is handed on."""
        return content

    # The gateway itself:

    async def send(self, call: HttpCall) -> HttpReply | None:
        """A call to the vendor; None where nothing readable comes back."""
        signed = self.signed(call)
        try:
            reply = await self.client.request(
                signed.method,
                f"{self.upstream}{signed.path}",
                params=list(signed.query),
                headers=list(signed.headers),
                content=signed.body,
            )
        except httpx.HTTPError:
            return None
        return self.vendor_said(
            HttpReply(
                status=reply.status_code, headers=tuple(reply.headers.multi_items()), body=reply.content
            )
        )

    async def create(self, request: Request) -> Response:
        """POST /v1/videos."""
        owner = self.owner(request)
        if owner is None:
            return self.refuse(ErrorKind.INVALID_CREDENTIALS, "no such key")
        content = await request.body()
        with contextlib.suppress(orjson.JSONDecodeError):
            if isinstance(body := orjson.loads(content), dict):
                content = orjson.dumps(self.heard(body))
        outbound = self.relay.begin_create(HttpCall(method="POST", path="/v1/videos", body=content))
        if isinstance(outbound, HttpReply):
            return self.answer("error", outbound)
        changed = orjson.dumps(self.southbound(orjson.loads(outbound.call.body)))
        reply = await self.submit(replace(outbound.call, body=changed))
        if reply is None:
            return self.refuse(ErrorKind.VENDOR_UNAVAILABLE, "the vendor cannot be reached")
        return self.accepted(outbound, reply, owner)

    def accepted(self, outbound: Outbound, reply: HttpReply, owner: str) -> Response:
        """The answer to a create that the vendor answered."""
        new_id = self.relay.surface.new_id(next(self.numbers))
        record, answer = self.relay.submitted(outbound, reply, new_id=new_id, owner=owner, now=1_790_000_000)
        if record is None:
            return self.answer("error", answer)
        self.tasks[record.id] = record
        return self.answer("create", answer)

    def known(self, request: Request) -> TaskRecord | Response:
        """The task that a request names, for whoever may see it."""
        owner = self.owner(request)
        if owner is None:
            return self.refuse(ErrorKind.INVALID_CREDENTIALS, "no such key")
        record = self.tasks.get(request.path_params["id"])
        if record is None or not self.may_see(record, owner):
            return self.refuse(ErrorKind.NOT_FOUND, "no such task")
        return record

    async def query(self, request: Request) -> Response:
        """GET /v1/videos/{id}."""
        record = self.known(request)
        if isinstance(record, Response):
            return record
        call = self.to_poll(record)
        if call is not None:
            record = self.tasks[record.id] = self.polled(record, await self.send(call))
        return self.answer("query", self.relay.query_reply(record))

    async def content(self, request: Request) -> Response:
        """GET /v1/videos/{id}/content."""
        record = self.known(request)
        if isinstance(record, Response):
            return record
        ready = self.relay.content(record)
        if isinstance(ready, HttpReply):
            return self.answer("error", ready)
        content = self.film((await self.client.get(ready.location.url)).content)
        return Response(content, media_type="video/mp4")

    def refuse(self, kind: ErrorKind, text: str) -> Response:
        """A refusal of its own."""
        return self.answer("error", self.relay.refuse(kind, text))

    def answer(self, step: str, reply: HttpReply) -> Response:
        """A reply on its way to the client."""
        status, body = self.said(step, reply.status, orjson.loads(reply.body))
        return Response(orjson.dumps(body), status, media_type="application/json")

    def app(self) -> Starlette:
        """The gateway as an ASGI app."""
        return Starlette(
            routes=[
                Route("/v1/videos", self.create, methods=["POST"]),
                Route("/v1/videos/{id}", self.query, methods=["GET"]),
                Route("/v1/videos/{id}/content", self.content, methods=["GET"]),
            ]
        )


class _Served(Servers):
    """A miniature's server, that closes the miniature's connections in their own loop."""

    def __init__(self, miniature: Right, sockets: Mapping[str, socket.socket]) -> None:
        super().__init__({"miniature": miniature.app()}, sockets)
        self._miniature = miniature

    async def serve(self, on_ready: Callable[[], None]) -> None:
        try:
            await super().serve(on_ready)
        finally:
            await self._miniature.client.aclose()


@contextlib.contextmanager
def served(miniature: Right) -> Iterator[str]:
    """The miniature on a free port."""
    sockets = listen_all("127.0.0.1", {"miniature": 0})
    with run_in_thread(_Served(miniature, sockets), lambda: None):
        yield url_of(sockets["miniature"], "127.0.0.1")


class RoundsSevenSeconds(Right):
    convicted_for, by = Code.ACCEPTED_INVALID, "tokenops/refusals/seconds-7"

    def heard(self, body):
        return {**body, "seconds": "10" if body.get("seconds") == "10" else "5"}


class AlwaysFiveSeconds(Right):
    convicted_for, by = Code.LENGTH_DIFFERS, "tokenops/length-and-shape/seconds-10"

    def southbound(self, body):
        return {**body, "frames": 121}


class DropsTheLastFrame(Right):
    convicted_for, by = Code.INPUT_DIFFERS, "tokenops/models/hd-first-and-last-frame"

    def southbound(self, body):
        if len(body.get("image_urls", ())) < 2:
            return body
        return {**body, "image_urls": body["image_urls"][:1], "req_key": "jimeng_i2v_first_v30"}


class AppendsPToThe1080Key(Right):
    convicted_for, by = Code.SOUTHBOUND_MALFORMED, "tokenops/models/full-hd-first-frame"

    def southbound(self, body):
        return {**body, "req_key": body["req_key"] + "p"}


class RunsAnotherModel(Right):
    convicted_for, by = Code.MODEL_DIFFERS, "tokenops/models/hd-text"

    def southbound(self, body):
        return {**body, "req_key": "jimeng_t2v_v30_1080p"}


class SaysThePromptTwice(Right):
    convicted_for, by = Code.PROMPT_DIFFERS, "tokenops/prompt-and-seed/prompt-emoji"

    def southbound(self, body):
        return {**body, "prompt": body["prompt"] * 2}


class PrefersPromptToContent(Right):
    convicted_for, by = Code.PROMPT_DIFFERS, "tokenops/content/text-wins-over-prompt"

    def heard(self, body):
        if "prompt" not in body:
            return body
        return {**body, "content": [one for one in body.get("content", []) if one.get("type") != "text"]}


class KeepsTheDataPrefix(Right):
    convicted_for, by = Code.SOUTHBOUND_MALFORMED, "tokenops/content/picture-data-url"

    def southbound(self, body):
        inline = [f"data:image/png;base64,{one}" for one in body.get("binary_data_base64", ())]
        return {**body, **({"binary_data_base64": inline} if inline else {})}


class MakesEverythingSquare(Right):
    convicted_for, by = Code.FRAME_DIFFERS, "tokenops/length-and-shape/size-720x1280"

    def southbound(self, body):
        return {**body, "aspect_ratio": "1:1"}


class LosesSeedZero(Right):
    convicted_for, by = Code.SEED_DIFFERS, "tokenops/prompt-and-seed/seed-zero"

    def southbound(self, body):
        return {name: value for name, value in body.items() if value != 0}


class LosesExplicitFalse(Right):
    convicted_for, by = Code.OPTION_DIFFERS, "tokenops/omnihuman/fast-mode"

    def southbound(self, body):
        return {name: value for name, value in body.items() if name != "pe_fast_mode"}


class SendsEmptyFields(Right):
    convicted_for, by = Code.WIRE_DIFFERS, "tokenops/models/minimal"

    def southbound(self, body):
        return {"aspect_ratio": "", "negative_prompt": "", **body}


class SignsAnotherBody(Right):
    convicted_for, by = Code.SOUTHBOUND_REFUSED, "tokenops/models/minimal"

    def signed(self, call):
        return replace(super().signed(call), body=call.body + b" ")


class RetriesCreates(Right):
    convicted_for, by = Code.DOUBLE_CREATE, "journeys/faults/submit-503"

    async def submit(self, call):
        reply = await self.send(call)
        return await self.send(call) if reply is None or reply.status >= 500 else reply


class RetriesAfterABrokenConnection(Right):
    convicted_for, by = Code.DOUBLE_CREATE, "journeys/faults/submit-reset-after"

    async def submit(self, call):
        return await self.send(call) or await self.send(call)


class TakesEvery200ForSuccess(Right):
    convicted_for, by = Code.ACCEPTED_INVALID, "volcengine_visual/submitted/refused-with-http-200"

    def vendor_said(self, reply):
        with contextlib.suppress(orjson.JSONDecodeError):
            body = orjson.loads(reply.body)
            if reply.status == 200 and body.get("data") is None:
                return replace(reply, body=orjson.dumps({**body, "code": 10000, "data": {"task_id": "none"}}))
        return reply


class KillsATaskOnOneBadPoll(Right):
    convicted_for, by = Code.FINAL_STATE, "journeys/faults/poll-503"

    def polled(self, record, reply):
        if reply is not None and reply.status < 500:
            return super().polled(record, reply)
        failure = VendorFailure(kind=ErrorKind.VENDOR_ERROR, vendor_code="poll", message="the poll failed")
        return replace(record, last=Failed(ref=record.ref, failure=failure))


class NeverSeesExpiry(Right):
    convicted_for, by = Code.NEVER_ENDED, "journeys/states/expired"

    def polled(self, record, reply):
        after = super().polled(record, reply)
        return after if isinstance(after.last, Succeeded) else record


class ForwardsTheVendorsWords(Right):
    convicted_for, by = Code.UNKNOWN_WORD, "journeys/states/queued-running-succeeded"

    def said(self, step, status, body):
        words = {"processing": "generating", "completed": "done"}
        return status, {**body, "status": words.get(body.get("status"), body.get("status"))}


class GoesBack(Right):
    convicted_for, by = Code.STATE_WENT_BACK, "journeys/states/queued-running-succeeded"

    def said(self, step, status, body):
        if body.get("status") == "completed" and next(self.numbers) % 2:
            return status, {**body, "status": "processing"}
        return status, body


class PollsAfterTheEnd(Right):
    convicted_for, by = Code.POLLED_AFTER_END, "journeys/errors/task-50412"

    def to_poll(self, record):
        return VENDORS[VENDOR].encode_poll(record.ref, self.relay.profiles[VENDOR])


class FullProgressWhileRunning(Right):
    convicted_for, by = Code.PROGRESS_RANGE, "journeys/states/queued-running-succeeded"

    def said(self, step, status, body):
        return status, {**body, "progress": 100} if step == "query" else body


class FallingProgress(Right):
    convicted_for, by = Code.PROGRESS_FELL, "journeys/states/long-queue"

    def said(self, step, status, body):
        if step == "query" and body["status"] != "completed":
            return status, {**body, "progress": max(0, 90 - 10 * next(self.numbers))}
        return status, body


class NumericIds(Right):
    convicted_for, by = Code.ID_NOT_STRING, "tokenops/models/minimal"

    def said(self, step, status, body):
        return status, {**body, "id": int(body["id"])} if "id" in body else body


class CreatedAtNull(Right):
    convicted_for, by = Code.CREATED_AT_TYPE, "tokenops/models/minimal"

    def said(self, step, status, body):
        return status, {**body, "created_at": None} if step == "create" else body


class MovingCreatedAt(Right):
    convicted_for, by = Code.CREATED_AT_CHANGED, "journeys/states/queued-running-succeeded"

    def said(self, step, status, body):
        return status, {**body, "created_at": next(self.numbers)} if "created_at" in body else body


class FlatErrors(Right):
    convicted_for, by = Code.ERROR_ENVELOPE, "tokenops/refusals/seconds-7"

    def said(self, step, status, body):
        return status, {"code": status, "message": body["error"]["message"]} if step == "error" else body


class NamelessErrors(Right):
    convicted_for, by = Code.FIELD_NOT_NAMED, "tokenops/refusals/seconds-7"

    def said(self, step, status, body):
        if step == "error":
            return status, {"error": {**body["error"], "message": "bad request", "param": None}}
        return status, body


class EverythingIsAServerError(Right):
    convicted_for, by = Code.SERVER_ERROR, "tokenops/refusals/model-missing"

    def said(self, step, status, body):
        return (500 if step == "error" else status), body


class UnknownTasksAreBadRequests(Right):
    convicted_for, by = Code.HTTP_STATUS, "tokenops/protocol/unknown-task"

    def said(self, step, status, body):
        return (400 if status == 404 else status), body


class FailsWithoutAReason(Right):
    convicted_for, by = Code.MISSING_REASON, "journeys/errors/task-50412"

    def said(self, step, status, body):
        return status, {**body, "error": None} if body.get("status") == "failed" else body


class LosesTheReason(Right):
    convicted_for, by = Code.REASON_LOST, "journeys/errors/task-50412"

    def said(self, step, status, body):
        if body.get("status") == "failed":
            return status, {**body, "error": {"code": "input_rejected", "message": "something went wrong"}}
        return status, body


class ShowsTheVendorsJson(Right):
    convicted_for, by = Code.RAW_VENDOR_REPLY, "journeys/errors/task-50412"

    def vendor_said(self, reply):
        self.last_sent = reply
        return reply

    def said(self, step, status, body):
        if body.get("status") == "failed" and self.last_sent:
            raw = self.last_sent.body.decode()
            return status, {**body, "error": {"code": "vendor_error", "message": f"upstream: {raw}"}}
        return status, body


class ShowsItsKey(Right):
    convicted_for, by = Code.SECRET_LEAKED, "journeys/errors/submit-50412"

    def said(self, step, status, body):
        if step == "error":
            text = f"{body['error']['message']} (called with {self.keys.access_key})"
            return status, {"error": {**body["error"], "message": text}}
        return status, body


class OpenContent(Right):
    convicted_for, by = Code.CONTENT_OPEN, "journeys/delivery/film-without-key"

    def owner(self, request):
        return "first" if request.url.path.endswith("/content") else super().owner(request)


class ShowsEverybodysTasks(Right):
    convicted_for, by = Code.TASK_READABLE, "journeys/delivery/task-with-other-key"

    def may_see(self, record, owner):
        return True


class CutsTheFilm(Right):
    convicted_for, by = Code.CONTENT_MISMATCH, "journeys/delivery/whole-film"

    def film(self, content):
        return content[:-1] + hashlib.sha256(content).digest()[:1]


class DoneWithoutAFilm(Right):
    convicted_for, by = Code.CONTENT_REFUSED, "journeys/delivery/whole-film"

    def to_poll(self, record):
        return None

    def said(self, step, status, body):
        return status, {**body, "status": "completed", "progress": 100} if step == "query" else body


WRONG: tuple[type[Right], ...] = tuple(Right.__subclasses__())

"""The right gateway that the miniatures are made of, as small as it can be.

Here lives one hook for each thing that a gateway can get wrong. Never: a fault (tests/miniatures.py has
them), a rule of a dialect (adapters and relay have them).
"""

from __future__ import annotations

import contextlib
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

from vidlect_adapters.canonical import Succeeded
from vidlect_adapters.credentials import KeyPair
from vidlect_adapters.failure import ErrorKind
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
    surface: ClassVar[str] = "tokenops"
    convicted_for: ClassVar[Code | None] = None
    by: ClassVar[str] = "*"
    """A glob of cases that must see the fault."""

    def __post_init__(self) -> None:
        self.relay = relay_of(SURFACES[self.surface], {VENDOR: VENDORS[VENDOR]})
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

    def said(self, _step: str, status: int, body: dict[str, Any]) -> tuple[int, Any]:
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

    def opens(self, _record: TaskRecord, _request: Request) -> bool:
        """Whether the address that a reply shows gives the film without a key."""
        return True

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
        """A film is asked for."""
        owner = self.owner(request)
        if owner is None:
            return self.refuse(ErrorKind.INVALID_CREDENTIALS, "no such key")
        content = await request.body()
        with contextlib.suppress(orjson.JSONDecodeError):
            if isinstance(body := orjson.loads(content), dict):
                content = orjson.dumps(self.heard(body))
        outbound = self.relay.begin_create(HttpCall(method="POST", path=request.url.path, body=content))
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
        """How a task is."""
        record = self.known(request)
        if isinstance(record, Response):
            return record
        call = self.to_poll(record)
        if call is not None:
            record = self.tasks[record.id] = self.polled(record, await self.send(call))
        link = f"{request.base_url}films/{record.id}" if isinstance(record.last, Succeeded) else None
        return self.answer("query", self.relay.query_reply(replace(record, film_url=link)))

    async def content(self, request: Request) -> Response:
        """A task's film, for its key."""
        record = self.known(request)
        return record if isinstance(record, Response) else await self.sent(record)

    async def linked(self, request: Request) -> Response:
        """A task's film, for whoever has its address."""
        record = self.tasks.get(request.path_params["id"])
        if record is None or not self.opens(record, request):
            return self.refuse(ErrorKind.INVALID_CREDENTIALS, "no such film")
        return await self.sent(record)

    async def sent(self, record: TaskRecord) -> Response:
        """The film's bytes."""
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
        surface, profile = self.relay.surface, self.relay.profile
        of_task = surface.encode_query("ID", profile).path.replace("ID", "{id}")
        of_film = surface.encode_content("ID", profile).path.replace("ID", "{id}")
        return Starlette(
            routes=[
                Route(of_task.removesuffix("/{id}"), self.create, methods=["POST"]),
                Route(of_task, self.query, methods=["GET"]),
                Route(of_film, self.content, methods=["GET"]),
                Route("/films/{id}", self.linked, methods=["GET"]),
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

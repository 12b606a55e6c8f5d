"""One surface as an ASGI app: bytes in, the relay's decisions carried out, bytes out.

Here lives the northbound side. Never: a word of the dialect — every refusal, of the gateway's own too, is
rendered by the surface, so that a client needs one parser.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from vidlect_adapters.canonical import Inline
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.failure import ErrorKind
from vidlect_adapters.interface import TakesCallback
from vidlect_adapters.loss import Loss
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.named_model import named_model
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.relay import NoSuchRoute, Outbound, Relay
from vidlect_adapters.relay_inspection import begin_inspection, inspected
from vidlect_adapters.routing import shown
from vidlect_mock.destination import ForbiddenDestination

from .announcing import Announcing
from .content import BrokenOff
from .film_links import FilmLinks
from .films import film_of
from .keys import EVERY_MODEL, ClientKey, read_bearer
from .ledger import Ledger
from .logs import LOG, event
from .polling import Polling
from .receiving import ClientLeft, call_of
from .routes import Operation, Wanted, routes_of
from .sending import Fault, Repeat
from .vendors import Vendors

INSPECTION_SECONDS = 60.0
"""How long a recognition may take, which is a submit and polls behind one call."""
_INSPECTION_PAUSE = 0.3
"""Seconds between its polls: a client waits meanwhile, and vendors need a few seconds."""
_LONGEST_PROMPT = 10_000
"""Characters that are remembered of a prompt: several times what any vendor reads."""


@dataclass(slots=True)
class _Visit:
    """One request, for the log: which route, whose key, which task, answered how."""

    route: str = "unknown"
    owner: str | None = None
    task: str | None = None
    status: int = 0


class SurfaceApp:
    """An ASGI app for HTTP."""

    def __init__(  # noqa: PLR0913 # what one surface is assembled from
        self,
        relay: Relay,
        vendors: Vendors,
        ledger: Ledger,
        polling: Polling,
        links: FilmLinks,
        *,
        announcing: Announcing,
    ) -> None:
        self._relay = relay
        self._vendors = vendors
        self._ledger = ledger
        self._polling = polling
        self._links = links
        self._announcing = announcing
        self._routes = routes_of(relay.surface, relay.profile)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong, in the surface's own envelope."""
        began = time.monotonic()
        visit = _Visit()

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                visit.status = message["status"]
            await send(message)

        try:
            reply = await self._answer(scope, receive, visit)
            await _response(reply)(scope, receive, watched)
        except MalformedRequest as error:  # of the body as such: it is too large
            await _response(self._relay.refusal(error))(scope, receive, watched)
        except ClientLeft:
            event(logging.INFO, "client_left", surface=self._relay.surface.NAME)
        except BrokenOff as error:
            # the answer stays unfinished: the server ends the connection, so the client sees it is short
            event(logging.WARNING, "content_broken", task=visit.task, cause=str(error))
        except Exception:  # noqa: BLE001 # the last resort: never a traceback, never another envelope
            LOG.exception("unexpected")
            if not visit.status:
                text = "the gateway failed to answer; its log says why"
                await _response(self._relay.refuse(ErrorKind.INTERNAL, text))(scope, receive, watched)
        finally:
            event(
                logging.INFO,
                "request",
                surface=self._relay.surface.NAME,
                method=scope["method"],
                route=visit.route,
                owner=visit.owner,
                task=visit.task,
                status=visit.status or None,
                milliseconds=round(1000 * (time.monotonic() - began)),
            )

    async def _answer(self, scope: Scope, receive: Receive, visit: _Visit) -> HttpReply | Response:
        wanted = self._routes.find(scope["raw_path"].decode("latin-1"))
        if wanted is None:
            return self._relay.refusal(NoSuchRoute(self._relay.surface.NAME, "there is no such route here"))
        visit.route = wanted.operation.word
        if scope["method"] not in wanted.operation.methods:
            allowed = ", ".join(wanted.operation.methods)
            refusal = self._refusal(405, f"this route answers to {allowed}")
            return replace(refusal, headers=(*refusal.headers, ("Allow", allowed)))
        authorizations = [value for name, value in scope["headers"] if name == b"authorization"]
        key = read_bearer(authorizations[0].decode("latin-1") if len(authorizations) == 1 else None)
        if key is None and not authorizations and self._is_admitted(wanted, scope):
            return await self._of_task(wanted, await call_of(scope, receive, self._relay), None, scope, visit)
        if key is None:
            text = "show a key of this gateway in the header Authorization (its scheme is Bearer)"
            of_content = wanted.operation is Operation.CONTENT
            refusal = self._relay.refuse(ErrorKind.INVALID_CREDENTIALS, text, of_content=of_content)
            return replace(refusal, headers=(*refusal.headers, ("WWW-Authenticate", "Bearer")))
        visit.owner = key.owner
        call = await call_of(scope, receive, self._relay)
        match wanted.operation:
            case Operation.CREATE:
                return self._beyond(call, key) or await self._create(call, key, scope, visit)
            case Operation.INSPECT:
                return self._beyond(call, key) or await self._inspect(call, key)
            case Operation.QUERY | Operation.CONTENT:
                return await self._of_task(wanted, call, key.owner, scope, visit)

    async def _create(self, call: HttpCall, key: ClientKey, scope: Scope, visit: _Visit) -> HttpReply:
        outbound = self._relay.begin_create(call)
        if isinstance(outbound, HttpReply):
            return outbound
        if not key.allows(outbound.model_name):
            return self._not_for(outbound.model_name)
        if (refusal := self._uncallable(outbound)) is not None:
            return refusal
        _tell_losses(outbound.vendor, outbound.losses)
        reply = await self._vendors.send(outbound.vendor, outbound.call, Repeat.UNSENT, "submit")
        if isinstance(reply, Fault):
            return self._relay.refusal(reply.failure)
        record, answer = self._relay.submitted(
            outbound, reply, new_id=self._new_id(), owner=key.owner, now=int(time.time())
        )
        if record is not None:
            visit.task = record.id
            await self._ledger.save(_without_payloads(record))
            if record.callback_url is not None:
                await self._announcing.add(record, self._links.base_url(scope))
        return answer

    def _uncallable(self, outbound: Outbound) -> HttpReply | None:
        """The refusal of a create that names an address to which no callback can go."""
        surface, url = self._relay.surface, outbound.callback_url
        if url is None:
            return None
        try:
            self._announcing.check(url)
        except ForbiddenDestination as error:
            pointer = surface.CALLBACK_POINTER if isinstance(surface, TakesCallback) else "/callback_url"
            return self._relay.refusal(
                MalformedRequest(surface.NAME, f"no callback: {error}", pointer=pointer)
            )
        return None

    async def _of_task(
        self, wanted: Wanted, call: HttpCall, owner: str | None, scope: Scope, visit: _Visit
    ) -> HttpReply | Response:
        """The answer about a task; `owner` None: whoever asks has shown a signed link to this very task."""
        visit.task = wanted.task_id
        record = await self._ledger.find(wanted.task_id)
        of_content = wanted.operation is Operation.CONTENT
        if (
            record is None
            or record.surface != self._relay.surface.NAME
            or (owner is not None and record.owner != owner)
        ):
            text = f"there is no task {wanted.task_id!r} of this key"
            return self._relay.refuse(ErrorKind.NOT_FOUND, text, of_content=of_content)
        if record.vendor not in self._vendors.adapters:
            text = f"the task's vendor, {record.vendor}, is not configured here any more"
            return self._relay.refuse(ErrorKind.VENDOR_UNAVAILABLE, text, of_content=of_content)
        record = await self._polling.fresh(record)
        if wanted.operation is Operation.QUERY:
            shown = self._links.shown(self._relay, record, self._links.base_url(scope), int(time.time()))
            return self._relay.query_reply(shown)
        return await film_of(self._relay, self._vendors, self._polling, record, call)

    def _is_admitted(self, wanted: Wanted, scope: Scope) -> bool:
        """Whether a request without a key shows a signed link to the film that it wants."""
        if wanted.operation is not Operation.CONTENT:
            return False
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), errors="replace"))
        return self._links.admits(wanted.task_id, query, int(time.time()))

    async def _inspect(self, call: HttpCall, key: ClientKey) -> HttpReply:
        outbound = begin_inspection(self._relay, call)
        if not isinstance(outbound, HttpReply):
            if not key.allows(outbound.model_name):
                return self._not_for(outbound.model_name)
            _tell_losses(outbound.vendor, outbound.losses)
        deadline = time.monotonic() + INSPECTION_SECONDS
        while not isinstance(outbound, HttpReply):
            is_poll = outbound.ref is not None
            if is_poll:
                await asyncio.sleep(_INSPECTION_PAUSE)
            if time.monotonic() > deadline:
                text = "the vendor did not finish looking at the picture in time"
                return self._relay.refuse(ErrorKind.VENDOR_TIMEOUT, text)
            repeat, purpose = (Repeat.READS, "inspection_poll") if is_poll else (Repeat.UNSENT, "inspection")
            reply = await self._vendors.send(outbound.vendor, outbound.call, repeat, purpose)
            if isinstance(reply, HttpReply):
                outbound = inspected(self._relay, outbound, reply, new_id=self._new_id())
            elif not is_poll:
                return self._relay.refusal(reply.failure)
        return outbound

    def _beyond(self, call: HttpCall, key: ClientKey) -> HttpReply | None:
        """The refusal of a model that is none of the key's: the first thing said of a request, as gateways do."""
        name = None if key.models == EVERY_MODEL else named_model(call)
        return None if name is None or key.allows(name) else self._not_for(name)

    def _not_for(self, model_name: str) -> HttpReply:
        text = f"this key is not for the model {shown(model_name)!r}"
        return self._relay.refuse(ErrorKind.PERMISSION_DENIED, text)

    def _new_id(self) -> str:
        return self._relay.new_id(secrets.randbits(128))

    def _refusal(self, status: int, message: str) -> HttpReply:
        return self._relay.refusal(MalformedRequest(self._relay.surface.NAME, message, status=status))


def _tell_losses(vendor: str, losses: Iterable[Loss]) -> None:
    for loss in losses:
        event(logging.INFO, "loss", kind=loss.kind.value, field=loss.field, vendor=vendor)


def _without_payloads(record: TaskRecord) -> TaskRecord:
    """The record without megabytes: no reply repeats a picture, nor a prompt that no vendor reads (RB-77)."""
    inputs = tuple(one for one in record.request.inputs if not isinstance(one.source, Inline))
    prompt = record.request.prompt[:_LONGEST_PROMPT]
    return replace(record, request=replace(record.request, inputs=inputs, prompt=prompt))


def _response(reply: HttpReply | Response) -> Response:
    if isinstance(reply, Response):
        return reply
    response = Response(reply.body, reply.status)
    response.raw_headers += [
        (name.lower().encode(), value.encode("latin-1", "replace")) for name, value in reply.headers
    ]
    return response

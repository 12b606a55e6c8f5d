"""One vendor as a raw ASGI app: bytes in, the engine asked, its delivery obeyed.

Here live the reading of a request, the sending of an answer and the breaking of a connection. Never: what
is answered. Vendor routes are raw ASGI because a routing framework costs a third to three quarters of the
throughput (design.md section 10); only `/docs` and `/openapi.json` are FastAPI's.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import struct
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from .documentation import documentation, documents
from .late import LateApp, Receive, Scope, Send
from .message import JSON_HEADERS, Answer, Delivery, JsonObject, Received, WantedFile

TRANSPORT = "vidlect.transport"
"""The ASGI extension by which the server lends the app its connection, to break it as a script says."""

LARGEST_BODY = 72 * 1024 * 1024
"""Bytes. Ours: room for the largest picture that any vendor documents, 50 MB (Kling, facts 11.2), in base64."""

BODILESS = frozenset({204, 304})
FRAMING = frozenset({b"content-length", b"transfer-encoding"})

_logger = logging.getLogger("vidlect_mock.app")
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER: on, 0 s, so that closing sends RST instead of FIN


class Upstream(Protocol):
    """What the app asks: the engine, or a stand-in."""

    def handle(self, vendor: str, received: Received, base_url: str) -> Delivery:
        """What to answer a vendor's client."""
        ...

    def too_large(self, vendor: str, received: Received, limit: int) -> Answer:
        """The refusal of a body beyond `limit` bytes, in the vendor's envelope; the status is the app's."""
        ...


class Files(Protocol):
    """What the app asks for files: the media desk, or a stand-in."""

    async def answer(self, vendor: str, received: Received) -> Delivery:
        """What to answer under `/__media__/`."""
        ...

    async def made(self, received: Received, wanted: WantedFile) -> Delivery:
        """What to answer where the vendor's API itself serves a file."""
        ...


class VendorApp:
    """A vendor's ASGI app. `stop` ends scripted stalls, so that nothing outlives the server."""

    def __init__(
        self,
        vendor: str,
        upstream: Upstream,
        files: Files,
        document: Callable[[], JsonObject],
        public_url: str | None = None,
    ) -> None:
        self._vendor = vendor
        self._upstream = upstream
        self._files = files
        self._public_url = public_url
        self._pages = LateApp(lambda: documentation(document()))
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Break off what stalls."""
        self._stopping.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection's request, or the server's own events."""
        if scope["type"] != "http":
            await _other(scope, receive, send)
            return
        # by ASGI raw_path may be absent (mounts), and it never holds the query
        path: bytes = scope.get("raw_path") or scope["path"].encode()
        method: str = scope["method"]
        if documents(path) and method in {"GET", "HEAD"}:
            await self._pages(scope, receive, send)
            return
        body = await _body(receive)
        if body is None:
            return
        received = Received(method, path, scope["query_string"], scope["headers"], body, scope["scheme"])
        if len(body) > LARGEST_BODY:
            refusal = self._upstream.too_large(self._vendor, received._replace(body=b""), LARGEST_BODY)
            await _answer(send, method, refusal._replace(status=413))
            return
        if path.startswith(b"/__media__/"):
            delivery = await self._files.answer(self._vendor, received)
        else:
            delivery = self._upstream.handle(
                self._vendor, received, self._public_url or _own_url(scope, received)
            )
            if delivery.file is not None:
                delivery = await self._files.made(received, delivery.file)
        if _logger.isEnabledFor(logging.DEBUG):
            # without the query: a presigned one is a credential
            _logger.debug("%s %s %s %d", self._vendor, method, path.decode("latin-1"), delivery.answer.status)
        if delivery.delay or delivery.reset or delivery.truncate_after is not None:
            await self._deliver_badly(scope, receive, send, delivery)
        else:
            await _answer(send, method, delivery.answer)

    async def _deliver_badly(self, scope: Scope, receive: Receive, send: Send, delivery: Delivery) -> None:
        """Late, in part, or not at all."""
        there = not delivery.delay or await self._wait(receive, delivery.delay)
        if delivery.reset or not there:
            _break(scope, gently=False)
            await _until_gone(receive)
        elif delivery.truncate_after is not None:
            await _answer(send, scope["method"], delivery.answer, only=delivery.truncate_after)
            _break(scope, gently=True)
            await _until_gone(receive)
        else:
            await _answer(send, scope["method"], delivery.answer)

    async def _wait(self, receive: Receive, delay: float) -> bool:
        """Whether the client and the server are still there after so many seconds."""
        gone = asyncio.create_task(_until_gone(receive))
        stopped = asyncio.create_task(self._stopping.wait())
        done, pending = await asyncio.wait(
            {gone, stopped}, timeout=delay, return_when=asyncio.FIRST_COMPLETED
        )
        for end in pending:
            end.cancel()
        # a cancelled `receive` must be over before anybody sends
        await asyncio.gather(gone, stopped, return_exceptions=True)
        return not done


def _own_url(scope: Scope, received: Received) -> str:
    """Where the client reached us: what it calls us, else where we listen."""
    host = received.header(b"host")
    if host:
        return f"{received.scheme}://{host.decode('latin-1')}"
    address, port = scope.get("server") or ("127.0.0.1", None)
    return f"{received.scheme}://{address}" + (f":{port}" if port else "")


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None if the client left before its end.

    Of a body that is too large the rest is read and dropped (a client that is still sending reads no
    answer), and what is returned is one byte longer than allowed.
    """
    message = await receive()
    if message["type"] != "http.request":
        return None
    body: bytes = message.get("body", b"")
    if not message.get("more_body", False):
        return body
    chunks = bytearray(body)
    while message.get("more_body", False):
        message = await receive()
        if message["type"] != "http.request":
            return None
        if len(chunks) <= LARGEST_BODY:
            chunks += message.get("body", b"")
            if len(chunks) > LARGEST_BODY:
                del chunks[LARGEST_BODY + 1 :]
    return bytes(chunks)


async def _answer(send: Send, method: str, answer: Answer, only: int | None = None) -> None:
    """Send an answer, or with `only` so many of its bytes and then nothing more.

    Its framing is ours, whatever its headers say: the server holds us to the length that we promise.
    """
    status, headers, body = answer
    # nearly every answer is plain JSON, whose headers need no look
    told = headers if headers is JSON_HEADERS else [name for name in headers if name[0] not in FRAMING]
    if status not in BODILESS:
        told = (*told, (b"content-length", b"%d" % len(body)))
    else:
        body = b""
    await send({"type": "http.response.start", "status": status, "headers": told})
    if method == "HEAD":
        body = b""
    if only is None:
        await send({"type": "http.response.body", "body": body})
    else:
        await send(
            {"type": "http.response.body", "body": body[: min(only, len(body) - 1)], "more_body": True}
        )


def _break(scope: Scope, *, gently: bool) -> None:
    """End the connection now: gently after what was written, else with a reset.

    Raises:
        ConnectionResetError: there is no connection (an app called in process); its caller sees this.
    """
    extensions: Mapping[str, Any] = scope.get("extensions") or {}
    transport: asyncio.Transport | None = extensions.get(TRANSPORT, {}).get("transport")
    if transport is None:
        raise ConnectionResetError("the connection broke, as the scenario says")
    if gently:
        transport.close()
    elif not transport.is_closing():  # else the client was faster, and its socket is gone
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        transport.abort()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _other(scope: Scope, receive: Receive, send: Send) -> None:
    """What is no HTTP request: no vendor speaks websocket, and there is nothing to start or end."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1000})
    elif scope["type"] == "lifespan":
        while True:
            event = (await receive())["type"]
            await send({"type": f"{event}.complete"})
            if event == "lifespan.shutdown":
                return

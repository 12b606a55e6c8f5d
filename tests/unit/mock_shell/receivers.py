"""A receiver of callbacks on loopback, and an engine that calls it back."""

import asyncio
import http.server
import json
import runpy
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from vidlect_mock.clock import Clock
from vidlect_mock.interface import CallbackRule
from vidlect_mock.lifecycle import State
from vidlect_mock.outbound import Outbound
from vidlect_mock.scenario import Immediate

CALLING = runpy.run_path(str(Path(__file__).parents[1] / "mock_engine" / "calling_vendor.py"))
TELLS_END = CallbackRule(frozenset({State.SUCCEEDED}), (0.02, 0.02), 5.0)
PATIENCE = 20


@dataclass
class Receiver:
    """What came in, and what is answered to it."""

    port: int = 0
    requests: list = field(default_factory=list)
    raw: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    held: threading.Event = field(default_factory=threading.Event)

    def url(self, path='/hook|{x}?a=%20b&x=../y"', scheme="http", host="127.0.0.1"):
        return f"{scheme}://{host}:{self.port}{path}"


def handler(receiver):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers.get("content-length", 0))
            body = self.rfile.read(length)
            receiver.raw.append((self.path, self.headers.items(), body))
            receiver.requests.append((self.path, self.headers.items(), json.loads(body)))
            status, headers, content = receiver.answers.pop(0) if receiver.answers else (200, (), b"")
            if status is None:
                receiver.held.wait(PATIENCE)
                return
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST  # noqa: N815 # the library's name

        def log_message(self, *_):
            pass

    return Handler


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that leaves early is part of the test."""


@contextmanager
def receiving(host="127.0.0.1", port=0, context=None):
    receiver = Receiver()
    server = Server((host, port), handler(receiver))
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    receiver.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield receiver
    finally:
        receiver.held.set()
        server.shutdown()
        server.server_close()
        thread.join()


def resolver(addresses, asked=None):
    """Resolves every name to these."""

    async def resolve(host, port):
        if asked is not None:
            asked.append((host, port))
        return addresses

    return resolve


class Calling:
    """An engine whose vendor calls back, and the client that does it; inside a loop."""

    def __init__(self, rule=TELLS_END, **options):
        self.bench = CALLING["CallingBench"](rule, clock=Clock(), pace=Immediate())
        self.outbound = Outbound(self.bench.engine, **options)

    async def until(self, happened):
        """Wait for something."""
        async with asyncio.timeout(PATIENCE):
            while not happened():  # noqa: ASYNC110 # what is waited for is in another thread, or sets no event
                await asyncio.sleep(0.002)

    async def idle(self):
        """Wait until nothing is left to tell."""
        await self.until(lambda: self.outbound._running is None)

    async def stop(self):
        running = self.outbound._running
        self.outbound.stop()
        if running is not None:
            await asyncio.gather(running, return_exceptions=True)


def delivered(*urls, rule=TELLS_END, **options):
    """The bench after one task for each address was told."""

    async def run():
        calling = Calling(rule, **options)
        for url in urls:
            calling.bench.submitted_with(callback=url)
        try:
            await calling.idle()
        finally:
            await calling.stop()
        return calling.bench

    return asyncio.run(run())

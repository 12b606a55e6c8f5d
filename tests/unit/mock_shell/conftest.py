"""A vendor app over real sockets, with a stand-in for the engine."""

import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from vidlect_mock.app import VendorApp
from vidlect_mock.file_reply import file_reply
from vidlect_mock.message import Answer, Delivery, JsonObject, Received, json_answer
from vidlect_mock.ports import Servers, listen, port_of, run_in_thread

sys.path.insert(0, str(Path(__file__).parent))

from receivers import receiving

DOCUMENT: JsonObject = {
    "openapi": "3.1.0",
    "info": {"title": "A vendor", "version": "1"},
    "servers": [{"url": "https://the-real-vendor.invalid"}],
    "paths": {},
}


@dataclass
class StandIn:
    """Answers what it is told to and remembers what it was asked."""

    answers: Callable[[Received], Delivery] = field(
        default=lambda received: Delivery(json_answer(200, {"bytes": len(received.body)}))
    )
    received: list[Received] = field(default_factory=list)
    base_urls: list[str] = field(default_factory=list)

    def handle(self, vendor: str, received: Received, base_url: str) -> Delivery:
        assert vendor == "a_vendor"
        self.received.append(received)
        self.base_urls.append(base_url)
        return self.answers(received)

    async def answer(self, vendor: str, received: Received) -> Delivery:
        assert vendor == "a_vendor"
        self.received.append(received)
        return Delivery(file_reply(received, b"0123456789", b"video/mp4", b"ten"))

    def too_large(self, vendor: str, received: Received, limit: int) -> Answer:
        assert (vendor, received.body) == ("a_vendor", b"")
        return json_answer(400, {"limit": limit})


@dataclass
class Served:
    stand_in: StandIn
    app: VendorApp
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)


@pytest.fixture(scope="session")
def running():
    app = VendorApp("a_vendor", StandIn(), StandIn(), lambda: DOCUMENT)
    bound = listen("127.0.0.1", 0)
    with run_in_thread(Servers({"vendor": app}, {"vendor": bound}), app.stop):
        yield app, port_of(bound)


@pytest.fixture
def served(running, monkeypatch):
    """One server for all tests, its engine new for each."""
    app, port = running
    stand_in = StandIn()
    monkeypatch.setattr(app, "_upstream", stand_in)
    monkeypatch.setattr(app, "_files", stand_in)
    return Served(stand_in, app, port)


@pytest.fixture
def client(served: Served):
    with httpx.Client(base_url=served.url, trust_env=False, timeout=20) as client:
        yield client


@pytest.fixture
def receiver():
    with receiving() as received:
        yield received

"""A gateway that calls its clients back, before a vendor in this process."""

import asyncio
import json
import logging
import runpy
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from visual_by_hand import Vendor, bench, done

from vidlect_adapters.registry import SURFACES

receiving = runpy.run_path(str(Path(__file__).parents[1] / "mock_shell" / "receivers.py"))["receiving"]
FILM = done("http://vendor.example:8081/media/a.mp4")
PATIENCE = 20
TOKENOPS = SURFACES["tokenops"]


def decode_create(call, profile):
    """As tokenops does, with `metadata.callback_url`."""
    body = json.loads(call.body)
    url = body.pop("metadata", {}).get("callback_url")
    decoded = TOKENOPS.decode_create(replace(call, body=json.dumps(body).encode()), profile)
    return replace(decoded, request=replace(decoded.request, callback_url=url))


def encode_task(record, profile):
    """As tokenops does, with `url`."""
    reply = TOKENOPS.encode_task(record, profile)
    return replace(reply, body=json.dumps({**json.loads(reply.body), "url": record.film_url}).encode())


CALLING = SimpleNamespace(
    **{
        **vars(TOKENOPS),
        "decode_create": decode_create,
        "encode_task": encode_task,
        "CALLBACK_POINTER": "/metadata/callback_url",
    }
)


class Kept(logging.Handler):
    """Keeps what is logged; a command that ran before in this process may keep the log from others."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append((record.getMessage(), getattr(record, "members", {})))

    def __call__(self, name):
        return [members for message, members in self.lines if message == name]


@asynccontextmanager
async def running(*polls, **settings):
    gateway = bench(Vendor(polls=list(polls or [FILM])), surface=CALLING, **settings)
    gateway.announcing.start()
    try:
        yield gateway
    finally:
        await gateway.announcing.close()


async def create(gateway, url, **changes):
    reply = await gateway.create(metadata={"callback_url": url}, **changes)
    assert reply.status_code == 200, reply.text
    return reply.json()["id"]


async def until(happened):
    async with asyncio.timeout(PATIENCE):
        while not happened():  # noqa: ASYNC110 # what is waited for is in another thread, or sets no event
            await asyncio.sleep(0.002)


async def waiting(gateway):
    """What is still to be announced."""
    return await gateway.ledger.announcements.claim(["tokenops"], time.time() + 1e9, 0.0, 99)


async def quiet(gateway):
    """Wait until nothing is left to announce, and see that nothing follows."""
    await until(lambda: not gateway.ledger.announcements._waiting)
    await asyncio.sleep(0.05)

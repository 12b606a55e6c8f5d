"""Calls of the control API over ASGI; every reply is held against its hand-written document."""

import asyncio
import re

import httpx
import orjson

from vidlect_mock.control import control_app
from vidlect_mock.documents import Validators, load, operations

DOCUMENT = load("control", "control")
VALIDATORS = Validators(DOCUMENT)
OPERATIONS = [
    (
        name,
        method,
        re.compile(re.sub(r"\\{task_id\\}", ".+", re.sub(r"\\{(?!task_id)\w+\\}", "[^/]+", re.escape(path)))),
        path,
    )
    for name, method, path, _ in operations(DOCUMENT)
]


class Control:
    """The control API of a bench; replies that the document does not describe fail the test."""

    def __init__(self, bench, token=None, vendor_urls=None):
        self.bench = bench
        urls = {"fake": "http://127.0.0.1:18081"} if vendor_urls is None else vendor_urls
        self.app = control_app(bench.engine, vendor_urls=urls, token=token)

    def __call__(self, method, path, body=None, *, headers=None, raw=None):
        content = raw if raw is not None else None if body is None else orjson.dumps(body)

        async def send():
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://mock") as client:
                return await client.request(method, path, content=content, headers=headers)

        reply = asyncio.run(send())
        bare = path.partition("?")[0]
        for name, of_method, pattern, _ in OPERATIONS:
            if of_method == method and pattern.fullmatch(bare):
                described = VALIDATORS.reply_violations(
                    name, reply.status_code, orjson.loads(reply.content) if reply.content else None
                )
                assert described == [], (name, reply.status_code)
        return reply


def error_of(reply):
    body = reply.json()
    assert list(body) == ["error"]
    return reply.status_code, body["error"]["field"]

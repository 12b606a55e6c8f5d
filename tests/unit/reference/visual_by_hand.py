"""A Visual vendor of a few lines, and a gateway in front of it, both in this process."""

import asyncio
import json
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import httpx

from vidlect_adapters.credentials import KeyPair
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import relay_of
from vidlect_contract.reference.announcing import Announcing
from vidlect_contract.reference.film_links import FilmLinks
from vidlect_contract.reference.keys import ClientKey
from vidlect_contract.reference.ledger import MemoryLedger
from vidlect_contract.reference.polling import Polling
from vidlect_contract.reference.surface_app import SurfaceApp
from vidlect_contract.reference.upstream import BaseUrl, Upstream
from vidlect_contract.reference.vendors import Vendors
from vidlect_mock.destination import allowed

SECRET = "canary-secret-key-0123456789"
ACCESS_KEY = "AKLTcanaryaccesskey"
BASE_URL = "http://vendor.example:8081/prefix/"
CREATE = {
    "model": "jimeng-video-3.0-pro",
    "req_key": "jimeng_ti2v_v30_pro",
    "prompt": "一盏灯慢慢亮起来",
    "frames": 121,
}
KEY = ClientKey(session="default")
BEARER = {"Authorization": f"Bearer {KEY.text}"}


def flat(data=None, code=10000, message="Success", status=200, headers=()):
    body = {"code": code, "data": data, "message": message, "request_id": "20261121", "status": code}
    return httpx.Response(status, json=body, headers=dict(headers))


QUEUED = flat({"task_id": "17", "status": "in_queue"})
RUNNING = flat({"task_id": "17", "status": "generating"})


def done(url):
    return flat({"task_id": "17", "status": "done", "video_url": url})


@dataclass
class Vendor:
    """Answers in order, the last one for ever; an exception is raised, a callable is asked."""

    submits: list = field(default_factory=lambda: [flat({"task_id": "17"})])
    polls: list = field(default_factory=lambda: [QUEUED])
    films: list = field(
        default_factory=lambda: [httpx.Response(200, content=b"film", headers={"content-type": "video/mp4"})]
    )
    calls: list = field(default_factory=list)
    pause: float = 0.0

    async def __call__(self, request):
        action = parse_qs(request.url.query.decode()).get("Action", [""])[0]
        kind = "film" if not action else "poll" if "GetResult" in action else "submit"
        self.calls.append((kind, request))
        answers = {"film": self.films, "poll": self.polls, "submit": self.submits}[kind]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        await asyncio.sleep(self.pause)
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            answer = answer(request)
        # a response can be sent once only
        return httpx.Response(answer.status_code, headers=answer.headers, stream=answer.stream)

    def count(self, kind):
        return sum(one == kind for one, _ in self.calls)


@dataclass
class Bench:
    """A gateway before a vendor, and a client of it."""

    vendor: Vendor
    client: httpx.AsyncClient
    ledger: MemoryLedger
    app: SurfaceApp
    announcing: Announcing

    async def create(self, **changes):
        return await self.client.post("/v1/videos", json={**CREATE, **changes}, headers=BEARER)

    async def created(self):
        reply = await self.create()
        assert reply.status_code == 200, reply.text
        return reply.json()["id"]

    async def query(self, task_id):
        return await self.client.get(f"/v1/videos/{task_id}", headers=BEARER)

    async def content(self, task_id, method="GET", **headers):
        return await self.client.request(
            method, f"/v1/videos/{task_id}/content", headers={**BEARER, **headers}
        )


def bench(
    vendor=None,
    shortest_pause=0.0,
    ledger=None,
    base_url=BASE_URL,
    surface=None,
    callback_allow=(),
    routes=None,
):
    vendor = vendor or Vendor()
    credentials = KeyPair(access_key=ACCESS_KEY, secret_key=SECRET)
    upstreams = {"volcengine_visual": Upstream(base_url=BaseUrl(base_url), credentials=credentials)}
    vendors = Vendors(VENDORS, upstreams)
    vendors.client = httpx.AsyncClient(transport=httpx.MockTransport(vendor))
    relay = relay_of(surface or SURFACES["tokenops"], vendors.adapters, overrides=routes)
    ledger = ledger or MemoryLedger()
    polling, links = Polling(relay, vendors, ledger, shortest_pause), FilmLinks()
    announcing = Announcing(ledger, links, allowed(callback_allow))
    announcing.serve(relay, polling)
    app = SurfaceApp(relay, vendors, ledger, polling, links, announcing=announcing)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway")
    return Bench(vendor=vendor, client=client, ledger=ledger, app=app, announcing=announcing)


def error_of(reply):
    """The error of a refusal: in the surface's envelope, with a text for people that is no JSON."""
    assert reply.headers["content-type"].startswith("application/json")
    body = json.loads(reply.text)
    assert set(body) == {"error"}, body
    assert body["error"]["message"].strip()
    assert '{"' not in body["error"]["message"]
    return body["error"]

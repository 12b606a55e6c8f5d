"""The gateway calls clients back: every end once, over real sockets, with a vendor in this process."""

import asyncio
import json
from types import SimpleNamespace

import pytest
from callback_bench import CALLING, FILM, create, quiet, receiving, running, until, waiting
from visual_by_hand import QUEUED, RUNNING, Vendor, bench, error_of, flat

from vidlect_contract.reference import announcing

pytestmark = pytest.mark.anyio
FAILURE = flat(None, 50511, "Post Img Risk Not Pass", 400)


@pytest.mark.parametrize("end", [FILM, FAILURE], ids=["succeeded", "failed"])
async def test_an_end_is_told_once_as_a_query_shows_it_though_nobody_asks(receiver, end):
    async with running(QUEUED, RUNNING, end) as gateway:
        task_id = await create(gateway, receiver.url())
        await quiet(gateway)
        shown = await gateway.query(task_id)
    ((path, headers, body),) = receiver.raw
    assert path == '/hook|{x}?a=%20b&x=../y"'
    assert body == shown.content
    assert json.loads(body)["status"] in {"completed", "failed"}
    names = ["host", "content-type", "user-agent", "webhook-id", "content-length", "connection"]
    assert [name.lower() for name, _ in headers] == names
    assert dict(headers)["Content-Type"] == "application/json"
    assert dict(headers)["Webhook-Id"] == task_id


async def test_the_film_in_a_callback_is_fetched_without_a_key(receiver):
    async with running() as gateway:
        await create(gateway, receiver.url())
        await quiet(gateway)
        ((_, _, body),) = receiver.requests
        assert body["url"].startswith("http://gateway/v1/videos/")
        assert (await gateway.client.get(body["url"])).content == b"film"


async def test_no_vendor_hears_of_a_clients_address(receiver):
    async with running() as gateway:
        await create(gateway, receiver.url("/hook"))
        await quiet(gateway)
    for _, call in gateway.vendor.calls:
        assert b"/hook" not in call.content
        assert b"callback" not in call.content


async def test_a_client_that_asks_too_is_told_no_more_often(receiver):
    async with running(RUNNING, FILM) as gateway:
        task_id = await create(gateway, receiver.url())
        for _ in range(20):
            await gateway.query(task_id)
            await asyncio.sleep(0.005)
        await quiet(gateway)
    assert len(receiver.requests) == 1


async def test_an_unfinished_task_is_told_of_only_when_it_ends(receiver):
    async with running(*[RUNNING] * 4, FILM) as gateway:
        await create(gateway, receiver.url())
        await until(lambda: gateway.vendor.count("poll") == 3)
        assert receiver.requests == []
        await quiet(gateway)
    assert [body["status"] for _, _, body in receiver.requests] == ["completed"]


async def test_a_task_without_an_address_is_not_watched():
    async with running() as gateway:
        assert (await gateway.create()).status_code == 200
        await asyncio.sleep(0.05)
    assert gateway.vendor.count("poll") == 0


@pytest.mark.parametrize("status", [500, 503, 429, 408])
async def test_a_receiver_in_trouble_is_told_again_under_the_same_id(receiver, log, status):
    receiver.answers = [(status, (), b"not now"), (status, (), b"")]
    async with running() as gateway:
        task_id = await create(gateway, receiver.url())
        await quiet(gateway)
    assert [dict(headers)["Webhook-Id"] for _, headers, _ in receiver.requests] == [task_id] * 3
    assert [one["status"] for one in log("callback")] == [status, status, 200]
    assert gateway.vendor.count("poll") == 1


@pytest.mark.parametrize("status", [301, 307, 400, 401, 404, 410])
async def test_a_receiver_that_refuses_is_told_no_more(receiver, log, status):
    with receiving() as elsewhere:
        receiver.answers = [(status, [("Location", elsewhere.url("/caught"))], b"")]
        async with running() as gateway:
            await create(gateway, receiver.url())
            await quiet(gateway)
        assert elsewhere.requests == []
    assert len(receiver.requests) == 1
    assert [one["status"] for one in log("callback_given_up")] == [status]


async def test_a_receiver_that_is_silent_is_told_again(receiver, log, monkeypatch):
    monkeypatch.setattr(announcing, "_ATTEMPT_SECONDS", 0.2)
    receiver.answers = [(None, (), b"")]
    async with running() as gateway:
        await create(gateway, receiver.url())
        await quiet(gateway)
    assert [one.get("cause") for one in log("callback")] == ["no answer within 0.2 s", None]


async def test_who_never_listens_is_given_up_after_the_last_attempt(log):
    async with running() as gateway:
        await create(gateway, "http://127.0.0.1:1/")
        await quiet(gateway)
    assert [one["attempt"] for one in log("callback")] == [1, 2, 3]
    assert [(one["attempt"], one["cause"]) for one in log("callback_given_up")] == [(4, "no connection")]


async def test_no_proxy_is_taken_from_the_environment(receiver, monkeypatch):
    with receiving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url("/"))
        async with running() as gateway:
            await create(gateway, receiver.url())
            await quiet(gateway)
        assert (proxy.requests, len(receiver.requests)) == ([], 1)


async def test_a_task_that_never_ends_is_given_up(receiver, log, monkeypatch):
    monkeypatch.setattr(announcing, "LONGEST_WATCH", -1)
    async with running(RUNNING) as gateway:
        await create(gateway, receiver.url())
        await quiet(gateway)
    assert (receiver.requests, len(log("callback_given_up"))) == ([], 1)


@pytest.mark.parametrize(
    "url",
    ["ftp://127.0.0.1/", "hook", "", "http://", "http://me:secret@127.0.0.1/", "http://10.0.0.7/?token=secret", "http://[fd00::1]/",
     "http://169.254.169.254/latest", "http://127.0.0.1:0/", "http://127.0.0.1/a b", "http://127.0.0.1/" + "a" * 8192, "http://[::ffff:10.0.0.7]/"],
)  # fmt: skip
async def test_an_address_that_cannot_be_called_is_refused_before_any_vendor_is_asked(url):
    async with running() as gateway:
        reply = await gateway.create(metadata={"callback_url": url})
        assert reply.status_code == 400
        assert error_of(reply)["param"] == "metadata.callback_url"
        assert "secret" not in reply.text
        assert (gateway.vendor.calls, await waiting(gateway)) == ([], [])


async def test_what_the_operator_allows_is_taken():
    gateway = bench(Vendor(), surface=CALLING, callback_allow=["10.0.0.0/8"])
    assert await create(gateway, "http://10.0.0.7/")
    assert (await gateway.create(metadata={"callback_url": "http://11.0.0.7/"})).status_code == 400


async def test_a_surface_that_says_no_place_has_the_refusal_at_the_plain_name():
    plain = SimpleNamespace(
        **{name: one for name, one in vars(CALLING).items() if name != "CALLBACK_POINTER"}
    )
    reply = await bench(surface=plain).create(metadata={"callback_url": "ftp://x/"})
    assert error_of(reply)["param"] == "callback_url"


async def test_a_name_that_leads_elsewhere_is_not_called_and_the_log_keeps_its_query(log):
    async def elsewhere(*_):
        return ["10.0.0.7"]

    async with running() as gateway:
        gateway.announcing._posting._resolve = elsewhere
        await create(gateway, "http://intranet.example/hook-secret?token=secret")
        await quiet(gateway)
    assert [one["cause"] for one in log("callback_given_up")] == ["intranet.example is at 10.0.0.7"]
    assert "secret" not in repr(log.lines)

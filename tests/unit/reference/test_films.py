import asyncio
import socket
from dataclasses import replace

import httpx
import pytest
from gateway_records import QUEUED
from visual_by_hand import KEY, RUNNING, Vendor, bench, done, error_of, flat

from vidlect_adapters.canonical import FileKind, Succeeded, VendorRoute, VideoFile
from vidlect_adapters.message import HttpCall

pytestmark = pytest.mark.anyio
FILM = "http://vendor.example:8081/media/a%2Fb/../c.mp4?sign=%2B+%E4&x=1;2#part"
MP4 = {
    "content-type": "video/mp4",
    "accept-ranges": "bytes",
    "etag": '"e"',
    "set-cookie": "a=b",
    "server": "tos",
    "x-tt-id": "1",
}


def film(content=b"0123456789", status=200, **headers):
    return httpx.Response(status, content=content, headers={**MP4, **headers})


async def finished(*films, url=FILM, polls=None):
    gateway = bench(Vendor(polls=polls or [done(url)], films=list(films or [film()])))
    task_id = await gateway.created()
    return gateway, task_id


async def test_a_film_comes_with_its_bytes_type_and_length_and_nothing_of_the_host():
    gateway, task_id = await finished()
    reply = await gateway.content(task_id)
    assert (reply.status_code, reply.content) == (200, b"0123456789")
    assert reply.headers["content-type"] == "video/mp4"
    assert reply.headers["content-length"] == "10"
    assert reply.headers["accept-ranges"] == "bytes"
    assert not {"set-cookie", "server", "x-tt-id"} & set(reply.headers)


async def test_the_host_is_asked_for_exactly_the_vendors_bytes_and_gets_no_key():
    gateway, task_id = await finished()
    await gateway.content(task_id)
    kind, call = gateway.vendor.calls[-1]
    assert kind == "film"
    assert call.extensions["target"] == b"/media/a%2Fb/../c.mp4?sign=%2B+%E4&x=1;2"
    assert "authorization" not in call.headers
    assert call.headers["accept-encoding"] == "identity"


async def test_a_range_is_passed_on_and_its_answer_passed_back():
    part = film(b"234", 206, **{"content-range": "bytes 2-4/10"})
    gateway, task_id = await finished(part)
    reply = await gateway.content(task_id, Range="bytes=2-4", **{"If-Range": '"e"'})
    assert (reply.status_code, reply.content) == (206, b"234")
    assert reply.headers["content-range"] == "bytes 2-4/10"
    _, call = gateway.vendor.calls[-1]
    assert (call.headers["range"], call.headers["if-range"]) == ("bytes=2-4", '"e"')


async def test_a_host_without_ranges_is_not_made_to_look_as_if_it_had_them():
    whole = httpx.Response(200, content=b"0123456789", headers={"content-type": "video/mp4"})
    gateway, task_id = await finished(whole)
    reply = await gateway.content(task_id, Range="bytes=2-4")
    assert (reply.status_code, len(reply.content)) == (200, 10)
    assert "accept-ranges" not in reply.headers


async def test_a_range_beyond_the_film_is_416_in_the_envelope():
    gateway, task_id = await finished(film(b"", 416, **{"content-range": "bytes */10"}))
    reply = await gateway.content(task_id, Range="bytes=99-")
    assert reply.status_code == 416
    assert reply.headers["content-range"] == "bytes */10"
    error_of(reply)


async def test_a_bare_416_is_passed_without_a_size():
    gateway, task_id = await finished(film(b"", 416))
    assert "content-range" not in (await gateway.content(task_id, Range="bytes=99-")).headers


async def test_head_is_passed_on_and_has_the_length_and_no_body():
    gateway, task_id = await finished(lambda request: film() if request.method == "HEAD" else film(b"?"))
    reply = await gateway.content(task_id, "HEAD")
    assert (reply.status_code, reply.content) == (200, b"")
    assert reply.headers["content-length"] == "10"
    assert gateway.vendor.calls[-1][1].method == "HEAD"


@pytest.mark.parametrize("status", [400, 403, 405, 501])
async def test_a_host_that_has_no_head_for_its_link_is_asked_by_get(status):
    gateway, task_id = await finished(
        lambda request: film() if request.method == "GET" else film(b"", status)
    )
    reply = await gateway.content(task_id, "HEAD")
    assert (reply.status_code, reply.content, reply.headers["content-length"]) == (200, b"", "10")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_an_expired_link_is_renewed_by_one_poll(status, method):
    def host(request):
        return film() if "new" in str(request.url) else film(b"gone", status)

    new = "http://vendor.example:8081/media/new.mp4"
    gateway, task_id = await finished(host, polls=[done(FILM), done(new)])
    assert (await gateway.query(task_id)).json()["status"] == "completed"
    for _ in range(2):
        assert (await gateway.content(task_id, method)).status_code == 200
    assert gateway.vendor.count("poll") == 2


@pytest.mark.parametrize(
    ("second", "status"),
    [
        (flat({"task_id": "17", "status": "expired"}), 410),
        (flat({"task_id": "17", "status": "not_found"}), 410),
        (RUNNING, 410),
        (done(FILM), 410),
        (httpx.ReadError("reset"), 503),
        (flat(None, 50429, "Limit", 429), 429),
    ],
)
async def test_a_link_that_cannot_be_renewed_is_told_and_the_task_stays_completed(second, status):
    gateway, task_id = await finished(film(b"", 403), polls=[done(FILM), second])
    reply = await gateway.content(task_id)
    assert reply.status_code == status
    error = error_of(reply)
    if status == 410:
        assert "expired" in error["message"]
    assert (await gateway.query(task_id)).json()["status"] == "completed"


async def test_a_renewed_link_that_must_not_be_followed_is_refused():
    gateway, task_id = await finished(film(b"", 403), polls=[done(FILM), done("http://127.0.0.1:1/a")])
    assert (await gateway.content(task_id)).status_code == 502


@pytest.mark.parametrize(
    ("polls", "word"),
    [([RUNNING], "not ready"), ([flat(None, 50511, "Post Img Risk Not Pass", 400)], "failed")],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_film_that_is_not_there_is_409_and_no_host_is_asked(polls, word, method):
    gateway, task_id = await finished(polls=polls)
    reply = await gateway.content(task_id, method)
    assert reply.status_code == 409
    if method == "GET":
        assert word in error_of(reply)["message"]
    assert gateway.vendor.count("film") == 0


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:18081/a.mp4", "http://169.254.169.254/latest", "http://localhost/a", "http://[::1]/a", "http://10.1.2.3/a",
     "https://vendor.example/a", "http://vendor.example:8082/a"],
)  # fmt: skip
async def test_a_link_to_an_inner_address_is_not_followed(url):
    async def resolve(host, port):
        del port
        return {"localhost": ["127.0.0.1"], "vendor.example": ["192.168.0.9"]}.get(host, [host])

    gateway, task_id = await finished(url=url)
    gateway.app._vendors.resolve = resolve
    reply = await gateway.content(task_id)
    assert reply.status_code == 502
    assert "not a public one" in error_of(reply)["message"]
    assert gateway.vendor.count("film") == 0


async def test_a_public_host_is_asked_at_the_address_that_was_checked():
    async def resolve(host, port):
        assert (host, port) == ("films.example", 443)
        return ["93.184.216.34"]

    gateway, task_id = await finished(url="https://films.example/a.mp4")
    gateway.app._vendors.resolve = resolve
    assert (await gateway.content(task_id)).status_code == 200
    _, call = gateway.vendor.calls[-1]
    assert (call.url.host, call.headers["host"]) == ("93.184.216.34", "films.example")
    assert call.extensions["sni_hostname"] == "films.example"


async def test_a_host_that_has_no_address_is_unavailable():
    async def resolve(host, port):
        raise socket.gaierror(f"no {host}:{port}")

    gateway, task_id = await finished(url="https://films.example/a.mp4")
    gateway.app._vendors.resolve = resolve
    assert (await gateway.content(task_id)).status_code == 503


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_not_followed(status):
    gateway, task_id = await finished(film(b"", status, location="http://169.254.169.254/"))
    assert (await gateway.content(task_id)).status_code == 502
    assert gateway.vendor.count("film") == 1


@pytest.mark.parametrize(
    "kind", ["text/html", "application/json; charset=utf-8", "text/xml", "application/xml"]
)
async def test_a_page_under_a_good_status_is_no_film(kind):
    gateway, task_id = await finished(film(b"<h1>sorry</h1>", **{"content-type": kind}))
    reply = await gateway.content(task_id)
    assert reply.status_code == 502
    assert "sorry" not in reply.text


@pytest.mark.parametrize(
    "trouble",
    [httpx.ConnectError("x"), httpx.ReadError("x"), httpx.ReadTimeout("x"), film(b"", 500), film(b"", 503)],
    ids=repr,
)
async def test_a_passing_fault_of_the_host_is_tried_again_and_starts_no_new_film(trouble):
    gateway, task_id = await finished(trouble, trouble, film())
    assert (await gateway.content(task_id)).status_code == 200
    assert gateway.vendor.count("submit") == 1


@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (httpx.ReadError("x"), 503),
        (httpx.ReadTimeout("x"), 504),
        (film(b"", 500), 502),
        (film(b"", 418), 502),
    ],
    ids=repr,
)
async def test_a_lasting_fault_of_the_host_is_told(trouble, status):
    gateway, task_id = await finished(trouble)
    reply = await gateway.content(task_id)
    assert reply.status_code == status
    error_of(reply)


class Broken(httpx.AsyncByteStream):
    """A body that breaks after its first piece."""

    async def __aiter__(self):
        yield b"01234"
        raise httpx.ReadError("reset")


class Endless(httpx.AsyncByteStream):
    """A body without end, that knows whether it was closed."""

    def __init__(self):
        self.sent = 0
        self.closed = False

    async def __aiter__(self):
        while True:
            self.sent += 1
            yield b"x" * 65536
            await asyncio.sleep(0)

    async def aclose(self):
        self.closed = True


async def asked_by_hand(gateway, task_id, send):
    headers = [(b"authorization", b"Bearer " + KEY.text.encode())]
    path = f"/v1/videos/{task_id}/content".encode()
    left = asyncio.Event()

    async def receive():
        if receive.asked:
            await left.wait()
            return {"type": "http.disconnect"}
        receive.asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    receive.asked = False
    scope = {
        "type": "http",
        "method": "GET",
        "raw_path": path,
        "query_string": b"",
        "headers": headers,
        "asgi": {"spec_version": "2.3"},
    }
    await gateway.app(scope, receive, lambda message: send(message, left))


async def test_a_film_that_breaks_off_leaves_its_answer_unfinished_and_is_logged(caplog):
    gateway, task_id = await finished(
        lambda _: httpx.Response(200, headers={**MP4, "content-length": "10"}, stream=Broken())
    )
    messages = []

    async def send(message, _):
        messages.append(message)

    with caplog.at_level("INFO", "vidlect.gateway"):
        await asked_by_hand(gateway, task_id, send)
    assert [message["type"] for message in messages] == ["http.response.start", "http.response.body"]
    assert messages[-1]["more_body"] is True
    assert "content_broken" in caplog.messages
    assert gateway.vendor.count("film") == 1


async def test_a_client_that_leaves_ends_the_transfer():
    body = Endless()
    gateway, task_id = await finished(lambda _: httpx.Response(200, headers=MP4, stream=body))

    async def send(message, left):
        if message.get("body"):
            left.set()

    await asyncio.wait_for(asked_by_hand(gateway, task_id, send), 5)
    assert body.closed
    assert body.sent < 100


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_film_behind_a_route_of_the_vendors_is_fetched_with_the_gateways_signature(method):
    route = VendorRoute(HttpCall(method="GET", path="/files/17", query=(("part", "a b"),)))
    gateway = bench(Vendor(films=[film()]))
    last = Succeeded(ref=QUEUED.ref, files=(VideoFile(kind=FileKind.VIDEO, location=route),))
    await gateway.ledger.save(replace(QUEUED, last=last))
    reply = await gateway.content(QUEUED.id, method, Range="bytes=0-3")
    assert reply.status_code == 200
    _, call = gateway.vendor.calls[-1]
    assert call.method == method
    assert call.extensions["target"] == b"/prefix/files/17?part=a%20b"
    assert call.headers["range"] == "bytes=0-3"
    assert call.headers["authorization"].startswith("HMAC-SHA256 Credential=")

"""The shell around the engine, as real clients meet it."""

import asyncio
import logging
import time

import httpx
import pytest

from vidlect_mock import app as shell
from vidlect_mock.message import Answer, Delivery, json_answer


def always(delivery):
    return lambda _: delivery


def raw(served, *pieces, answers=1):
    """What comes back for bytes written to a bare connection, until it closes."""
    with served.connect() as connection:
        for piece in pieces:
            connection.sendall(piece)
        reply = b""
        while reply.count(b"HTTP/1.1 ") < answers or not reply.endswith(b"}"):
            block = connection.recv(65536)
            if not block:
                break
            reply += block
        return reply


def test_the_engine_gets_the_request_as_it_came(served, client):
    client.post("/a%20b/%2F?x=1&x=%FF&y=+", content=b"\x00\xff", headers=[("X-Twice", "1"), ("x-twice", "2")])
    (received,) = served.stand_in.received
    assert received.method == "POST"
    assert received.path == b"/a%20b/%2F"
    assert received.query == b"x=1&x=%FF&y=+"
    assert received.body == b"\x00\xff"
    assert [value for name, value in received.headers if name == b"x-twice"] == [b"1", b"2"]


def test_links_are_made_by_the_name_that_the_client_used(served, client):
    client.get("/", headers={"Host": "mock.example:1234"})
    assert served.stand_in.base_urls == ["http://mock.example:1234"]


def test_links_are_made_by_our_address_where_the_client_used_no_name(served):
    raw(served, b"GET / HTTP/1.0\r\n\r\n")
    assert served.stand_in.base_urls == [f"http://127.0.0.1:{served.port}"]


def test_a_public_url_goes_before_the_name_that_the_client_used(served, client, monkeypatch):
    monkeypatch.setattr(served.app, "_public_url", "https://public.example")
    client.get("/")
    assert served.stand_in.base_urls == ["https://public.example"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "POST"])
def test_the_engine_answers_every_method(served, client, method):
    reply = client.request(method, "/")
    assert [received.method for received in served.stand_in.received] == [method]
    assert reply.headers["content-length"] == str(len(b'{"bytes":0}'))
    assert reply.content == (b"" if method == "HEAD" else b'{"bytes":0}')


@pytest.mark.parametrize("path", ["/docs", "/openapi.json"])
def test_a_post_to_a_page_is_the_engines(served, client, path):
    client.post(path)
    assert len(served.stand_in.received) == 1


def test_a_body_of_ten_megabytes_arrives_whole(served, client):
    body = b"x" * 10_000_000
    assert client.post("/", content=body).json() == {"bytes": len(body)}
    assert served.stand_in.received[0].body == body


def test_a_chunked_body_arrives_whole(served, client):
    assert client.post("/", content=iter([b"one", b"two", b"three"])).json() == {"bytes": 11}
    assert served.stand_in.received[0].body == b"onetwothree"


def test_a_body_that_is_too_large_is_refused_in_the_vendors_words_once_it_was_sent(
    served, client, monkeypatch
):
    monkeypatch.setattr(shell, "LARGEST_BODY", 1_000_000)
    assert client.post("/", content=b"x" * 1_000_000).status_code == 200
    reply = client.post("/", content=b"x" * 3_000_000)
    assert (reply.status_code, reply.json()) == (413, {"limit": 1_000_000})
    assert client.post("/", content=iter([b"x" * 600_000] * 3)).status_code == 413
    assert len(served.stand_in.received) == 1


def test_a_client_that_waits_for_100_continue_gets_it(served):
    head = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    with served.connect() as connection:
        connection.sendall(head)
        assert connection.recv(100).startswith(b"HTTP/1.1 100 Continue")
        connection.sendall(b"ab")
        assert b'{"bytes":2}' in connection.recv(1000)


def test_one_connection_carries_many_requests(served):
    request = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n"
    with served.connect() as connection:
        for body in (b"a", b"b", b"c"):
            connection.sendall(request + body)
            assert b'{"bytes":1}' in connection.recv(1000)
    assert [received.body for received in served.stand_in.received] == [b"a", b"b", b"c"]


def test_pipelined_requests_are_answered_in_their_order(served):
    served.stand_in.answers = lambda received: Delivery(json_answer(200, received.body.decode()))
    requests = b"".join(
        b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n%d" % number for number in range(5)
    )
    with served.connect() as connection:
        connection.sendall(requests)
        reply = b""
        while reply.count(b'"') < 10:
            reply += connection.recv(65536)
    assert [line for line in reply.split(b'"') if line.isdigit()] == [b"0", b"1", b"2", b"3", b"4"]


def test_bytes_beyond_ascii_in_a_header_reach_the_engine(served):
    raw(served, b"GET / HTTP/1.1\r\nHost: h\r\nX-Odd: \xff\xfe\r\n\r\n")
    assert served.stand_in.received[0].header(b"x-odd") == b"\xff\xfe"


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: h\r\n\r\n",
        b"GET / HTTP/1.1\r\nNo colon\r\n\r\n",
    ],
)
def test_what_is_no_http_is_a_400_without_a_traceback(served, nonsense, caplog):
    reply = raw(served, nonsense)
    assert reply.startswith(b"HTTP/1.1 400")
    assert "Traceback" not in caplog.text
    assert served.stand_in.received == []


def test_a_websocket_upgrade_is_an_ordinary_request(served):
    reply = raw(
        served,
        b"GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    )
    assert reply.startswith(b"HTTP/1.1 200")


def test_the_length_is_that_of_the_body_whatever_the_answer_says(served, client):
    lies = ((b"content-length", b"99"), (b"transfer-encoding", b"chunked"))
    served.stand_in.answers = always(Delivery(Answer(200, lies, b"abc")))
    reply = client.get("/")
    assert (reply.headers.get_list("content-length"), reply.content) == (["3"], b"abc")
    assert "transfer-encoding" not in reply.headers


@pytest.mark.parametrize("status", [204, 304])
def test_a_status_without_a_body_gets_none(served, client, status):
    served.stand_in.answers = always(Delivery(Answer(status, (), b"abc")))
    replies = [client.get("/"), client.get("/")]
    assert [(reply.status_code, reply.content) for reply in replies] == [(status, b"")] * 2


def test_a_late_answer_is_late(served, client):
    served.stand_in.answers = always(Delivery(json_answer(200, {}), delay=0.3))
    before = time.monotonic()
    assert client.get("/").status_code == 200
    assert time.monotonic() - before >= 0.3


def test_a_stall_outlasts_the_clients_patience_and_ends_when_the_client_leaves(served, client, caplog):
    served.stand_in.answers = always(Delivery(json_answer(200, {}), delay=600))
    with pytest.raises(httpx.ReadTimeout):
        client.get("/", timeout=0.2)
    served.stand_in.answers = always(Delivery(json_answer(200, {})))
    assert client.get("/").status_code == 200
    assert caplog.records == []


def test_a_reset_is_a_reset(served, client, caplog):
    served.stand_in.answers = always(Delivery(json_answer(200, {}), reset=True))
    with pytest.raises(httpx.ReadError, match=r"reset"):
        client.get("/")
    assert caplog.records == []


def test_a_reset_may_come_late(served, client):
    served.stand_in.answers = always(Delivery(json_answer(200, {}), reset=True, delay=0.2))
    before = time.monotonic()
    with pytest.raises(httpx.ReadError):
        client.get("/")
    assert time.monotonic() - before >= 0.2


@pytest.mark.parametrize("after", [0, 1, 5, 500])
def test_a_truncated_answer_promises_more_than_it_holds(served, client, after, caplog):
    served.stand_in.answers = always(Delivery(json_answer(200, {"a": 1}), truncate_after=after))
    with client.stream("GET", "/") as reply:
        assert (reply.status_code, reply.headers["content-length"]) == (200, "7")
        got = []
        with pytest.raises(httpx.RemoteProtocolError, match=r"without sending complete"):
            got.extend(reply.iter_raw())
    assert reply.num_bytes_downloaded == min(after, 6)
    assert caplog.records == []


def test_files_are_answered_under_their_own_path(client):
    reply = client.get("/__media__/any.mp4", headers={"Range": "bytes=2-4"})
    assert (reply.status_code, reply.content, reply.headers["content-range"]) == (206, b"234", "bytes 2-4/10")
    reply = client.head("/__media__/any.mp4")
    assert (reply.status_code, reply.content, reply.headers["content-length"]) == (200, b"", "10")


def test_at_debug_a_request_is_one_line_without_its_query(client, caplog):
    with caplog.at_level(logging.DEBUG, logger="vidlect_mock.app"):
        client.get("/path?X-Signature=secret", headers={"Authorization": "Bearer secret"})
    assert caplog.messages == ["a_vendor GET /path 200"]


async def called(app, scope, *events):
    """What an app sends when it is called without a server."""
    sent = []
    waiting = list(events)

    async def receive():
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    return sent


HTTP = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "scheme": "https"}
REQUEST = {"type": "http.request", "body": b"", "more_body": False}


def test_without_a_server_a_websocket_is_closed_and_the_lifespan_is_acknowledged(served):
    assert asyncio.run(called(served.app, {"type": "websocket"}, {"type": "websocket.connect"})) == [
        {"type": "websocket.close", "code": 1000}
    ]
    events = ({"type": "lifespan.startup"}, {"type": "lifespan.shutdown"})
    assert asyncio.run(called(served.app, {"type": "lifespan"}, *events)) == [
        {"type": "lifespan.startup.complete"},
        {"type": "lifespan.shutdown.complete"},
    ]
    assert asyncio.run(called(served.app, {"type": "something new"})) == []


def test_without_a_server_the_address_is_guessed(served):
    asyncio.run(called(served.app, HTTP, REQUEST))
    asyncio.run(called(served.app, {**HTTP, "server": ("10.0.0.1", 99)}, REQUEST))
    assert served.stand_in.base_urls == ["https://127.0.0.1", "https://10.0.0.1:99"]


@pytest.mark.parametrize("how", [{"reset": True}, {"truncate_after": 1}])
def test_without_a_server_a_broken_connection_is_an_exception(served, how):
    served.stand_in.answers = always(Delivery(json_answer(200, {}), **how))
    with pytest.raises(ConnectionResetError):
        asyncio.run(called(served.app, HTTP, REQUEST))


@pytest.mark.parametrize(
    "events",
    [
        [{"type": "http.disconnect"}],
        [{"type": "http.request", "body": b"a", "more_body": True}, {"type": "http.disconnect"}],
    ],
)
def test_a_client_that_leaves_before_its_end_is_not_answered(served, events):
    assert asyncio.run(called(served.app, HTTP, *events)) == []
    assert served.stand_in.received == []

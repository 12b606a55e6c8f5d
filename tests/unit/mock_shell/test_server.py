"""The whole mock in this process: engine, apps, ports, files."""

import json
import threading
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit
from zlib import crc32

import httpx
import pytest

from vidlect_adapters.credentials import KeyPair
from vidlect_adapters.message import HttpCall
from vidlect_adapters.vendors.volcengine_visual.auth import authorize
from vidlect_mock.ports import listen, port_of
from vidlect_mock.scenario import Immediate
from vidlect_mock.server import PortTaken, Settings, prepare, serve_in_thread

VISUAL = "volcengine_visual"
MODEL = "jimeng_t2v_v30"
TINY = Settings(pace=Immediate(), media="tiny")


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        with serve_in_thread(TINY) as server:
            yield server


@pytest.fixture(scope="module")
def http():
    with httpx.Client(trust_env=False, timeout=30) as client:
        yield client


class Caller:
    """A client with keys of its own session."""

    def __init__(self, server, http, session):
        values = server.vendors[VISUAL].credentials(session)[0].values
        self.keys = KeyPair(access_key=values["access_key"], secret_key=values["secret_key"])
        self.url = server.vendor_urls[VISUAL]
        self.http = http

    def call(self, action, **body):
        query = (("Action", action), ("Version", "2022-08-31"))
        headers = (("Host", urlsplit(self.url).netloc), ("Content-Type", "application/json"))
        call = HttpCall(method="POST", path="/", query=query, headers=headers, body=json.dumps(body).encode())
        signed = authorize(call, self.keys, datetime.now(UTC))
        return self.http.post(
            f"{self.url}/?{urlencode(query)}", content=signed.body, headers=list(signed.headers)
        )

    def film(self, prompt="一只猫"):
        """The link to a finished film."""
        submitted = self.call("CVSync2AsyncSubmitTask", req_key=MODEL, prompt=prompt).json()
        task_id = submitted["data"]["task_id"]
        polled = self.call("CVSync2AsyncGetResult", req_key=MODEL, task_id=task_id).json()
        assert polled["data"]["status"] == "done"
        return polled["data"]["video_url"]


@pytest.fixture
def caller(running, http, request):
    return Caller(running, http, f"shell-{crc32(request.node.name.encode())}")


def test_a_film_is_made_and_served_under_the_name_that_the_client_used(running, caller, http):
    link = caller.film()
    assert link.startswith(running.vendor_urls[VISUAL] + "/__media__/")
    whole = http.get(link)
    assert (whole.status_code, whole.headers["content-type"]) == (200, "video/mp4")
    assert whole.headers["content-length"] == str(len(whole.content))
    assert whole.content[4:8] == b"ftyp"
    part = http.get(link, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")
    assert part.headers["content-range"] == f"bytes 4-7/{len(whole.content)}"
    head = http.head(link)
    assert (head.status_code, head.content, head.headers["content-length"]) == (
        200,
        b"",
        str(len(whole.content)),
    )
    assert http.get(link, headers={"If-None-Match": whole.headers["etag"]}).status_code == 304
    assert http.get(link, headers={"Range": f"bytes={len(whole.content)}-"}).status_code == 416
    assert http.put(link).status_code == 405


def test_two_tasks_have_two_films_of_one_length(caller, http):
    one, two = (http.get(caller.film()).content for _ in range(2))
    assert one != two
    assert len(one) == len(two)


def test_a_link_cannot_be_prolonged_by_hand(caller, http):
    link = caller.film()
    expires = link.partition("Expires=")[2].partition("&")[0]
    assert http.get(link.replace(expires, str(int(expires) + 1))).status_code == 403


def test_a_link_expires(running, caller, http):
    link = caller.film()
    running.engine.clock.step(running.vendors[VISUAL].RETENTION["link"] + 1)
    reply = http.get(link)
    assert reply.status_code == 403
    assert "expired" in reply.text


@pytest.mark.parametrize(("scenario", "status"), [("content-404", 404), ("content-503", 503)])
def test_a_download_meets_the_scripted_status_once(caller, http, scenario, status):
    link = caller.film(f"[[mock:{scenario} #shell/{scenario}]] 一只猫")
    assert [http.get(link).status_code for _ in range(2)] == [status, 200]


@pytest.mark.parametrize(
    ("scenario", "error"),
    [("content-truncated", httpx.RemoteProtocolError), ("content-reset", httpx.ReadError)],
)
def test_a_download_breaks_off_once(caller, http, scenario, error):
    link = caller.film(f"[[mock:{scenario} #shell/{scenario}]] 一只猫")
    with pytest.raises(error):
        http.get(link)
    assert http.get(link).status_code == 200


def test_a_poll_is_reset_as_scripted(caller):
    prompt = "[[mock:reset #shell/reset]] 一只猫"
    task_id = caller.call("CVSync2AsyncSubmitTask", req_key=MODEL, prompt=prompt).json()["data"]["task_id"]
    with pytest.raises(httpx.ReadError):
        caller.call("CVSync2AsyncGetResult", req_key=MODEL, task_id=task_id)
    assert caller.call("CVSync2AsyncGetResult", req_key=MODEL, task_id=task_id).status_code == 200


def test_masks_are_served(caller, http):
    body = caller.call(
        "CVProcess", req_key="jimeng_realman_avatar_object_detection", image_url="https://x.invalid/a.png"
    ).json()
    (mask, *_) = json.loads(body["data"]["resp_data"])["object_detection_result"]["mask"]["url"]
    reply = http.get(mask)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "image/png")
    assert reply.content.startswith(b"\x89PNG")


QUERY = "/?Action=CVProcess&Version=2022-08-31"


@pytest.mark.parametrize(
    ("method", "target", "rest"),
    [
        ("GET", "/", {}),
        ("PUT", QUERY, {}),
        ("POST", "/?Action=Nothing&Version=1", {}),
        ("POST", "/?Action=a&Action=b", {}),
        ("POST", "/", {"content": b"\xff\x00" * 100}),
        ("POST", QUERY, {"content": b"{"}),
        ("POST", "/%00%FF?Action=%FF", {"content": b"x" * 10_000_000}),
        ("POST", QUERY, {"headers": {b"Authorization": b"HMAC-SHA256 " + b"\xff" * 50}}),
    ],
    ids=["GET", "PUT", "unknown action", "twice", "bytes", "half JSON", "10 MB", "odd header"],
)
def test_bad_input_is_refused_in_the_vendors_words(running, http, method, target, rest):
    reply = http.request(method, running.vendor_urls[VISUAL] + target, **rest)
    assert 400 <= reply.status_code < 500
    assert reply.headers["content-type"] == "application/json"
    assert reply.json()["ResponseMetadata"]["Error"]["Code"]


def test_a_body_beyond_all_bounds_is_413_in_the_vendors_words(running, http, monkeypatch):
    monkeypatch.setattr("vidlect_mock.app.LARGEST_BODY", 1000)
    reply = http.post(running.vendor_urls[VISUAL], content=b"x" * 1001)
    assert reply.status_code == 413
    assert {"code", "message"} <= set(reply.json()) or "ResponseMetadata" in reply.json()


def test_the_document_is_shown_as_it_goes_over_the_wire(running, http):
    document = http.get(running.vendor_urls[VISUAL] + "/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert list(document["paths"]) == ["/"]
    assert document["servers"][0]["url"] == "/"


@pytest.mark.parametrize("path", ["/docs", "/__docs__/swagger-ui-bundle.js", "/__docs__/swagger-ui.css"])
def test_the_page_is_served(running, http, path):
    assert http.get(running.vendor_urls[VISUAL] + path).status_code == 200


def test_the_control_api_says_where_the_vendors_are(running, http):
    reply = http.get(running.control_url + "/__mock__/")
    assert reply.status_code == 200
    assert running.vendor_urls[VISUAL] in reply.text


def test_free_ports_are_given_as_plain_urls(running):
    for url in (running.control_url, *running.vendor_urls.values()):
        parts = urlsplit(url)
        assert (parts.scheme, parts.hostname, parts.path) == ("http", "127.0.0.1", "")
        assert parts.port


def test_vendors_follow_the_control_port_at_their_offsets():
    with listen("127.0.0.1", 0) as probe:
        port = port_of(probe)
    with serve_in_thread(Settings(port=port, only=(VISUAL,))) as server:
        assert server.control_url == f"http://127.0.0.1:{port}"
        assert server.vendor_urls == {VISUAL: f"http://127.0.0.1:{port + 1}"}


@pytest.mark.parametrize(
    ("public_url", "port"), [("https://mock.example", None), ("https://mock.example:443", 443)]
)
def test_a_public_url_without_a_port_keeps_each_vendors_own(public_url, port, http):
    with serve_in_thread(Settings(public_url=public_url, pace=Immediate(), media="tiny")) as server:
        public = server.vendor_urls[VISUAL]
        own = port_of(server._servers._sockets[VISUAL])
        assert public == f"https://mock.example:{port or own}"
        caller = Caller(server, http, "public")
        caller.url = f"http://127.0.0.1:{own}"
        assert caller.film().startswith(public + "/__media__/")


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        (("nothing", {}), "has no profile 'nothing'"),
        (("default", {"nothing": "x"}), "has no switch 'nothing'"),
    ],
)
def test_a_profile_that_the_vendor_does_not_have_is_named(profile, words):
    with pytest.raises(ValueError, match=words):
        prepare(Settings(profiles={VISUAL: profile}))


def test_a_profile_of_a_vendor_that_is_not_served_is_named():
    with pytest.raises(ValueError, match="another has a profile but is not served"):
        prepare(Settings(profiles={"another": ("default", {})}))


def test_a_taken_port_leaves_nothing_behind():
    before = set(threading.enumerate())
    with listen("127.0.0.1", 0) as taken, pytest.raises(PortTaken):
        prepare(Settings(port=port_of(taken)))
    assert set(threading.enumerate()) <= before


def test_a_token_does_not_show():
    assert "sesame" not in repr(Settings(control_token="sesame"))

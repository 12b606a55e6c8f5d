"""Every example of seed 000, read out of it and played as it stands: through the relay, and at a gateway before the mock.

Replaced are only scheme and host, the placeholder for a key, and the id that a query names. The outcomes stand in
docs/seed-examples.md. The code samples post to another interface's path (A-2).
"""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import orjson
import pytest
from generations_creates import PATH, PRO, post, profile_of, read

from vidlect_adapters.canonical import Link, Succeeded, TaskRef
from vidlect_adapters.message import HttpCall, HttpReply, json_reply
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import Outbound, relay_of
from vidlect_contract.explain.curl_command import read_curl
from vidlect_contract.reference.gateway import GatewayConfiguration
from vidlect_contract.reference.serving import serving
from vidlect_contract.reference.upstream import ask_mock
from vidlect_mock.scenario import Immediate
from vidlect_mock.server import Settings, serve_in_thread

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
SURFACE = SURFACES["omnimaas_generations"]
RELAY = relay_of(SURFACE, VENDORS)
_BLOCK = re.compile(r"^ ?``` ?(?P<language>\w+)\n(?P<text>.*?)^ ?```", re.MULTILINE | re.DOTALL)
_HOST = "https://api.omnimaas.com"
_KEY = "YOUR_API_KEY"
_NAMED = "video_123"


def _blocks() -> list[tuple[str, str]]:
    """Language and text of every fenced block that names a language."""
    found = sorted(SEEDS.glob("000*"))
    text = found[0].read_text(encoding="utf-8") if found else ""
    return [(match["language"], match["text"]) for match in _BLOCK.finditer(text)]


BLOCKS = _blocks()
pytestmark = pytest.mark.skipif(
    not BLOCKS, reason=f"the seeds are not here ({SEEDS}): there is nothing to play"
)


def of(language: str) -> list[str]:
    return [text for named, text in BLOCKS if named == language]


CURLS, JSON = of("bash"), of("json")
CREATES, QUERIES = CURLS[:2], CURLS[2:]
SAMPLES, REPLIES = JSON[:-2], JSON[-2:]
NUMBERS = range(2)


class Posted(NamedTuple):
    """What a code sample sends."""

    url: str
    body: dict[str, Any]


def _python() -> Posted:
    (code,) = of("python")
    said = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in ast.parse(code).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant | ast.Dict)
    }
    return Posted(said["url"], said["data"])


def _go() -> Posted:
    (code,) = of("go")
    members = dict(re.findall(r"(\w+) +string `json:\"(\w+)\"`", code))
    values = dict(re.findall(r"(\w+): +\"([^\"]*)\"", code))
    (url,) = re.findall(r"\"(https://[^\"]+)\"", code)
    return Posted(url, {member: values[field] for field, member in members.items()})


def _node() -> Posted:
    (code,) = of("javascript")
    (url,) = re.findall(r"url = '([^']+)'", code)
    (data,) = re.findall(r"data = \{(.*?)\}", code, re.DOTALL)
    return Posted(url, dict(re.findall(r"(\w+): '([^']*)'", data)))


CODE = {"python": _python, "go": _go, "node": _node}


def call_of(command: str) -> HttpCall:
    received = read_curl(command).received
    path = urlsplit(received.path.decode()).path
    headers = tuple((name.decode(), value.decode()) for name, value in received.headers)
    return HttpCall(method=received.method, path=path, headers=headers, body=received.body)


def test_the_seed_has_the_examples_that_the_table_lists():
    assert [language for language, _ in BLOCKS] == [
        *("json", "bash"),
        *("json", "bash"),
        *("json", "bash", "json"),
        *("python", "go", "javascript"),
    ]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_create_becomes_the_vendors_call(number: int):
    call = call_of(CREATES[number])
    assert (call.method, call.path) == ("POST", PATH)
    said = orjson.loads(call.body)
    outbound = RELAY.begin_create(call)
    assert isinstance(outbound, Outbound)
    assert (outbound.vendor, outbound.losses, outbound.notes) == ("volcengine_ark", (), ())
    pictures = [
        {"type": "image_url", "image_url": {"url": url}, "role": "first_frame"}
        for url in said.get("images", [])
    ]
    assert len(pictures) == number
    assert orjson.loads(outbound.call.body) == {
        "model": PRO,
        "content": [{"type": "text", "text": said["prompt"]}, *pictures],
        "duration": 5,
        "resolution": "720p",
        "ratio": "16:9",
    }


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("as_text", [False, True], ids=["object", "text"])
def test_the_metadata_of_the_sample_mean_the_same_as_object_and_as_text(number: int, *, as_text: bool):
    body = orjson.loads(call_of(CREATES[number]).body)
    sample: Any = SAMPLES[number] if as_text else orjson.loads(SAMPLES[number])
    decoded = read({**body, "metadata": sample}, "strict")
    assert decoded.request.watermark is True
    assert (decoded.losses, decoded.notes) == ((), ())


def test_the_query_is_the_surfaces():
    (command,) = QUERIES
    call, ours = call_of(command), SURFACE.encode_query(_NAMED, profile_of())
    assert (call.method, call.path) == (ours.method, ours.path)


def test_the_replies_are_read():
    created, shown = map(orjson.loads, REPLIES)
    assert SURFACE.decode_created(json_reply(200, created), profile_of()) == TaskRef(task_id=created["id"])
    task = SURFACE.decode_task(TaskRef(task_id=_NAMED), json_reply(200, shown), profile_of())
    assert isinstance(task, Succeeded)
    assert task.video.location == Link(url=shown["url"])


@pytest.mark.parametrize("language", CODE)
def test_a_code_sample_is_refused_as_a_2(language: str):
    posted = CODE[language]()
    assert posted.url == f"{_HOST}/v1/videos"
    assert set(posted.body) == {"model", "prompt"}
    reply = RELAY.begin_create(post(orjson.dumps(posted.body)))
    assert isinstance(reply, HttpReply)
    error = orjson.loads(reply.body)["error"]
    assert (reply.status, error["param"], error["code"]) == (400, "model", "unknown_model")
    assert "jimeng-1.0" in error["message"]


class Played(NamedTuple):
    """A gateway with a key of it."""

    url: str
    key: str

    def ask(self, command: str, key: str | None = None) -> tuple[int, Any]:
        """Status and body of the answer to a command, sent as it is."""
        text = command.replace(_HOST, self.url).replace(_KEY, self.key if key is None else key)
        received = read_curl(text).received
        return self.send(received.method, received.path.decode(), received.headers, received.body)

    def send(self, method: str, path: str, headers: Any = (), body: bytes | None = None) -> tuple[int, Any]:
        """Status and body of an answer, JSON or bytes."""
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        connection.putrequest(method, path, skip_host=bool(headers), skip_accept_encoding=True)
        for name, value in headers:
            connection.putheader(name.decode(), value)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        reply = connection.getresponse()
        content = reply.read()
        connection.close()
        is_json = reply.headers["content-type"] == "application/json"
        return reply.status, orjson.loads(content) if is_json else content


@pytest.fixture(scope="module")
def played() -> Iterator[Played]:
    """A gateway of this surface before a mock whose films are done at once."""
    with serve_in_thread(Settings(media="tiny", pace=Immediate())) as mock:
        configuration = GatewayConfiguration(
            upstreams=ask_mock(mock.control_url), shortest_pause=0.0, surfaces=(SURFACE.NAME,)
        )
        with serving(configuration) as running:
            yield Played(running.url, running.key)


@pytest.mark.slow
@pytest.mark.parametrize("command", CURLS, ids=range(len(CURLS)))
def test_a_command_with_its_placeholder_for_a_key_is_401(played: Played, command: str):
    status, body = played.ask(command, _KEY)
    assert (status, body["error"]["type"]) == (401, "invalid_request_error")


@pytest.mark.slow
def test_the_query_as_printed_is_404(played: Played):
    status, body = played.ask(QUERIES[0])
    assert (status, body["error"]["type"]) == (404, "invalid_request_error")


@pytest.mark.slow
@pytest.mark.parametrize("number", NUMBERS)
def test_the_commands_make_a_film_that_its_link_gives_without_a_key(played: Played, number: int):
    status, created = played.ask(CREATES[number])
    documented = orjson.loads(REPLIES[0])
    assert status == 200
    assert set(created) == set(documented)
    assert {**documented, **dict.fromkeys(("id", "task_id"), created["id"])} == {
        **created,
        "created_at": documented["created_at"],
    }
    query = QUERIES[0].replace(_NAMED, created["id"])
    for _ in range(50):
        status, shown = played.ask(query)
        assert status == 200
        if shown["status"] == "succeeded":
            break
        time.sleep(0.1)
    assert set(shown) == {*orjson.loads(REPLIES[1]), "task_id"}
    assert (shown["object"], shown["model"], shown["progress"]) == ("video", PRO, 100)
    link = urlsplit(shown["url"])
    status, film = played.send("GET", f"{link.path}?{link.query}")
    assert (status, film[4:8]) == (200, b"ftyp")

"""The curl examples of seed 002, read out of it and played byte for byte against gateway and mock.

Replaced are only: scheme and host, the key placeholder (once by nothing), base64 that is cut off with dots,
and a file below `/path/to`. The outcomes stand in docs/seed-examples.md.
"""

import base64
import re
import time
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from vidlect_contract.explain.curl_command import read_curl
from vidlect_contract.reference.keys import ClientKey
from vidlect_contract.reference.ledger import opened

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
_COMMAND = re.compile(r"^curl .*?(?=\n\s*\n|\Z)", re.MULTILINE | re.DOTALL)
_ELIDED = re.compile(r"(?<=;base64,)[A-Za-z0-9+/]*\.\.\.")
_KEY = "<API-KEY>"
_HOST = "https://api.tokenops.ai"
_PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(64)).decode()


def commands():
    """Every curl command of the seed, in its order."""
    found = sorted(SEEDS.glob("002*"))
    return _COMMAND.findall(found[0].read_text(encoding="utf-8")) if found else []


COMMANDS = commands()
pytestmark = [
    pytest.mark.skipif(not COMMANDS, reason=f"the seeds are not here ({SEEDS}): there is nothing to play"),
    pytest.mark.slow,
]


def played(command, gateway_url, key):
    """Status, content type and body of a command, sent as it is."""
    text = command.replace(_HOST, gateway_url).replace(_KEY, key)
    received = read_curl(text).received
    connection = HTTPConnection(urlsplit(gateway_url).netloc, timeout=30)
    connection.putrequest(received.method, received.path.decode(), skip_host=True, skip_accept_encoding=True)
    for name, value in received.headers:
        connection.putheader(name.decode(), value)
    if received.body:
        connection.putheader("Content-Length", str(len(received.body)))
    connection.endheaders(received.body or None)
    reply = connection.getresponse()
    answer = reply.status, reply.headers["content-type"], reply.read()
    connection.close()
    return answer


@pytest.fixture(scope="module")
def seeded(gateway_with, tmp_path_factory):
    """A gateway that knows the task that the seed's examples ask for, already finished."""
    import asyncio  # noqa: PLC0415

    place = f"sqlite:{tmp_path_factory.mktemp('ledger') / 'tasks.db'}"
    with gateway_with(ledger=place, shortest_pause=0.0) as gateway:
        key = ClientKey(session="default").text
        first = played(COMMANDS[0], gateway.url, key)
        assert first[0] == 200, first
        made = re.search(rb'"id":\s*"([^"]+)"', first[2])[1].decode()
        named = re.search(r"/v1/videos/(\d+)", "".join(COMMANDS))[1]

        async def known_as_in_the_seed():
            with opened(place) as ledger:
                await ledger.save(replace(await ledger.find(made), id=named))

        asyncio.run(known_as_in_the_seed())
        time.sleep(1.5)  # the mock's default pace: done after one second
        yield gateway, key


def test_the_seed_has_the_examples_that_the_table_lists():
    kinds = [re.search(r"/v1/\S*?(?=[\"'\s]|$)", text)[0] for text in COMMANDS]
    assert len(kinds) == 10
    assert sum(kind.rstrip("'\"") == "/v1/videos" for kind in kinds) == 6


@pytest.mark.parametrize("command", COMMANDS, ids=range(1, len(COMMANDS) + 1))
def test_a_command_without_a_key_is_401(seeded, command):
    gateway, _ = seeded
    status, kind, body = played(command, gateway.url, "")
    assert (status, kind) == (401, "application/json")
    assert b'"error"' in body


@pytest.mark.parametrize("command", COMMANDS, ids=range(1, len(COMMANDS) + 1))
def test_a_command_with_a_key_works(seeded, command):
    gateway, key = seeded
    status, kind, body = played(_ELIDED.sub(_PNG, command), gateway.url, key)
    assert status == 200, body
    if "/content" in command:
        assert (kind, body[4:8]) == ("video/mp4", b"ftyp")
    else:
        assert kind == "application/json"
        assert b'"status"' in body


def test_base64_that_is_cut_off_with_dots_is_refused_by_name(seeded):
    gateway, key = seeded
    (cut,) = [text for text in COMMANDS if _ELIDED.search(text)]
    status, _, body = played(cut, gateway.url, key)
    assert status == 400
    assert b"base64" in body

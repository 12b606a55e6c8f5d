"""`vidlect mock` as a stranger starts it: another process, pipes, signals."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

from vidlect_mock.registry import VENDORS

COMMAND = [sys.executable, "-m", "vidlect", "mock"]
VISUAL = "volcengine_visual"
PATIENCE = 20
"""Seconds that a loaded machine may take to start or end a mock."""

_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def environment(**variables):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VIDLECT_")}
    return {**kept, **variables}


@contextmanager
def started(*options, **variables):
    """A running mock whose first line was read."""
    process = subprocess.Popen(
        [*COMMAND, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**variables),
    )
    try:
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


def ended(process, number=signal.SIGTERM):
    """(exit code, rest of stdout, stderr) after a signal."""
    process.send_signal(number)
    rest, errors = process.communicate(timeout=PATIENCE)
    return process.returncode, rest, errors


def refused(*options, **variables):
    """What a mock that does not start says; it must be one line on stderr, with exit code 2."""
    done = subprocess.run(
        [*COMMAND, *options],
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=environment(**variables),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"Error: [^\n]+\n", done.stderr)
    return done.stderr


def fetched(url, **headers):
    """Status and text."""
    try:
        with _OPENER.open(urllib.request.Request(url, headers=headers), timeout=PATIENCE) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_json_prints_exactly_one_line_of_addresses_that_all_answer():
    with started("--port", "0", "--json") as (process, line):
        addresses = json.loads(line)
        assert list(addresses) == ["control", "vendors"]
        assert list(addresses["vendors"]) == list(VENDORS)
        for url in (addresses["control"], *addresses["vendors"].values()):
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
            with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=PATIENCE):
                pass
        assert fetched(addresses["vendors"][VISUAL])[0] == 400
        status, about = fetched(addresses["control"] + "/__mock__/")
        assert status == 200
        assert addresses["vendors"][VISUAL] in about
        assert ended(process) == (0, "", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_even_with_connections_open(number):
    with started("--port", "0", "--json") as (process, line):
        port = int(json.loads(line)["vendors"][VISUAL].rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as idle:
            idle.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            assert idle.recv(12) == b"HTTP/1.1 400"
            with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as halfway:
                halfway.sendall(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n")
                code, rest, _ = ended(process, number)
        assert (code, rest) == (0, "")
        with socket.socket() as again:
            again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            again.bind(("127.0.0.1", port))


def test_without_json_it_says_how_to_get_there():
    with started("--port", "0") as (process, first):
        assert first == "vidlect mock is ready; Ctrl-C stops it.\n"
        text = ""
        while "journal" not in text:
            text += process.stdout.readline()
        code, _, errors = ended(process)
    assert (code, errors) == (0, "")
    assert re.search(rf"{VISUAL} +http://127\.0\.0\.1:\d+", text)
    assert re.search(r"export \w+=AKLT", text)
    assert re.search(r"curl http://127\.0\.0\.1:\d+/__mock__/journal\n\Z", text)


@pytest.mark.parametrize("name", VENDORS)
def test_without_json_it_says_the_base_url_that_the_sdk_wants(name):
    said = ""
    with started("--port", "0", "--only", name) as (process, _):
        while "journal" not in said:
            said += process.stdout.readline()
    address = re.search(rf"^  {name} +(http://127\.0\.0\.1:\d+)$", said, re.MULTILINE)[1]
    assert f"SDK base URL {address}{VENDORS[name].base_path} (host " in said


def test_without_json_it_names_the_token_but_does_not_show_it():
    with started("--port", "0", "--control-token", "sesame") as (process, first):
        text = first
        while "journal" not in text:
            text += process.stdout.readline()
        assert ended(process)[0] == 0
    assert "curl -H 'Authorization: Bearer TOKEN' http" in text
    assert "sesame" not in text


def test_the_addresses_that_it_prints_are_those_of_the_public_url():
    with started("--port", "0", "--json", "--only", VISUAL, "--public-url", "http://mock:1234/") as (
        process,
        line,
    ):
        assert json.loads(line) == {"control": "http://mock:1234", "vendors": {VISUAL: "http://mock:1234"}}
        assert ended(process)[0] == 0


def test_ports_are_at_fixed_offsets():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with started("--port", str(port), "--json", "--only", VISUAL) as (_, line):
        addresses = json.loads(line)
    assert addresses["control"] == f"http://127.0.0.1:{port}"
    assert addresses["vendors"] == {VISUAL: f"http://127.0.0.1:{port + VENDORS[VISUAL].port_offset}"}


def test_a_taken_port_is_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"cannot listen on 127.0.0.1:{port}: the port is taken" in refused("--port", str(port))
        # the control port is free (or its neighbour is taken as well), a vendor's is not
        said = refused("--only", VISUAL, "--port", str(port - VENDORS[VISUAL].port_offset))
        assert re.search(rf":({port}|{port - VENDORS[VISUAL].port_offset}): the port is taken", said)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--nothing"], "--nothing"),
        (["--port", "x"], "--port"),
        (["--port", "-1"], "--port"),
        (["--port", "65535"], "--port"),
        (["--only", "nobody"], VISUAL),
        (["--pace", "polls:0"], "instant, polls:N"),
        (["--pace", "soon"], "instant, polls:N"),
        (["--media", "huge"], "tiny"),
        (["--profile", VISUAL], "DIALECT=NAME"),
        (["--profile", "nobody=default"], VISUAL),
        (["--profile", f"{VISUAL}=nothing"], "nothing"),
        (["--profile", f"{VISUAL}=default,nothing=x"], "nothing"),
        (["--profile", f"{VISUAL}=default", "--profile", f"{VISUAL}=default"], "one profile"),
        (["--public-url", "mock:80"], "http(s)://HOST[:PORT]"),
        (["--public-url", "http://mock/path"], "http(s)://HOST[:PORT]"),
        (["--public-url", "http://mock:99999"], "http(s)://HOST[:PORT]"),
        (["--callback-allow", "http://receiver:80/"], "--callback-allow"),
        (["--callback-allow", "10.0.0.0/33"], "a host name, an address or a network"),
        (["--host", "0.0.0.0"], "--control-token"),
        (["--host", "::"], "--control-token"),
        (["--host", "mock.example"], "--control-token"),
        (["--host", "0.0.0.0", "--control-token", ""], "--control-token"),
        (["--host", "203.0.113.7", "--control-token", "t", "--port", "0"], "cannot listen on 203.0.113.7"),
        (["surplus"], "surplus"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_bad_option_is_one_line(options, words):
    assert words in refused(*options)


def test_a_bad_log_level_is_one_line():
    assert "VIDLECT_LOG_LEVEL" in refused("--port", "0", VIDLECT_LOG_LEVEL="loud")


def test_beyond_the_loopback_interface_the_control_api_asks_for_its_token():
    options = ("--host", "0.0.0.0", "--port", "0", "--json")
    with started(*options, VIDLECT_CONTROL_TOKEN="sesame") as (process, line):
        control = json.loads(line)["control"]
        assert control.startswith("http://127.0.0.1:")
        assert fetched(control + "/__mock__/")[0] == 401
        assert fetched(control + "/__mock__/", Authorization="Bearer wrong")[0] == 401
        assert fetched(control + "/__mock__/", Authorization="Bearer sesame")[0] == 200
        code, rest, errors = ended(process)
    assert (code, rest) == (0, "")
    assert "sesame" not in errors


def test_the_loopback_interface_has_three_names():
    for host in ("localhost", "127.0.0.2"):
        with started("--host", host, "--port", "0", "--json") as (process, line):
            assert fetched(json.loads(line)["vendors"][VISUAL])[0] == 400
            assert ended(process)[0] == 0


def test_at_debug_each_request_is_one_line_on_stderr_without_secrets():
    with started("--port", "0", "--json", VIDLECT_LOG_LEVEL="debug") as (process, line):
        url = json.loads(line)["vendors"][VISUAL]
        fetched(url + "/some/path?X-Signature=secret", Authorization="secret")
        code, rest, errors = ended(process)
    assert (code, rest) == (0, "")
    assert len(re.findall(r"GET /some/path 400", errors)) == 1
    assert "secret" not in errors


def test_help_needs_no_server():
    done = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=True, timeout=PATIENCE)
    for option in ("host", "port", "only", "pace", "profile", "public-url", "control-token", "media", "json"):
        assert f"--{option}" in done.stdout


def test_a_started_mock_has_not_imported_what_it_may_never_need():
    heavy = {"fastapi", "httpx", "cryptography", "av", "yaml", "rich", "vidlect_contract", "PIL"}
    program = (
        "import sys; from vidlect_mock.server import prepare, Settings; server = prepare(Settings());"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    for _ in "12":  # the first start may parse YAML for the cache; what counts is every other
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=PATIENCE
        )
    assert done.stdout == "[]\n"

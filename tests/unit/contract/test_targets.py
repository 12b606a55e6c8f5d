"""Target files: what they may say, and how a wrong one is refused."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from vidlect_contract.known_failures import KnownFailure
from vidlect_contract.targets.description import Ready, read_target, target_from
from vidlect_contract.targets.gateway import Gateway
from vidlect_contract.targets.placeholders import fill
from vidlect_contract.targets.process import Program, free_port
from vidlect_contract.targets.reference import reference
from vidlect_contract.targets.table import BadTarget

WHOLE = """
name = "my gateway"
surface = "tokenops"
poll_interval = 0.5

[gateway]
start = ["./gateway", "--port", "{port}"]
base_url = "http://127.0.0.1:{port}"
directory = "bin"
stop_within = 3
environment = { UPSTREAM = "{mock.volcengine_visual}" }
files = { "config.json" = '{"ak": "{credentials.volcengine_visual.access_key}"}' }
ready = { path = "/healthz", status = 200, within = 5 }

[keys]
default = "sk-one"
other = "sk-two"
limited = "sk-three"

[models.volcengine_visual]
"jimeng-video-3.0-pro" = "jm-pro"

[words]
in_progress = "running"

[known_failures]
"journeys/errors/*" = "issue 12"

[mock]
listen = "0.0.0.0:18900"
public_host = "host.docker.internal"

[vendors.volcengine_visual]
session = "mine"
"""


def _read(tmp_path: Path, text: str):
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return read_target(file)


def test_a_whole_target_file_is_read(tmp_path):
    target = _read(tmp_path, WHOLE)
    assert target.name == "my gateway"
    assert target.start == ("./gateway", "--port", "{port}")
    assert target.directory == str(tmp_path / "bin")
    assert target.ready == Ready(path="/healthz", status=200, within=5.0)
    assert (target.stop_within, target.poll_interval) == (3.0, 0.5)
    assert [target.keys.of(name) for name in ("default", "other", "limited", "none")] == [
        "sk-one",
        "sk-two",
        "sk-three",
        None,
    ]
    assert target.models == {"volcengine_visual": {"jimeng-video-3.0-pro": "jm-pro"}}
    assert target.words == {"in_progress": "running"}
    assert target.known_failures == (KnownFailure("journeys/errors/*", "issue 12"),)
    assert target.mock.listen == "0.0.0.0:18900"
    assert target.session("volcengine_visual") == "mine"


def test_a_small_target_file_suffices(tmp_path):
    target = _read(tmp_path, '[gateway]\nbase_url = "http://localhost:3000/"\n[keys]\ndefault = "sk"\n')
    assert (target.name, target.surface, target.base_url) == ("mine", "tokenops", "http://localhost:3000")
    assert target.keys.of("other") is None
    assert target.session("volcengine_visual") == "default"


def test_a_status_of_zero_stands_for_any_answer(tmp_path):
    assert _read(tmp_path, GATEWAY + "ready = { status = 0 }\n" + KEYS).ready.status == 0


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}", "https://[::1]:8443/prefix", "http://gateway"])
def test_an_address_may_have_a_port_to_be_filled_a_prefix_or_neither(tmp_path, url):
    assert _read(tmp_path, f'[gateway]\nbase_url = "{url}"\n' + KEYS).base_url == url


def test_keys_are_never_printed(tmp_path):
    assert "sk-one" not in repr(_read(tmp_path, WHOLE))


GATEWAY = '[gateway]\nbase_url = "http://x"\n'
KEYS = '[keys]\ndefault = "sk"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("= 5", "not TOML"),
        (KEYS, "gateway: expected a table with base_url or start"),
        (GATEWAY, "keys: expected a table with the client key `default`"),
        ("gateway = 5\n" + KEYS, "gateway: expected a table, got 5"),
        ("[gateway]\n" + KEYS, "gateway: expected base_url, or start"),
        ('[gateway]\nbase_url = "localhost:3000"\n' + KEYS, "gateway.base_url: expected http://"),
        ('[gateway]\nstart = "run me"\n' + KEYS, "gateway.start: expected a list of texts, got 'run me'"),
        ("[gateway]\nstart = [1]\n" + KEYS, "gateway.start: expected a list of texts"),
        (GATEWAY + "stop_within = 0\n" + KEYS, "gateway.stop_within: expected a positive number, got 0"),
        (GATEWAY + "environment = { A = 1 }\n" + KEYS, "gateway.environment: expected a table of texts"),
        (GATEWAY + "files = 1\n" + KEYS, "gateway.files: expected a table of texts, got 1"),
        (
            GATEWAY + "ready = { withn = 3 }\n" + KEYS,
            "gateway.ready.withn: no such key; there are: path, status, within",
        ),
        ('[gateway]\nbase_url = "http://x:99999"\n' + KEYS, "gateway.base_url: expected http://"),
        ('[gateway]\nbase_url = "http://[::1"\n' + KEYS, "gateway.base_url: expected http://"),
        ('[gateway]\nbase_url = "http://"\n' + KEYS, "gateway.base_url: expected http://"),
        (GATEWAY + "ready = { status = 2.5 }\n" + KEYS, "gateway.ready.status: expected a whole number"),
        (GATEWAY + '[keys]\ndefault = "a\\nb"\n', "keys.default: expected printable ASCII"),
        (GATEWAY + KEYS + "other = 'schlüssel'\n", "keys.other: expected printable ASCII"),
        (
            GATEWAY + KEYS + "[mock]\nattach = 'http://h:99999'\n",
            "mock.attach: expected the mock's control URL",
        ),
        (
            GATEWAY + KEYS + "[vendors.volcengine_visual]\nsession = 'Bad Name'\n",
            "vendors.volcengine_visual.session: expected [a-z0-9]",
        ),
        (GATEWAY + "[keys]\nother = 'x'\n", "keys.default: expected the key of a client"),
        (GATEWAY + "[keys]\ndefault = ''\n", "keys.default: expected a text, got ''"),
        ("surface = 'nobody'\n" + GATEWAY + KEYS, "surface: expected one of tokenops"),
        ("poll_interval = true\n" + GATEWAY + KEYS, "poll_interval: expected a positive number, got True"),
        ("pol_interval = 1\n" + GATEWAY + KEYS, "pol_interval: no such key; there are:"),
        (GATEWAY + KEYS + "[models]\nmoon = {}\n", "models.moon: expected one of volcengine_visual"),
        (GATEWAY + KEYS + "[words]\nrunning = 'on'\n", "words.running: expected one of queued, running"),
        (GATEWAY + KEYS + "[mock]\nlisten = 'here'\n", "mock.listen: expected host:port, got 'here'"),
        (GATEWAY + KEYS + "[mock]\nlisten = '127.0.0.1:99999'\n", "mock.listen: expected host:port"),
        (GATEWAY + KEYS + "[mock]\nattach = 'localhost'\n", "mock.attach: expected the mock's control URL"),
        (GATEWAY + KEYS + "[mock]\nport = 1\n", "mock.port: no such key"),
        (GATEWAY + KEYS + "[vendors.moon]\n", "vendors.moon: expected one of volcengine_visual"),
        (
            GATEWAY + KEYS + "[vendors.volcengine_visual]\nkey = 'x'\n",
            "vendors.volcengine_visual.key: no such key",
        ),
    ],
)
def test_a_wrong_key_is_named_with_its_path(tmp_path, text, said):
    with pytest.raises(BadTarget) as caught:
        _read(tmp_path, text)
    assert said in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_a_file_that_is_not_there_is_one_clear_error(tmp_path):
    with pytest.raises(BadTarget, match="No such file"):
        read_target(tmp_path / "nothing.toml")


def test_placeholders_are_filled_and_other_braces_stay():
    values = {"port": "5", "mock.volcengine_visual": "http://m"}
    assert (
        fill('{"a": {port}, "b": "{mock.volcengine_visual}", "c": "{x}"}', values, "w")
        == '{"a": 5, "b": "http://m", "c": "{x}"}'
    )


def test_a_placeholder_without_a_value_is_named():
    with pytest.raises(BadTarget, match=r"gateway\.files\.a: nothing stands for \{mock\.kling\}"):
        fill("{mock.kling}", {"port": "5"}, "gateway.files.a")


def test_the_reference_is_a_target_like_any_other():
    target = reference("tokenops", ("volcengine_visual",), ["tokenops=default"])
    assert target.start[-2:] == ("--profile", "tokenops=default")
    assert all(target.keys.of(name) for name in ("default", "other", "limited"))


SERVER = """
import http.server, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(204 if self.path == "/healthz" else 404)
        self.end_headers()
    def log_message(self, *_): pass
print("starting", os.environ["UPSTREAM"], open(sys.argv[2]).read(), flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


def _target(**gateway):
    start = [sys.executable, "-c", SERVER, "{port}", "{files}/a/config.txt"]
    values = {
        "gateway": {
            "start": start,
            "environment": {"UPSTREAM": "{mock.volcengine_visual}"},
            "files": {"a/config.txt": "key={credentials.volcengine_visual.access_key}"},
            "ready": {"path": "/healthz", "status": 204, "within": 20},
            **gateway,
        },
        "keys": {"default": "sk"},
    }
    return target_from(values, "mine", ".")


VALUES = {"mock.volcengine_visual": "http://mock", "credentials.volcengine_visual.access_key": "AKLT1"}


def test_a_gateway_is_started_with_its_files_and_stopped_again(tmp_path):
    async def course():
        gateway = await Gateway.start(_target(), VALUES, tmp_path, 5.0)
        running = gateway.target.base_url
        await gateway.stop()
        return running

    assert asyncio.run(course()).startswith("http://127.0.0.1:")
    assert (tmp_path / "gateway.log").read_text() == "starting http://mock key=AKLT1\n"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"directory": "no-such-folder"}, "gateway.directory: no-such-folder: No such file"),
        ({"start": ["/no/such/program"]}, "gateway.start: /no/such/program: No such file"),
        (
            {"start": [sys.executable, "-c", "print('bad luck'); raise SystemExit(3)"]},
            "it ended before it was ready:\nbad luck",
        ),
        ({"ready": {"path": "/other", "status": 200, "within": 0.7}}, "not ready after 0.7 s: status 404"),
        (
            {"start": [], "base_url": "http://127.0.0.1:{port}", "ready": {"within": 0.2}},
            "not ready after 0.2 s: ConnectError",
        ),
        ({"files": {"../outside": ""}}, "gateway.files.../outside: expected a name inside"),
        ({"environment": {"A": "{mock.kling}"}}, "gateway.environment.A: nothing stands for"),
    ],
)
def test_a_gateway_that_does_not_start_is_one_clear_error(tmp_path, changed, said):
    with pytest.raises(BadTarget) as caught:
        asyncio.run(Gateway.start(_target(**changed), VALUES, tmp_path, 5.0))
    assert said in str(caught.value)


def test_a_program_that_ignores_sigterm_is_killed_with_its_children(tmp_path):
    stubborn = "import signal, time, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"

    async def course():
        program = await Program.start([sys.executable, "-c", stubborn], log=tmp_path / "log", speaks=True)
        line = await program.first_line(20)
        await program.stop(0.2)
        return line, program.ended()

    assert asyncio.run(course()) == ("up\n", True)


def test_a_silent_program_is_one_clear_error(tmp_path):
    async def course():
        program = await Program.start(
            [sys.executable, "-c", "raise SystemExit('no licence')"], log=tmp_path / "log", speaks=True
        )
        try:
            await program.first_line(20)
        finally:
            await program.stop(1)

    with pytest.raises(BadTarget, match="no licence"):
        asyncio.run(course())


def test_a_free_port_is_free():
    assert 0 < free_port() < 65536

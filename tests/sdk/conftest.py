"""A mock on real ports, and clients that somebody else wrote, each in its own environment."""

import json
import queue
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from vidlect_mock.scenario import AfterPolls
from vidlect_mock.server import Settings, serve_in_thread

sys.path.insert(0, str(Path(__file__).parent))

ROOT = Path(__file__).parents[2]
ENVIRONMENTS = ROOT / ".cache" / "clients"
SCRIPTS = Path(__file__).parent / "clients"
NODE = shutil.which("node")


@pytest.fixture(scope="session")
def mock():
    """A running mock with small films; a task runs at its first poll and is done at the second."""
    with serve_in_thread(Settings(media="tiny", pace=AfterPolls(1, 2))) as running:
        yield running


@pytest.fixture
def visual(mock):
    """The address of the mocked Visual API."""
    return mock.vendor_urls["volcengine_visual"]


@pytest.fixture(scope="session")
def define(mock):
    """Defines a scenario by its parts; the marker that stands for it in a prompt is returned."""

    def put(name, **parts):
        reply = httpx.put(
            f"{mock.control_url}/__mock__/scenarios/{name}", json={"name": name, **parts}, trust_env=False
        )
        assert reply.status_code == 200, reply.text
        return f"[[mock:{name} #sdk/{name}]]"

    return put


@pytest.fixture(scope="session")
def define_refusals(define):
    """Defines one scenario a code, whose first submit the vendor refuses by it; prompts for them are returned."""

    def put(prefix, codes, on="submit"):
        return [
            define(
                f"{prefix}.{code.lower().replace(' ', '-')}",
                faults=[{"on": on, "kind": "vendor_error", "code": code}],
            )
            + " 白马过河"
            for code in codes
        ]

    return put


@pytest.fixture(scope="session")
def journal(mock):
    """Reads the entries of a session (`session=`) or of a case (`case=`), the oldest first."""

    def read(**which):
        reply = httpx.get(f"{mock.control_url}/__mock__/journal", params=which, trust_env=False)
        return reply.json()["entries"]

    return read


@pytest.fixture(scope="session")
def download():
    """Fetches a film; its bytes are returned."""

    def fetch(url):
        reply = httpx.get(url, trust_env=False)
        assert reply.status_code == 200, reply.text
        assert reply.headers["content-type"] == "video/mp4"
        assert int(reply.headers["content-length"]) == len(reply.content)
        assert reply.content[4:8] == b"ftyp"
        return reply.content

    return fetch


@pytest.fixture
def receiver():
    """An address on this machine and the queue of what is posted there, each (headers, body as text)."""
    posted = queue.Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            posted.put(({name.lower(): value for name, value in self.headers.items()}, body.decode()))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/notices", posted
        server.shutdown()
        thread.join()


def _report(command, environment, settings, where=None):
    done = subprocess.run(
        command,
        input=json.dumps(settings),
        cwd=where,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def run_client():
    """Runs `clients/SCRIPT FLOW` in the environment of a foreign client; its one JSON document is returned."""

    def run(client, script, flow, environment=None, **settings):
        python = ENVIRONMENTS / client / "bin" / "python"
        if not python.exists():
            pytest.skip(f"the environment of {client} is not there: run `make clients`")
        return _report([python, SCRIPTS / script, flow], environment or {}, settings)

    return run


@pytest.fixture(scope="session")
def run_node_client():
    """The same for a client of npm; without Node on this machine the test is skipped."""

    def run(client, script, flow, environment=None, **settings):
        if NODE is None:
            pytest.skip("Node is not installed on this machine")
        where = ENVIRONMENTS / client
        assert (where / "node_modules").exists(), "run `make clients`"
        return _report([NODE, SCRIPTS / script, flow], environment or {}, settings, where)

    return run

"""The servers that are measured: started as processes on one CPU, stopped for sure. Never: load."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from load import SERVER_CPU, pinned

ROOT = Path(__file__).parents[2]
AIMOCK = "@copilotkit/aimock@1.43.0"
AIMOCK_FIXTURES = {
    "fixtures": [
        {
            "match": {"endpoint": "video"},
            "response": {
                "json": {
                    "id": "cgt-1",
                    "model": "seedance",
                    "status": "succeeded",
                    "content": {"video_url": "http://127.0.0.1/video.mp4"},
                }
            },
        }
    ]
}


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def process(command: list[str], **options: object) -> Iterator[subprocess.Popen[str]]:
    """A server process on the server's CPU, ended in the end."""
    started = subprocess.Popen(pinned(command, SERVER_CPU), text=True, start_new_session=True, **options)  # type: ignore[call-overload]
    try:
        yield started
    finally:
        os.killpg(started.pid, signal.SIGTERM)
        try:
            started.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()


def wait_for(port: int, seconds: float = 20) -> None:
    """Until somebody accepts on this port."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise SystemExit(f"nothing listens on port {port} after {seconds} s")


@contextmanager
def baseline() -> Iterator[str]:
    """A bare uvicorn app (uvloop, httptools) that answers static bytes: what all ratios refer to."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "baseline_app:app", "--port", str(port)]
    command += ["--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "error"]
    with process(command, cwd=Path(__file__).parent):
        wait_for(port)
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def mock(*vendors: str) -> Iterator[tuple[dict[str, str], int]]:
    """`vidlect mock` for some vendors: its URLs and its process id."""
    command = [sys.executable, "-m", "vidlect", "mock", "--json", "--port", "0", "--pace", "instant"]
    command += ["--media", "tiny"]
    for vendor in vendors:
        command += ["--only", vendor]
    with process(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as started:
        assert started.stdout is not None
        said = json.loads(started.stdout.readline())
        yield {"control": said["control"], **said["vendors"]}, started.pid


@contextmanager
def aimock() -> Iterator[str | None]:
    """The npm package aimock with one Ark video fixture, or None where there is no Node."""
    if shutil.which("npm") is None:
        yield None
        return
    folder = ROOT / ".cache" / "bench" / "aimock"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "node_modules").exists():
        (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
        install = ["npm", "install", "--silent", "--no-save", "--no-package-lock", AIMOCK]
        subprocess.run(install, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    fixtures = folder / "fixtures.json"
    fixtures.write_text(json.dumps(AIMOCK_FIXTURES), encoding="utf-8")
    port = free_port()
    program = folder / "node_modules" / "@copilotkit" / "aimock" / "dist" / "cli.js"
    command = [
        "node",
        str(program),
        "--port",
        str(port),
        "--fixtures",
        str(fixtures),
        "--log-level",
        "silent",
    ]
    with process(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        wait_for(port)
        yield f"http://127.0.0.1:{port}"


def resident(pid: int) -> float:
    """Resident memory of a process in MB (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("no VmRSS")

"""Load on one server: wrk on one CPU, the server on the other. Never: what is compared with what."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

SERVER_CPU, LOAD_CPU = "0", "1"
CONNECTIONS = 32  # design.md section 10
_UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 60e3}


@dataclass(frozen=True, slots=True)
class Request:
    """One request, sent again and again."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Measured:
    """What wrk counted: requests a second, milliseconds, answers outside 2xx and 3xx, broken sockets."""

    rate: float
    p99: float
    longest: float
    requests: int
    refused: int
    broken: int


def pinned(command: list[str], cpu: str) -> list[str]:
    """The command, bound to a CPU where the machine can do that."""
    return ["taskset", "-c", cpu, *command] if shutil.which("taskset") else command


def press(request: Request, seconds: float) -> Measured:
    """Send a request as fast as 32 connections can for so long."""
    if shutil.which("wrk") is None:
        raise SystemExit("make bench needs wrk (Debian: apt-get install wrk; macOS: brew install wrk)")
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "request.lua"
        headers = "\n".join(f"wrk.headers[{_lua(name)}] = {_lua(value)}" for name, value in request.headers)
        script.write_text(
            f"wrk.method = {_lua(request.method)}\nwrk.body = {_lua(request.body.decode())}\n{headers}\n",
            encoding="utf-8",
        )
        command = [
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{seconds:g}s",
            "--latency",
            "-s",
            str(script),
            request.url,
        ]
        run = subprocess.run(pinned(command, LOAD_CPU), capture_output=True, text=True, check=True)
    return _read(run.stdout)


def _read(text: str) -> Measured:
    def found(pattern: str, default: str = "0") -> str:
        match = re.search(pattern, text)
        return match[1] if match else default

    latency = re.search(r"Latency\s+\S+\s+\S+\s+([\d.]+)(us|ms|s|m)", text)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s|m)", text)
    if latency is None or p99 is None:
        raise SystemExit(f"wrk printed no latency:\n{text}")
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    return Measured(
        rate=float(found(r"Requests/sec:\s+([\d.]+)")),
        p99=float(p99[1]) * _UNITS[p99[2]],
        longest=float(latency[1]) * _UNITS[latency[2]],
        requests=int(found(r"(\d+) requests in")),
        refused=int(found(r"Non-2xx or 3xx responses: (\d+)")),
        broken=sum(map(int, broken.groups())) if broken else 0,
    )


def _lua(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

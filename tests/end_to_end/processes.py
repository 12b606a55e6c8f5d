"""Commands of ours in processes of their own, and what the system says of them."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

MIB = 1024 * 1024


@contextlib.contextmanager
def started(*arguments, log):
    """A process of ours, its first line parsed; ended by SIGTERM."""
    with log.open("a") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "vidlect", *arguments, "--json"],
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    try:
        yield process, json.loads(process.stdout.readline())
    finally:
        process.terminate()
        try:
            process.wait(20)
        finally:
            process.kill()
            process.stdout.close()


def bearer(said):
    """The header with the key that a gateway printed."""
    return {"Authorization": f"Bearer {said['keys']['default']}"}


def can_be_measured():
    """Whether the system tells the largest size of a process, and forgets it when asked (Linux)."""
    return os.access("/proc/self/clear_refs", os.W_OK)


def size_of(process, line):
    """Bytes by a line of /proc/PID/status: `VmRSS` now, `VmHWM` the largest since `forget_largest`."""
    said = Path(f"/proc/{process.pid}/status").read_text()
    return int(said.split(f"{line}:")[1].split()[0]) * 1024


def forget_largest(process):
    """From here on `VmHWM` counts anew."""
    Path(f"/proc/{process.pid}/clear_refs").write_text("5")


def spooled_by(process):
    """How many files without a name a process has open."""
    found = 0
    for one in Path(f"/proc/{process.pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            target = str(one.readlink())
            found += target.startswith("/") and target.endswith("(deleted)")
    return found

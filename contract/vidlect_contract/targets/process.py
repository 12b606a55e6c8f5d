"""Starts programs in their own process group and ends them cleanly.

Here live start, readiness by first line, and stop. Never: what a program is for.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path

from .table import BadTarget

_TAIL = 2000
"""Characters of a program's log that an error repeats."""


class Program:
    """A running program. Its output goes to a log file, or its standard output to us."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._log = log

    @classmethod
    async def start(
        cls,
        command: Sequence[str],
        *,
        log: Path,
        environment: Mapping[str, str] | None = None,
        directory: str = ".",
        speaks: bool = False,
    ) -> Program:
        """Start a command; `speaks`: its standard output is read by us instead of logged.

        Raises:
            BadTarget: it cannot be started.
        """
        with log.open("ab") as sink:
            try:
                process = await asyncio.create_subprocess_exec(
                    *command,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.PIPE if speaks else sink,
                    stderr=sink,
                    env={**os.environ, **(environment or {})},
                    cwd=directory,
                    start_new_session=True,
                )
            except OSError as error:
                # subprocess names the folder when it is the folder that cannot be entered
                at = "gateway.directory" if error.filename == directory else "gateway.start"
                raise BadTarget(f"{at}: {error.filename or command[0]}: {error.strerror}") from error
        return cls(process, log)

    async def first_line(self, within: float) -> str:
        """The first line that it says. Raises BadTarget when it ends or is silent for too long."""
        stream = self._process.stdout
        if stream is None:
            raise ValueError("this program's output goes to its log")
        try:
            line = await asyncio.wait_for(stream.readline(), within)
        except TimeoutError:
            line = b""
        if not line:
            raise BadTarget(f"it did not start:\n{self.tail()}")
        return line.decode("utf-8", "replace")

    def ended(self) -> bool:
        """Whether it has ended by itself."""
        return self._process.returncode is not None

    def tail(self) -> str:
        """The end of its log."""
        try:
            return self._log.read_bytes()[-_TAIL:].decode("utf-8", "replace").strip()
        except OSError:
            return ""

    async def stop(self, within: float) -> None:
        """SIGTERM to its whole group, and SIGKILL to what is left after so many seconds."""
        group = self._process.pid
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), within)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
        await self._process.wait()


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port

"""The gateway that is judged: started by us, or one that runs already.

Here live its start, its readiness and its end. Never: a case.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from vidlect_adapters.message import HttpCall

from .description import ClientKeys, Target
from .http import Client, NoReply
from .placeholders import fill
from .process import Program, free_port
from .table import BadTarget

_LOOK_EVERY = 0.05
"""Seconds between two looks whether a gateway is ready."""


class Gateway:
    """A gateway that answers."""

    def __init__(self, client: Client, program: Program | None, target: Target) -> None:
        self.client = client
        self._program = program
        self.target = target

    @classmethod
    async def start(
        cls,
        target: Target,
        placeholders: Mapping[str, str],
        folder: Path,
        patience: float,
        wait: float | None = None,
    ) -> Gateway:
        """Start what the target says, if it says a command, and wait until it is ready.

        Args:
            target: the description; placeholders in it are filled here.
            placeholders: values for them.
            folder: where its files and its log are written.
            patience: seconds that one answer may take.
            wait: seconds to wait for readiness, instead of the target's own.

        Raises:
            BadTarget: a placeholder without a value, a command that does not start or become ready.
        """
        values = {**placeholders, "port": str(free_port()), "files": str(folder)}
        _write(
            folder, {name: fill(text, values, f"gateway.files.{name}") for name, text in target.files.items()}
        )
        filled = replace(
            target,
            base_url=fill(target.base_url, values, "gateway.base_url"),
            keys=ClientKeys(
                default=fill(target.keys.default, values, "keys.default"),
                other=fill(target.keys.other, values, "keys.other"),
                limited=fill(target.keys.limited, values, "keys.limited"),
            ),
        )
        program: Program | None = None
        if target.start:
            program = await Program.start(
                [fill(part, values, f"gateway.start[{index}]") for index, part in enumerate(target.start)],
                log=folder / "gateway.log",
                environment={
                    name: fill(value, values, f"gateway.environment.{name}")
                    for name, value in target.environment.items()
                },
                directory=target.directory,
            )
        gateway = cls(Client(filled.base_url, patience), program, filled)
        try:
            await gateway._until_ready(target.ready.within if wait is None else wait)
        except BaseException:
            await gateway.stop()
            raise
        return gateway

    async def _until_ready(self, within: float) -> None:
        wanted, loop = self.target.ready, asyncio.get_running_loop()
        deadline, said = loop.time() + within, "no answer"
        while loop.time() < deadline:
            if self._program is not None and self._program.ended():
                raise BadTarget(f"gateway.start: it ended before it was ready:\n{self._program.tail()}")
            try:
                reply = await self.client.send(HttpCall(method="GET", path=wanted.path))
            except NoReply as error:
                said = str(error)
            else:
                if wanted.status in {0, reply.status}:
                    return
                said = f"status {reply.status}"
            await asyncio.sleep(_LOOK_EVERY)
        log = "" if self._program is None else f"\n{self._program.tail()}"
        raise BadTarget(
            f"gateway.ready: {self.target.base_url}{wanted.path} not ready after {within:g} s: {said}{log}"
        )

    async def stop(self) -> None:
        """Leave it, and end it if we started it."""
        await self.client.close()
        if self._program is not None:
            await self._program.stop(self.target.stop_within)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, content in files.items():
        file = folder / name
        if not file.resolve().is_relative_to(folder.resolve()):
            raise BadTarget(f"gateway.files.{name}: expected a name inside the folder of files")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")

"""The mock behind a judged gateway: started by us, or one that runs already.

Here lives its control API as the runner needs it. Never: what a vendor does.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import urlsplit, urlunsplit

import orjson

from vidlect_adapters.message import HttpCall, HttpReply, JsonObject
from vidlect_adapters.registry import VENDORS
from vidlect_contract.case import as_list, as_object
from vidlect_contract.mock_keys import mock_credentials
from vidlect_contract.observation import Entry, entry_from_json
from vidlect_mock import registry

from .description import MockPlace
from .http import Client, NoReply, fetch
from .process import Program
from .table import BadTarget

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
PAGE = 1000
"""Journal entries that one request asks for."""
_START_WITHIN = 30.0
"""Seconds; a mock is ready in under one, a busy machine may take longer."""


class Mock:
    """A mock that the runner can script and ask."""

    def __init__(self, client: Client, program: Program | None, public_host: str) -> None:
        self._client = client
        self._program = program
        self._public_host = public_host
        self._urls: dict[str, str] = {}
        self._effects: dict[str, dict[str, str]] = {}
        self._attached = False

    @classmethod
    async def start(cls, place: MockPlace, profiles: Sequence[str], log: Path, patience: float) -> Mock:
        """Start a mock, or attach to one.

        Raises:
            BadTarget: it does not start, or does not answer.
        """
        if place.attach:
            mock = cls(Client(place.attach, patience), None, place.public_host)
        else:
            mock = await cls._started(place, profiles, log, patience)
        try:
            await mock.look()
        except NoReply as error:
            await mock.stop()
            raise BadTarget(f"mock: no mock at {mock.control_url}: {error}") from error
        return mock

    @classmethod
    async def _started(cls, place: MockPlace, profiles: Sequence[str], log: Path, patience: float) -> Mock:
        host, _, port = place.listen.rpartition(":")
        command = [
            sys.executable,
            "-m",
            "vidlect",
            "mock",
            "--json",
            "--media",
            "tiny",
            "--host",
            host,
            "--port",
            port,
        ]
        headers: dict[str, str] = {}
        if host.strip("[]") not in LOOPBACK:
            token = token_urlsafe(24)
            command += ["--control-token", token]
            headers["Authorization"] = f"Bearer {token}"
        for profile in profiles:
            command += ["--profile", profile]
        program = await Program.start(command, log=log, speaks=True)
        try:
            urls: JsonObject = orjson.loads(await program.first_line(_START_WITHIN))
        except (BadTarget, orjson.JSONDecodeError) as error:
            await program.stop(1.0)
            raise BadTarget(f"mock: {error}") from error
        return cls(Client(_reachable(str(urls["control"])), patience, headers), program, place.public_host)

    async def look(self) -> None:
        """Learn which vendors it serves, and where. Raises NoReply."""
        about = await self._client.json("GET", "/__mock__/")
        for name, said in as_object(about.get("vendors")).items():
            url = as_object(said).get("url") if isinstance(said, dict) else said
            if name in registry.VENDORS and isinstance(url, str):
                self._urls[name] = _reachable(url)
                operations = registry.load(name).OPERATIONS
                self._effects[name] = {key: operation.effect.value for key, operation in operations.items()}

    @property
    def control_url(self) -> str:
        """Where its control API is."""
        return self._client.base_url

    def url(self, vendor: str) -> str:
        """Where the runner reaches a vendor. Raises BadTarget."""
        if vendor not in self._urls:
            raise BadTarget(f"mock: it serves no {vendor}")
        return self._urls[vendor]

    def placeholders(self, sessions: Mapping[str, str]) -> dict[str, str]:
        """`mock.VENDOR` and `credentials.VENDOR.NAME` for target files."""
        found = {"mock.control": self._public(self._client.base_url)}
        for vendor, url in self._urls.items():
            found[f"mock.{vendor}"] = self._public(url)
            for kind in registry.load(vendor).credentials(sessions.get(vendor, "default")):
                found.update({f"credentials.{vendor}.{name}": value for name, value in kind.values.items()})
        return found

    def environment(self, sessions: Mapping[str, str]) -> dict[str, str]:
        """The official SDKs' variables with keys that this mock takes, and every vendor's address."""
        found: dict[str, str] = {}
        for vendor, url in self._urls.items():
            found[f"VIDLECT_MOCK_{vendor.upper()}"] = self._public(url)
            for kind in registry.load(vendor).credentials(sessions.get(vendor, "default")):
                found.update(kind.env)
        return found

    def secrets(self, sessions: Mapping[str, str]) -> tuple[str, ...]:
        """Values that no client of a gateway may see."""
        return tuple(
            value
            for vendor in self._urls
            for kind in registry.load(vendor).credentials(sessions.get(vendor, "default"))
            for value in kind.values.values()
        )

    def _public(self, url: str) -> str:
        if not self._public_host:
            return url
        parts = urlsplit(url)
        return urlunsplit(parts._replace(netloc=f"{self._public_host}:{parts.port}"))

    async def attach(self, run: str) -> None:
        """Say that a judged run is on: the shared clock stays until `stop`.

        Raises:
            BadTarget: another run is on.
        """
        try:
            await self._client.json("PUT", "/__mock__/attached", orjson.dumps({"run": run}))
        except NoReply as error:
            raise BadTarget(f"mock: {error}") from error
        self._attached = True

    async def script(self, scenario: JsonObject) -> None:
        """Register a scenario. Raises NoReply."""
        await self._client.json("PUT", f"/__mock__/scenarios/{scenario['name']}", orjson.dumps(scenario))

    async def journal(self, vendor: str, session: str, after: int) -> tuple[list[Entry], int]:
        """A page of a vendor's session's entries after a number, and the number to go on from.

        Raises:
            NoReply: the mock does not answer, or not in the agreed form.
        """
        query = (("vendor", vendor), ("session", session), ("after", str(after)), ("limit", str(PAGE)))
        page = await self._client.json("GET", "/__mock__/journal", query=query)
        last = page.get("last")
        try:
            entries = [
                entry_from_json(as_object(one), self._effects[vendor]) for one in as_list(page.get("entries"))
            ]
        except ValueError as error:
            raise NoReply(str(error)) from error
        return entries, last if isinstance(last, int) else after

    async def film(self, vendor: str, url: str, *headers: tuple[str, str]) -> HttpReply:
        """What the vendor itself serves at a result link. Raises NoReply."""
        home = urlsplit(self.url(vendor))
        here = urlunsplit(urlsplit(url)._replace(scheme=home.scheme, netloc=home.netloc))
        return await fetch("GET", here, headers, 30.0)

    async def content(self, vendor: str, session: str, call: HttpCall) -> HttpReply:
        """What the vendor itself serves to a call of the gateway's account. Raises NoReply."""
        client = Client(self.url(vendor), 30.0)
        try:
            hosted = call.with_headers(("Host", urlsplit(self.url(vendor)).netloc))
            now = datetime.now(UTC)
            return await client.send(
                VENDORS[vendor].authorize(hosted, mock_credentials(vendor, session), now)
            )
        finally:
            await client.close()

    async def stop(self) -> None:
        """Leave it, and end it if it is ours."""
        if self._attached:
            with contextlib.suppress(NoReply):
                await self._client.json("DELETE", "/__mock__/attached")
        await self._client.close()
        if self._program is not None:
            await self._program.stop(5.0)


def _reachable(url: str) -> str:
    """The URL as we reach it: a mock that listens everywhere is here."""
    parts = urlsplit(url)
    if parts.hostname in {"0.0.0.0", "::"}:  # noqa: S104 # read, not bound
        return urlunsplit(parts._replace(netloc=f"127.0.0.1:{parts.port}"))
    return url

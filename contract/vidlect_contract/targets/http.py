"""Sends calls and brings back replies.

Here lives one small HTTP client. Never: a retry, an opinion.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlsplit

import httpx

from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, Pairs
from vidlect_contract.observation import read_json


class NoReply(Exception):
    """Nothing came back: refused, broken off, too late. The text says which."""


class Sends(Protocol):
    """Something that sends a call to one place."""

    async def send(self, call: HttpCall) -> HttpReply:
        """The reply to a call. Raises NoReply."""
        ...


class Client:
    """Sends to one base URL, over kept connections. Environment proxies are not used: all is local or named."""

    def __init__(self, base_url: str, timeout: float, headers: Mapping[str, str] | None = None) -> None:
        self.base_url = base_url.rstrip("/")
        self._client = httpx.AsyncClient(
            timeout=timeout,
            headers=dict(headers or {}),
            trust_env=False,
            follow_redirects=False,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=64),
        )

    async def send(self, call: HttpCall) -> HttpReply:
        """The reply to a call. Raises NoReply."""
        query = str(httpx.QueryParams(list(call.query)))
        url = f"{self.base_url}{call.path}" + (f"?{query}" if query else "")
        try:
            reply = await self._client.request(
                call.method, url, headers=list(call.headers), content=call.body or None
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NoReply(f"{type(error).__name__}: {error}".rstrip(": ")) from error
        return HttpReply(
            status=reply.status_code, headers=tuple(reply.headers.multi_items()), body=reply.content
        )

    async def json(
        self, method: str, path: str, body: bytes = b"", query: tuple[tuple[str, str], ...] = ()
    ) -> JsonObject:
        """The JSON object that a call is answered with. Raises NoReply for anything else."""
        headers = (("Content-Type", "application/json"),) if body else ()
        reply = await self.send(HttpCall(method=method, path=path, query=query, headers=headers, body=body))
        if reply.status >= 300:
            raise NoReply(f"{method} {path}: {reply.status} {reply.body[:300].decode('utf-8', 'replace')}")
        if not reply.body:
            return {}
        try:
            value = read_json(reply.body)
        except ValueError as error:
            raise NoReply(f"{method} {path}: not JSON") from error
        if not isinstance(value, dict):
            raise NoReply(f"{method} {path}: not a JSON object")
        return value

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()


async def fetch(method: str, url: str, headers: Pairs, patience: float) -> HttpReply:
    """What an address gives that somebody named in a reply. Raises NoReply."""
    link = urlsplit(url)
    if link.scheme not in {"http", "https"} or not link.hostname:
        raise NoReply(f"not an http(s) address: {url[:200]}")
    client = Client(f"{link.scheme}://{link.netloc}", patience)
    try:
        path = (link.path or "/") + (f"?{link.query}" if link.query else "")
        return await client.send(HttpCall(method=method, path=path, headers=headers))
    finally:
        await client.close()

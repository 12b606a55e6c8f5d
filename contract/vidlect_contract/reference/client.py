"""The reference client: films from a vendor without a gateway, as seed 001's provider class offers them.

Here live the two drivers, sync and async, of the conversations. Never: what is said (`conversation`).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

import httpx

from vidlect_adapters.canonical import TaskRef
from vidlect_adapters.credentials import Credentials
from vidlect_adapters.profile import Profile, choose
from vidlect_adapters.registry import VENDORS

from .conversation import (
    POLL_SECONDS,
    Ask,
    Connection,
    Conversation,
    Outcome,
    Speaker,
    VideoResult,
    request_of,
)
from .sending import Timeouts, httpx_options, send, send_blocking
from .upstream import BaseUrl, Upstream

_Result = TypeVar("_Result")


class _Vendor(NamedTuple):
    base_url: str
    locator: str


VENDOR = "volcengine_visual"
_VENDORS = {VENDOR: _Vendor(base_url="https://visual.volcengineapi.com", locator="req_key")}
"""Where each vendor is, and the name under which its polls want the model (its facts, section 1 and 4)."""


def _parts(
    vendor: str, credentials: Credentials, base_url: str | None, profile: Profile | None
) -> tuple[Speaker, Upstream]:
    """What both clients are built from. Raises ValueError: unknown vendor, bad base URL."""
    if vendor not in _VENDORS:
        raise ValueError(f"the client speaks to {', '.join(_VENDORS)}, not to {vendor!r}")
    adapter, place = VENDORS[vendor], _VENDORS[vendor]
    speaker = Speaker(
        vendor=adapter,
        profile=profile or choose(adapter.NAME, adapter.SWITCHES, adapter.PROFILES),
        locator=place.locator,
    )
    upstream = Upstream(base_url=BaseUrl(base_url or place.base_url), credentials=credentials)
    return speaker, upstream


class VideoClient:
    """A client that waits. Use it as a context manager, or `close` it.

    Every call raises `conversation.VideoClientError` (VendorRefused, NotUnderstood, StillRunning).
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        base_url: str | None = None,
        vendor: str = VENDOR,
        profile: Profile | None = None,
        timeouts: Timeouts | None = None,
    ) -> None:
        """Speak to the vendor at `base_url` (a mock, perhaps), or at its own address."""
        self._speaker, self._upstream = _parts(vendor, credentials, base_url, profile)
        self._http = httpx.Client(**httpx_options(timeouts or Timeouts()))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def test_connection(self) -> Connection:
        """Whether the vendor answers and takes the keys."""
        return self._hold(self._speaker.test())

    def list_models(self) -> Sequence[dict[str, str]]:
        """The vendor's models."""
        return self._speaker.models()

    def estimate_cost(self, model: str, duration: int | Decimal | Fraction) -> Decimal | None:
        """What a film of so many seconds costs, in the vendor's currency; None where that is not known."""
        return self._speaker.cost(model, duration)

    def submit_text_to_video(
        self,
        prompt: str,
        *,
        model: str,
        duration: int | None = None,
        aspect_ratio: str | None = None,
        seed: int | None = None,
    ) -> VideoResult:
        """Ask for a film from text; what is left out is the vendor's to choose."""
        request = request_of(
            model=model, prompt=prompt, duration=duration, aspect_ratio=aspect_ratio, seed=seed
        )
        return self._hold(self._speaker.submit(request))

    def submit_image_to_video(  # noqa: PLR0913 # the arguments of seed 001
        self,
        image_url: str,
        *,
        model: str,
        prompt: str = "",
        duration: int | None = None,
        aspect_ratio: str | None = None,
        seed: int | None = None,
    ) -> VideoResult:
        """Ask for a film that starts with a picture: a URL, or a data URL."""
        request = request_of(
            model=model,
            prompt=prompt,
            duration=duration,
            aspect_ratio=aspect_ratio,
            seed=seed,
            first_frame=image_url,
        )
        return self._hold(self._speaker.submit(request))

    def wait_for_completion(
        self,
        task: str | TaskRef,
        timeout: float = 600,
        *,
        model: str | None = None,
        interval: float = POLL_SECONDS,
    ) -> VideoResult:
        """Poll until a task has ended, well or not. `model` only for an id that this client did not submit."""
        ref = self._speaker.ref_of(task, model)
        return self._hold(self._speaker.wait(ref, timeout, time.monotonic, interval))

    def _hold(self, conversation: Conversation[_Result]) -> _Result:
        outcome: Outcome = None
        try:
            while True:
                step = conversation.send(outcome)
                outcome = None
                if isinstance(step, Ask):
                    authorize = self._speaker.vendor.authorize
                    outcome = send_blocking(self._http, self._upstream, step.call, authorize, step.repeat)
                else:
                    time.sleep(step.seconds)
        except StopIteration as end:
            result: _Result = end.value
            return result


class AsyncVideoClient:
    """The same client for an event loop."""

    def __init__(
        self,
        credentials: Credentials,
        *,
        base_url: str | None = None,
        vendor: str = VENDOR,
        profile: Profile | None = None,
        timeouts: Timeouts | None = None,
    ) -> None:
        """Speak to the vendor at `base_url` (a mock, perhaps), or at its own address."""
        self._speaker, self._upstream = _parts(vendor, credentials, base_url, profile)
        self._http = httpx.AsyncClient(**httpx_options(timeouts or Timeouts()))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def test_connection(self) -> Connection:
        """Whether the vendor answers and takes the keys."""
        return await self._hold(self._speaker.test())

    def list_models(self) -> Sequence[dict[str, str]]:
        """The vendor's models."""
        return self._speaker.models()

    def estimate_cost(self, model: str, duration: int | Decimal | Fraction) -> Decimal | None:
        """What a film of so many seconds costs, in the vendor's currency; None where that is not known."""
        return self._speaker.cost(model, duration)

    async def submit_text_to_video(
        self,
        prompt: str,
        *,
        model: str,
        duration: int | None = None,
        aspect_ratio: str | None = None,
        seed: int | None = None,
    ) -> VideoResult:
        """Ask for a film from text; what is left out is the vendor's to choose."""
        request = request_of(
            model=model, prompt=prompt, duration=duration, aspect_ratio=aspect_ratio, seed=seed
        )
        return await self._hold(self._speaker.submit(request))

    async def submit_image_to_video(  # noqa: PLR0913 # the arguments of seed 001
        self,
        image_url: str,
        *,
        model: str,
        prompt: str = "",
        duration: int | None = None,
        aspect_ratio: str | None = None,
        seed: int | None = None,
    ) -> VideoResult:
        """Ask for a film that starts with a picture: a URL, or a data URL."""
        request = request_of(
            model=model,
            prompt=prompt,
            duration=duration,
            aspect_ratio=aspect_ratio,
            seed=seed,
            first_frame=image_url,
        )
        return await self._hold(self._speaker.submit(request))

    async def wait_for_completion(
        self,
        task: str | TaskRef,
        timeout: float = 600,  # noqa: ASYNC109 # the deadline of seed 001, kept by the conversation
        *,
        model: str | None = None,
        interval: float = POLL_SECONDS,
    ) -> VideoResult:
        """Poll until a task has ended, well or not. `model` only for an id that this client did not submit."""
        ref = self._speaker.ref_of(task, model)
        return await self._hold(self._speaker.wait(ref, timeout, time.monotonic, interval))

    async def _hold(self, conversation: Conversation[_Result]) -> _Result:
        outcome: Outcome = None
        try:
            while True:
                step = conversation.send(outcome)
                outcome = None
                if isinstance(step, Ask):
                    authorize = self._speaker.vendor.authorize
                    outcome = await send(self._http, self._upstream, step.call, authorize, step.repeat)
                else:
                    await asyncio.sleep(step.seconds)
        except StopIteration as end:
            result: _Result = end.value
            return result

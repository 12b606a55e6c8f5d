"""What of a request this vendor can do, what it cannot, and what gets lost: the same for both APIs.

Here lives the film in the vendor's terms. Never: a field's name or its place in a body (`classic`,
`by_path`), a call, the rules of tiers, lengths and sound (`choices`).
"""

from __future__ import annotations

from dataclasses import dataclass

from vidlect_adapters.canonical import Role, VideoRequest
from vidlect_adapters.loss import Loss
from vidlect_adapters.message import JsonObject
from vidlect_adapters.profile import Profile

from . import catalog, choices, media, options
from .choices import unsupported
from .media import Written
from .row import Row
from .wire import Way, inexpressible


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One film in the vendor's terms; None where nothing is said. `tier` is a resolution, not yet a word."""

    row: Row
    way: Way
    prompt: str | None
    negative_prompt: str | None
    media: tuple[Written, ...]
    seconds: int | None
    tier: str | None
    ratio: str | None
    sound: bool | None
    watermark: bool | None
    callback_url: str | None
    options: JsonObject
    losses: tuple[Loss, ...]

    def first(self, role: Role) -> str | None:
        """The text of the first medium of a role."""
        return next((one.text for one in self.media if one.role is role), None)


def planned(request: VideoRequest, profile: Profile) -> Plan:
    """The film as it will be asked for. Raises Inexpressible, which names the field and what is allowed."""
    losses: list[Loss] = []
    row = _row(request.model, profile)
    if request.count != 1:
        inexpressible("one call makes one film", "/count", request.count)
    way = media.way_of(row, request)
    given = options.taken(row, way, request.vendor_options)
    elements = sum(options.count(given.get(name)) for name in options.ELEMENTS) if given else 0
    shown = media.written(row, way, request.inputs, elements)
    content = choices.demands(row, request, given, profile)
    seconds = choices.seconds(row, request, content, losses)
    asked = choices.frame(row, way, request, losses)
    wish = choices.sound(row, request, losses)
    tier, sound = choices.settled(row, asked.tier, content, losses, sound=wish)
    options.check_together(way, given, shown, sound=sound, seconds=seconds or catalog.DEFAULT_SECONDS)
    if "audio" in given and request.with_audio is not None:
        inexpressible("is said by with_audio and may not be overridden", "/vendor_options/audio", None)
    prompt, negative = _prompts(row, way, request, given, losses)
    _lose_knobs(row, way, request, losses)
    return Plan(
        row=row,
        way=way,
        prompt=prompt,
        negative_prompt=negative,
        media=shown,
        seconds=seconds,
        tier=tier,
        ratio=asked.ratio,
        sound=sound,
        watermark=request.watermark,
        callback_url=request.callback_url,
        options=given,
        losses=tuple(losses),
    )


def needs_prompt(way: Way, given: JsonObject) -> bool:
    """Whether a film cannot be asked for without words: a first frame may speak for itself."""
    return way is not Way.PICTURE and not options.tells_all_shots(given)


def _row(model: str, profile: Profile) -> Row:
    row = catalog.BY_MODEL.get(model)
    if row is None:
        inexpressible(f"no such model; known are {', '.join(catalog.models())}", "/model", model)
    if row.retired and profile["retired-names"] == "refuse":
        inexpressible(f"{model} is switched off; left are {', '.join(catalog.LATER)}", "/model", model)
    return row


def _prompts(
    row: Row, way: Way, request: VideoRequest, given: JsonObject, losses: list[Loss]
) -> tuple[str | None, str | None]:
    prompt, negative = request.prompt, request.negative_prompt
    if not prompt.strip():
        if needs_prompt(way, given):
            inexpressible(f"{row.model} needs a prompt for {way.value}", "/prompt", prompt)
        if prompt:
            losses.append(unsupported("prompt", "a blank prompt", "the vendor gets no prompt at all"))
        prompt = ""
    if negative and not row.negative_prompt:
        losses.append(unsupported("negative_prompt", negative))
        negative = None
    for field, text in (("prompt", prompt), ("negative_prompt", negative or "")):
        if len(text) > row.prompt_limit:
            inexpressible(f"{row.prompt_limit} characters at most", f"/{field}", len(text))
    return prompt or None, negative or None


def _lose_knobs(row: Row, way: Way, request: VideoRequest, losses: list[Loss]) -> None:
    rate = row.fps.get(way)
    if request.fps is not None and request.fps != rate:
        made = "at a rate of its own" if rate is None else f"{rate} frames a second"
        losses.append(unsupported("fps", str(request.fps), f"the vendor makes films {made}"))
    if request.seed is not None:
        losses.append(unsupported("seed", str(request.seed)))
    if request.camera_fixed is not None:
        losses.append(unsupported("camera_fixed", str(request.camera_fixed).lower()))

"""What a submit of either API says, and the request that it makes.

Here live the rules that the vendor holds any submit to. Never: a field's name in a body (`read_classic`,
`read_by_path`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from vidlect_adapters.canonical import MediaInput, Role, Seconds, Shape, VideoRequest
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_adapters.profile import Profile

from . import choices, options
from .plan import planned
from .row import Row
from .wire import Way, malformed_request


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The fields of a submit; None where nothing is said.

    `fields`: JSON pointer in a `VideoRequest` → pointer in the body, for what is refused; the first that a
    pointer starts with counts.
    """

    row: Row
    way: Way
    model_name: str
    fields: Mapping[str, str]
    prompt: str | None
    negative_prompt: str | None = None
    inputs: tuple[MediaInput, ...]
    seconds: int | None
    tier: str | None
    ratio: str | None
    sound: bool | None
    watermark: bool | None
    callback_url: str | None
    options: JsonObject

    def pointer(self, canonical: str) -> str:
        """Where in the body a member of the request stands."""
        for start, field in self.fields.items():
            if canonical.startswith(start):
                return field + canonical[len(start) :] if start.endswith("/") else field
        return canonical


def decoded(said: Said, notes: list[str], profile: Profile) -> Decoded:
    """The request, if the vendor takes it. Raises MalformedRequest.

    A submit is judged as one of our own would be; what would be lost is noted.
    """
    if said.seconds is not None and said.seconds <= 0:
        malformed_request("a length is positive", said.pointer("/length"), said.seconds)
    for role in (Role.FIRST_FRAME, Role.LAST_FRAME):
        number = sum(one.role is role for one in said.inputs)
        if number > 1:
            malformed_request(f"expected one {role.value}", said.pointer("/inputs"), number)
    shape = said.tier is not None or said.ratio is not None
    request = VideoRequest(
        model=said.row.model,
        prompt=said.prompt or "",
        negative_prompt=said.negative_prompt,
        inputs=said.inputs,
        length=None if said.seconds is None else Seconds(Fraction(said.seconds)),
        frame=Shape(resolution=said.tier, aspect=said.ratio) if shape else None,
        watermark=said.watermark,
        with_audio=said.sound,
        callback_url=said.callback_url,
        vendor_options=said.options,
    )
    limit = said.row.prompt_limit
    judged = request
    if len(request.prompt) > limit:
        at = said.pointer("/prompt")
        notes.append(f"{at} has {len(request.prompt)} characters; the vendor takes at most {limit}")
        judged = replace(request, prompt=request.prompt[:limit])
    try:
        plan = planned(judged, profile)
    except Inexpressible as problem:
        malformed_request(problem.message, said.pointer(problem.pointer), problem.value)
    if plan.way is not said.way:
        malformed_request(f"expected {said.way.value}", said.pointer("/inputs"), None)
    if said.ratio is None and choices.needs_ratio(said.row, request):
        malformed_request(
            "Aspect ratio must be specified when no first image and not video editing",
            said.pointer("/frame/aspect"),
            None,
        )
    notes.extend(f"{loss.field}: {loss.reason}" for loss in plan.losses)
    return Decoded(request=request, model_name=said.model_name, notes=tuple(notes))


def checked(row: Row, name: str, value: JsonValue, pointer: str) -> JsonValue:
    """The value of an option of a submit. Raises MalformedRequest."""
    try:
        return options.checked(row, name, value, pointer)
    except Inexpressible as problem:
        malformed_request(problem.message, problem.pointer, problem.value)

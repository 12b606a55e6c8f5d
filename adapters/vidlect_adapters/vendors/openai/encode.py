"""Calls to the vendor: what a request, a poll, a list, a deletion, a download says.

Here lives the writing of calls. Never: the table of what a model takes (`catalog`), operations that make no film
from a request (`native`).
"""

from __future__ import annotations

from typing import Final

from vidlect_adapters import forms
from vidlect_adapters.canonical import Automatic, FileKind, Handle, Inline, Link, TaskRef, VideoRequest
from vidlect_adapters.extras import TaskFilter
from vidlect_adapters.forms import Part
from vidlect_adapters.loss import Loss, LossKind, Translation
from vidlect_adapters.message import HttpCall, JsonValue
from vidlect_adapters.profile import Profile

from . import catalog, pictures, wire
from .catalog import Row
from .wire import inexpressible

CHARACTERS: Final = "characters"
_MODELLED: Final = frozenset({"model", "prompt", "seconds", "size", wire.REFERENCE})
_VARIANTS: Final = {FileKind.VIDEO: None, FileKind.THUMBNAIL: "thumbnail"}
_MOST_LISTED: Final = 100


def encode_submit(request: VideoRequest, profile: Profile) -> Translation:
    """The call that asks for this film. Raises Inexpressible, which names the field and what is allowed."""
    row = catalog.BY_NAME.get(request.model)
    if row is None:
        known = ", ".join(catalog.models())
        inexpressible(f"no such model; known are {known}", "/model", request.model)
    if request.count != 1:
        inexpressible("one call makes one film", "/count", request.count)
    losses: list[Loss] = []
    texts = {"prompt": _prompt(request.prompt), "model": row.name}
    _put_length(request, texts, losses, profile)
    _put_frame(row, request, texts, profile)
    frame = pictures.first_frame(request)
    characters = _characters(request, profile)
    _lose_knobs(request, losses)
    source = None if frame is None else frame.source
    call = _call(texts, source, characters, as_form=profile["body"] == "multipart")
    return Translation(call=call, losses=tuple(losses))


def _call(
    texts: dict[str, str],
    source: Link | Inline | Handle | None,
    characters: list[JsonValue],
    *,
    as_form: bool,
) -> HttpCall:
    """A form, unless something is said that only JSON can say."""
    if as_form and not characters and (source is None or isinstance(source, Inline)):
        parts = [Part(name=name, content=wire.utf8(text, f"/{name}")) for name, text in texts.items()]
        if source is not None:
            parts.append(pictures.as_part(source))
        return forms.form_call("POST", wire.VIDEOS, tuple(parts))
    body: dict[str, JsonValue] = {**texts}
    if source is not None:
        body[wire.REFERENCE] = pictures.as_object(source)
    if characters:
        body[CHARACTERS] = characters
    return wire.json_call("POST", wire.VIDEOS, body)


def _prompt(prompt: str) -> str:
    if not prompt:
        inexpressible("a create needs a prompt", "/prompt", prompt)
    if len(prompt) > catalog.LONGEST_PROMPT:
        inexpressible(f"a prompt has at most {catalog.LONGEST_PROMPT} characters", "/prompt", len(prompt))
    return prompt


def _put_length(request: VideoRequest, texts: dict[str, str], losses: list[Loss], profile: Profile) -> None:
    if request.length is None:
        return
    if isinstance(request.length, Automatic):
        default, reason = str(catalog.DEFAULT_SECONDS), "the vendor chooses no length by itself"
        losses.append(
            Loss(kind=LossKind.DEFAULTED, field="length", asked="automatic", sent=default, reason=reason)
        )
        return
    allowed = catalog.lengths(profile)
    seconds = catalog.seconds_of(request.length)
    if seconds not in allowed:
        inexpressible(f"a film has {', '.join(map(str, allowed))} seconds", "/length", str(request.length))
    texts["seconds"] = str(seconds)


def _put_frame(row: Row, request: VideoRequest, texts: dict[str, str], profile: Profile) -> None:
    if request.frame is None:
        return
    sizes = catalog.sizes(row, profile)
    size = catalog.size_of(request.frame, sizes)
    if size is None:
        known = ", ".join(f"{one.word} ({one.tier}, {one.aspect})" for one in sizes)
        inexpressible(f"{row.name} makes films of {known}", "/frame", str(request.frame))
    texts["size"] = size.word


def _characters(request: VideoRequest, profile: Profile) -> list[JsonValue]:
    """The option `characters`: up to two objects with an id. Raises Inexpressible for any other option."""
    for name, value in request.vendor_options.items():
        at = f"/vendor_options/{name}"
        if name in _MODELLED:
            inexpressible(f"{name} is said by the request itself and may not be overridden", at, None)
        if name != CHARACTERS or profile["characters"] != "guide":
            known = CHARACTERS if profile["characters"] == "guide" else "none"
            inexpressible(f"{name} is no option of this vendor; it has: {known}", at, None)
        if not is_characters(value):
            inexpressible(f"{name} holds 1 to {catalog.MOST_CHARACTERS} objects with an id", at, None)
    given = request.vendor_options.get(CHARACTERS)
    return given if isinstance(given, list) else []


def is_characters(value: JsonValue) -> bool:
    """Whether a value is what `characters` may hold."""
    return (
        isinstance(value, list)
        and 1 <= len(value) <= catalog.MOST_CHARACTERS
        and all(isinstance(one, dict) and one.keys() == {"id"} and _is_text(one["id"]) for one in value)
    )


def _is_text(value: JsonValue) -> bool:
    return isinstance(value, str) and bool(value)


def _lose_knobs(request: VideoRequest, losses: list[Loss]) -> None:
    wishes: tuple[tuple[str, object], ...] = (
        ("negative_prompt", request.negative_prompt or None),
        ("fps", request.fps),
        ("seed", request.seed),
        ("watermark", request.watermark),
        ("with_audio", request.with_audio),
        ("camera_fixed", request.camera_fixed),
    )
    for name, wish in wishes:
        if wish is not None:
            asked = str(wish).lower() if isinstance(wish, bool) else str(wish)
            losses.append(_unsupported(name, asked, "the vendor has no such field"))
    if request.callback_url is not None:
        reason = "webhooks are set for a whole project, not for a request"
        losses.append(_unsupported("callback_url", request.callback_url, reason))


def _unsupported(field: str, asked: str, reason: str) -> Loss:
    return Loss(kind=LossKind.UNSUPPORTED, field=field, asked=asked, reason=reason)


def encode_poll(ref: TaskRef, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that asks how a job is."""
    return wire.bare_call("GET", wire.video_path(ref.task_id))


def encode_delete(ref: TaskRef, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that deletes a completed or failed job."""
    return wire.bare_call("DELETE", wire.video_path(ref.task_id))


def encode_content(ref: TaskRef, kind: FileKind, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that fetches the film or its thumbnail. Raises Inexpressible for another file."""
    if kind not in _VARIANTS:
        inexpressible("a job has a video and a thumbnail", "/kind", kind.value)
    variant = _VARIANTS[kind]
    return wire.bare_call(
        "GET",
        wire.video_path(ref.task_id, "/content"),
        () if variant is None else (("variant", variant),),
    )


def encode_list(wanted: TaskFilter, profile: Profile) -> HttpCall:  # noqa: ARG001 # part of the interface
    """The call that asks for a page. Raises Inexpressible for a filter that the vendor lacks."""
    for name, value in (("page", wanted.page), ("state", wanted.state), ("model", wanted.model)):
        if value is not None:
            inexpressible("a list has a cursor (after) and a size, nothing else", f"/{name}", value)
    if wanted.task_ids:
        inexpressible("a list cannot be asked for single ids", "/task_ids", len(wanted.task_ids))
    query: list[tuple[str, str]] = []
    if wanted.after is not None:
        query.append(("after", wanted.after))
    if wanted.size is not None:
        if not 0 <= wanted.size <= _MOST_LISTED:
            inexpressible(f"a page has 0 to {_MOST_LISTED} jobs", "/size", wanted.size)
        query.append(("limit", str(wanted.size)))
    return wire.bare_call("GET", wire.VIDEOS, tuple(query))

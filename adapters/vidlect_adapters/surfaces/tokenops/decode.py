"""From this surface's messages to canonical values: a client's create, and what a client reads back.

Here live the rules of the documented models. Never: a limit of a vendor's model (the vendor's catalog has
those), a switch's meaning twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from vidlect_adapters.canonical import (
    Inline,
    Link,
    MediaInput,
    Medium,
    Role,
    Shape,
    TaskRef,
    VendorRoute,
    VideoRequest,
    VideoTask,
)
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.json_body import read_object
from vidlect_adapters.loss import Decoded, LossKind
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, JsonValue
from vidlect_adapters.nested_error import read_reply
from vidlect_adapters.profile import Profile
from vidlect_adapters.remarks import Remarks
from vidlect_adapters.video_object import id_of, read_task, state_of

from . import content as media
from . import wire
from .encode import encode_content
from .errors import decode_error, failure_of
from .measures import read_aspect, read_length
from .vocabulary import (
    ADVISED_PROMPT,
    ADVISED_SPEECH_PROMPT,
    FILMS,
    FOREIGN_CONTENT,
    MODELS,
    OMNI_HUMAN,
    RANDOM_SEED,
    RESOLUTIONS,
    STATUS_WORDS,
    Film,
    FilmKind,
)

_VENDOR_BOUND = (
    wire.REQ_KEY,
    wire.GENERATION_TYPE,
    wire.TEMPLATE_ID,
    wire.CAMERA_STRENGTH,
    wire.PE_FAST_MODE,
)
"""Members that name a thing of one vendor's models: other models know nothing of them."""


class _Asked(NamedTuple):
    """Which film is asked for; `film` is None for a model that this surface does not document."""

    model_name: str
    film: Film | None

    @property
    def model(self) -> str:
        """Where routing starts."""
        return self.film.req_key if self.film else self.model_name

    def makes(self, *kinds: FilmKind) -> bool:
        """Whether the film is documented and one of these."""
        return self.film is not None and self.film.kind in kinds


_OPTIONS: Mapping[str, tuple[Callable[[JsonObject, str], JsonValue], FilmKind]] = {
    wire.TEMPLATE_ID: (wire.text_of, FilmKind.CAMERA_MOVE),
    wire.CAMERA_STRENGTH: (wire.text_of, FilmKind.CAMERA_MOVE),
    wire.PE_FAST_MODE: (wire.boolean_of, FilmKind.DIGITAL_HUMAN),
}
"""Options that only some films have, under the vendor's names (C-10): how one is read, which films have it."""


def decode_create(call: HttpCall, profile: Profile) -> Decoded:
    """What a client asks for.

    Raises:
        MalformedRequest: names the member and what was expected.
    """
    body = read_object(call.body, wire.NAME)
    remarks = Remarks()
    _refuse_foreign(body, profile, remarks)
    asked = _asked(body, profile, remarks)
    made_of = media.read_content(body, profile, remarks)
    _check_prompt(made_of, asked, profile, remarks)
    request = VideoRequest(
        model=asked.model,
        prompt=made_of.text,
        inputs=_inputs(made_of, asked),
        length=read_length(body, documented=asked.film is not None, profile=profile, remarks=remarks),
        frame=_frame(body, asked, profile, remarks),
        seed=_seed(body),
        vendor_options=_options(body, asked, profile, remarks),
    )
    return Decoded(
        request=request,
        model_name=asked.model_name,
        losses=tuple(remarks.losses),
        notes=tuple(remarks.notes),
    )


def decode_created(reply: HttpReply, profile: Profile) -> TaskRef | VendorFailure:
    """What a client reads from the reply to its create."""
    if not 200 <= reply.status < 300:
        return decode_error(reply, profile)
    body = read_reply(reply, wire.NAME)
    state_of(body, STATUS_WORDS[profile["status-words"]], wire.NAME)
    return TaskRef(task_id=id_of(body, wire.NAME))


def decode_task(ref: TaskRef, reply: HttpReply, profile: Profile) -> VideoTask | VendorFailure:
    """What a client reads from the reply to its query."""
    if not 200 <= reply.status < 300:
        return decode_error(reply, profile)
    body = read_reply(reply, wire.NAME)
    return read_task(
        ref,
        body,
        named=id_of(body, wire.NAME),
        words=STATUS_WORDS[profile["status-words"]],
        dialect=wire.NAME,
        failure=lambda: failure_of(body, reply.status),
        film=lambda: VendorRoute(encode_content(ref.task_id, profile)),
    )


def _refuse_foreign(body: JsonObject, profile: Profile, remarks: Remarks) -> None:
    if body.keys() <= wire.CREATE_MEMBERS:
        return
    for name, value in body.items():
        if name in wire.CREATE_MEMBERS or wire.is_absent(value):
            continue
        if (instead := FOREIGN_CONTENT.get(name)) is not None:
            raise wire.wrong(f"/{name}", f"left out: {instead}", value)
        if name == "n" and (value != 1 or isinstance(value, bool)):
            raise wire.wrong("/n", "1 or left out: a task makes one film", value)
        if profile["unknown-members"] == "refuse":
            raise wire.wrong(wire.pointer_to(name), "left out: there is no such member", value)
        remarks.lose(LossKind.UNSUPPORTED, name[:60], value, "there is no such member; it was left out")


def _asked(body: JsonObject, profile: Profile, remarks: Remarks) -> _Asked:
    """Which film, by `model`, `req_key` and `generation_type` (C-5)."""
    model = wire.required_text_of(body, wire.MODEL)
    if model not in MODELS:
        for name in _VENDOR_BOUND:
            if not wire.is_unsaid(value := body.get(name)):
                known = ", ".join(MODELS)
                raise wire.refused(f"/{name}", f"only the models {known} have it, not {model[:60]}", value)
        return _Asked(model_name=model, film=None)
    key = wire.text_of(body, wire.REQ_KEY)
    film = FILMS.get(key or "")
    if film is None:
        keys = ", ".join(MODELS[model])
        raise wire.refused("/req_key", f"with model {model} it must be one of {keys}", key)
    if film.model != model:
        if profile["model-against-req-key"] == "refuse":
            keys = ", ".join(MODELS[model])
            text = f"with model {model} it must be one of {keys}; this key belongs to {film.model}"
            raise wire.refused("/req_key", text, key)
        remarks.lose(LossKind.MERGED, wire.MODEL, model, "req_key decides the model", film.model)
    _check_generation_type(body, film)
    return _Asked(model_name=film.model, film=film)


def _check_generation_type(body: JsonObject, film: Film) -> None:
    said = wire.text_of(body, wire.GENERATION_TYPE)
    if film.kind is FilmKind.DIGITAL_HUMAN:
        if said != wire.OMNI_HUMAN:
            raise wire.wrong("/generation_type", f"{wire.OMNI_HUMAN} with model {OMNI_HUMAN}", said)
    elif said is not None:
        raise wire.wrong("/generation_type", f"left out, except with model {OMNI_HUMAN}", said)


def _check_prompt(made_of: media.Content, asked: _Asked, profile: Profile, remarks: Remarks) -> None:
    advised = ADVISED_SPEECH_PROMPT if asked.makes(FilmKind.DIGITAL_HUMAN) else ADVISED_PROMPT
    if asked.film is not None and len(made_of.text) > advised:
        remarks.note(f"prompt: {len(made_of.text)} characters, {advised} are advised")
    if made_of.text.strip() or profile["missing-prompt"] == "accept":
        return
    picture_suffices = asked.makes(FilmKind.TEXT_OR_FIRST_FRAME) and bool(made_of.pictures)
    if profile["missing-prompt"] == "by-model" and (
        asked.film is None or asked.makes(FilmKind.DIGITAL_HUMAN) or picture_suffices
    ):
        return
    raise wire.wrong("/prompt", "given, here or as a text item of content", None)


def _inputs(made_of: media.Content, asked: _Asked) -> tuple[MediaInput, ...]:
    """The media with their roles; each named where the model has no place for it."""
    film = asked.film
    if film is not None:
        _check_pictures(made_of, film)
    is_human = asked.makes(FilmKind.DIGITAL_HUMAN)
    if not (is_human or made_of.pictures or made_of.masks or made_of.speech):
        return ()
    for name, items in (("speech", made_of.speech), ("a mask", made_of.masks)):
        if items and film is not None and not is_human:
            raise wire.wrong(items[0].pointer, f"left out: only model {OMNI_HUMAN} takes {name}", None)
    if is_human and len(made_of.speech) != 1:
        pointer = made_of.speech[1].pointer if made_of.speech else "/content"
        text = f"content holds exactly one audio_url item, the speech; there are {len(made_of.speech)}"
        raise wire.refused(pointer, text, None)
    return (
        *_pictures(tuple(one.source for one in made_of.pictures), asked),
        *(MediaInput(role=Role.SOURCE, medium=Medium.AUDIO, source=one.source) for one in made_of.speech),
        *(MediaInput(role=Role.MASK, medium=Medium.IMAGE, source=one.source) for one in made_of.masks),
    )


def _check_pictures(made_of: media.Content, film: Film) -> None:
    count = len(made_of.pictures)
    if film.kind.least <= count <= film.kind.most:
        return
    pointer = made_of.pictures[film.kind.most].pointer if count > film.kind.most else "/image_urls"
    if film.kind is FilmKind.DIGITAL_HUMAN and not count:
        pointer = "/content"
    text = f"req_key {film.req_key} takes {film.kind.takes}; there are {count}"
    raise wire.refused(pointer, text, None)


def _pictures(sources: tuple[Link | Inline, ...], asked: _Asked) -> tuple[MediaInput, ...]:
    """One picture is the first frame, two are first and last, more are references (as in dialect A)."""
    if asked.makes(FilmKind.DIGITAL_HUMAN) or len(sources) > 2:
        roles = [Role.REFERENCE] * len(sources)
    else:
        roles = [Role.FIRST_FRAME, Role.LAST_FRAME][: len(sources)]
    return tuple(
        MediaInput(role=role, medium=Medium.IMAGE, source=source)
        for role, source in zip(roles, sources, strict=True)
    )


def _frame(body: JsonObject, asked: _Asked, profile: Profile, remarks: Remarks) -> Shape | None:
    aspect = read_aspect(body, documented=asked.film is not None, profile=profile, remarks=remarks)
    height = wire.integer_of(body, wire.OUTPUT_RESOLUTION)
    if height is not None and height not in RESOLUTIONS:
        allowed = " or ".join(map(str, RESOLUTIONS))
        raise wire.wrong("/output_resolution", allowed, height)
    resolution = None if height is None else RESOLUTIONS[height]
    if resolution is not None and asked.film is not None and not asked.makes(FilmKind.DIGITAL_HUMAN):
        reason = "the resolution belongs to the model"
        remarks.lose(LossKind.UNSUPPORTED, wire.OUTPUT_RESOLUTION, height, reason)
        resolution = None
    return Shape(resolution=resolution, aspect=aspect) if resolution or aspect else None


def _seed(body: JsonObject) -> int | None:
    seed = wire.integer_of(body, wire.SEED)
    if seed is not None and seed < RANDOM_SEED:
        raise wire.wrong("/seed", f"{RANDOM_SEED} (random) or more", seed)
    return None if seed == RANDOM_SEED else seed


def _options(body: JsonObject, asked: _Asked, profile: Profile, remarks: Remarks) -> dict[str, JsonValue]:
    """The options that are given, checked."""
    moves = asked.makes(FilmKind.CAMERA_MOVE)
    options: dict[str, JsonValue] = {}
    if not moves and body.keys().isdisjoint(_OPTIONS):
        return options
    given = [(name, read(body, name), asked.makes(kind)) for name, (read, kind) in _OPTIONS.items()]
    for name, value, fits in given:
        if value is not None and fits:
            options[name] = value
        elif value is not None:
            remarks.lose(LossKind.UNSUPPORTED, name, value, "this model has no such option")
        elif moves and fits and profile["camera-options"] == "required":
            raise wire.wrong(f"/{name}", "given, as a string: this req_key moves the camera by it", None)
    return options

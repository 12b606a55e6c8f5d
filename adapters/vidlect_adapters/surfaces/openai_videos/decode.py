"""From this surface's messages to canonical values: a client's create, and what a client reads back.

Here live the rules of the documented models. Never: a limit of another vendor's model (the vendor's catalog has
those), a switch's meaning twice.
"""

from __future__ import annotations

import re
from fractions import Fraction

from vidlect_adapters import new_api
from vidlect_adapters.canonical import (
    FileKind,
    MediaInput,
    MediaSource,
    Medium,
    Pixels,
    Role,
    Seconds,
    TaskRef,
    VendorRoute,
    VideoRequest,
    VideoTask,
)
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.form_body import read_body
from vidlect_adapters.json_body import json_type, without_point
from vidlect_adapters.loss import Decoded, LossKind
from vidlect_adapters.members import is_unsaid, pointer_to
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, JsonValue
from vidlect_adapters.nested_error import read_reply
from vidlect_adapters.profile import Profile
from vidlect_adapters.remarks import Remarks
from vidlect_adapters.video_object import id_of, read_task, state_of

from . import wire
from .encode import encode_content
from .errors import decode_error, failure_of
from .pictures import read_picture
from .vocabulary import (
    DEFAULT_MODEL,
    FOREIGN_CONTENT,
    LONGEST_PROMPT,
    LONGEST_SECONDS,
    MODELS,
    SECONDS,
    SIZES,
    VARIANTS,
    WORDS,
)

_SECONDS = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
_SIZE = re.compile(r"([1-9][0-9]{0,4})([x*X])([1-9][0-9]{0,4})", re.ASCII)


def decode_create(call: HttpCall, profile: Profile) -> Decoded:
    """What a client asks for.

    Raises:
        MalformedRequest: names the member and what was expected.
    """
    if profile["requests"] == new_api.NEW_API:
        return new_api.decode_create(call, wire.NEW_API)
    remarks = Remarks()
    body = read_body(call, wire.FORM, remarks)
    members = body.members
    _refuse_foreign(members, profile, remarks)
    model = wire.text_of(members, wire.MODEL) or DEFAULT_MODEL
    documented = model in MODELS
    source = read_picture(body, documented=documented, profile=profile, remarks=remarks)
    inputs = () if source is None else (_first_frame(source),)
    request = VideoRequest(
        model=model,
        prompt=_prompt(members),
        inputs=inputs,
        length=_length(members, documented=documented, profile=profile, remarks=remarks),
        frame=_frame(members, model, profile, remarks),
        vendor_options=_options(members, documented=documented),
    )
    return Decoded(
        request=request, model_name=model, losses=tuple(remarks.losses), notes=tuple(remarks.notes)
    )


def decode_content(call: HttpCall, profile: Profile) -> FileKind:
    """Which file of the task a client fetches. Raises MalformedRequest."""
    del profile
    asked = dict(call.query).get(wire.VARIANT) or "video"
    if asked not in VARIANTS:
        raise wire.wrong(f"/{wire.VARIANT}", f"one of {', '.join(VARIANTS)}", asked)
    return VARIANTS[asked]


def decode_created(reply: HttpReply, profile: Profile) -> TaskRef | VendorFailure:
    """What a client reads from the reply to its create."""
    if profile["replies"] == new_api.NEW_API:
        return new_api.decode_created(reply, wire.NEW_API)
    if not 200 <= reply.status < 300:
        return decode_error(reply, profile)
    body = read_reply(reply, wire.NAME)
    state_of(body, WORDS, wire.NAME)
    return TaskRef(task_id=id_of(body, wire.NAME))


def decode_task(ref: TaskRef, reply: HttpReply, profile: Profile) -> VideoTask | VendorFailure:
    """What a client reads from the reply to its query."""
    if profile["replies"] == new_api.NEW_API:
        return new_api.decode_task(ref, reply, wire.NEW_API, encode_content(ref.task_id, profile))
    if not 200 <= reply.status < 300:
        return decode_error(reply, profile)
    body = read_reply(reply, wire.NAME)
    return read_task(
        ref,
        body,
        named=id_of(body, wire.NAME),
        words=WORDS,
        dialect=wire.NAME,
        failure=lambda: failure_of(body, reply.status),
        film=lambda: VendorRoute(encode_content(ref.task_id, profile)),
    )


def _refuse_foreign(members: JsonObject, profile: Profile, remarks: Remarks) -> None:
    for name, value in members.items():
        if name in wire.CREATE_MEMBERS:
            continue
        if profile["unknown-members"] == "refuse":
            instead = FOREIGN_CONTENT.get(name, "there is no such member")
            raise wire.wrong(pointer_to(name), f"left out: {instead}", value, wire.UNKNOWN)
        if is_unsaid(value):
            continue
        if (instead := FOREIGN_CONTENT.get(name, "")) and value not in ([], {}):
            raise wire.wrong(f"/{name}", f"left out: {instead}", value, wire.UNKNOWN)
        if name == "n" and str(value) != "1":
            raise wire.wrong("/n", "1 or left out: a task makes one film", value)
        remarks.lose(LossKind.UNSUPPORTED, name[:60], value, "there is no such member; it was left out")


def _prompt(members: JsonObject) -> str:
    prompt = wire.text_of(members, wire.PROMPT)
    if prompt is None or not prompt.strip():
        raise wire.wrong("/prompt", "given, as a text that is not empty", None, wire.MISSING)
    if len(prompt) > LONGEST_PROMPT:
        raise wire.wrong("/prompt", f"at most {LONGEST_PROMPT} characters, not {len(prompt)}", None)
    return prompt


def _first_frame(source: MediaSource) -> MediaInput:
    return MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=source)


def _length(members: JsonObject, *, documented: bool, profile: Profile, remarks: Remarks) -> Seconds | None:
    value = members.get(wire.SECONDS)
    if is_unsaid(value):
        return None
    known = SECONDS[profile["limits"]]
    allowed = f"one of {', '.join(map(repr, known))}" if documented else "whole seconds such as '5'"
    if isinstance(value, int | float) and not isinstance(value, bool) and profile["seconds-type"] != "string":
        remarks.note("seconds: a number was taken for a string")
        value = str(without_point(value, "seconds", remarks.notes))
    if not isinstance(value, str):
        raise wire.wrong("/seconds", f"a string, {allowed}, not {json_type(value)}", value, wire.WRONG_TYPE)
    if not _SECONDS.fullmatch(value) or (documented and value not in known):
        raise wire.wrong("/seconds", allowed, value)
    if int(value) > LONGEST_SECONDS:
        raise wire.wrong("/seconds", f"at most {LONGEST_SECONDS}", value)
    return Seconds(Fraction(int(value)))


def _frame(members: JsonObject, model: str, profile: Profile, remarks: Remarks) -> Pixels | None:
    size = wire.text_of(members, wire.SIZE)
    if size is None:
        return None
    known = SIZES[profile["limits"]].get(model)
    allowed = (
        "width x height, such as '1280x720'" if known is None else f"one of {', '.join(map(repr, known))}"
    )
    parts = _SIZE.fullmatch(size)
    width, separator, height = parts.groups() if parts else ("", "", "")
    if not width or (separator != "x" and profile["size-separator"] == "x"):
        raise wire.wrong("/size", allowed, size)
    if separator != "x":
        remarks.note(f"size: {separator} was taken for x")
    if known is not None and f"{width}x{height}" not in known:
        raise wire.wrong("/size", allowed, size)
    return Pixels(width=int(width), height=int(height))


def _options(members: JsonObject, *, documented: bool) -> dict[str, JsonValue]:
    """`characters`, which only the documented models have; what they look like is their vendor's rule."""
    value = members.get(wire.CHARACTERS)
    if is_unsaid(value) or value == []:
        return {}
    if not documented:
        reason = f"only the models {', '.join(MODELS)} have it"
        raise wire.refused(f"/{wire.CHARACTERS}", reason, None)
    if not isinstance(value, list):
        expected = f"an array of objects with an id, not {json_type(value)}"
        raise wire.wrong(f"/{wire.CHARACTERS}", expected, None, wire.WRONG_TYPE)
    return {wire.CHARACTERS: value}

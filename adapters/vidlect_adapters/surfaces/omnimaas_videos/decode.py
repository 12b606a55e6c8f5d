"""From this surface's messages to canonical values: a client's create, and what a client reads back.

Here live the rules of the documented models. Never: a limit of another vendor's model (the vendor's catalog has
those), a switch's meaning twice.
"""

from __future__ import annotations

import re
from fractions import Fraction

from vidlect_adapters.canonical import (
    FileKind,
    Link,
    MediaInput,
    Medium,
    Role,
    Seconds,
    TaskRef,
    VendorRoute,
    VideoRequest,
    VideoTask,
)
from vidlect_adapters.errors import MalformedReply, MalformedRequest
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.form_body import Body, read_body
from vidlect_adapters.json_body import json_type, without_point
from vidlect_adapters.loss import Decoded, LossKind
from vidlect_adapters.members import Members, is_unsaid, pointer_to
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, JsonValue
from vidlect_adapters.nested_error import read_reply
from vidlect_adapters.omnimaas_error import failure_of
from vidlect_adapters.profile import Profile
from vidlect_adapters.remarks import Remarks
from vidlect_adapters.video_object import address_of, id_of, read_task, state_of

from . import wire
from .encode import encode_content
from .errors import decode_error
from .frame import read_frame
from .options import lose_callback, read_options
from .picture import Picture, read_picture
from .vocabulary import (
    JIMENG,
    JIMENG_MODEL,
    LONGEST_PROMPT,
    LONGEST_SECONDS,
    MISPLACED,
    MODELS,
    PICTURE_MODEL,
    SECONDS,
    STATUS_WORDS,
    TEXT_MODEL,
    VARIANTS,
)

_SECONDS = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


def decode_create(call: HttpCall, profile: Profile) -> Decoded:
    """What a client asks for.

    Raises:
        MalformedRequest: names the member and what was expected.
    """
    remarks = Remarks()
    body = _body(call, profile, remarks)
    members = Members(wire.NAME, body.members)
    _refuse_foreign(body.members, profile, remarks)
    model = members.required_text(wire.MODEL)
    options = read_options(body.members, remarks)
    picture = read_picture(body, options.picture, profile, remarks)
    _check_mode(model, picture)
    is_jimeng = model == JIMENG and profile["jimeng-1.0"] == "visual-pro"
    request = VideoRequest(
        model=JIMENG_MODEL if is_jimeng else model,
        prompt=_prompt(members),
        negative_prompt=options.negative_prompt,
        inputs=() if picture is None else (_first_frame(picture),),
        length=_length(body.members, profile, remarks, documented=model in MODELS),
        frame=read_frame(members, model, profile, remarks),
        fps=options.fps,
        seed=options.seed,
        watermark=options.watermark,
        with_audio=options.with_audio,
        camera_fixed=options.camera_fixed,
        vendor_options=options.vendor,
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
        failure=lambda: failure_of(body, reply.status, wire.NAME),
        film=lambda: _link(body) or VendorRoute(encode_content(ref.task_id, profile)),
    )


def _link(body: JsonObject) -> Link | None:
    """Where the film is, None where the content route has to do (B-4)."""
    url, until = address_of(body, "url", wire.NAME), body.get("expires_at")
    if until is not None and (isinstance(until, bool) or not isinstance(until, int)):
        raise MalformedReply(wire.NAME, "expires_at is in Unix seconds", pointer="/expires_at", value=until)
    return None if url is None else Link(url=url, expires_at=until)


def _body(call: HttpCall, profile: Profile, remarks: Remarks) -> Body:
    body = read_body(call, wire.FORM, remarks)
    if not body.is_form:
        if profile["body"] == "form":
            raise MalformedRequest(wire.NAME, "the body must be multipart/form-data", status=415)
        remarks.note("the body is JSON; a form is documented")
    return body


def _refuse_foreign(members: JsonObject, profile: Profile, remarks: Remarks) -> None:
    for name, value in members.items():
        if name in wire.CREATE_MEMBERS or is_unsaid(value):
            continue
        if (instead := MISPLACED.get(name)) is not None and value not in ([], {}):
            raise wire.wrong(f"/{name}", f"left out: {instead}")
        if name == "n" and str(value) != "1":
            raise wire.wrong("/n", "1 or left out: a task makes one film", value)
        if profile["unknown-members"] == "refuse":
            raise wire.wrong(pointer_to(name), "left out: there is no such member", value)
        if name == "callback_url":
            lose_callback(value, remarks)
        else:
            reason = "there is no such member; it was left out"
            remarks.lose(LossKind.UNSUPPORTED, name[:60], value, reason)


def _check_mode(model: str, picture: Picture | None) -> None:
    if model == TEXT_MODEL and picture is not None:
        expected = f"left out: {model} makes films of text, {PICTURE_MODEL} takes a picture"
        raise wire.wrong(picture.pointer, expected)
    if model == PICTURE_MODEL and picture is None:
        raise wire.wrong(f"/{wire.REFERENCE}", f"given: {model} makes its films of a picture file")


def _prompt(members: Members) -> str:
    prompt = members.required_text(wire.PROMPT)
    if len(prompt) > LONGEST_PROMPT:
        raise members.wrong(wire.PROMPT, f"at most {LONGEST_PROMPT} characters, not {len(prompt)}")
    return prompt


def _first_frame(picture: Picture) -> MediaInput:
    return MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=picture.source)


def _length(members: JsonObject, profile: Profile, remarks: Remarks, *, documented: bool) -> Seconds | None:
    value: JsonValue = members.get(wire.SECONDS)
    if is_unsaid(value):
        return None
    listed = documented and profile["wan-lengths"] == "three"
    allowed = f"one of {', '.join(map(repr, SECONDS))}" if listed else "whole seconds such as '5'"
    if isinstance(value, int | float) and not isinstance(value, bool) and profile["seconds-type"] != "string":
        remarks.note("seconds: a number was taken for a string")
        value = str(without_point(value, "seconds", remarks.notes))
    if not isinstance(value, str):
        raise wire.wrong("/seconds", f"a string, {allowed}, not {json_type(value)}", value)
    if not _SECONDS.fullmatch(value) or (listed and value not in SECONDS):
        raise wire.wrong("/seconds", allowed, value)
    if int(value) > LONGEST_SECONDS:
        raise wire.wrong("/seconds", f"at most {LONGEST_SECONDS}", value)
    return Seconds(Fraction(int(value)))

"""From this surface's messages to canonical values: a client's create, and what a client reads back.

Here live the rules of the documented models. Never: a limit of another vendor's model (the vendor's catalog has
those), a switch's meaning twice.
"""

from __future__ import annotations

from vidlect_adapters import new_api
from vidlect_adapters.canonical import (
    Link,
    Role,
    TaskRef,
    VendorRoute,
    VideoRequest,
    VideoTask,
)
from vidlect_adapters.errors import MalformedReply, MalformedRequest
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.forms import MEDIA_TYPE, is_form
from vidlect_adapters.json_body import read_object
from vidlect_adapters.loss import Decoded
from vidlect_adapters.members import Members, is_unsaid
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject
from vidlect_adapters.nested_error import read_reply
from vidlect_adapters.omnimaas_error import failure_of
from vidlect_adapters.profile import Profile
from vidlect_adapters.remarks import Remarks
from vidlect_adapters.video_object import address_of, id_of, read_task, state_of

from . import wire
from .encode import encode_content
from .errors import decode_error
from .measures import Asked, read_frame, read_length
from .options import lose_or_refuse, read_options
from .pictures import read_pictures
from .vocabulary import FOREIGN_CONTENT, MODELS, WORDS


def decode_create(call: HttpCall, profile: Profile) -> Decoded:
    """What a client asks for.

    Raises:
        MalformedRequest: names the member and what was expected.
    """
    if profile["requests"] == new_api.NEW_API:
        return new_api.decode_create(call, wire.NEW_API)
    remarks = Remarks()
    said = Members(wire.NAME, _read_body(call, remarks))
    _check_foreign(said, profile, remarks)
    model = said.required_text(wire.MODEL)
    prompt = said.required_text(wire.PROMPT)
    row = MODELS.get(model)
    inputs = read_pictures(said)
    if row is not None and not (row.from_pictures if inputs else row.from_text):
        text = "left out" if inputs else "given"
        kind = "text" if inputs else "pictures"
        raise said.wrong(wire.IMAGES, f"{text}: {model} makes films from {kind}")
    framed = any(one.role is Role.FIRST_FRAME for one in inputs)
    asked = Asked(model=model, row=row, framed=framed)
    request = VideoRequest(
        model=model,
        prompt=prompt,
        inputs=inputs,
        length=read_length(said, asked, profile, remarks),
        frame=read_frame(said, asked, profile, remarks),
        **read_options(
            said.body.get(wire.METADATA), documented=row is not None, profile=profile, remarks=remarks
        ),
    )
    return Decoded(
        request=request, model_name=model, losses=tuple(remarks.losses), notes=tuple(remarks.notes)
    )


def decode_created(reply: HttpReply, profile: Profile) -> TaskRef | VendorFailure:
    """What a client reads from the reply to its create."""
    if profile["replies"] == new_api.NEW_API:
        return new_api.decode_created(reply, wire.NEW_API)
    if not 200 <= reply.status < 300:
        return decode_error(reply, profile)
    body = read_reply(reply, wire.NAME)
    state_of(body, WORDS, wire.NAME)
    return TaskRef(task_id=_id_of(body))


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
        named=_id_of(body),
        words=WORDS,
        dialect=wire.NAME,
        failure=lambda: failure_of(body, reply.status, wire.NAME),
        film=lambda: _location_of(body, ref, profile),
    )


def task_in(body: JsonObject, profile: Profile) -> JsonObject:
    """The object with the task's members, which new-api's reply to a query wraps."""
    return new_api.task_in(body) if profile["replies"] == new_api.NEW_API else body


def _read_body(call: HttpCall, remarks: Remarks) -> JsonObject:
    """The members of a body, which is JSON whatever its Content-Type says, save for a form."""
    said = call.header("Content-Type") or ""
    if is_form(said):
        raise MalformedRequest(wire.NAME, f"Content-Type: must be {wire.JSON}, not {MEDIA_TYPE}")
    kind = said.partition(";")[0].strip().lower()
    if kind not in {wire.JSON, ""}:
        remarks.note(f"Content-Type {kind[:60]}: the body is read as JSON")
    return read_object(call.body, wire.NAME)


def _check_foreign(said: Members, profile: Profile, remarks: Remarks) -> None:
    for name, value in said.body.items():
        if name in wire.CREATE_MEMBERS or is_unsaid(value) or value in ([], {}):
            continue
        if (instead := FOREIGN_CONTENT.get(name)) is not None:
            raise said.wrong(name, f"left out: {instead}", value)
        if name == "n" and (value != 1 or isinstance(value, bool)):
            raise said.wrong(name, "1 or left out: a task makes one film", value)
        lose_or_refuse(name, value, "", profile, remarks)


def _id_of(body: JsonObject) -> str:
    """The task's id, which `task_id` repeats where it is given (A-7). Raises MalformedReply."""
    named = id_of(body, wire.NAME)
    again = body.get(wire.TASK_ID)
    if again is not None and again != named:
        raise MalformedReply(wire.NAME, "task_id is not the same as id", pointer="/task_id", value=again)
    return named


def _location_of(body: JsonObject, ref: TaskRef, profile: Profile) -> Link | VendorRoute:
    """Where the film is: its link, or the lineage's route where none is shown. Raises MalformedReply."""
    url = address_of(body, wire.URL, wire.NAME)
    return VendorRoute(encode_content(ref.task_id, profile)) if url is None else Link(url=url)

"""From this surface's messages to canonical values: a client's create, and what a client reads back.

Here live the members of a create that are no measure and no medium, and the replies as a client reads them. Never:
a limit of a vendor's model (the vendor's catalog has those: D-9), a switch's meaning twice.
"""

from __future__ import annotations

from vidlect_adapters import addresses, new_api
from vidlect_adapters.canonical import (
    Failed,
    FileKind,
    InProgress,
    Link,
    Succeeded,
    TaskRef,
    VendorRoute,
    VideoFile,
    VideoRequest,
    VideoTask,
)
from vidlect_adapters.errors import MalformedReply
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.json_body import read_object
from vidlect_adapters.loss import Decoded, LossKind
from vidlect_adapters.members import Members, is_unsaid, pointer_to
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject
from vidlect_adapters.nested_error import read_reply
from vidlect_adapters.profile import Profile
from vidlect_adapters.remarks import Remarks
from vidlect_adapters.video_object import FAILED, UNFINISHED, address_of, state_of

from . import options, wire
from .agreement import in_one_voice
from .encode import encode_content
from .errors import decode_error, failure_of
from .measures import Asked, read_count, read_fps, read_frame, read_length, read_seed
from .options import Options, read_options
from .pictures import read_media
from .vocabulary import FOREIGN, JIMENG, LONGEST_PROMPT, OPTIONS, WORDS, Wish


def decode_create(call: HttpCall, profile: Profile) -> Decoded:
    """What a client asks for.

    Raises:
        MalformedRequest: names the member and what was expected.
    """
    if profile["requests"] == new_api.NEW_API:
        return new_api.decode_create(call, wire.NEW_API)
    body = read_object(call.body, wire.NAME)
    remarks = Remarks()
    _refuse_foreign(body, profile, remarks)
    members = Members(wire.NAME, body)
    prompt = _prompt(members)
    given = read_options(body, profile, remarks)
    model = _model(members, given, profile, remarks)
    asked = Asked(body, given, profile, remarks)
    _note_without_effect(members, profile, remarks)
    request = VideoRequest(
        model=model,
        prompt=prompt,
        negative_prompt=_told(asked, Wish.NEGATIVE_PROMPT),
        inputs=read_media(asked),
        length=read_length(asked),
        frame=read_frame(asked),
        fps=read_fps(asked),
        seed=read_seed(asked),
        count=read_count(asked),
        watermark=_flag(asked, Wish.WATERMARK),
        with_audio=_flag(asked, Wish.SOUND),
        camera_fixed=_flag(asked, Wish.CAMERA_FIXED),
        callback_url=_callback(asked),
        vendor_options=given.vendor,
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
    if (named := _id_of(body)) != ref.task_id:
        raise MalformedReply(
            wire.NAME, "the reply is about another task", pointer=f"/{wire.TASK_ID}", value=named
        )
    state = state_of(body, WORDS, wire.NAME)
    if state in UNFINISHED:
        return InProgress(ref=ref, state=UNFINISHED[state])
    if state == FAILED:
        return Failed(ref=ref, failure=failure_of(body))
    return Succeeded(ref=ref, files=(VideoFile(kind=FileKind.VIDEO, location=_film(body, ref, profile)),))


def task_in(body: JsonObject, profile: Profile) -> JsonObject:
    """The object with the task's members, which new-api's reply to a query wraps."""
    return new_api.task_in(body) if profile["replies"] == new_api.NEW_API else body


def _id_of(body: JsonObject) -> str:
    """The task's id: `task_id`, or `id` as a video object has it. Raises MalformedReply."""
    said = {name: body[name] for name in (wire.TASK_ID, wire.ID) if name in body}
    for name, value in said.items():
        if not isinstance(value, str) or not value.strip():
            text = f"{name} must be a string that is not empty"
            raise MalformedReply(wire.NAME, text, pointer=f"/{name}", value=value)
        if value != next(iter(said.values())):
            raise MalformedReply(wire.NAME, "id must be the task_id", pointer=f"/{name}", value=value)
    if not said:
        raise MalformedReply(wire.NAME, "the reply names no task", pointer=f"/{wire.TASK_ID}")
    return str(next(iter(said.values())))


def _film(body: JsonObject, ref: TaskRef, profile: Profile) -> Link | VendorRoute:
    """Where the film is: at `url`, or at the lineage's content route where there is none."""
    url = None if is_unsaid(body.get(wire.URL)) else address_of(body, wire.URL, wire.NAME)
    return VendorRoute(encode_content(ref.task_id, profile)) if url is None else Link(url=url)


def _refuse_foreign(body: JsonObject, profile: Profile, remarks: Remarks) -> None:
    for name, value in body.items():
        if name in wire.CREATE_MEMBERS or is_unsaid(value) or value in ([], {}):
            continue
        if (instead := FOREIGN.get(name)) is not None:
            raise wire.wrong(f"/{name}", f"left out: {instead}", value)
        hint = f"; {name} may stand in metadata" if name in OPTIONS else ""
        if profile["unknown-members"] == "refuse":
            raise wire.wrong(pointer_to(name), f"left out: there is no such member{hint}", value)
        reason = f"there is no such member; it was left out{hint}"
        remarks.lose(LossKind.UNSUPPORTED, name[:60], value, reason)


def _prompt(members: Members) -> str:
    prompt = members.required_text(wire.PROMPT)
    if len(prompt) > LONGEST_PROMPT:
        raise members.wrong(wire.PROMPT, f"at most {LONGEST_PROMPT} characters, not {len(prompt)}")
    return prompt


def _model(members: Members, given: Options, profile: Profile, remarks: Remarks) -> str:
    """What runs: `model`, or another Jimeng key that `metadata.req_key` names (D-3)."""
    model = members.required_text(wire.MODEL)
    if is_unsaid(given.req_key):
        return model
    pointer = wire.in_metadata(wire.REQ_KEY)
    key = options.text(given.req_key, pointer)
    if key == model:
        remarks.note("metadata.req_key: the same as model")
        return model
    if profile["req-key-against-model"] == "refuse":
        raise wire.wrong(pointer, "left out, or the same as model", key)
    if not (model.startswith(JIMENG) and key.startswith(JIMENG)):
        raise wire.wrong(
            pointer, f"left out: with a model {JIMENG}… alone it may choose another {JIMENG}… key", key
        )
    remarks.lose(
        LossKind.MERGED, wire.MODEL, model, "metadata.req_key decides which key of the family runs", key
    )
    return key


def _note_without_effect(members: Members, profile: Profile, remarks: Remarks) -> None:
    """The two members that ask the gateway itself."""
    form = members.text(wire.RESPONSE_FORMAT)
    if form == wire.URL:
        remarks.note("response_format: a film comes by its url in any case")
    elif form is not None and profile["response-format"] == "url":
        raise members.wrong(wire.RESPONSE_FORMAT, "url or left out: a film comes by its address", form)
    elif form is not None:
        reason = "a film comes by its url"
        remarks.lose(LossKind.ADJUSTED, wire.RESPONSE_FORMAT, form, reason, wire.URL)
    if (user := members.text(wire.USER)) is not None:
        reason = "no vendor hears the name of a client's own user"
        remarks.lose(LossKind.UNSUPPORTED, wire.USER, user, reason)


def _told(asked: Asked, wish: Wish) -> str | None:
    found = in_one_voice(asked.options.read(wish, options.text), asked.remarks)
    return None if found is None else found.value


def _flag(asked: Asked, wish: Wish) -> bool | None:
    found = in_one_voice(asked.options.read(wish, options.flag), asked.remarks)
    return None if found is None else found.value


def _callback(asked: Asked) -> str | None:
    """Where the gateway announces the end (D-7); no vendor hears of it."""
    url = _told(asked, Wish.CALLBACK)
    if url is None:
        return None
    try:
        addresses.check_address(url)
    except ValueError as error:
        raise wire.wrong(wire.CALLBACK_POINTER, str(error), url) from None
    return url

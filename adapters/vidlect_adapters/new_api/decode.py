"""A create as new-api reads it, as a film in neutral words.

Here lives what each member means. Never: a limit of a vendor's model, a member's place in a body (`bodies`).
Source: dialects' facts 5.2.
"""

from __future__ import annotations

from vidlect_adapters.addresses import check_address
from vidlect_adapters.canonical import (
    VideoRequest,
)
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.loss import Decoded, LossKind
from vidlect_adapters.members import Members, is_unsaid
from vidlect_adapters.message import HttpCall, JsonObject
from vidlect_adapters.remarks import Remarks

from . import wire
from .bodies import Body, read_body
from .measures import positive, read_frame, read_length
from .media import read_media
from .vocabulary import AUTOMATIC, FLAGS


def decode_create(call: HttpCall, route: wire.Route) -> Decoded:
    """What a client asks for.

    Raises:
        MalformedRequest: names the member and what was expected; its code is the dialect's.
    """
    remarks = Remarks()
    body = read_body(call, route.surface, remarks)
    try:
        request = _film(body, route, remarks)
    except MalformedRequest as error:
        raise body.placed(error) from None
    for name in (wire.RESPONSE_FORMAT, wire.USER):
        if not is_unsaid(body.members.get(name)):
            remarks.lose(LossKind.UNSUPPORTED, name, body.members[name], "nothing is made of it")
    return Decoded(
        request=request, model_name=request.model, losses=tuple(remarks.losses), notes=tuple(remarks.notes)
    )


def _film(body: Body, route: wire.Route, remarks: Remarks) -> VideoRequest:
    said = Members(route.surface, body.members)
    return VideoRequest(
        model=_model(said),
        prompt=said.required_text(wire.PROMPT),
        negative_prompt=said.text(wire.NEGATIVE_PROMPT),
        inputs=read_media(said, body.file, remarks),
        length=read_length(said, remarks),
        frame=read_frame(said, remarks),
        fps=positive(said, wire.FPS, remarks),
        seed=_seed(said, remarks),
        count=_count(said, remarks),
        watermark=_flag(said, wire.WATERMARK, remarks),
        with_audio=_flag(said, wire.GENERATE_AUDIO, remarks),
        camera_fixed=_flag(said, wire.CAMERA_FIXED, remarks),
        callback_url=_callback(said, route, remarks),
        vendor_options=_options(said, body.options),
    )


def _model(said: Members) -> str:
    model = said.text(wire.MODEL)
    if model is None or not model.strip():
        raise wire.coded(said.wrong(wire.MODEL, "given"), wire.MISSING_MODEL)
    return model


def _seed(said: Members, remarks: Remarks) -> int | None:
    seed = said.integer(wire.SEED, remarks.notes)
    if seed == AUTOMATIC:
        remarks.note("seed: -1 is any")
        return None
    return seed


def _flag(said: Members, name: str, remarks: Remarks) -> bool | None:
    """A boolean, or a word for one."""
    value = said.body.get(name)
    if isinstance(value, str) and value in FLAGS:
        remarks.note(f"{name}: a text was taken for a boolean")
        return FLAGS[value]
    return said.boolean(name)


def _callback(said: Members, route: wire.Route, remarks: Remarks) -> str | None:
    address = said.text(wire.CALLBACK_URL)
    if address is None:
        return None
    try:
        check_address(address)
    except ValueError as error:
        raise said.wrong(wire.CALLBACK_URL, str(error), address) from None
    if route.announces:
        return address
    reason = "the end of a task is not announced here; ask for its status"
    remarks.lose(LossKind.UNSUPPORTED, wire.CALLBACK_URL, address, reason)
    return None


def _count(said: Members, remarks: Remarks) -> int:
    count = positive(said, wire.COUNT, remarks)
    if count == 1:
        remarks.note("n: 1 is what a task makes")
    return count or 1


def _options(said: Members, given: JsonObject) -> JsonObject:
    mode = said.text(wire.MODE)
    return given if mode is None else {wire.MODE: mode, **given}

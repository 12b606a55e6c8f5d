"""Steps that are answered at once: faces of a video, and the selection of what is edited [facts 7.6, 7.10].

Here live their data and the sessions that they keep. Never: the envelope.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vidlect_mock.interface import Admitted, Desk, Intake, Resource
from vidlect_mock.message import JsonObject

from .errors import Wrong
from .films import amount
from .identity import drawn
from .models import SESSION_SECONDS
from .operations import ENDPOINTS
from .sources import LIP_SYNC, SELECTION, is_trusting, kept_session, named_video, resolved
from .submissions import step

# The mock looks into no video: this is what every one of them holds. Pictures are those that it serves (mask-N.png).
_WIDTH, _HEIGHT, _FPS, _MILLISECONDS = 1280, 720, 24, 5000
_FREE = 0.0  # units; what the steps cost is not in the facts
_REFUSED = 1  # data.status of a refusal inside an envelope of code 0 [facts 7.10]; the number is unsure

_BEGINS: Mapping[str, str] = {"identifyFace": LIP_SYNC, "initSelection": SELECTION}


def intake(body: JsonObject, admitted: Admitted, desk: Desk) -> Intake | Wrong:
    """What a step is about; the two that begin a session keep it for a day."""
    name = admitted.operation.name
    read = step(ENDPOINTS[name].kind, body, admitted, desk)
    if isinstance(read, Wrong):
        return read
    forgiven, remarks = read
    if name not in _BEGINS:
        return Intake(body=forgiven, remarks=tuple(remarks))
    video = named_video(forgiven, admitted.session, desk)
    if isinstance(video, Wrong):
        return video
    session_id = drawn(b"session", desk.number)
    kept: JsonObject = {**video.named, "until": desk.wall + SESSION_SECONDS}
    resource = Resource(_BEGINS[name], session_id, kept)
    return Intake(body={**forgiven, "session_id": session_id}, remarks=tuple(remarks), keep=(resource,))


def answered(admitted: Admitted, intake: Intake, desk: Desk) -> JsonObject:
    """The data of a step's answer."""
    name = admitted.operation.name
    session_id = str(intake.body["session_id"])
    if name in _BEGINS:
        return _STEPS[name](intake.body, admitted.session, desk)
    kept = kept_session(SELECTION, session_id, admitted.session, desk)
    if kept is None and not is_trusting(desk):
        return {"status": _REFUSED, "session_id": session_id}
    return {
        "status": 0,
        "session_id": session_id,
        **_STEPS[name]({**(kept or {}), **intake.body}, admitted.session, desk),
    }


def _faces(body: JsonObject, session: str, desk: Desk) -> JsonObject:
    del session
    face: JsonObject = {
        "face_id": "0",
        "face_image": desk.link("mask-1.png"),
        "start_time": 0,
        "end_time": _MILLISECONDS,
    }
    return {"session_id": body["session_id"], "final_unit_deduction": amount(_FREE), "face_data": [face]}


def _selection(body: JsonObject, session: str, desk: Desk) -> JsonObject:
    return {
        "status": 0,
        "session_id": body["session_id"],
        "fps": _FPS,
        "original_duration": _MILLISECONDS,
        "width": _WIDTH,
        "height": _HEIGHT,
        "total_frame": _FPS * _MILLISECONDS // 1000,
        "normalized_video": _video(body, session, desk),
        "final_unit_deduction": amount(_FREE),
    }


def _video(body: JsonObject, session: str, desk: Desk) -> str:
    """The address of a session's video."""
    video_id = body.get("video_id")
    found = resolved(video_id, session, desk) if isinstance(video_id, str) else None
    return str(body.get("video_url") or desk.link("video.mp4")) if found is None else found.links["video.mp4"]


def _marked(body: JsonObject, session: str, desk: Desk) -> JsonObject:
    del session, desk
    # one run of background; what stands in an item is not in the facts
    mask: JsonObject = {
        "object_id": 0,
        "rle_mask": {"size": [_HEIGHT, _WIDTH], "counts": f"{_HEIGHT * _WIDTH}"},
    }
    return {"res": {"frame_index": body["frame_index"], "rle_mask_list": [mask]}}


def _preview(body: JsonObject, session: str, desk: Desk) -> JsonObject:
    video = _video(body, session, desk)
    return {
        "res": {
            "video": video,
            "video_cover": desk.link("mask-1.png"),
            "tracking_output": desk.link("mask-2.png"),
        }
    }


def _cleared(body: JsonObject, session: str, desk: Desk) -> JsonObject:
    del body, session, desk
    return {}


_STEPS: Mapping[str, Callable[[JsonObject, str, Desk], JsonObject]] = {
    "identifyFace": _faces,
    "initSelection": _selection,
    "addSelection": _marked,
    "deleteSelection": _marked,
    "clearSelection": _cleared,
    "previewSelection": _preview,
}

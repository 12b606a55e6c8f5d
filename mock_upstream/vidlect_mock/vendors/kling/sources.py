"""Videos that a create works on: by the id of an earlier result, by a session that a step began, or by a link.

Here lives how they are found again. Never: what is made of them.
"""

from __future__ import annotations

from typing import NamedTuple

from vidlect_mock.interface import Desk, Film, TaskView
from vidlect_mock.lifecycle import State
from vidlect_mock.message import JsonObject

from .errors import Wrong
from .identity import task_of
from .models import MODELS

LIP_SYNC, SELECTION = "lip-sync", "selection"
"""Kinds of `Resource`: sessions that identify-face and init-selection begin."""

_SESSIONS = {"advanced-lip-sync": LIP_SYNC, "multi-elements": SELECTION}
_KINDS = frozenset({"video-extend", "lip-sync", *_SESSIONS})


class Source(NamedTuple):
    """A video. `named`: the members of a body that name it. `film`, `model`: None where the video is not ours."""

    named: JsonObject
    film: Film | None = None
    model: str | None = None


def source_holder(body: JsonObject) -> JsonObject:
    """The object in a body that names what is worked on."""
    given = body.get("input")
    return given if isinstance(given, dict) else body


def resolved(video_id: str, session: str, desk: Desk) -> TaskView | None:
    """The finished task whose video has this id."""
    task_id = task_of(video_id)
    found = None if task_id is None else desk.task(session, task_id)
    return found if found is not None and found.state is State.SUCCEEDED else None


def kept_session(kind: str, session_id: str, session: str, desk: Desk) -> JsonObject | None:
    """What a step has kept under a session id; None once its day is over. [facts 7.6]."""
    kept = desk.resource(session, kind, session_id)
    until = 0.0 if kept is None else kept.get("until")
    return kept if isinstance(until, float) and desk.wall < until else None


def is_trusting(desk: Desk) -> bool:
    """Whether ids that nothing here has are taken all the same."""
    return desk.profile.switches["unknown-reference"] == "taken"


def unknown(name: str, value: str, what: str) -> Wrong:
    """The fault of an id that nothing here has."""
    return Wrong(f"{name} not found: {value[:80]}", what, value[:80])


def source_of(kind: str, body: JsonObject, session: str, desk: Desk) -> Source | Wrong | None:
    """The video that a create works on; None for a kind that works on none."""
    if kind not in _KINDS:
        return None
    holder = source_holder(body)
    if kind in _SESSIONS:
        session_id = str(body["session_id"])
        kept = kept_session(_SESSIONS[kind], session_id, session, desk)
        if kept is None:
            what = "a session that a step began within the last 24 h"
            return Source({}) if is_trusting(desk) else unknown("session_id", session_id, what)
        holder = kept
    return named_video(holder, session, desk, extended=kind == "video-extend")


def named_video(holder: JsonObject, session: str, desk: Desk, *, extended: bool = False) -> Source | Wrong:
    """The video that an object names by `video_id`, else by `video_url`."""
    named = {name: holder[name] for name in ("video_id", "video_url") if holder.get(name)}
    video_id = named.get("video_id")
    if not isinstance(video_id, str):
        return Source(named)
    found = resolved(video_id, session, desk)
    if found is None:
        what = "the id of a finished video (task_result.videos[].id), not of a task"
        return Source(named) if is_trusting(desk) else unknown("video_id", video_id, what)
    if extended and not (found.model in MODELS and MODELS[found.model].extends):
        return Wrong("The video cannot be extended", "a video of the kling-v1 line", found.model)
    return Source(named, found.film, found.model)

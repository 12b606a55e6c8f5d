"""What new-api answers to a create and to a query.

Here lives the writing of replies: the video object, and the envelope of the generations form. Never: their reading.
Source: dialects' facts 5.3–5.6. Of the envelope's members, `id` (a row of a table), user, channel, group and quota have
nothing behind them here: they are there because clients bind them, and say so by nought.
"""

from __future__ import annotations

from zlib import crc32

from vidlect_adapters.canonical import Failed, InProgress, Pixels, Seconds, VideoTask
from vidlect_adapters.message import HttpReply, JsonObject, json_reply
from vidlect_adapters.nested_error import sentence
from vidlect_adapters.record import TaskRecord

from . import wire
from .vocabulary import FAILED, LEAST_PROGRESS, SUCCEEDED, VIDEO_WORDS, WRAPPED_WORDS


def new_id(number: int) -> str:
    """A task id: `task_` and 32 hexadecimal digits, which are letters and digits (5.3)."""
    return f"task_{number:032x}"


def encode_created(record: TaskRecord) -> HttpReply:
    """The reply to a create; nothing is priced here, so there is no factor in its header."""
    body: JsonObject = {
        "id": record.id,
        "task_id": record.id,
        "object": "video",
        "model": record.model_name,
        "status": "queued",
        "progress": 0,
        "created_at": record.created_at,
    }
    return json_reply(200, body, (wire.RATIOS_HEADER, "{}"))


def encode_task(record: TaskRecord, route: wire.Route) -> HttpReply:
    """The reply to a query."""
    if route.is_wrapped:
        return json_reply(200, {"code": "success", "message": "", "data": _row(record)})
    return json_reply(200, _video(record))


def _state(task: VideoTask) -> str:
    if isinstance(task, InProgress):
        return task.state.value
    return FAILED if isinstance(task, Failed) else SUCCEEDED


def _progress(record: TaskRecord, state: str) -> int:
    return max(LEAST_PROGRESS[state], record.progress_shown)


def _row(record: TaskRecord) -> JsonObject:
    """The members of `data`."""
    state, last, ended = _state(record.last), record.last, record.ended_at or 0
    row: JsonObject = {
        "id": crc32(record.id.encode()),
        "created_at": record.created_at,
        "updated_at": ended or record.created_at,
        "task_id": record.id,
        "platform": record.vendor,
        "user_id": 0,
        "group": "",
        "channel_id": 0,
        "quota": 0,
        "action": "generate" if record.request.inputs else "textGenerate",
        "status": WRAPPED_WORDS[state],
        "fail_reason": sentence(last.failure) if isinstance(last, Failed) else "",
        "submit_time": record.created_at,
        "start_time": 0,
        "finish_time": ended,
        "progress": f"{_progress(record, state)}%",
        "properties": {
            "input": record.request.prompt,
            "upstream_model_name": record.request.model,
            "origin_model_name": record.model_name,
        },
        "data": None,
    }
    if record.film_url is not None:
        row["result_url"] = record.film_url
    return row


def _video(record: TaskRecord) -> JsonObject:
    """The video object; what was not asked for is left out."""
    state, last, request = _state(record.last), record.last, record.request
    video: JsonObject = {
        "id": record.id,
        "task_id": record.id,
        "object": "video",
        "model": record.model_name,
        "status": VIDEO_WORDS[state],
        "progress": _progress(record, state),
        "created_at": record.created_at,
    }
    if record.ended_at is not None:
        video["completed_at"] = record.ended_at
    if isinstance(request.length, Seconds):
        video["seconds"] = f"{float(request.length.value):g}"
    if isinstance(request.frame, Pixels):
        video["size"] = str(request.frame)
    if isinstance(last, Failed):
        video["error"] = {"message": sentence(last.failure), "code": last.failure.kind.word}
    if record.film_url is not None:
        video["metadata"] = {"url": record.film_url}
    return video

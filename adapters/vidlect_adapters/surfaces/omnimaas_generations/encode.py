"""From canonical values to this surface's messages: a client's calls, and a gateway's replies to them.

Here live the forms that our own client prefers. Never: a task's state machine, a decision what to remember.
"""

from __future__ import annotations

from vidlect_adapters import new_api
from vidlect_adapters.canonical import Failed, InProgress, RunState, VideoRequest
from vidlect_adapters.json_body import write_object
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, json_reply
from vidlect_adapters.omnimaas_error import encode_failure
from vidlect_adapters.profile import Profile
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.segment import segment

from . import wire
from .measures import write_frame, write_length
from .options import write_options
from .pictures import write_pictures
from .vocabulary import MODELS, WORDS


def new_id(number: int) -> str:
    """A task id: `cgt-` as in the example, and 32 hexadecimal digits."""
    return f"cgt-{number:032x}"


def new_id_in(number: int, profile: Profile) -> str:
    """A task id as the profile has it."""
    return new_api.new_id(number) if profile["replies"] == new_api.NEW_API else new_id(number)


def encode_create(request: VideoRequest, model_name: str, profile: Profile) -> HttpCall:
    """The call by which a client asks for this film.

    Raises:
        Inexpressible: this surface has no member for it.
    """
    if profile["requests"] == new_api.NEW_API:
        return new_api.encode_create(request, model_name, wire.NEW_API)
    if not request.prompt.strip():
        raise wire.unsaid("/prompt", "a film has a prompt", request.prompt)
    if request.count != 1:
        raise wire.unsaid("/count", "a task makes one film", request.count)
    if request.callback_url is not None:
        raise wire.unsaid("/callback_url", "there is no member for callback_url", request.callback_url)
    documented = model_name in MODELS
    body: JsonObject = {
        wire.MODEL: model_name,
        wire.PROMPT: request.prompt,
        **write_pictures(request),
        **write_length(request),
        **write_frame(request, documented=documented),
        **write_options(request, documented=documented),
    }
    headers = (("Content-Type", wire.JSON),)
    return HttpCall(method="POST", path=wire.GENERATIONS, headers=headers, body=write_object(body, wire.NAME))


def encode_query(task_id: str, profile: Profile) -> HttpCall:
    """The call by which a client asks how its task is."""
    del profile
    return HttpCall(method="GET", path=f"{wire.GENERATIONS}/{segment(task_id, wire.NAME)}")


def encode_content(task_id: str, profile: Profile) -> HttpCall:
    """The call by which a client fetches the film where no link is shown: the lineage's, not documented here."""
    del profile
    return HttpCall(method="GET", path=f"{wire.VIDEOS}/{segment(task_id, wire.NAME)}/content")


def encode_created(record: TaskRecord, profile: Profile) -> HttpReply:
    """The reply to a create."""
    if profile["replies"] == new_api.NEW_API:
        return new_api.encode_created(record)
    body = _task(record, profile["first-state"], 0)
    return json_reply(200, {wire.ID: record.id, wire.TASK_ID: record.id, **body})


def encode_task(record: TaskRecord, profile: Profile) -> HttpReply:
    """The reply to a query."""
    if profile["replies"] == new_api.NEW_API:
        return new_api.encode_task(record, wire.NEW_API)
    last = record.last
    if isinstance(last, InProgress):
        waits = last.state is RunState.QUEUED
        body = _task(record, profile["first-state"] if waits else WORDS["running"], record.progress_shown)
    elif isinstance(last, Failed):
        body = _task(record, WORDS["failed"], record.progress_shown)
        body["error"] = encode_failure(last.failure)
    else:
        body = _task(record, WORDS["succeeded"], record.progress_shown)
        if record.film_url is not None:
            body[wire.URL] = record.film_url
    if profile["query-task-id"] == "given":
        body = {wire.ID: record.id, wire.TASK_ID: record.id, **body}
    return json_reply(200, body)


def _task(record: TaskRecord, word: str, progress: int) -> JsonObject:
    """The members that every reply has, in the documented order; the model is the create's (A-8)."""
    return {
        wire.ID: record.id,
        "object": "video",
        wire.MODEL: record.model_name,
        "created_at": record.created_at,
        "status": word,
        "progress": progress,
    }

"""What a gateway remembers of a task.

Here lives one value and its JSON form. Never: where it is stored.
"""

from __future__ import annotations

from dataclasses import dataclass

from .canonical import TaskRef, VideoRequest, VideoTask


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRecord:
    """One task as a gateway knows it: everything that a later reply must repeat.

    `id` is the gateway's own (opaque, in the surface's shape); `owner` names the client key without
    being it; `model_name` is the model as the client wrote it; `created_at` in Unix seconds;
    `progress_shown` is the highest percentage that a client has seen (progress never falls);
    `polls_refused` counts the vendor's refusals of a poll since its last news of the task; `ended_at` is when its end
    was seen, in Unix seconds, where that is known; `callback_url` is where the gateway itself announces the end;
    `film_url` is the gateway's own address of a film that is there, set for one reply and never stored.
    """

    id: str
    owner: str
    surface: str
    vendor: str
    model_name: str
    ref: TaskRef
    request: VideoRequest
    created_at: int
    last: VideoTask
    progress_shown: int = 0
    polls_refused: int = 0
    ended_at: int | None = None
    callback_url: str | None = None
    film_url: str | None = None

"""What a remix, an edit and an extension must hold, and what the new job has of its source.

Here live these checks, in their order. Never: what they share with a create (`jobs`).
"""

from __future__ import annotations

from collections.abc import Iterator

from vidlect_mock.interface import Admitted
from vidlect_mock.lifecycle import State

from . import models, reading, uploads
from .auth import PATH_ID
from .errors import Trouble, missing, not_found, unknown, wrong_type
from .forms import Upload
from .jobs import Job, model, prompt, seconds
from .reading import type_of


def remix(job: Job, admitted: Admitted) -> Iterator[Trouble]:
    """The same film with one change; the older way."""
    yield from reading.only(job.asked, {"prompt"})
    yield from prompt(job)
    yield from _source(job, admitted.echo[PATH_ID], None)
    _like_source(job)
    job.body["remixed_from_video_id"] = admitted.echo[PATH_ID]


def edit(job: Job, admitted: Admitted) -> Iterator[Trouble]:
    """A film changed as a prompt says."""
    del admitted
    asked = job.asked
    yield from reading.only(asked, {"prompt", "video", "model"})
    yield from prompt(job)
    yield from model(job)
    yield from _video(job)
    _like_source(job)
    if "model" in asked.fields and job.source is not None:
        asked.remarks.append("model: comes from the source, and belongs beside an uploaded file only")


def extend(job: Job, admitted: Admitted) -> Iterator[Trouble]:
    """A film with something behind it."""
    del admitted
    yield from reading.only(job.asked, {"prompt", "seconds", "video"})
    yield from prompt(job)
    yield from seconds(job, models.EXTENDED_SECONDS, required=True)
    yield from _video(job)
    _like_source(job)
    before = job.source
    total = int(job.asked.text("seconds") or 0) + (0 if before is None else int(str(job.body["seconds"])))
    done = before.body.get("extensions") if before is not None else None
    extensions = (done if isinstance(done, int) else 0) + 1
    if extensions > models.MOST_EXTENSIONS:
        text = f"A video can be extended at most {models.MOST_EXTENSIONS} times."
        yield Trouble(400, text, "invalid_value", "video")
    if total > models.LONGEST:
        text = f"A video can be at most {models.LONGEST} seconds long in total; this one would have {total}."
        yield Trouble(400, text, "invalid_value", "seconds")
    job.body |= {"seconds": str(total), "extensions": extensions}


def _video(job: Job) -> Iterator[Trouble]:
    """The source of an edit or extension: an object {id}, or a file."""
    value = job.asked.fields.get("video")
    if isinstance(value, Upload):
        yield from uploads.wrong_file("video", value, (uploads.FILM,), job.desk)
        job.body["video"] = uploads.described(value)
        return
    if value is None:
        yield missing("video")
        return
    if not isinstance(value, dict):
        yield wrong_type("video", "a file or an object" if job.asked.is_form else "an object", type_of(value))
        return
    for member in value:
        if member != "id":
            yield unknown(f"video.{member}")
    wanted = value.get("id")
    if wanted is None:
        yield missing("video.id")
    if not isinstance(wanted, str):
        yield wrong_type("video.id", "a string", type_of(wanted))
        return
    yield from _source(job, wanted, "video")
    job.body["video"] = {"id": wanted}
    if job.desk.profile.is_set("edit-source", "remixed_from_video_id"):
        job.body["remixed_from_video_id"] = wanted


def _source(job: Job, wanted: str, param: str | None) -> Iterator[Trouble]:
    job.source = job.desk.task(job.session, wanted)
    if job.source is None:
        yield not_found("Video", wanted, job.desk)._replace(param=param)
    elif job.source.state is not State.SUCCEEDED:
        text = f"Video with id '{wanted[:100]}' is not completed yet."
        yield Trouble(400, text, None, param, stage="task", expected="a completed video")


def _like_source(job: Job) -> None:
    """Model, length and size of the source; of an uploaded film, which is not looked into, the defaults."""
    known = {} if job.source is None else job.source.body
    job.body |= {
        "prompt": job.prompt,
        "model": known.get("model") or job.asked.text("model") or models.DEFAULT_MODEL,
        "seconds": known.get("seconds") or models.DEFAULT_SECONDS,
        "size": known.get("size") or models.DEFAULT_SIZE,
    }

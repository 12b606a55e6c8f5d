"""A job in the making, and the checks that creates and what follows them share.

Here live the prompt, the model and the length. Never: what only one operation has (`creations`, `followups`).
"""

from __future__ import annotations

from collections.abc import Iterator

from vidlect_mock.interface import Admitted, Desk, TaskView
from vidlect_mock.marker import Marker, cut
from vidlect_mock.message import JsonObject

from . import models, reading
from .errors import Trouble, wrong_type, wrong_value
from .reading import Asked, type_of

LONGEST_PROMPT = 32_000  # characters [facts 2.1]


class Job:
    """What the job will be; completed check by check."""

    __slots__ = ("asked", "body", "desk", "marker", "prompt", "session", "source")

    def __init__(self, asked: Asked, admitted: Admitted, desk: Desk) -> None:
        self.asked = asked
        self.desk = desk
        self.session = admitted.session
        self.source: TaskView | None = None
        written = asked.text("prompt") or ""
        self.prompt, marker = cut(written)
        self.marker: Marker | None = marker
        self.body: JsonObject = {}

    def size(self) -> str:
        """The size that is asked for, or the default."""
        return self.asked.text("size") or models.DEFAULT_SIZE


def prompt(job: Job) -> Iterator[Trouble]:
    """The prompt, its marker not counted."""
    return reading.text(job.asked, "prompt", longest=LONGEST_PROMPT, unmarked=job.prompt)


def model(job: Job) -> Iterator[Trouble]:
    """A model that there is."""
    value = job.asked.fields.get("model")
    profile = job.desk.profile
    if value is None:
        return
    if not isinstance(value, str):
        yield wrong_type("model", "a string", type_of(value))
    elif not value or (value not in models.MODELS and profile.is_set("values", "official")):
        if profile.is_set("unknown-model", "404"):
            text = f"The model '{value[:100]}' does not exist or you do not have access to it."
            yield Trouble(404, text, "model_not_found")
        yield wrong_value("model", value, models.NAMED_MODELS)


def seconds(job: Job, choices: tuple[str, ...], *, required: bool) -> Iterator[Trouble]:
    """A length, as a text."""
    value, profile = job.asked.fields.get("seconds"), job.desk.profile
    if type(value) is int and profile.is_set("seconds-number", "accepted"):
        job.asked.fields["seconds"] = value = str(value)
    if profile.is_set("values", "any") and isinstance(value, str) and models.any_seconds(value):
        return
    yield from reading.choice(job.asked, "seconds", choices, required=required)

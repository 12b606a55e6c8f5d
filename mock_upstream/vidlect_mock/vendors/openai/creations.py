"""What a create must hold besides what all jobs have: its size, its first frame, its characters.

Here live these checks, in their order. Never: the tables of limits (`models`), what a file is (`uploads`).
"""

from __future__ import annotations

from collections.abc import Iterator

from vidlect_mock.interface import Admitted
from vidlect_mock.marker import in_url
from vidlect_mock.message import JsonValue
from vidlect_mock.pictures import look

from . import models, reading, uploads
from .errors import Trouble, missing, not_found, unknown, wrong_type
from .forms import Upload
from .jobs import Job, model, prompt, seconds
from .reading import type_of

LONGEST_IMAGE_URL = 20_971_520  # characters [facts 2.1]
MOST_CHARACTERS = 2  # [facts 2.1]
CHARACTER = "character"
"""The kind under which characters are kept."""

_MISMATCH = "Inpaint image must match the requested width and height"  # [facts 4]


def create(job: Job, admitted: Admitted) -> Iterator[Trouble]:
    """A job from a prompt."""
    del admitted
    asked, profile = job.asked, job.desk.profile
    known = {"prompt", "model", "seconds", "size", "input_reference"}
    if profile.is_set("characters", "guide"):
        known.add("characters")
    if profile.is_set("metadata", "accepted"):
        known.add("metadata")
    yield from reading.only(asked, known)
    yield from prompt(job)
    yield from model(job)
    yield from seconds(job, models.create_seconds(profile), required=False)
    yield from _size(job)
    yield from _reference(job)
    yield from _characters(job)
    job.body |= {
        "prompt": job.prompt,
        "model": asked.text("model") or models.DEFAULT_MODEL,
        "seconds": asked.text("seconds") or models.DEFAULT_SECONDS,
        "size": job.size().replace("*", "x"),
    }


def _size(job: Job) -> Iterator[Trouble]:
    asked, profile = job.asked, job.desk.profile
    size = asked.text("size")
    if profile.is_set("values", "any") and size is not None and models.any_size(size):
        return
    tall = profile.is_set("1080p", "pro")
    if not (tall and size in models.TALL_SIZES):
        yield from reading.choice(asked, "size", models.CLASSIC_SIZES)
    family = models.MODELS.get(asked.text("model") or models.DEFAULT_MODEL, models.DEFAULT_MODEL)
    if size is None or size in models.SIZES[family] or profile.is_set("pro-size-with-sora-2", "accepted"):
        return
    yield Trouble(
        400, "Model does not support this size", "invalid_value", "size", expected=f"sora-2-pro for {size}"
    )


def _reference(job: Job) -> Iterator[Trouble]:
    """The first frame: a file part, or an object with one of image_url and file_id."""
    name = "input_reference"
    value = job.asked.fields.get(name)
    if value is None:
        return
    if isinstance(value, Upload):
        yield from _picture(job, value)
        job.body[name] = uploads.described(value)
        return
    if not isinstance(value, dict):
        yield wrong_type(name, "a file" if job.asked.is_form else "an object", type_of(value))
        return
    if job.asked.is_form:
        job.asked.remarks.append(
            f"{name}: an object in a form, as the Node SDK sends it; whether it is read is unsure"
        )
    for member in value:
        if member not in {"image_url", "file_id"}:
            yield unknown(f"{name}.{member}")
    if len(value) != 1:
        text = f"Invalid '{name}': exactly one of 'image_url' and 'file_id' must be provided."
        yield Trouble(400, text, "invalid_value", name)
    ((member, given),) = value.items()
    param = f"{name}.{member}"
    if not isinstance(given, str) or not given:
        yield wrong_type(param, "a string", type_of(given) if given != "" else "an empty string")
        return
    if member == "image_url":
        yield from _image_url(job, param, given)
    job.body[name] = {member: given}


def _image_url(job: Job, param: str, url: str) -> Iterator[Trouble]:
    if len(url) > LONGEST_IMAGE_URL:
        text = (
            f"Invalid '{param}': string too long. Expected a string with maximum length {LONGEST_IMAGE_URL}."
        )
        yield Trouble(400, text, "string_above_max_length", param)
    if url[:5].lower() == "data:":
        picture = uploads.inline(url)
        if picture is None:
            yield Trouble(
                400, f"Invalid '{param}': expected a base64-encoded data URL.", "invalid_value", param
            )
        else:
            yield from _picture(job, picture, param)
    elif not url.lower().startswith(("https://", "http://")):
        yield Trouble(400, f"Invalid '{param}': expected a fully qualified URL.", "invalid_value", param)
    job.marker = job.marker or in_url(url)


def _picture(job: Job, upload: Upload, param: str = "input_reference") -> Iterator[Trouble]:
    yield from uploads.wrong_file(param, upload, uploads.PICTURES, job.desk)
    seen = look(upload.content)
    if seen is None:
        job.asked.remarks.append(f"{param}: its pixels cannot be read, so they are not compared with size")
    elif seen.size != models.any_size(job.size()):
        width, height = seen.size
        yield Trouble(400, _MISMATCH, expected=job.size(), received=f"{width}x{height}")


def _characters(job: Job) -> Iterator[Trouble]:
    name = "characters"
    value = job.asked.fields.get(name)
    if value is None:
        return
    if not isinstance(value, list):
        yield wrong_type(name, "an array", type_of(value))
        return
    if job.asked.is_form:
        job.asked.remarks.append("characters: in a form; its encoding is not documented")
    if len(value) > MOST_CHARACTERS:
        text = f"Invalid '{name}': array too long. Expected an array with maximum length {MOST_CHARACTERS}."
        yield Trouble(400, text, "array_above_max_length", name)
    for place, one in enumerate(value):
        yield from _character(job, f"{name}[{place}]", one)
    job.body[name] = value


def _character(job: Job, param: str, one: JsonValue) -> Iterator[Trouble]:
    if not isinstance(one, dict):
        yield wrong_type(param, "an object", type_of(one))
        return
    for member in one:
        if member != "id":
            yield unknown(f"{param}.{member}")
    wanted = one.get("id")
    if wanted is None:
        yield missing(f"{param}.id")
    elif not isinstance(wanted, str):
        yield wrong_type(f"{param}.id", "a string", type_of(wanted))
    else:
        kept = job.desk.resource(job.session, CHARACTER, wanted)
        if kept is None:
            yield not_found("Character", wanted, job.desk)
        elif str(kept["name"]) not in job.prompt:
            job.asked.remarks.append(f"{param}: its name is not in the prompt")

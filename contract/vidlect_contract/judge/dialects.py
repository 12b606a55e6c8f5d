"""What the judge knows of the dialects of a case: how to read both ends.

Here live the readers' bundle and the surface's OpenAPI document as a checker. Never: which target is
judged, a comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import orjson

from vidlect_adapters.canonical import Failed, InProgress, Link, Succeeded, TaskRef
from vidlect_adapters.errors import MalformedReply, TranslationError, UnknownWord
from vidlect_adapters.failure import VendorFailure
from vidlect_adapters.interface import SurfaceAdapter, VendorAdapter, WrapsTasks
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, JsonValue
from vidlect_adapters.profile import Profile
from vidlect_contract.case import as_object
from vidlect_contract.observation import read_body, read_json
from vidlect_mock.documents import Validators, operations

ID_MEMBERS = ("id", "task_id")
"""Where a task's id stands: dialects have the one, the other, or both."""
STATES = ("queued", "running", "succeeded", "failed")
TERMINAL = frozenset({"succeeded", "failed"})


class Violation(NamedTuple):
    """Where a body breaks the document, and how."""

    pointer: str
    text: str


class SurfaceDocument:
    """A surface's OpenAPI document, asked by method and path."""

    def __init__(self, document: JsonObject) -> None:
        self._validators = Validators(document)
        self._operations = [
            (name, method, tuple(path.strip("/").split("/")))
            for name, method, path, _ in operations(document)
        ]
        self._unsure = frozenset(
            name
            for name, _, _, operation in operations(document)
            if operation.get("x-confidence") == "unsure"
        )

    def operation(self, method: str, path: str) -> str | None:
        """The operation of a call; None for a route that the document does not have."""
        parts = tuple(path.partition("?")[0].strip("/").split("/"))
        for name, wanted, template in self._operations:
            if method == wanted and len(parts) == len(template):
                pairs = zip(parts, template, strict=True)
                if all(want.startswith("{") or part == want for part, want in pairs):
                    return name
        return None

    def promises(self, method: str, path: str) -> bool:
        """Whether every gateway of the dialect has this route: the document has it, and is sure of it."""
        name = self.operation(method, path)
        return name is not None and name not in self._unsure

    def request_violations(self, call: HttpCall) -> list[Violation]:
        """How our own request breaks the document; nothing for a route that it does not have."""
        name = self.operation(call.method, call.path)
        if name is None or not call.body:
            return []
        try:
            body = read_body(call)
        except ValueError as error:
            return [Violation("", f"not JSON: {error}")]
        if isinstance(body, dict) and call.body.startswith(b"--"):
            # a form's texts are members like any other; files and nested names are beyond a schema of JSON
            texts: JsonObject = {
                name: value for name, value in body.items() if isinstance(value, str) and "[" not in name
            }
            body = texts
        return [Violation(*one) for one in self._validators.violations(name, body)]

    def reply_violations(self, call: HttpCall, status: int, body: JsonValue) -> list[Violation]:
        """How a JSON reply breaks the document; nothing for a route that it does not have."""
        name = self.operation(call.method, call.path)
        if name is None:
            return []
        return [Violation(*one) for one in self._validators.reply_violations(name, status, body)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialects:
    """How to read both ends of a crossing.

    `extra_words` are status words that the judged gateway declares beyond its dialect, with the state
    that each means. `secrets` must never be seen by a client.
    """

    surface: SurfaceAdapter
    surface_profile: Profile
    vendor: VendorAdapter
    vendor_profile: Profile
    document: SurfaceDocument
    extra_words: Mapping[str, str] = field(default_factory=dict[str, str])
    secrets: tuple[str, ...] = field(default=(), repr=False)


class Read(NamedTuple):
    """What one reply of the gateway says of its task; `broken` where it cannot be read."""

    state: str | None = None
    failure: VendorFailure | None = None
    broken: TranslationError | None = None


def read_query(reply: HttpReply, dialects: Dialects) -> Read:
    """A reply to a query, read as the dialect's client reads it. Errors are replies without a state."""
    if not 200 <= reply.status < 300:
        return Read()
    try:
        task = dialects.surface.decode_task(_named(reply, dialects), reply, dialects.surface_profile)
    except UnknownWord as error:
        state = dialects.extra_words.get(str(error.value))
        return Read(state=state) if state else Read(broken=error)
    except TranslationError as error:
        return Read(broken=error)
    if isinstance(task, InProgress):
        return Read(state=task.state.value)
    if isinstance(task, Failed):
        return Read(state="failed", failure=task.failure)
    if isinstance(task, VendorFailure):
        return Read(failure=task)
    return Read(state="succeeded")


def film_link(reply: HttpReply, dialects: Dialects) -> str | None:
    """The address under which a reply to a query shows the film; None where it shows none."""
    try:
        task = dialects.surface.decode_task(_named(reply, dialects), reply, dialects.surface_profile)
    except TranslationError:
        return None
    if isinstance(task, Succeeded) and isinstance(task.video.location, Link):
        return task.video.location.url
    return None


def state_of_word(word: str, reply: HttpReply, dialects: Dialects) -> str | None:
    """The state that a reply would tell if its status word were this one."""
    body = as_object(read_json(reply.body))
    task_in(body, dialects)["status"] = word
    return read_query(replace(reply, body=orjson.dumps(body)), dialects).state


def id_members(body: JsonObject) -> tuple[str, ...]:
    """The members of a reply that name its task."""
    return tuple(name for name in ID_MEMBERS if name in body)


def task_in(body: JsonObject, dialects: Dialects) -> JsonObject:
    """The very object in the body of a reply that has the task's members."""
    surface = dialects.surface
    return surface.task_in(body, dialects.surface_profile) if isinstance(surface, WrapsTasks) else body


def shown(body: JsonObject, dialects: Dialects) -> JsonObject:
    """The task's members as most dialects write them: in an envelope `id` is a row of a table, progress a text."""
    task = task_in(body, dialects)
    if task is body:
        return body
    progress = task.get("progress")
    number = progress.removesuffix("%") if isinstance(progress, str) else ""
    told: JsonObject = {"progress": int(number)} if number.isascii() and number.isdigit() else {}
    return {**{name: value for name, value in task.items() if name != ID_MEMBERS[0]}, **told}


def _named(reply: HttpReply, dialects: Dialects) -> TaskRef:
    """The task that the reply itself names: whether it is the right one is another question."""
    try:
        body = shown(as_object(read_json(reply.body)), dialects)
        named = body.get(next(iter(id_members(body)), ID_MEMBERS[0]))
    except ValueError:
        named = None
    return TaskRef(task_id=named if isinstance(named, str) and named.strip() else "unnamed")


def read_error(reply: HttpReply, dialects: Dialects) -> VendorFailure | MalformedReply:
    """A refusal, read as the dialect's client reads it."""
    try:
        return dialects.surface.decode_error(reply, dialects.surface_profile)
    except MalformedReply as error:
        return error

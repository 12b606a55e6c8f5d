"""What a mocked vendor's package must offer, as a Protocol that modules satisfy.

Here live signatures and the small values that cross them. Never: behaviour.

One request goes: `admit` (recognise, authenticate) → `intake` (parse, validate, what is asked of the
engine) → the engine (tasks, scenarios, faults) → `render` (the vendor's own words). Each step may end
in a `Refusal`. All four are pure: time, secrets and switches come in through the `Desk`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple, Protocol, runtime_checkable

from .lifecycle import State
from .marker import MEDIA_HOST, Marker
from .message import Answer, JsonObject, JsonValue, Received
from .profile import Profile, Switch


class Effect(Enum):
    """What an operation does to the mock's tasks."""

    SUBMIT = "submit"
    POLL = "poll"
    CANCEL = "cancel"
    """It ends a task as the operation's `endings` say: cancels it, or forgets it."""
    INSTANT = "instant"
    """Answered at once, without a task."""
    LIST = "list"
    """Answered from all tasks of the session (`ListsTasks`)."""
    CONTENT = "content"
    """A task's file through the API itself, with the vendor's credentials (`ServesContent`)."""

    # members are singletons; Enum's own hash is Python code, 0.3 µs for every look-up in a table (measured)
    __hash__ = object.__hash__


class Ending(Enum):
    """What a CANCEL does to a task."""

    CANCELLED = "cancelled"
    """It goes to State.CANCELLED; only a queued task can."""
    REMOVED = "removed"
    """It is forgotten: the next poll does not find it."""

    __hash__ = object.__hash__  # as above


class Operation(NamedTuple):
    """One thing a vendor can be asked to do; the key of `OPERATIONS` is its name in the OpenAPI document.

    `endings`, for CANCEL: what it does to a task in which state; in any other state nothing happens, and
    `render` says why not.
    """

    name: str
    effect: Effect
    endings: Mapping[State, Ending] = MappingProxyType({State.QUEUED: Ending.CANCELLED})


class Resource(NamedTuple):
    """Something a session has at a vendor besides tasks: an uploaded file's description, a character.

    `kind` and `name` find it again. Never the bytes of a file: its description.
    """

    kind: str
    name: str
    value: JsonObject


def nothing(session: str, name: str) -> None:
    """There is nothing of this name: what a desk finds when no engine stands behind it."""
    del session, name


def no_resource(session: str, kind: str, name: str) -> None:
    """The same for resources."""
    del session, kind, name


def unlinked(name: str) -> str:
    """A link that leads nowhere: what a desk has when no server stands behind it."""
    return f"https://{MEDIA_HOST}/{name}"


class Desk(NamedTuple):  # not a frozen dataclass: one is made for every request, and that costs 1 µs more
    """What a vendor may know besides the request.

    `wall`: Unix seconds that credentials are judged by. `secret_of`: the secret that belongs to an access
    key (or None: unknown key). `session_of`: the session that an access key or API key names.
    `violations`: checks a JSON body against an operation of the vendor's OpenAPI document and yields
    (JSON pointer, message) pairs. `request_id` draws a fresh id in the vendor's form from `number`.
    """

    wall: float
    profile: Profile
    secret_of: Callable[[str], str | None]
    session_of: Callable[[str], str | None]
    violations: Callable[[str, JsonValue], list[tuple[str, str]]]
    number: int
    """A number unlike that of any other request of this server: seeds request ids and elapsed times."""
    link: Callable[[str], str] = unlinked
    """File name (`mask-1.png`) → absolute URL with an expiry, for answers that belong to no task."""
    task: Callable[[str, str], TaskView | None] = nothing
    """(session, task id) → another task of this vendor as of now, not counted as a poll (remix, extend)."""
    named: Callable[[str, str], str | None] = nothing
    """(session, external id) → the id of the task that was submitted under it (`Intake.external_id`)."""
    resource: Callable[[str, str, str], JsonObject | None] = no_resource
    """(session, kind, name) → what an earlier `Intake.keep` kept."""
    webhook_secret: Callable[[str], str | None] = lambda session: None  # noqa: ARG005 # by name
    """Session → the secret by which its callbacks are signed; None: none was configured."""
    base_url: str = f"https://{MEDIA_HOST}"
    """`scheme://host` by which the client reached us, for addresses that an answer gives (an upload host)."""


class Admitted(NamedTuple):
    """A request that was recognised and whose credentials hold."""

    operation: Operation
    session: str
    echo: Mapping[str, str]
    """What the vendor's replies repeat: request id, action, version … (the vendor's own keys)."""
    remarks: tuple[str, ...] = ()


class Refusal(NamedTuple):
    """A request that the vendor refuses, and (for the journal and `explain`) why.

    For refused credentials, `stage` names the first step that differs (`credential`, `time`, `token`,
    `canonical_request`, `body_hash`, `signature` …) and `expected` / `received` are both versions of it.
    They never contain a secret or a full signature that would verify.
    """

    answer: Answer
    stage: str
    code: str
    expected: str | None = None
    received: str | None = None
    hint: str | None = None
    operation: str | None = None
    session: str | None = None


class Film(NamedTuple):  # likewise, 2 µs with its hash
    """The picture that a successful task shows. Pixels, seconds, frames per second."""

    width: int
    height: int
    seconds: float
    fps: int
    sound: bool
    label: str


class Intake(NamedTuple):  # likewise, 2 µs
    """What an admitted request asks of the engine.

    `body` is the parsed body. For SUBMIT: `film`, `prompt` (marker cut) and the `marker` found in prompt
    or media URLs. For POLL and CANCEL: `task_id` and, where the vendor checks it, the model key.
    `remarks` go to the journal: what the vendor is not known to refuse, but a careful client would not send.
    """

    body: JsonObject
    model: str = ""
    prompt: str = ""
    marker: Marker | None = None
    film: Film | None = None
    task_id: str | None = None
    remarks: tuple[str, ...] = ()
    callback_url: str | None = None
    external_id: str | None = None
    """The client's own id of the task that is submitted; `Desk.named` finds the task by it."""
    keep: tuple[Resource, ...] = ()
    """What the session has from now on, once the answer is given (and the call not refused)."""
    drop: tuple[tuple[str, str], ...] = ()
    """(kind, name) of resources that the session has no longer."""
    fails: str | None = None
    """A code of the vendor's: the task is taken, and fails with it unless its scenario has another end."""
    expires_after: float | None = None
    """Seconds after which the task lapses unless it has ended; None: the vendor's `RETENTION["expires"]`."""


class TaskView(NamedTuple):  # likewise, 2 µs
    """A task as of now, for rendering.

    `failure` is the outcome's failure code in the vendor's words when FAILED. `links` maps a file name
    (`video.mp4`) to its absolute URL. `age` and the times are seconds by the task's own clock.
    """

    task_id: str
    state: State
    model: str
    prompt: str
    body: JsonObject
    created_at: float
    ended_at: float | None
    age: float
    polls: int
    failure: str | None
    film: Film | None
    links: Mapping[str, str] = MappingProxyType({})
    """`video.mp4`, and stills of the film: `last-frame.png`, `cover.jpg`, `thumbnail.webp`, `spritesheet.jpg`."""
    started_at: float | None = None
    """When it left the queue; None while it waits."""
    operation: str = ""
    """The name of the operation that submitted it."""
    external_id: str | None = None
    callback_url: str | None = None
    ending: Ending | None = None
    """What this very call did to it."""


class CredentialKind(NamedTuple):
    """One kind of key that a vendor takes, as `vidlect credentials` prints it."""

    values: Mapping[str, str]
    """JSON name → value: `access_key`, `secret_key`, `api_key`."""
    env: Mapping[str, str]
    """The official SDK's variable name → value."""


class MockVendor(Protocol):
    """One mocked vendor: a package."""

    NAME: str
    SWITCHES: tuple[Switch, ...]
    PROFILES: Mapping[str, Mapping[str, str]]
    CREDENTIAL_RULE: str
    """How its keys are made of a session's name, so that anybody can make them in any language."""
    OPERATIONS: Mapping[str, Operation]
    RETENTION: Mapping[str, float]
    """Seconds: `expires` (a task lapses, whatever became of it), `forgotten` (then unknown), `link` (media)."""

    def admit(self, received: Received, desk: Desk) -> Admitted | Refusal:
        """Recognise and authenticate, in the vendor's order."""
        ...

    def intake(self, admitted: Admitted, received: Received, desk: Desk) -> Intake | Refusal:
        """Parse and validate the body, in the vendor's words."""
        ...

    def task_id(self, number: int) -> str:
        """The id of the number-th task, in the vendor's form; different for different numbers."""
        ...

    def render(self, admitted: Admitted, intake: Intake, task: TaskView | None, desk: Desk) -> Answer:
        """The answer. `task` is None for INSTANT, and for POLL or CANCEL of an unknown task."""
        ...

    def fail(self, code: str, admitted: Admitted | None, desk: Desk) -> Answer:
        """The answer that carries a vendor error by its own code (scripted faults, quota, concurrency).

        Raises:
            KeyError: the vendor has no such code.
        """
        ...

    def failure_code(self, kind: str) -> str:
        """The vendor's code for a neutral outcome word (`invalid_input`, `input_rejected`, `internal` …).

        A vendor code is returned as it is. Raises KeyError for anything else.
        """
        ...

    def respell_status(self, answer: Answer, word: str) -> Answer:
        """The same poll answer with another status word (fault `unknown status`)."""
        ...

    def credentials(self, session: str) -> tuple[CredentialKind, ...]:
        """Keys that name this session, in the vendor's shape; derived, never stored."""
        ...

    def session_of(self, key: str) -> str | None:
        """The session that an access key or API key names; None for a key that is not ours."""
        ...

    def secret_of(self, key: str) -> str | None:
        """The secret of an access key, by the published rule; None for unknown keys or keys without one."""
        ...


@runtime_checkable
class ListsTasks(Protocol):
    """A vendor with an operation of effect LIST."""

    def render_list(
        self, admitted: Admitted, intake: Intake, tasks: Iterator[TaskView], desk: Desk
    ) -> Answer:
        """The answer; `tasks` are all of the session that are not forgotten, the newest first, made as they are read."""
        ...


class ContentFile(NamedTuple):
    """The file that a CONTENT answers with, by its name as in `TaskView.links`, and headers besides the file's own."""

    name: str
    headers: tuple[tuple[bytes, bytes], ...] = ()


@runtime_checkable
class ServesContent(Protocol):
    """A vendor with an operation of effect CONTENT."""

    def content(
        self, admitted: Admitted, intake: Intake, task: TaskView | None, desk: Desk
    ) -> ContentFile | Answer:
        """Which file, or the refusal: no such task, not ready, no such variant."""
        ...


class Callback(NamedTuple):
    """One notice of a task's state, as it goes to the client's address; the engine adds `host` and length."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


class CallbackRule(NamedTuple):
    """When a vendor calls back.

    `states`: each is told once when it is reached (QUEUED at the submit). `pauses`: seconds before the second,
    third … attempt; so many attempts and one there are. `timeout`: seconds for one attempt. An attempt
    succeeded if the answer's status is below 300. `repeated`: the states whose notice is tried again; None: all.
    """

    states: frozenset[State]
    pauses: tuple[float, ...]
    timeout: float
    repeated: frozenset[State] | None = None


@runtime_checkable
class CallsBack(Protocol):
    """A vendor that posts a task's state to `Intake.callback_url` or to the session's webhook address."""

    CALLBACKS: CallbackRule

    def callback(self, task: TaskView, url: str, session: str, desk: Desk) -> Callback | None:
        """The notice of the task's present state; made anew for every attempt (it may be dated and signed).

        None: whoever listens there did not ask for this state.
        """
        ...
